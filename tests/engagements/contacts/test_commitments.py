"""What is said and promised in actions: commitments, theirs and ours."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from engagements.contacts.commitments import workflow as commitment_steps
from engagements.contacts.models import Commitment
from tests.factories.accounts import UserFactory
from tests.factories.contacts import CommitmentFactory, OutreachActionFactory, days
from tests.factories.institutions import InstitutionFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
State = Commitment.State


def test_several_commitments_are_written_down_in_a_row(as_role):
    client, action = as_role("Officer"), OutreachActionFactory(done=True)
    page = f"/actions/{action.pk}/commitments/new/"

    first = fill(client, page, position="For open hearings", another="1")
    second = fill(client, page, text="Send the figures", whose="them", due_on=days(7))

    assert (first.url, second.url) == (page, f"/actions/{action.pk}/")
    action_page = client.get(second.url).content.decode()
    assert "For open hearings" in action_page
    assert "Send the figures" in action_page
    assert action.commitments.get(whose="them").made_on == action.done_on


@pytest.mark.parametrize(
    ("commitment_fields", "field", "sentence"),
    [
        (
            {"text": "Answer", "whose": "us", "due_on": -9},
            "due_on",
            "A commitment is not due before it was made.",
        ),
        ({"text": "Answer"}, "whose", "A commitment is theirs or ours"),
        (
            {"whose": "them", "ask": "Open it"},
            "text",
            "A commitment is theirs or ours",
        ),
        ({}, "position", "Say what they said, what we asked or what was promised."),
        (
            {"position": "For it", "made_on": 1},
            "made_on",
            "That day is still to come.",
        ),
    ],
)
def test_what_makes_no_sense_in_a_commitment_is_refused_beside_its_field(
    as_role, commitment_fields, field, sentence
):
    client, action = as_role("Officer"), OutreachActionFactory(done=True)
    commitment_fields = {
        name: days(value) if isinstance(value, int) else value
        for name, value in commitment_fields.items()
    }

    refusal = fill(
        client, f"/actions/{action.pk}/commitments/new/", **commitment_fields
    )

    assert refusal.status_code == 422
    (error,) = refusal.context["form"].errors[field]
    assert sentence in error
    assert f'<a href="#id_{field}">' in refusal.text
    assert not Commitment.objects.exists()


def test_the_database_knows_no_commitment_that_is_due_before_it_was_made():
    commitment = CommitmentFactory(whose="us")

    with (
        pytest.raises(IntegrityError, match="commitment_due_after_made"),
        transaction.atomic(),
    ):
        Commitment.objects.filter(pk=commitment.pk).update(due_on=days(-1))


def test_a_commitment_is_kept_broken_or_withdrawn_and_opened_again(as_role):
    client = as_role("Officer")
    commitment = CommitmentFactory(whose="them")

    for verb, state in (("keep", "kept"), ("break", "broken"), ("withdraw", None)):
        settlement = {f"{verb}-settled_on": days(0), f"{verb}-words": "By letter"}
        client.post(f"/commitments/{commitment.pk}/{verb}/", settlement)
        commitment.refresh_from_db()
        assert commitment.state == (state or "withdrawn")
        assert (commitment.settled_on, commitment.settled_by) == (
            days(0),
            client.person,
        )
        assert (
            "By letter"
            in client.get(f"/actions/{commitment.action_id}/").content.decode()
        )
        client.post(f"/commitments/{commitment.pk}/reopen/")
        commitment.refresh_from_db()
        assert (commitment.state, commitment.settled_by, commitment.settled_how) == (
            State.OPEN,
            None,
            "",
        )


def test_only_what_was_promised_is_settled_and_not_tomorrow():
    person = UserFactory()

    with pytest.raises(ValidationError, match="Nothing was promised"):
        commitment_steps.keep(CommitmentFactory(), by=person)
    with pytest.raises(ValidationError, match="still to come"):
        commitment_steps.keep(
            CommitmentFactory(whose="us"), by=person, settled_on=days(1)
        )
    early = CommitmentFactory(whose="us")
    with pytest.raises(ValidationError, match="not settled before it was made"):
        commitment_steps.keep(early, by=person, settled_on=days(-1))


def test_open_commitments_of_both_sides_show_with_the_person_and_the_office(as_role):
    client, official, place = as_role("Viewer"), OfficialFactory(), InstitutionFactory()
    action = OutreachActionFactory(done=True, towards=[official], institution=place)
    CommitmentFactory(action=action, whose="them", text="Open the hearings")
    CommitmentFactory(action=action, whose="us", text="Send the handbook")
    kept_commitment = CommitmentFactory(action=action, whose="us", text="Kept long ago")
    commitment_steps.keep(kept_commitment, by=action.lead)

    for page in (f"/officials/{official.pk}/", f"/institutions/{place.pk}/"):
        page_text = client.get(page).content.decode()
        assert "Open the hearings" in page_text
        assert "Send the handbook" in page_text
        assert "Kept long ago" not in page_text


def test_a_commitment_of_one_person_is_not_laid_at_the_door_of_another(as_role):
    client, one, other = as_role("Viewer"), OfficialFactory(), OfficialFactory()
    action = OutreachActionFactory(done=True, towards=[one, other])
    CommitmentFactory(
        action=action, whose="them", text="Open the hearings", official=one
    )

    page_text = client.get(f"/officials/{one.pk}/").content.decode()
    assert "Open the hearings" in page_text
    page_text = client.get(f"/officials/{other.pk}/").content.decode()
    assert "Open the hearings" not in page_text


def test_the_desk_tells_of_commitments_that_are_due_in_what_i_lead(as_role):
    client = as_role("Officer")
    mine = OutreachActionFactory(done=True, lead=client.person)
    CommitmentFactory(action=mine, whose="us", text="Send the handbook")
    CommitmentFactory(action=mine, whose="us", text="Much later", due_on=days(60))
    CommitmentFactory(whose="us", text="Of somebody else")

    desk_text = client.get("/").content.decode()

    assert "Send the handbook" in desk_text
    assert "Much later" not in desk_text
    assert "Of somebody else" not in desk_text


def test_commitments_are_listed_and_filed_by_whose_they_are(as_role):
    client = as_role("Viewer")
    official = OfficialFactory()
    action = OutreachActionFactory(done=True, towards=[official])
    CommitmentFactory(action=action, whose="them", text="Theirs it is")
    CommitmentFactory(action=action, whose="us", text="Ours it is")
    late = CommitmentFactory(
        whose="us", text="Late it is", made_on=days(-9), due_on=days(-1)
    )
    everybody = client.get("/commitments/").content.decode()
    theirs = client.get("/commitments/?whose=them").content.decode()
    overdue = client.get("/commitments/?overdue=true").content.decode()
    file = b"".join(client.get("/commitments/?format=csv&whose=us")).decode()

    assert all(f"{w} it is" in everybody for w in ("Theirs", "Ours", "Late"))
    assert str(official) in everybody
    assert "Theirs it is" in theirs
    assert "Ours it is" not in theirs
    assert late.text in overdue
    assert "Ours it is" not in overdue
    assert "Ours it is" in file
    assert "Theirs it is" not in file


def test_commitments_of_a_narrower_circle_are_not_there_for_others(as_role):
    client = as_role("Viewer")
    action = OutreachActionFactory(done=True, circle=CircleFactory())
    commitment = CommitmentFactory(action=action, whose="them", text="In secret")

    commitment.refresh_from_db()
    assert commitment.circle == action.circle
    assert "In secret" not in client.get("/commitments/").content.decode()
    assert client.get(f"/commitments/{commitment.pk}/keep/").status_code in (403, 404)


def test_a_file_is_kept_with_an_action_with_its_digest(as_role, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client, action = as_role("Officer"), OutreachActionFactory(done=True)
    page = f"/actions/{action.pk}/actionattachments/new/"

    def upload_answer(content=b"What was agreed", name="agenda.txt"):
        return fill(client, page, file=SimpleUploadedFile(name, content))

    assert upload_answer().status_code == 302
    again, hostile = upload_answer(), upload_answer(b"MZ\x90\x00", "agenda.exe")

    attachment = action.attachments.get()
    assert attachment.sha256 == hashlib.sha256(b"What was agreed").hexdigest()
    assert "This very file is kept with the action already." in again.content.decode()
    assert hostile.status_code == 422
    page_text = client.get(f"/actions/{action.pk}/").content.decode()
    assert attachment.sha256 in page_text
    file = client.get(f"/attachments/actions/{attachment.pk}/file/")
    assert b"".join(file) == b"What was agreed"
    assert "attachment" in file["Content-Disposition"]


def test_the_way_up_from_the_form_of_a_commitment_is_called_as_the_place_is(as_role):
    client, action = as_role("Officer"), OutreachActionFactory()
    place = client.get("/actions/").context["title"]

    form = client.get(f"/actions/{action.pk}/commitments/new/")

    assert form.context["trail"][0] == (str(place), "/actions/")
