"""Find and replace: in the words of the translation, never in its tags."""

import re
from typing import NamedTuple

from translations.formats.readers.tags import Tag, parts_of, text_of
from translations.jobs.models import Segment

MOST = 200  # sentences in one preview


class Change(NamedTuple):
    """What a replacement makes of one segment."""

    segment: Segment
    target: str


def changes_of(segments, find, replace, *, match_case=False):
    """A `Change` for each of `segments` in which `find` stands, `MOST` at most."""
    if not find.strip():
        return []
    pattern = re.compile(re.escape(find), 0 if match_case else re.IGNORECASE)
    lookup = "target__contains" if match_case else "target__icontains"
    # A ⟦ of the text is doubled there.
    rows = segments.filter(**{lookup: find.replace("⟦", "⟦⟦")}, is_locked=False)
    changes = []
    for segment in rows.order_by("position").iterator():
        target = replaced(segment.target, pattern, replace)
        if target != segment.target:
            changes.append(Change(segment, target))
        if len(changes) == MOST:
            break
    return changes


def replaced(text, pattern, replacement):
    """`text` with every match in its words replaced; its tags stay."""
    return text_of(
        part if isinstance(part, Tag) else pattern.sub(lambda _match: replacement, part)
        for part in parts_of(text)
    )
