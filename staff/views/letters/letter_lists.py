"""What letters rest on: templates, legal labels, professional days; and the gaps."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from engagements.contacts.models import ProfessionalDay
from engagements.letters.filters import LetterTemplateFilter
from engagements.letters.forms import (
    LegalLabelForm,
    LetterTemplateForm,
    ProfessionalDayForm,
)
from engagements.letters.letter_fields import FIELDS
from engagements.letters.models import LegalLabel, LetterTemplate
from engagements.letters.register_gaps import gaps
from officials.institutions.models.institutions import in_reader_language
from officials.security.models import Circle
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    DetailPage,
    EditPage,
    FormPage,
    ListPage,
    Page,
    UpdatePage,
)
from staff.views.letters.letters import LETTER_COLOURS, TRAIL


class OfLetters:
    """A page that stands below the letters."""

    def get_trail(self):
        return [(label, reverse(name)) for label, name in TRAIL]


class LetterTemplateList(OfLetters, ListPage):
    queryset = LetterTemplate.objects.all()
    filterset_class = LetterTemplateFilter
    searchable = False
    add_label = gettext_lazy("New template")
    empty_text = gettext_lazy("No template matches.")

    @property
    def columns(self):
        return (
            Column(pgettext("of a thing", "Name"), "name", link=True),
            Column(_("Occasion"), "occasion"),
            Column(_("Language"), "language"),
            Column(_("Rank"), "rank", numeric=True),
            Column(_("Retired"), "retired"),
        )


class LetterTemplateDetail(OfLetters, DetailPage):
    model = LetterTemplate

    def get_queryset(self):
        return LetterTemplate.objects.select_related("circle")

    def badges(self):
        return [{"text": _("Retired")}] if self.record.retired else []

    def facts(self):
        template = self.record
        return [
            (_("Occasion"), template.get_occasion_display(), None),
            (_("Language"), template.get_language_display(), None),
            (_("Rank"), template.rank or _("any"), None),
        ]

    def get_context_data(self, **context):
        template = self.record
        lang = {"lang": template.language}
        sections = [
            {"title": _("Subject"), "text": template.subject, **lang},
            {"title": _("Text"), "text": template.body, **lang},
        ]
        return super().get_context_data(sections=sections, **context)


class WithFields:
    """A form that says which fields there are."""

    def get_context_data(self, **context):
        field_names = ", ".join(f"{{{{ {name} }}}}" for name in FIELDS)
        intro = _("Fields that are filled in: %(known)s.") % {"known": field_names}
        return super().get_context_data(intro=intro, **context)


class LetterTemplateAdd(WithFields, CreatePage):
    model = LetterTemplate
    form_class = LetterTemplateForm
    title = gettext_lazy("New template")


class LetterTemplateEdit(WithFields, UpdatePage):
    model = LetterTemplate
    form_class = LetterTemplateForm


class LegalLabelList(OfLetters, ListPage):
    queryset = LegalLabel.objects.all()
    searchable = False
    add_label = gettext_lazy("New legal label")
    empty_text = gettext_lazy("No label is on record.")

    @property
    def columns(self):
        return (
            Column(pgettext("of a thing", "Name"), "name", link=True),
            Column(_("Obligatory for"), "binds"),
            Column(_("From"), "since"),
            Column(_("Until"), "until"),
        )


class LegalLabelDetail(OfLetters, DetailPage):
    model = LegalLabel

    def get_queryset(self):
        return LegalLabel.objects.select_related("circle")

    def facts(self):
        label = self.record
        return [
            (_("Obligatory for"), label.get_binds_display(), None),
            (_("From"), label.since, None),
            (_("Until"), label.until or _("no end is set"), None),
        ]

    def get_context_data(self, **context):
        label = self.record
        sections = [
            {"title": _("Text in Russian"), "text": label.text_ru, "lang": "ru"},
            {"title": _("Text in English"), "text": label.text_en, "lang": "en"},
        ]
        return super().get_context_data(sections=sections, **context)


class LegalLabelAdd(CreatePage):
    model = LegalLabel
    form_class = LegalLabelForm
    title = gettext_lazy("New legal label")


class LegalLabelEdit(UpdatePage):
    model = LegalLabel
    form_class = LegalLabelForm


class ProfessionalDayList(OfLetters, ListPage):
    queryset = ProfessionalDay.objects.all()
    searchable = False
    add_label = gettext_lazy("New professional day")

    def get_queryset(self):
        """A list for all to read: no day is a record of anybody."""
        return self.queryset.all()

    @property
    def columns(self):
        return (
            Column(pgettext("of a thing", "Name"), "label", link=True),
            Column(_("Month"), "month", numeric=True),
            Column(_("Day"), "day", numeric=True),
            Column(_("Which one of the month"), "nth", numeric=True),
            Column(_("Weekday"), "weekday"),
            Column(_("Institutions"), "kind"),
        )

    def annotate(self, queryset):
        return queryset.annotate(label=in_reader_language("name", "name_ru"))

    def row_url(self, record):
        if not self.may("change"):
            return None
        return reverse("professionalday-edit", args=[record["pk"]])


class ProfessionalDayForms(OfLetters):
    """A day that is new, or put right."""

    model = ProfessionalDay
    form_class = ProfessionalDayForm

    def get_trail(self):
        above = (_("Professional days"), reverse("professionalday-list"))
        return [*super().get_trail(), above]

    def finish(self, form):
        super().finish(form)
        return HttpResponseRedirect(reverse("professionalday-list"))

    def get_success_url(self):
        return reverse("professionalday-list")


class ProfessionalDayAdd(ProfessionalDayForms, FormPage):
    permission_required = "engagements.add_professionalday"
    title = gettext_lazy("New professional day")


class ProfessionalDayEdit(ProfessionalDayForms, EditPage):
    permission_required = "engagements.change_professionalday"

    def get_title(self):
        return str(self.record)

    def get_record(self):
        return get_object_or_404(ProfessionalDay, pk=self.kwargs["pk"])


class LetterGaps(OfLetters, Page):
    """The numbers under which no letter stands, series by series, and why."""

    template_name = "engagements/letters/letter_gaps.html"
    title = gettext_lazy("Gaps in the register")
    permission_required = "engagements.view_letter"

    def get_context_data(self, **context):
        user = self.request.user
        mine = set(Circle.objects.open_to(user).values_list("pk", flat=True))
        series = {}
        for each, number, letter in gaps(user):
            series.setdefault(each, []).append(row_of(each, number, letter))
        groups = [
            {"title": titled(each, mine), "rows": rows} for each, rows in series.items()
        ]
        return super().get_context_data(groups=groups, **context)


def titled(series, mine):
    """“out 2026, Prison reform”."""
    if series.circle.everyone or series.circle_id not in mine:
        return str(series)
    return f"{series}, {series.circle}"


def row_of(series, number, letter):
    """A gap as a row: the cancelled letter, or that it is elsewhere."""
    plain = f"{number}/{series.year}"
    if letter is None:
        return {"title": plain, "detail": _("It was moved to another circle.")}
    return {
        "title": plain,
        "url": address(letter),
        "detail": letter.reason,
        "state_label": letter.get_state_display(),
        "colour": LETTER_COLOURS[letter.state],
    }
