"""The form of a plan to turn to somebody, which the guard looks over."""

from django.utils.translation import gettext_lazy as _

from engagements.approach.workflow import why_not_contact
from engagements.contacts.forms import FOUND_BY_NAME, RARE, ActionForm
from engagements.contacts.models import OutreachAction
from engagements.planning import guard


class OutreachActionForm(ActionForm):
    """An action that is planned.

    A first contact of ours needs its approach signed: that is a wall. What the guard
    finds is a warning, which a reason in “Why nevertheless” answers.
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
            *RARE,
            "nevertheless",
            "circle",
        ]
        field_classes = FOUND_BY_NAME

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].required = (
            self.instance.state == OutreachAction.State.PLANNED
        )

    def clean(self):
        cleaned = super().clean()
        if self.turns_to_somebody(cleaned):
            self.refuse_first_contact(cleaned)
            self.warn(cleaned)
        return cleaned

    def turns_to_somebody(self, cleaned):
        """Whether it is a plan of ours to turn to them, new or changed in that."""
        is_plan = self.instance.state == OutreachAction.State.PLANNED
        ours = cleaned.get("direction") == OutreachAction.Direction.OUT
        gate_fields = {"officials", "institution", "planned_on", "direction"}
        changed = self.instance._state.adding or gate_fields & set(self.changed_data)
        return bool(is_plan and ours and changed)

    def refuse_first_contact(self, cleaned):
        """An error for each person to whom we may not turn yet."""
        for official in cleaned.get("officials") or ():
            if why := why_not_contact(official, self.user):
                self.add_error("officials", why)

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
