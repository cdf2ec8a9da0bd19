"""What changed of what a person keeps an eye on, since they last looked.

Told from the records and their history, as far as the person sees them; no stage, no
stance and no score is told (product.md, rule 7). Whatever is watched, the number of
queries is the same.
"""

import datetime
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from engagements.together.models import Watch
from engagements.together.what_changed import news_of
from officials.institutions.models import Appointment, Institution
from officials.themes.models import Theme

WEEK = datetime.timedelta(days=7)


class Change(NamedTuple):
    """One thing that changed of what is watched.

    `words` say what it is (“New note”), `record` leads there and is called `title`.
    `at` is the moment it was recorded, or the first moment of the day on which it
    happened (then `day` is that day); `by` is a person or None.
    """

    watch: Watch
    words: str
    record: object
    title: str
    at: datetime.datetime
    day: datetime.date | None
    by: object


def watches_of(user):
    """What `user` watches and still sees."""
    return Watch.objects.visible_to(user).of(user)


# Verbs


@transaction.atomic
def watch(target, *, by, since=None, looked_at=None):
    """`by` keeps an eye on `target` from now on; returns the `Watch`, old or new.

    The watch is in the circle of what it names. `since` and `looked_at` put back one
    that was stopped by mistake.
    """
    now = timezone.now()
    own_watch, _created = Watch.objects.get_or_create(
        watcher=by,
        **{target._meta.model_name: target},
        defaults={
            **({} if isinstance(target, Theme) else {"circle_id": target.circle_id}),
            "since": since or now,
            "looked_at": looked_at or now,
        },
    )
    return own_watch


def stop(watch, *, by):
    """`by` does not watch it any more."""
    Watch.objects.of(by).filter(pk=watch.pk).delete()


def look(user, until=None):
    """`user` has seen what changed until the moment `until` (now), when they were
    shown it. Returns how many watches moved."""
    now = timezone.now()
    moment = min(until or now, now)
    mine = watches_of(user).filter(looked_at__lt=moment)
    return mine.update(looked_at=moment)


def take_back_look(user):
    """The latest look was a mistake: what was looked at then is as it was before."""
    mine = watches_of(user)
    latest = mine.aggregate(latest=Max("looked_at"))["latest"]
    earlier_looks = Watch.pgh_event_model.objects.filter(
        pgh_obj=OuterRef("pk"), looked_at__lt=OuterRef("looked_at")
    )
    before = Subquery(earlier_looks.order_by("-pgh_id").values("looked_at")[:1])
    watches = mine.filter(looked_at=latest)
    return watches.update(looked_at=Coalesce(before, F("looked_at")))


def watched_by(user, target):
    """The watch that `user` keeps on `target`, or None."""
    fields = {target._meta.model_name: target}
    return watches_of(user).filter(**fields).first()


# What changed


def changes(user, since=None, only=None):
    """What changed of what `user` watches, the latest first: a list of `Change`.

    Since each was last looked at, or since the moment `since`; of one watch, `only`,
    or of all of them.
    """
    watches = watches_of(user)
    if only is not None:
        watches = watches.filter(pk=only.pk)
    reach = Reach(
        watches.select_related("official", "post", "institution", "theme"), user
    )
    if not reach.watches:
        return []
    floor = since or min(each.looked_at for each in reach.watches)
    all_changes = []
    for news in news_of(reach, floor, user):
        for each in reach.concerned(news):
            if news.is_since(since or each.looked_at):
                all_changes.append(change_of(each, news))
    all_changes.sort(key=lambda change: change.at, reverse=True)
    return [change._replace(by=person) for change, person in name_writers(all_changes)]


def change_of(watch, news):
    return Change(
        watch, news.words, news.record, news.title, news.at, news.day, news.by
    )


def name_writers(all_changes):
    """Each change with the person who made it, with one query."""
    keys = {change.by for change in all_changes if change.by}
    people = get_user_model().objects.in_bulk(list(keys))
    return [(change, people.get(change.by)) for change in all_changes]


def number_of(all_changes):
    """How many things changed: what concerns two watches counts once."""
    return len({(change.record.pk, change.words, change.at) for change in all_changes})


class Reach:
    """How far the watches of one person reach: whom and what each takes in.

    A post takes in who holds it today, an institution all below it and who holds a
    post there, a theme all narrower ones.
    """

    def __init__(self, watches, user):
        self.watches = list(watches)
        self.user = user
        self.by_official = self.gather("official_id")
        self.by_post = self.gather("post_id")
        self.by_place = self.spread(
            self.gather("institution_id"), self.parts, "institution_id"
        )
        self.by_theme = self.spread(self.gather("theme_id"), self.narrower, "theme_id")
        self.by_person = self.with_holders()

    def gather(self, name):
        """The watches by the key of what they name in the field `name`."""
        watches_by_key = {}
        for each in self.watches:
            if key := getattr(each, name):
                watches_by_key.setdefault(key, set()).add(each)
        return watches_by_key

    def spread(self, named, above, name):
        """`named`, and the same for whatever stands below: `above` gives parents."""
        parents = dict(above(named))
        watches_by_key = {}
        for key in {*parents, *named}:
            step, visited = key, set()
            while step is not None and step not in visited:
                watches_by_key.setdefault(key, set()).update(named.get(step, ()))
                visited.add(step)
                step = parents.get(step)
        return {key: watches for key, watches in watches_by_key.items() if watches}

    def parts(self, named):
        places = Institution.objects.visible_to(self.user).below_any(named)
        return places.order_by().values_list("pk", "parent_id")

    def narrower(self, _named):
        return Theme.objects.order_by().values_list("pk", "parent_id")

    def appointments(self):
        """Those to posts that are watched, themselves or with their institution."""
        place = Q(post__institution__in=self.by_place)
        return Q(post__in=self.by_post) | place

    def concerned(self, news):
        """The watches that `news` is about."""
        watches = set()
        for keys, watches_by_key in (
            (news.people, self.by_person),
            (news.officials, self.by_official),
            (news.posts, self.by_post),
            (news.places, self.by_place),
            (news.themes, self.by_theme),
        ):
            for key in keys:
                watches |= watches_by_key.get(key, set())
        return watches

    def with_holders(self):
        """The watches by official: those named, and those who hold a post today."""
        watches_by_official = {
            key: set(watches) for key, watches in self.by_official.items()
        }
        appointments = Appointment.objects.visible_to(self.user).current().order_by()
        appointments = appointments.filter(self.appointments())
        for official, post, place in appointments.values_list(
            "official_id", "post_id", "post__institution_id"
        ):
            takers = self.by_post.get(post, set()) | self.by_place.get(place, set())
            watches_by_official.setdefault(official, set()).update(takers)
        return watches_by_official
