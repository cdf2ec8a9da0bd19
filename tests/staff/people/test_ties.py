"""Ties on the official's page: the table, the picture, the form."""

import re

import pytest
from django.urls import reverse

from officials.people.models import Tie
from officials.security.context import acting_as
from staff.views.people.neighbourhood import NARROW, WIDE, pictures
from staff.views.people.ties import tab_of_ties
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory, TieFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return OfficialFactory(named="Anna Volkova")


@pytest.fixture
def boris():
    return OfficialFactory(named="Борис Сомов")


def page(client, official, tab="ties"):
    url = reverse("official-detail", args=[official.pk])
    response = client.get(url, {"tab": tab})
    assert response.status_code == 200
    return response.content.decode()


def add(client, official, other_official, **fields):
    fields = {"kind": "worked_with", "strength": 2, **fields}
    if other_official:
        fields.setdefault("other", other_official.pk)
    return client.post(reverse("tie-add", args=[official.pk]), fields)


def test_a_tie_reads_rightly_from_both_ends(as_role, anna, boris):
    client = as_role("Viewer")
    TieFactory(official=anna, other=boris, kind="reports_to", since=day("2019"))

    assert "reports to" in page(client, anna)
    assert "since 2019" in page(client, anna)
    assert "is the superior of" in page(client, boris)
    assert "reports to" not in page(client, boris)


def test_an_officer_records_a_tie_by_a_name_in_any_script(as_role, anna, boris):
    client = as_role("Officer")

    answer = add(client, anna, None, other_search="Somov", since="2019-05")

    tie = Tie.objects.get()
    assert answer.url.endswith(f"/{anna.pk}/?tab=ties")
    assert (tie.official, tie.other, str(tie.since)) == (anna, boris, "May 2019")


def test_a_tie_may_be_told_from_the_other_end(as_role, anna, boris):
    add(as_role("Officer"), anna, boris, kind="-reports_to")

    tie = Tie.objects.get()
    assert (tie.official, tie.kind, tie.other) == (boris, "reports_to", anna)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"since": "2009-02-30"}, "There is no day “2009-02-30” in the calendar."),
        ({"since": "1999-13"}, "There is no day “1999-13” in the calendar."),
        ({"since": "31.12.2099"}, "That day is still to come."),
        ({"since": "до 1991"}, "“до 1991” is not a date."),
        ({"since": "2015", "until": "2011"}, "It cannot end before it began."),
        ({"other": "", "other_search": "Nobody"}, "Nothing called “Nobody” is on"),
        ({"source": "s" * 251}, "at most 250"),
        ({"kind": "in_love_with"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_words(as_role, anna, boris, fields, sentence):
    answer = add(as_role("Officer"), anna, boris, **fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Tie.objects.exists()


def test_a_day_as_written_in_russian_is_taken(as_role, anna, boris):
    add(as_role("Officer"), anna, boris, since="31.12.1999")

    assert str(Tie.objects.get().since) == "31 Dec 1999"


def test_nobody_has_a_tie_to_themselves(as_role, anna):
    answer = add(as_role("Officer"), anna, anna)

    assert answer.status_code == 422
    assert "Nobody has a tie to themselves" in answer.content.decode()


@pytest.mark.parametrize("kind", ["worked_with", "rival_of", "reports_to"])
def test_the_same_tie_twice_is_refused(as_role, anna, boris, kind):
    client = as_role("Officer")
    add(client, anna, boris, kind=kind)

    answer = add(client, anna, boris, kind=kind, source="another paper")

    assert answer.status_code == 422
    assert "This tie is on record already." in answer.content.decode()
    assert Tie.objects.count() == 1


def test_a_tie_without_direction_is_the_same_from_both_ends(as_role, anna, boris):
    client = as_role("Officer")
    add(client, anna, boris, kind="studied_with")

    answer = add(client, boris, anna, kind="studied_with")
    assert "This tie is on record already." in answer.content.decode()

    add(client, anna, boris, kind="mentored_by")
    assert add(client, boris, anna, kind="mentored_by").status_code == 302


def test_the_circle_of_a_tie_is_the_narrower_of_the_two(as_role, anna):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    hidden = OfficialFactory(named="Hidden Person", circle=circle)

    add(client, anna, hidden, circle=1)
    assert Tie.objects.get().circle == circle

    form = client.get(reverse("tie-add", args=[hidden.pk])).context_data["form"]
    assert form["circle"].value() == circle.pk


def test_people_of_two_narrow_circles_are_not_tied(as_role):
    client = as_role("Officer")
    one, other = (
        OfficialFactory(named=name, circle=CircleFactory(people=[client.person]))
        for name in ("First", "Second")
    )

    answer = add(client, one, other)

    assert answer.status_code == 422
    assert "would show each to the others" in answer.content.decode()


def test_a_tie_is_changed_and_removed_from_the_page_of_either(as_role, anna, boris):
    client = as_role("Officer")
    tie = TieFactory(official=anna, other=boris)
    edit, remove = re.findall(
        r'href="([^"]*/ties/[^"]*\?from=[^"]*)"', page(client, boris)
    )

    form = client.get(edit).context_data
    fields = {"kind": "wrote_with", "other": boris.pk, "strength": 3}
    answer = client.post(edit, {**fields, "revision": form["revision"]})
    assert answer.url.endswith(f"/{boris.pk}/?tab=ties")
    tie.refresh_from_db()
    assert (tie.kind, tie.strength) == ("wrote_with", 3)

    assert "wrote or published with" in client.get(remove).content.decode()
    assert Tie.objects.exists()
    answer = client.post(remove)
    assert answer.url.endswith(f"/{boris.pk}/?tab=ties")
    assert not Tie.objects.exists()


def test_a_viewer_reads_ties_and_changes_none(as_role, anna, boris):
    client = as_role("Viewer")
    tie = TieFactory(official=anna, other=boris)

    assert "/ties/" not in page(client, anna)
    assert client.post(reverse("tie-remove", args=[tie.pk])).status_code == 403
    assert Tie.objects.exists()


def test_a_hidden_tie_is_neither_in_the_table_nor_in_the_picture(as_role, anna):
    client = as_role("Officer")
    member = UserFactory()
    circle = CircleFactory(people=[member])
    hidden = OfficialFactory(named="Hidden Person", circle=circle)
    TieFactory(official=anna, other=hidden, circle=circle)

    with acting_as(member):
        tab = tab_of_ties(anna, member)
    assert [row["other"] for row in tab["ties"]] == ["Hidden Person"]
    assert tab["pictures"][0]["people"][0]["name"] == "Hidden Person"

    text = page(client, anna)
    assert "Hidden" not in text
    assert "<title id=" not in text
    assert "No tie to another official is on record yet." in text


def test_a_hidden_person_of_the_second_step_is_not_drawn(as_role, anna, boris):
    client = as_role("Officer")
    member = UserFactory()
    circle = CircleFactory(people=[member])
    hidden = OfficialFactory(named="Hidden Person", circle=circle)
    TieFactory(official=anna, other=boris)
    TieFactory(official=hidden, other=boris, circle=circle)

    with acting_as(member):
        wide, _narrow = tab_of_ties(anna, member)["pictures"]
    assert [each["name"] for each in wide["people"] if each["far"]] == ["Hidden Person"]

    text = page(client, anna)
    assert "Сомов" in text
    assert "Hidden" not in text


def test_the_picture_shows_so_many_and_says_how_many_more(as_role, anna):
    client = as_role("Officer")
    for number in range(WIDE.most + 3):
        TieFactory(
            official=anna, other=OfficialFactory(named=f"Person N{number}"), strength=1
        )

    text = page(client, anna)

    assert text.count('class="rp-map-person') == WIDE.most + NARROW.most
    assert "And 3 more, in the table." in text
    assert f"And {WIDE.most + 3 - NARROW.most} more, in the table." in text
    assert text.count('class="rp-lead"') == WIDE.most + 3


def test_names_of_all_scripts_and_lengths_fit_into_the_picture(as_role, anna):
    client = as_role("Officer")
    names = ("محمد عبد الله", "გიორგი მარგველაშვილი", "Ó" * 300, "Single", "<b>&")
    for name in names:
        TieFactory(official=anna, other=OfficialFactory(named=name))

    text = page(client, anna)

    picture = re.search(r"<svg class=\"rp-map .*?</svg>", text, re.S)[0]
    picture_text = re.sub(r"<title.*?</title>", "", picture, flags=re.S)
    assert "გიორგი" in picture_text
    assert "Ó" * 14 + "…" in picture_text
    assert "Ó" * 300 not in picture_text
    assert "Ó" * 300 in picture
    assert "<b>" not in text
    assert "style=" not in picture


def test_the_strongest_of_several_ties_draws_the_line(anna, boris):
    TieFactory(official=anna, other=boris, kind="worked_with", strength=1)
    strong = TieFactory(official=boris, other=anna, kind="studied_with", strength=3)
    user = UserFactory()

    with acting_as(user):
        wide, narrow = pictures(anna, list(Tie.objects.of(anna)), user)

    assert len(wide["people"]) == len(narrow["people"]) == 1
    assert wide["people"][0]["strength"] == strong.get_strength_display()
