"""Second signatures: how one person asks, and another signs or sends back.

Who asks never signs. Where somebody was named, others who may sign still may.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.safeguards.models import ReviewRequest
from officials.security.models import Circle
from officials.workflow import illegal_move

State = ReviewRequest.State
SIGNS = "officials.change_reviewrequest"
SIGNS_RED = "officials.sign_red"
NEXT = {
    State.OPEN: {State.SIGNED, State.SENT_BACK, State.UNSIGNED, State.WITHDRAWN},
    State.UNSIGNED: {State.SIGNED, State.WITHDRAWN},
    State.SIGNED: {State.WITHDRAWN},
}


def why_not_sign(review, user):
    """Why `user` cannot sign `review` (in a sentence), whatever its state, or ""."""
    if review.asked_by_id == user.pk:
        return _("Somebody other than who asks must sign.")
    if not user.has_perm(SIGNS):
        return _("Your role does not sign.")
    if review.is_red and not user.has_perm(SIGNS_RED):
        return _("The risk is red: only a manager signs.")
    return ""


@transaction.atomic
def ask(kind, *, by, circle, of=None, message="", is_red=False):
    """A new open request in `circle`; `of` names whom we ask, None means anybody.

    ValidationError when the one who is asked could not sign, or not even see it.
    """
    review = ReviewRequest(
        kind=kind,
        asked_by=by,
        asked_of=of,
        message=message.strip(),
        circle=circle,
        is_red=is_red,
    )
    if of is not None:
        if not of.is_active or circle not in Circle.objects.open_to(of):
            raise ValidationError(
                {"asked_of": _("%(name)s cannot see this: ask somebody who can.")
                 % {"name": of}}
            )  # fmt: skip
        if why := why_not_sign(review, of):
            raise ValidationError({"asked_of": f"{of}: {why}"})
    review.full_clean()
    review.save()
    return review


@transaction.atomic
def sign(review, *, by, answer=""):
    """A second person stands for it; one that went ahead unsigned is countersigned."""
    return answered(review, State.SIGNED, by=by, answer=answer)


@transaction.atomic
def send_back(review, *, by, answer):
    """It is not signed as it is: `answer` says what has to change."""
    if not answer.strip():
        raise ValidationError({"answer": _("Say what has to change.")})
    return answered(review, State.SENT_BACK, by=by, answer=answer)


@transaction.atomic
def withdraw(review, *, by, answer="", entitled=False):
    """The request, or the signature, is taken back: by who asked or by a manager.

    Who signed may take their own signature back; `entitled`: by somebody whom another
    rule lets (the lead, after a hostile note).
    """
    locked = lock(review)
    theirs = by.pk in (locked.asked_by_id, locked.decided_by_id)
    if not (entitled or theirs or by.has_perm(SIGNS_RED)):
        raise ValidationError(
            _("Only who asked, who signed or a manager takes it back.")
        )
    return settle(locked, State.WITHDRAWN, by=by, answer=answer)


def why_not_go_ahead(review, user):
    """Why `user` cannot go ahead unsigned, in a sentence, or ""; in any state."""
    if review.asked_by_id != user.pk:
        return _("Only who asked goes ahead unsigned.")
    if review.is_red:
        return _("The risk is red: nobody goes ahead without a signature.")
    return ""


@transaction.atomic
def go_ahead(review, *, by, reason):
    """Nobody is to be had: the asker goes ahead alone, and managers are shown it.

    It is countersigned or withdrawn within 72 hours (`countersign_until`); never
    where the risk is red.
    """
    locked = lock(review)
    if why := why_not_go_ahead(locked, by):
        raise ValidationError(why)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it cannot wait for a signature.")})
    check_move(locked, State.UNSIGNED)
    locked.state = State.UNSIGNED
    locked.ahead_at, locked.ahead_reason = timezone.now(), reason.strip()
    locked.full_clean()
    locked.save()
    return locked


def answered(review, state, *, by, answer):
    locked = lock(review)
    if why := why_not_sign(locked, by):
        raise ValidationError(why)
    return settle(locked, state, by=by, answer=answer)


def settle(locked, state, *, by, answer):
    check_move(locked, state)
    locked.state, locked.answer = state, answer.strip()
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.full_clean()
    locked.save()
    return locked


def lock(review):
    """The request as it stands now, and held until this transaction ends."""
    locked_requests = ReviewRequest.objects.select_for_update(of=("self",))
    return locked_requests.select_related("asked_by", "decided_by").get(pk=review.pk)


def check_move(locked, state):
    """ValidationError when `locked` was answered already, or is no longer asked."""
    if state in NEXT.get(locked.state, ()):
        return
    if locked.decided_by_id and locked.state == State.SIGNED:
        raise ValidationError(
            _("%(name)s has signed it already.") % {"name": locked.decided_by}
        )
    raise ValidationError(illegal_move(locked, state))
