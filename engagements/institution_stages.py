"""How our relationship with an institution moves from stage to stage.

The stages are those of relationships with officials. Nobody is assessed here, so what
counts is contact: that we turned to them, and that they answered.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from engagements.models import (
    InstitutionRelationship,
    InstitutionStageMove,
    OutreachAction,
    Relationship,
)
from engagements.stages import AT_REST, LADDER, NEXT_STAGES, needs_reason

Stage = Relationship.Stage


def next_stages(relationship):
    """The stages that come into question from here, the likeliest first."""
    if relationship.stage in AT_REST:
        (other,) = set(AT_REST) - {relationship.stage}
        return (stood_before_rest(relationship), other)
    return NEXT_STAGES[relationship.stage]


def stood_before_rest(relationship):
    """Where it stood before it was paused or closed."""
    moves = relationship.stage_moves.filter(to_stage__in=AT_REST)
    last = moves.exclude(from_stage__in=AT_REST).first()
    return Stage(last.from_stage) if last else Stage.MONITORED


def why_not_move(relationship, to, *, by, reason=""):
    """Why `by` cannot move it to the stage `to`, in a sentence, or ""."""
    before = relationship.stage
    if to not in next_stages(relationship):
        if before in AT_REST:
            return _(
                "From “paused” and “closed” it goes back to where it stood before."
            )
        return _("It moves one stage at a time.")
    if needs_reason(before, to):
        return "" if reason.strip() else _("Say why.")
    return why_not_forward(relationship, to, by)


def why_not_forward(relationship, to, by):
    """What contact is missing for one stage more, as `by` sees it."""
    if LADDER.index(to) < LADDER.index(Stage.APPROACHED):
        return ""
    State = OutreachAction.State
    seen = OutreachAction.objects.visible_to(by)
    done = seen.filter(institution=relationship.institution_id, state=State.DONE)
    if not done.exists():
        return _("It takes a contact with the institution that took place.")
    if to == Stage.APPROACHED:
        return ""
    incoming = OutreachAction.Direction.IN
    if not (done.filter(responded=True) | done.filter(direction=incoming)).exists():
        return _("It takes a contact in which they responded.")
    return ""


@transaction.atomic
def move_stage(relationship, to, *, by, reason=""):
    """Moves it to the stage `to`; returns the `InstitutionStageMove`.

    ValidationError, in a sentence, when the rules refuse it.
    """
    locked = lock(relationship)
    if why := why_not_move(locked, to, by=by, reason=reason):
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
    held = InstitutionRelationship.objects.select_for_update(of=("self",))
    return held.select_related("circle", "institution").get(pk=relationship.pk)
