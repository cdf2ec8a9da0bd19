"""Pages of what institutions and we have agreed."""

from django.db.models import Case, Exists, OuterRef, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.institutions.filters import AgreementFilter
from officials.institutions.forms import AgreementForm
from officials.institutions.models import Agreement, Institution
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePart, DetailPage, FilePage, ListPage, UpdatePage


def state_of(agreement, today):
    """“In force”, “Over” or “Not yet in force”, and its colour."""
    if agreement.until and agreement.until < today:
        return _("Over"), "secondary"
    if agreement.signed_on and agreement.signed_on > today:
        return _("Not yet in force"), "blue"
    return _("In force"), "green"


class AgreementList(ListPage):
    queryset = Agreement.objects.all()
    filterset_class = AgreementFilter
    searchable = False
    empty_text = gettext_lazy("No agreement matches.")

    def get_trail(self):
        return [(_("Institutions"), reverse("institution-list"))]

    @property
    def columns(self):
        return (
            Column(_("What it is about"), "title", link=True),
            Column(_("Institution"), "institution_label"),
            Column(_("Kind"), "kind"),
            Column(_("State"), "state", colours={_("In force"): "green"}, sort=()),
            Column(_("Signed on"), "signed_on"),
            Column(_("Until"), "until"),
            Column(_("Remark"), "note", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        today = timezone.localdate()
        in_force = Agreement.objects.in_force(today).filter(pk=OuterRef("pk"))
        return queryset.annotate(
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            ),
            state=Case(
                When(Exists(in_force), then=Value(_("In force"))),
                When(until__lt=today, then=Value(_("Over"))),
                default=Value(_("Not yet in force")),
            ),
        )


class AgreementDetail(DetailPage):
    model = Agreement

    def get_queryset(self):
        return Agreement.objects.select_related("institution", "circle")

    def get_trail(self):
        institution = self.record.institution
        kind = (_("Institutions"), reverse("institution-list"))
        return [kind, (str(institution), address(institution))]

    def badges(self):
        text, colour = state_of(self.record, timezone.localdate())
        return [{"text": text, "colour": colour}]

    def facts(self):
        record = self.record
        file_url = reverse("agreement-file", args=[record.pk]) if record.file else None
        return [
            (_("Institution"), record.institution, address(record.institution)),
            (_("Kind"), record.get_kind_display(), None),
            (_("Signed on"), record.signed_on, None),
            (_("Until"), record.until or _("no end is agreed"), None),
            (_("File"), record.file_name, file_url),
        ]

    def get_context_data(self, **context):
        note = {
            "title": _("Remark"),
            "text": self.record.note,
            "empty_text": _("Nothing was remarked."),
        }
        return super().get_context_data(sections=[note], **context)


class AgreementAdd(CreatePart):
    title = gettext_lazy("New agreement")
    model = Institution
    part = Agreement
    parent_name = "institution"
    form_class = AgreementForm


class AgreementEdit(UpdatePage):
    model = Agreement
    form_class = AgreementForm


class AgreementFile(FilePage):
    model = Agreement
