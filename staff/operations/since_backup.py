"""What two keepers are asked before a house opens that was restored from a backup.

The data does not know what happened since: who left or was locked out may come in
again, and a consent that was withdrawn stands. Each keeper says what they know.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.security.context import as_system
from staff.locks.models import HouseLock, Lock
from staff.models import User
from staff.operations import status
from staff.phrases import short_moment


class SinceBackup(forms.Form):
    """Whom the keeper `by` wants kept out, and that withdrawn consents are known."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        required=False,
        label=_("Who left, or was locked out, since then?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    consents = forms.BooleanField(
        label=_(
            "Whoever withdrew a consent since then: I know of nobody, or I have their "
            "names on paper and enter them at once."
        ),
        error_messages={
            "required": _("Say first that no withdrawn consent will be forgotten.")
        },
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        locked = Lock.objects.standing().values("person")
        people = User.objects.filter(is_active=True).exclude(pk=by.pk)
        self.fields["people"].queryset = people.exclude(pk__in=locked)

    @property
    def made_at(self):
        """The moment of the backup in words, or "" where no file tells it."""
        feat = status.last("restored")
        return short_moment(feat.at) if feat else ""

    def keep_out(self):
        """Locks those whom the keeper chose, in the keeper's name.

        As the system: while the house is locked nobody else may. They have no session.
        """
        with as_system():
            for person in self.cleaned_data["people"]:
                Lock.objects.create(person=person, locked_by=self.by)


def question_for(lock, keeper, answer=None):
    """The form for `keeper`, or None where the `lock` of the house is another one."""
    if lock.reason != HouseLock.Reason.RESTORED:
        return None
    return SinceBackup(answer, by=keeper)
