"""How a relationship moves from stage to stage, and up and down the ladder of warmth.

Each move is kept: who, when, from, to, why. What may come next is decided in the
database (`rules`); here it is done.
"""

import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import OutreachAction
from engagements.relationships.models import (
    Relationship,
    StageMove,
    TakenOver,
    WarmthChange,
)
from engagements.relationships.rules import refusal, stood_before
from officials.schema.sql_files import generate_list

Stage = Relationship.Stage
LADDER = (
    Stage.MONITORED,
    Stage.IDENTIFIED,
    Stage.APPROACHED,
    Stage.DIALOGUE,
    Stage.COLLABORATING,
    Stage.ALLY,
)
generate_list(Path(__file__).with_name("rules.sql"), "app_ladder", LADDER)
AT_REST = (Stage.PAUSED, Stage.CLOSED)
# One forward, one back, or to rest; from there to where it stood before.
NEXT_STAGES = {
    stage: (*LADDER[at + 1 : at + 2], *LADDER[max(at - 1, 0) : at], *AT_REST)
    for at, stage in enumerate(LADDER)
}
# The stages in which something is open that a hostile note may put in question.
ENGAGED = LADDER[1:]
# How far a sheet brings a relationship, and from where on a signer is asked about it.
BROUGHT_TO = Stage.DIALOGUE
ASKED_FROM = LADDER[LADDER.index(Stage.APPROACHED) : LADDER.index(BROUGHT_TO) + 1]
TAKEN_AT_ONCE = 20
HALF_A_YEAR = 182  # days


def next_stages(relationship):
    """The stages that come into question from here, the likeliest first."""
    if relationship.stage in AT_REST:
        (other,) = set(AT_REST) - {relationship.stage}
        return (Stage(stood_before(relationship.pk)), other)
    return NEXT_STAGES[relationship.stage]


def needs_reason(before, to):
    """Whether a move asks why: all but one forward."""
    forward = zip(LADDER, LADDER[1:], strict=False)
    return (before, to) not in set(forward)


@transaction.atomic
def move_stage(relationship, to, *, by, reason="", review=None):
    """Moves `relationship` to the stage `to`; returns the `StageMove`.

    `review` is the signature that gave the move. ValidationError, in a sentence, when
    the rules refuse it: the same that a form, the admin and the database say.
    """
    locked = lock(relationship)
    reason = reason.strip()
    if why := refusal(locked.pk, to, before=locked.stage, reason=reason):
        raise ValidationError(why)
    move = StageMove(
        relationship=locked,
        from_stage=locked.stage,
        to_stage=to,
        reason=reason,
        review=review,
        moved_by=by,
        circle=locked.circle,
    )
    return keep(move, relationship)


@transaction.atomic
def undo_stage(relationship, *, by):
    """Takes the latest move back; an undo is not undone. Returns the `StageMove`."""
    locked = lock(relationship)
    latest = latest_move(locked)
    if not can_be_undone(latest, locked):
        raise ValidationError(_("Only the latest move can be taken back, and once."))
    move = StageMove(
        relationship=locked,
        from_stage=latest.to_stage,
        to_stage=latest.from_stage,
        reason=_("Taken back"),
        undoes=latest,
        moved_by=by,
        circle=locked.circle,
    )
    return keep(move, relationship)


def latest_move(relationship):
    return relationship.stage_moves.order_by("-moved_at", "-pk").first()


def can_be_undone(move, relationship):
    """Whether `move`, the latest of `relationship`, was a step that goes back."""
    return bool(
        move
        and move.from_stage
        and not move.undoes_id
        and move.to_stage == relationship.stage
    )


def keep(move, relationship):
    """Writes a checked move, and the stage to which it leads."""
    move.full_clean()
    move.save()
    Relationship.objects.filter(pk=move.relationship_id).update(stage=move.to_stage)
    relationship.stage = move.to_stage
    return move


def lock(relationship):
    """The relationship as it stands now, held until this transaction ends."""
    relationships = Relationship.objects.select_for_update(of=("self",))
    return relationships.select_related("circle", "official").get(pk=relationship.pk)


@transaction.atomic
def change_warmth(relationship, to, *, by, action, reason=""):
    """A step on the ladder of warmth, 0 to 6, which a done `action` showed.

    ValidationError when `by` does not see that contact with this official as done.
    """
    locked = lock(relationship)
    contacts = contacts_with(locked.official_id, by)
    if action is None or not contacts.filter(pk=action.pk).exists():
        raise ValidationError(
            {"action": _("Choose a contact with this person that took place.")}
        )
    change = WarmthChange(
        relationship=locked,
        from_warmth=locked.warmth,
        to_warmth=to,
        action=action,
        reason=reason.strip(),
        changed_by=by,
        circle=locked.circle,
    )
    change.full_clean()
    change.save()
    Relationship.objects.filter(pk=locked.pk).update(warmth=to)
    relationship.warmth = to
    return change


def contacts_with(official, user):
    """The done actions with `official` (a key) that `user` sees, the latest first."""
    done_actions = OutreachAction.objects.visible_to(user).filter(
        state=OutreachAction.State.DONE, action_officials__official=official
    )
    return done_actions.order_by("-done_on", "-pk")


def ends_of_work(count, day, standing=()):
    """The last days of work with `count` people taken over on `day`, one for each.

    They are spread over half a year, so that not all have to be written up at once: of
    n people the i-th (from 1) ends 182 × i ÷ n days later, rounded down; the last after
    182 days, and none later. Beside those of whom work ends on the days `standing`
    each ends in the middle of the longest time in which nobody does, the later of
    equals: so whoever is answered alone ends apart from the others too.
    """
    after = sorted((end - day).days for end in standing if end > day)
    if not after:
        ends = [HALF_A_YEAR * number // count for number in range(1, count + 1)]
        return [day + datetime.timedelta(end) for end in ends]
    ends = []
    for _number in range(count):
        marks = sorted({0, *after, *ends, HALF_A_YEAR})
        first, last = max(
            zip(marks, marks[1:], strict=False), key=lambda gap: (gap[1] - gap[0], gap)
        )
        ends.append((first + last + 1) // 2)
    return [day + datetime.timedelta(end) for end in sorted(ends)]


@transaction.atomic
def take_over(answers, *, by):
    """Writes what `by`, who signs, says of people whom a sheet brought.

    `answers` are {key of a `TakenOver`: {known_since, harm, goes_on}}, 20 at most, in
    the order in which they are to be written up. Harm “no” and “go on” open work until
    a day (`ends_of_work`); all else leaves the person closed. Returns the rows.
    ValidationError says who was answered meanwhile.
    """
    if len(answers) > TAKEN_AT_ONCE:
        raise ValidationError(
            _("Answer for %(most)s people at once, not for more."),
            params={"most": TAKEN_AT_ONCE},
        )
    rows = TakenOver.objects.visible_to(by).select_for_update(of=("self",))
    rows = rows.select_related("official", "circle").in_bulk(list(answers))
    taken = [rows[key] for key in answers if key in rows]
    gone = [str(each.official) for each in taken if each.answered_at]
    if gone or len(taken) < len(answers):
        raise ValidationError(
            _("Answered meanwhile, or no longer here: %(names)s. Look again."),
            params={"names": ", ".join(gone) or "…"},
        )
    for row in taken:
        for name, value in answers[row.pk].items():
            setattr(row, name, value)
        row.answered_by, row.answered_at = by, timezone.now()
    opened = [row for row in taken if row.goes_on and row.harm == TakenOver.Harm.NO]
    today = timezone.localdate()
    standing = TakenOver.objects.visible_to(by).filter(until__gte=today)
    ends = ends_of_work(len(opened), today, standing.values_list("until", flat=True))
    for row, until in zip(opened, ends, strict=True):
        row.until = until
    for row in taken:
        row.full_clean()
        row.save()
    return taken
