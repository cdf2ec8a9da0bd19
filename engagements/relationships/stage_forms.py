"""What the steps of a relationship ask for: a stage, a warmth."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import OutreachAction
from engagements.relationships.models import Relationship
from engagements.relationships.workflow import contacts_with, next_stages

RECENT_CONTACTS = 50


class MoveForm(forms.Form):
    """To which stage, and why; the database says whether a reason is needed."""

    to = forms.ChoiceField(choices=Relationship.Stage, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class StageForm(forms.Form):
    """The same where no button said to which stage: one is chosen.

    It offers the stages that come into question; of any other the rules say why not.
    """

    to = forms.ChoiceField(label=_("Move to"), choices=Relationship.Stage)
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args, relationship, **kwargs):
        super().__init__(*args, **kwargs)
        stages = [Relationship.Stage(each) for each in next_stages(relationship)]
        self.fields["to"].widget.choices = [(each, each.label) for each in stages]


class WarmthForm(forms.Form):
    """A step on the ladder, and the contact that showed it."""

    to = forms.TypedChoiceField(
        label=_("Warmth"), choices=Relationship.Warmth, coerce=int
    )
    action = forms.ModelChoiceField(
        label=_("The contact that showed it"), queryset=OutreachAction.objects.none()
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args, relationship, user, **kwargs):
        super().__init__(*args, **kwargs)
        contacts = contacts_with(relationship.official_id, user)
        recent = contacts.values_list("pk", flat=True)[:RECENT_CONTACTS]
        self.fields["action"].queryset = contacts.filter(pk__in=list(recent))
        if not self.is_bound:
            self.initial.setdefault("to", relationship.warmth)
