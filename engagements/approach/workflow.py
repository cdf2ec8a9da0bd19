"""“Before we approach”: four answers, and one signature that covers them all.

The signature of a second person covers identification, conduct, exposure and
approach; with it the relationship becomes identified.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.approach.models import Approach
from engagements.approach.respect_check import why_hold
from engagements.approach.rules import unsignable
from engagements.assessment.models import Assessment
from engagements.relationships.models import Relationship
from engagements.relationships.rules import refusal
from engagements.relationships.workflow import (
    latest_move,
    move_stage,
    undo_stage,
)
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
)

State = ReviewRequest.State
GOES_ON = (ConductCheck.Decision.PROCEED, ConductCheck.Decision.MITIGATE)
RUNS_OUT_SOON = datetime.timedelta(days=30)


def latest(official, user):
    """The approach to `official` on which work goes on, as `user` sees it, or None."""
    approaches = whole(Approach.objects.visible_to(user)).filter(official=official)
    return approaches.order_by("-written_at", "-version").first()


def in_force(official, user):
    """The latest approach that is signed or went ahead, as `user` sees it, or None."""
    approaches = whole(Approach.objects.visible_to(user)).filter(official=official)
    return approaches.in_force().order_by("-conduct__valid_until", "-version").first()


def whole(approaches):
    """With what stands on the same page, so that it is asked once."""
    return approaches.select_related(
        "official",
        "circle",
        "conduct",
        "exposure",
        "written_by",
        "review",
        "recommendation",
        "review__asked_by",
        "review__asked_of",
        "review__decided_by",
    )


def can_be_edited(approach):
    """Whether nobody was asked to sign it yet, or it was sent back."""
    return approach.review is None or approach.review.state == State.SENT_BACK


def ran_out(approach):
    """Whether the year of its conduct check is over."""
    return bool(
        approach.conduct and approach.conduct.valid_until < timezone.localdate()
    )


def what_is_missing(approach, user):
    """What stands between a draft and a signature: sentences, none when complete."""
    conduct, missing = approach.conduct, answers_missing(approach)
    if conduct and conduct.decision not in GOES_ON:
        missing.append(
            _("The decision is to wait, or not to work with them: nothing to sign.")
        )
    if conduct and conduct.valid_until < timezone.localdate():
        missing.append(_("The conduct check ran out: look again and save it."))
    assessed = Assessment.objects.visible_to(user).filter(official=approach.official)
    if not assessed.standing().exists():
        missing.append(_("Write an assessment first: the signature covers it too."))
    return missing


def answers_missing(approach):
    """Which of the four questions are not answered: sentences."""
    conduct, missing = approach.conduct, []
    if not approach.why_this_person.strip():
        missing.append(_("Say why this person."))
    if not approach.what_would_help.strip():
        missing.append(_("Say what would help their work."))
    if conduct is None or not conduct.allegations.strip():
        missing.append(_("Say what is known against them, and where you looked."))
    if approach.exposure is None or not approach.exposure.threats.exists():
        missing.append(_("Say what could go wrong, for whom, and what we do about it."))
    return missing


def why_not_sign(approach, user):
    """Why `user` cannot sign the request for `approach`, in a sentence, or ""."""
    if why := unsignable(approach.pk, user.pk):
        return why
    return review_steps.why_not_sign(approach.review, user) if approach.review else ""


@transaction.atomic
def ask(approach, *, by, asked_of=None, message="", respected=None, nevertheless=None):
    """Asks a second person to sign; ValidationError names all that is missing.

    `respected` are the codes of `engagements.approach.respect_check.QUESTIONS` that
    hold of it, and `nevertheless` is why it goes on where some do not; None: as it
    was answered before.
    """
    approach = lock(approach)
    if not can_be_edited(approach):
        raise ValidationError(_("A signature was asked for already."))
    if missing := what_is_missing(approach, by):
        raise ValidationError(missing)
    if asked_of is not None:
        approach.review = None
        if why := why_not_sign(approach, asked_of):
            raise ValidationError({"asked_of": why})
    if respected is not None:
        approach.respected = list(respected)
    if nevertheless is not None:
        approach.nevertheless = nevertheless.strip()
    if why := why_hold(approach.respected, approach.nevertheless):
        raise ValidationError({"nevertheless": why})
    approach.review = review_steps.ask(
        ReviewRequest.Kind.APPROACH,
        by=by,
        of=asked_of,
        message=message,
        circle=approach.circle,
        is_red=approach.exposure.level == ExposureRisk.Level.RED,
    )
    approach.full_clean()
    approach.save()
    return approach


@transaction.atomic
def sign(approach, *, by, answer=""):
    """One signature for all of it; what is monitored becomes identified."""
    approach = lock(approach)
    if why := why_not_sign(approach, by):
        raise ValidationError(why)
    approach.review = review_steps.sign(approach.review, by=by, answer=answer)
    conduct = approach.conduct
    conduct.reviewed_by, conduct.reviewed_at = by, timezone.now()
    conduct.full_clean()
    conduct.save()
    give_stage(
        approach, _("“Before we approach” was signed by %(name)s") % {"name": by}
    )
    return approach


@transaction.atomic
def send_back(approach, *, by, answer):
    """It is not signed as it is; who asked reads why, changes it and asks again."""
    approach = lock(approach)
    if why := why_not_sign(approach, by):
        raise ValidationError(why)
    approach.review = review_steps.send_back(approach.review, by=by, answer=answer)
    return approach


@transaction.atomic
def take_back(approach, *, by):
    """The question is taken back before anybody answered: it is a draft again."""
    approach = lock(approach)
    if approach.review is None or approach.review.state != State.OPEN:
        raise ValidationError(_("Nobody is asked to sign it."))
    review_steps.withdraw(approach.review, by=by)
    approach.review = None
    approach.save()
    return approach


@transaction.atomic
def go_ahead(approach, *, by, reason):
    """Nobody is to be had: it counts unsigned, for 72 hours, on the managers' desk."""
    approach = lock(approach)
    if approach.review is None:
        raise ValidationError(_("Ask for a signature first."))
    if went_ahead_before(approach):
        raise ValidationError(
            _(
                "Somebody went ahead alone before, or a signature was withdrawn: now "
                "it takes a signature."
            )
        )
    approach.review = review_steps.go_ahead(approach.review, by=by, reason=reason)
    words = _("Went ahead unsigned: %(reason)s") % {"reason": reason.strip()}
    give_stage(approach, words)
    return approach


def went_ahead_before(approach):
    """Whether the 72 hours were taken already since the last signature, or it fell."""
    others = Approach.objects.filter(official=approach.official, circle=approach.circle)
    others = others.exclude(pk=approach.pk).order_by("-version")
    settled = others.filter(review__state__in=(State.SIGNED, State.WITHDRAWN))
    latest_settled = settled.select_related("review").first()
    if latest_settled and latest_settled.review.state == State.WITHDRAWN:
        return True
    since = latest_settled.version if latest_settled else 0
    return others.filter(review__state=State.UNSIGNED, version__gt=since).exists()


@transaction.atomic
def withdraw(approach, *, by, reason):
    """Takes the signature back, or what went ahead without one, and the stage it gave.

    The stage goes back only while the move that the signature gave is the latest.
    """
    approach = lock(approach)
    lose_signature(approach, by=by, reason=reason)
    for move in approach.review.stage_moves.select_related("relationship"):
        relationship = move.relationship
        if latest_move(relationship) == move and relationship.stage == move.to_stage:
            undo_stage(relationship, by=by)
    return approach


def lose_signature(approach, *, by, reason, entitled=False):
    """Takes the signature of a locked `approach` back, and leaves the stage alone.

    `entitled`: whoever calls knows that `by` may, besides those whom `reviews` names.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if approach.review is None or approach.review.state == State.OPEN:
        raise ValidationError(_("It is not signed."))
    approach.review = review_steps.withdraw(
        approach.review, by=by, answer=reason, entitled=entitled
    )
    conduct = approach.conduct
    conduct.reviewed_by = conduct.reviewed_at = None
    conduct.save()


@transaction.atomic
def renew(approach, *, by):
    """A new version to work on: a draft with all that stands in this one."""
    approach = lock(approach)
    if can_be_edited(approach) or approach.review.state == State.OPEN:
        raise ValidationError(_("This version is still being worked on."))
    conduct, exposure = approach.conduct, approach.exposure
    threats = list(exposure.threats.all())
    same = {"official": approach.official, "circle": approach.circle}
    copied = Approach.objects.create(
        **same,
        version=next_version(approach.official, approach.circle),
        why_this_person=approach.why_this_person,
        what_would_help=approach.what_would_help,
        recommendation=approach.recommendation,
        **{name: getattr(approach, name) for name in Approach.FINER},
        conduct=ConductCheck.objects.create(
            **same,
            allegations=conduct.allegations,
            sources=conduct.sources,
            decision=conduct.decision,
            conditions=conduct.conditions,
            checked_by=by,
        ),
        exposure=ExposureRisk.objects.create(
            **same, publicity=exposure.publicity, written_by=by
        ),
        written_by=by,
    )
    for threat in threats:
        ExposureThreat.objects.create(
            exposure=copied.exposure,
            circle=copied.circle,
            what=threat.what,
            whom=threat.whom,
            likelihood=threat.likelihood,
            severity=threat.severity,
            mitigation=threat.mitigation,
        )
    return copied


def next_version(official, circle):
    """The number of the version to come of `official` in `circle`."""
    versions = Approach.objects.filter(official=official, circle=circle)
    return (versions.aggregate(last=Max("version"))["last"] or 0) + 1


def give_stage(approach, reason):
    """Moves the relationship of the same circle from monitored to identified.

    Only where the rules allow it; of a wider circle it would tell too much.
    """
    stages = Relationship.Stage
    monitored = Relationship.objects.filter(
        official=approach.official, circle=approach.circle, stage=stages.MONITORED
    )
    for relationship in monitored:
        if not refusal(relationship.pk, stages.IDENTIFIED, before=relationship.stage):
            move_stage(
                relationship,
                stages.IDENTIFIED,
                by=approach.review.asked_by,
                reason=reason[:300],
                review=approach.review,
            )


def lock(approach):
    """The approach as it stands now, held until this transaction ends."""
    approaches = whole(Approach.objects.select_for_update(of=("self",)))
    return approaches.get(pk=approach.pk)


def to_look_at_again(user):
    """The latest versions, of whom `user` leads, to be looked at again by today."""
    approaches = Approach.objects.visible_to(user).select_related("official")
    approaches = approaches.filter(
        official__relationships__lead=user,
        look_again_on__lte=timezone.localdate(),
    )
    later = Approach.objects.filter(
        official=OuterRef("official"),
        circle=OuterRef("circle"),
        version__gt=OuterRef("version"),
    )
    return approaches.exclude(Exists(later)).order_by("look_again_on", "pk").distinct()


def running_out(user):
    """Approaches in force that `user` sees, the conduct check of which ends in 30 days.

    Also those that ended; the first to end on top, and none with a later version.
    """
    today = timezone.localdate()
    approaches = Approach.objects.visible_to(user)
    ending = approaches.in_force().select_related("official", "conduct")
    ending = ending.filter(conduct__valid_until__lte=today + RUNS_OUT_SOON)
    renewed = approaches.in_force().filter(
        conduct__valid_until__gt=today + RUNS_OUT_SOON
    )
    ending = ending.exclude(official__in=renewed.values("official"))
    return ending.order_by("conduct__valid_until", "pk")
