"""Forms of actions and relationships."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.models import OutreachAction, Relationship
from officials.choosing import ChooseMany, ChooseOne
from officials.dates import that_has_come
from officials.forms import DayInput, RecordForm
from officials.models import Appointment, Institution, Official, OfficialName, Post


class OutreachActionForm(RecordForm):
    """An action that is planned."""

    folded = ("place", "document", "circle")

    class Meta:
        model = OutreachAction
        fields = [
            *("kind", "subject", "officials", "planned_on", "lead"),
            *("place", "document", "circle"),
        ]
        field_classes = {"officials": ChooseMany, "document": ChooseOne}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].required = (
            self.instance.state == OutreachAction.State.PLANNED
        )


class DoneActionForm(OutreachActionForm):
    """An action that is done: what came of it can be put right."""

    folded = ("place", "document", "planned_on", "lead", "circle")

    class Meta(OutreachActionForm.Meta):
        fields = [
            *("kind", "subject", "officials", "done_on", "result", "responded"),
            *("next_step", "next_step_on", "place", "document", "planned_on"),
            *("lead", "circle"),
        ]
        widgets = {"result": forms.Textarea(attrs={"rows": 4})}

    def clean_done_on(self):
        return that_has_come(self.cleaned_data["done_on"])


class FinishForm(forms.Form):
    """What is asked when an action is marked as done."""

    done_on = forms.DateField(
        label=_("Done on"), initial=timezone.localdate, widget=DayInput
    )
    result = forms.CharField(
        label=_("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    responded = forms.BooleanField(label=_("They responded"), required=False)
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=200)
    next_step_on = forms.DateField(label=_("By"), required=False, widget=DayInput)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class MetForm(RecordForm):
    """We met: who, when, one sentence, next step. Twenty seconds."""

    folded = ("kind", "new_name", "new_post", "new_institution", "responded", "circle")

    new_name = forms.CharField(
        label=_("Somebody new: their name"), required=False, max_length=300
    )
    new_post = forms.CharField(label=_("Their post"), required=False, max_length=250)
    new_institution = ChooseOne(
        label=_("Their institution"),
        queryset=Institution.objects.all(),
        required=False,
    )

    field_order = ["officials", "done_on", "subject", "next_step", "next_step_on"]

    class Meta:
        model = OutreachAction
        fields = [
            *("officials", "done_on", "subject", "next_step", "next_step_on"),
            *("kind", "responded", "circle"),
        ]
        field_classes = {"officials": ChooseMany}
        labels = {
            "officials": _("Whom"),
            "subject": _("In one sentence"),
            "done_on": _("When"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officials"].required = False
        self.fields["done_on"].required = True
        self.initial["done_on"] = timezone.localdate()
        self.instance.state = OutreachAction.State.DONE
        if not self.user.has_perm("officials.add_official"):
            for name in ("new_name", "new_post", "new_institution"):
                del self.fields[name]

    def clean_done_on(self):
        return that_has_come(self.cleaned_data["done_on"])

    def clean_new_name(self):
        text = " ".join(self.cleaned_data["new_name"].split())
        if text:
            name = OfficialName(text=text, is_display=True)
            name.full_clean(exclude=["official", "circle"], validate_constraints=False)
        return text

    def clean(self):
        cleaned = super().clean()
        self.ask("officials", ["officials", "new_name"], _("Say whom you met."))
        if cleaned.get("new_post"):
            self.ask("new_name", ["new_name"], _("Say whose post it is."))
            self.ask(
                *("new_institution", ["new_institution"]),
                _("Say in which institution."),
            )
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        place = self.cleaned_data.get("new_institution")
        if place and self.cleaned_data.get("new_post"):
            self.check_circle("new_institution", place)

    def ask(self, name, fields, sentence):
        """An error on `name` when all `fields` are empty and none has an error yet."""
        if not any(self.cleaned_data.get(f) or f in self.errors for f in fields):
            self.add_error(name, sentence)

    def _save_m2m(self):
        super()._save_m2m()
        if self.cleaned_data.get("new_name"):
            self.instance.officials.add(self.new_official())

    def new_official(self):
        """The person who was not on record yet, in the circle of the action."""
        official = Official.objects.create(circle=self.instance.circle)
        name = OfficialName(
            official=official, text=self.cleaned_data["new_name"], is_display=True
        )
        name.clean()
        name.save()
        if self.cleaned_data["new_post"]:
            institution = self.cleaned_data["new_institution"]
            post, _created = Post.objects.get_or_create(
                institution=institution,
                title=self.cleaned_data["new_post"],
                circle=institution.circle,
            )
            Appointment.objects.create(official=official, post=post)
        return official


class RelationshipForm(RecordForm):
    """Who keeps in touch, and how often."""

    folded = ("deputy", "longest_days", "began_on", "contact_before_on", "circle")

    class Meta:
        model = Relationship
        fields = [
            *("lead", "rhythm_days", "remarks", "deputy", "longest_days"),
            *("began_on", "contact_before_on", "circle"),
        ]
        widgets = {"remarks": forms.Textarea(attrs={"rows": 4})}

    def clean_began_on(self):
        return that_has_come(self.cleaned_data["began_on"])

    def clean_contact_before_on(self):
        return that_has_come(self.cleaned_data["contact_before_on"])
