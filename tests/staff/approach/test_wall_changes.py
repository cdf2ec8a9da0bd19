"""Changing a wall is told to all managers, whatever road it came by."""

import pytest

from officials.clearance.models import WorkCountry
from officials.safeguards.models import Switch
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory
from tests.filled_forms import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
TITLE = "What was changed for all"


def told(client):
    """(words, who) of what a desk tells of changed walls."""
    tiles = client.get("/").context["tiles"]
    lines = [line for tile in tiles if tile.name == "walls" for line in tile.lines]
    return [(line.title, line.who) for line in lines]


def test_a_manager_changes_the_countries_and_the_other_managers_read_it(as_role):
    client = as_role("Manager", full_name="Anna Lind")
    fill(client, "/work-countries/", countries="RU, FI")
    fill(client, "/work-countries/", countries="RU")
    assert fill(client, "/work-countries/", countries="RU").status_code == 302

    client.force_login(UserFactory(role="Manager"))
    assert told(client) == [
        ("Countries we work on: FI was taken off", "Anna Lind"),
        ("Countries we work on: FI was added", "Anna Lind"),
        ("Countries we work on: RU was added", "Anna Lind"),
    ]
    assert TITLE in client.get("/").text
    client.force_login(UserFactory(role="Officer"))
    assert told(client) == []


def test_a_part_that_an_administrator_switches_is_told_once(as_role):
    client = as_role("Administrator", full_name="Lev Orlov")
    for _twice in range(2):
        client.post("/switches/playbooks/?on=1")
    client.force_login(UserFactory(role="Manager"))

    assert told(client) == [("Switched on: Playbooks", "Lev Orlov")]


def test_what_the_shell_changes_is_told_too(as_role):
    WorkCountry.objects.create(code="BY")
    Switch.objects.turn(Switch.Name.FEEDS, on=False)

    assert told(as_role("Manager")) == [
        ("Countries we work on: BY was added", "somebody on the server")
    ]


def test_a_plan_with_whoever_the_new_list_binds_waits_at_once(as_role):
    client = as_role("Manager")
    WorkCountry.objects.create(code="RU")
    post = PostFactory(institution=InstitutionFactory(country="FI"))
    official = AppointmentFactory(post=post).official
    plan = OutreachActionFactory(towards=[official], planned_on=days(5))
    assert plan.state == "planned"

    fill(client, "/work-countries/", countries="RU FI")

    plan.refresh_from_db()
    assert plan.state == "waiting"
