"""Forms of officials and of their names."""

from django import forms

from officials.forms import RecordForm
from officials.names.names import split_name
from officials.people.models import Official, OfficialName


class OfficialForm(RecordForm):
    """What is known of a person besides names, posts and contacts."""

    folded = ("died", "circle")

    class Meta:
        model = Official
        fields = ["gender", "born", "themes", "died", "circle"]
        widgets = {"themes": forms.CheckboxSelectMultiple}


class OfficialNameForm(RecordForm):
    folded = (
        "family",
        "given",
        "patronymic",
        "language",
        "valid_from",
        "valid_until",
        "salutation",
    )

    class Meta:
        model = OfficialName
        fields = [
            "text",
            "kind",
            "is_display",
            "family",
            "given",
            "patronymic",
            "language",
            "valid_from",
            "valid_until",
            "salutation",
        ]

    def clean(self):
        """Parts that nobody told apart by hand follow a name that is written anew."""
        cleaned = super().clean()
        parts = ("given", "patronymic", "family")
        before = tuple(self.initial.get(part) for part in parts)
        by_hand = before != split_name(self.initial.get("text") or "")
        if not (by_hand or {*parts} & {*self.changed_data}):
            cleaned |= dict.fromkeys(parts, "")
        return cleaned
