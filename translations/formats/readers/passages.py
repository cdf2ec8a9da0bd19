"""Passages of a source text: what is translated of it, and how it is written again.

Each is a span of the source; all between the passages stays as it is, letter by letter.
"""

from bisect import bisect_left
from typing import NamedTuple

from translations.formats.readers.encoded_text import sound
from translations.formats.readers.tags import Tag, parts_of, words_of


class Piece(NamedTuple):
    """What a tag stands for: its kind, and the spans of the source that make it.

    `after` is written behind what closes it, as the name of a link in Markdown that was
    named by its own words.
    """

    kind: str
    opening: tuple
    closing: tuple = (0, 0)
    after: str = ""


class Passage(NamedTuple):
    """Words from `begin` to `end` of the source, as the tagged `text`.

    `pieces` has the Piece of each number of a tag. One that `is_inner` may stand inside
    a piece of another, as what is said of a picture does. `form` is how it is written
    where that is not the way of the file: front (of matter), html.
    """

    key: str
    kind: str
    begin: int
    end: int
    text: str
    pieces: dict
    is_inner: bool = False
    form: str = ""


def record_of(passage):
    """`passage` as a reader tells it."""
    tags = {str(number): piece.kind for number, piece in passage.pieces.items()}
    return {
        "key": passage.key,
        "kind": passage.kind,
        "text": passage.text,
        "tags": tags,
        "locked": "",
    }


def with_targets(source, passages, targets, render, edits=()):
    """`source` with the words of `targets` {key: tagged text} in place of its own.

    `render(passage, parts, code)` writes the parts of a target, tags by
    `code(begin, end)`, which is the source there. `edits` are further replacements
    (begin, end, text). A target without words, or like its source, changes nothing.
    """
    changes = []
    for passage in passages:
        target = targets.get(passage.key)
        if target is None or target == passage.text or not words_of(target).strip():
            continue
        changes.append((passage, balanced(parts_of(sound(target)))))
    inner = Edits(source, edits)
    for passage, parts in changes:
        if passage.is_inner:
            inner.add(passage.begin, passage.end, render(passage, parts, inner.code))
    outer = [change for change in changes if not change[0].is_inner]
    written, place = [], 0
    for passage, parts in sorted(outer, key=lambda change: change[0].begin):
        written.append(inner.code(place, passage.begin))
        written.append(render(passage, parts, inner.code))
        place = passage.end
    written.append(inner.code(place, len(source)))
    return "".join(written)


class Edits:
    """Replacements in a source, none across another."""

    def __init__(self, source, edits):
        self.source, self.edits = source, sorted(edits)

    def add(self, begin, end, text):
        self.edits.insert(bisect_left(self.edits, (begin,)), (begin, end, text))

    def code(self, begin, end):
        """The source from `begin` to `end`, with what was replaced in it."""
        written, place = [], begin
        for index in range(bisect_left(self.edits, (begin,)), len(self.edits)):
            first, last, text = self.edits[index]
            if first >= end:
                break
            written += [self.source[place:first], text]
            place = last
        return "".join([*written, self.source[place:end]])


def balanced(parts):
    """`parts` with each pair closed, and none across another.

    A pair that crosses another is closed before and opened again; what closes nothing
    is left out.
    """
    written, opened = [], []
    for part in parts:
        if not isinstance(part, Tag) or part.role == "alone":
            written.append(part)
        elif part.role == "open":
            opened.append(part.number)
            written.append(part)
        elif part.number in opened:
            again = []
            while (number := opened.pop()) != part.number:
                written.append(Tag(number, "close"))
                again.append(number)
            written.append(part)
            opened += again[::-1]
            written += [Tag(number, "open") for number in again[::-1]]
    return written + [Tag(number, "close") for number in reversed(opened)]


def coded(passage, parts, code, escape):
    """`parts` as source again: words by `escape`, tags by their own code.

    A tag that the source does not have is left out.
    """
    written = []
    for part in parts:
        if not isinstance(part, Tag):
            written.append(escape(part))
        elif part.number in passage.pieces:
            piece = passage.pieces[part.number]
            if part.role == "alone":
                written += [code(*piece.opening), code(*piece.closing)]
            else:
                span = piece.opening if part.role == "open" else piece.closing
                written.append(code(*span))
                written.append(piece.after if part.role == "close" else "")
    return "".join(written)
