"""News feeds, RSS and Atom: their entries as plain text, whatever the feed is like.

Everything is read as UTF-8 in the end, so that the check for harm and the reader of
feeds see the same bytes.
"""

import codecs
import io
import re
import xml.etree.ElementTree as ElementTree
import xml.sax.expatreader  # noqa: F401 - it could not be loaded later

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from officials.imports.readers.charsets import is_loaded
from officials.imports.readers.html_words import words_of
from officials.imports.readers.unreadable import Unreadable

LONGEST_HTML, LONGEST_WORDS = 100_000, 20_000  # characters of one entry
DEEPEST = 60  # elements inside each other

PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html)", re.I)
COMMENT = re.compile(r"<!--.*?-->", re.S)
FEED = re.compile(r"<(\w+:)?(rss|feed|rdf)\b", re.I)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.I)
ENTITY = re.compile(r"<!ENTITY", re.I)
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(content, options):
    """How the feed was written; then a dict of text for each of its entries.

    `options` has the `content_type` that its server said. Raises `Unreadable` when it
    is no feed, or a harmful one. The moment of an entry is its six numbers, or [].
    """
    if not content.strip():
        raise Unreadable("empty")
    text, is_guessed = decode(content, options["content_type"])
    start = COMMENT.sub("", text[:20_000])
    if PAGE.match(start):
        raise Unreadable("web page")
    if not FEED.search(start):
        raise Unreadable("no feed")
    well_formed = is_well_formed(text)
    parsed = parse(text)
    if not parsed.version and not parsed.entries:
        raise Unreadable("no feed" if well_formed else "feed damaged")
    yield {
        "letters": "guessed" if is_guessed else "",
        "form": "" if well_formed else "broken",
    }
    for entry in parsed.entries:
        yield entry_in_words(entry)


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
        if not is_loaded(name):
            continue
        try:
            return bare(body.decode(name)), False
        except (UnicodeError, LookupError):
            continue
    return bare(body.decode("windows-1251", errors="replace")), True


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
            raise Unreadable("feed depth")

    def end(self, tag):
        self.depth -= 1


def is_well_formed(text):
    """Whether `text` is XML; Unreadable when it defines entities or has no bottom.

    The name of a DTD alone does no harm: RSS 0.91 has one, and it is not fetched.
    """
    parser = DefusedXMLParser(target=Depth(), forbid_entities=True)
    try:
        parser.feed(text.encode("utf-8", errors="replace"))
        parser.close()
    except DefusedXmlException:
        raise Unreadable("expands") from None
    except ElementTree.ParseError:
        if ENTITY.search(text):
            raise Unreadable("expands") from None
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
        raise Unreadable("feed damaged") from None
    except RecursionError:
        raise Unreadable("feed depth") from None


# Entries


def entry_in_words(entry):
    """What `entry` of feedparser tells, as text and without markup."""
    contents = [part.get("value") for part in entry.get("content", ())]
    # feedparser warns when it is itself asked for `updated_parsed`.
    moment = entry.get("published_parsed") or dict.get(entry, "updated_parsed") or ()
    return {
        "id": str(entry.get("id") or "")[:LONGEST_WORDS],
        "link": str(entry.get("link") or "")[:LONGEST_WORDS],
        "title": plain(entry.get("title")),
        "summary": plain(entry.get("summary") or next(iter(contents), "")),
        "moment": [str(number) for number in moment[:6]],
    }


def plain(html):
    """`html`, which may be mere text, as words."""
    text = str(html or "")[:LONGEST_HTML]
    return words_of(text, breaks_after=True)[:LONGEST_WORDS]
