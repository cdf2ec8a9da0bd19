"""The steps of whatever a second person signs: ask, sign, send back, take back.

A page of steps names the model, the module of its verbs (with `ask`, `sign`,
`send_back`, `take_back`, `withdraw`, `why_not_sign`) and the words of its buttons.
"""

from django.utils.translation import gettext_lazy

from engagements.forms import ReasonForm
from engagements.review_forms import AnswerForm, AskForm, RemarkForm
from officials import reviews
from officials.models import ReviewRequest
from staff.pages import StepPage

State = ReviewRequest.State


class ReviewStep(StepPage):
    """A step towards a signature; the record names its request as `review`."""

    verbs = None  # the module of the verbs

    @classmethod
    def why_not_sign(cls, record, user):
        return cls.verbs.why_not_sign(record, user)

    def why_not(self):
        """Why this step is not open: what the person is, or how far it has come."""
        record = self.record
        why = record.review and self.why_not_sign(record, self.request.user)
        return why or str(record.get_state_display())


class Ask(ReviewStep):
    verb = "ask"
    label = gettext_lazy("Ask for a signature")
    done = gettext_lazy("Asked. It stands on the desk of who may sign.")
    form_class = AskForm
    primary = True
    undo = "take_back"


class Sign(ReviewStep):
    permission_required = reviews.SIGNS
    verb = "sign"
    label = gettext_lazy("Sign")
    form_class = RemarkForm
    primary = True

    @classmethod
    def is_open(cls, record, user):
        waits = record.review and record.review.state == State.OPEN
        return bool(waits) and not cls.why_not_sign(record, user)


class SendBack(Sign):
    verb = "send_back"
    label = gettext_lazy("Send back")
    done = gettext_lazy("Sent back, with what has to change.")
    form_class = AnswerForm
    primary = False


class TakeBack(ReviewStep):
    verb = "take_back"
    label = gettext_lazy("Take the request back")
    done = gettext_lazy("The request is taken back.")

    @classmethod
    def is_open(cls, record, user):
        review = record.review
        if review is None or review.state != State.OPEN:
            return False
        return review.asked_by_id == user.pk or user.has_perm(reviews.SIGNS_RED)


class Withdraw(ReviewStep):
    """Takes back what was signed."""

    verb = "withdraw"
    label = gettext_lazy("Withdraw")
    form_class = ReasonForm
    danger = True

    @classmethod
    def is_open(cls, record, user):
        review = record.review
        if review is None or review.state != State.SIGNED:
            return False
        theirs = user.pk in (review.asked_by_id, review.decided_by_id)
        return theirs or user.has_perm(reviews.SIGNS_RED)
