"""The form of a handover: to whom, for how long, and what they should know."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models import Handover, Relationship
from officials.days import DayField
from officials.security.readers import readers_of


class HandoverForm(forms.ModelForm):
    """One relationship, or several at once, in the hands of another person.

    `relationship` is the one whose page led here; the others that its lead has can be
    ticked as well, and get the same brief.
    """

    others = forms.ModelMultipleChoiceField(
        label=_("Hand these over as well"),
        queryset=Relationship.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With the same brief and the same last day."),
    )

    class Meta:
        model = Handover
        fields = ["to_lead", "brief", "until"]
        field_classes = {"until": DayField}
        widgets = {"brief": forms.Textarea(attrs={"rows": 6})}

    folded = ("others",)

    def __init__(self, *args, user, relationship, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        people = readers_of(relationship).exclude(pk=relationship.lead_id)
        people = people.filter(
            groups__permissions__codename="change_relationship"
        ).distinct()
        self.fields["to_lead"].queryset = people.order_by("full_name")
        mine = Relationship.objects.visible_to(user).filter(lead=relationship.lead_id)
        others = mine.exclude(pk=relationship.pk).select_related("official", "lead")
        self.fields["others"].queryset = others
        self.fields["others"].label_from_instance = lambda each: str(each.official)
        if deputy := relationship.deputy_id:
            self.initial.setdefault("to_lead", deputy)
