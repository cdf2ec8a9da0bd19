"""Long lists: going on from a row, jumping to a page, filters fetched when opened."""

import json
from base64 import urlsafe_b64encode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from officials.institutions.models import Appointment
from officials.people.models import Official
from tests.factories.accounts import UserFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


@pytest.fixture
def many():
    """A hundred and twenty officials, some of whom have the same name."""
    return [OfficialFactory(named=f"Ivan Petrov {n % 97:02}") for n in range(120)]


def keys(page):
    return [row["key"] for row in page.context["rows"]]


def to_the_end(client, address):
    """The pages from `address` on, as somebody sees who presses “next”."""
    pages = []
    while address:
        pages.append(client.get(address))
        address = pages[-1].context["page"]["next_url"]
    return pages


@pytest.mark.parametrize("query", ["", "?sort=name", "?sort=-name"])
def test_officials_follow_each_other_to_the_end_and_back(officer, many, query):
    whole = list(Official.objects.order_by("sort_name", "pk").values_list("pk"))
    whole = [key for (key,) in whole]

    pages = to_the_end(officer, f"/officials/{query}")
    back = officer.get(pages[2].context["page"]["previous_url"])

    expected = whole[::-1] if query == "?sort=-name" else whole
    assert [key for page in pages for key in keys(page)] == expected
    assert [page.context["page"]["text"] for page in pages] == [
        "1–50",
        "51–100",
        "101–120",
    ]
    assert keys(back) == keys(pages[1])


def test_a_page_is_reached_by_its_number_and_goes_on_from_there(officer, many):
    pages = to_the_end(officer, "/officials/")

    second = officer.get("/officials/?page=2")
    after = officer.get(second.context["page"]["next_url"])
    before = officer.get(second.context["page"]["previous_url"])

    assert keys(second) == keys(pages[1])
    assert second.context["page"]["text"] == "51–100"
    assert keys(after) == keys(pages[2])
    assert keys(before) == keys(pages[0])
    assert officer.get("/officials/?page=9").context["rows"] == []


def test_what_stands_far_on_is_asked_of_the_rows_of_the_page_alone(officer, many):
    lead = UserFactory(full_name="Far Lead")
    last = Official.objects.order_by("sort_name", "pk").last()
    RelationshipFactory(official=last, lead=lead)
    AppointmentFactory(official=last)

    page = officer.get("/officials/?page=3&sort=institution_name,name")

    cells = {row["key"]: row["cells"] for row in page.context["rows"]}
    texts = [cell["text"] for cell in cells.get(last.pk, ())]
    everywhere = to_the_end(officer, "/officials/?sort=institution_name,name")
    assert len({key for each in everywhere for key in keys(each)}) == 120
    assert keys(page) == keys(everywhere[2])
    assert not texts or "Far Lead" in texts


@pytest.mark.parametrize(
    "mark",
    [
        [1, "петров\x00", "01999999-9999-7999-8999-999999999999"],
        [1, {"a": 1}, "01999999-9999-7999-8999-999999999999"],
        [1, "петров", "no key"],
        [1, "петров"],
        ["x", "петров", "01999999-9999-7999-8999-999999999999"],
    ],
)
def test_a_mark_that_was_tampered_with_opens_the_first_page(officer, mark):
    OfficialFactory()
    text = urlsafe_b64encode(json.dumps(mark).encode()).decode().rstrip("=")

    for way in ("after", "before"):
        answer = officer.get("/officials/", {way: text})

        assert answer.context["page"]["text"] == "1–1"


def test_a_mark_nested_without_end_opens_the_first_page(officer):
    official = OfficialFactory()
    text = urlsafe_b64encode(b"[" * 1_190).decode().rstrip("=")

    answer = officer.get("/officials/", {"after": text})

    assert str(official) in answer.text


def test_filters_are_fetched_when_they_are_opened(officer):
    hidden = CircleFactory(name="Nobody's business")
    mine = CircleFactory(name="My circle")
    mine.people.add(officer.person)
    assert hidden.pk

    closed = officer.get("/officials/")
    opened = officer.get("/officials/?filters=open", headers=HTMX)
    without_script = officer.get("/officials/?filters=open")

    assert 'name="circle"' not in closed.text
    assert "filters=open" in closed.text
    for page in (opened, without_script):
        assert 'name="circle"' in page.text
        assert "My circle" in page.text
        assert "Nobody" not in page.text
    assert "<table" not in opened.text


def test_filters_in_use_stay_when_somebody_searches_before_opening_them(officer):
    page = officer.get("/officials/?gender=f&side=&q=x")

    assert '<input type="hidden" name="gender" value="f">' in page.text
    assert '<input type="hidden" name="side"' not in page.text
    opened = officer.get("/officials/?gender=f&filters=open", headers=HTMX)
    assert '<option value="f" selected>' in opened.text


def test_a_wrong_filter_stands_open_with_its_sentence(officer):
    page = officer.get("/officials/?gender=x")

    assert "Select a valid choice" in page.text


def test_a_list_asks_for_rights_and_circles_once(officer):
    OfficialFactory()
    officer.get("/officials/")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        officer.get("/officials/")

    asked = [each["sql"] for each in queries if "officials_membership" in each["sql"]]
    may = [each["sql"] for each in queries if "auth_permission" in each["sql"]]
    assert len(asked) == 1
    assert len(may) == 1


def test_somebody_taken_out_of_a_circle_sees_nothing_of_it_on_the_next_page(officer):
    circle = CircleFactory()
    circle.people.add(officer.person)
    OfficialFactory(named="Vera Hidden", circle=circle)
    assert "Vera Hidden" in officer.get("/officials/").text

    circle.people.remove(officer.person)

    assert "Vera Hidden" not in officer.get("/officials/").text


def test_the_numbers_beside_the_places_last_a_minute_or_until_i_write(officer):
    appointment = AppointmentFactory()

    def beside():
        places = officer.get("/officials/").context["places"]
        return next(p["count"] for p in places if p["name"] == "official-list")

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert beside() == 0
        Appointment.objects.filter(pk=appointment.pk).update(disputed=True)
        assert beside() == 0
        officer.post("/theme/", {"theme": "dark"})
        assert beside() == 1

        Appointment.objects.filter(pk=appointment.pk).update(disputed=False)
        assert beside() == 1
        clock.shift(61)
        assert beside() == 0


def test_the_numbers_of_one_circle_are_not_those_of_another(officer):
    circle = CircleFactory()
    circle.people.add(officer.person)
    hidden = OfficialFactory(circle=circle)
    AppointmentFactory(official=hidden, circle=circle, disputed=True)

    def beside():
        places = officer.get("/officials/").context["places"]
        return next(p["count"] for p in places if p["name"] == "official-list")

    assert beside() == 1
    circle.people.remove(officer.person)

    assert beside() == 0
