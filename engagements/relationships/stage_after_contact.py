"""Where a contact that took place may take the relationships with those it was with.

Nothing moves by itself: the page of the action offers it, a person decides.
"""

from django.db import transaction

from engagements.contacts.models import OutreachAction
from engagements.relationships.models import Relationship
from engagements.relationships.rules import refusal
from engagements.relationships.workflow import LADDER, move_stage

Stage = Relationship.Stage


def stage_shown(action):
    """The stage that the contact `action` shows: approached, or already in dialogue."""
    answered = action.responded or action.direction == OutreachAction.Direction.IN
    return Stage.DIALOGUE if answered else Stage.APPROACHED


def moves_offered(action, user):
    """[(relationship, stages on the way)] that the done `action` opens to `user`.

    Of those identified, or approached and now answering; none that the rules refuse.
    """
    if action.state != OutreachAction.State.DONE:
        return []
    reached = LADDER.index(stage_shown(action))
    ties = Relationship.objects.visible_to(user).filter(
        official__action_officials__action=action, stage__in=LADDER[1:reached]
    )
    moves = []
    for tie in ties.select_related("official").distinct():
        way = LADDER[LADDER.index(tie.stage) + 1 : reached + 1]
        if not refusal(tie.pk, way[0], before=tie.stage):
            moves.append((tie, way))
    return moves


@transaction.atomic
def move_on(action, *, by):
    """Makes the moves that `action` opens to `by`, each kept; returns `StageMove`s."""
    return [
        move_stage(tie, stage, by=by)
        for tie, way in moves_offered(action, by)
        for stage in way
    ]
