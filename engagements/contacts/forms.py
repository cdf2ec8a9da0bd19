"""Forms of actions: done, met; what is promised in them; their files."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import ActionAttachment, Commitment, OutreachAction
from engagements.monitoring.forms import digest_of
from officials.days import DayField, that_has_come
from officials.forms import RecordForm
from officials.names.choice import ChooseMany, ChooseOne
from officials.people.models import Official

RARE = (
    "place",
    "institution",
    "interpreter",
    "others_present",
    "editions",
    "days_spent",
    "money_spent",
    "currency",
)
FOUND_BY_NAME = {
    "officials": ChooseMany,
    "institution": ChooseOne,
    "editions": ChooseMany,
}


class ActionForm(RecordForm):
    """What planned and done actions ask alike."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("direction", "currency"):
            if name in self.fields:
                self.fields[name].required = False
        if "officials" in self.fields:
            self.fields["officials"].required = False

        if "editions" in self.fields:
            self.offer_editions(self.fields["editions"])

    def offer_editions(self, field):
        """Leaves what is in force, and what was chosen while it was."""
        editions = field.queryset
        here = Q(pk__in=editions.in_force().order_by().values("pk"))
        if not self.instance._state.adding:
            here |= Q(pk__in=self.instance.action_editions.values("edition"))
        field.queryset = editions.filter(here)

    def clean_direction(self):
        return self.cleaned_data["direction"] or self.instance.direction

    def clean_currency(self):
        return self.cleaned_data["currency"] or self.instance.currency

    def clean(self):
        cleaned = super().clean()
        self.ask_towards_whom(cleaned)
        return cleaned

    def ask_towards_whom(self, cleaned):
        """An error while neither a person nor an office is named."""
        fields = ("officials", "institution")
        wrong = any(name in self.errors for name in fields)
        if not wrong and not any(cleaned.get(name) for name in fields):
            self.add_error(
                "officials",
                _("Name at least one official, or the institution it goes to."),
            )


class DoneActionForm(ActionForm):
    """An action that is done: what came of it can be put right."""

    folded = ("direction", *RARE, "planned_on", "lead", "nevertheless", "circle")

    class Meta:
        model = OutreachAction
        field_classes = FOUND_BY_NAME
        fields = [
            "kind",
            "subject",
            "officials",
            "done_on",
            "result",
            "responded",
            "next_step",
            "next_step_on",
            "direction",
            *RARE,
            "planned_on",
            "lead",
            "nevertheless",
            "circle",
        ]
        widgets = {"result": forms.Textarea(attrs={"rows": 4})}

    def clean_done_on(self):
        return that_has_come(self.cleaned_data["done_on"])


class FinishForm(forms.Form):
    """What is asked when an action is marked as done."""

    done_on = DayField(label=_("Done on"), initial=timezone.localdate)
    result = forms.CharField(
        label=_("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    responded = forms.BooleanField(label=_("They responded"), required=False)
    kept_back = forms.BooleanField(
        label=_("The texts that were to be handed over stayed with us"),
        required=False,
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=200)
    next_step_on = DayField(label=_("By"), required=False)


class WentAlreadyForm(forms.Form):
    """What is asked of what went out before anybody could ask."""

    went_on = DayField(label=_("When it went"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("How it came that it went already"), max_length=300
    )


class CommitmentForm(RecordForm):
    """A commitment of an action; what is promised says by whom, and when it is due."""

    folded = ("topic", "official", "made_on")

    class Meta:
        model = Commitment
        fields = [
            "position",
            "ask",
            "text",
            "whose",
            "due_on",
            "topic",
            "official",
            "made_on",
        ]
        widgets = {
            "position": forms.Textarea(attrs={"rows": 2}),
            "ask": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["made_on"].required = False
        here = self.instance.action.action_officials.visible_to(self.user)
        people = Official.objects.in_circles_of(self.user)
        self.fields["official"].queryset = people.filter(pk__in=here.values("official"))

    def clean_made_on(self):
        return that_has_come(self.cleaned_data["made_on"] or self.instance.made_on)


class SettleForm(forms.Form):
    """How and when a commitment was settled."""

    settled_on = DayField(label=_("On"), initial=timezone.localdate)
    words = forms.CharField(label=_("How"), required=False, max_length=300)


class ActionAttachmentForm(RecordForm):
    """A file to keep with an action; a second copy of it is not taken."""

    class Meta:
        model = ActionAttachment
        fields = ["file"]

    def clean_file(self):
        upload, attachment = self.cleaned_data["file"], self.instance
        attachment.sha256, attachment.size = digest_of(upload), upload.size
        if attachment.action.attachments.filter(sha256=attachment.sha256).exists():
            raise ValidationError(_("This very file is kept with the action already."))
        return upload

    def save(self, commit=True):
        return attach(self.cleaned_data["file"], self.instance, by=self.user)


def attach(upload, attachment, *, by):
    """Keeps the checked file `upload` with the action of `attachment`."""
    attachment.circle, attachment.added_by = attachment.action.circle, by
    attachment.sha256, attachment.size = digest_of(upload), upload.size
    ActionAttachment._meta.get_field("file").save_form_data(attachment, upload)
    attachment.save()
    return attachment
