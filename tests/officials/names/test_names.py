"""Names of people, in any script."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from officials.names.fold import fold
from officials.names.names import script_of, split_name
from officials.people.models import Official, OfficialName
from tests.factories.people import OfficialFactory, OfficialNameFactory
from tests.filled_forms import fill


@pytest.mark.parametrize(
    "spellings",
    [
        ("Нургалиев", "Nurgaliyev", "Nurgaliev", "Nourgaliev", "NURGALIEV"),
        ("Юрий", "Yury", "Yuriy", "Iurii", "Jurij", "Yuri"),
        ("Щукин", "Shchukin", "Schtschukin", "Chtchoukin"),
        ("Хрущёв", "Khrushchev", "Хрущев"),
        ("Жуков", "Zhukov"),
        ("Чайковский", "Tchaikovsky", "Chaykovskiy", "Tschaikowski"),
        ("Цветаева", "Tsvetaeva", "Tzvetaeva"),
        ("Прокофьев", "Prokof'ev", "Prokof’ev", "Prokofʼev", "PROKOFEV"),
        ("Müller", "Muller"),
        ("Джугашвили", "Dzhugashvili", "Djugashvili"),
    ],
)
def test_spellings_of_one_name_are_alike(spellings):
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}


def test_different_names_stay_different():
    names = ["Нургалиев", "Юрий", "Щукин", "Жуков", "Волков", "Волкова", "Иванов"]

    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A/RES/34/169", "a/res/34/169"),
        ("CM/Rec(2001)10", "cm/rec(2001)10"),
        ("ECLI:CE:ECHR:2009:0115JUD003342407", "ecli:ce:echr:2009:0115jud003342407"),
        ("  Office\tno  77xx ", "ofice no 77xx"),
        ("", ""),
        ("'’", ""),
    ],
)
def test_symbols_and_words_with_digits_stay_as_they_are(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Кузнецова, Анна Юрьевна", ("Анна", "Юрьевна", "Кузнецова")),
        ("Kuznetsova, Anna", ("Anna", "", "Kuznetsova")),
        ("Анна Юрьевна Кузнецова", ("Анна", "Юрьевна", "Кузнецова")),
        ("Кузнецова Анна Юрьевна", ("Анна", "Юрьевна", "Кузнецова")),
        ("Иванов Пётр Ильич", ("Пётр", "Ильич", "Иванов")),
        ("Rashid Gumarovich Nurgaliyev", ("Rashid", "Gumarovich", "Nurgaliyev")),
        ("Nurgaliyev Rashid Gumarovich", ("Rashid", "Gumarovich", "Nurgaliyev")),
        ("Алиев Гейдар оглы", ("Гейдар", "оглы", "Алиев")),
        ("Anna Kuznetsova", ("Anna", "", "Kuznetsova")),
        ("Juan Carlos de Borbón", ("Juan Carlos de", "", "Borbón")),
        ("Pelé", ("", "", "Pelé")),
        ("  Anna   Kuznetsova ", ("Anna", "", "Kuznetsova")),
        (",", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_one_line_is_told_apart(text, parts):
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Anna", "Latn"),
        ("Анна", "Cyrl"),
        ("محمد", "Arab"),
        ("თბილისი", "Geor"),
        ("Երևան", "Armn"),
        ("Αθήνα", "Grek"),
        ("习近平", "Hani"),
        ("12. Анна Anna", "Cyrl"),
        ("12 !?", "Zyyy"),
        ("", "Zyyy"),
        ("😀", "Zyyy"),
    ],
)
def test_the_first_letter_tells_the_script(text, script):
    assert script_of(text) == script


@pytest.mark.django_db
def test_a_name_remembers_its_script_and_follows_when_it_is_rewritten():
    name = OfficialNameFactory(text="Анна Волкова")
    assert OfficialName.objects.get(pk=name.pk).script == "Cyrl"

    name.text = "Anna Volkova"
    name.save()

    assert OfficialName.objects.get(pk=name.pk).script == "Latn"


@pytest.mark.django_db
def test_an_official_is_called_by_the_latin_name_and_in_russian_by_the_native_one():
    official = OfficialFactory(named="Рашид Гумарович Нургалиев")
    OfficialNameFactory(official=official, text="Rashid Nurgaliyev")
    official.refresh_from_db()

    assert str(official) == official.name == "Rashid Nurgaliyev"
    assert official.other_name == "Рашид Гумарович Нургалиев"
    assert official.sort_name == "nurgaliyev rashid"
    with translation.override("ru"):
        assert str(official) == official.native_name == "Рашид Гумарович Нургалиев"
        assert official.other_name == "Rashid Nurgaliyev"


@pytest.mark.django_db
def test_who_has_a_name_in_one_script_is_called_by_it():
    official = OfficialFactory(named="Анна Волкова")

    assert official.name == official.native_name == "Анна Волкова"
    assert official.other_name == ""
    assert official.sort_name == "volkova anna"


@pytest.mark.django_db
def test_the_name_shown_first_wins_and_a_former_one_comes_last():
    official = OfficialFactory(named="Olga Sedova")
    former = OfficialNameFactory(official=official, text="Olga Belova", kind="former")
    official.refresh_from_db()
    assert official.name == "Olga Sedova"

    official.names.exclude(pk=former.pk).update(is_display=False)
    official.refresh_from_db()
    assert official.name == "Olga Sedova"

    former.is_display = True
    former.save()
    official.refresh_from_db()
    assert official.name == "Olga Belova"
    assert official.sort_name == "belova olga"


@pytest.mark.django_db
def test_changing_and_removing_a_name_changes_what_the_official_is_called():
    official = OfficialFactory(named="Olga Sedova")
    native = OfficialNameFactory(official=official, text="Ольга Седова")
    latin = official.names.get(text="Olga Sedova")

    latin.text = "Olga Siedova"
    latin.save()
    official.refresh_from_db()
    assert official.name == "Olga Siedova"

    latin.delete()
    official.refresh_from_db()
    assert official.name == official.native_name == "Ольга Седова"
    assert official.sort_name == "sedova olga"

    native.delete()
    official.refresh_from_db()
    assert (official.name, official.native_name, official.sort_name) == ("", "", "")
    assert str(official) == "…"


@pytest.mark.django_db
def test_putting_right_which_word_is_the_family_name_sorts_the_official_anew():
    official = OfficialFactory(named="Nguyen Van Anh")
    name = official.names.get()
    assert official.sort_name == "anh nguyen van"

    name.family, name.given = "Nguyen", "Van Anh"
    name.save()
    official.refresh_from_db()

    assert official.sort_name == "nguyen van anh"


@pytest.mark.django_db
def test_an_official_is_found_by_any_name_in_any_script():
    official = OfficialFactory(named="Rashid Nurgaliyev")
    OfficialNameFactory(official=official, text="Щукин Рашид")
    french = OfficialFactory(named="Ivan Chtchoukine")

    for words in ("нургалиев", "NOURGALIEV", "rashid nurg", "nurgaliev  рашид"):
        assert official in Official.objects.search(words)
    assert set(Official.objects.search("щукин")) == {official, french}
    assert not Official.objects.search("nurgaliev petrov").exists()


@pytest.mark.django_db
def test_a_person_has_a_name_once_and_never_an_empty_one():
    official = OfficialFactory(named="Olga Sedova")
    again = OfficialName(official=official, text=" Olga  Sedova ")

    with pytest.raises(ValidationError, match="has that name already"):
        again.full_clean()
    with pytest.raises(ValidationError):
        OfficialName(official=official, text="   ").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialName.objects.create(official=official, text=" ")


@pytest.mark.django_db
def test_the_parts_of_a_name_follow_when_the_whole_is_written_anew(as_role):
    client = as_role("Officer")
    name = OfficialFactory(named="Olga Sedova").names.get()

    fill(client, f"/names/{name.pk}/edit/", text="Olga Belova")

    name.refresh_from_db()
    assert (name.text, name.family, name.given) == ("Olga Belova", "Belova", "Olga")
    name.official.refresh_from_db()
    assert name.official.sort_name == "belova olga"


@pytest.mark.django_db
def test_parts_told_apart_by_hand_stay_when_the_whole_is_put_right(as_role):
    name = OfficialFactory(named="Nguyen Van An").names.get()
    page, client = f"/names/{name.pk}/edit/", as_role("Officer")
    fill(client, page, family="Nguyen", given="Van Anh")

    fill(client, page, text="Nguyen Van Anh")

    name.refresh_from_db()
    assert (name.text, name.family, name.given) == (
        "Nguyen Van Anh",
        "Nguyen",
        "Van Anh",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["习", "ß", "Щ", "ﷺ", "a"])
def test_a_name_as_long_as_it_may_be_is_kept_in_any_script(letter):
    official = OfficialFactory(named=letter * 300)

    assert official.name == letter * 300
    assert len(official.sort_name) <= 300


@pytest.mark.parametrize("unseen", ["\u200b", " \u202e\u2066 ", "\ufeff", "\x7f"])
def test_what_nobody_can_see_is_no_name(unseen):
    with pytest.raises(ValidationError, match="Write the name"):
        OfficialName(text=unseen).clean()

    OfficialName(text=f"{unseen}Ли").clean()
