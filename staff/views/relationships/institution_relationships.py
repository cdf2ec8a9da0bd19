"""Our relationship with an institution, on its page and on the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.contacts.models import OutreachAction
from engagements.relationships.institutions import workflow as institution_steps
from engagements.relationships.institutions.forms import (
    InstitutionRelationshipForm,
    InstitutionStageForm,
)
from engagements.relationships.models import (
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.relationships.workflow import needs_reason
from officials.institutions.models import Institution
from staff.addresses import address
from staff.pages import CreatePart, StepPage, UpdatePage
from staff.phrases import STATE_COLOURS, short_date, short_moment
from staff.views.desk.lines import Line
from staff.views.relationships.stages import move_form

CHANGES = "engagements.change_institutionrelationship"
SHOWN, MOST = 10, 50  # rows of the page, lines of the desk


class InstitutionRelationshipAdd(CreatePart):
    model = Institution
    part = InstitutionRelationship
    parent_name = "institution"
    form_class = InstitutionRelationshipForm
    title = gettext_lazy("Name a lead")


class InstitutionRelationshipEdit(UpdatePage):
    model = InstitutionRelationship
    form_class = InstitutionRelationshipForm

    def get_queryset(self):
        return InstitutionRelationship.objects.select_related("institution", "circle")


class InstitutionRelationshipStep(StepPage):
    """A step of the relationship with an institution; the rules say why not."""

    model = InstitutionRelationship
    permission_required = CHANGES

    @classmethod
    def is_open(cls, record, user):
        return True


class InstitutionRelationshipMove(InstitutionRelationshipStep):
    step = staticmethod(institution_steps.move_stage)
    verb = "move"
    label = gettext_lazy("Move to another stage")
    success_message = gettext_lazy("Moved.")
    undo = "undo"

    def form_class(self, *args, **kwargs):
        return InstitutionStageForm(*args, relationship=self.record, **kwargs)


class InstitutionRelationshipUndo(InstitutionRelationshipStep):
    step = staticmethod(institution_steps.undo_stage)
    verb = "undo"
    label = gettext_lazy("Take the last move back")
    success_message = gettext_lazy("The last move is taken back.")


def panel(institution, user):
    """Where we stand with `institution`, and what was done towards it."""
    if not user.has_perm("engagements.view_institutionrelationship"):
        return None
    visible_relationships = institution.relationships.visible_to(user).with_contact(
        user
    )
    relationships = list(
        visible_relationships.select_related("lead", "deputy", "circle")
    )
    may_add = not relationships and user.has_perm(
        "engagements.add_institutionrelationship"
    )
    may_plan = user.has_perm("engagements.add_outreachaction")
    return {
        "rows": [row(each, user) for each in relationships],
        "add_url": reverse("institutionrelationship-add", args=[institution.pk])
        if may_add
        else None,
        "plan_url": f"{reverse('action-add')}?institution={institution.pk}"
        if may_plan
        else None,
        "actions": actions_with(institution, user),
    }


def row(relationship, user):
    days = relationship.rhythm_days
    may_change = user.has_perm(CHANGES)
    rhythm = ngettext("every %(days)s day", "every %(days)s days", days)
    last = relationship.last_contact_on
    moves = InstitutionStageMove.objects.visible_to(user)
    moves = moves.filter(relationship=relationship).select_related("moved_by")
    moves = list(moves[:SHOWN])
    return {
        "stage": relationship.get_stage_display(),
        "facts": [
            (_("Lead"), relationship.lead),
            (_("Deputy"), relationship.deputy or ""),
            (_("Rhythm"), rhythm % {"days": days}),
            (_("Since"), short_date(relationship.began_on)),
            (_("Last contact"), short_date(last) if last else ""),
            (_("Next contact due"), short_date(relationship.due_on)),
        ],
        "remarks": relationship.remarks,
        "circle": "" if relationship.circle.everyone else relationship.circle,
        "panel": {
            "buttons": buttons(relationship) if may_change else [],
            "moves": [move_row(move) for move in moves],
            "undo_url": address(relationship, "undo")
            if may_change and moves and not moves[0].takes_back
            else None,
        },
        "edit_url": address(relationship, "edit") if may_change else None,
    }


def buttons(relationship):
    """A button for each stage that may come next; beside a closed one, why."""
    move_forms = []
    for to in institution_steps.next_stages(relationship):
        asks = needs_reason(relationship.stage, to)
        why = institution_steps.why_not_move(
            relationship, to, reason="?" if asks else ""
        )
        move_forms.append(
            move_form(to, asks) | {"url": address(relationship, "move"), "why_not": why}
        )
    if move_forms and not move_forms[0]["why_not"]:
        move_forms[0]["primary"] = True
    return move_forms


def move_row(move):
    return {
        "from": move.get_from_stage_display(),
        "to": move.get_to_stage_display(),
        "at": short_moment(move.moved_at),
        "by": str(move.moved_by),
        "reason": move.reason,
    }


def actions_with(institution, user):
    """What was done and is planned towards the institution itself, latest first."""
    actions = OutreachAction.objects.visible_to(user).filter(institution=institution)
    return [
        {
            "title": action.subject,
            "url": address(action),
            "detail": action.get_kind_display(),
            "state_label": action.get_state_display(),
            "colour": STATE_COLOURS[action.state],
            "on": short_date(action.on) if action.on else "",
        }
        for action in actions.order_by("-done_on", "-planned_on", "-pk")[:SHOWN]
    ]


def lines_of(user):
    """My relationships with institutions whose next contact is due."""
    if not user.has_perm("engagements.view_institutionrelationship"):
        return []
    mine = InstitutionRelationship.objects.visible_to(user).filter(lead=user)
    return [
        Line(
            icon="ear",
            kind=_("Contact is due"),
            title=str(each.institution),
            url=address(each.institution),
            on=each.due_on,
            patient=True,
        )
        for each in mine.going_quiet(user).select_related("institution")[:MOST]
    ]
