"""The news of the demo: two feeds, and what became of their items.

Their addresses belong to nobody (example.org), and nothing is fetched from them: one
is not in use any more, the other is not asked before a year has passed.
"""

import datetime
import hashlib

from engagements.monitoring.feeds import workflow as triage_steps
from engagements.monitoring.feeds.feed_reader import Item
from engagements.monitoring.feeds.intake import add_items
from engagements.monitoring.models import Feed, FeedItem, Mention, Note
from officials.dates import PartialDate

NOT_SOON = datetime.timedelta(days=365)


def add_news(demo, feeds, items):
    """The feeds and items of the file, in the days of `demo` (a Demo)."""
    for number, row in enumerate(feeds):
        fetch_moment = demo.moment(-row["fetched_days_ago"], number)
        feed = Feed.objects.create(
            name=row["name"],
            url=row["url"],
            institution=demo.institutions.get(row["institution"]),
            in_use=row["in_use"],
            trouble=row["trouble"],
            entered_by=demo.people["oleg"],
            fetched_at=fetch_moment,
            fetch_after=fetch_moment + NOT_SOON,
        )
        mine = [each for each in items if each["feed"] == row["key"]]
        add_items(feed, [item_of(demo, *pair) for pair in enumerate(mine)])
        for each in mine:
            item = FeedItem.objects.get(feed=feed, url=each["url"])
            arrival = demo.moment(-each["days_ago"], 3)
            FeedItem.objects.filter(pk=item.pk).update(found_at=arrival)
            decide(demo, item, each)


def item_of(demo, number, row):
    """The Item of a row, as if a feed had brought it."""
    return Item(
        guid=hashlib.sha256(row["url"].encode()).hexdigest(),
        title=row["title"],
        url=row["url"],
        summary=row["summary"],
        published_at=demo.moment(-row["days_ago"], number % 3),
    )


def decide(demo, item, row):
    """What somebody made of the item on the next morning."""
    if row["state"] == "new":
        return
    by = demo.people[row["by"]]
    decided = demo.moment(-row["days_ago"] + 1, 1)
    if row["state"] == "noted":
        triage_steps.note_of(item, by=by)
        make_note(item, row["stance"], by, decided)
    else:
        triage_steps.dismiss(item, by=by)
    FeedItem.objects.filter(pk=item.pk).update(decided_at=decided)


def make_note(item, stance, by, moment):
    day = item.published_at.date()
    official = Note.SourceKind.OFFICIAL if item.feed.institution else None
    note = Note.objects.create(
        headline=item.title,
        detail=item.summary,
        happened_on=PartialDate(day, day),
        seen_on=moment.date(),
        source_kind=official or Note.SourceKind.PRESS,
        source_title=item.feed.name,
        source_url=item.url,
        source_on=day,
        reliability=Note.Reliability.B,
        credibility=Note.Credibility.PROBABLE,
        institution=item.feed.institution,
        feed_item=item,
        recorded_by=by,
        recorded_at=moment,
        circle=item.circle,
    )
    for link in item.recognised.filter(circle=item.circle):
        Mention.objects.create(note=note, official=link.official, stance=stance)
