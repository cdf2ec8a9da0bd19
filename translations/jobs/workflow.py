"""The legal moves of a translation, as verbs (ISO 17100)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.security.refusals import refused_in_words
from officials.workflow import illegal_move, in_the_name_of, take_step
from translations.jobs.memory_entries import forget, remember
from translations.jobs.models import Translation
from translations.jobs.models.briefs import more_than_agreed
from translations.jobs.models.further_checks import (
    EXPERT_REVIEW,
    FURTHER_CHECKS,
    PROOFREADING,
)
from translations.jobs.publication import blocks_of, made_edition

State = Translation.State
NEXT = {
    State.REQUESTED: {State.TRANSLATING, State.WITHDRAWN},
    State.TRANSLATING: {State.REVISING, State.WITHDRAWN},
    State.REVISING: {State.TO_PUBLISH, State.TRANSLATING, State.WITHDRAWN},
    State.TO_PUBLISH: {State.PUBLISHED, State.TRANSLATING, State.WITHDRAWN},
    State.PUBLISHED: {State.TRANSLATING, State.WITHDRAWN},
}
UNAPPROVED = {
    "approved_by": None,
    "approved_at": None,
    **{check.moment: None for check in FURTHER_CHECKS},
}


def moves_from(*states):
    """The part of NEXT that leads on from `states`."""
    return {state: NEXT[state] for state in states}


def refuse_what_blocks(translation, state):
    """ValidationError with a sentence for each thing that has to be done before.

    What is no legal move at all is refused for that. The text stays as it is until the
    end of the transaction.
    """
    now = Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
    if state not in NEXT.get(now.state, ()):
        raise ValidationError(illegal_move(now, state))
    if blocks := blocks_of(now, state):
        raise ValidationError(blocks)


def begin(translation, *, by):
    """Somebody starts translating: the translator, or `by` when nobody was named."""
    return take_step(
        translation,
        State.TRANSLATING,
        by=by,
        legal=moves_from(State.REQUESTED),
        translator=translation.translator or by,
    )


@transaction.atomic
def hand_in(translation, *, by, machine="none", names_translator=False):
    """The translator has checked it and is done; somebody else revises.

    `machine` is what machine translation had a part in it, of `Translation.Machine`;
    `names_translator` whether they agree to be named in the text.
    ValidationError where a segment is not confirmed yet, or where the brief does not
    allow so much machine translation.
    """
    refuse_what_blocks(translation, State.REVISING)
    rule = Translation.objects.get(pk=translation.pk).machine_rule
    if more_than_agreed(machine, rule):
        raise ValidationError({"machine": more_than_agreed_words(rule)})
    with in_the_name_of(by):
        translation.segments.update(handed_in=F("target"))
    return take_step(
        translation,
        State.REVISING,
        by=by,
        legal=NEXT,
        handed_in_at=timezone.now(),
        machine=machine,
        names_translator=names_translator,
        returned_because="",
    )


def more_than_agreed_words(rule):
    """The sentence for a text in which a machine had more part than was agreed."""
    if rule == Translation.Machine.NONE:
        return _(
            "The brief allows no machine translation: translate those parts "
            "yourself, or ask the office to change the brief."
        )
    return _(
        "The brief allows a tool of our own only, offline: translate those parts "
        "yourself, or ask the office to change the brief."
    )


def send_back(translation, *, by, reason):
    """Whoever revises or publishes wants changes; `reason` says which."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say what has to change.")})
    return take_step(
        translation,
        State.TRANSLATING,
        by=by,
        legal=moves_from(State.REVISING, State.TO_PUBLISH),
        returned_because=reason.strip(),
        **UNAPPROVED,
    )


@transaction.atomic
def approve(translation, *, by):
    """A second person has compared the text with its source, and vouches for it.

    ValidationError where nobody has brought a text.
    """
    refuse_what_blocks(translation, State.TO_PUBLISH)
    return take_step(
        translation,
        State.TO_PUBLISH,
        by=by,
        legal=NEXT,
        approved_by=by,
        approved_at=timezone.now(),
    )


@transaction.atomic
def finish_check(translation, check, *, by, remark=""):
    """Who was named for a further check (`FurtherCheck`) has done it, and says so.

    The text stands approved by then. ValidationError where it does not, or where `by`
    is somebody else.
    """
    jobs = Translation.objects.select_for_update(of=("self",))
    now = jobs.get(pk=translation.pk)
    if now.state != State.TO_PUBLISH:
        raise ValidationError(_("That is done once the text is approved."))
    if getattr(now, f"{check.person}_id") != by.pk:
        raise ValidationError(_("Somebody else has to do that."))
    setattr(now, check.moment, timezone.now())
    setattr(now, check.remark, remark.strip())
    with in_the_name_of(by), refused_in_words():
        now.save(update_fields=[check.moment, check.remark])
    return now


def finish_expert_review(translation, *, by, remark=""):
    """An expert has looked whether the text is right in its subject."""
    return finish_check(translation, EXPERT_REVIEW, by=by, remark=remark)


def finish_proofreading(translation, *, by, remark=""):
    """Somebody has read the text as its reader will, for the last slips."""
    return finish_check(translation, PROOFREADING, by=by, remark=remark)


@transaction.atomic
def publish(translation, *, by, digest="", changes=""):
    """The text is verified and becomes an edition, which is in force from now on.

    Its sentences enter the memory.
    `digest` is that of the text as `by` saw it: where it has changed since, a
    ValidationError says so. `changes` is what was corrected, for a correction.
    """
    refuse_what_blocks(translation, State.PUBLISHED)
    edition = made_edition(translation, by=by, seen=digest, changes=changes)
    remember(edition)
    return take_step(
        translation,
        State.PUBLISHED,
        by=by,
        legal=NEXT,
        in_force=edition,
        opened_because="",
    )


def open_again(translation, *, by, reason):
    """A published translation is opened for a correction; `reason` says why.

    Its edition stays in force until the next is published.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is opened again.")})
    return take_step(
        translation,
        State.TRANSLATING,
        by=by,
        legal=moves_from(State.PUBLISHED),
        opened_because=reason.strip(),
        **UNAPPROVED,
    )


@transaction.atomic
def withdraw(translation, *, by, reason):
    """It is no longer offered; `reason` says why, in a sentence."""
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn."))
    now = take_step(
        translation,
        State.WITHDRAWN,
        by=by,
        legal=NEXT,
        in_force=None,
        withdrawn_because=reason.strip(),
    )
    forget(translation)  # last: nobody publishes it meanwhile
    return now
