"""The bilingual table of a job: its rows as they go out, and as they come back."""

import hashlib
import re

from translations.formats.table_files import TableRow, read_table
from translations.formats.table_writer import Line, table_of
from translations.workbench.returns.offers import Offer, level

KEY = re.compile(r"\b([0-9a-f]{8})-([0-9a-f]{6})\b")
NUMBER = re.compile(r"\d{1,7}")
SHORT, BASE = 8, 6  # digits of the key of a segment, and of the digest of its text


def key_of(segment):
    """What names a segment in the table, and the text that it went out with."""
    return f"{segment.pk.hex[-SHORT:]}-{base_of(segment.target)}"


def base_of(target):
    """A few digits that tell whether a text is still the same."""
    return hashlib.sha256(level(target).encode(errors="replace")).hexdigest()[:BASE]


def table_for(translation, *, top, heads, own, locked):
    """The table of all segments of `translation`, in bytes; `own` is the language of
    `top` and `heads`, and `locked` the word beside the number of a locked one."""
    segments = translation.segments.order_by("position").prefetch_related("comments")
    lines = (
        Line(
            f"{each.position} {locked}" if each.is_locked else str(each.position),
            key_of(each),
            each.source,
            each.target,
            comment_lines(each),
            each.is_locked,
        )
        for each in segments
    )
    languages = translation.source.language, translation.language
    return table_of(lines, top=top, heads=heads, languages=languages, own=own)


def comment_lines(segment):
    """What was said of a segment; no names, for the file goes far."""
    lines = []
    for each in segment.comments.all():
        lines += [each.text, f"→ {each.answer}" if each.answer else ""]
    return "\n".join(filter(None, lines))


def read(content, translation, *, as_final=False):
    """The rows of sentences in a Word document, as JSON keeps them; a list.

    Empty where it has no table of sentences. Raises `RefusedFile`.
    """
    rows = read_table(content, as_final=as_final)
    if not any(KEY.search(row.id) for row in rows) and not is_table(rows, translation):
        return []
    return [list(row) for row in rows if row.id.strip() or row.target.strip()]


def is_table(rows, translation):
    """Whether rows with a number alone are of our sentences: most say the same."""
    numbers = {int(row.id): row for row in rows if NUMBER.fullmatch(row.id.strip())}
    segments = translation.segments.filter(position__in=list(numbers))
    same = sum(
        level(source) == level(numbers[position].source)
        for position, source in segments.values_list("position", "source")
    )
    return 2 * same > len(numbers)


def offers_of(lines, translation):
    """(an `Offer` for each row, the numbers of segments that no row names).

    A row is of the segment that its key names, or its number where somebody took the
    key away; where neither is like one it is the head of the table.
    """
    segments = list(
        translation.segments.order_by("position").prefetch_related("comments")
    )
    by_key, by_number = {}, {}
    for each in segments:
        each.translation = translation
        by_key[each.pk.hex[-SHORT:]] = each
        by_number[each.position] = each
    offers, present = [], set()
    for number, fields in enumerate(lines, start=1):
        row = TableRow(*fields)
        segment, base = segment_of(row, by_key, by_number)
        if segment is None and is_head(row):
            continue
        if segment is not None:
            present.add(segment.pk)
        offers.append(offer_of(number, row, segment, base))
    missing = [each.position for each in segments if each.pk not in present]
    return offers, missing


def is_head(row):
    """Whether a row has words in the place of a number."""
    return bool(row.id.strip()) and not (
        KEY.search(row.id) or NUMBER.match(row.id.strip())
    )


def segment_of(row, by_key, by_number):
    """(the segment of a row or None, the digest of the text that it went out with)."""
    if key := KEY.search(row.id):
        return by_key.get(key[1]), key[2]
    number = NUMBER.fullmatch(row.id.strip())
    return (by_number.get(int(number[0])) if number else None), ""


def offer_of(number, row, segment, base):
    comments = (row.comment, *row.remarks)
    label = row.id.split("\n")[0].strip()[:20] or "?"
    if segment is None:
        return Offer(number, label, None, row.target, row.source)
    target = row.target
    is_same = base and base_of(target) == base
    return Offer(
        number,
        str(segment.position),
        segment,
        segment.target if is_same else target,  # nobody changed it in the table
        row.source,
        base_of(segment.target) == base if base else None,
        level(row.source) != level(segment.source),
        tuple(filter(None, comments)),
    )
