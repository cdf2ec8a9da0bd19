"""Whom the words “others present” of a plan mean: people on record, or others."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.names.recognition import people_named
from officials.people.models import Official

NOBODY = "nobody"
BETWEEN_PEOPLE = ",;\n"


class AnyOfThem(forms.MultipleChoiceField):
    """Choices that are known only once the rest of the form is read."""

    def valid_value(self, value):
        return True


class AsksWhoIsBeside(forms.Form):
    """A plan with others present: who of them is on record goes among its people.

    So the gate is asked about them as about anybody. The answer is kept; it is asked
    again when other words are typed. What has happened is written down unasked.
    """

    others_are = AnyOfThem(
        label=gettext_lazy("Who of them is present?"),
        required=False,
        widget=forms.MultipleHiddenInput,
    )

    def clean(self):
        cleaned = super().clean()
        action, words = self.instance, cleaned.get("others_present")
        if not (self.is_plan() and words):
            return cleaned
        if action.others_are_strangers and "others_present" not in self.changed_data:
            return cleaned
        named = list(cleaned.get("officials") or ())
        others = Official.objects.in_circles_of(self.user).exclude(
            pk__in=[each.pk for each in named]
        )
        people = {
            str(each.pk): each for each in people_named(words, others, BETWEEN_PEOPLE)
        }
        answers = {NOBODY, *people} & set(cleaned.get("others_are") or ())
        action.others_are_strangers = bool(answers)
        if people and not answers:
            self.ask_who(people)
        elif answers - {NOBODY}:
            cleaned["officials"] = [
                *named,
                *(people[key] for key in answers - {NOBODY}),
            ]
        return cleaned

    def ask_who(self, people):
        """Which of `people`, or none; nothing is chosen beforehand."""
        choices = [
            (key, _("Yes, it is %(name)s") % {"name": each})
            for key, each in people.items()
        ]
        choices.append((NOBODY, _("No, it is somebody else")))
        self.fields["others_are"].widget = forms.CheckboxSelectMultiple(choices=choices)
        self.add_error(
            "others_are",
            _("Somebody on record is called so: say whether they are present."),
        )
