"""The moves of an outcome: described, substantiated, published; or rejected, and kept.

Publishing takes the signature of a second person, who may also send it back; nobody
ever publishes alone.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from engagements.outcomes.models import Outcome
from engagements.outcomes.publicity import exposed, named_in
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from officials.security.refusals import refused_in_words
from officials.workflow import take_step

State = Outcome.State
Asked = ReviewRequest.State
NEXT = {
    State.DRAFT: {State.DESCRIBED, State.REJECTED},
    State.DESCRIBED: {State.DRAFT, State.SUBSTANTIATED, State.REJECTED},
    State.SUBSTANTIATED: {State.DESCRIBED, State.PUBLISHED, State.REJECTED},
    State.PUBLISHED: {State.SUBSTANTIATED},
    State.REJECTED: {State.DRAFT},
}


def can_be_edited(outcome):
    """Whether its words are still open: nobody has confirmed them for good."""
    return outcome.state in (State.DRAFT, State.DESCRIBED)


def is_asked(outcome):
    """Whether somebody is asked to sign it for publishing."""
    return bool(outcome.review) and outcome.review.state == Asked.OPEN


def move(outcome, state, *, by, **stamps):
    """Moves `outcome`, and says why not in the sentence of the rule."""
    with refused_in_words():
        return take_step(outcome, state, by=by, legal=NEXT, **stamps)


def describe(outcome, *, by):
    """All that matters is written down: who, what, when, why, and our part in it."""
    return move(outcome, State.DESCRIBED, by=by)


def redraft(outcome, *, by):
    """It is a draft again."""
    return move(outcome, State.DRAFT, by=by)


def substantiate(outcome, *, by):
    """Somebody independent agrees with it; its words stay as they are from now on."""
    return move(outcome, State.SUBSTANTIATED, by=by)


@transaction.atomic
def describe_again(outcome, *, by):
    """Its words are open again; a request for a signature is taken back."""
    outcome = lock(outcome)
    if is_asked(outcome):
        review_steps.withdraw(outcome.review, by=by, entitled=True)
    return move(outcome, State.DESCRIBED, by=by, review=None)


@transaction.atomic
def reject(outcome, *, by, reason):
    """It was no outcome of ours, or none at all: it is kept, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is rejected.")})
    outcome = lock(outcome)
    if is_asked(outcome):
        review_steps.withdraw(outcome.review, by=by, entitled=True)
    return move(
        outcome, State.REJECTED, by=by, rejected_because=reason.strip(), review=None
    )


def take_up(outcome, *, by):
    """What was rejected is a draft again."""
    return move(outcome, State.DRAFT, by=by, rejected_because="")


# Publishing


def why_not_sign(outcome, user):
    """Why `user` cannot sign that `outcome` is published, in a sentence, or ""."""
    if outcome.written_by_id == user.pk:
        return _("Somebody other than who wrote it must sign.")
    return review_steps.why_not_sign(outcome.review, user) if outcome.review else ""


@transaction.atomic
def ask(outcome, *, by, asked_of=None, message=""):
    """Asks a second person to sign that it is published."""
    outcome = lock(outcome)
    if outcome.state != State.SUBSTANTIATED:
        raise ValidationError(_("Somebody independent has to confirm it first."))
    if is_asked(outcome):
        raise ValidationError(_("A signature was asked for already."))
    if asked_of is not None:
        outcome.review = None
        if why := why_not_sign(outcome, asked_of):
            raise ValidationError({"asked_of": why})
    outcome.review = review_steps.ask(
        ReviewRequest.Kind.OUTCOME,
        by=by,
        of=asked_of,
        message=message,
        circle=outcome.circle,
        is_red=exposed(named_in(outcome, by)),
    )
    outcome.full_clean()
    outcome.save()
    return outcome


@transaction.atomic
def sign(outcome, *, by, answer=""):
    """A second person stands for it: it is published."""
    outcome = lock(outcome)
    if why := why_not_sign(outcome, by):
        raise ValidationError(why)
    if outcome.review is None:
        raise ValidationError(_("Nobody is asked to sign it."))
    review_steps.sign(outcome.review, by=by, answer=answer)
    return move(outcome, State.PUBLISHED, by=by)


@transaction.atomic
def send_back(outcome, *, by, answer):
    """It is not published as it is; who asked reads what has to change."""
    outcome = lock(outcome)
    if why := why_not_sign(outcome, by):
        raise ValidationError(why)
    if outcome.review is None:
        raise ValidationError(_("Nobody is asked to sign it."))
    outcome.review = review_steps.send_back(outcome.review, by=by, answer=answer)
    return outcome


@transaction.atomic
def take_back(outcome, *, by):
    """The question is taken back before anybody answered."""
    outcome = lock(outcome)
    if not is_asked(outcome):
        raise ValidationError(_("Nobody is asked to sign it."))
    review_steps.withdraw(outcome.review, by=by)
    outcome.review = None
    outcome.save()
    return outcome


@transaction.atomic
def withdraw(outcome, *, by, reason):
    """It is no longer published; the signature is taken back, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    outcome = lock(outcome)
    if outcome.state != State.PUBLISHED:
        raise ValidationError(_("It is not published."))
    review_steps.withdraw(outcome.review, by=by, answer=reason)
    return move(outcome, State.SUBSTANTIATED, by=by)


def lock(outcome):
    """The outcome as it stands now, held until this transaction ends."""
    outcomes = Outcome.objects.select_for_update(of=("self",)).named()
    return outcomes.get(pk=outcome.pk)
