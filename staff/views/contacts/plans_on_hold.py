"""Plans that wait until we may turn to them, and answers that went without a signature.

On the desk: what may go now although its day has passed, for whoever does it; what
waits, in a few lines; and what was answered without a signature, for lead and managers.
"""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts import workflow
from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.letters.models import Letter
from engagements.relationships.models import Relationship
from officials.clearance import gate
from officials.safeguards.workflow import SIGNS_RED
from staff.addresses import address
from staff.phrases import days_ago, short_date
from staff.timeline import ICONS
from staff.views.desk.lines import Line, Place, Tile

MOST = 50
SHOWN = 4  # lines of a tile
LATELY = datetime.timedelta(days=14)
Answer, State = gate.Answer, OutreachAction.State
READS = "engagements.view_outreachaction"


def answers_of(actions):
    """{key of an action: the strictest that the gate says of its people}."""
    acts = gate.acts_of(workflow.TO_WHOM, [each.pk for each in actions])
    answers = dict.fromkeys((each.pk for each in actions), Answer.GOES)
    for act, answer in zip(acts, gate.answers_to(acts), strict=True):
        answers[act.record] = max(answers[act.record], answer)
    return answers


def waiting_for(user, **which):
    actions = OutreachAction.objects.visible_to(user).waiting().filter(**which)
    return list(actions.with_official_names().order_by("planned_on", "pk")[:MOST])


def lines_of(user):
    """My waiting actions that may go now: their day has passed, so I choose one."""
    if not user.has_perm(READS):
        return []
    late = waiting_for(user, lead=user, planned_on__lt=timezone.localdate())
    answers = answers_of(late) if late else {}
    return [
        Line(
            icon=ICONS[each.kind],
            kind=_("May go now: choose a day"),
            title=each.subject,
            url=address(each, "edit"),
            who=each.official_names or "",
            when=_("wished for %(day)s") % {"day": short_date(each.planned_on)},
            place=Place.SOON,
        )
        for each in late
        if answers[each.pk] is Answer.GOES
    ]


def line_of(action):
    """A plan that does not go out today, without a day on which it would be due."""
    return Line(
        icon=ICONS[action.kind],
        kind=_("Waiting until we may turn to them"),
        title=action.subject,
        url=address(action),
        who=action.official_names or "",
        when=_("wished for %(day)s") % {"day": short_date(action.planned_on)},
        place=Place.LATER,
        patient=True,
    )


def tile(user):
    """What waits until we may turn to them: my own, and what a manager can let go."""
    if not user.has_perm(READS):
        return None
    waiting_actions = waiting_for(user, lead=user)
    if user.has_perm(SIGNS_RED):
        own = {each.pk for each in waiting_actions}
        others = [each for each in waiting_for(user) if each.pk not in own]
        answers = answers_of(others) if others else {}
        waiting_actions += [
            each for each in others if answers[each.pk] is Answer.BY_MANAGER
        ]
    lines = [
        Line(
            title=each.subject,
            url=address(each),
            who=each.official_names or "",
            when=short_date(each.planned_on) if each.planned_on else "",
        )
        for each in waiting_actions
    ]
    return Tile(
        "waiting",
        _("Waiting until we may turn to them"),
        lines[:SHOWN],
        url=f"{reverse('action-list')}?state={State.WAITING}",
        count=len(lines),
    )


def answer_lines(user):
    """Answers of the last 14 days to somebody for whom nobody signed.

    To who did it or leads the relationship, and to managers; only with people whom the
    reader sees.
    """
    if not user.has_perm(READS):
        return []
    since = timezone.localdate() - LATELY
    answers = OutreachAction.objects.visible_to(user).filter(
        Q(answers__isnull=False) | Q(pk__in=answering_letters(user, since)),
        state=State.DONE,
        direction=OutreachAction.Direction.OUT,
        done_on__gte=since,
    )
    if not user.has_perm(SIGNS_RED):
        ties = Relationship.objects.visible_to(user).filter(lead=user)
        mine = Q(lead=user) | Q(action_officials__official__in=ties.values("official"))
        answers = answers.filter(mine).distinct()
    latest = answers.with_official_names().order_by("-done_on", "-pk")[:MOST]
    unsigned = without_signature(list(latest), user)
    return [
        Line(
            icon="reply",
            kind=_("Answered without a signature"),
            title=each.subject,
            url=address(each),
            who=each.official_names or "",
            when=days_ago(each.done_on),
            patient=True,
        )
        for each in unsigned
    ]


def answering_letters(user, since):
    """The actions of letters that answered one which came in."""
    letters = Letter.objects.visible_to(user).filter(
        answers__isnull=False, dispatched_on__gte=since
    )
    return letters.values("action")


def without_signature(actions, user):
    """Those of `actions` with somebody with whom we could not go on working today."""
    if not actions:
        return []
    links = ActionOfficial.objects.visible_to(user).filter(action__in=actions)
    acts = [
        gate.Act(each.action_id, each.official_id, gate.Weight.WORK, each.circle_id)
        for each in links
    ]
    answers = zip(acts, gate.answers_to(acts), strict=True)
    unsigned = {act.record for act, answer in answers if answer is not Answer.GOES}
    return [each for each in actions if each.pk in unsigned]
