"""What the columns of a table may mean, and how that is guessed from their names."""

import hashlib
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from officials.imports import cells
from officials.imports.readers.column_words import meanings_of, plain
from officials.people.models import ContactPoint


class Meaning(NamedTuple):
    """What a column says: its name for a person, words that stand for it, its reader.

    Of `several` columns of that meaning all are read. `extra` are read for another
    app, which says what becomes of them.
    """

    label: Any
    headers: str
    read: Any
    several: bool = False
    extra: bool = False


MEANINGS = {
    "name": Meaning(
        _("Name"),
        "person name full_name fullname official itemlabel personlabel фио имя_фамилия"
        " ф.и.о. полное_имя должностное_лицо персона піб ф_и_о сотрудник контакт",
        cells.a_name,
    ),
    "family": Meaning(
        _("Family name"),
        "surname family family_name last_name lastname фамилия прізвище",
        cells.a_part,
    ),
    "given": Meaning(
        _("Given name"), "given given_name first_name firstname имя імʼя", cells.a_part
    ),
    "patronymic": Meaning(
        _("Patronymic"),
        "patronymic middle_name additional_name отчество",
        cells.a_part,
    ),
    "other_name": Meaning(
        _("Other names"),
        "other_name other_names alias aliases also_known_as name_en name_ru"
        " english_name имя_латиницей фио_латиницей name_in_english другое_имя"
        " прежняя_фамилия native_name другие_имена",
        cells.names,
        several=True,
    ),
    "gender": Meaning(_("Gender"), "gender sex пол стать", cells.a_gender),
    "born": Meaning(
        _("Born"),
        "born dob birth birth_date birthdate date_of_birth birthday дата_рождения"
        " родился день_рождения год_рождения",
        cells.a_day_past,
    ),
    "died": Meaning(
        _("Died"), "died dod death death_date date_of_death дата_смерти умер",
        cells.a_day_past,
    ),
    "post": Meaning(
        _("Post"),
        "position post title job job_title role office должность пост посада",
        cells.a_title,
    ),
    "institution": Meaning(
        _("Institution"),
        "institution organisation organization org company employer ministry agency"
        " учреждение организация ведомство место_работы орган министерство установа",
        cells.an_institution,
    ),
    "above": Meaning(
        _("Institution above it"),
        "parent belongs_to parent_institution part_of вышестоящее вышестоящий_орган"
        " входит_в подчиняется подчинение",
        cells.an_institution,
    ),
    "country": Meaning(_("Country"), "country страна країна", cells.a_country),
    "start": Meaning(
        _("From"),
        "start start_date startdate since from appointed begin с начало дата_начала"
        " назначен дата_назначения от",
        cells.a_date,
    ),
    "end": Meaning(
        _("Until"),
        "end end_date enddate until to left по конец дата_окончания до уволен"
        " дата_увольнения",
        cells.a_date,
    ),
    "acting": Meaning(
        _("Acting"), "acting interim и.о. ио врио временно", cells.yes_or_no
    ),
    "term": Meaning(_("Term"), "term convocation срок созыв", cells.a_term),
    "email": Meaning(
        _("E-mail"), "email e_mail mail почта эл_почта электронная_почта",
        cells.addresses, several=True,
    ),
    "phone": Meaning(
        _("Office telephone"),
        "phone telephone tel office_phone work_phone телефон тел рабочий_телефон",
        cells.contacts(ContactPoint.Kind.OFFICE_PHONE), several=True,
    ),
    "mobile": Meaning(
        _("Mobile telephone"),
        "mobile cell mobile_phone cell_phone мобильный сотовый мобильный_телефон",
        cells.contacts(ContactPoint.Kind.MOBILE), several=True,
    ),
    "address": Meaning(
        _("Postal address"), "address postal_address адрес почтовый_адрес",
        cells.contacts(ContactPoint.Kind.POSTAL), several=True,
    ),
    "item": Meaning(
        _("Wikidata item"), "personid wikidata wikidata_id item qid викиданные",
        cells.an_item,
    ),
    "number": Meaning(
        _("Number in another register"),
        "identifier number registry_number идентификатор номер_в_реестре",
        cells.a_number, several=True,
    ),
    "theme": Meaning(
        _("Themes"), "theme themes topic topics тема темы", cells.topics, several=True
    ),
    "source": Meaning(_("Source"), "source sources источник", cells.a_source),
}  # fmt: skip


def words_for(meanings):
    """({plain word: meaning}, those of which a table may have several columns)."""
    words = {
        plain(word): meaning
        for meaning, column_meaning in meanings.items()
        for word in (
            *column_meaning.headers.split(),
            meaning,
            str(column_meaning.label).replace(" ", "_"),
        )
    }
    return words, [name for name, meaning in meanings.items() if meaning.several]


def guess(header, meanings):
    """A meaning, or "", for each name in `header`; no meaning twice but `several`."""
    return meanings_of(header, *words_for(meanings))


def signature(header):
    """What tells files of one layout: a digest of the names of their columns."""
    return hashlib.sha256("\x1f".join(map(plain, header)).encode()).hexdigest()
