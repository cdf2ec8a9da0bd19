"""Feeds as they are gathered: whose turn it is, what is new in them, whom it names."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from engagements.monitoring.feeds import feed_reader, network_fetch
from engagements.monitoring.feeds.network_addresses import Trouble
from engagements.monitoring.models import Feed, FeedItem, FeedItemOfficial
from officials.names.recognition import recognise
from officials.people.models import Official
from officials.security.context import in_bulk
from officials.security.models import Circle

EVERY = datetime.timedelta(minutes=30)
LONGEST = datetime.timedelta(days=1)
CLAIM = datetime.timedelta(minutes=10)  # nobody else begins it meanwhile


@dataclass(frozen=True)
class Gathered:
    """What fetching a feed gave: an answer and its contents, or the trouble with it."""

    answer: network_fetch.Answer | None = None
    contents: feed_reader.FeedContents | None = None
    trouble: Trouble | None = None


def claim(key):
    """The feed in use with this key, put off so that nobody else begins it; or None."""
    feed = Feed.objects.select_for_update(of=("self",), skip_locked=True)
    feed = feed.filter(pk=key, in_use=True).first()
    if feed:
        Feed.objects.filter(pk=key).update(fetch_after=timezone.now() + CLAIM)
    return feed


def gather(feed):
    """What its server says now; asks the network and not the database."""
    try:
        answer = network_fetch.fetch(feed.url, etag=feed.etag, modified=feed.modified)
        if answer.body is None:
            return Gathered(answer)
        return Gathered(answer, feed_reader.read(answer.body, answer.content_type))
    except Trouble as trouble:
        return Gathered(trouble=trouble)


def keep(feed, gathered):
    """Keeps what `gathered` brought for `feed`; the number of new items.

    Nothing is kept when somebody gave the feed another address meanwhile.
    """
    now = timezone.now()
    same = Feed.objects.select_for_update(of=("self",))
    feed = same.filter(pk=feed.pk, url=feed.url).first()
    if feed is None:
        return 0
    if gathered.trouble:
        put_off(feed, gathered.trouble, now)
        return 0
    feed_fields = {"fetched_at": now, "fetch_after": now + EVERY, "failures": 0}
    answer, contents = gathered.answer, gathered.contents
    if contents is not None:
        feed_fields |= {
            "etag": answer.etag,
            "modified": answer.modified,
            "trouble": contents.remark,
        }
    elif feed.failures:
        feed_fields["trouble"] = ""
    Feed.objects.filter(pk=feed.pk).update(**feed_fields)
    return add_items(feed, contents.items) if contents else 0


def put_off(feed, trouble, now):
    """Keeps the sentence, and waits longer each time: up to a day, or as long as the
    server asked for; what is gone for good is not asked again."""
    failures = min(feed.failures + 1, 1000)
    wait = min(EVERY * 2 ** min(failures, 10), LONGEST)
    if trouble.retry_after is not None:
        retry_wait = datetime.timedelta(seconds=min(trouble.retry_after, 86_400))
        wait = max(retry_wait, EVERY)
    Feed.objects.filter(pk=feed.pk).update(
        failures=failures,
        fetch_after=now + wait,
        trouble=trouble.sentence,
        in_use=feed.in_use and not trouble.gone,
    )


def add_items(feed, items):
    """Adds what is new among `items`, with the officials named there; how many."""
    guids = [item.guid for item in items]
    guids_on_record = FeedItem.objects.filter(feed=feed, guid__in=guids)
    guids_on_record = set(guids_on_record.values_list("guid", flat=True))
    new = [
        FeedItem(
            feed=feed,
            circle_id=feed.circle_id,
            guid=item.guid,
            title=item.title,
            url=item.url,
            summary=item.summary,
            published_at=item.published_at,
        )
        for item in items
        if item.guid not in guids_on_record
    ]
    links = [link for item in new for link in officials_in(item)]
    with in_bulk():
        FeedItem.objects.bulk_create(new)
        FeedItemOfficial.objects.bulk_create(links)
    return len(new)


def officials_in(item):
    """Links to the officials recognised in `item`, each in the narrower circle of both.

    Where item and official are of two narrow circles nobody may know of both. Who is
    only perhaps meant is left out: a person who makes a note is asked anyway.
    """
    return [
        FeedItemOfficial(
            item=item,
            official=recognition.official,
            words=recognition.words[:200],
            circle_id=narrower(item.circle_id, recognition.official.circle_id),
        )
        for recognition in named_in(f"{item.title}\n{item.summary}", item.circle_id)
        if recognition.certain
    ]


def named_in(text, circle):
    """Those recognised in `text` for the readers of `circle`, by its key.

    First among the officials whom all of them see: a namesake in a narrower circle
    must not make that one doubtful. Then, for those who see more, the others.
    """
    circles = (Circle.ALL_STAFF, circle)
    mentions = recognise(text, Official.objects.filter(circle__in=circles))
    if circle != Circle.ALL_STAFF:
        return mentions
    hidden = Official.objects.exclude(circle__in=circles)
    if not hidden.exists():
        return mentions
    others = recognise(text, Official.objects.all())
    return mentions + [
        each for each in others if each.official.circle_id not in circles
    ]


def narrower(one, other):
    """The narrower of two circles, as keys, one of which is All staff or both."""
    return other if one == Circle.ALL_STAFF else one
