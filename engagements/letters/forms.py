"""Forms of letters, their templates and labels, greetings and disclosures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.contacts.gate_forms import (
    PAST_THE_GATE,
    WORDS_OF_THE_GATE,
    PastTheGate,
)
from engagements.contacts.models import ProfessionalDay
from engagements.letters import workflow
from engagements.letters.addressees import AsksWhomItMeans
from engagements.letters.courtesies import Greeting
from engagements.letters.models import Disclosure, LegalLabel, Letter, LetterTemplate
from engagements.monitoring.forms import digest_of
from officials.days import DayField, that_has_come
from officials.forms import CheckedForm, RecordForm
from officials.names.choice import ChooseOne

OCCASIONS = [("", _("— choose by hand, or write —")), *LetterTemplate.Occasion.choices]


def several_lines(rows):
    return forms.Textarea(attrs={"rows": rows})


def why_other_year_field():
    """Why the number is of another year than this; managers may say so."""
    return forms.CharField(
        label=_("A number of another year: why"),
        required=False,
        max_length=300,
        help_text=_(
            "Managers only. Empty: a number of this year, whatever the day is."
        ),
    )


class LetterForm(AsksWhomItMeans, PastTheGate, RecordForm):
    """A letter that goes out; a template fills what is left empty."""

    folded = (
        "template",
        "addressee",
        "salutation",
        "label",
        "dated_on",
        "circle",
    )
    field_order = (
        "addressee_is",
        "official",
        "institution",
        "language",
        "occasion",
        "subject",
        "body",
    )

    occasion = forms.ChoiceField(
        label=_("Occasion"),
        choices=OCCASIONS,
        required=False,
        help_text=_(
            "Leave the text empty, and the template for this occasion, the language "
            "and the rank of the post fills it."
        ),
    )

    class Meta:
        model = Letter
        fields = [
            "official",
            "institution",
            "language",
            "subject",
            "body",
            "signatory",
            "template",
            "addressee",
            "salutation",
            "label",
            "dated_on",
            *PAST_THE_GATE,
            "circle",
        ]
        labels = WORDS_OF_THE_GATE
        field_classes = {
            "official": ChooseOne,
            "institution": ChooseOne,
            "answers": ChooseOne,
        }
        widgets = {
            "body": several_lines(12),
            "addressee": several_lines(4),
            "label": several_lines(3),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].required = False
        template = self.fields["template"]
        template.queryset = template.queryset.in_use()
        if not self.instance._state.adding:
            del self.fields["occasion"]

    def save(self, commit=True):
        occasion = self.cleaned_data.get("occasion", "")
        return workflow.write(self.instance, by=self.user, occasion=occasion)


class Scanned(RecordForm):
    """A form with the scan of a letter, the digest of which is kept with it."""

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload is False:
            self.instance.sha256 = ""
        elif upload and "file" in self.changed_data:
            self.instance.sha256 = digest_of(upload)
        return upload


class IncomingForm(Scanned):
    """A letter that came in, to be registered."""

    folded = ("body", "addressee", "language", "why_other_year", "circle")
    field_order = (
        "official",
        "institution",
        "subject",
        "their_number",
        "dated_on",
        "received_on",
    )

    # No field of the model's: it counts only once the letter is one that came in.
    received_on = DayField(
        label=_("Received on"),
        initial=timezone.localdate,
    )

    why_other_year = why_other_year_field()

    class Meta:
        model = Letter
        fields = [
            "official",
            "institution",
            "subject",
            "their_number",
            "dated_on",
            "method",
            "answers",
            "file",
            "body",
            "addressee",
            "language",
            "circle",
        ]
        field_classes = {
            "official": ChooseOne,
            "institution": ChooseOne,
            "answers": ChooseOne,
        }
        widgets = {"body": several_lines(6), "addressee": several_lines(3)}
        labels = {
            "method": _("How it came"),
            "addressee": _("From whom, as written"),
            "body": _("What it says"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.number:
            for name in ("received_on", "answers", "why_other_year"):
                del self.fields[name]

    def clean_received_on(self):
        return that_has_come(self.cleaned_data["received_on"])

    def save(self, commit=True):
        if self.instance.number:
            return super().save(commit)
        self.instance.received_on = self.cleaned_data["received_on"]
        return workflow.register_incoming(
            self.instance,
            by=self.user,
            why_other_year=self.cleaned_data["why_other_year"],
        )


class ScanForm(Scanned):
    """The scan of a letter that went out: nothing else of it changes any more."""

    class Meta:
        model = Letter
        fields = ["file"]


class DispatchForm(forms.Form):
    """How and when it went."""

    method = forms.ChoiceField(
        label=pgettext_lazy("letter", "How"), choices=Letter.Method
    )
    dispatched_on = DayField(
        label=_("When"),
        initial=timezone.localdate,
    )
    why_other_year = why_other_year_field()


class LetterTemplateForm(RecordForm):
    """A template; a field that no letter has is refused by name."""

    folded = ("retired", "circle")

    class Meta:
        model = LetterTemplate
        fields = [
            "name",
            "occasion",
            "language",
            "rank",
            "subject",
            "body",
            "retired",
            "circle",
        ]
        widgets = {"body": several_lines(14)}


class LegalLabelForm(RecordForm):
    class Meta:
        model = LegalLabel
        fields = ["name", "binds", "text_ru", "text_en", "since", "until", "circle"]
        widgets = {"text_ru": several_lines(4), "text_en": several_lines(4)}


class DisclosureForm(RecordForm):
    """What an authority asks for: both ends of the range, and by what law."""

    class Meta:
        model = Disclosure
        fields = ["authority", "legal_basis", "since", "until", "language", "circle"]
        widgets = {"legal_basis": several_lines(3)}
        error_messages = {
            "since": {"required": _("Say from which day: a range has a beginning.")},
            "until": {"required": _("Say until which day: a range has an end.")},
        }

    def clean_until(self):
        return that_has_come(self.cleaned_data["until"])


class ProfessionalDayForm(CheckedForm):
    checks_new = True

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    class Meta:
        model = ProfessionalDay
        fields = ["name", "name_ru", "month", "day", "nth", "weekday", "kind"]


class GreetingForm(forms.Form):
    """One greeting to a chosen list: from which template, for which day, signed by."""

    template = forms.ModelChoiceField(
        label=_("Template"),
        queryset=LetterTemplate.objects.none(),
        required=False,
        empty_label=_("As fits each: by language and rank"),
    )
    day = DayField(
        label=_("For the day"),
        initial=timezone.localdate,
        help_text=_("Each becomes a planned action of that day."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        templates = LetterTemplate.objects.in_circles_of(user).in_use()
        self.fields["template"].queryset = templates.filter(
            occasion=LetterTemplate.Occasion.CONGRATULATION
        )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("That day is over: choose one to come."))
        return day

    @property
    def greeting(self):
        answers = self.cleaned_data
        return Greeting(answers["template"], answers["day"], self.user)
