"""Sentences cut in two and joined, with the tags inside them."""

import re
from collections import Counter

from translations.formats.readers.tags import (
    Tag,
    parts_of,
    tags_of,
    text_of,
    words_of,
)

FIRST_LETTER = re.compile(r"(?<=\s)\S")


def places(text):
    """(offset, words after it) of every place where `text` may be cut: before words.

    An offset counts letters of the words alone, without tags.
    """
    words = words_of(text)
    return [
        (match.start(), words[match.start() : match.start() + 40])
        for match in FIRST_LETTER.finditer(words)
    ]


def cut(text, at):
    """(first, gap, second) of `text`, cut before letter `at` of its words.

    A pair that is open there is closed in the first and opened again in the second.
    """
    first, second, open_tags, offset = [], [], [], 0
    for part in parts_of(text):
        if not isinstance(part, Tag):
            left = max(0, min(len(part), at - offset))
            offset += len(part)
            first += [part[:left]] if left else []
            second += [part[left:]] if left < len(part) else []
            continue
        (second if offset >= at else first).append(part)
        if offset < at and part.role == "open":
            open_tags.append(part)
        elif offset < at and part.role == "close":
            open_tags = [tag for tag in open_tags if tag.number != part.number]
    first += [Tag(tag.number, "close") for tag in reversed(open_tags)]
    left = text_of(first)
    whole = left.rstrip() if not open_tags else left
    return whole, left[len(whole) :], text_of([*open_tags, *second])


def joined(first, gap, second):
    """One text of two; a pair that ends in the first and begins again is one pair."""
    if not first or not second:
        return first or second
    left, right = parts_of(first), parts_of(second)
    while is_seam(left, right):
        left, right = left[:-1], right[1:]
    return text_of([*left, gap, *right])


def is_seam(left, right):
    """Whether `left` closes last what `right` opens first."""
    if not left or not right:
        return False
    last, first = left[-1], right[0]
    both = isinstance(last, Tag) and isinstance(first, Tag)
    return both and last == Tag(first.number, "close") and first.role == "open"


def doubles(text):
    """The tags that stand twice in `text`."""
    return [tag for tag, count in Counter(tags_of(text)).items() if count > 1]


def kinds_in(text, kinds):
    """The part of `kinds` (by number) that is of tags in `text`."""
    numbers = {str(tag.number) for tag in tags_of(text)}
    return {number: kind for number, kind in kinds.items() if number in numbers}
