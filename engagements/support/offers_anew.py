"""A corrected edition is offered to those who hold an earlier one."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from engagements.support.models import Offer
from officials.people.models import Official
from officials.security.refusals import refusal_of
from officials.workflow import in_the_name_of
from translations.deliveries.models import Delivery


class Outcome(NamedTuple):
    """The offers that were made, and to whom none was: (official, why not)."""

    offers: list
    closed: list


def earlier_deliveries(edition, user):
    """Those of earlier editions after which `user` sees nobody hold `edition`."""
    deliveries = Delivery.objects.visible_to(user).outdated(user)
    return deliveries.filter(edition__translation__in_force=edition)


def holders(edition, user):
    """The officials who hold an earlier edition and were not offered this one."""
    deliveries = earlier_deliveries(edition, user)
    offered = Offer.objects.visible_to(user).in_the_way().filter(edition=edition)
    officials = Official.objects.visible_to(user).filter(
        pk__in=deliveries.order_by().values("official"), died=None
    )
    return officials.exclude(pk__in=offered.order_by().values("official"))


@transaction.atomic
def offer(edition, officials, *, by):
    """Offers `edition` to each of `officials` whom the gate lets: an `Outcome`.

    An offer is known to as few as the delivery that it follows.
    """
    circles = {
        each.official_id: each.circle
        for each in earlier_deliveries(edition, by).select_related("circle")
    }
    outcome = Outcome([], [])
    for official in officials:
        new = Offer(
            official=official,
            edition=edition,
            offered_by=by,
            circle=circles.get(official.pk, official.circle),
        )
        try:
            with transaction.atomic(), in_the_name_of(by):
                new.full_clean()
                new.save()
        except ValidationError as reason:
            outcome.closed.append((official, " ".join(reason.messages)))
        except IntegrityError as reason:
            sentence = " ".join(refusal_of(reason).messages)
            outcome.closed.append((official, sentence))
        else:
            outcome.offers.append(new)
    return outcome
