"""Before we turn to somebody: who else did just now, and is it too often.

A warning and no wall. Only what the person acting may see is asked and told; the
number of queries does not depend on how much there is.
"""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.contacts.models import OutreachAction
from engagements.contacts.workflow import TO_COME
from engagements.relationships.accountability import places_of, whom_to_consult
from engagements.relationships.models import Relationship
from exchanges.models import Participation
from officials.dates import short_date
from officials.days import shift
from officials.institutions.models import Appointment
from officials.security.records import Record

AROUND = 14  # days
MOST_A_QUARTER = 6
SHOWN = 10


@dataclass(frozen=True)
class Concern:
    """A reason to think again: what in words, a day or none, who of us, about what."""

    what: str
    on: datetime.date | None = None
    who: str = ""
    about: Record | None = None


def warnings(user, *, officials, institution=None, on, apart_from=None):
    """`Concern`s of an action on the day `on` towards `officials` or `institution`.

    Contacts with the people and their offices 14 days around it, open invitations,
    other leads, and how many contacts there are in that quarter. `apart_from` is the
    action itself when it is changed.
    """
    officials = list(officials)
    if not officials and institution is None:
        return []
    return [
        *_consultation(user, officials, institution),
        *_contacts(user, officials, institution, on, apart_from),
        *_invitations(user, officials),
        *_leads_and_limits(user, officials, on, apart_from),
    ]


def _towards(user, officials, institution, apart_from):
    """Actions that `user` sees towards the people, their offices, or `institution`."""
    places = set(
        Appointment.objects.visible_to(user)
        .current()
        .filter(official__in=officials)
        .values_list("post__institution", flat=True)
    )
    places |= {institution.pk} if institution else set()
    colleagues = (
        Appointment.objects.visible_to(user)
        .current()
        .filter(post__institution__in=places)
        .values("official")
    )
    towards = Q(action_officials__official__in=officials)
    office = Q(institution__in=places) | Q(action_officials__official__in=colleagues)
    visible_actions = OutreachAction.objects.visible_to(user)
    actions = visible_actions.filter(towards | office).exclude(
        state=OutreachAction.State.CANCELLED
    )
    return actions.exclude(pk=apart_from.pk) if apart_from else actions


def _consultation(user, officials, institution):
    """Others of us hold the institution to account: talk to them first."""
    places = places_of(officials, user) + ([institution.pk] if institution else [])
    for person in whom_to_consult(places, user):
        yield Concern(_("Consult first: %(names)s") % {"names": person})


def _contacts(user, officials, institution, on, apart_from):
    """What was done or is planned towards them and their offices around that day."""
    around = (shift(on, -AROUND), shift(on, AROUND))
    contacts = _towards(user, officials, institution, apart_from).filter(
        Q(done_on__range=around) | Q(state__in=TO_COME, planned_on__range=around)
    )
    contacts = contacts.with_official_names().select_related("lead", "institution")
    for action in contacts.distinct().order_by("planned_on", "pk")[:SHOWN]:
        towards = action.official_names or str(action.institution or "")
        state = action.get_state_display()
        yield Concern(
            f"{action.get_kind_display()} ({state}): {action.subject} — {towards}",
            on=action.on,
            who=str(action.lead),
            about=action,
        )


def _invitations(user, officials):
    """Invitations to exchanges that they have not answered."""
    states = Participation.State
    invitations = Participation.objects.visible_to(user).filter(
        official__in=officials, state__in=(states.INVITED, states.NOMINATED)
    )
    today = timezone.localdate()
    coming = invitations.filter(
        Q(exchange__starts_on=None) | Q(exchange__starts_on__gte=today)
    )
    for each in coming.select_related("exchange", "official")[:SHOWN]:
        words = _("%(name)s is asked to %(exchange)s and has not answered: %(state)s")
        yield Concern(
            words
            % {
                "name": each.official,
                "exchange": each.exchange,
                "state": each.get_state_display(),
            },
            on=each.exchange.starts_on,
            about=each.exchange,
        )


def _leads_and_limits(user, officials, on, apart_from):
    """Somebody else leads; or the quarter has its number of contacts already."""
    if not officials:
        return
    relationships = (
        Relationship.objects.visible_to(user)
        .filter(official__in=officials)
        .select_related("lead", "official")
    )
    limits = {}
    for each in relationships:
        limits.setdefault(each.official_id, each.most_a_quarter)
        if user.pk not in (each.lead_id, each.deputy_id):
            yield Concern(
                _("%(lead)s leads the relationship with %(name)s.")
                % {"lead": each.lead, "name": each.official},
                who=str(each.lead),
                about=each.official,
            )
    counted = _in_quarter(user, officials, on, apart_from)
    for official in officials:
        number = counted.get(official.pk, 0)
        most = limits.get(official.pk) or MOST_A_QUARTER
        if number >= most:
            words = ngettext(
                "%(name)s has heard from us %(number)s time in this quarter; the "
                "most is %(most)s.",
                "%(name)s has heard from us %(number)s times in this quarter; the "
                "most is %(most)s.",
                number,
            )
            yield Concern(
                words % {"name": official, "number": number, "most": most},
                about=official,
            )


def _in_quarter(user, officials, on, apart_from):
    """{key of an official: how often we turn to them in the quarter of `on`}."""
    first = on.replace(month=on.month - (on.month - 1) % 3, day=1)
    days = (first, last_of_quarter(first))
    ours = (
        OutreachAction.objects.visible_to(user)
        .filter(direction=OutreachAction.Direction.OUT)
        .filter(Q(done_on__range=days) | Q(state__in=TO_COME, planned_on__range=days))
        .filter(action_officials__official__in=officials)
    )
    if apart_from:
        ours = ours.exclude(pk=apart_from.pk)
    counted = ours.order_by().values(who=F("action_officials__official"))
    return dict(counted.annotate(number=Count("pk")).values_list("who", "number"))


def last_of_quarter(first):
    month = first.month + 2
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1])


def in_words(warning):
    """The warning in one line: day, what, who of us."""
    day = warning.on and short_date(warning.on)
    return " · ".join(filter(None, [day, warning.what, warning.who]))
