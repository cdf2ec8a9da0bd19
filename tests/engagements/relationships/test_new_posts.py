"""A new post asks three questions on one card, once."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from engagements.relationships.models import NewPostAnswer, Relationship
from officials.days import shift
from officials.institutions.models import Appointment
from officials.people.models import Official
from officials.safeguards.models import Switch
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.institutions import PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import NewPostAnswerFactory, RelationshipFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

CARD = "A new post: three questions"


def in_new_post(lead, **fields):
    """Somebody known for three years who came into a new post last month."""
    official = OfficialFactory(named="Anna Volkova")
    began = shift(timezone.localdate(), years=-3)
    tie = RelationshipFactory(official=official, lead=lead, began_on=began, **fields)
    new_post(official)
    return tie


def new_post(official, title="Minister of Justice", **fields):
    started = day(shift(timezone.localdate(), -30).isoformat())
    fields = {"started": started, **fields}
    return AppointmentFactory(
        official=official, post=PostFactory(title=title), **fields
    )


def words_of(client, tie, tab="relationship"):
    page = f"{reverse('official-detail', args=[tie.official_id])}?tab={tab}"
    return client.get(page).content.decode()


def card_of(tie):
    return reverse("newpostanswer-add", args=[tie.pk])


def desk_of(client):
    groups = client.get(reverse("desk")).context["groups"]
    return [line.kind for group in groups for line in group["lines"]]


def test_a_new_post_asks_on_the_page_and_on_the_desk_until_it_is_answered(as_role):
    client = as_role("Officer")
    tie = in_new_post(client.person)
    assert CARD in words_of(client, tie)
    assert "three questions wait" in words_of(client, tie, "timeline")
    assert "New post" in desk_of(client)
    assert card_of(tie) in client.get(reverse("desk")).content.decode()

    answer = fill(client, card_of(tie), remark="Ask Boris first")

    assert answer.status_code == 302
    kept = NewPostAnswer.objects.get()
    assert (kept.lead, kept.approach, kept.risk) == ("keep", "look_again", "unknown")
    assert (kept.answered_by, kept.remark) == (client.person, "Ask Boris first")
    words = words_of(client, tie)
    assert CARD not in words
    assert "Look again before we turn to them" in words
    assert "Ask Boris first" in words
    assert "three questions wait" not in words_of(client, tie, "timeline")
    assert "New post" not in desk_of(client)
    history = kept.pgh_event_model.objects.filter(pgh_obj=kept)
    assert history.count() == 1


def test_the_careful_answers_stand_there_already_and_others_can_be_chosen(as_role):
    client = as_role("Officer")
    tie = in_new_post(client.person)
    page = client.get(card_of(tie))
    assert "Minister of Justice" in page.content.decode()
    form = page.context["form"]
    careful = [form[name].value() for name in ("lead", "approach", "risk")]
    assert careful == ["keep", "look_again", "unknown"]

    answer = fill(client, card_of(tie), lead="other", approach="keep", risk="same")

    words = client.get(answer.url).content.decode()
    assert "Next: hand the relationship over." in words
    assert "Next: look at" not in words
    kept = NewPostAnswer.objects.get()
    assert (kept.lead, kept.approach, kept.risk) == ("other", "keep", "same")


def test_one_change_of_post_is_answered_once_and_the_next_asks_again(as_role):
    client = as_role("Officer")
    tie = in_new_post(client.person)
    opened = client.get(card_of(tie)).context["form"]["appointment"].value()
    fill(client, card_of(tie))

    again = client.post(
        card_of(tie),
        {
            "appointment": opened,
            "lead": "keep",
            "approach": "keep",
            "risk": "same",
        },
    )
    assert again.status_code == 422
    assert "Somebody has answered that already." in again.content.decode()
    assert client.get(card_of(tie)).status_code == 302
    new_post(tie.official, title="Ambassador")
    assert "Ambassador" in words_of(client, tie)
    assert fill(client, card_of(tie)).status_code == 302
    assert NewPostAnswer.objects.count() == 2


def test_what_was_answered_stays_as_it_was(as_role):
    client = as_role("Officer")
    tie = in_new_post(client.person)
    NewPostAnswerFactory(
        relationship=tie,
        appointment=tie.official.appointments.get(),
        answered_at=timezone.now() - datetime.timedelta(minutes=1),
    )
    with (
        pytest.raises(IntegrityError, match="written_stays"),
        acting_as(client.person),
        transaction.atomic(),
    ):
        NewPostAnswer.objects.update(approach="keep")


@pytest.mark.parametrize(
    "fields",
    [
        {"started": day("2009")},
        {"started": day("2009"), "ended": day("2024")},
        {"disputed": True},
    ],
)
def test_an_old_post_written_down_later_asks_nothing(as_role, fields):
    client = as_role("Officer")
    tie = RelationshipFactory(
        lead=client.person, began_on=shift(timezone.localdate(), years=-1)
    )
    appointment = new_post(tie.official, **fields)

    assert CARD not in words_of(client, tie)
    assert "New post" not in desk_of(client)
    Appointment.objects.filter(pk=appointment.pk).update(
        started=day("2026-10"), ended=None, disputed=False
    )
    assert CARD in words_of(client, tie)


def test_the_post_in_which_we_met_them_asks_nothing(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    new_post(official)
    tie = RelationshipFactory(official=official, lead=client.person)

    assert CARD not in words_of(client, tie)
    new_post(official, title="Ambassador", started=None)
    assert CARD in words_of(client, tie)


def test_of_who_died_or_with_whom_work_is_closed_nothing_is_asked(as_role):
    client = as_role("Officer")
    closed = in_new_post(client.person)
    died = in_new_post(client.person)
    assert desk_of(client).count("New post") == 2

    Official.objects.filter(pk=died.official_id).update(died=day("2026"))
    Relationship.objects.filter(pk=closed.pk).update(stage="closed")

    assert "New post" not in desk_of(client)


def test_a_colleague_is_not_asked_on_the_desk_and_a_viewer_nowhere(as_role):
    tie = in_new_post(as_role("Officer").person)
    colleague = as_role("Officer")
    assert "New post" not in desk_of(colleague)
    assert CARD in words_of(colleague, tie)
    viewer = as_role("Viewer")
    assert CARD not in words_of(viewer, tie)
    assert viewer.get(card_of(tie)).status_code == 403


def test_people_of_the_accountability_track_are_not_asked_and_told_nothing(as_role):
    answered = in_new_post(as_role("Officer").person)
    client = as_role("Officer")
    tie = in_new_post(client.person)
    NewPostAnswerFactory(
        relationship=answered,
        appointment=answered.official.appointments.get(),
        remark="He is watched",
    )
    assert "He is watched" in words_of(client, answered)
    assert CARD in words_of(client, tie)
    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=True)
    CircleFactory(accountability=True, people=[client.person])

    assert "He is watched" not in words_of(client, answered)
    assert CARD not in words_of(client, answered)
    assert CARD not in words_of(client, tie)
    assert "New post" not in desk_of(client)
