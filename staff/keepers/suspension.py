"""Whose sealed circles are closed to them, since when, by what, and who can tell."""

from officials.security.models import Membership
from officials.security.refusals import ask
from staff.keepers.models import WayChange


def of_colleagues(user):
    """The suspended members of sealed circles that `user` is in and not suspended in.

    Memberships of people who work here, each with its `changes`.
    """
    mine = Membership.objects.in_force().filter(person=user, circle__sealed=True)
    theirs = Membership.objects.suspended().filter(circle__in=mine.values("circle"))
    theirs = theirs.filter(person__is_active=True, person__is_external=False)
    return with_changes(theirs.exclude(person=user))


def of(user):
    """The memberships of `user` that are suspended, each with its `changes`."""
    return with_changes(Membership.objects.suspended().filter(person=user))


def with_changes(memberships):
    """A list of `memberships`; `changes` are those by which each is suspended."""
    memberships = list(
        memberships.select_related("person", "circle").order_by("suspended_at", "pk")
    )
    people = {each.person_id for each in memberships}
    changes = WayChange.objects.filter(person__in=people).select_related("changed_by")
    changes = list(changes) if people else []
    for each in memberships:
        each.changes = [
            change
            for change in changes
            if change.person_id == each.person_id
            and change.changed_at >= each.suspended_at
        ]
    return memberships


def is_stuck(membership):
    """Whether nobody of its circle is left who could confirm: that takes a rescue."""
    return ask("app_is_stuck(%s, %s)", membership.person_id, membership.circle_id)
