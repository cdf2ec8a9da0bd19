"""The steps of whatever a second person signs: ask, sign, send back, take back.

A page of steps names the model, the module of its verbs (with `ask`, `sign`,
`send_back`, `take_back`, `withdraw`, `why_not_sign`) and the words of its buttons.
"""

from django.utils.translation import gettext_lazy

from engagements.approach.review_forms import AnswerForm, AskForm, RemarkForm
from engagements.relationships.forms import ReasonForm
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from staff.pages import StepPage

State = ReviewRequest.State


class ReviewStep(StepPage):
    """A step towards a signature; the record names its request as `review`.

    `open_in` are the states of the request in which the step may be made.
    """

    verbs = None  # the module of the verbs
    open_in = (State.OPEN,)

    @classmethod
    def why_not_sign(cls, record, user):
        return cls.verbs.why_not_sign(record, user)

    @classmethod
    def is_open(cls, record, user):
        return bool(record.review) and record.review.state in cls.open_in

    def why_not(self):
        """Why this step is not open: what the person is, or how far it has come."""
        record = self.record
        why = record.review and self.why_not_sign(record, self.request.user)
        return why or self.how_far()

    def how_far(self):
        """How far the record has come, in a sentence or a word."""
        return str(self.record.get_state_display())


class Ask(ReviewStep):
    verb = "ask"
    label = gettext_lazy("Ask for a signature")
    success_message = gettext_lazy("Asked. It stands on the desk of who may sign.")
    form_class = AskForm
    primary = True
    undo = "take_back"

    @classmethod
    def is_open(cls, record, user):
        return cls.verbs.can_be_edited(record)


class Sign(ReviewStep):
    permission_required = review_steps.SIGNS
    verb = "sign"
    label = gettext_lazy("Sign")
    form_class = RemarkForm
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and not cls.why_not_sign(record, user)


class SendBack(Sign):
    verb = "send_back"
    label = gettext_lazy("Send back")
    success_message = gettext_lazy("Sent back, with what has to change.")
    form_class = AnswerForm
    primary = False
    open_in = (State.OPEN,)


class TakeBack(ReviewStep):
    verb = "take_back"
    label = gettext_lazy("Take the request back")
    success_message = gettext_lazy("The request is taken back.")

    @classmethod
    def is_open(cls, record, user):
        is_asker = record.review and record.review.asked_by_id == user.pk
        mine = is_asker or user.has_perm(review_steps.SIGNS_RED)
        return super().is_open(record, user) and mine


class Withdraw(ReviewStep):
    """Takes back what was signed."""

    verb = "withdraw"
    label = gettext_lazy("Withdraw")
    form_class = ReasonForm
    danger = True
    open_in = (State.SIGNED,)

    @classmethod
    def is_open(cls, record, user):
        if not super().is_open(record, user):
            return False
        theirs = user.pk in (record.review.asked_by_id, record.review.decided_by_id)
        return theirs or user.has_perm(review_steps.SIGNS_RED)
