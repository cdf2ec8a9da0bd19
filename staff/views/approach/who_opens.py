"""Who of us can look at “Before we approach” of somebody and sign it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.approach.models import Approach
from engagements.approach.rules import signable
from engagements.approach.workflow import can_be_edited
from engagements.relationships.models import Relationship
from officials.safeguards.models import ReviewRequest, Switch
from officials.safeguards.workflow import SIGNS, SIGNS_RED
from officials.security.models import Circle, Membership
from staff.locks.models import Lock

MOST = 4  # names in a sentence
ASKED = (ReviewRequest.State.OPEN, ReviewRequest.State.UNSIGNED)


class WhoOpens:
    """Who can open the gate for each of `officials`, as far as `reader` may know.

    Whatever number of officials there are, it asks five times.
    """

    def __init__(self, officials, reader):
        self.reader = reader
        keys = [each.pk for each in officials]
        self.approaches = versions_at_work(keys, reader)
        self.leads = leads_of(keys, reader)
        self.colleagues = list(colleagues())
        self.inside = members_of({each.circle_id for each in officials})
        people = [each.pk for each in self.colleagues]
        works = [each.pk for each in self.approaches.values()]
        self.pairs = signable(works, people)

    def names(self, official, *, red=False):
        """The names of who can sign for `official`; where it is red, managers."""
        return [
            str(each)
            for each in self.colleagues
            if (each.signs_red or not red) and self.can(each, official)
        ]

    def can(self, person, official):
        if not self.is_inside(person, official.circle):
            return False
        approach = self.approaches.get(official.pk)
        if approach is None:
            leads = self.leads.get(official.pk, ())
            return person != self.reader and person not in leads
        if approach.review and approach.review.asked_by_id == person.pk:
            return False
        return (approach.pk, person.pk) in self.pairs

    def is_inside(self, person, circle):
        """Whether what is in `circle` shows to `person`."""
        if circle.everyone or (circle.pk, person.pk) in self.inside:
            return True
        return person.sees_open and not circle.sealed


def versions_at_work(keys, reader):
    """{official: the latest version}, where it is still to be signed."""
    versions = Approach.objects.visible_to(reader).filter(official__in=keys)
    versions = versions.select_related("review").order_by("written_at", "version")
    latest = {each.official_id: each for each in versions}
    return {
        official: each
        for official, each in latest.items()
        if can_be_edited(each) or each.review.state in ASKED
    }


def leads_of(keys, reader):
    """{official: [people]}: who leads the relationship, as `reader` sees it."""
    relationships = Relationship.objects.visible_to(reader).filter(official__in=keys)
    leads = {}
    for each in relationships.select_related("lead").order_by("circle", "pk"):
        leads.setdefault(each.official_id, []).append(each.lead)
    return leads


def colleagues():
    """The people at work here whose role signs an approach, by their names."""
    people = get_user_model().objects.filter(is_active=True, is_external=False)
    locks = Lock.objects.filter(person=OuterRef("pk")).standing()
    other_track = Membership.objects.filter(
        person=OuterRef("pk"), circle__accountability=True
    )
    in_use = Switch.objects.filter(name=Switch.Name.TWO_TRACKS, on=True)
    return (
        people.alias(signs=may(SIGNS))
        .annotate(signs_red=may(SIGNS_RED), sees_open=may("officials.see_open_circles"))
        .filter(Q(signs=True), ~Exists(locks), ~(Exists(other_track) & Exists(in_use)))
        .order_by("full_name", "username")
    )


def may(permission):
    """Whether the roles of a person of a queryset give them `permission`."""
    app, _dot, codename = permission.partition(".")
    return Exists(
        Permission.objects.filter(
            group__user=OuterRef("pk"), content_type__app_label=app, codename=codename
        )
    )


def members_of(circles):
    """{(circle, person)}: who is in which of `circles`, suspended in none of them."""
    memberships = Membership.objects.in_force().filter(
        circle__in=Circle.objects.filter(pk__in=circles, everyone=False)
    )
    return set(memberships.values_list("circle", "person"))


def either(names):
    """“Anna, Vera or Pavel”; of many the first, and how many more there are."""
    if len(names) > MOST:
        more = len(names) - MOST + 1
        rest = ngettext("%(count)s more", "%(count)s more", more) % {"count": more}
        names = [*names[: MOST - 1], rest]
    if len(names) < 2:
        return "".join(names)
    first, last = ", ".join(names[:-1]), names[-1]
    return _("%(names)s or %(last)s") % {"names": first, "last": last}
