"""Choosing a record by a part of its name, without JavaScript."""

import uuid

import pytest

from engagements.monitoring.models import Note
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import OfficialFactory, OfficialNameFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def note(client, **typed):
    return fill(client, "/notes/new/", headline="Opened the hearings", **typed)


def test_words_that_match_one_record_choose_it(officer):
    official = OfficialFactory(named="Rashid Nurgaliyev")
    OfficialFactory(named="Anna Volkova")

    assert note(officer, officials_search="нургалиев").status_code == 302

    assert list(Note.objects.get().officials.all()) == [official]


def test_words_add_to_those_chosen_already(officer):
    anna, pele = OfficialFactory(named="Anna Volkova"), OfficialFactory(named="Pelé")

    note(officer, officials=anna.pk, officials_search="pele")

    assert set(Note.objects.get().officials.all()) == {anna, pele}


def test_words_that_match_several_offer_them(officer):
    people = [OfficialFactory(named=f"{n} Volkova") for n in ("Anna", "Olga")]
    OfficialFactory(named="Igor Sedov")

    answer = note(officer, officials_search="volkova")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Several match “volkova”: choose from the list." in page
    for person in people:
        assert f'<option value="{person.pk}"' in page
    assert "Igor Sedov" not in page
    assert 'value="volkova"' in page
    assert not Note.objects.exists()


def test_no_more_than_twenty_are_offered(officer):
    for number in range(25):
        OfficialFactory(named=f"Anna Volkova {number}")

    page = note(officer, officials_search="volkova").content.decode()

    assert page.count("Anna Volkova ") == 20


def test_words_that_match_nothing_say_so(officer):
    OfficialFactory(named="Anna Volkova")

    answer = note(officer, officials_search="<b>nobody</b>")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing called “&lt;b&gt;nobody&lt;/b&gt;” is on record." in page
    assert "<b>nobody" not in page


@pytest.mark.parametrize("words", ["'", "’`'", "'\x00", "\u200b"])
def test_words_without_a_letter_choose_nobody(officer, words):
    OfficialFactory(named="Anna Volkova")

    answer = note(officer, officials_search=words)

    assert answer.status_code == 422
    assert "is on record" in answer.content.decode()


def test_one_letter_or_two_choose_nobody_before_a_look_at_the_list(officer):
    drobyazko = OfficialFactory(named="Roman Drobyazko")

    answer = note(officer, officials_search="zzzzqqq")  # alike, it is “zk”

    assert answer.status_code == 422
    assert "is little to go by" in answer.text
    assert f'value="{drobyazko.pk}"' in answer.text


def test_very_many_words_are_answered(officer):
    OfficialFactory(named="Anna Volkova")

    answer = note(officer, officials_search="a " * 1_000)

    assert answer.status_code in (302, 422)


def test_words_do_not_find_what_one_may_not_see(officer):
    OfficialFactory(named="Anna Volkova", circle=CircleFactory())

    answer = note(officer, officials_search="volkova")

    assert "Nothing called “volkova” is on record." in answer.content.decode()


def test_ids_of_other_circles_and_of_nobody_are_refused_alike(officer):
    hidden = OfficialFactory(named="Anna Volkova", circle=CircleFactory())
    place = InstitutionFactory(name="Hidden place", circle=CircleFactory())
    answers = [
        note(officer, officials=each).content.decode().replace(str(each), "…")
        for each in (hidden.pk, uuid.UUID(int=hidden.pk.int + 1))
    ]

    for page in answers:
        assert "is not one of the available choices" in page
        assert "Volkova" not in page
    for key in (place.pk, uuid.uuid4(), "nonsense", PostFactory().pk):
        answer = note(officer, institution=key)
        assert answer.status_code == 422
        assert "Select a valid choice" in answer.content.decode()
        assert "Hidden place" not in answer.content.decode()
    for key in ("nonsense", "1", "\x00"):
        assert note(officer, officials=key).status_code == 422
    assert not Note.objects.exists()


def test_one_record_is_chosen_by_words_too(officer):
    place = InstitutionFactory(name="Ministry of Justice", native_name="Минюст")
    post = PostFactory(institution=place, title="Deputy head")
    official = OfficialFactory()
    OfficialNameFactory(official=official)

    note(officer, institution_search="минюст")
    fill(
        officer, f"/officials/{official.pk}/appointments/new/", post_search="deputy he"
    )

    assert Note.objects.get().institution == place
    assert official.appointments.get().post == post


def test_typed_words_win_over_what_was_chosen(officer):
    before, after = InstitutionFactory(name="Old"), InstitutionFactory(name="Newer")

    note(officer, institution=before.pk, institution_search="newer")

    assert Note.objects.get().institution == after


def test_what_was_chosen_stays_chosen_when_the_form_is_refused(officer):
    official = OfficialFactory(named="Anna Volkova")

    answer = fill(officer, "/notes/new/", headline="", officials=official.pk)

    assert answer.status_code == 422
    assert f'<option value="{official.pk}" selected>' in answer.content.decode()
