"""Whom a typed addressee means: somebody on record, or somebody else."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.clearance.models import WithGround
from officials.names.recognition import people_named
from officials.people.models import Official

NOBODY = "nobody"


class AsksWhomItMeans(forms.Form):
    """A letter to a typed addressee: one yes makes it a letter to that person.

    Somebody named in it beside the person to whom the letter goes gets a letter of
    their own, before which the gate stands. The answer is kept; it is asked again when
    another addressee is typed. A formal letter goes to the office, whoever is named.
    """

    addressee_is = forms.CharField(
        label=gettext_lazy("Is it this person?"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self):
        cleaned = super().clean()
        official, words = cleaned.get("official"), cleaned.get("addressee")
        formal = cleaned.get("ground") == WithGround.Ground.FORMAL
        if formal or not words or not self.is_to_be_asked(official):
            return cleaned
        officials = Official.objects.in_circles_of(self.user)
        if official:
            officials = officials.exclude(pk=official.pk)
        people = {str(each.pk): each for each in people_named(words, officials)}
        choice = cleaned.get("addressee_is")
        self.instance.addressee_is_other = bool(people) and choice == NOBODY
        if choice in people and official:
            self.ask_for_another_letter(people[choice])
        elif choice in people:
            cleaned["official"] = people[choice]
        elif people and choice != NOBODY:
            self.ask_whom(people)
        return cleaned

    def is_to_be_asked(self, official):
        """Whether the typed addressee may mean somebody of whom nobody said so yet."""
        if official or self.instance.addressee_is_other:
            return bool({"addressee", "official"} & set(self.changed_data))
        return True

    def ask_for_another_letter(self, other):
        """An error: one letter goes to one person, and `other` is named in it too."""
        self.add_error(
            "addressee",
            _("A letter goes to one person: write %(name)s a letter of their own.")
            % {"name": other},
        )

    def ask_whom(self, people):
        """Yes to one of `people`, or no; nothing is chosen beforehand."""
        choices = [
            (key, _("Yes, it is %(name)s") % {"name": each})
            for key, each in people.items()
        ]
        choices.append((NOBODY, _("No, it is somebody else")))
        self.fields["addressee_is"].widget = forms.RadioSelect(choices=choices)
        self.add_error(
            "addressee_is",
            _("Somebody on record is called so: say whether the letter goes to them."),
        )
