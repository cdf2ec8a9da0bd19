"""Pages of letters: the register, the letter, and what is written into it."""

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from engagements.approach import respect_check
from engagements.letters import workflow
from engagements.letters.filters import LetterFilter
from engagements.letters.forms import IncomingForm, LetterForm, ScanForm
from engagements.letters.models import LegalLabel, Letter
from engagements.letters.models.letters import Direction
from engagements.relationships.models import Relationship
from officials.institutions.models import Institution
from officials.institutions.models.institutions import in_reader_language
from officials.names.choice import valid_keys
from officials.people.models import Official
from officials.security.models import Circle
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, DetailPage, ListPage, UpdatePage
from staff.phrases import days_ago, in_words
from staff.views.approach.gate_block import Gated, gate_of_form
from staff.views.desk.lines import Line
from staff.views.letters import letter_steps as steps

MOST = 50  # letters on the desk
State = Letter.State
LETTER_COLOURS = {
    "draft": "secondary",
    "ready": "blue",
    "dispatched": "purple",
    "received": "amber",
    "answered": "green",
    "cancelled": "secondary",
}
TRAIL = (
    (gettext_lazy("Engagement"), "action-list"),
    (gettext_lazy("Letters"), "letter-list"),
)


def shown_number(user):
    """“12/2026”, with the name of the circle of its series where `user` may know it."""
    mine = Circle.objects.open_to(user).filter(everyone=False)
    number = Concat(Cast("number", CharField()), Value("/"), Cast("year", CharField()))
    number_and_circle = Concat(number, Value(" · "), F("series_circle__name"))
    return Case(
        When(number=None, then=Value("")),
        When(series_circle__in=mine, then=number_and_circle),
        default=number,
        output_field=CharField(),
    )


class LetterList(ListPage):
    """The register: letters that went out and came in, drafts on top."""

    queryset = Letter.objects.all()
    filterset_class = LetterFilter
    add_label = gettext_lazy("Write a letter")
    links = (
        (gettext_lazy("Register one that came in"), "letter-incoming",
         "engagements.add_letter"),
        (gettext_lazy("Gaps"), "letter-gaps", "engagements.view_letter"),
        (gettext_lazy("Templates"), "lettertemplate-list",
         "engagements.view_lettertemplate"),
        (gettext_lazy("Legal labels"), "legallabel-list",
         "engagements.view_legallabel"),
        (gettext_lazy("Disclosures"), "disclosure-list",
         "engagements.view_disclosure"),
        (gettext_lazy("Professional days"), "professionalday-list",
         "engagements.view_professionalday"),
    )  # fmt: skip
    default_sort = (F("year").desc(nulls_first=True), F("on").desc(), "-pk")
    empty_text = gettext_lazy("No letter matches.")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    @property
    def columns(self):
        return (
            Column(_("Number"), "shown_number", name="number", sort=("year", "number")),
            Column(_("Date"), "on"),
            Column(_("Direction"), "direction"),
            Column(_("Subject"), "subject", link=True),
            Column(_("Official"), "official_label", sort=("official__sort_name",)),
            Column(_("Institution"), "institution_label"),
            Column(_("State"), "state", colours=LETTER_COLOURS),
            Column(pgettext("letter", "How"), "method", by_default=False),
            Column(
                _("Addressee or sender"),
                "addressee",
                by_default=False,
                name="addressee",
            ),
            Column(_("Their number"), "their_number", by_default=False),
            Column(_("Date of the letter"), "dated_on", by_default=False),
            Column(_("Language"), "language", by_default=False),
            Column(_("Who signs"), "signatory__full_name", by_default=False),
            Column(_("It always goes, because"), "ground", by_default=False),
            Column(_("By which law or rule"), "ground_words", by_default=False),
        )

    def annotate(self, queryset):
        return queryset.annotate(
            shown_number=shown_number(self.request.user),
            on=Coalesce("dispatched_on", "received_on", "dated_on"),
            official_label=in_reader_language(
                "official__name", "official__native_name"
            ),
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            ),
        )


class LetterDetail(Gated, DetailPage):
    model = Letter
    template_name = "engagements/letters/letter_detail.html"
    goes_to = workflow.TO_WHOM
    let_go_step = steps.LetterLetGo
    steps = steps.STEPS

    def is_to_go(self):
        return self.record.state in (State.DRAFT, State.READY)

    def get_queryset(self):
        return Letter.objects.select_related(
            "official__circle",
            "institution",
            "circle",
            "signatory",
            "dispatched_by",
            "written_by",
            "let_go_by",
            "answers",
            "action",
            "template",
        ).annotate(shown_number=shown_number(self.request.user))

    def get_trail(self):
        return [(label, reverse(name)) for label, name in TRAIL]

    def get_title(self):
        return self.record.subject

    def badges(self):
        letter = self.record
        badges = [
            {
                "text": letter.get_state_display(),
                "colour": LETTER_COLOURS[letter.state],
            }
        ]
        if letter.state in (State.DRAFT, State.READY) and self.missing_labels():
            badges.append({"text": _("Label missing"), "colour": "red"})
        return badges

    def missing_labels(self):
        labels = LegalLabel.objects.visible_to(self.request.user)
        return list(labels.missing_in(self.record))

    def facts(self):
        letter = self.record
        file_url = address(letter, "file") if letter.file else None
        how, writer = pgettext("letter", "How"), _("Written by")
        if letter.direction == Direction.IN:
            how, writer = _("How it came"), _("Recorded by")
        linked = ("official", "institution", "answers", "action", "template")
        url = {name: linked_record and address(linked_record) for name, linked_record in
               ((name, getattr(letter, name)) for name in linked)}  # fmt: skip
        return [
            (_("Number"), letter.shown_number, None),
            (_("Direction"), letter.get_direction_display(), None),
            (_("Official"), letter.official, url["official"]),
            (_("Institution"), letter.institution, url["institution"]),
            (_("Date of the letter"), letter.dated_on, None),
            (_("Their number"), letter.their_number, None),
            (_("Received on"), letter.received_on, None),
            (how, letter.get_method_display(), None),
            (_("Dispatched on"), letter.dispatched_on, None),
            (_("Dispatched by"), letter.dispatched_by, None),
            (_("A number of another year: why"), letter.why_other_year, None),
            (_("Who signs"), letter.signatory, None),
            (_("Answers"), letter.answers, url["answers"]),
            (_("Action"), letter.action, url["action"]),
            (_("Template"), letter.template, url["template"]),
            (_("It always goes, because"), letter.get_ground_display(), None),
            (_("By which law or rule"), letter.ground_words, None),
            (_("Let go by"), letter.let_go_by, None),
            (_("Scan"), letter.file_name, file_url),
            (_("SHA-256"), letter.sha256, None),
            (writer, letter.written_by, None),
            (_("Why cancelled"), letter.reason, None),
        ]

    def menu(self):
        letter, menu = self.record, []
        if letter.direction == Direction.OUT:
            for verb, label in (
                ("docx", _("Word file")),
                ("pdf", _("PDF file")),
                ("envelope", _("Envelope (PDF)")),
            ):
                menu.append({"label": label, "url": address(letter, verb)})
        elif self.may("add") and letter.state in (State.RECEIVED, State.ANSWERED):
            url = f"{reverse('letter-add')}?answers={letter.pk}"
            menu.append({"label": _("Answer it"), "url": url})
        return menu

    def get_context_data(self, **context):
        letter = self.record
        begins = "" if letter.salutation in letter.body else letter.salutation
        text = "\n\n".join(filter(None, [begins, letter.body]))
        who = _("From whom") if letter.direction == Direction.IN else _("Addressee")
        sections = [
            {"title": who, "text": letter.addressee, "lang": letter.language},
            {
                "title": _("Text"),
                "text": text,
                "lang": letter.language,
                "empty_text": _("Nothing is written."),
            },
        ]
        if letter.label:
            label_text = {"text": letter.label, "lang": letter.language}
            sections.append({"title": _("Legal label"), **label_text})
        if answers := self.answers():
            sections.append(
                {"title": pgettext("letter", "Answered by"), "rows": answers}
            )
        if letter.direction == Direction.OUT and letter.state == letter.State.DRAFT:
            context["warnings"] = respect_check.warnings(letter.body, letter.language)
        return super().get_context_data(sections=sections, **context)

    def answers(self):
        answers = self.record.answered_by.visible_to(self.request.user)
        return [
            {
                "title": str(each),
                "url": address(each),
                "on": in_words(each.on),
                "state_label": each.get_state_display(),
                "colour": LETTER_COLOURS[each.state],
            }
            for each in answers
        ]


class AboutALetter(CreatePage):
    """A new letter about the official, institution or letter in the address."""

    model = Letter

    def get_trail(self):
        return [(label, reverse(name)) for label, name in TRAIL]

    def record_in_address(self, model):
        """The record of `model` that the address names, as the person may see it."""
        key = self.request.GET.get(model._meta.model_name, "")
        if model is Letter:
            key = self.request.GET.get("answers", "")
        records = model.objects.in_circles_of(self.request.user)
        return records.filter(pk__in=valid_keys([key])).first()

    def get_form_kwargs(self):
        answered_letter = self.record_in_address(Letter)
        official = self.record_in_address(Official) or (
            answered_letter and answered_letter.official
        )
        institution = self.record_in_address(Institution) or (
            answered_letter and answered_letter.institution
        )
        letter = self.new_letter()
        whole = answered_letter or official or institution
        if whole:
            letter.circle = whole.circle
        initial = {
            "occasion": self.request.GET.get("occasion", ""),
            "official": official and official.pk,
            "institution": institution and institution.pk,
            "answers": answered_letter and answered_letter.pk,
        }
        return {**super().get_form_kwargs(), "instance": letter, "initial": initial}


class BeforeTheGate:
    """A form of a letter that is to go: the gate shows above it while it is closed."""

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        form = context["form"]
        if isinstance(form, LetterForm):
            context["gate"] = gate_of_form(form, "official").rows
        return context


class LetterAdd(BeforeTheGate, AboutALetter):
    form_class = LetterForm
    title = gettext_lazy("Write a letter")

    def new_letter(self):
        user = self.request.user
        return Letter(written_by=user, signatory=user)


class LetterIncoming(AboutALetter):
    form_class = IncomingForm
    title = gettext_lazy("Register a letter that came in")

    def new_letter(self):
        user = self.request.user
        return Letter(written_by=user)


class LetterEdit(BeforeTheGate, UpdatePage):
    """A draft as a whole; of what has a number, the scan, or what was registered."""

    model = Letter

    @property
    def form_class(self):
        if self.record.direction == Direction.IN:
            return IncomingForm
        return ScanForm if self.record.is_fixed else LetterForm


def lines_of(user):
    """Letters that came in and nobody has answered: of those I lead, and mine."""
    if not user.has_perm("engagements.view_letter"):
        return []
    relationships = Relationship.objects.visible_to(user).filter(lead=user)
    mine = Q(official__in=relationships.values("official")) | Q(written_by=user)
    letters = Letter.objects.visible_to(user).unanswered().filter(mine)
    return [
        Line(
            icon="mail-open",
            kind=_("Letter to answer"),
            title=each.subject,
            url=address(each),
            who=str(each.official or each.institution or each.addressee),
            when=days_ago(each.received_on),
        )
        for each in letters.select_related("official", "institution").order_by(
            "received_on", "pk"
        )[:MOST]
    ]
