"""Pages of what the memory holds: the list, a pair, and taking it out of matching."""

from django.db.models import Case, CharField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from staff.columns import Column
from staff.pages import DetailPage, ListPage, StepPage
from staff.phrases import short_moment
from translations.memory import workflow
from translations.memory.filters import MemoryPairFilter, Use
from translations.memory.forms import SetAsideForm
from translations.memory.models import MemoryPair, MemoryPairQuerySet

Grade = MemoryPair.Grade
COLOURS = {
    Grade.OFFICIAL: "green",
    Grade.PUBLISHED: "blue",
    Grade.ALIGNED: "purple",
    Grade.IMPORTED: "secondary",
}


class MemoryPairList(ListPage):
    """What was translated before, the latest first, as far as the reader sees it."""

    title = gettext_lazy("Translation memory")
    queryset = MemoryPair.objects.all()
    filterset_class = MemoryPairFilter
    trail = ((gettext_lazy("Translations"), "translation-list"),)
    links = (
        (gettext_lazy("Bring a memory"), "memory-bring", "translations.add_memorypair"),
        (gettext_lazy("Take the memory"), "memory-take", ""),
        (gettext_lazy("Imports"), "import-list", "staff.import"),
    )
    keyset = ("-pk",)
    counts_to = MemoryPairQuerySet.FEW
    empty_text = gettext_lazy("No pair matches.")

    @property
    def columns(self):
        return (
            Column(_("Source"), "source", link=True, second="target", sort=()),
            Column(_("Translation"), "target", by_default=False, sort=()),
            Column(_("Language of the source"), "source_language", sort=()),
            Column(_("Into"), "target_language", sort=()),
            Column(
                pgettext("of a pair", "Grade"),
                "grade",
                colours=COLOURS,
                second="standing",
                sort=(),
            ),
            Column(_("Document"), "title", second="symbol", sort=()),
            Column(_("Standing"), "standing", by_default=False, sort=()),
            Column(_("Edition"), "edition", by_default=False, sort=()),
            Column(_("Translated by"), "translated_by", by_default=False, sort=()),
            Column(_("Entered"), "entered_at", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        words = dict(Use.CHOICES)
        return queryset.annotate(
            standing=Case(
                When(set_aside_at__isnull=False, then=Value(str(words[Use.ASIDE]))),
                When(
                    withdrawn_at__isnull=False,
                    then=Value(str(words[Use.WITHDRAWN])),
                ),
                default=Value(""),
                output_field=CharField(),
            )
        )


class MemoryPairStep(StepPage):
    """A pair is taken out of matching, or put back."""

    model = MemoryPair
    permission_required = "translations.change_memorypair"


class MemoryPairSetAside(MemoryPairStep):
    step = staticmethod(workflow.set_aside)
    verb = "set_aside"
    label = gettext_lazy("Set aside")
    success_message = gettext_lazy("It is offered to nobody any more.")
    form_class = SetAsideForm

    @classmethod
    def is_open(cls, record, user):
        return record.set_aside_at is None

    def why_not(self):
        return _("It is set aside already.")


class MemoryPairPutBack(MemoryPairStep):
    step = staticmethod(workflow.put_back)
    verb = "put_back"
    label = gettext_lazy("Put back")
    success_message = gettext_lazy("It is offered again.")

    @classmethod
    def is_open(cls, record, user):
        return record.set_aside_at is not None

    def why_not(self):
        return _("It matches already.")


class MemoryPairDetail(DetailPage):
    model = MemoryPair
    steps = (MemoryPairPutBack, MemoryPairSetAside)

    def get_queryset(self):
        return MemoryPair.objects.select_related("circle", "set_aside_by")

    def get_title(self):
        return _("A pair of the memory")

    def get_trail(self):
        return [
            (_("Translations"), reverse("translation-list")),
            (_("Translation memory"), reverse("memorypair-list")),
        ]

    def may(self, verb):
        """Nobody edits one: it is what an edition or a file said."""
        return verb != "change" and super().may(verb)

    def badges(self):
        pair = self.record
        colour = COLOURS[pair.grade]
        badges = [{"text": pair.get_grade_display(), "colour": colour}]
        words = dict(Use.CHOICES)
        if pair.set_aside_at:
            badges.append({"text": words[Use.ASIDE], "colour": "amber"})
        if pair.withdrawn_at:
            badges.append({"text": words[Use.WITHDRAWN], "colour": "secondary"})
        return badges

    def facts(self):
        pair = self.record
        return [
            (_("Symbol"), pair.symbol, None),
            (_("Title"), pair.title, None),
            (_("Issued by"), pair.issuer, None),
            (_("Edition"), pair.edition, None),
            (_("Translated by"), pair.translated_by, None),
            (_("Entered"), short_moment(pair.entered_at), None),
        ]

    def get_context_data(self, **context):
        pair = self.record
        sections = [
            {
                "title": pair.get_source_language_display(),
                "text": pair.source,
                "lang": pair.source_language,
            },
            {
                "title": pair.get_target_language_display(),
                "text": pair.target,
                "lang": pair.target_language,
            },
        ]
        if pair.set_aside_at:
            words = _("Set aside by %(name)s, %(moment)s") % {
                "name": pair.set_aside_by,
                "moment": short_moment(pair.set_aside_at),
            }
            sections.insert(0, {"title": words, "text": pair.set_aside_because})
        return super().get_context_data(sections=sections, **context)
