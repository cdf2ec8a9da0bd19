"""The form of a tie: who is bound to whom, read from either side."""

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.days import that_has_come
from officials.forms import RecordForm
from officials.names.choice import ChooseOne
from officials.people.models import Tie
from officials.people.models.ties import NOT_THEMSELVES, ON_RECORD

BACKWARDS = "-"  # before a kind: the tie reads from the other person to this one


def both_ways():
    """The kinds as either side would say them: “reports to”, “is the superior of”."""
    for kind in Tie.Kind:
        yield kind.value, kind.label
        if kind in Tie.BACK:
            yield f"{BACKWARDS}{kind.value}", Tie.BACK[kind]


class TieForm(RecordForm):
    """A tie of the official it is made from; the circle is the narrower of the two."""

    folded = ("circle",)

    kind = forms.ChoiceField(
        label=_("This person …"), choices=both_ways, initial=Tie.Kind.WORKED_WITH
    )

    class Meta:
        model = Tie
        fields = ["kind", "other", "since", "until", "strength", "source", "circle"]
        field_classes = {"other": ChooseOne}
        labels = {"other": _("… this other official")}
        help_texts = {
            "since": _("A day, a month or a year: 12.11.2026, Nov 2026, 2026."),
        }

    def clean_other(self):
        if self.cleaned_data["other"] == self.instance.official:
            raise forms.ValidationError(NOT_THEMSELVES)
        return self.cleaned_data["other"]

    def clean_since(self):
        """A tie that is still to come binds nobody yet."""
        since = self.cleaned_data["since"]
        that_has_come(since and since.first)
        return since

    def clean(self):
        cleaned = super().clean()
        if other := cleaned.get("other"):
            self.find_circle(self.instance.official, other)
        return cleaned

    def find_circle(self, one, other):
        """Leaves a circle that the person did not choose to the narrower official."""
        narrow = {each.circle for each in (one, other) if not each.circle.everyone}
        if len(narrow) > 1:
            self.add_error(
                "other",
                _(
                    "%(one)s is known to the circle %(circle)s only, and %(other)s to "
                    "%(second)s: a tie between them would show each to the others."
                )
                % {
                    "one": one,
                    "circle": one.circle,
                    "other": other,
                    "second": other.circle,
                },
            )
        elif narrow and "circle" not in self.changed_data:
            self.cleaned_data["circle"] = narrow.pop()

    def _post_clean(self):
        """Turns a tie around that was said backwards, and looks for its like."""
        kind, other = self.cleaned_data.get("kind"), self.cleaned_data.get("other")
        if kind and kind.startswith(BACKWARDS):
            self.cleaned_data["kind"] = kind.removeprefix(BACKWARDS)
            if other:
                self.cleaned_data["other"] = self.instance.official
                self.instance.official = other
        super()._post_clean()
        if not self.errors:
            same_ties = Tie.objects.visible_to(self.user).same_as(self.instance)
            if same_ties.exists():
                self.add_error(None, ON_RECORD)
