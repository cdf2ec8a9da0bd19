"""The steps of a letter: ready, dispatched, cancelled."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.forms import WentAlreadyForm
from engagements.letters import workflow
from engagements.letters.forms import DispatchForm
from engagements.letters.models import LegalLabel, Letter
from engagements.letters.models.letters import Direction
from engagements.relationships.forms import ReasonForm
from staff.pages import StepPage
from staff.views.approach.gate_block import LetGo

State = Letter.State


class LetterStep(StepPage):
    model = Letter
    legal = workflow.NEXT
    permission_required = "engagements.change_letter"


class LetterReady(LetterStep):
    step = staticmethod(workflow.make_ready)
    to_state = State.READY
    verb = "ready"
    label = gettext_lazy("Ready to go")
    success_message = gettext_lazy("It is ready to go.")
    undo = "unready"
    primary = True


class LetterUnready(LetterStep):
    step = staticmethod(workflow.back_to_draft)
    to_state = State.DRAFT
    verb = "unready"
    label = gettext_lazy("Back to the draft")
    success_message = gettext_lazy("It is a draft again.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.READY


class LetterDispatch(LetterStep):
    step = staticmethod(workflow.dispatch)
    to_state = State.DISPATCHED
    verb = "dispatch"
    label = gettext_lazy("Dispatch")
    success_message = gettext_lazy(
        "Dispatched, with a number. It is a done action now."
    )
    form_class = DispatchForm
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.READY


class LetterLabel(LetterStep):
    """Puts in what is missing; open while something is."""

    step = staticmethod(workflow.put_label)
    verb = "label"
    label = gettext_lazy("Put the legal label in")
    success_message = gettext_lazy("The label stands below the text.")

    @classmethod
    def is_open(cls, record, user):
        if record.state not in (State.DRAFT, State.READY):
            return False
        labels = LegalLabel.objects.visible_to(user)
        return labels.missing_in(record).exists()

    def why_not(self):
        return gettext_lazy("No label is missing, or the letter went already.")


class LetterCancel(LetterStep):
    step = staticmethod(workflow.cancel)
    to_state = State.CANCELLED
    verb = "cancel"
    label = gettext_lazy("Cancel it")
    success_message = gettext_lazy(
        "Cancelled. A number that it had is not given again."
    )
    form_class = ReasonForm
    danger = True


class LetterWentAlready(LetterStep):
    step = staticmethod(workflow.went_already)
    verb = "went_already"
    label = gettext_lazy("It went already")
    success_message = gettext_lazy(
        "On record as gone, without a number. Who leads the relationship reads it."
    )
    form_class = WentAlreadyForm

    @classmethod
    def is_open(cls, record, user):
        ours = record.direction == Direction.OUT
        return ours and record.state in (State.DRAFT, State.READY)

    def why_not(self):
        return _("Only a letter of ours that has not gone out yet went already.")


class LetterReopen(LetterStep):
    step = staticmethod(workflow.reopen)
    to_state = State.DRAFT
    verb = "reopen"
    label = gettext_lazy("Make it a draft again")
    success_message = gettext_lazy("It is a draft again.")

    @classmethod
    def is_open(cls, record, user):
        cancelled = record.state == State.CANCELLED and not record.number
        went = record.action and record.action.went_already
        return cancelled and record.direction == Direction.OUT and not went


class LetterLetGo(LetGo):
    model = Letter
    step = staticmethod(workflow.let_go)


STEPS = (
    LetterReady,
    LetterDispatch,
    LetterLabel,
    LetterUnready,
    LetterReopen,
    LetterWentAlready,
    LetterCancel,
)
