"""What a feed says: RSS and Atom made into plain items, whatever the feed is like.

Its own process takes it apart (`officials.imports.readers.feed_entries`); here it is
said what of that is an item. Nothing touches network or database.
"""

import calendar
import datetime
import hashlib
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_noop as _

from engagements.monitoring.feeds.network_addresses import Trouble
from officials.imports.reader_process import nothing_strange, records_of
from officials.imports.unreadable_files import RefusedFile

NEWEST = 200  # items taken at one time
TITLE, SUMMARY, ADDRESS = 300, 5000, 500  # characters
EARLIEST = 1990

EMPTY = _("There is nothing at this address: the answer is empty.")
WEB_PAGE = _(
    "This is a web page and not a feed. Look on the page for a link called RSS or Atom."
)
NO_FEED = _("What is there is neither RSS nor Atom.")
EXPANDS = _("The feed defines entities of its own, which can expand without end.")
TOO_DEEP = _("The feed is nested deeper than any feed has to be.")
NOT_WELL_FORMED = _("The feed is not well-formed: what could be read of it was taken.")
UNREADABLE = _("The feed is not well-formed, and no item could be read.")
REPEATED = _("Some items of the feed have one and the same id: the first was taken.")
GUESSED = _("The feed does not say how its letters are written: it was guessed.")

TOO_LONG = _("The feed takes longer to read, or more room, than any feed has to.")
TROUBLES = {
    "empty": EMPTY,
    "web page": WEB_PAGE,
    "no feed": NO_FEED,
    "expands": EXPANDS,
    "feed depth": TOO_DEEP,
    "depth": TOO_DEEP,
    "feed damaged": UNREADABLE,
    "time": TOO_LONG,
    "memory": TOO_LONG,
    "rows": TOO_LONG,
}

UNSAID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff\ufffe]")


@dataclass(frozen=True)
class Item:
    """One piece of news; `guid` is a digest of what tells it from others."""

    guid: str
    title: str
    url: str
    summary: str
    published_at: datetime.datetime | None


@dataclass(frozen=True)
class FeedContents:
    """The newest items of a feed, and what is wrong with it: a sentence or nothing."""

    items: list
    remark: str = ""


def read(body, content_type="", *, now=None):
    """What `body` (bytes) holds; Trouble when it is no feed, or a harmful one."""
    now = now or timezone.now()
    try:
        records = records_of("feed", body, {"content_type": content_type})
        with nothing_strange():
            head, *entries = records
            items, repeated = items_of(entries, now)
            is_broken, is_guessed = bool(head["form"]), bool(head["letters"])
    except RefusedFile as refusal:
        raise Trouble(TROUBLES.get(refusal.reason, UNREADABLE)) from None
    if is_broken and not items:
        raise Trouble(UNREADABLE)
    remarks = [
        (is_broken, NOT_WELL_FORMED),
        (repeated, REPEATED),
        (is_guessed, GUESSED),
    ]
    remark = next((sentence for is_so, sentence in remarks if is_so), "")
    return FeedContents(items, remark)


def items_of(entries, now):
    """The newest Items of `entries`, and whether some shared an id."""
    items, repeated = {}, False
    for entry in entries:
        item = item_of(entry, now)
        if item is None:
            continue
        repeated |= item.guid in items
        items.setdefault(item.guid, item)
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    newest = sorted(
        items.values(), key=lambda item: item.published_at or never, reverse=True
    )
    return newest[:NEWEST], repeated


def item_of(entry, now):
    """The Item that `entry` tells of, a dict of text; None when it tells nothing."""
    url = web_address(entry["link"])
    summary = plain(entry["summary"], SUMMARY)
    title = plain(entry["title"], TITLE) or Truncator(summary).chars(100) or url
    if not title:
        return None
    identity = entry["id"] or entry["link"] or f"{title}\n{summary}"
    return Item(
        guid=hashlib.sha256(identity.encode(errors="replace")).hexdigest(),
        title=title[:TITLE],
        url=url,
        summary="" if summary == title else summary,
        published_at=moment_of(entry["moment"], now),
    )


def web_address(text):
    """`text` if it is an address on the web, else nothing."""
    text = text.strip()
    if len(text) > ADDRESS:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(text)
    except (ValidationError, ValueError):
        return ""
    return text


def moment_of(numbers, now):
    """When it was published; None when nobody knows, or it is still to come."""
    try:
        time_parts = [int(number) for number in numbers if len(number) < 6]
        seconds = calendar.timegm(time_parts)
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment <= now and moment.year >= EARLIEST else None


def plain(text, longest):
    """`text` on lines without blanks around them, of at most `longest` characters."""
    lines = (" ".join(UNSAID.sub("", line).split()) for line in text.splitlines())
    joined = "\n".join(line for line in lines if line)
    if longest == TITLE:
        joined = joined.replace("\n", " ")
    return Truncator(joined).chars(longest)
