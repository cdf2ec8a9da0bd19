"""What a hostile note asks of the lead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.approach.hostility import plans_with
from engagements.contacts.models import OutreachAction
from engagements.relationships.models import HostileNoteAnswer


class HostileForm(forms.Form):
    """Hold, keep or withdraw, why, and which plans a withdrawal cancels."""

    choice = forms.ChoiceField(
        label=_("What we do"),
        choices=HostileNoteAnswer.Answer,
        widget=forms.RadioSelect,
    )
    actions = forms.ModelMultipleChoiceField(
        label=_("Plans that a withdrawal cancels"),
        queryset=OutreachAction.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args, mention, user, **kwargs):
        super().__init__(*args, **kwargs)
        plans = plans_with(mention.official_id, user)
        self.fields["actions"].queryset = plans
        self.initial.setdefault("actions", plans)
        if not plans.exists():
            del self.fields["actions"]
