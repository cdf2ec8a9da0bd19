"""Rows of the trial: what we say to each other, and hand over."""

from engagements.relationships.models import Relationship
from tests.factories.relationships import (
    AccountabilityWorkFactory,
    HandoverFactory,
    InstitutionRelationshipFactory,
    InstitutionStageMoveFactory,
)
from tests.factories.together import CommentFactory, CommentMentionFactory


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody."""
    comment = CommentFactory(note=note, written_by=client)
    for name in ("officer", "manager", "insider"):
        CommentMentionFactory(comment=comment, person=world.people[name])
    relationship = Relationship.objects.filter(circle=circle).first()
    HandoverFactory(relationship=relationship, to_lead=client)
    ours = InstitutionRelationshipFactory(
        institution=place, lead=client, circle=circle, stage="identified"
    )
    InstitutionStageMoveFactory(relationship=ours, moved_by=client)
    AccountabilityWorkFactory(institution=place, opened_by=client, circle=circle)
