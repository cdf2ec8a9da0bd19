"""Pages of the register of sources, and of who the confidential ones are."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from engagements.monitoring.models import Note
from officials.sources.filters import SourceFilter
from officials.sources.forms import SourceForm, SourceIdentityForm
from officials.sources.models import Source, SourceIdentity, source_label
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    FilePage,
    ListPage,
    RecordPage,
    UpdatePage,
)

SHOWN = 20  # of the notes from a source, on its page


def who_knows(circle):
    """The sentence that says who sees what is of `circle`."""
    if circle.sealed:
        sentence = _("Only members of %(circle)s see this.")
    else:
        sentence = _("Only members of %(circle)s and managers see this.")
    return sentence % {"circle": circle}


class MonitoringTrail:
    """Sources stand under the notes that come from them."""

    def get_trail(self):
        return [
            (_("Monitoring"), reverse("note-list")),
            (_("Sources"), reverse("source-list")),
        ]


class SourceList(ListPage):
    title = gettext_lazy("Sources")
    trail = ((gettext_lazy("Monitoring"), "note-list"),)
    queryset = Source.objects.all()
    filterset_class = SourceFilter
    add_label = gettext_lazy("New source")
    empty_text = gettext_lazy("No source matches.")
    default_sort = ("label", "pk")

    @property
    def columns(self):
        return (
            Column(pgettext("of a thing", "Name"), "label", link=True, name="name"),
            Column(_("Kind of source"), "kind"),
            Column(_("Reliability"), "reliability"),
            Column(_("Quoting"), "quoting"),
            Column(_("Confidential"), "confidential"),
            Column(_("No longer in use"), "retired"),
            Column(_("Address on the web"), "url", by_default=False),
            Column(_("Remarks"), "remarks", by_default=False, sort=()),
        )

    def get_queryset(self):
        """With the name as `Source.__str__` says it: of some it is but a number."""
        return super().get_queryset().annotate(label=source_label())


class SourceDetail(MonitoringTrail, DetailPage):
    model = Source

    def get_queryset(self):
        return Source.objects.select_related("circle")

    def badges(self):
        badges = []
        if self.record.confidential:
            badges.append({"text": _("Confidential"), "colour": "orange"})
        if self.record.retired:
            badges.append({"text": _("No longer in use"), "colour": "secondary"})
        return badges

    def facts(self):
        source = self.record
        file_url = reverse("source-file", args=[source.pk]) if source.file else None
        return [
            (_("Kind of source"), source.get_kind_display(), None),
            (_("Reliability"), source.get_reliability_display(), None),
            (_("Quoting"), source.get_quoting_display(), None),
            (_("Address on the web"), source.url, source.url or None),
            (_("File"), source.file_name, file_url),
            (_("Language"), source.language, None),
        ]

    def identities(self):
        """Who it is, for those who may know; for the others there is nothing."""
        user = self.request.user
        if not user.has_perm("officials.view_sourceidentity"):
            return []
        visible_identities = self.record.identities.visible_to(user).select_related(
            "circle"
        )
        may_change = user.has_perm("officials.change_sourceidentity")
        return [
            {
                "title": _("Who it is"),
                "text": "\n".join(filter(None, [str(each), each.contact, each.remarks]))
                + "\n\n"
                + who_knows(each.circle),
                "add_url": may_change and address(each, "edit"),
                "add_label": _("Edit"),
                "add_icon": "pencil",
            }
            for each in visible_identities
        ]

    def notes(self):
        user = self.request.user
        if not user.has_perm("engagements.view_note"):
            return []
        notes = list(Note.objects.visible_to(user).filter(source=self.record)[:SHOWN])
        section = {
            "title": _("The latest notes from it"),
            "empty_text": _("No note comes from it yet."),
            "rows": [
                {
                    "title": str(note),
                    "url": address(note),
                    "detail": f"{note.happened_on} · {note.grade}",
                }
                for note in notes
            ],
        }
        if len(notes) == SHOWN:
            all_notes_url = f"{reverse('note-list')}?source={self.record.pk}"
            section["rows"].append({"title": _("All of them"), "url": all_notes_url})
        return [section]

    def get_context_data(self, **context):
        sections = self.identities()
        if self.record.remarks:
            sections.append({"title": _("Remarks"), "text": self.record.remarks})
        return super().get_context_data(sections=sections + self.notes(), **context)

    def menu(self):
        if not self.may("change"):
            return []
        source, items = self.record, []
        if source.confidential and self.request.user.has_perm(
            "officials.add_sourceidentity"
        ):
            add = reverse("sourceidentity-add", args=[source.pk])
            items.append({"label": _("Write down who it is"), "url": add})
        label = _("Take it into use again") if source.retired else _("Retire it")
        return [*items, {"label": label, "url": address(source, "retire")}]


class SourceAdd(MonitoringTrail, CreatePage):
    title = gettext_lazy("New source")
    model = Source
    form_class = SourceForm


class SourceEdit(UpdatePage):
    model = Source
    form_class = SourceForm


class SourceFile(FilePage):
    model = Source


class SourceRetire(MonitoringTrail, RecordPage):
    """No new note comes from it, or does again; asks once, and says what stays."""

    model = Source
    template_name = "officials/sources/retire.html"

    def get_permission_required(self):
        return [self.permission("change")]

    def get_title(self):
        if self.record.retired:
            return _("Take it into use again")
        return _("Retire it")

    def get_context_data(self, **context):
        return super().get_context_data(
            record=self.record, cancel_url=address(self.record), **context
        )

    def post(self, request, *args, **kwargs):
        self.record.retired = not self.record.retired
        self.record.save(update_fields=["retired"])
        return HttpResponseRedirect(address(self.record))


class SourceIdentityAdd(CreatePart):
    title = gettext_lazy("Who it is")
    model = Source
    part = SourceIdentity
    parent_name = "source"
    form_class = SourceIdentityForm

    def get_record(self):
        source = super().get_record()
        if not source.confidential:
            raise Http404
        return source


class SourceIdentityEdit(UpdatePage):
    model = SourceIdentity
    form_class = SourceIdentityForm

    def get_title(self):
        return _("Who it is")
