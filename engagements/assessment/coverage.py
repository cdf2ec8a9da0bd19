"""Coverage: which leading posts we have not noted anything about for a while.

A leading post is covered when a note is about somebody who holds it today; one that
nobody holds, when a note is about its institution. The day of a note is the latest
day on which it may have happened, as in the signal; each reader counts the notes that
they see.
"""

import datetime

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Least
from django.utils import timezone

from engagements.monitoring.models import Mention, Note
from engagements.relationships.models import Relationship
from officials.institutions.models import Appointment, Institution, Post
from officials.institutions.models.institutions import in_reader_language

PERIODS = (30, 90, 180)  # days
USUAL = 90
ONE_DAY = datetime.timedelta(days=1)
LEADING = Post.objects.filter(
    is_leading=True, institution__side=Institution.Side.DOMESTIC
)


def holders(user, post):
    """Appointments of today to the post whose key `post` stands for."""
    return Appointment.objects.visible_to(user).current().filter(post=post)


def leading_posts(user):
    """The leading posts there are at home, with `last_note_on`: a day, or nothing."""
    today = timezone.localdate()
    officials = holders(user, OuterRef(OuterRef("pk"))).values("official")
    about_holder = latest(
        Mention.objects.visible_to(user).filter(official__in=officials),
        "note__happened_on",
    )
    about_place = latest(
        Note.objects.visible_to(user).filter(institution=OuterRef("institution")),
        "happened_on",
    )
    last = Cast(F("past") - Value(ONE_DAY), DateField())
    posts = LEADING.visible_to(user).existing(today)
    posts = posts.annotate(held=Exists(holders(user, OuterRef("pk"))))
    # `past` is the first day after the note.
    past = Case(When(held=True, then=about_holder), default=about_place)
    return posts.annotate(past=past).annotate(
        last_note_on=Least(last, Value(today), output_field=DateField())
    )


def latest(rows, name):
    """The end of the latest partial date `name` of `rows`."""
    latest_first = rows.order_by(F(f"{name}__endswith").desc())
    return Subquery(
        latest_first.values(end=F(f"{name}__endswith"))[:1], output_field=DateField()
    )


def since(days):
    """Those of `leading_posts` with a note in the last `days` days."""
    first = timezone.localdate() - datetime.timedelta(days=days)
    return Q(past__gt=first)


def without_note(posts, days):
    """Those of `leading_posts` without any note in the last `days` days."""
    return posts.exclude(since(days)) | posts.filter(past=None)


def with_lead(posts, user):
    """Adds `lead_name`: who leads the relationship with somebody who holds it."""
    officials = holders(user, OuterRef(OuterRef("pk"))).values("official")
    leads = Relationship.objects.visible_to(user).filter(official__in=officials)
    leads = leads.order_by("circle", "pk").values("lead__full_name")
    return posts.annotate(lead_name=Subquery(leads[:1]))


def by_institution(user, days):
    """How many leading posts each institution has, and how many of them are covered.

    Dictionaries with `institution`, `label`, `posts`, `covered`; the least covered
    first. One query.
    """
    posts = leading_posts(user).order_by().values("institution")
    return posts.annotate(
        label=in_reader_language("institution__name", "institution__native_name"),
        posts=Count("pk"),
        covered=Count("pk", filter=since(days)),
    ).order_by(F("covered") * 1.0 / F("posts"), "-posts", "label")
