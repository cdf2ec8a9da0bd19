"""Forms of playbooks, and of beginning one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.planning.models import Playbook, PlaybookRun, PlaybookStep
from officials.forms import RecordForm
from officials.names.choice import ChooseOne

FARTHEST = 366  # days


class PlaybookForm(forms.ModelForm):
    folded = ("name_ru", "what_for_ru", "anchor_ru", "retired")

    class Meta:
        model = Playbook
        fields = [
            "name",
            "what_for",
            "anchor",
            "name_ru",
            "what_for_ru",
            "anchor_ru",
            "retired",
        ]
        error_messages = {
            "name": {"unique": _("A playbook of this name is there already.")}
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class PlaybookStepForm(forms.ModelForm):
    folded = ("subject_ru", "hint_ru")

    class Meta:
        model = PlaybookStep
        fields = ["days", "kind", "subject", "hint", "subject_ru", "hint_ru"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class BeginForm(RecordForm):
    """With whom, from which day; the steps are shown before they are planned."""

    class Meta:
        model = PlaybookRun
        fields = ["official", "institution", "anchor_on", "lead"]
        field_classes = {"official": ChooseOne, "institution": ChooseOne}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anchor_on"].label = self.instance.playbook.counts_from.capitalize()
        if not self.initial.get("anchor_on"):
            self.initial["anchor_on"] = timezone.localdate()

    def clean_anchor_on(self):
        day = self.cleaned_data["anchor_on"]
        if abs((day - timezone.localdate()).days) > FARTHEST:
            raise ValidationError(_("Choose a day at most a year from today."))
        return day
