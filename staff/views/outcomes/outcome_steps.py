"""The steps of an outcome: described, substantiated, signed and published; rejected."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.outcomes import workflow
from engagements.outcomes.models import Outcome
from engagements.relationships.forms import ReasonForm
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from staff.addresses import address
from staff.pages import StepPage
from staff.phrases import short_moment, since
from staff.views.desk.lines import Line, Place
from staff.views.safeguards import signature_pages

State = Outcome.State
SHOWN = 8


class OutcomeStep(StepPage):
    model = Outcome
    legal = workflow.NEXT
    permission_required = "engagements.change_outcome"

    def get_queryset(self):
        return Outcome.objects.named()


class OutcomeDescribe(OutcomeStep):
    step = staticmethod(workflow.describe)
    to_state = State.DESCRIBED
    verb = "describe"
    label = gettext_lazy("It is described")
    success_message = gettext_lazy("Described. Now somebody independent confirms it.")
    undo = "redraft"
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.DRAFT


class OutcomeRedraft(OutcomeStep):
    step = staticmethod(workflow.redraft)
    to_state = State.DRAFT
    verb = "redraft"
    label = gettext_lazy("Back to the draft")
    success_message = gettext_lazy("It is a draft again.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.DESCRIBED


class OutcomeSubstantiate(OutcomeStep):
    step = staticmethod(workflow.substantiate)
    to_state = State.SUBSTANTIATED
    verb = "substantiate"
    label = gettext_lazy("It is substantiated")
    success_message = gettext_lazy("Substantiated: its words stay as they are now.")
    undo = "describe_again"
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.DESCRIBED


class OutcomeDescribeAgain(OutcomeStep):
    step = staticmethod(workflow.describe_again)
    to_state = State.DESCRIBED
    verb = "describe_again"
    label = gettext_lazy("Back to “described”")
    success_message = gettext_lazy("Its words are open again.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.SUBSTANTIATED


class OutcomeReject(OutcomeStep):
    step = staticmethod(workflow.reject)
    to_state = State.REJECTED
    verb = "reject"
    label = gettext_lazy("Reject")
    success_message = gettext_lazy("Rejected; it is kept, with the reason.")
    form_class = ReasonForm
    danger = True
    undo = "take_up"


class OutcomeTakeUp(OutcomeStep):
    step = staticmethod(workflow.take_up)
    to_state = State.DRAFT
    verb = "take_up"
    label = gettext_lazy("Take it up again")
    success_message = gettext_lazy("It is a draft again.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.REJECTED


class OutcomeAsk(signature_pages.Ask, OutcomeStep):
    verbs = workflow
    step = staticmethod(workflow.ask)
    label = gettext_lazy("Ask to publish it")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.SUBSTANTIATED and not workflow.is_asked(record)


class OutcomeSign(signature_pages.Sign, OutcomeStep):
    verbs = workflow
    step = staticmethod(workflow.sign)
    permission_required = review_steps.SIGNS
    label = gettext_lazy("Sign and publish")
    success_message = gettext_lazy("Published.")


class OutcomeSendBack(signature_pages.SendBack, OutcomeStep):
    verbs = workflow
    step = staticmethod(workflow.send_back)
    permission_required = review_steps.SIGNS


class OutcomeTakeBack(signature_pages.TakeBack, OutcomeStep):
    verbs = workflow
    step = staticmethod(workflow.take_back)


class OutcomeWithdraw(signature_pages.Withdraw, OutcomeStep):
    verbs = workflow
    step = staticmethod(workflow.withdraw)
    success_message = gettext_lazy("It is no longer published.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.PUBLISHED and super().is_open(record, user)


STEPS = (
    OutcomeDescribe,
    OutcomeSubstantiate,
    OutcomeAsk,
    OutcomeSign,
    OutcomeSendBack,
    OutcomeTakeBack,
    OutcomeRedraft,
    OutcomeDescribeAgain,
    OutcomeTakeUp,
    OutcomeWithdraw,
    OutcomeReject,
)


# The desk


def lines_of(user):
    """The outcomes that `user` may sign, those asked of them first."""
    if not user.has_perm(review_steps.SIGNS):
        return []
    outcomes = Outcome.objects.visible_to(user).select_related("review__asked_by")
    outcomes = outcomes.filter(review__state=ReviewRequest.State.OPEN)
    outcomes = outcomes.exclude(review__asked_by=user).exclude(written_by=user)
    if not user.has_perm(review_steps.SIGNS_RED):
        outcomes = outcomes.filter(review__is_red=False)
    first_outcomes = outcomes.order_by("review__asked_at")[: 4 * SHOWN]
    mine = sorted(first_outcomes, key=lambda each: each.review.asked_of_id != user.pk)
    return [line(each) for each in mine[:SHOWN]]


def line(outcome):
    review = outcome.review
    return Line(
        icon="signature",
        kind=_("Outcome to sign"),
        title=outcome.title,
        url=address(outcome),
        who=_("Asked by %(name)s, %(when)s")
        % {"name": review.asked_by, "when": short_moment(review.asked_at)},
        when=since(review.asked_at),
        place=Place.TODAY,
        red=review.is_red,
    )
