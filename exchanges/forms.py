"""Forms of exchanges and participations."""

from django import forms

from exchanges.models import Exchange, Participation
from officials.cost_forms import FIELDS, SpentFields
from officials.forms import RecordForm
from officials.institutions.forms import KindsField
from officials.names.choice import ChooseOne


class ExchangeForm(SpentFields, RecordForm):
    folded = ("country", "purpose", "useful_to", "themes", *FIELDS, "circle")

    class Meta:
        model = Exchange
        fields = [
            "title",
            "kind",
            "place",
            "starts_on",
            "ends_on",
            "lead",
            "country",
            "purpose",
            "useful_to",
            "themes",
            *FIELDS,
            "circle",
        ]
        field_classes = {"useful_to": KindsField}
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "purpose": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_country(self):
        return self.cleaned_data["country"].upper()


class ParticipationForm(RecordForm):
    folded = ("remark",)

    class Meta:
        model = Participation
        fields = ["official", "role", "remark"]
        field_classes = {"official": ChooseOne}


class ChangeParticipationForm(ParticipationForm):
    class Meta(ParticipationForm.Meta):
        fields = ["role", "remark"]


class InviteForm(RecordForm):
    """A known person to an exchange that is still to come."""

    class Meta(ParticipationForm.Meta):
        fields = ["exchange", "role", "remark"]

    def limit(self, name, field):
        super().limit(name, field)
        if name == "exchange":
            field.queryset = field.queryset.coming()
