"""How our relationship with an institution moves from stage to stage.

The stages are those of relationships with officials. Nobody is assessed here, so what
counts is contact: that we turned to them, and that they answered. The database keeps
the rules (`app_institution_stage_refusal`), and says why a move is refused.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from engagements.relationships import rules
from engagements.relationships.models import (
    InstitutionRelationship,
    InstitutionStageMove,
    Relationship,
)
from engagements.relationships.workflow import AT_REST, NEXT_STAGES

Stage = Relationship.Stage


def next_stages(relationship):
    """The stages that come into question from here, the likeliest first."""
    if relationship.stage in AT_REST:
        (other,) = set(AT_REST) - {relationship.stage}
        return (Stage(rules.institution_stood_before(relationship.pk)), other)
    return NEXT_STAGES[relationship.stage]


def why_not_move(relationship, to, *, reason=""):
    """Why it cannot move to the stage `to`, in a sentence, or "".

    What the person of this transaction may see decides.
    """
    return rules.institution_refusal(
        relationship.pk, to, before=relationship.stage, reason=reason
    )


@transaction.atomic
def move_stage(relationship, to, *, by, reason=""):
    """Moves it to the stage `to`; returns the `InstitutionStageMove`.

    ValidationError, in a sentence, when the rules refuse it.
    """
    locked = lock(relationship)
    if why := why_not_move(locked, to, reason=reason):
        raise ValidationError(why)
    return keep(locked, to, by=by, reason=reason.strip())


@transaction.atomic
def undo_stage(relationship, *, by):
    """Takes the latest move back, once."""
    locked = lock(relationship)
    latest = locked.stage_moves.first()
    if latest is None or latest.takes_back:
        raise ValidationError(_("Only the latest move can be taken back, and once."))
    reason = _("Taken back")
    return keep(locked, latest.from_stage, by=by, reason=reason, takes_back=True)


def keep(relationship, to, *, by, reason, takes_back=False):
    """Writes a checked move and the stage to which it leads."""
    move = InstitutionStageMove(
        relationship=relationship,
        from_stage=relationship.stage,
        to_stage=to,
        reason=reason,
        takes_back=takes_back,
        moved_by=by,
        circle=relationship.circle,
    )
    move.full_clean()
    move.save()
    relationship.stage = to
    relationship.save()
    return move


def lock(relationship):
    """The relationship as it stands now, held until this transaction ends."""
    relationships = InstitutionRelationship.objects.select_for_update(of=("self",))
    return relationships.select_related("circle", "institution").get(pk=relationship.pk)
