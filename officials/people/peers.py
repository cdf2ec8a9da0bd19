"""Who abroad does what somebody does here, and the other way about.

A peer stands on the other side, and their post today has the same function or their
institution is of the same kind. Points, the best first: function 4, kind 3, level 1,
each shared theme 1 (three at most), took part in an exchange of ours 1.
"""

from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models import When as If
from django.db.models.functions import Coalesce, Least

from officials.institutions.models import Appointment, Institution
from officials.people.models import OfficialTheme

SHOWN = 30
MOST_THEMES = 3
Side = Institution.Side


class Peer(NamedTuple):
    """An appointment of today, and what it shares with the one that was asked about."""

    appointment: Appointment
    function: bool
    kind: bool
    level: bool
    themes: list
    met: bool


def peers(post, user, *, met, official=None):
    """The best `Peer`s of whoever holds `post` (of `official`, where one is asked for).

    `met` are the keys of officials who took part in an exchange of ours. Only what
    `user` may see; two queries.
    """
    place = post.institution
    across = ~Q(post__institution__side=Side.DOMESTIC)
    if place.side != Side.DOMESTIC:
        across = Q(post__institution__side=Side.DOMESTIC)
    function = Q(post__function=post.function) if post.function else Q(pk=None)
    kind = Q(post__institution__kind=place.kind)
    theirs = themes_of(official, user)
    appointments = (
        Appointment.objects.visible_to(user)
        .current()
        .filter(across, function | kind)
        .annotate(
            same_function=points(function, 4),
            same_kind=points(kind, 3),
            same_level=points(Q(post__institution__level=place.level), 1),
            same_themes=shared(theirs, user),
            was_met=points(Q(official__in=met), 1),
        )
        .annotate(
            points=sum_of("same_function", "same_kind", "same_level", "was_met")
            + Least("same_themes", Value(MOST_THEMES))
        )
        .select_related("official", "post__institution")
        .order_by("-points", "official__sort_name", "pk")
    )
    return in_words(list(appointments[:SHOWN]), theirs, user)


def points(condition, worth):
    """`worth` where `condition` holds, else nothing."""
    return Case(
        If(condition, then=Value(worth)), default=Value(0), output_field=IntegerField()
    )


def sum_of(first, *others):
    total = Coalesce(first, 0)
    for each in others:
        total = total + Coalesce(each, 0)
    return total


def themes_of(official, user):
    """The links from `official` to their themes; none when nobody is asked about."""
    links = OfficialTheme.objects.visible_to(user)
    return links.filter(official=official) if official else links.none()


def shared(theirs, user):
    """How many of the themes of `theirs` a person shares."""
    links = (
        OfficialTheme.objects.visible_to(user)
        .filter(official=OuterRef("official"), theme__in=theirs.values("theme"))
        .order_by()
        .values("official")
        .annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(links.values("number")), 0)


def in_words(appointments, theirs, user):
    """The `Peer`s of these appointments, each person once."""
    people = [each.official_id for each in appointments]
    links = OfficialTheme.objects.visible_to(user).filter(
        official__in=people, theme__in=theirs.values("theme")
    )
    themes = {}
    for link in links.select_related("theme"):
        themes.setdefault(link.official_id, []).append(link.theme)
    first = {}
    for each in appointments:
        first.setdefault(each.official_id, each)
    return [
        Peer(
            appointment=each,
            function=bool(each.same_function),
            kind=bool(each.same_kind),
            level=bool(each.same_level),
            themes=themes.get(each.official_id, []),
            met=bool(each.was_met),
        )
        for each in first.values()
    ]
