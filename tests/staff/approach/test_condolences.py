"""A condolence, when somebody died: to the family or the office, by a button."""

import pytest

from engagements.contacts.models import OutreachAction
from engagements.letters.models import Letter
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.contacts import days
from tests.factories.letters import LetterTemplateFactory
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill
from tests.officials.clearance.closings import dead, refused
from tests.staff.approach.pages import address, block, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
BUTTON = "Condolence to family or office"
NOTHING = "has died. Nothing goes out to them or in their name."
STILL = "A condolence to the family or the office is still possible."


@pytest.fixture
def official():
    return cleared(OfficialFactory(named="Anna Volkova"))


def way_to_write(client, official):
    """Where the button of their page leads, or None."""
    rows = client.get(address(official, "officials")).context["gate"]
    urls = [b["url"] for row in rows for b in row["buttons"] if b["label"] == BUTTON]
    return urls[0] if urls else None


def send(client, letter):
    client.post(f"/letters/{letter.pk}/ready/")
    dispatch = {"dispatch-method": "post", "dispatch-dispatched_on": days(0)}
    client.post(f"/letters/{letter.pk}/dispatch/", dispatch)
    letter.refresh_from_db()
    return letter.state


@pytest.mark.parametrize("body", ["", "We share your grief."], ids=["usual", "own"])
def test_a_condolence_to_the_family_goes_by_the_button_of_the_page(
    as_role, official, body
):
    client = as_role("Officer")
    LetterTemplateFactory(
        occasion="condolence", language="ru", body="We mourn.", subject="Condolence"
    )
    dead(official)
    assert STILL in block(page(client, address(official, "officials")))

    family = {"addressee": "The family of the minister", "body": body}
    written = fill(client, way_to_write(client, official), **family)

    assert written.status_code == 302
    letter = Letter.objects.get()
    assert letter.body == (body or "We mourn.")
    assert send(client, letter) == "dispatched"


def test_without_a_template_it_is_planned(as_role, official):
    client = as_role("Officer")
    dead(official)

    fields = {"subject": "To the family", "planned_on": days(2), "nevertheless": "Yes"}
    assert fill(client, way_to_write(client, official), **fields).status_code == 302

    action = OutreachAction.objects.get()
    assert (action.kind, action.state) == ("condolence", "planned")


def test_of_who_was_refused_and_died_nothing_is_offered_and_nothing_goes(
    as_role, official
):
    client = as_role("Officer")
    LetterTemplateFactory(occasion="condolence", language="ru")
    refused(official)
    dead(official)

    words = block(page(client, address(official, "officials")))
    assert NOTHING in words
    assert "ondolence" not in words
    assert way_to_write(client, official) is None
    written = {"official": official.pk, "occasion": "condolence", "body": "We mourn."}
    assert fill(client, "/letters/new/", subject="x", **written).status_code == 302
    assert send(client, Letter.objects.get()) == "draft"


def test_of_who_was_red_and_died_a_manager_lets_a_condolence_go(as_role, official):
    LetterTemplateFactory(occasion="condolence", language="ru")
    version = official.approaches.count() + 1
    ApproachFactory(official=official, version=version, threat=(5, 5))
    dead(official)
    client = as_role("Manager")

    words = block(page(client, address(official, "officials")))
    assert "A manager can let a condolence to the family or the office go." in words
    assert (
        fill(
            client, way_to_write(client, official), subject="x", body="We mourn."
        ).status_code
        == 302
    )
    letter = Letter.objects.get()
    assert send(client, letter) == "draft"
    client.post(f"/letters/{letter.pk}/let-go/")
    assert send(client, letter) == "dispatched"
