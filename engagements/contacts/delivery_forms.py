"""Forms of what is given to somebody."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts import delivery_steps
from engagements.contacts.forms import ActionForm
from engagements.contacts.models import OutreachAction
from engagements.contacts.workflow import begin_as_done
from officials.clearance import gate
from officials.days import that_has_come
from officials.forms import RecordForm
from officials.names.choice import ChooseMany, ChooseOne
from translations.deliveries.models import MOST_COPIES, Delivery


class GiveForm(ActionForm):
    """To whom an edition goes today, or went already."""

    folded = ("copies", "circle")

    is_past = forms.BooleanField(
        label=_("It was given already"),
        required=False,
        help_text=_("What has happened is put on record as it was, and asks nothing."),
    )
    way = forms.ChoiceField(label=_("How it went"), choices=Delivery.Way)
    copies = forms.IntegerField(
        label=_("Copies for each"), min_value=1, max_value=MOST_COPIES, initial=1
    )
    field_order = ("officials", "institution", "way", "is_past", "done_on", "copies")

    class Meta:
        model = OutreachAction
        fields = ["officials", "institution", "done_on", "circle"]
        field_classes = {"officials": ChooseMany, "institution": ChooseOne}
        labels = {"officials": _("To whom"), "done_on": _("When")}

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.initial["done_on"] = timezone.localdate()
        self.fields["done_on"].required = True
        # what it is about and who gives it is said by the step
        self.instance.lead, self.instance.subject = self.user, str(edition)[:200]
        begin_as_done(self.instance)

    def clean_done_on(self):
        return that_has_come(self.cleaned_data["done_on"])

    def clean(self):
        cleaned = super().clean()
        day, is_past = cleaned.get("done_on"), cleaned.get("is_past")
        if day and day < timezone.localdate() and not is_past:
            self.add_error(
                "done_on",
                _("That day has passed: say that it was given already, or take today."),
            )
        if not is_past and not self.errors:
            self.ask_gate(cleaned)
        return cleaned

    def ask_gate(self, cleaned):
        """An error while the way to one of them is not open."""
        circle = cleaned.get("circle") or self.instance.circle
        people = list(cleaned.get("officials") or ())
        acts = [(each.pk, gate.Weight.WORK, circle.pk) for each in people]
        answers = gate.answers(acts)
        closed = [str(p) for p, a in zip(people, answers, strict=True) if a]
        if closed:
            self.add_error(
                "officials",
                _(
                    "The way to %(names)s is not open yet. Leave them out, or plan an "
                    "action: it waits until it may go. If they hold the text already, "
                    "say so."
                )
                % {"names": ", ".join(closed)},
            )

    def _post_clean(self):
        super()._post_clean()
        for field, named in (("circle", self.edition),):
            self.check_circle(field if field in self.fields else None, named)

    def save(self, commit=True):
        fields = self.cleaned_data
        return delivery_steps.give(
            self.instance,
            self.edition,
            list(fields["officials"]),
            way=fields["way"],
            copies=fields["copies"],
            is_past=fields["is_past"],
            by=self.user,
        )


class DeliveryForm(RecordForm):
    """How it went, put right; to whom and when stand in the action."""

    class Meta:
        model = Delivery
        fields = ["way", "copies"]


class OfferAgainForm(forms.Form):
    """Who of those that hold an earlier edition is offered the later one."""

    officials = forms.ModelMultipleChoiceField(
        label=_("To whom"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user, holders, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["officials"].queryset = holders
        self.initial["officials"] = list(holders)

    def clean_officials(self):
        officials = list(self.cleaned_data["officials"])
        if not officials:
            raise ValidationError(_("Choose at least one of them."))
        return officials
