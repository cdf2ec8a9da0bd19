"""What follows a contact and a plan: the next stage, another look, a debrief."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach import workflow as approach_steps
from engagements.approach.models import BriefPrint
from engagements.contacts.models import OutreachAction
from engagements.relationships.models import Relationship
from engagements.relationships.stage_after_contact import (
    move_on,
    moves_offered,
    stage_shown,
)
from staff.addresses import address
from staff.pages import StepPage
from staff.phrases import short_date
from staff.views.desk.lines import Line

MOST = 50  # lines of a kind on the desk
GONE_SHOWN = datetime.timedelta(days=14)


class ActionMoveOn(StepPage):
    """Offered on the page of a contact that took place: the stage that it showed."""

    model = OutreachAction
    step = staticmethod(move_on)
    permission_required = "engagements.change_relationship"
    verb = "move_on"
    label = gettext_lazy("Move to the next stage")
    success_message = gettext_lazy("Moved.")

    @classmethod
    def is_open(cls, record, user):
        return bool(moves_offered(record, user))

    @classmethod
    def button(cls, record):
        stage = stage_shown(record).label
        label = _("Move to “%(stage)s”") % {"stage": stage}
        return {**super().button(record), "label": label, "primary": True}

    def why_not(self):
        return _("No relationship of this contact moves on.")


def lines_of(user):
    """Debriefs that are due, and plans to be looked at again."""
    if not user.has_perm("engagements.view_approach"):
        return []
    return [debrief(each) for each in debriefs_of(user)] + [
        Line(
            icon="notebook-pen",
            kind=_("Plan to look at again"),
            title=str(each.official),
            url=address(each),
            who=each.next_small_step,
            on=each.look_again_on,
        )
        for each in approach_steps.to_look_at_again(user)[:MOST]
    ]


def lines_of_gone(user):
    """What colleagues recorded of late as “it went already” with those whom I lead.

    Where nobody leads, who recorded it reads it.
    """
    since = timezone.localdate() - GONE_SHOWN
    gone = OutreachAction.objects.visible_to(user).filter(done_on__gte=since)
    gone = gone.exclude(went_already="")
    ties = Relationship.objects.visible_to(user).filter(
        official__actions=OuterRef("pk")
    )
    mine = Q(Exists(ties.filter(lead=user))) | Q(~Exists(ties), lead=user)
    return [
        Line(
            icon="mail-open",
            kind=_("It went already"),
            title=each.subject,
            url=address(each),
            who=str(each.lead),
            when=short_date(each.done_on),
        )
        for each in gone.filter(mine)
        .select_related("lead")
        .order_by("-done_on", "pk")[:MOST]
    ]


def debriefs_of(user):
    """The first print of each of my meetings that is over and not told yet."""
    due = BriefPrint.objects.visible_to(user).awaiting_debrief(user)
    firsts = {}
    for each in due.select_related("action", "official").order_by("debrief_due_on"):
        firsts.setdefault(each.action_id, each)
    return list(firsts.values())[:MOST]


def debrief(brief):
    return Line(
        icon="message-square-text",
        kind=_("Debrief"),
        title=_("Debrief of “%(action)s”") % {"action": brief.action},
        url=address(brief.action, "finish"),
        who=str(brief.official),
        on=brief.debrief_due_on,
    )
