"""Tags of a text from elsewhere, put in place of those that its source has here."""

from translations.formats.readers.tags import Tag, parts_of, tags_of, text_of


def fitted(text, kinds, segment):
    """`text` with the tags of the source of `segment` in place of its own.

    `kinds` are those of its own, by number. The first note becomes the first note
    there, and so on for each kind; a tag that has no place there is left out, and of a
    kind of which there are more or fewer pairs all are.
    """
    own, theirs = by_kind(text, kinds), by_kind(segment.source, segment.tags)
    numbers = {}
    for kind, group in own.items():
        places = theirs.get(kind, [])
        if kind[1] == "alone" or len(places) == len(group):
            numbers |= dict(zip(group, places, strict=False))
    return text_of(
        Tag(numbers[part.number], part.role) if isinstance(part, Tag) else part
        for part in parts_of(text)
        if not isinstance(part, Tag) or part.number in numbers
    )


def by_kind(text, kinds):
    """{(kind, pair or alone): the numbers of its tags, in the order of the text}."""
    groups = {}
    for tag in tags_of(text):
        role = "alone" if tag.role == "alone" else "pair"
        group = groups.setdefault((kinds.get(str(tag.number), ""), role), [])
        if tag.number not in group:
            group.append(tag.number)
    return groups
