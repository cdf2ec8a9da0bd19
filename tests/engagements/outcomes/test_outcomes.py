"""An outcome is described, confirmed by somebody else, signed and published."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.outcomes import workflow
from engagements.outcomes.models import Outcome, OutcomeLink, Substantiation
from engagements.outcomes.publicity import named_in, without_consent
from engagements.outcomes.redaction import Redaction
from officials.safeguards.models import ExposureRisk, ReviewRequest
from officials.security.context import acting_as
from officials.security.refusals import sentence_of
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.outcomes import (
    OutcomeFactory,
    OutcomeLinkFactory,
    SubstantiationFactory,
)
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
AUTHOR = "Somebody other than who wrote it must confirm it."
LEADER = "Somebody other than who led the work behind it must confirm it."


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(call):
    """The sentence with which the database refuses `call`."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        call()
    return sentence_of(refusal.value)


def test_a_draft_needs_its_first_line_only(as_role):
    client = as_role("Officer")

    fill(client, "/outcomes/new/", title="Rights are read out")

    outcome = Outcome.objects.get()
    assert (outcome.state, outcome.written_by) == ("draft", client.person)


def test_an_outcome_is_described_only_with_who_what_when_why_and_our_part():
    outcome = OutcomeFactory()
    for missing in (
        {"official": None},
        {"what_changed": ""},
        {"changed_on": None},
        {"significance": ""},
        {"our_contribution": ""},
    ):
        short = OutcomeFactory(**missing)
        with pytest.raises(ValidationError, match="Say first who changed, what, when"):
            workflow.describe(short, by=short.written_by)

    assert workflow.describe(outcome, by=outcome.written_by).state == "described"


def test_a_change_of_tomorrow_is_refused_and_what_was_typed_stays(as_role):
    client = as_role("Officer")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    answer = fill(client, "/outcomes/new/", title="Soon", changed_on=str(tomorrow))

    assert "That day is still to come." in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Soon"


def test_a_setback_is_of_one_kind_and_a_change_for_the_better_of_none(as_role):
    client, sentence = as_role("Officer"), "A setback is of one kind"

    without = fill(client, "/outcomes/new/", title="Dismissed", direction="setback")
    with_both = fill(client, "/outcomes/new/", title="Better", setback="backlash")
    with_kind = fill(
        client,
        "/outcomes/new/",
        title="Dismissed",
        direction="setback",
        setback="dismissal",
    )

    assert sentence in without.content.decode()
    assert sentence in with_both.content.decode()
    assert with_kind.status_code == 302


def test_the_author_does_not_confirm_their_own_outcome(as_role):
    client = as_role("Officer", full_name="Irina Severova")
    outcome = OutcomeFactory(written_by=client.person, state="described")
    address = f"/outcomes/{outcome.pk}/substantiations/new/"

    as_user = fill(client, address, person=client.person.pk)
    by_name = fill(
        client, address, name=" irina  SEVEROVA", role="Expert", organisation="Abroad"
    )

    assert AUTHOR in as_user.content.decode()
    assert AUTHOR in by_name.content.decode()
    assert not Substantiation.objects.exists()
    assert (
        refused(
            lambda: SubstantiationFactory(
                outcome=outcome, person=client.person, name=""
            )
        )
        == AUTHOR
    )
    assert (
        refused(lambda: SubstantiationFactory(outcome=outcome, name="Irina Severova"))
        == AUTHOR
    )


def test_who_led_what_stands_behind_it_does_not_confirm_it_before_or_after():
    outcome = OutcomeFactory(state="described")
    action = OutreachActionFactory(done=True)
    leader = action.lead
    OutcomeLinkFactory(outcome=outcome, action=action)

    assert (
        refused(lambda: SubstantiationFactory(outcome=outcome, person=leader, name=""))
        == LEADER
    )

    other = OutreachActionFactory(done=True)
    SubstantiationFactory(outcome=outcome, person=other.lead, name="")
    later = refused(lambda: OutcomeLinkFactory(outcome=outcome, action=other))
    assert later.startswith("Who led that has confirmed the outcome")


def test_a_colleague_who_had_no_part_in_it_may_confirm_it(as_role):
    client = as_role("Officer")
    outcome = OutcomeFactory(state="described")

    fill(
        client,
        f"/outcomes/{outcome.pk}/substantiations/new/",
        person=UserFactory().pk,
        file=SimpleUploadedFile("letter.txt", b"It is so."),
    )

    substantiation = Substantiation.objects.get()
    assert len(substantiation.sha256) == 64
    assert substantiation.recorded_by == client.person
    assert workflow.substantiate(outcome, by=client.person).state == "substantiated"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Say who confirms it"),
        ({"name": "Somebody"}, "Say with the name what they are"),
        ({"name": "A", "role": "B", "organisation": "C", "said_on": "2100-01-01"},
         "That day is still to come."),
    ],
)  # fmt: skip
def test_a_confirmation_says_by_whom_and_when(as_role, typed, sentence):
    outcome = OutcomeFactory(state="described")

    answer = fill(
        as_role("Officer"), f"/outcomes/{outcome.pk}/substantiations/new/", **typed
    )

    assert sentence in answer.content.decode()
    assert not Substantiation.objects.exists()


def test_it_takes_somebody_who_agrees_with_what_is_written_now():
    outcome, sentence = OutcomeFactory(state="described"), "It takes somebody independ"
    SubstantiationFactory(outcome=outcome, agreement="not")
    with pytest.raises(ValidationError, match=sentence):
        workflow.substantiate(outcome, by=outcome.written_by)
    SubstantiationFactory(outcome=outcome, agreement="partly")
    Outcome.objects.filter(pk=outcome.pk).update(
        worded_at=timezone.now() + datetime.timedelta(minutes=1)
    )

    with pytest.raises(ValidationError, match=sentence):
        workflow.substantiate(outcome, by=outcome.written_by)

    Outcome.objects.filter(pk=outcome.pk).update(
        worded_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    assert workflow.substantiate(outcome, by=outcome.written_by).state


def test_new_words_of_a_described_outcome_ask_for_a_new_confirmation(as_role):
    client = as_role("Officer")
    outcome = OutcomeFactory(state="described")
    SubstantiationFactory(outcome=outcome)
    page = f"/outcomes/{outcome.pk}/"
    assert "it does not count" not in client.get(page).content.decode()

    fill(client, f"{page}edit/", what_changed="Something else.")

    assert "it does not count" in client.get(page).content.decode()


def test_confirmed_words_stay_and_what_was_learnt_is_still_added(as_role):
    client = as_role("Officer")
    outcome = OutcomeFactory(state="substantiated")

    with acting_as(client.person):
        sentence = refused(
            lambda: Outcome.objects.filter(pk=outcome.pk).update(what_changed="More")
        )
    fill(client, f"/outcomes/{outcome.pk}/edit/", lessons="Begin with the duty room.")

    assert sentence.startswith("What was confirmed stays as it is worded")
    outcome.refresh_from_db()
    assert outcome.lessons == "Begin with the duty room."


def test_what_an_outcome_rests_on_is_not_taken_away(as_role):
    client = as_role("Officer")
    outcome = OutcomeFactory(state="substantiated")
    one = outcome.substantiations.get()

    answer = client.post(f"/substantiations/{one.pk}/remove/", follow=True)

    assert "The outcome rests on it" in answer.content.decode()
    assert Substantiation.objects.exists()


def test_a_state_is_not_jumped_to_whoever_writes():
    outcome = OutcomeFactory()

    for state in ("substantiated", "published"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outcome.objects.filter(pk=outcome.pk).update(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.create(
            title="At once", state="rejected", written_by=outcome.written_by
        )


def test_publishing_takes_the_signature_of_a_second_person():
    author, officer = UserFactory(), UserFactory()
    outcome = OutcomeFactory(written_by=author, state="substantiated")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(state="published")

    outcome = workflow.ask(outcome, by=officer)
    for wrong in (author, officer):
        with pytest.raises(ValidationError, match="Somebody other than who"):
            workflow.sign(outcome, by=wrong)
    published = workflow.sign(outcome, by=UserFactory())

    assert published.state == "published"
    assert published.review.kind == ReviewRequest.Kind.OUTCOME


def test_only_a_manager_signs_where_the_risk_of_somebody_named_is_red():
    outcome = OutcomeFactory(state="substantiated")
    risk = ExposureRisk.objects.create(
        official=outcome.official, written_by=outcome.written_by, publicity="agreed"
    )
    risk.threats.create(
        what="Dismissal", likelihood=5, severity=5, mitigation="", circle=risk.circle
    )

    outcome_to_sign = workflow.ask(outcome, by=outcome.written_by)

    assert outcome_to_sign.review.is_red
    with pytest.raises(ValidationError, match="only a manager signs"):
        workflow.sign(outcome_to_sign, by=UserFactory())
    assert (
        workflow.sign(outcome_to_sign, by=UserFactory(role="Manager")).state
        == "published"
    )


def test_what_is_sent_back_is_asked_again_and_what_is_published_withdrawn():
    outcome = OutcomeFactory(state="substantiated")
    by, manager = outcome.written_by, UserFactory(role="Manager")

    outcome_to_sign = workflow.ask(outcome, by=by)
    workflow.send_back(outcome_to_sign, by=manager, answer="Leave the name out.")
    published = workflow.sign(workflow.ask(outcome, by=by), by=manager)
    with pytest.raises(ValidationError, match="Say why"):
        workflow.withdraw(published, by=manager, reason=" ")
    withdrawn = workflow.withdraw(published, by=manager, reason="She asked us to.")

    assert withdrawn.state == "substantiated"
    assert withdrawn.review.state == "withdrawn"


def test_a_rejected_outcome_is_kept_with_its_reason_and_can_be_taken_up(as_role):
    client = as_role("Officer")
    outcome = OutcomeFactory(state="described")

    client.post(
        f"/outcomes/{outcome.pk}/reject/", {"reject-reason": "It was so before"}
    )

    assert "It was so before" in client.get(f"/outcomes/{outcome.pk}/").content.decode()
    taken_up = workflow.take_up(outcome, by=client.person)
    assert (taken_up.state, taken_up.rejected_because) == ("draft", "")


def test_who_did_not_agree_is_warned_of_and_named_in_no_print(as_role):
    client = as_role("Officer")
    official = OfficialFactory(named="Анна Волкова")
    outcome = OutcomeFactory(
        official=official,
        title="Директива Волковой в силе",
        state="substantiated",
        our_contribution="Волкова got the handbook.",
    )
    page = client.get(f"/outcomes/{outcome.pk}/").content.decode()
    assert "did not agree to be named" in page

    for level in ("names", "posts", "nobody"):
        story = client.get(f"/outcomes/{outcome.pk}/story/?level={level}")
        assert "Волков" not in story.content.decode()

    ExposureRisk.objects.create(
        official=official, written_by=client.person, publicity="agreed"
    )
    named = client.get(f"/outcomes/{outcome.pk}/story/").content.decode()
    by_post = client.get(f"/outcomes/{outcome.pk}/story/?level=posts")
    assert "Волкова" in named
    assert "Волков" not in by_post.content.decode()
    assert without_consent(named_in(outcome, client.person)) == []
    assert not Redaction([official], "names").hidden


def test_the_story_comes_as_a_pdf(as_role):
    outcome = OutcomeFactory(state="published", title="#set $x$ *bold* \\ _it_")

    answer = as_role("Officer").get(f"/outcomes/{outcome.pk}/pdf/?level=posts")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="story.pdf"'


def test_the_list_says_who_changed_and_filters_by_year(as_role):
    client = as_role("Officer")
    OutcomeFactory(title="Of that year", changed_on=day("2025"))
    OutcomeFactory(title="Of another", changed_on=day("2023-05"))
    OutcomeFactory(title="Undated", changed_on=None)

    both = client.get("/outcomes/").content.decode()
    page_of_year = client.get("/outcomes/?year=2025").content.decode()
    file = client.get("/outcomes/?year=2025&format=csv")

    assert "Of another" in both
    assert "Of that year" in page_of_year
    assert "Of another" not in page_of_year
    assert "Undated" not in page_of_year
    assert "Of that year" in file.getvalue().decode()


def test_an_outcome_of_a_narrower_circle_is_not_there_for_others(as_role):
    client = as_role("Officer")
    circle = CircleFactory()
    hidden = OutcomeFactory(title="Of few", official=OfficialFactory(circle=circle))
    assert Outcome.objects.filter(pk=hidden.pk).exists()

    assert "Of few" not in client.get("/outcomes/").content.decode()
    for verb in ("", "edit/", "story/", "pdf/", "candidates/"):
        assert client.get(f"/outcomes/{hidden.pk}/{verb}").status_code == 404


def test_a_viewer_changes_nothing(as_role):
    outcome = OutcomeFactory(state="described")
    client = as_role("Viewer")

    assert client.get(f"/outcomes/{outcome.pk}/").status_code == 200
    for verb in ("edit", "candidates", "substantiations/new", "outcomelinks/new"):
        assert client.get(f"/outcomes/{outcome.pk}/{verb}/").status_code == 403
    assert client.post(f"/outcomes/{outcome.pk}/substantiate/").status_code == 403
    assert not OutcomeLink.objects.exists()
