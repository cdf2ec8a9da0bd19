"""A death: what still goes on with somebody who died, and closing it in one go.

People know nothing of actions, offers and exchanges, so it stands here, in the first
room that knows them all. Everything is closed by the verb of its own kind, as one
batch, which puts back what nobody has changed since.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.planning import playbooks
from engagements.planning.models import PlaybookRun
from engagements.relationships.models import Relationship
from engagements.support.models import Offer
from engagements.support.offers_that_fit import take_back
from exchanges import workflow as exchange_steps
from exchanges.models import Participation
from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.institutions.faults import held_by_the_dead
from officials.institutions.models import Appointment
from officials.people.models import Official
from officials.workflow import in_the_name_of

# Each kind of what is closed: its model, the columns that closing may change, and who
# may.
POSTS = (Appointment, ("ended", "ended_circa"), "officials.change_appointment")
ACTIONS = (OutreachAction, ("state", "result"), "engagements.change_outreachaction")
OFFERS = (Offer, ("taken_back_at",), "engagements.change_offer")
RUNS = (
    PlaybookRun,
    ("stopped_at", "stopped_by", "why_stopped"),
    "engagements.change_playbookrun",
)
INVITATIONS = (Participation, ("state",), "exchanges.invite_participation")


class Remains(NamedTuple):
    """What still goes on with one person who died, as somebody sees it."""

    posts: list
    actions: list
    offers: list
    invitations: list
    runs: list
    shared: list  # planned actions with others: they stay

    @property
    def is_open(self):
        """Whether there is something to close."""
        return any(self[:5])


def remains(officials, user):
    """{key of an official: their `Remains`}; six queries, however many they are."""
    keys = [each.pk for each in officials]
    left = {key: Remains([], [], [], [], [], []) for key in keys}
    for appointment in open_posts(keys, user):
        left[appointment.official_id].posts.append(appointment)
    for link in planned_with(keys, user):
        kind = left[link.official_id]
        (kind.shared if link.with_others else kind.actions).append(link.action)
    for offer in open_offers(keys, user):
        left[offer.official_id].offers.append(offer)
    for participation in open_invitations(keys, user):
        left[participation.official_id].invitations.append(participation)
    for run in open_runs(keys, user):
        left[run.official_id].runs.append(run)
    return left


def open_posts(keys, user):
    """Appointments that go on; what began after the death is a fault to mend."""
    later = Q(started__startswith__gte=F("official__died__endswith"))
    posts = held_by_the_dead(user).filter(official__in=keys).exclude(later)
    return posts.select_related("official", "post__institution")


def planned_with(keys, user):
    """Who is named in which planned action; adds `with_others` who live."""
    others = ActionOfficial.objects.filter(action=OuterRef("action"))
    others = others.exclude(official=OuterRef("official")).filter(official__died=None)
    planned = OutreachAction.objects.visible_to(user).to_come()
    links = ActionOfficial.objects.visible_to(user).filter(
        official__in=keys, action__in=planned.values("pk")
    )
    links = links.annotate(with_others=Exists(others))
    return links.select_related("action").order_by("action__planned_on", "pk")


def open_offers(keys, user):
    """Offers to which they have not answered."""
    offers = Offer.objects.visible_to(user).standing().filter(official__in=keys)
    offers = offers.filter(answer=Offer.Answer.OPEN)
    return offers.select_related("edition__document", "exchange")


def open_invitations(keys, user):
    """Exchanges that they had not attended; one that was over before is history."""
    coming = Q(exchange__ends_on=None) | Q(
        exchange__ends_on__gte=F("official__died__startswith")
    )
    places = Participation.objects.visible_to(user).filter(
        coming, official__in=keys, state__in=exchange_steps.CALLED_OFF
    )
    return places.select_related("exchange")


def open_runs(keys, user):
    """Playbooks at work with them, of which a step is still to come."""
    steps = OutreachAction.objects.visible_to(user).to_come()
    runs = (
        PlaybookRun.objects.visible_to(user)
        .running()
        .filter(Exists(steps.filter(playbook_run=OuterRef("pk"))), official__in=keys)
    )
    return runs.select_related("playbook")


@transaction.atomic
def close(official, *, by):
    """Ends, cancels and takes back what `by` sees and may; returns the `Batch`.

    ValidationError where nobody wrote that they died, or nothing is open.
    """
    officials = Official.objects.visible_to(by).select_for_update(of=("self",))
    official = officials.get(pk=official.pk)
    if official.died is None:
        raise ValidationError(_("Nobody wrote down that they died."))
    left = remains([official], by)[official.pk]
    if not left.is_open:
        raise ValidationError(_("Nothing is open any more."))
    batch = batch_steps.begin(
        Batch.Kind.DEATH, by=by, details={"official": str(official.pk)}
    )
    reason = _("They died: %(date)s.") % {"date": official.died}
    for kind, records, verb in (
        (POSTS, left.posts, end_post),
        (ACTIONS, left.actions, lambda action, by: action_steps.cancel(
            action, by=by, reason=reason)),
        (RUNS, left.runs, lambda run, by: playbooks.stop_planning(
            run, by=by, reason=reason)),
        (OFFERS, left.offers, take_back),
        (INVITATIONS, left.invitations, exchange_steps.call_off),
    ):  # fmt: skip
        close_each(batch, kind, records, verb, by)
    return batch


def close_each(batch, kind, records, verb, by):
    """Closes `records` of one kind by its `verb`, where `by` may."""
    model, fields, permission = kind
    if not records or not by.has_perm(permission):
        return

    def write():
        for record in records:
            verb(record, by=by)

    batch_steps.change_each(batch, model, [each.pk for each in records], fields, write)


def end_post(appointment, *, by):
    """It ended on the day of the death."""
    appointment.ended, appointment.ended_circa = appointment.official.died, False
    appointment.full_clean()
    with in_the_name_of(by):
        appointment.save()


def latest_batch(official, user):
    """What `user` closed after the death of `official` and can open again, or None."""
    mine = Batch.objects.visible_to(user).filter(
        kind=Batch.Kind.DEATH, undone_at=None, details__official=str(official.pk)
    )
    return mine.first()


def of_my_concern(user):
    """Officials who died and with whom something of `user` may still go on.

    Whom they lead or deputise for, whom they planned to turn to, to whom they offered
    something, and who was to come to an exchange of theirs.
    """
    here = {"official": OuterRef("pk")}
    relationships = Relationship.objects.visible_to(user).filter(
        Q(lead=user) | Q(deputy=user), **here
    )
    planned = OutreachAction.objects.visible_to(user).to_come().filter(lead=user)
    links = ActionOfficial.objects.filter(action__in=planned.values("pk"), **here)
    offers = Offer.objects.visible_to(user).standing()
    offers = offers.filter(offered_by=user, answer=Offer.Answer.OPEN, **here)
    places = Participation.objects.visible_to(user).filter(
        exchange__lead=user, state__in=exchange_steps.CALLED_OFF, **here
    )
    return (
        Official.objects.visible_to(user)
        .exclude(died=None)
        .filter(Exists(relationships) | Exists(links) | Exists(offers) | Exists(places))
    )
