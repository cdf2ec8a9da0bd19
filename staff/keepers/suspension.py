"""Whose sealed circles are closed to them, since when, by what, and who can tell."""

from officials.security.models import Closure, Membership
from officials.security.refusals import ask
from staff.keepers.models import WayChange
from translations.jobs.models import Translation


def of_colleagues(user):
    """The suspended members of sealed circles that `user` is in and not suspended in.

    Memberships of people who work here, each with its `changes`.
    """
    mine = sealed_circles_of(user)
    theirs = Membership.objects.suspended().filter(circle__in=mine)
    theirs = theirs.filter(person__is_active=True, person__is_external=False)
    return with_changes(theirs.exclude(person=user))


def closures_for(user):
    """The `Closure` of people who are not in a sealed circle of `user`, with `changes`.

    Of whom somebody took out, and of whom a job of the circle is (`has_job`).
    """
    mine = sealed_circles_of(user)
    theirs = Closure.objects.filter(circle__in=mine, person__is_active=True)
    closures = with_changes(theirs.exclude(person=user).select_related("taken_out_by"))
    jobs = Translation.objects.visible_to(user).exclude(
        state=Translation.State.WITHDRAWN
    )
    people = jobs.filter(circle__in=mine).values_list("circle", "translator", "reviser")
    have_jobs = set()
    for circle, translator, reviser in people if closures else ():
        have_jobs |= {(circle, translator), (circle, reviser)}
    for each in closures:
        each.has_job = (each.circle_id, each.person_id) in have_jobs
    return [each for each in closures if each.taken_out or each.has_job]


def sealed_circles_of(user):
    """The sealed circles that `user` is in and not suspended in, for a condition."""
    mine = Membership.objects.in_force().filter(person=user, circle__sealed=True)
    return mine.values("circle")


def of(user):
    """The memberships of `user` that are suspended, each with its `changes`."""
    return with_changes(Membership.objects.suspended().filter(person=user))


def closes_what_was_brought():
    """Whether what who speaks typed and brought before is closed to them for now."""
    return ask("app_suspended_since() > '-infinity'")


def with_changes(places):
    """A list of memberships or closures; `changes` are what closed each of them."""
    since = "since" if places.model is Closure else "suspended_at"
    places = list(places.select_related("person", "circle").order_by(since, "pk"))
    people = {each.person_id for each in places}
    changes = WayChange.objects.filter(person__in=people).select_related("changed_by")
    changes = list(changes) if people else []
    for each in places:
        each.changes = [
            change
            for change in changes
            if change.person_id == each.person_id
            and change.changed_at >= getattr(each, since)
        ]
    return places


def is_stuck(membership):
    """Whether nobody of its circle is left who could confirm: that takes a rescue."""
    return ask("app_is_stuck(%s, %s)", membership.person_id, membership.circle_id)


def may_assure(user, place):
    """Whether the word of `user` opens it again: they had no part in the changes."""
    return ask("app_may_assure(%s, %s, %s)", user.pk, place.person_id, place.circle_id)
