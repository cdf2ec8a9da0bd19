"""An edition comes into somebody's hands: one act, and one delivery to each."""

from django.db import transaction

from engagements.contacts.models import (
    ActionDelivery,
    ActionEdition,
    ActionOfficial,
    OutreachAction,
)
from engagements.contacts.workflow import begin_as_done
from officials.workflow import in_the_name_of
from translations.deliveries.models import Delivery

Kind, Way = OutreachAction.Kind, Delivery.Way
KINDS = {Way.EMAIL: Kind.EMAIL, Way.MESSENGER: Kind.MESSENGER}


@transaction.atomic
def give(action, edition, officials, *, way, copies, is_past, by):
    """The unsaved `action`: `by` gives `edition` to `officials` or its office.

    What goes today passes the gate, which refuses all of it (IntegrityError) or none;
    with `is_past` it is put on record as it happened. Returns the action, done.
    """
    action.kind, action.lead = KINDS.get(way, Kind.DOCUMENT), by
    longest = OutreachAction._meta.get_field("subject").max_length
    action.subject = str(edition)[:longest]
    begin_as_done(action)
    action.full_clean()
    holders = [{"official": each} for each in officials]
    with in_the_name_of(by):
        action.save()
        here = {"action": action, "circle": action.circle}
        ActionOfficial.objects.bulk_create(
            ActionOfficial(official=each, **here) for each in officials
        )
        for holder in holders or [{"institution": action.institution}]:
            delivery = Delivery(
                edition=edition,
                circle=action.circle,
                given_on=action.done_on,
                given_by=by,
                way=way,
                copies=copies,
                is_past=is_past,
                **holder,
            )
            delivery.full_clean()
            delivery.save()
            ActionDelivery.objects.create(delivery=delivery, **here)
        ActionEdition.objects.create(edition=edition, **here)
    return action
