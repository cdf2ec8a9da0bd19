"""The form of “Brief me”: for which meeting, and how much the paper tells."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import BriefPrint
from engagements.contacts.models import OutreachAction

Level = BriefPrint.Level
EXPLAINED = {
    Level.CARRY: _(
        "To carry along: posts, contacts, documents. No plan, no risk, no judgement: "
        "the paper may be lost."
    ),
    Level.INTERNAL: _(
        "Internal: with what came of the contacts, how to go about it, and what could "
        "go wrong."
    ),
    Level.EVERYTHING: _(
        "Everything I may see, with the assessment: the stage, what is known against "
        "them, how we judge them. It stays in the office."
    ),
}


class ActionChoice(forms.ModelChoiceField):
    def label_from_instance(self, action):
        return f"{action.planned_on}: {action}"


class BriefForm(forms.Form):
    """What is printed about `official`; `user` chooses among the meetings they see.

    Whoever prints a judgement of a person says that they know it.
    """

    level = forms.ChoiceField(
        label=_("How much it tells"),
        choices=EXPLAINED.items(),
        initial=Level.CARRY,
        widget=forms.RadioSelect,
    )
    knowingly = forms.BooleanField(
        label=_("I know that it judges a person, and keep it in the office"),
        help_text=_("Asked for the assessment only."),
        required=False,
    )
    action = ActionChoice(
        label=_("For which action"),
        queryset=OutreachAction.objects.none(),
        required=False,
        empty_label=_("None that is planned"),
        help_text=_("The day after, a debrief stands on the desk of who does it."),
    )

    def __init__(self, *args, user, official, **kwargs):
        super().__init__(*args, **kwargs)
        planned = OutreachAction.objects.visible_to(user).planned()
        planned = planned.filter(action_officials__official=official)
        self.fields["action"].queryset = planned.order_by("planned_on", "pk")
        if not planned.exists():
            del self.fields["action"]

    def clean(self):
        cleaned = super().clean()
        is_full_brief = cleaned.get("level") == Level.EVERYTHING
        if is_full_brief and not cleaned.get("knowingly"):
            self.add_error(
                "knowingly", _("Tick that you know it, or choose a level below.")
            )
        return cleaned
