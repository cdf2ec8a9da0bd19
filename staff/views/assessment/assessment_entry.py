"""Where assessments are written: new, anew, corrected, second, reconciled."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.assessment import workflow
from engagements.assessment.forms import AssessmentForm, ReconcileForm, SecondForm
from engagements.assessment.models import Assessment
from officials.people.models import Official
from officials.safeguards import workflow as review_steps
from staff.addresses import address
from staff.pages import CreatePart, EditPage, FormPage, RecordPage
from staff.pages.forms import NewRecordPage
from staff.revisions import revision_of
from staff.views.assessment.assessments import trail_of

SEES_OPEN_CIRCLES = "officials.see_open_circles"


class AssessmentEntry:
    """A page with the form of an assessment."""

    template_name = "engagements/assessment/assessment_form.html"
    form_class = AssessmentForm
    second = None

    def get_context_data(self, **context):
        context.setdefault("second", self.second)
        return super().get_context_data(**context)

    def keep(self, form):
        self.new_record = form.save()

    def get_success_url(self):
        return self.following(address(self.new_record))


class AssessmentAdd(AssessmentEntry, CreatePart):
    """A new one; where a second assessment is awaited from the writer, that."""

    title = gettext_lazy("New assessment")
    model = Official
    part = Assessment
    parent_name = "official"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].assessor = self.request.user
        second_requests = workflow.wanted_of(self.request.user)
        second_requests = [
            request for request, whom in second_requests if whom == self.record
        ]
        self.second = second_requests[0] if second_requests else None
        if self.second:
            kwargs["instance"].circle_id = self.second.circle_id
        return {**kwargs, "second": self.second}

    def get_title(self):
        return _("Assess: %(name)s") % {"name": self.record}


class AssessmentReplace(AssessmentEntry, RecordPage, NewRecordPage):
    """A later assessment that stands in the place of this one."""

    model = Assessment

    def get_permission_required(self):
        return [self.permission("add")]

    def get_queryset(self):
        return Assessment.objects.select_related("official", "circle", "review")

    def get_title(self):
        return _("Assess anew: %(name)s") % {"name": self.record.official}

    def get_trail(self):
        return [*trail_of(self.record), (_("Assessment"), address(self.record))]

    def get_form_kwargs(self):
        record = self.record
        instance = Assessment(
            official=record.official,
            circle=record.circle,
            assessor=self.request.user,
            confidence=record.confidence,
            summary=record.summary,
        )
        return {**super().get_form_kwargs(), "instance": instance, "former": record}


class AssessmentEdit(AssessmentEntry, RecordPage, EditPage):
    """The author puts right what they wrote within the hour; later it stays."""

    model = Assessment

    def get_permission_required(self):
        return [self.permission("change")]

    def get_queryset(self):
        return Assessment.objects.select_related("official", "circle")

    def get_title(self):
        return _("Correct: %(name)s") % {"name": self.record.official}

    def get_trail(self):
        return [*trail_of(self.record), (_("Assessment"), address(self.record))]

    def revision(self):
        """The assessment, and the scores that are written anew with it."""
        parts = [self.record, *self.record.scores.all()]
        return " ".join(revision_of(each) for each in parts)

    def get(self, request, *args, **kwargs):
        if workflow.may_correct(self.record, request.user):
            return super().get(request)
        messages.info(request, workflow.STAYS)
        return HttpResponseRedirect(address(self.record))


class AboutAssessment(RecordPage, FormPage):
    """A small form about one assessment."""

    model = Assessment

    def get_permission_required(self):
        return [self.permission("add")]

    def get_queryset(self):
        return Assessment.objects.select_related("official", "circle", "assessor")

    def get_trail(self):
        return [*trail_of(self.record), (_("Assessment"), address(self.record))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {name: each for name, each in kwargs.items() if name == "data"}


class AssessmentSecond(AboutAssessment):
    """Asks somebody for an assessment of their own."""

    title = gettext_lazy("Ask for a second assessment")
    form_class = SecondForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "people": self.people()}

    def people(self):
        """Colleagues who may write one, and who see the circle of this one."""
        everybody, circle = get_user_model().objects, self.record.circle
        colleagues = everybody.filter(is_external=False)
        for permission in ("engagements.add_assessment", review_steps.SIGNS):
            able = everybody.with_perm(permission)
            colleagues = colleagues.filter(pk__in=able.values("pk"))
        if not circle.everyone:
            inside = Q(memberships__circle=circle, memberships__suspended_at=None)
            if not circle.sealed:
                every = everybody.with_perm(SEES_OPEN_CIRCLES)
                inside |= Q(pk__in=every.values("pk"))
            colleagues = colleagues.filter(inside).distinct()
        return colleagues.exclude(
            pk__in=[self.request.user.pk, self.record.assessor_id]
        )

    def keep(self, form):
        fields = form.cleaned_data
        workflow.ask_for_second(
            self.record,
            by=self.request.user,
            of=fields["asked_of"],
            message=fields["message"],
        )


class AssessmentReconcile(AboutAssessment):
    """What the two assessors agreed on, where they lay two or more apart."""

    title = gettext_lazy("What we agreed on")
    form_class = ReconcileForm

    def get_permission_required(self):
        return ["engagements.add_reconciliation"]

    def keep(self, form):
        text = form.cleaned_data["text"]
        workflow.reconcile(self.record, by=self.request.user, text=text)


class AssessmentWithdraw(RecordPage):
    """Takes the request for a second assessment back; by POST only."""

    model = Assessment

    def get_permission_required(self):
        return [self.permission("add")]

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(address(self.record))

    def post(self, request, *args, **kwargs):
        try:
            workflow.withdraw_second(self.record, by=request.user)
        except ValidationError as reason:
            for sentence in reason.messages:
                messages.error(request, sentence)
        else:
            messages.success(request, _("Nobody is asked for a second one any more."))
        return HttpResponseRedirect(address(self.record))
