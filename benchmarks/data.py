"""A scratch database with a register of officials, kept from one run to the next."""

import random
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from officials.names.fold import fold, sort_key
from officials.names.names import script_of, split_name
from officials.security.context import as_system
from officials.security.ownership import as_owner
from officials.security.records import new_key
from staff.models import User

NAME = "rapport_bench"
SMALL = f"{NAME}_small"  # the same office with a register of 1,000
OFFICIALS = 100_000
BATCH = 5_000  # officials a transaction

STEMS = (
    "Иван Петр Сидор Кузнец Смирн Попов Васил Соколов Михайл Новик Федор Мороз Волк"
    " Алексе Лебед Семен Егор Павл Козл Степан Никол Орл Андре Макар Никит Захар Зайц"
    " Соловь Борис Яковл Григор Роман Воробь Серге Кузьм Фрол Александр Дмитри Корол"
    " Гус Кисел Ильин Максим Поляк Сорок Виноград Ковал Бел Медвед Антон Тарас Жук"
    " Баран Филипп Комар Давыд Беля Герасим Богдан Осип Сидор Матве Тит Марк Мирон"
    " Крыл Кулик Карп Власов Мельник Денис Гаврил Тихон Казак Афанас Данил Савель"
    " Тимофе Фомин Черн Абрам Мартын Ефим Щерб Назар Калин Исак Чумак Голуб Быч Шевц"
    " Ткач Бондар Кравч Хамид Рахим Юсуп Исмаил Гасан Керим Рашид Сулейман Ахмед"
    " Абдул Саркис Петрос Григор Гамзат Магомед Шамил Жума Токт Бакир Ораз Чайк Зубр"
    " Ястреб Щук Ерш Карас Журавл Цвет Ерем Терех Рыж Сух Толст Худ Хруст Хлеб Хомяк"
).split()
MIDDLES = "", "ч", "н", "ш", "иц", "ец", "ур", "ан", "ел", "ат", "ук", "ос", "ир"
ENDINGS = "ов ев ин енко ский ук ян швили чук цов аев"
GIVEN = (
    "Александр Сергей Владимир Дмитрий Андрей Алексей Николай Михаил Юрий Евгений"
    " Виктор Игорь Олег Павел Иван Роман Константин Вячеслав Валерий Анатолий Борис"
    " Василий Пётр Григорий Геннадий Леонид Максим Артём Денис Антон Руслан Тимур"
    " Рамзан Рустам Ильдар Марат Ринат Камиль Арсен Карен Ашот Левон Гиви Зураб"
    " Нурлан Ерлан Бакыт Азамат Шавкат Фарход Ильхам Вагиф Эльдар Назим Фёдор Кирилл"
    " Егор Матвей Степан Тимофей Захар Богдан Тарас Остап Ярослав Святослав Мирослав"
).split()
FATHERS = (
    "Александрович Сергеевич Владимирович Дмитриевич Андреевич Алексеевич Николаевич"
    " Михайлович Юрьевич Евгеньевич Викторович Игоревич Олегович Павлович Иванович"
    " Романович Константинович Вячеславович Валерьевич Анатольевич Борисович"
    " Васильевич Петрович Григорьевич Геннадьевич Леонидович Максимович Артёмович"
    " Рустамович Маратович Каренович Фёдорович Кириллович Егорович Матвеевич"
).split()
# BGN/PCGN 1947, as on English pages.
BGN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu"
        " ya".split(" "),
        strict=True,
    )
)

STAGED = """
    CREATE TEMPORARY TABLE staged (
        person uuid, text text, given text, patronymic text, family text,
        script text, folded text, sort_key text, kind text, born text, twin text
    ) ON COMMIT DROP
"""
# The circle of each name is written as it is: it need not be looked up.
KNOWN_CIRCLE = """
    ALTER TABLE officials_officialname {} TRIGGER officialname_of_official
"""
PEOPLE = """
    INSERT INTO officials_official
        (id, circle_id, name, native_name, sort_name, gender, born)
    SELECT DISTINCT ON (person) person, 1, '', '', '', 'm',
           CASE WHEN born IS NOT NULL THEN
               daterange((born || '-01-01')::date, (born || '-12-31')::date, '[]') END
    FROM staged
"""
NAMES = """
    INSERT INTO officials_officialname
        (official_id, circle_id, text, kind, family, given, patronymic, language,
         script, is_display, folded, sort_key, salutation)
    SELECT person, 1, text, kind, family, given, patronymic, '', script, false, folded,
           sort_key, twin
    FROM staged
"""
NOT_NOW = "ALTER TABLE {} DISABLE TRIGGER USER"
AGAIN = "ALTER TABLE {} ENABLE TRIGGER USER"
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = ANY (%s) AND indexname NOT IN (
        SELECT conname FROM pg_constraint WHERE conrelid = tablename::regclass)
      AND indexdef NOT LIKE 'CREATE UNIQUE%%'
"""

GERMAN = str.maketrans({"в": "w", "ж": "sch", "ш": "sch", "ч": "tsch", "х": "ch"})
FRENCH = str.maketrans({"у": "ou", "ж": "j", "ш": "ch", "ч": "tch"})
TWICE = 200  # one in so many is on record a second time, in another spelling


def german(text):
    return romanised(text.lower().translate(GERMAN))


def french(text):
    return romanised(text.lower().translate(FRENCH))


SPELLINGS = (
    lambda given, father, family: f"{family}, {given} {father}",
    lambda given, father, family: f"{family} {given[0]}. {father[0]}.",
    lambda given, father, family: german(f"{given} {family}"),
    lambda given, father, family: romanised(f"{given} {father} {family}"),
    lambda given, father, family: french(f"{given} {family}"),
)


@contextmanager
def scratch_database(name=NAME):
    """The scratch database, made when it is not there; the settings' own is left."""
    before = connection.settings_dict["NAME"]
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    connection.settings_dict.setdefault("TEST", {})["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def filled_at_once(cursor, *tables):
    """Tables without indexes and triggers for a while: filled ten times faster."""
    # What is deferred would be in the way of changing a table.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(INDEXES, [list(tables)])
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    for table in tables:
        cursor.execute(NOT_NOW.format(table))
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(AGAIN.format(table))
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cursor.execute(definition)


def a_reader():
    """An officer: what is measured is measured as one of the staff."""
    reader, _is_new = User.objects.get_or_create(
        username="bench", defaults={"full_name": "Bench", "password": "!"}
    )
    return reader


def romanised(text):
    return "".join(BGN.get(letter, letter) for letter in text.lower()).title()


def a_register(number=OFFICIALS, seed=1):
    """(given, patronymic, family) of fictional people, spread as real names are."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    families = [
        stem + middle + end
        for stem in STEMS
        for middle in MIDDLES
        for end in ENDINGS.split()
    ]
    chance.shuffle(families)
    families = families[:5_000]
    weights = [1 / (rank + 20) for rank in range(len(families))]
    names = [f"{name}{end}" for name in GIVEN for end in ("", "", "", "", "")][:200]
    return zip(
        chance.choices(names, [1 / (rank + 5) for rank in range(len(names))], k=number),
        chance.choices(FATHERS, k=number),
        chance.choices(families, weights, k=number),
        chance.choices(range(1940, 2000), k=number),
        strict=True,
    )


@as_owner()
def fill(number=OFFICIALS):
    """Makes the register unless it is there; two names each, Russian and Latin.

    The owner does, who may switch off the trigger that is not what is measured.
    """
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM officials_official")
        there = cursor.fetchone()[0]
    people = [*a_register(number)][there:]
    for batch in range(0, len(people), BATCH):
        with as_system(), connection.cursor() as cursor:
            cursor.execute(KNOWN_CIRCLE.format("DISABLE"))
            cursor.execute(STAGED)
            with cursor.copy("COPY staged FROM STDIN") as copy:
                for number, person in enumerate(people[batch : batch + BATCH]):
                    for row in _rows(number, *person):
                        copy.write_row(row)
            cursor.execute(PEOPLE)
            cursor.execute(NAMES)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(KNOWN_CIRCLE.format("ENABLE"))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    if people:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _rows(number, given, father, family, born):
    """The names of one person; of one in `TWICE`, also those of a second record."""
    key = str(new_key())
    for row in _names(given, father, family):
        yield (key, *row, str(born), "")
    if number % TWICE == 0:
        text = SPELLINGS[number // TWICE % len(SPELLINGS)](given, father, family)
        parts = (*split_name(text), script_of(text))
        row = (text, *parts, fold(text), sort_key(f"{parts[2]} {parts[0]}"), "legal")
        yield (str(new_key()), *row, str(born) if number % (2 * TWICE) else None, key)


def _names(given, father, family):
    for parts, script, kind in (
        ((given, father, family), "Cyrl", "legal"),
        ((romanised(given), "", romanised(family)), "Latn", "romanised"),
    ):
        text = " ".join(part for part in parts if part)
        key = sort_key(" ".join((parts[2], parts[0], parts[1])))
        yield (text, *parts, script, fold(text), key, kind)
