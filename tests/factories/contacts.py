"""Actions, their commitments and files, and e-mails, for tests."""

import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.contacts.email_reader import message_of
from engagements.contacts.models import (
    ActionAttachment,
    ActionEdition,
    ActionOfficial,
    BroughtEmail,
    Commitment,
    OutreachAction,
)
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.people import OfficialFactory


class OutreachActionFactory(DjangoModelFactory):
    """A planned action; `done=True`: done today; `towards=[...]` names people.

    `handing=[...]` names the editions that they are given.

    We may turn to those of a planned one: they are `cleared`.
    """

    class Meta:
        model = OutreachAction

    subject = Sequence(lambda n: f"Talk about detention rules {n}")
    lead = SubFactory(UserFactory)
    planned_on = LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model, *args, towards=(), handing=(), done=False, **fields):
        if done:
            fields = {
                "state": OutreachAction.State.DONE,
                "done_on": timezone.localdate(),
                **fields,
            }
        action = super()._create(model, *args, **fields)
        for official in towards:
            if action.state == OutreachAction.State.PLANNED:
                cleared(official)
            ActionOfficial.objects.create(action=action, official=official)
        for edition in handing:
            ActionEdition.objects.create(action=action, edition=edition)
        return action


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def met_before(official=None, **fields):
    """An official whom we met long ago, and to whom we may turn."""
    official = cleared(official or OfficialFactory())
    fields = {"done": True, "done_on": days(-200), "planned_on": None, **fields}
    OutreachActionFactory(towards=[official], **fields)
    return official


class CommitmentFactory(DjangoModelFactory):
    """What they said; `whose="them"` adds what they promised, due in a week."""

    class Meta:
        model = Commitment

    action = SubFactory(OutreachActionFactory, done=True)
    position = Sequence(lambda n: f"Hearings should be open {n}")
    made_on = LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model, *args, whose="", **fields):
        if whose:
            promised = {"text": "Send the figures", "due_on": days(7)}
            fields = {**promised, "whose": whose, **fields}
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


class BroughtEmailFactory(DjangoModelFactory):
    class Meta:
        model = BroughtEmail

    owner = SubFactory(UserFactory)
    file_name = "letter.eml"
    content = b"From: anna@example.org\r\nSubject: x\r\n\r\nHello"
    message = LazyAttribute(lambda email: message_of(email.content))
