"""Rows of the trial: contacts."""

from django.utils import timezone

from engagements.contacts.models import OutreachAction
from tests.factories.contacts import ActionAttachmentFactory, CommitmentFactory
from tests.factories.planning import PlaybookRunFactory
from tests.factories.relationships import NewPostAnswerFactory, SnoozeFactory


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody.

    The commitments are settled and the playbook is stopped, so that every field of
    theirs may say something.
    """
    action = OutreachAction.objects.filter(circle=circle).order_by("pk")[0]
    for official in people:
        CommitmentFactory(
            action=action,
            circle=circle,
            whose="them",
            official=official,
            state="kept",
            settled_on=timezone.localdate(),
            settled_by=client,
        )
        tie = official.relationships.get(circle=circle)
        SnoozeFactory(relationship=tie, circle=circle, snoozed_by=client)
        for appointment in official.appointments.all()[:1]:
            NewPostAnswerFactory(
                relationship=tie,
                appointment=appointment,
                circle=circle,
                answered_by=client,
            )
    ActionAttachmentFactory(action=action, circle=circle, added_by=client)
    PlaybookRunFactory(
        circle=circle,
        official=people[-1],
        lead=client,
        begun_by=client,
        stopped_at=timezone.now(),
        stopped_by=client,
        why_stopped="They left",
    )
