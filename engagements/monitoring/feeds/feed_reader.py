"""What a feed says: RSS and Atom made into plain items, whatever the feed is like.

Nothing here touches network or database. Everything is read as UTF-8 in the end, so
that the check for harm and the reader of feeds see the same bytes.
"""

import calendar
import codecs
import datetime
import hashlib
import io
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from html.parser import HTMLParser

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_noop as _

from engagements.monitoring.feeds.network_addresses import Trouble

NEWEST = 200  # items taken at one time
TITLE, SUMMARY, ADDRESS = 300, 5000, 500  # characters
DEEPEST = 60  # elements inside each other
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

PAGE = re.compile(
    r"\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html)", re.I | re.S
)
FEED = re.compile(r"<(\w+:)?(rss|feed|rdf)\b", re.I)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.I)
ENTITY = re.compile(r"<!ENTITY", re.I)
# Of the many encodings there are, those in which somebody writes a feed.
KNOWN = ("utf", "cp", "iso8859", "koi8", "mac", "ascii", "latin", "gb", "big5", "euc",
         "shift", "iso2022", "tis")  # fmt: skip
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
    if not body.strip():
        raise Trouble(EMPTY)
    text, guessed = decode(body, content_type)
    start = text[:20_000]
    if PAGE.match(start):
        raise Trouble(WEB_PAGE)
    if not FEED.search(start):
        raise Trouble(NO_FEED)
    well_formed = is_well_formed(text)
    parsed = parse(text)
    if not parsed.version and not parsed.entries:
        raise Trouble(NO_FEED if well_formed else UNREADABLE)
    items, repeated = items_of(parsed.entries, now)
    if not well_formed and not items:
        raise Trouble(UNREADABLE)
    remarks = [
        (not well_formed, NOT_WELL_FORMED),
        (repeated, REPEATED),
        (guessed, GUESSED),
    ]
    remark = next((sentence for is_so, sentence in remarks if is_so), "")
    return FeedContents(items, remark)


# Letters


def decode(body, content_type):
    """The text of `body` without its XML declaration, and whether it was guessed.

    What is valid UTF-8 is UTF-8; else the declaration inside is believed before the
    header outside, which servers put on everything alike. Feeds that say nothing are
    taken for windows-1251, in which the older ones of our region are written.
    """
    for mark, encoding in BOMS:
        if body.startswith(mark):
            return bare(body.decode(encoding, errors="replace")), False
    declared = DECLARED.search(body[:300])
    header = CHARSET.search(content_type)
    encoding_names = [
        declared and declared[1].decode("ascii", errors="replace"),
        header and header[1],
    ]
    for name in ["utf-8", *filter(None, encoding_names)]:
        if not is_known(name):
            continue
        try:
            return bare(body.decode(name)), False
        except (UnicodeError, LookupError):
            continue
    return bare(body.decode("windows-1251", errors="replace")), True


def is_known(name):
    """Whether `name` is an encoding of text that a feed may be written in."""
    try:
        return codecs.lookup(name).name.replace("-", "").startswith(KNOWN)
    except LookupError:
        return False


def bare(text):
    return DECLARATION.sub("", text.replace("\x00", ""), count=1).lstrip()


# Harm


class Depth:
    """A target of the XML parser that keeps nothing, and counts how deep it is."""

    def __init__(self):
        self.depth = 0

    def start(self, tag, attributes):
        self.depth += 1
        if self.depth > DEEPEST:
            raise Trouble(TOO_DEEP)

    def end(self, tag):
        self.depth -= 1


def is_well_formed(text):
    """Whether `text` is XML; Trouble when it defines entities, or is a bottomless pit.

    The name of a DTD alone does no harm: RSS 0.91 has one, and it is not fetched.
    """
    parser = DefusedXMLParser(target=Depth(), forbid_entities=True)
    try:
        parser.feed(text.encode("utf-8", errors="replace"))
        parser.close()
    except DefusedXmlException:
        raise Trouble(EXPANDS) from None
    except ElementTree.ParseError:
        if ENTITY.search(text):
            raise Trouble(EXPANDS) from None
        return False
    return True


def parse(text):
    """What feedparser makes of `text`.

    It is given an open file and never bytes, which it would take for the name of a
    file to open. Of what is malformed it makes what it can, and fails in many ways.
    """
    source = io.BytesIO(text.encode("utf-8", errors="replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(
            source,
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise Trouble(UNREADABLE) from None
    except RecursionError:
        raise Trouble(TOO_DEEP) from None


# Items


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
    """The Item that `entry` of feedparser tells of; None when it tells nothing."""
    url = web_address(entry.get("link"))
    content = next((part.get("value") for part in entry.get("content", ())), "")
    summary = plain(entry.get("summary") or content, SUMMARY)
    title = plain(entry.get("title"), TITLE) or Truncator(summary).chars(100) or url
    if not title:
        return None
    identity = entry.get("id") or entry.get("link") or f"{title}\n{summary}"
    return Item(
        guid=hashlib.sha256(str(identity).encode(errors="replace")).hexdigest(),
        title=title[:TITLE],
        url=url,
        summary="" if summary == title else summary,
        published_at=moment_of(entry, now),
    )


def web_address(text):
    """`text` if it is an address on the web, else nothing."""
    text = str(text or "").strip()
    if len(text) > ADDRESS:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(text)
    except (ValidationError, ValueError):
        return ""
    return text


def moment_of(entry, now):
    """When it was published; None when nobody knows, or it is still to come."""
    # feedparser warns when it is itself asked for `updated_parsed`.
    time_parts = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
    if not time_parts or time_parts[0] < EARLIEST:
        return None
    try:
        seconds = calendar.timegm(time_parts)
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment <= now else None


class PlainText(HTMLParser):
    """Takes the text out of HTML; paragraphs become lines."""

    BLOCKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"}
    SILENT = {"script", "style", "template"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data)


def plain(text, longest):
    """`text`, which may hold HTML, as plain text of at most `longest` characters."""
    parser = PlainText()
    parser.feed(UNSAID.sub("", str(text or ""))[: longest * 20])
    parser.close()
    lines = ("".join(parser.parts)).encode(errors="replace").decode().splitlines()
    lines = (" ".join(UNSAID.sub("", line).split()) for line in lines)
    joined = "\n".join(line for line in lines if line)
    if longest == TITLE:
        joined = joined.replace("\n", " ")
    return Truncator(joined).chars(longest)
