"""Pages of monitoring notes, and of whom they mention."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import note_forms as forms
from engagements.models import Mention, Note
from engagements.note_filters import NoteFilter
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, DetailPage, ListPage, UpdatePage
from staff.views.about import AboutSomebody


class NoteList(ListPage):
    title = gettext_lazy("Monitoring")
    queryset = Note.objects.all()
    filterset_class = NoteFilter
    add_label = gettext_lazy("New note")
    empty_text = gettext_lazy("No note matches.")

    @property
    def columns(self):
        return (
            Column(_("When"), "happened_on"),
            Column(_("What happened"), "headline", link=True),
            Column(_("About whom"), "official_names", sort=()),
            Column(_("Source"), "source_title"),
            Column(_("Kind of source"), "source_kind", shown=False),
            Column(_("Reliability"), "reliability", shown=False),
            Column(_("Credibility"), "credibility", shown=False),
            Column(_("Grade"), "graded", sort=("reliability", "credibility")),
            Column(_("Recorded by"), "recorded_by__full_name"),
            Column(_("In more words"), "detail", shown=False, sort=()),
        )

    def annotate(self, queryset):
        return queryset.with_official_names().with_grade()


class NoteDetail(DetailPage):
    model = Note

    def get_queryset(self):
        return Note.objects.select_related("recorded_by", "institution", "circle")

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    def facts(self):
        note = self.record
        return [
            (_("When"), note.happened_on, None),
            (_("Kind of source"), note.get_source_kind_display(), None),
            (_("Source"), note.source_title, note.source_url or None),
            (
                _("Address on the web"),
                "" if note.source_title else note.source_url,
                None,
            ),
            (_("Date of the source"), note.source_on, None),
            (_("Reliability of the source"), note.get_reliability_display(), None),
            (_("Credibility"), note.get_credibility_display(), None),
            (_("Second source"), note.second_source, None),
            (
                _("Institution"),
                note.institution,
                note.institution and address(note.institution),
            ),
            (_("Themes"), ", ".join(str(theme) for theme in note.themes.all()), None),
            (_("Recorded by"), note.recorded_by, None),
            (_("Recorded"), timezone.localdate(note.recorded_at), None),
        ]

    def badges(self):
        return [{"text": self.record.grade, "colour": "secondary"}]

    def get_context_data(self, **context):
        user = self.request.user
        mentions = self.record.mentions.visible_to(user).select_related("official")
        sections = [
            {
                "title": _("About whom"),
                "empty_text": _("Nobody is named."),
                "rows": [
                    {
                        "title": str(mention.official),
                        "url": address(mention.official),
                        "detail": mention.get_stance_display(),
                    }
                    for mention in mentions
                ],
            }
        ]
        if self.record.detail:
            text = {"title": _("In more words"), "text": self.record.detail}
            sections.insert(0, text)
        return super().get_context_data(sections=sections, **context)

    def menu(self):
        user = self.request.user
        if not user.has_perm("engagements.change_mention"):
            return []
        mentions = self.record.mentions.visible_to(user).select_related("official")
        return [
            {
                "label": _("Stance of %(name)s") % {"name": mention.official},
                "url": address(mention, "edit"),
            }
            for mention in mentions
        ]


class NoteAdd(AboutSomebody, CreatePage):
    title = gettext_lazy("New note")
    model = Note
    form_class = forms.NewNoteForm

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": self.new(recorded_by=self.request.user)}


class NoteEdit(UpdatePage):
    model = Note
    form_class = forms.NoteForm


class MentionEdit(UpdatePage):
    model = Mention
    form_class = forms.MentionForm

    def get_title(self):
        return _("Stance of %(name)s") % {"name": self.record.official}
