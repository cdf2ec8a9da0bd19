"""What two keepers are asked before a house opens that was restored from a backup.

The data does not know what happened since: who left or was locked out may come in
again, and a consent that was withdrawn stands. Each keeper says what they know.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.locks.models import HouseLock, Lock
from staff.locks.workflow import keys_of_others
from staff.models import User
from staff.operations import status
from staff.phrases import short_moment


class SinceBackup(forms.Form):
    """Whom the keeper `by` wants kept out, and that withdrawn consents are known.

    They are locked with the second key of `lock`, which the other keeper turns who has
    read whom the first one named; one keeper's word alone does nothing.
    """

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        required=False,
        label=gettext_lazy("Who left, or was locked out, since then?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    consents = forms.BooleanField(
        label=gettext_lazy(
            "I know of nobody, or I have their names on paper and enter them at once."
        ),
        error_messages={
            "required": gettext_lazy(
                "Say first that no withdrawn consent will be forgotten."
            )
        },
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args, lock, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.lock = lock
        self.by = by
        locked = Lock.objects.standing().values("person")
        people = User.objects.filter(is_active=True).exclude(pk=by.pk)
        self.fields["people"].queryset = people.exclude(pk__in=locked)

    @property
    def made_at(self):
        """The moment of the backup in words, or "" where no file tells it."""
        feat = status.last("restored")
        return short_moment(feat.at) if feat else ""

    def words_of_others(self):
        """What each of the other keepers in office said: a sentence each."""
        return [words_of(key) for key in keys_of_others(self.lock, self.by)]


def words_of(key):
    people = User.objects.filter(pk__in=key.keeps_out)
    if not people:
        return _("%(keeper)s: it may be opened, nobody left.") % {"keeper": key.keeper}
    return _("%(keeper)s: it may be opened, but these stay out: %(people)s.") % {
        "keeper": key.keeper,
        "people": ", ".join(map(str, people)),
    }


def question_for(lock, keeper, answer=None):
    """The form for `keeper`, or None where the `lock` of the house is another one."""
    if lock.reason != HouseLock.Reason.RESTORED:
        return None
    return SinceBackup(answer, lock=lock, by=keeper)
