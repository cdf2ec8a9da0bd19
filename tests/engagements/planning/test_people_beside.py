"""Whoever is to be present beside those of a plan is on record or is not."""

import pytest

from engagements.contacts.models import OutreachAction
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import days
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
ASKED = "Somebody on record is called so"
BESIDE = {"others_present": "her deputy Volkova A. S., Boris Orlov"}


@pytest.fixture
def client(as_role):
    return as_role("Officer")


@pytest.fixture
def boris():
    return OfficialFactory(named="Boris Ivanovich Orlov")


def plan(client, page="/actions/new/", **fields):
    fields = {"kind": "meeting", "subject": "Talk", "planned_on": days(5), **fields}
    return fill(client, page, nevertheless="We agreed", **fields)


def test_who_is_to_be_present_is_asked_about_and_the_gate_with_them(client, boris):
    minister = cleared(OfficialFactory())

    asked = plan(client, officials=minister.pk, **BESIDE)
    assert (asked.status_code, ASKED in asked.text) == (422, True)
    assert "Yes, it is Boris Ivanovich Orlov" in asked.text
    assert not OutreachAction.objects.exists()

    yes = {"others_are": [boris.pk]}
    assert plan(client, officials=minister.pk, **BESIDE, **yes).status_code == 302
    action = OutreachAction.objects.get()
    assert action.state == "waiting"
    assert set(action.officials.all()) == {minister, boris}

    page = f"/actions/{action.pk}/edit/"
    assert plan(client, page, subject="Another talk").status_code == 302


def test_a_plan_with_somebody_cleared_waits_once_another_is_to_be_present(
    client, boris
):
    minister = cleared(OfficialFactory())
    assert plan(client, officials=minister.pk).status_code == 302
    action = OutreachAction.objects.get()
    assert action.state == "planned"

    page = f"/actions/{action.pk}/edit/"
    assert plan(client, page, **BESIDE, others_are=[boris.pk]).status_code == 302

    action.refresh_from_db()
    assert action.state == "waiting"


def test_a_no_is_kept_and_asked_again_only_for_other_words(client, boris):
    minister = cleared(OfficialFactory())
    no = {"others_are": ["nobody"]}

    assert plan(client, officials=minister.pk, **BESIDE, **no).status_code == 302

    action = OutreachAction.objects.get()
    assert (action.state, action.others_are_strangers) == ("planned", True)
    assert list(action.officials.all()) == [minister]
    page = f"/actions/{action.pk}/edit/"
    assert plan(client, page, subject="Another talk").status_code == 302
    again = plan(client, page, others_present="B. I. Orlov")
    assert (again.status_code, ASKED in again.text) == (422, True)


def test_nobody_is_asked_about_whom_the_writer_does_not_see(client):
    assert OfficialFactory(named="Boris Ivanovich Orlov", circle=CircleFactory()).pk
    minister = cleared(OfficialFactory())

    assert plan(client, officials=minister.pk, **BESIDE).status_code == 302


def test_the_admin_names_nobody_beside_them_unasked(client):
    client.force_login(UserFactory(role="Administrator", is_staff=True))

    page = client.get("/admin/engagements/outreachaction/add/")

    assert page.status_code == 200
    assert "subject" in page.context["adminform"].form.fields
    assert "others_present" not in page.context["adminform"].form.fields


def test_what_has_happened_is_written_down_unasked(client, boris):
    done = {"officials": cleared(OfficialFactory()).pk, "subject": "We met"}

    assert fill(client, "/met/", **done, **BESIDE).status_code == 302

    assert OutreachAction.objects.get().state == "done"
