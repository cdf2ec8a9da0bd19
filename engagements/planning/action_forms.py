"""The form of a plan to turn to somebody, which the guard looks over."""

from django.utils.translation import gettext_lazy as _

from engagements.contacts import workflow
from engagements.contacts.forms import FOUND_BY_NAME, RARE, ActionForm
from engagements.contacts.gate_forms import (
    PAST_THE_GATE,
    WORDS_OF_THE_GATE,
    PastTheGate,
)
from engagements.contacts.models import OutreachAction
from engagements.contacts.people_beside import AsksWhoIsBeside
from engagements.planning import guard
from officials.dates import short_date

# What the guard looks over anew when it changes, and what the gate is asked about.
TO_WHOM_AND_WHEN = {"officials", "others_are", "institution", "planned_on", "direction"}
AND_HOW = {*TO_WHOM_AND_WHEN, "kind", "answers", "ground", "circle"}


def contact_in_words(action):
    """“12 Nov 2026, call: Visits”, to choose it by."""
    day = short_date(action.done_on)
    return f"{day}, {action.get_kind_display().lower()}: {action.subject}"


class OutreachActionForm(PastTheGate, AsksWhoIsBeside, ActionForm):
    """An action that is planned, or waits until it may be.

    The gate decides when it is saved: what may not go out yet is kept, and waits. What
    the guard finds is a warning, which a reason in “Why nevertheless” answers.
    """

    folded = ("direction", *RARE, "nevertheless", "circle")
    warnings = ()

    class Meta:
        model = OutreachAction
        fields = [
            "kind",
            "subject",
            "officials",
            "planned_on",
            "lead",
            "direction",
            *PAST_THE_GATE,
            *RARE,
            "nevertheless",
            "circle",
        ]
        field_classes = FOUND_BY_NAME
        labels = WORDS_OF_THE_GATE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].required = self.is_plan()
        answers = self.fields["answers"]
        answers.queryset = answers.queryset.answerable().order_by("-done_on", "-pk")
        answers.label_from_instance = contact_in_words

    def clean(self):
        cleaned = super().clean()
        if self.turns_to_somebody(cleaned):
            self.warn(cleaned)
        return cleaned

    def save(self, commit=True):
        """Keeps the plan; it waits where the gate does not let it go out now."""
        if self.is_plan() and self.is_anew(AND_HOW):
            workflow.hold_for_change(self.instance, by=self.user)
        action = super().save(commit)
        workflow.release(action, by=self.user)
        action.refresh_from_db(fields=["state"])
        return action

    def is_plan(self):
        """Whether it is still to come."""
        states = OutreachAction.State
        return self.instance.state in (states.PLANNED, states.WAITING)

    def is_anew(self, fields):
        """Whether it is new, or changed in one of `fields`."""
        return self.instance._state.adding or bool(fields & set(self.changed_data))

    def turns_to_somebody(self, cleaned):
        """Whether it is a plan of ours to turn to them, new or changed in that."""
        ours = cleaned.get("direction") == OutreachAction.Direction.OUT
        return self.is_plan() and ours and self.is_anew(TO_WHOM_AND_WHEN)

    def warn(self, cleaned):
        """An error, until somebody says why nevertheless, when the guard warns."""
        if not cleaned.get("planned_on") or self.errors:
            return
        self.warnings = guard.warnings(
            self.user,
            officials=cleaned.get("officials") or (),
            institution=cleaned.get("institution"),
            on=cleaned["planned_on"],
            apart_from=None if self.instance._state.adding else self.instance,
        )
        if self.warnings:  # the answer to them does not wait under “More”
            self.folded = [name for name in self.folded if name != "nevertheless"]
        if self.warnings and not cleaned.get("nevertheless"):
            self.add_error(
                "nevertheless",
                _("Read what stands above, and say why you go on nevertheless."),
            )
