"""Later, and why: the desk keeps quiet about a relationship until a day."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.relationships.forms import SnoozeForm
from engagements.relationships.models import Relationship, Snooze
from engagements.relationships.snooze import wake
from staff.addresses import address
from staff.pages import CreatePart, StepPage
from staff.phrases import short_date


class SnoozeAdd(CreatePart):
    title = gettext_lazy("Look later")
    model = Relationship
    part = Snooze
    parent_name = "relationship"
    form_class = SnoozeForm

    def get_trail(self):
        official = self.record.official
        return [
            (_("Officials"), reverse("official-list")),
            (str(official), self.back()),
        ]

    def back(self):
        return f"{address(self.record)}?tab=relationship"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].snoozed_by = self.request.user
        return kwargs

    def get_success_url(self):
        return self.following(self.back())


class SnoozeWake(StepPage):
    """Takes it back: the desk tells of the relationship again."""

    model = Snooze
    step = staticmethod(wake)
    verb = "wake"
    label = gettext_lazy("Show it again")
    success_message = gettext_lazy("The desk tells of it again.")
    permission_required = "engagements.change_snooze"

    @classmethod
    def is_open(cls, record, user):
        return record.taken_back_at is None and record.until > timezone.localdate()

    def why_not(self):
        return _("It is over already.")


def is_due(relationship, today):
    """Whether a contact is due; with who died none is."""
    return relationship.due_on is not None and relationship.due_on <= today


def snoozes_of(relationship, user):
    """What relationships/snoozes.html shows of one relationship."""
    today = timezone.localdate()
    may_wake = user.has_perm("engagements.change_snooze")
    return {
        "rows": [
            {
                "words": _("Until %(day)s: %(reason)s")
                % {"day": short_date(each.until), "reason": each.reason},
                "by": f"{each.snoozed_by}, {short_date(each.snoozed_at.date())}",
                "in_force": SnoozeWake.is_open(each, user),
                "wake_url": may_wake
                and SnoozeWake.is_open(each, user)
                and address(each, "wake"),
            }
            for each in relationship.snoozes.all()
        ],
        "add_url": user.has_perm("engagements.add_snooze")
        and is_due(relationship, today)
        and reverse("snooze-add", args=[relationship.pk]),
    }
