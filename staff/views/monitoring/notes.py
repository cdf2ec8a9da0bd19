"""Pages of monitoring notes, and of whom they mention."""

from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.monitoring import forms as forms
from engagements.monitoring.filters import NoteFilter
from engagements.monitoring.models import Mention, Note
from engagements.monitoring.models.notes import NoteQuerySet
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, DetailPage, ListPage, UpdatePage
from staff.views.monitoring.about import AboutSomebody
from staff.views.monitoring.evidence import attachments, linked
from staff.views.together.comments import Commented
from translations.deliveries.models import Delivery


class NoteList(ListPage):
    title = gettext_lazy("Monitoring")
    queryset = Note.objects.all()
    filterset_class = NoteFilter
    add_label = gettext_lazy("New note")
    links = (
        (gettext_lazy("News"), "feeditem-list", "engagements.view_feeditem"),
        (gettext_lazy("Identification queue"), "queue", "engagements.view_notnow"),
        (gettext_lazy("What changed"), "watch-changes", "engagements.view_watch"),
        (gettext_lazy("Matrix"), "matrix-list", "engagements.view_assessment"),
        (gettext_lazy("Spectrum"), "spectrum-list", "engagements.view_spectrumplace"),
        (gettext_lazy("Coverage"), "coverage-list", "officials.view_post"),
        (gettext_lazy("Sources"), "source-list", "officials.view_source"),
    )
    keyset = ("-happened_on", "-pk")
    counts_to = NoteQuerySet.FEW
    empty_text = gettext_lazy("No note matches.")

    @property
    def columns(self):
        return (
            Column(_("When"), "happened_on"),
            Column(_("What happened"), "headline", link=True),
            Column(_("About whom"), "official_names", sort=()),
            Column(_("Source"), "source_name", sort=("source_title",)),
            Column(_("Kind"), "kind", by_default=False),
            Column(_("Kind of source"), "source_kind", by_default=False),
            Column(_("Reliability"), "reliability", by_default=False),
            Column(_("Credibility"), "credibility", by_default=False),
            Column(
                _("Grade"),
                "graded",
                second="doubt",
                sort=("reliability", "credibility"),
            ),
            Column(_("Recorded by"), "recorded_by__full_name"),
            Column(_("Seen on"), "seen_on", by_default=False),
            Column(_("In more words"), "detail", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        return queryset.with_official_names().with_grade().with_source_name()


class NoteDetail(Commented, DetailPage):
    model = Note
    template_name = "engagements/monitoring/note_detail.html"

    def get_queryset(self):
        return Note.objects.select_related(
            "recorded_by",
            "institution",
            "circle",
            "source",
            "feed_item",
            "delivery__edition__document",
        )

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    def facts(self):
        note = self.record
        happened = _("about %(date)s") if note.happened_circa else "%(date)s"
        return [
            (_("When"), happened % {"date": note.happened_on}, None),
            (_("Kind"), note.get_kind_display(), None),
            (_("Seen on"), note.seen_on, None),
            *self.source_facts(),
            (_("Reliability of the source"), note.get_reliability_display(), None),
            (_("Credibility"), note.get_credibility_display(), None),
            (_("Second source"), note.second_source, None),
            (
                _("Institution"),
                note.institution,
                note.institution and address(note.institution),
            ),
            (
                _("Use made of"),
                note.delivery,
                note.delivery and address(note.delivery),
            ),
            (_("Themes"), ", ".join(str(theme) for theme in note.themes.all()), None),
            (_("Recorded by"), note.recorded_by, None),
            (_("Recorded"), timezone.localdate(note.recorded_at), None),
        ]

    def source_facts(self):
        """Where it stands, how that may be quoted, and the news item it came from."""
        note, source, item = self.record, self.record.source, self.record.feed_item
        facts = []
        if source:
            facts = [
                (_("Source on our register"), source, address(source)),
                (_("Quoting"), source.get_quoting_display(), None),
            ]
        return [
            *facts,
            (_("Kind of source"), note.get_source_kind_display(), None),
            (_("Source"), note.source_title, note.source_url or None),
            (
                _("Address on the web"),
                "" if note.source_title else note.source_url,
                note.source_url or None,
            ),
            (_("Date of the source"), note.source_on, None),
            (_("News item it came from"), item, (item and item.url) or None),
        ]

    def badges(self):
        colour = "amber" if self.record.is_doubtful else "secondary"
        return [{"text": self.record.grade, "colour": colour}]

    def get_context_data(self, **context):
        user, note = self.request.user, self.record
        about = {
            "title": _("About whom"),
            "empty_text": _("Nobody is named."),
            "rows": [
                {
                    "title": str(mention.official),
                    "url": address(mention.official),
                    "detail": mention.get_stance_display(),
                }
                for mention in self.mentions
            ],
        }
        return super().get_context_data(
            sections=[about],
            attachments=attachments(note, user),
            linked=linked(note, user),
            add_attachment_url=user.has_perm("engagements.add_noteattachment")
            and reverse("noteattachment-add", args=[note.pk]),
            add_link_url=user.has_perm("engagements.add_notelink")
            and reverse("notelink-add", args=[note.pk]),
            **context,
        )

    @cached_property
    def mentions(self):
        visible_mentions = self.record.mentions.visible_to(self.request.user)
        return list(visible_mentions.select_related("official"))

    def menu(self):
        if not self.request.user.has_perm("engagements.change_mention"):
            return []
        return [
            {
                "label": _("Stance of %(name)s") % {"name": mention.official},
                "url": address(mention, "edit"),
            }
            for mention in self.mentions
        ]


class NoteAdd(AboutSomebody, CreatePage):
    title = gettext_lazy("New note")
    model = Note
    form_class = forms.NewNoteForm

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if delivery := self.record_in_address(Delivery.objects.all(), "delivery"):
            use = {"delivery": delivery.pk, "circle": delivery.circle_id}
            kwargs["initial"] = {**kwargs.get("initial", {}), **use}
        return {**kwargs, "instance": self.new(recorded_by=self.request.user)}


class NoteEdit(UpdatePage):
    model = Note
    form_class = forms.NoteForm


class MentionEdit(UpdatePage):
    model = Mention
    form_class = forms.MentionForm

    def get_title(self):
        return _("Stance of %(name)s") % {"name": self.record.official}
