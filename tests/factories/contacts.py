"""One valid record each of what is done with officials; the call says what matters."""

import datetime

from django.utils import timezone
from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.contacts.models import ActionAttachment, ActionPoint, BroughtEmail
from engagements.planning.models import Playbook, PlaybookRun, PlaybookStep
from engagements.relationships.models import Snooze
from tests.factories import (
    OfficialFactory,
    OutreachActionFactory,
    RelationshipFactory,
    UserFactory,
)


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def met_before(official=None, **fields):
    """An official whom we met long ago: turning to them is no first contact."""
    official = official or OfficialFactory()
    fields = {"done": True, "done_on": days(-200), "planned_on": None, **fields}
    OutreachActionFactory(towards=[official], **fields)
    return official


class ActionPointFactory(DjangoModelFactory):
    """What they said; `promise="them"` adds a promise of theirs, due in a week."""

    class Meta:
        model = ActionPoint

    action = SubFactory(OutreachActionFactory, done=True)
    position = Sequence(lambda n: f"Hearings should be open {n}")
    made_on = LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model, *args, promise="", **fields):
        if promise:
            promise_fields = {"commitment": "Send the figures", "due_on": days(7)}
            fields = {**promise_fields, "whose": promise, **fields}
        return super()._create(model, *args, **fields)


class ActionAttachmentFactory(DjangoModelFactory):
    class Meta:
        model = ActionAttachment

    action = SubFactory(OutreachActionFactory)
    file = "actionattachment/0123456789abcdef0123456789abcdef"
    file_name = "agenda.txt"
    sha256 = "0" * 64
    size = 10
    added_by = SubFactory(UserFactory)


class SnoozeFactory(DjangoModelFactory):
    class Meta:
        model = Snooze

    relationship = SubFactory(RelationshipFactory)
    until = LazyFunction(lambda: days(30))
    reason = "On leave until spring"
    snoozed_by = SubFactory(UserFactory)


class PlaybookFactory(DjangoModelFactory):
    """A playbook of steps on the days `on`."""

    class Meta:
        model = Playbook

    name = Sequence(lambda n: f"A usual case {n}")
    anchor = "the day of the appointment"

    @classmethod
    def _create(cls, model, *args, on=(), **fields):
        playbook = super()._create(model, *args, **fields)
        for number in on:
            PlaybookStep.objects.create(
                playbook=playbook, days=number, kind="call", subject=f"Day {number}"
            )
        return playbook


class PlaybookRunFactory(DjangoModelFactory):
    class Meta:
        model = PlaybookRun

    playbook = SubFactory(PlaybookFactory)
    official = SubFactory(OfficialFactory)
    anchor_on = LazyFunction(timezone.localdate)
    lead = SubFactory(UserFactory)
    begun_by = SubFactory(UserFactory)


class BroughtEmailFactory(DjangoModelFactory):
    class Meta:
        model = BroughtEmail

    owner = SubFactory(UserFactory)
    file_name = "letter.eml"
    content = b"From: anna@example.org\r\nSubject: x\r\n\r\nHello"
