"""What stands between two blocks of a page: words, and tags among them."""

import re
from html import unescape
from typing import NamedTuple

from translations.formats.readers.passages import Passage, Piece
from translations.formats.readers.tags import Tag, text_of

BLANK = re.compile(r"[ \t\n\f\r]+")
SOFT = "\u00ad"
MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?\s*")


class Item(NamedTuple):
    """Words (`kind` text), or a tag (open, close, alone) of some kind."""

    role: str
    begin: int
    end: int
    kind: str = "text"
    name: str = ""
    is_note: bool = False
    words: str | None = None  # where the source has others, or none


class Run:
    """Items in order; `captions` are spans of attributes, with their kind."""

    def __init__(self, source):
        self.source, self.items, self.captions = source, [], []

    def add_text(self, begin, end):
        self.items.append(Item("text", begin, end))

    def add_alone(self, kind, begin, end):
        self.items.append(Item("alone", begin, end, kind))

    def open(self, token, kind):
        begin, end = token.attributes.get("href", (0, 0))
        is_note = token.name == "a" and self.source[begin:end].startswith("#")
        self.items.append(
            Item("open", token.begin, token.end, kind, token.name, is_note)
        )

    def close(self, token):
        self.items.append(Item("close", token.begin, token.end, "format", token.name))

    def passage(self, *, is_kept):
        """The Passage of these items, without key and kind; None if nothing is said.

        `is_kept` says that white space is text, as in `pre`.
        """
        pairs = self.pairs()
        items, pairs = self.with_notes(pairs)
        begin, end = self.edges(items, pairs, is_kept)
        if begin >= end:
            return None
        items, words = items[begin:end], []
        shifted = {first - begin: last - begin for first, last in pairs.items()}
        parts, pieces = self.parts(items, shifted, is_kept)
        words = "".join(part for part in parts if not isinstance(part, Tag))
        if not any(letter.isalnum() for letter in words):
            return None
        first, last = self.span(items, is_kept)
        return Passage("", "", first, last, text_of(parts), pieces)

    def pairs(self):
        """Which item closes which: {index of open: index of close}, none crossing."""
        pairs, stack, counts = {}, [], {}
        for index, item in enumerate(self.items):
            if item.role == "open":
                stack.append(index)
                counts[item.name] = counts.get(item.name, 0) + 1
            elif item.role == "close" and counts.get(item.name):
                while self.items[stack[-1]].name != item.name:
                    counts[self.items[stack.pop()].name] -= 1
                counts[item.name] -= 1
                pairs[stack.pop()] = index
        return pairs

    def with_notes(self, pairs):
        """The items, marks of notes and pairs around nothing made one that is alone."""
        items, made, moved, index = self.items, [], {}, 0
        numbers = {}
        while index < len(items):
            last = pairs.get(index)
            if last is not None and (kind := self.alone_kind(index, last)):
                made.append(Item("alone", items[index].begin, items[last].end, kind))
                index = last + 1
                continue
            numbers[index] = len(made)
            made.append(items[index])
            index += 1
        for first, last in pairs.items():
            if first in numbers and last in numbers:
                moved[numbers[first]] = numbers[last]
        return made, moved

    def alone_kind(self, first, last):
        """What a pair is that is shown as one tag; an empty text if it is none."""
        inside = self.items[first + 1 : last]
        if len(inside) > 6:
            return ""
        if not inside:
            return self.items[first].kind
        text = "".join(
            self.source[item.begin : item.end] for item in inside if item.role == "text"
        )
        is_link = any(item.is_note for item in self.items[first:last])
        is_bare = all(item.role != "alone" for item in inside)
        return "note" if is_link and is_bare and MARK.fullmatch(unescape(text)) else ""

    def edges(self, items, pairs, is_kept):
        """Where the words begin and end among `items`: what is around them stays."""
        begin, end = 0, len(items)
        closes = {last: first for first, last in pairs.items()}
        is_moved = True
        while is_moved and begin < end:
            is_moved = False
            while begin < end and self.is_edge(items[begin], begin, pairs, closes):
                begin, is_moved = begin + 1, True
            while begin < end and self.is_edge(items[end - 1], end - 1, pairs, closes):
                end, is_moved = end - 1, True
            if begin < end and pairs.get(begin) == end - 1:
                begin, end, is_moved = begin + 1, end - 1, True
        return begin, end

    def is_edge(self, item, index, pairs, closes):
        if item.role == "text":
            return not BLANK.sub("", self.source[item.begin : item.end])
        if item.role == "alone":
            return item.kind not in ("note", "link", "locked")
        return index not in pairs and index not in closes

    def span(self, items, is_kept):
        """The span of the source from the first letter of `items` to their last."""
        begin, end = items[0].begin, items[-1].end
        if items[0].role == "text" and not is_kept:
            text = self.source[begin : items[0].end]
            begin += (
                len(text) - len(BLANK.sub("", text, count=1))
                if BLANK.match(text)
                else 0
            )
        if (
            items[0].role == "text"
            and is_kept
            and self.source.startswith(("\n", "\r\n"), begin)
        ):
            begin = self.source.index("\n", begin) + 1
        if items[-1].role == "text":
            text = self.source[items[-1].begin : end]
            end -= len(text) - len(text.rstrip(" \t\n\f\r"))
        return begin, end

    def parts(self, items, pairs, is_kept):
        """Words and tags of `items`, and the Piece of each number."""
        parts, pieces, numbers = [], {}, {}
        closes = {last: first for first, last in pairs.items()}
        for index, item in enumerate(items):
            if item.role == "text":
                parts.append(self.words(item, is_kept))
                continue
            if index in closes:
                parts.append(Tag(numbers[closes[index]], "close"))
                continue
            number = numbers[index] = len(pieces) + 1
            span = (item.begin, item.end)
            if index in pairs:
                last = items[pairs[index]]
                pieces[number] = Piece(
                    item.kind, span, (last.begin, last.end), last.words or ""
                )
            else:
                pieces[number] = Piece(item.kind, span)
            parts.append(Tag(number, "open" if index in pairs else "alone"))
        return trimmed(parts, pieces, is_kept), pieces

    def words(self, item, is_kept):
        if item.words is not None:
            return item.words.replace(SOFT, "")
        text = self.source[item.begin : item.end]
        if is_kept:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = BLANK.sub(" ", text)
        return unescape(text).replace(SOFT, "")


def trimmed(parts, pieces, is_kept):
    """`parts` with one blank where two come together, and none at their edges.

    Beside a picture or a note blanks stay, behind a break they do not show.
    """
    made, is_blank = [], True
    for part in parts:
        if isinstance(part, Tag):
            made.append(part)
            kind = pieces[part.number].kind if part.role == "alone" else "format"
            is_blank = kind == "break" or (is_blank and kind in ("format", "code"))
            continue
        if is_blank and not is_kept:
            part = part.removeprefix(" ")
        if part:
            is_blank = part.endswith(" ")
            made.append(part)
    strip = " \t\n\f\r" if is_kept else " "
    for index in range(len(made) - 1, -1, -1):
        if not isinstance(made[index], Tag):
            made[index] = made[index].rstrip(strip)
            break
        break
    if is_kept and made and not isinstance(made[0], Tag):
        made[0] = made[0].removeprefix("\n")
    return [part for part in made if part != ""]
