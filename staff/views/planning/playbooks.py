"""Pages of playbooks: what they are, beginning one, stopping it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.planning import playbooks
from engagements.planning.forms import BeginForm, PlaybookForm, PlaybookStepForm
from engagements.planning.models import Playbook, PlaybookRun, PlaybookStep
from engagements.relationships.forms import ReasonForm
from officials.safeguards.models import Switch
from staff.addresses import address
from staff.pages import DetailPage, EditPage, FormPage, Page, StepPage
from staff.phrases import STATE_COLOURS, short_date
from staff.views.contacts.plan_words import with_waiting

SHOWN = 50


class OfPlaybooks:
    """A page that is there while playbooks are in use."""

    needs_switch = Switch.Name.PLAYBOOKS
    trail = (
        (gettext_lazy("Engagement"), "action-list"),
        (gettext_lazy("Playbooks"), "playbook-list"),
    )

    @cached_property
    def playbook(self):
        return get_object_or_404(Playbook, pk=self.kwargs["number"])


class PlaybookList(OfPlaybooks, Page):
    """The playbooks, and those that are at work."""

    template_name = "engagements/planning/playbooks.html"
    title = gettext_lazy("Playbooks")
    trail = OfPlaybooks.trail[:1]
    permission_required = "engagements.view_playbook"

    def get_context_data(self, **context):
        user = self.request.user
        runs = PlaybookRun.objects.visible_to(user).running()
        runs = runs.select_related("playbook", "official", "institution", "lead")
        may = user.has_perm("engagements.add_playbook")
        return super().get_context_data(
            playbooks=[
                {
                    "title": str(each),
                    "url": reverse("playbook-detail", args=[each.pk]),
                    "detail": each.purpose,
                    "state_label": _("No longer used") if each.retired else "",
                }
                for each in Playbook.objects.all()
            ],
            runs=[
                {
                    "title": str(each),
                    "url": address(each),
                    "detail": str(each.lead),
                    "on": short_date(each.anchor_on),
                }
                for each in runs[:SHOWN]
            ],
            add_url=reverse("playbook-add") if may else None,
            **context,
        )


def days_in_words(days):
    """“3 days after”, “14 days before”, “on the day”."""
    if days == 0:
        return _("on the day itself")
    if days < 0:
        words = ngettext("%(days)s day before", "%(days)s days before", -days)
        return words % {"days": -days}
    words = ngettext("%(days)s day after", "%(days)s days after", days)
    return words % {"days": days}


class PlaybookDetail(OfPlaybooks, Page):
    """One playbook with its steps."""

    template_name = "engagements/planning/playbook.html"
    permission_required = "engagements.view_playbook"

    def get_title(self):
        return str(self.playbook)

    def get_context_data(self, **context):
        user, playbook = self.request.user, self.playbook
        may = user.has_perm("engagements.change_playbook")
        begins = user.has_perm("engagements.add_playbookrun") and not playbook.retired
        here = [playbook.pk]
        return super().get_context_data(
            playbook=playbook,
            steps=[
                {
                    "days": days_in_words(step.days),
                    "kind": step.get_kind_display(),
                    "subject": str(step),
                    "hint": step.advice,
                    "edit_url": may and reverse("playbookstep-edit", args=[step.pk]),
                }
                for step in playbook.steps.all()
            ],
            edit_url=may and reverse("playbook-edit", args=here),
            add_step_url=may and reverse("playbookstep-add", args=here),
            begin_url=begins and reverse("playbook-begin", args=here),
            **context,
        )


class PlaybookForms(OfPlaybooks):
    """Forms that managers change the reference list with."""

    form_class = PlaybookForm
    permission_required = "engagements.change_playbook"

    def get_success_url(self):
        number = getattr(self.record, "playbook_id", self.record.pk)
        return reverse("playbook-detail", args=[number])


class PlaybookAdd(PlaybookForms, FormPage):
    title = gettext_lazy("New playbook")
    permission_required = "engagements.add_playbook"


class PlaybookEdit(PlaybookForms, EditPage):
    """The name, the purpose and the anchor of a playbook."""

    def get_record(self):
        return get_object_or_404(Playbook, pk=self.kwargs["number"])


class PlaybookStepAdd(PlaybookForms, FormPage):
    title = gettext_lazy("New step")
    form_class = PlaybookStepForm
    permission_required = "engagements.add_playbookstep"

    def get_form_kwargs(self):
        step = PlaybookStep(playbook=self.playbook)
        return {**super().get_form_kwargs(), "instance": step}


class PlaybookStepEdit(PlaybookForms, EditPage):
    form_class = PlaybookStepForm
    permission_required = "engagements.change_playbookstep"

    def get_record(self):
        return get_object_or_404(PlaybookStep, pk=self.kwargs["number"])


class PlaybookBegin(OfPlaybooks, FormPage):
    """With whom and from which day; first a preview, then the plan."""

    template_name = "engagements/planning/playbook_begin.html"
    form_class = BeginForm
    permission_required = "engagements.add_playbookrun"
    submit_label = gettext_lazy("Show the steps")
    preview = ()

    def get_title(self):
        return _("Begin: %(name)s") % {"name": self.playbook}

    def get_form_kwargs(self):
        user = self.request.user
        run = PlaybookRun(playbook=self.playbook, lead=user, begun_by=user)
        return {**super().get_form_kwargs(), "instance": run}

    def get_context_data(self, **context):
        if self.playbook.retired:
            raise PermissionDenied
        if self.preview:
            context["more_submits"] = (("plan", _("Plan these steps")),)
        return super().get_context_data(preview=self.preview, **context)

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if "plan" in request.POST or not form.is_valid():
            return super().post(request, *args, **kwargs)
        steps = playbooks.dated_steps(self.playbook, form.cleaned_data["anchor_on"])
        self.preview = [
            {"on": short_date(day), "title": str(step), "detail": step.advice}
            for day, step in steps
        ]
        return self.render_to_response(self.get_context_data(form=form))

    def keep(self, form):
        fields = {name: form.cleaned_data[name] for name in BeginForm.Meta.fields}
        self.record = playbooks.begin(self.playbook, by=self.request.user, **fields)

    def success_words(self):
        return with_waiting(_("The steps are planned."), self.record.actions)


class RunStop(OfPlaybooks, StepPage):
    model = PlaybookRun
    step = staticmethod(playbooks.stop)
    verb = "stop"
    label = gettext_lazy("Stop it")
    success_message = gettext_lazy("Stopped; what was still planned is cancelled.")
    undo = "resume"
    danger = True
    form_class = ReasonForm
    permission_required = "engagements.change_playbookrun"

    @classmethod
    def is_open(cls, record, user):
        return record.stopped_at is None

    def why_not(self):
        return _("It is stopped already.")


class RunResume(OfPlaybooks, StepPage):
    model = PlaybookRun
    step = staticmethod(playbooks.resume)
    verb = "resume"
    label = gettext_lazy("Go on with it")
    success_message = gettext_lazy("What was cancelled is planned again.")
    permission_required = "engagements.change_playbookrun"

    def success_words(self, outcome):
        return with_waiting(super().success_words(outcome), outcome.actions)

    @classmethod
    def is_open(cls, record, user):
        return record.stopped_at is not None

    def why_not(self):
        return _("It is not stopped.")


class RunDetail(OfPlaybooks, DetailPage):
    """A playbook at work with somebody: its actions in their order."""

    model = PlaybookRun
    steps = (RunStop, RunResume)

    def get_queryset(self):
        return PlaybookRun.objects.select_related(
            "playbook",
            "official",
            "institution",
            "lead",
            "begun_by",
            "stopped_by",
            "circle",
        )

    def get_trail(self):
        return [(label, reverse(name)) for label, name in self.trail]

    def may(self, verb):
        """Nothing of it is written over: it is stopped, and begun anew."""
        return verb != "change" and super().may(verb)

    def badges(self):
        if self.record.stopped_at:
            return [{"text": _("Stopped"), "colour": "secondary"}]
        return []

    def facts(self):
        run = self.record
        playbook_url = reverse("playbook-detail", args=[run.playbook_id])
        return [
            (_("Playbook"), run.playbook, playbook_url),
            (_("Official"), run.official, run.official and address(run.official)),
            (
                _("Institution"),
                run.institution,
                run.institution and address(run.institution),
            ),
            (run.playbook.counts_from.capitalize(), run.anchor_on, None),
            (_("Who does it"), run.lead, None),
            (_("Begun by"), run.begun_by, None),
            (_("Why it was stopped"), run.why_stopped, None),
            (_("Stopped by"), run.stopped_by, None),
        ]

    def get_context_data(self, **context):
        actions = self.record.actions.visible_to(self.request.user)
        rows = [
            {
                "title": str(each),
                "url": address(each),
                "detail": each.get_kind_display(),
                "state_label": each.get_state_display(),
                "colour": STATE_COLOURS[each.state],
                "on": short_date(each.on),
            }
            for each in actions.order_by("planned_on", "pk")
        ]
        section = {"title": _("Steps"), "rows": rows}
        return super().get_context_data(sections=[section], **context)
