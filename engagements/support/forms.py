"""Forms of support: what was asked, promised and answered; plans, offers, markers."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import OutreachAction
from engagements.support.models import (
    MarkerIdea,
    MarkerJudgement,
    Offer,
    ProgressMarker,
    SupportPlan,
    SupportRequest,
)
from exchanges.models import Exchange
from officials.days import DayField, that_has_come
from officials.forms import RecordForm
from officials.names.choice import ChooseOne
from translations.jobs.models import Translation


def some_lines(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class SupportRequestForm(RecordForm):
    """What they asked, and when; who answers it until when is said later."""

    folded = ("institution", "document", "heard_in", "circle")

    class Meta:
        model = SupportRequest
        fields = [
            "official",
            "asked",
            "kind",
            "received_on",
            "due_on",
            "institution",
            "document",
            "heard_in",
            "circle",
        ]
        field_classes = {
            "official": ChooseOne,
            "institution": ChooseOne,
            "document": ChooseOne,
            "heard_in": ChooseOne,
        }
        widgets = {"asked": some_lines()}

    def clean_received_on(self):
        return that_has_come(self.cleaned_data["received_on"])

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.recorded_by = self.user
        return super().save(commit)


class PromiseForm(forms.Form):
    """Who sees to it, and until when."""

    promised_by = forms.ModelChoiceField(
        label=_("Who promised it"),
        queryset=get_user_model().objects.filter(is_active=True, is_external=False),
        required=False,
        empty_label=_("I did"),
    )
    promised_on = DayField(
        label=_("Promised on"),
        initial=timezone.localdate,
    )
    due_on = DayField(label=_("Due"), required=False)


class AnswerForm(RecordForm):
    """What was given: something of ours, or words, or both."""

    answered_on = DayField(label=_("Answered on"), initial=timezone.localdate)
    translation = ChooseOne(
        label=_("With a translation"),
        queryset=Translation.objects.all(),
        required=False,
        help_text=_("A published one: type a part of the title or the symbol."),
    )
    exchange = ChooseOne(
        label=_("With an exchange"), queryset=Exchange.objects.all(), required=False
    )
    action = ChooseOne(
        label=_("In which action"),
        queryset=OutreachAction.objects.all(),
        required=False,
    )
    answer = forms.CharField(
        label=_("In words"), required=False, widget=some_lines(), max_length=5000
    )

    class Meta:
        model = SupportRequest
        fields = ()

    def clean_answered_on(self):
        return that_has_come(self.cleaned_data["answered_on"])


class SupportPlanForm(RecordForm):
    """Their yes first: the day and the words; then what they need."""

    folded = ("exit", "circle")

    class Meta:
        model = SupportPlan
        fields = [
            "opted_in_on",
            "in_their_words",
            "needs",
            "rhythm_days",
            "contact",
            "review_on",
            "exit",
            "circle",
        ]
        widgets = {
            "in_their_words": some_lines(),
            "needs": some_lines(),
            "exit": some_lines(2),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = self.fields["contact"].queryset
        self.fields["contact"].queryset = people.filter(is_external=False)

    def clean_opted_in_on(self):
        return that_has_come(self.cleaned_data["opted_in_on"])

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.written_by = self.user
        return super().save(commit)


class OfferForm(RecordForm):
    """What was offered, when, and what they said; one thing at a time."""

    folded = ("action", "circle")

    class Meta:
        model = Offer
        fields = [
            "edition",
            "exchange",
            "offered_on",
            "answer",
            "words",
            "action",
            "circle",
        ]
        field_classes = {
            "edition": ChooseOne,
            "exchange": ChooseOne,
            "action": ChooseOne,
        }

    def clean_offered_on(self):
        return that_has_come(self.cleaned_data["offered_on"])

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.offered_by = self.user
        return super().save(commit)


class ChangeOfferForm(OfferForm):
    """What they said to it; the thing that was offered stays."""

    class Meta(OfferForm.Meta):
        fields = ["answer", "words", "offered_on", "action", "circle"]


class ProgressMarkerForm(RecordForm):
    """A marker in one's own words, or one of the library."""

    folded = ("circle",)

    class Meta:
        model = ProgressMarker
        fields = ["idea", "level", "text", "circle"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["idea"].queryset = MarkerIdea.objects.filter(offered=True)
        self.fields["idea"].label_from_instance = in_full
        self.fields["level"].required = self.fields["text"].required = False
        self.fields["level"].help_text = _("Of a marker of the library: as it says.")

    def clean(self):
        """What is left empty is taken from the library."""
        cleaned, idea = super().clean(), self.cleaned_data.get("idea")
        for name in ("level", "text"):
            if not cleaned.get(name) and idea:
                cleaned[name] = str(idea) if name == "text" else idea.level
            if not cleaned.get(name) and name not in self.errors:
                sentence = _("Choose a marker of the library, or write your own.")
                self.add_error(name, sentence)
        return cleaned

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.set_by = self.user
        return super().save(commit)


class ChangeMarkerForm(RecordForm):
    """The wording and the level, put right."""

    class Meta:
        model = ProgressMarker
        fields = ["level", "text", "circle"]


def in_full(idea):
    """“Like to see: invites us to comment on a draft”."""
    return f"{idea.get_level_display()}: {idea}"


class MarkerJudgementForm(RecordForm):
    """How much of it was seen by a day, and what shows it."""

    folded = ("note", "action")

    class Meta:
        model = MarkerJudgement
        fields = ["degree", "words", "judged_on", "note", "action"]
        field_classes = {"note": ChooseOne, "action": ChooseOne}
        widgets = {"words": some_lines(), "degree": forms.RadioSelect}

    def clean_judged_on(self):
        return that_has_come(self.cleaned_data["judged_on"])

    def save(self, commit=True):
        self.instance.judged_by = self.user
        return super().save(commit)


class MarkerIdeaForm(forms.ModelForm):
    """A marker of the library, in two languages."""

    class Meta:
        model = MarkerIdea
        fields = ["level", "text", "text_ru", "theme", "offered"]
        error_messages = {"text": {"unique": _("This marker is there already.")}}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = self.fields["theme"].queryset.offered()
