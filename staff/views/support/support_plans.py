"""Pages of support plans: for those who said that they want it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.relationships.forms import ReasonForm
from engagements.support import workflow
from engagements.support.forms import SupportPlanForm
from engagements.support.models import SupportPlan
from officials.people.models import Official
from staff.addresses import address
from staff.pages import CreatePart, DetailPage, StepPage, UpdatePage
from staff.phrases import days_away, short_date

State = SupportPlan.State
COLOURS = {State.ACTIVE: "green", State.PAUSED: "amber", State.ENDED: "secondary"}


class PlanStep(StepPage):
    model = SupportPlan
    legal = workflow.NEXT_OF_PLAN
    permission_required = "engagements.change_supportplan"


class PlanPause(PlanStep):
    step = staticmethod(workflow.pause)
    to_state = State.PAUSED
    verb = "pause"
    label = gettext_lazy("Pause")
    success_message = gettext_lazy("It is paused.")
    undo = "go_on"
    form_class = ReasonForm


class PlanEnd(PlanStep):
    step = staticmethod(workflow.end)
    to_state = State.ENDED
    verb = "end"
    label = gettext_lazy("End it")
    success_message = gettext_lazy("It has ended.")
    undo = "go_on"
    danger = True
    form_class = ReasonForm


class PlanGoOn(PlanStep):
    step = staticmethod(workflow.go_on)
    to_state = State.ACTIVE
    verb = "go_on"
    label = gettext_lazy("Go on with it")
    success_message = gettext_lazy("It goes on.")


def trail_of(official):
    """The way to the tab of an official on which support stands."""
    kind = _("Officials"), reverse("official-list")
    return [kind, (str(official), f"{address(official)}?tab=support")]


class PlanDetail(DetailPage):
    model = SupportPlan
    steps = (PlanPause, PlanEnd, PlanGoOn)

    def get_queryset(self):
        people = ("official", "contact", "written_by", "circle")
        return SupportPlan.objects.select_related(*people)

    def get_title(self):
        return _("Support plan: %(name)s") % {"name": self.record.official}

    def get_trail(self):
        return trail_of(self.record.official)

    def badges(self):
        return badges_of(self.record)

    def facts(self):
        return facts_of(self.record)

    def get_context_data(self, **context):
        return super().get_context_data(sections=texts_of(self.record), **context)


def badges_of(plan):
    badges = [{"text": plan.get_state_display(), "colour": COLOURS[plan.state]}]
    overdue = plan.review_on and plan.review_on < timezone.localdate()
    if overdue and plan.state == State.ACTIVE:
        badges.append({"text": _("Review it"), "colour": "red"})
    return badges


def facts_of(plan):
    days = plan.rhythm_days
    rhythm = ngettext("every %(days)s day", "every %(days)s days", days)
    return [
        (_("They said yes on"), plan.opted_in_on, None),
        (_("Whom they turn to"), plan.contact, None),
        (_("Rhythm"), rhythm % {"days": days}, None),
        (_("Review"), plan.review_on, None),
        (_("State since"), plan.state_on, None),
        (_("Reason"), plan.reason, None),
        (_("Written by"), plan.written_by, None),
    ]


def texts_of(plan):
    """The words of a plan, as sections; what is empty is left out."""
    texts = (
        (_("In their words"), plan.in_their_words),
        (_("What they need"), plan.needs),
        (_("How and when it ends"), plan.exit),
    )
    return [{"title": title, "text": text} for title, text in texts if text]


class PlanAdd(CreatePart):
    model = Official
    part = SupportPlan
    parent_name = "official"
    form_class = SupportPlanForm
    title = gettext_lazy("Support plan")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].contact = self.request.user
        return kwargs


class PlanEdit(UpdatePage):
    model = SupportPlan
    form_class = SupportPlanForm


def plans_of(official, user):
    """The plans of somebody for their page: the open one on top, then those ended."""
    plans = SupportPlan.objects.visible_to(user).filter(official=official)
    all_plans = list(plans.select_related("contact"))
    all_plans.sort(key=lambda plan: plan.state == State.ENDED)
    none_open = all(plan.state == State.ENDED for plan in all_plans)
    may = none_open and user.has_perm("engagements.add_supportplan")
    return {
        "plans": [
            {
                "title": _("%(state)s, since %(day)s")
                % {
                    "state": plan.get_state_display(),
                    "day": short_date(plan.opted_in_on),
                },
                "url": address(plan),
                "detail": f"{plan.contact} · "
                + (plan.reason or plan.needs or plan.in_their_words),
                "on": days_away(plan.review_on)
                if plan.review_on and plan.state == State.ACTIVE
                else "",
            }
            for plan in all_plans
        ],
        "add_plan_url": reverse("supportplan-add", args=[official.pk]) if may else None,
    }
