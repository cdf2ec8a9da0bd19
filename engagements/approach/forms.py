"""The form of “Before we approach”, and the few words its steps ask for."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextField
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import Approach, RespectWord
from engagements.approach.respect_check import QUESTIONS
from engagements.approach.review_forms import AskForm
from engagements.approach.workflow import can_be_edited, lock, next_version
from engagements.monitoring.models import Recommendation
from engagements.relationships.models import Relationship
from officials.dates import short_date
from officials.days import DayField
from officials.forms import CheckedForm
from officials.names.choice import ChooseOne
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    Switch,
)
from officials.safeguards.models.safeguards import in_a_year
from officials.security.models import Circle

MOST_THREATS = 20


def several_lines(label, help_text="", rows=3):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


FINER_WIDGETS = {
    name: forms.Textarea(attrs={"rows": 2})
    for name in Approach.FINER
    if isinstance(Approach._meta.get_field(name), TextField)
}


class ThreatForm(forms.ModelForm):
    """One row of what could go wrong; an empty one is left out."""

    class Meta:
        model = ExposureThreat
        fields = ["what", "whom", "likelihood", "severity", "mitigation"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mitigation"].required = False
        for name in ("likelihood", "severity"):
            self.fields[name].widget.attrs |= {"min": 1, "max": 5}

    def clean(self):
        """Only what is hardly likely and a nuisance needs nothing done about it."""
        cleaned = super().clean()
        weight = (cleaned.get("likelihood") or 1) * (cleaned.get("severity") or 1)
        if weight > 1 and not cleaned.get("mitigation"):
            self.add_error("mitigation", _("Say what we do about it."))
        return cleaned


ThreatFormSet = forms.modelformset_factory(
    ExposureThreat,
    ThreatForm,
    extra=0,
    can_delete=True,
    max_num=MOST_THREATS,
    absolute_max=MOST_THREATS,
)


class BeforeForm(forms.Form):
    """Four answers and a decision, saved together; a draft may be incomplete.

    `approach` is the draft, or None for the first one of `official`.
    """

    why_this_person = several_lines(_("Why this person"))
    what_would_help = several_lines(_("What would help their work"))
    allegations = several_lines(
        _("What is known against them"),
        _("Where you looked; “nothing found” is an answer."),
    )
    sources = several_lines(_("Sources of that"), rows=2)
    decision = forms.ChoiceField(
        label=_("Decision"), choices=ConductCheck.Decision, widget=forms.RadioSelect
    )
    conditions = several_lines(
        _("Conditions"), _("On which we go on, where there are any."), rows=2
    )
    publicity = forms.ChoiceField(
        label=_("May they be named in public"), choices=ExposureRisk.Publicity
    )
    recommendation = ChooseOne(
        label=_("Recommendation to the State on which it rests"),
        queryset=Recommendation.objects.none(),
        required=False,
        help_text=_("A recommendation that it accepted: type a word of it."),
    )
    circle = forms.ModelChoiceField(
        label=_("Circle"),
        queryset=Circle.objects.none(),
        empty_label=None,
        help_text=_("Only the people of this circle see this record."),
    )

    def __init__(self, *args, user, official, approach=None, row=None, **kwargs):
        self.user, self.official, self.approach = user, official, approach
        kwargs.setdefault("initial", said_so_far(official, approach, row))
        super().__init__(*args, **kwargs)
        self.fields |= fields_for_model(
            Approach,
            Approach.FINER,
            widgets=FINER_WIDGETS,
            field_classes={"look_again_on": DayField},
        )
        if Switch.objects.is_on(Switch.Name.RECOMMENDATIONS):
            recommendations = Recommendation.objects.in_circles_of(user).accepted()
            self.fields["recommendation"].queryset = recommendations
        else:
            del self.fields["recommendation"]
        circles = Circle.objects.open_to(user)
        if not official.circle.everyone:
            circles = circles.filter(pk=official.circle_id)
        self.fields["circle"].queryset = circles
        if approach or circles.count() < 2:
            del self.fields["circle"]
        self.threats = self.rows_of_threats()

    @property
    def finer(self):
        """The fields that stand folded below the four answers."""
        return [self[name] for name in Approach.FINER]

    @property
    def finer_open(self):
        """Whether something is written, or amiss, in what is folded."""
        return any(field.errors or field.value() for field in self.finer)

    def clean_look_again_on(self):
        day = self.cleaned_data["look_again_on"]
        if day and "look_again_on" in self.changed_data and day < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return day

    def rows_of_threats(self):
        threats = ExposureThreat.objects.none()
        if self.approach and self.approach.exposure:
            threats = self.approach.exposure.threats.visible_to(self.user).order_by(
                "pk"
            )
        rows = ThreatFormSet(
            self.data if self.is_bound else None, queryset=threats, prefix="threat"
        )
        if not self.is_bound and not threats.exists():
            rows.extra = 1
        return rows

    def says_more(self):
        """Whether something is typed that the version at hand does not say."""
        threats_on_record = set(self.threats.queryset.values_list("what", flat=True))
        typed = {row["what"].value() for row in self.threats} - {"", None}
        return self.has_changed() or not typed <= threats_on_record

    def is_valid(self):
        if not self.threats.is_valid():
            self.add_error(None, _("Look at the rows of what could go wrong."))
        return super().is_valid()

    def clean(self):
        cleaned = super().clean()
        mitigate = ConductCheck.Decision.MITIGATE
        if cleaned.get("decision") == mitigate and not cleaned.get("conditions"):
            self.add_error("conditions", _("Write the conditions on which we go on."))
        return cleaned

    @transaction.atomic
    def save(self):
        """Writes the draft; ValidationError when a signature was asked meanwhile."""
        answers = self.cleaned_data
        approach = self.draft()
        approach.why_this_person = answers["why_this_person"]
        approach.what_would_help = answers["what_would_help"]
        for name in (*Approach.FINER, *answers.keys() & {"recommendation"}):
            setattr(approach, name, answers[name])
        same = {"official": self.official, "circle": approach.circle}
        conduct = approach.conduct or ConductCheck(**same)
        for name in ("allegations", "sources", "decision", "conditions"):
            setattr(conduct, name, answers[name])
        conduct.checked_by, conduct.checked_on = self.user, timezone.localdate()
        conduct.valid_until = in_a_year()
        exposure = approach.exposure or ExposureRisk(**same)
        exposure.publicity = answers["publicity"]
        exposure.written_by, exposure.written_at = self.user, timezone.now()
        for part in (conduct, exposure):
            part.full_clean(exclude=["allegations"])
            part.save()
        self.save_threats(exposure)
        approach.conduct, approach.exposure = conduct, exposure
        approach.full_clean()
        approach.save()
        return approach

    def draft(self):
        """The approach that this form fills: the one at hand, locked, or a new one."""
        if self.approach is None:
            circle = self.cleaned_data.get("circle") or self.official.circle
            return Approach(
                official=self.official,
                circle=circle,
                version=next_version(self.official, circle),
                written_by=self.user,
            )
        approach = lock(self.approach)
        if not can_be_edited(approach):
            raise ValidationError(
                _(
                    "What was asked to be signed stays as it is: take the request "
                    "back, or write a new version."
                )
            )
        return approach

    def save_threats(self, exposure):
        for threat in self.threats.save(commit=False):
            threat.exposure, threat.circle = exposure, exposure.circle
            threat.save()
        for gone in self.threats.deleted_objects:
            gone.delete()


def said_so_far(official, approach, row=None):
    """What the form begins with: the draft; or what a sheet and who signs said of
    somebody taken over (`row`), and the circle."""
    if approach is None:
        return {
            "why_this_person": sheet_words(row) if row else "",
            "decision": ConductCheck.Decision.PROCEED,
            "publicity": ExposureRisk.Publicity.UNKNOWN,
            "circle": row.circle_id if row else official.circle_id,
        }
    conduct = approach.conduct or ConductCheck()
    exposure = approach.exposure or ExposureRisk()
    return {
        "why_this_person": approach.why_this_person,
        "what_would_help": approach.what_would_help,
        "allegations": conduct.allegations,
        "sources": conduct.sources,
        "decision": conduct.decision,
        "conditions": conduct.conditions,
        "publicity": exposure.publicity,
        "recommendation": approach.recommendation_id,
        **{name: getattr(approach, name) for name in Approach.FINER},
    }


class AskApproachForm(AskForm):
    """The same with the respect check, which warns.

    What is not ticked lets pass with a reason.
    """

    respected = forms.MultipleChoiceField(
        label=_("Respect check"),
        choices=QUESTIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nevertheless = forms.CharField(
        label=_("Why nevertheless"),
        help_text=_("Where something above is not ticked."),
        required=False,
        max_length=300,
    )
    field_order = ["respected", "nevertheless", "asked_of", "message"]


class RespectWordForm(CheckedForm):
    """A word of the list that the respect check goes by."""

    checks_new = True

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    class Meta:
        model = RespectWord
        fields = ["language", "word", "why", "instead"]


def sheet_words(row):
    """What is known of somebody taken over, to begin the page with, in lines."""
    relationship = Relationship.objects.filter(
        official=row.official_id, circle=row.circle_id
    ).first()
    lines = [row.known_since]
    if relationship is not None:
        day = relationship.contact_before_on
        if day:
            lines.append(_("Last contact: %(day)s") % {"day": short_date(day)})
        lines.append(relationship.remarks)
    lines.append(
        _("Could our contact harm them? %(answer)s")
        % {"answer": row.get_harm_display()}
    )
    return "\n".join(str(line) for line in lines if line)
