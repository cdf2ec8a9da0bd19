"""The steps of “Before we approach”: ask, sign, send back, withdraw, renew."""

from django.utils.translation import gettext_lazy

from engagements.approach import workflow
from engagements.approach.forms import AskApproachForm
from engagements.approach.models import Approach
from engagements.relationships.forms import ReasonForm
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from staff.addresses import address
from staff.views.relationships.stages import standing
from staff.views.safeguards import signature_pages

State = ReviewRequest.State


class ApproachStep(signature_pages.ReviewStep):
    """A step towards the signature."""

    model = Approach
    verbs = workflow
    permission_required = "engagements.change_approach"

    def get_queryset(self):
        return workflow.whole(Approach.objects.all())

    def how_far(self):
        return standing(self.record)


class ApproachAsk(ApproachStep, signature_pages.Ask):
    step = staticmethod(workflow.ask)
    form_class = AskApproachForm

    @classmethod
    def button(cls, record):
        """With what was ticked before it was sent back."""
        earlier_ticks = {
            "respected": record.respected,
            "nevertheless": record.nevertheless,
        }
        form = AskApproachForm(prefix=cls.verb, initial=earlier_ticks)
        return {**super().button(record), "fields": form}


class ApproachSign(ApproachStep, signature_pages.Sign):
    """Also what went ahead unsigned is signed."""

    step = staticmethod(workflow.sign)
    permission_required = review_steps.SIGNS
    success_message = gettext_lazy(
        "Signed: identification, conduct, exposure and approach."
    )
    open_in = (State.OPEN, State.UNSIGNED)


class ApproachSendBack(ApproachStep, signature_pages.SendBack):
    step = staticmethod(workflow.send_back)
    permission_required = review_steps.SIGNS


class OwnRequest(ApproachStep):
    """A step of who asked, while nobody has answered."""

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and record.review.asked_by_id == user.pk


class ApproachTakeBack(OwnRequest):
    step = staticmethod(workflow.take_back)
    verb = "take_back"
    label = gettext_lazy("Take the request back")
    success_message = gettext_lazy("It is a draft again.")


class ApproachGoAhead(OwnRequest):
    step = staticmethod(workflow.go_ahead)
    verb = "go_ahead"
    label = gettext_lazy("Go ahead unsigned")
    success_message = gettext_lazy(
        "It counts for now: a manager signs or withdraws it in 72 hours."
    )
    form_class = ReasonForm
    danger = True

    @classmethod
    def is_open(cls, record, user):
        open_ = super().is_open(record, user)
        return open_ and not review_steps.why_not_go_ahead(record.review, user)

    def why_not(self):
        review = self.record.review
        why = review and review_steps.why_not_go_ahead(review, self.request.user)
        return why or self.how_far()


class ApproachWithdraw(ApproachStep, signature_pages.Withdraw):
    step = staticmethod(workflow.withdraw)
    success_message = gettext_lazy("Taken back, with the stage that it gave.")
    open_in = (State.SIGNED, State.UNSIGNED)


class ApproachRenew(ApproachStep):
    step = staticmethod(workflow.renew)
    verb = "renew"
    label = gettext_lazy("New version")
    success_message = gettext_lazy(
        "A new version to work on: what stood before is copied."
    )

    @classmethod
    def is_open(cls, record, user):
        review = record.review
        return bool(review) and review.state not in (State.OPEN, State.SENT_BACK)

    def following(self, otherwise):
        latest = workflow.latest(self.record.official, self.request.user)
        return address(latest) if otherwise and latest else super().following(otherwise)
