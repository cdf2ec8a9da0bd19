"""Tags, text and the rest of a page of HTML, each with its place in the source.

As the standard tokenises them (WHATWG, 13.2.5), in time that grows with the length;
lxml tells no places, and html.parser reads some pages again and again.
"""

import re
from typing import NamedTuple

NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
ATTRIBUTE = re.compile(
    r"[\s/]*(?:([^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*))?)?)?"
)
# What is no markup: how it begins, and how it ends.
ENDS = (("<!--", re.compile(r"--!?>")), ("<![CDATA[", re.compile(r"\]\]>")))
RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title")
RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW}


class Token(NamedTuple):
    """`kind` is text, start, end, or other (a comment, a declaration).

    Attributes are {name: (begin, end)}, the span of the value, without its quotes.
    """

    kind: str
    begin: int
    end: int
    name: str = ""
    attributes: dict = {}  # noqa: RUF012 - nobody writes into it


def tokens_of(source):
    """The tokens of `source`, in order; together they are all of it."""
    place, size = 0, len(source)
    raw = None
    while place < size:
        if raw:
            end = RAW_END[raw].search(source, place)
            end = end.start() if end else size
            raw = None
            if end > place:
                yield Token("text", place, end)
                place = end
                continue
        sign = source.find("<", place)
        if sign != place:
            end = size if sign < 0 else sign
            yield Token("text", place, end)
            place = end
            continue
        token = markup_at(source, place)
        yield token
        place = token.end
        if token.kind == "start" and token.name in RAW:
            raw = token.name


def markup_at(source, place):
    """The token that begins with the “<” at `place`."""
    for beginning, ending in ENDS:
        if source.startswith(beginning, place):
            end = ending.search(source, place + len(beginning))
            return Token("other", place, end.end() if end else len(source))
    if source.startswith(("<!", "<?"), place) or re.match(
        "</[^A-Za-z]", source[place : place + 3]
    ):
        end = source.find(">", place)
        return Token("other", place, end + 1 if end >= 0 else len(source))
    name = NAME.match(source, place)
    if name is None:
        return Token("text", place, place + 1)
    attributes, end = attributes_from(source, name.end())
    kind = "end" if source[place + 1] == "/" else "start"
    return Token(kind, place, end, name[1].lower(), attributes)


def attributes_from(source, place):
    """The attributes that begin at `place`, and where the tag ends."""
    attributes = {}
    while place < len(source) and source[place] != ">":
        match = ATTRIBUTE.match(source, place)
        if match.end() == place:
            place += 1
            continue
        if match[1]:
            value = next((n for n in (2, 3, 4) if match[n] is not None), None)
            span = match.span(value) if value else (match.end(), match.end())
            attributes.setdefault(match[1].lower(), span)
        place = match.end()
    return attributes, min(place + 1, len(source))
