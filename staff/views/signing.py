"""The steps of “Before we approach”: ask, sign, send back, withdraw, renew."""

from django.utils.translation import gettext_lazy

from engagements import approaching
from engagements.approach_forms import AskApproachForm
from engagements.forms import ReasonForm
from engagements.models import Approach
from engagements.review_forms import AnswerForm, RemarkForm
from officials import reviews
from officials.models import ReviewRequest
from staff.addresses import address
from staff.pages import StepPage
from staff.views.stages import standing

State = ReviewRequest.State


class ApproachStep(StepPage):
    """A step towards the signature."""

    model = Approach
    permission_required = "engagements.change_approach"

    def get_queryset(self):
        return approaching.whole(Approach.objects.all())

    def why_not(self):
        """Why this step is not open: what the person is, or how far it has come."""
        record = self.record
        why = record.review and approaching.why_not_sign(record, self.request.user)
        return why or standing(record)


class ApproachAsk(ApproachStep):
    step = staticmethod(approaching.ask)
    verb = "ask"
    label = gettext_lazy("Ask for a signature")
    done = gettext_lazy("Asked. It stands on the desk of who may sign.")
    form_class = AskApproachForm
    primary = True
    undo = "take_back"

    @classmethod
    def button(cls, record):
        """With what was ticked before it was sent back."""
        known = {"respected": record.respected, "nevertheless": record.nevertheless}
        form = AskApproachForm(prefix=cls.verb, initial=known)
        return {**super().button(record), "fields": form}

    @classmethod
    def is_open(cls, record, user):
        return approaching.can_be_edited(record)


class ApproachSign(ApproachStep):
    step = staticmethod(approaching.sign)
    permission_required = reviews.SIGNS
    verb = "sign"
    label = gettext_lazy("Sign")
    done = gettext_lazy("Signed: identification, conduct, exposure and approach.")
    form_class = RemarkForm
    primary = True

    @classmethod
    def is_open(cls, record, user):
        waits = record.review and record.review.state in (State.OPEN, State.UNSIGNED)
        return bool(waits) and not approaching.why_not_sign(record, user)


class ApproachSendBack(ApproachSign):
    step = staticmethod(approaching.send_back)
    verb = "send_back"
    label = gettext_lazy("Send back")
    done = gettext_lazy("Sent back, with what has to change.")
    form_class = AnswerForm
    primary = False

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and record.review.state == State.OPEN


class ApproachTakeBack(ApproachStep):
    step = staticmethod(approaching.take_back)
    verb = "take_back"
    label = gettext_lazy("Take the request back")
    done = gettext_lazy("It is a draft again.")

    @classmethod
    def is_open(cls, record, user):
        return is_open_of(record, user)


class ApproachGoAhead(ApproachStep):
    step = staticmethod(approaching.go_ahead)
    verb = "go_ahead"
    label = gettext_lazy("Go ahead unsigned")
    done = gettext_lazy(
        "It counts for now: a manager signs or withdraws it in 72 hours."
    )
    form_class = ReasonForm
    danger = True

    @classmethod
    def is_open(cls, record, user):
        return is_open_of(record, user) and not record.review.is_red


class ApproachWithdraw(ApproachStep):
    step = staticmethod(approaching.withdraw)
    verb = "withdraw"
    label = gettext_lazy("Withdraw")
    done = gettext_lazy("Taken back, with the stage that it gave.")
    form_class = ReasonForm
    danger = True

    @classmethod
    def is_open(cls, record, user):
        review = record.review
        if review is None or review.state not in (State.SIGNED, State.UNSIGNED):
            return False
        theirs = user.pk in (review.asked_by_id, review.decided_by_id)
        return theirs or user.has_perm(reviews.SIGNS_RED)


class ApproachRenew(ApproachStep):
    step = staticmethod(approaching.renew)
    verb = "renew"
    label = gettext_lazy("New version")
    done = gettext_lazy("A new version to work on: what stood before is copied.")

    @classmethod
    def is_open(cls, record, user):
        review = record.review
        return bool(review) and review.state not in (State.OPEN, State.SENT_BACK)

    def following(self, otherwise):
        latest = approaching.latest(self.record.official, self.request.user)
        return address(latest) if otherwise and latest else super().following(otherwise)


def is_open_of(record, user):
    """Whether `user` asked for a signature that nobody has given yet."""
    review = record.review
    return bool(review) and review.state == State.OPEN and review.asked_by_id == user.pk
