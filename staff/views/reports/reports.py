"""The reports: each is a list that can be looked at, filtered and taken as CSV."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.columns import Column
from staff.forms import ReasonForm
from staff.models import Export
from staff.pages import FormPage, ListPage, Page
from staff.views.reports.past_the_gate import PastTheGate
from staff.views.search.saved_views import list_page


class Report:
    """A named question, and the list (with its filter) that answers it."""

    def __init__(self, title, detail, page, query, permission):
        self.title = title
        self.detail = detail
        self.page = page
        self.query = query
        self.permission = permission

    def as_row(self):
        # Without a query the reader's own first view of that list would open.
        address = f"{reverse(self.page)}?{self.query or 'view=all'}"
        return {
            "title": self.title,
            "detail": self.detail,
            "url": address,
            "csv_url": f"{address}&format=csv",
        }


REPORTS = (
    Report(
        gettext_lazy("Officials and their posts"),
        gettext_lazy("Everybody on record, with post, institution, themes and lead."),
        "official-list",
        "",
        "officials.view_official",
    ),
    Report(
        gettext_lazy("Institutions"),
        gettext_lazy("With the number of officials who hold a post there today."),
        "institution-list",
        "",
        "officials.view_institution",
    ),
    Report(
        gettext_lazy("Relationships"),
        gettext_lazy("Who leads which, the last contact and when the next is due."),
        "relationship-list",
        "",
        "engagements.view_relationship",
    ),
    Report(
        gettext_lazy("What was done"),
        gettext_lazy("Every action that is done, with its result."),
        "action-list",
        "state=done",
        "engagements.view_outreachaction",
    ),
    Report(
        gettext_lazy("Overdue actions"),
        gettext_lazy("Planned for a day that has passed."),
        "action-list",
        "overdue=true",
        "engagements.view_outreachaction",
    ),
    Report(
        gettext_lazy("Formal letters to offices"),
        gettext_lazy("What went to an office by a law, past “Before we approach”."),
        "letter-list",
        "ground=formal",
        "engagements.view_letter",
    ),
    Report(
        gettext_lazy("Outcomes"),
        gettext_lazy("What changed, and whether somebody independent confirms it."),
        "outcome-list",
        "",
        "engagements.view_outcome",
    ),
    Report(
        gettext_lazy("Results"),
        gettext_lazy("What came of what we did."),
        "result-list",
        "",
        "engagements.view_outreachaction",
    ),
    Report(
        gettext_lazy("Monitoring notes"),
        gettext_lazy("Every note with its source and grade."),
        "note-list",
        "",
        "engagements.view_note",
    ),
    Report(
        gettext_lazy("Documents"),
        gettext_lazy("International texts, and how many translations are published."),
        "document-list",
        "",
        "translations.view_document",
    ),
    Report(
        gettext_lazy("Translations"),
        gettext_lazy("Every translation with its state, people and due date."),
        "translation-list",
        "",
        "translations.view_translation",
    ),
    Report(
        gettext_lazy("Exchanges"),
        gettext_lazy("Seminars, visits and conferences, and how many people."),
        "exchange-list",
        "",
        "exchanges.view_exchange",
    ),
    Report(
        gettext_lazy("People in exchanges"),
        gettext_lazy("Who was invited to what, and whether they came."),
        "participation-list",
        "",
        "exchanges.view_participation",
    ),
)


class ReportList(Page):
    template_name = "staff/reports/reports.html"
    title = gettext_lazy("Reports")
    permission_required = "engagements.view_outreachaction"

    def get_context_data(self, **context):
        user = self.request.user
        reports = [r.as_row() for r in REPORTS if user.has_perm(r.permission)]
        if user.has_perm(PastTheGate.permission_required):
            reports.append(
                {
                    "title": PastTheGate.title,
                    "detail": _("What happened unsigned, by a law, as an answer."),
                    "url": reverse("past-the-gate"),
                }
            )
        if user.has_perm("staff.view_export"):
            context["exports_url"] = reverse("export-list")
        return super().get_context_data(reports=reports, **context)


class ExportReason(FormPage):
    """Asks why so many rows of a list are taken, and hands them out."""

    title = gettext_lazy("A large file")
    permission_required = ()
    form_class = ReasonForm
    keeps_drafts = False
    submit_label = gettext_lazy("Take the file")

    def dispatch(self, request, *args, **kwargs):
        self.list = list_page(kwargs["page"], request)
        return super().dispatch(request, *args, **kwargs)

    def get_trail(self):
        query = self.request.GET.copy()
        query.pop("format", None)
        address = f"{reverse(self.kwargs['page'])}?{query.urlencode()}"
        return [(str(self.list.get_title()), address)]

    def get_context_data(self, **context):
        intro = _("More than a thousand rows leave the house with a reason.")
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        """It is kept with the file."""

    def finish(self, form):
        reason, page = form.cleaned_data["reason"], self.kwargs["page"]
        return self.list.as_file(self.list.matches(), page=page, reason=reason)


class ExportList(ListPage):
    """Which files left the house, who took them and with what filter."""

    queryset = Export.objects.all()
    searchable = False
    empty_text = gettext_lazy("No file has been taken yet.")
    default_sort = ("-taken_at",)

    @property
    def columns(self):
        return (
            Column(_("Taken at"), "taken_at"),
            Column(_("Taken by"), "taken_by__full_name"),
            Column(_("List"), "page"),
            Column(_("Filter"), "filters", sort=()),
            Column(_("Rows"), "rows", numeric=True),
            Column(_("Reason"), "reason", sort=()),
        )

    def get_queryset(self):
        return Export.objects.all()

    def row_url(self, record):
        return None
