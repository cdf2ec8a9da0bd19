"""Forms of our relationship with an institution."""

from django import forms

from engagements.relationships.institutions.workflow import next_stages
from engagements.relationships.models import InstitutionRelationship, Relationship
from engagements.relationships.stage_forms import MoveForm
from officials.days import that_has_come
from officials.forms import RecordForm


class InstitutionRelationshipForm(RecordForm):
    """Who keeps in touch with the institution, and how often."""

    folded = ("deputy", "began_on", "circle")

    class Meta:
        model = InstitutionRelationship
        fields = [
            "lead",
            "rhythm_days",
            "remarks",
            "deputy",
            "began_on",
            "circle",
        ]
        widgets = {"remarks": forms.Textarea(attrs={"rows": 4})}

    def clean_began_on(self):
        return that_has_come(self.cleaned_data["began_on"])


class InstitutionStageForm(MoveForm):
    """A stage among those that come into question, and why."""

    def __init__(self, *args, relationship, **kwargs):
        super().__init__(*args, **kwargs)
        stages = [Relationship.Stage(each) for each in next_stages(relationship)]
        self.fields["to"].widget = forms.Select(
            choices=[(each, each.label) for each in stages]
        )
