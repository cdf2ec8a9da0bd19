"""Pages of support requests: the inbox, one of them, and the ways it may go."""

from django.contrib import messages
from django.db.models import Case, IntegerField, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.contacts.models import OutreachAction
from engagements.relationships.forms import ReasonForm
from engagements.support import workflow
from engagements.support.filters import SupportRequestFilter
from engagements.support.forms import AnswerForm, PromiseForm, SupportRequestForm
from engagements.support.models import SupportRequest
from engagements.support.models.support import DaysBetween
from officials.institutions.models import Institution
from officials.institutions.models.institutions import in_reader_language
from officials.names.choice import valid_keys
from officials.people.models import Official
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    DetailPage,
    FormPage,
    ListPage,
    RecordPage,
    StepPage,
    UpdatePage,
)
from staff.phrases import days_away, short_date
from staff.views.support.requests_shown import COLOURS
from staff.views.together.comments import Commented
from translations.jobs.models import Translation

State = SupportRequest.State
BRIEFLY = 120  # letters


class RequestList(ListPage):
    """The inbox: what waits, the most overdue first, then what is over."""

    title = gettext_lazy("Support requests")
    template_name = "engagements/support/requests.html"
    queryset = SupportRequest.objects.all()
    filterset_class = SupportRequestFilter
    add_label = gettext_lazy("New request")
    default_sort = ("rank", "answer_by", "-received_on", "-pk")
    empty_text = gettext_lazy("No request matches.")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    @property
    def columns(self):
        return (
            Column(_("Answer by"), "answer_by"),
            Column(_("Days overdue"), "days_late", numeric=True),
            Column(_("What they asked"), "briefly", link=True, sort=()),
            Column(_("Who asked"), "who", second="of_office"),
            Column(_("For what"), "kind"),
            Column(_("State"), "state", colours=COLOURS),
            Column(_("Promised by"), "promised_by__full_name"),
            Column(_("Received"), "received_on", by_default=False),
            Column(_("Answered"), "answered_on", by_default=False),
            Column(_("Days it took"), "days_taken", numeric=True, by_default=False),
            Column(_("What they asked, in full"), "asked", by_default=False, sort=()),
            Column(_("Our answer"), "answer", by_default=False, sort=()),
            Column(_("Why not"), "reason", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        today = timezone.localdate()
        person = in_reader_language("official__name", "official__native_name")
        office = in_reader_language("institution__name", "institution__native_name")
        return queryset.with_wait().annotate(
            briefly=Left(Cast("asked", TextField()), BRIEFLY),
            who=Coalesce(person, office, output_field=TextField()),
            of_office=Case(
                When(official__isnull=False, then=office),
                default=Value(""),
                output_field=TextField(),
            ),
            days_late=Case(
                When(
                    rank=0,
                    answer_by__lt=today,
                    then=DaysBetween(Value(today), "answer_by"),
                ),
                default=None,
                output_field=IntegerField(),
            ),
        )

    def get_context_data(self, **context):
        return super().get_context_data(
            pace=in_words(workflow.pace(self.request.user)), **context
        )


def in_words(pace):
    """“Half of the answers took 9 days or less: 14 answers since 12 Nov 2025.”"""
    since = short_date(pace.since)
    if not pace.count:
        return _("No request was answered since %(day)s.") % {"day": since}
    days = number_format(pace.median, 1).removesuffix(number_format(0, 1)[1:])
    answers = ngettext("%(count)s answer", "%(count)s answers", pace.count)
    return _("Median time to an answer: %(days)s days (%(answers)s since %(day)s).") % {
        "days": days,
        "answers": answers % {"count": pace.count},
        "day": since,
    }


class RequestStep(StepPage):
    model = SupportRequest
    legal = workflow.NEXT
    permission_required = "engagements.change_supportrequest"


class RequestPromise(RequestStep):
    step = staticmethod(workflow.promise)
    to_state = State.PROMISED
    verb = "promise"
    label = gettext_lazy("Promise it")
    success_message = gettext_lazy("It is promised.")
    undo = "unpromise"
    form_class = PromiseForm

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.OPEN


class RequestUnpromise(RequestStep):
    step = staticmethod(workflow.take_promise_back)
    to_state = State.OPEN
    verb = "unpromise"
    label = gettext_lazy("Take the promise back")
    success_message = gettext_lazy("Nobody has promised it now.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.PROMISED


class RequestDecline(RequestStep):
    step = staticmethod(workflow.decline)
    to_state = State.DECLINED
    verb = "decline"
    label = gettext_lazy("Decline")
    success_message = gettext_lazy("Declined.")
    undo = "reopen"
    danger = True
    form_class = ReasonForm


class RequestWithdraw(RequestStep):
    step = staticmethod(workflow.withdraw)
    to_state = State.WITHDRAWN
    verb = "withdraw"
    label = gettext_lazy("They withdrew it")
    success_message = gettext_lazy("Withdrawn.")
    undo = "reopen"
    form_class = ReasonForm


class RequestReopen(RequestStep):
    step = staticmethod(workflow.reopen)
    to_state = State.OPEN
    verb = "reopen"
    label = gettext_lazy("Open it again")
    success_message = gettext_lazy("It waits again.")

    @classmethod
    def is_open(cls, record, user):
        return record.state in workflow.ENDS


class RequestDetail(Commented, DetailPage):
    model = SupportRequest
    steps = (
        RequestPromise,
        RequestUnpromise,
        RequestDecline,
        RequestWithdraw,
        RequestReopen,
    )

    def get_queryset(self):
        related = ("official", "institution", "document", "heard_in", "action")
        people = ("promised_by", "recorded_by", "translation__document", "exchange")
        requests = SupportRequest.objects.with_wait()
        return requests.select_related(*related, *people, "circle")

    def badges(self):
        record = self.record
        badges = [{"text": record.get_state_display(), "colour": COLOURS[record.state]}]
        if record.is_waiting and record.answer_by < timezone.localdate():
            badges.append({"text": days_away(record.answer_by), "colour": "red"})
        return badges

    def facts(self):
        record = self.record
        linked = (
            (_("Who asked"), record.official),
            (_("Institution"), record.institution),
            (_("Which document"), record.document),
            (_("Heard in"), record.heard_in),
        )
        answer_links = (
            (_("Answered by the action"), record.action),
            (_("Answered by the translation"), record.translation),
            (_("Answered by the exchange"), record.exchange),
        )
        return [
            *((label, each, each and address(each)) for label, each in linked),
            (_("For what"), record.get_kind_display(), None),
            (_("Received"), record.received_on, None),
            (_("Recorded by"), record.recorded_by, None),
            (_("Due"), record.due_on, None),
            (_("Promised by"), record.promised_by, None),
            (_("Promised on"), record.promised_on, None),
            (_("Answered on"), record.answered_on, None),
            (_("Days it took"), record.days_taken, None),
            *((label, each, each and address(each)) for label, each in answer_links),
            (_("Why not"), record.reason, None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        sections = []
        if str(record) != record.asked.strip():
            sections.append({"title": _("What they asked"), "text": record.asked})
        if record.answer:
            title = _("Our answer")
            if record.state != State.ANSWERED:
                title = _("What we answered before it was opened again")
            sections.append({"title": title, "text": record.answer})
        if record.document and user.has_perm("translations.view_translation"):
            sections.append(self.translations(user))
        context |= {"sections": sections, "quick": self.quick(user)}
        return super().get_context_data(**context)

    def quick(self, user):
        may = user.has_perm("engagements.change_supportrequest")
        if not (may and self.record.is_waiting):
            return []
        url = address(self.record, "answer")
        return [{"label": _("Answer it"), "url": url, "primary": True}]

    def translations(self, user):
        """What there is of the document they asked for, and the way to more."""
        document = self.record.document
        answering = self.quick(user)
        rows = [
            {
                "title": str(each),
                "url": f"{address(self.record, 'answer')}?translation={each.pk}"
                if answering and each.in_force_id
                else address(each),
                "detail": _("Answer with this translation")
                if answering and each.in_force_id
                else "",
                "state_label": each.get_state_display(),
                "colour": "green" if each.in_force_id else "amber",
            }
            for each in document.translations.visible_to(user)
            if each.state != Translation.State.WITHDRAWN
        ]
        section = {
            "title": _("Translations of what they asked for"),
            "empty_text": _("It is not translated yet."),
            "rows": rows,
        }
        if user.has_perm("translations.add_translation"):
            here = f"?next={address(self.record)}"
            section |= {
                "add_url": reverse("document-translate", args=[document.pk]) + here,
                "add_label": _("Request a translation"),
            }
        return section


class RequestAdd(CreatePage):
    """What somebody asked: of an official, an institution, or heard in an action."""

    title = gettext_lazy("New request")
    model = SupportRequest
    form_class = SupportRequestForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "initial": self.initial_fields()}

    def initial_fields(self):
        """What the address says of it: `?official=`, `?institution=`, `?action=`."""
        fields = {}
        for name, model in (("official", Official), ("institution", Institution)):
            if record := self.record_in_address(model, name):
                fields |= {name: record.pk, "circle": record.circle_id}
        if action := self.record_in_address(OutreachAction, "action"):
            fields |= {"heard_in": action.pk, "circle": action.circle_id}
            if action.done_on:
                fields["received_on"] = action.done_on
            links = action.action_officials.visible_to(self.request.user)
            people = list(links.values_list("official", flat=True)[:2])
            if len(people) == 1:
                fields["official"] = people[0]
            elif action.institution_id:
                fields["institution"] = action.institution_id
        return fields

    def record_in_address(self, model, name):
        records = model.objects.visible_to(self.request.user)
        return records.filter(
            pk__in=valid_keys([self.request.GET.get(name, "")])
        ).first()


class RequestEdit(UpdatePage):
    model = SupportRequest
    form_class = SupportRequestForm


class RequestAnswer(RecordPage, FormPage):
    """What was given to those who asked."""

    model = SupportRequest
    form_class = AnswerForm
    submit_label = gettext_lazy("Mark as answered")
    permission_required = "engagements.change_supportrequest"

    def get_title(self):
        return _("Answer: %(asked)s") % {"asked": self.record}

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get_form_kwargs(self):
        translation_key = self.request.GET.get("translation", "")
        translations = Translation.objects.in_circles_of(self.request.user)
        translation = translations.filter(pk__in=valid_keys([translation_key])).first()
        kwargs = {**super().get_form_kwargs(), "instance": self.record}
        return (
            {**kwargs, "initial": {"translation": translation.pk}}
            if translation
            else kwargs
        )

    def keep(self, form):
        fields = form.cleaned_data
        workflow.answer(self.record, by=self.request.user, **fields)

    def finish(self, form):
        undo = address(self.record, "reopen")
        messages.success(self.request, _("Answered."), extra_tags=undo)
        return HttpResponseRedirect(self.following(address(self.record)))
