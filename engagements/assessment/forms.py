"""Forms of assessments, of the second one, and of places on the spectrum."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from engagements.assessment.grounds import RESTS_ON_NOTHING
from engagements.assessment.models import Assessment, Score, SpectrumPlace
from engagements.assessment.scales import UNKNOWN, WORDS
from engagements.assessment.workflow import Given, assess, correct, place
from engagements.monitoring.models import Note
from officials.days import that_has_come
from officials.forms import RecordForm
from officials.names.choice import ChooseMany, valid_keys

OFFERED = 30  # notes about this official that can be ticked, the latest first
NOT_THERE = _("Choose notes that you see: one of these is not there for you.")


class NotesOfScore(forms.ModelMultipleChoiceField):
    """The notes that a score rests on, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": NOT_THERE}

    def clean(self, value):
        if len(valid_keys(value)) != len(value or []):
            raise forms.ValidationError(NOT_THERE)
        return super().clean(value)


class AssessmentForm(RecordForm):
    """Words first, then five axes: a score, why, and the notes it rests on."""

    folded = ("more_notes", "assessed_on", "circle")

    more_notes = ChooseMany(
        label=_("Other notes"),
        queryset=Note.objects.all(),
        required=False,
        help_text=_("Found by typing; then tick them under the score they speak for."),
    )

    class Meta:
        model = Assessment
        fields = ["summary", "confidence", "more_notes", "assessed_on", "circle"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, former=None, second=None, **kwargs):
        """`former` is the assessment that this one replaces, `second` the request."""
        super().__init__(*args, **kwargs)
        self.former, self.second = former, second
        if former or second or not self.instance._state.adding:
            self.fields.pop("circle", None)
        assessment = None if self.instance._state.adding else self.instance
        self.add_axes(self.said_in(assessment or former))

    def said_in(self, assessment):
        """{axis: (value, reason, notes)} that the form begins with."""
        if assessment is None:
            return {}
        scores = assessment.scores.prefetch_related("evidence__note")
        return {
            score.axis: (
                score.value,
                score.reason,
                [e.note for e in score.evidence.all()],
            )
            for score in scores
        }

    def add_axes(self, answers):
        notes = self.offered(
            [n.pk for _v, _r, those in answers.values() for n in those]
        )
        boxes = [(note.pk, f"{note.happened_on}: {note}") for note in notes]
        visible_notes = Note.objects.in_circles_of(self.user).select_related("circle")
        for axis, label in Score.Axis.choices:
            value, reason, rests_on = answers.get(axis, ("", "", []))
            self.fields[axis] = forms.TypedChoiceField(
                label=label,
                choices=[("", UNKNOWN), *WORDS[axis].items()],
                coerce=int,
                empty_value=None,
                required=False,
                initial=value,
                widget=forms.RadioSelect,
            )
            self.fields[f"{axis}_reason"] = forms.CharField(
                label=format_lazy(_("{axis}: why"), axis=label),
                max_length=300,
                required=False,
                initial=reason,
            )
            field = NotesOfScore(
                label=format_lazy(_("{axis}: notes it rests on"), axis=label),
                queryset=visible_notes,
                required=False,
                initial=[note.pk for note in rests_on],
            )
            field.widget.choices = boxes
            self.fields[f"{axis}_notes"] = field

    def offered(self, note_keys):
        """The latest notes about this person that the writer sees, and those named."""
        notes = Note.objects.in_circles_of(self.user)
        latest = notes.filter(mentions__official=self.instance.official_id)
        keys = list(latest.values_list("pk", flat=True)[:OFFERED])
        named = [*note_keys]
        if self.is_bound:
            for name in ("more_notes", *(f"{axis}_notes" for axis in Score.Axis)):
                named += valid_keys(self.data.getlist(name)[:OFFERED])
        return notes.filter(Q(pk__in=keys) | Q(pk__in=named))

    def axes(self):
        """What the page shows of each axis: three fields, and how many are ticked."""
        for axis, label in Score.Axis.choices:
            notes = self[f"{axis}_notes"]
            yield {
                "name": axis,
                "label": label,
                "score": self[axis],
                "reason": self[f"{axis}_reason"],
                "notes": notes,
                "ticked": len(notes.value() or []),
                "offered": len(notes.field.widget.choices),
            }

    def clean_assessed_on(self):
        return that_has_come(self.cleaned_data["assessed_on"])

    def clean(self):
        cleaned = super().clean()
        ticked = set()
        for axis in Score.Axis:
            notes, reason = cleaned.get(f"{axis}_notes"), cleaned.get(f"{axis}_reason")
            ticked |= {note.pk for note in notes or ()}
            if {axis, f"{axis}_notes", f"{axis}_reason"} & self.errors.keys():
                continue
            if cleaned.get(axis) and not (notes or reason):
                self.add_error(f"{axis}_reason", RESTS_ON_NOTHING)
            if not cleaned.get(axis) and (notes or reason):
                self.add_error(
                    axis, _("Choose a score, or leave out the reason and the notes.")
                )
        self.ask_for_ticks(ticked)
        if not self.errors and not any(cleaned.get(axis) for axis in Score.Axis):
            self.add_error(
                None,
                _("Five times unknown is no assessment: give at least one score."),
            )
        return cleaned

    def ask_for_ticks(self, ticked):
        """A note that was found by typing still has to be ticked under a score."""
        more = self.cleaned_data.get("more_notes") or ()
        if unticked_notes := [note for note in more if note.pk not in ticked]:
            for axis in Score.Axis:
                widget = self.fields[f"{axis}_notes"].widget
                offered_keys = {key for key, _label in widget.choices}
                widget.choices = [
                    *(
                        (n.pk, f"{n.happened_on}: {n}")
                        for n in unticked_notes
                        if n.pk not in offered_keys
                    ),
                    *widget.choices,
                ]
            self.add_error(
                "more_notes", _("Now tick it under the score that rests on it.")
            )

    def _post_clean(self):
        super()._post_clean()
        for axis in Score.Axis:
            for note in self.cleaned_data.get(f"{axis}_notes") or ():
                self.check_circle(f"{axis}_notes", note)

    def save(self, commit=True):
        cleaned, instance = self.cleaned_data, self.instance
        scores_by_axis = {
            axis: Given(
                cleaned[axis],
                cleaned[f"{axis}_reason"],
                tuple(cleaned[f"{axis}_notes"]),
            )
            for axis in Score.Axis.values
            if cleaned[axis]
        }
        details = {
            name: cleaned[name] for name in ("summary", "confidence", "assessed_on")
        }
        if not instance._state.adding:
            return correct(instance, by=self.user, scores=scores_by_axis, **details)
        return assess(
            instance.official,
            by=self.user,
            scores=scores_by_axis,
            supersedes=self.former,
            review=self.second,
            pk=instance.pk,
            circle=instance.circle,
            **details,
        )


class SecondForm(forms.Form):
    """Whom we ask for a second assessment."""

    asked_of = forms.ModelChoiceField(
        label=_("Whom we ask"),
        queryset=get_user_model().objects.none(),
        help_text=_("They see that one is wanted, and not what yours says."),
    )
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Nothing of what you think of the person: they are to judge alone."
        ),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_of"].queryset = people


class ReconcileForm(forms.Form):
    """What two assessors agreed on."""

    text = forms.CharField(
        label=_("What we agreed on"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What each of you knew that the other did not, and what stands."),
    )


class SpectrumPlaceForm(RecordForm):
    """Where somebody stands among five segments, and the one step we hope for."""

    folded = ("placed_on", "circle")

    class Meta:
        model = SpectrumPlace
        fields = ["segment", "goal", "reason", "placed_on", "circle"]
        widgets = {"segment": forms.RadioSelect, "goal": forms.RadioSelect}
        help_texts = {"goal": _("The same place, or one step away.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("segment", "goal"):
            self.fields[name].choices = SpectrumPlace.Segment.choices
        self.initial["placed_on"] = timezone.localdate()

    def clean_placed_on(self):
        return that_has_come(self.cleaned_data["placed_on"])

    def save(self, commit=True):
        placed = self.instance
        return place(
            placed.official,
            by=self.user,
            pk=placed.pk,
            circle=placed.circle,
            placed_on=placed.placed_on,
            segment=placed.segment,
            goal=placed.goal,
            reason=placed.reason,
        )
