"""Plain text: where its paragraphs are, though their lines may be broken anywhere."""

import re
from typing import NamedTuple

from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers.encoded_text import decoded
from translations.formats.readers.passages import Passage, Piece, record_of
from translations.formats.readers.tags import Tag, text_of

LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
ITEM = re.compile(
    r"\s*(?:[-*•–—·▪●◦‣]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[^\W\d_][.)]|[ivx]{1,5}[.)])\s+\S"
)
HYPHEN = re.compile(r"[^\W\d_]-$")
MOST_LINES = 500_000
LONGEST = 120  # letters of a line that a hand, or a mail program, has broken
NEARLY_FULL = 0.8  # of a line, after which the next may go on with it


class Line(NamedTuple):
    """A line of the source: where its words begin and end."""

    begin: int
    end: int
    indent: int
    words: str


def read(content, options):
    """A record of each paragraph. Raises `Unreadable`."""
    for passage in passages_of(decoded(content).text):
        yield record_of(passage)


def passages_of(source):
    """The paragraphs of `source`, as Passages in order."""
    lines = lines_of(source)
    width = width_of(lines)
    passages, group = [], []
    for line in [*lines, None]:
        if group and (line is None or not goes_on(group, line, width)):
            passages.append(passage_of(source, group, str(len(passages) + 1)))
            group = []
        if line is not None and line.words:
            group.append(line)
    return passages


def lines_of(source):
    lines = []
    if max(source.count("\n"), source.count("\r")) > MOST_LINES:
        raise Unreadable("rows", most=MOST_LINES)
    for match in LINE.finditer(source):
        text = match[1]
        words = text.strip()
        indent = len(text) - len(text.lstrip())
        begin = match.start() + indent
        lines.append(Line(begin, begin + len(words), indent, words))
        if not match[2]:
            break
    return lines


def width_of(lines):
    """How many letters the broken lines of a text have; 0 where none is broken."""
    lengths = sorted(line.indent + len(line.words) for line in lines if line.words)
    long = sum(length > LONGEST for length in lengths)
    is_broken = any(map(is_broken_after, lines, lines[1:]))
    if not is_broken or long * 10 > len(lengths):
        return 0
    return lengths[-1 - long]


def is_broken_after(line, following):
    """Whether a sentence certainly goes on from `line` in the line `following`."""
    if not line.words or not following.words or ITEM.match(following.words):
        return False
    return following.words[0].islower() and line.words[-1] not in ".!?:;…"


def goes_on(group, line, width):
    """Whether the paragraph of the lines `group` goes on in `line`."""
    last = group[-1]
    if not line.words or ITEM.match(line.words) or not width:
        return False
    if line.indent > last.indent and not ITEM.match(group[0].words):
        return False
    length = last.indent + len(last.words)
    first = line.words.split(None, 1)[0]
    if line.words[0].islower() or length + 1 + len(first) > width:
        return True
    return length > NEARLY_FULL * width and last.words[-1] not in ".!?:;…"


def passage_of(source, group, key):
    """The Passage of the lines `group`, their ends made one blank, tabs made tags."""
    joined, pieces, parts = "", {}, []
    for line in group:
        if joined and HYPHEN.search(joined) and line.words[0].islower():
            whole = joined.rpartition(" ")[2] + line.words.split(None, 1)[0]
            joined = joined if whole in source else joined[:-1]
        elif joined:
            joined += " "
        place = line.begin
        for number, words in enumerate(line.words.split("\t")):
            if number:
                pieces[len(pieces) + 1] = Piece("tab", (place, place + 1))
                parts += [joined, Tag(len(pieces), "alone")]
                joined, place = "", place + 1
            joined += words
            place += len(words)
    text = text_of([part for part in [*parts, joined] if part != ""])
    first = group[0]
    kind = "list" if ITEM.match(first.words) else "paragraph"
    if kind == "paragraph" and len(group) == 1 and first.words.isupper():
        kind = "heading"
    return Passage(key, kind, first.begin, group[-1].end, text, pieces)
