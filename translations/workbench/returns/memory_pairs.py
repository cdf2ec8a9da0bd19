"""Pairs of a memory from elsewhere, for the empty sentences of one job."""

from translations.formats.memory_files import read_memory
from translations.formats.readers.tags import Tag, parts_of, tags_of, text_of, words_of
from translations.workbench.returns.offers import Offer


def read(content, translation):
    """The pairs of a TMX in `content` whose source stands in `translation`.

    Lists of source, target and the segments’ keys, as JSON keeps them.
    """
    memory = read_memory(content, translation.source.language, translation.language)
    sources = {words_in(each) for each in sources_of(translation)}
    return [
        [pair.source, pair.target]
        for pair in memory.pairs
        if words_in(pair.source) in sources
    ]


def sources_of(translation):
    rows = translation.segments.filter(is_locked=False)
    return rows.values_list("source", flat=True)


def words_in(text):
    """What a source says, blanks alike."""
    return " ".join(words_of(text).split())


def offers_of(lines, translation):
    """An `Offer` for each empty segment whose source a pair has, word by word."""
    pairs = {}
    for source, target in lines:
        targets = pairs.setdefault(words_in(source), {})
        targets.setdefault(target, source)
    segments = translation.segments.filter(target="", is_locked=False)
    offers = []
    for segment in segments.order_by("position").prefetch_related("comments"):
        segment.translation = translation
        for target, source in pairs.get(words_in(segment.source), {}).items():
            text = with_tags_of(segment.source, source, target)
            label = str(segment.position)
            offers.append(Offer(len(offers) + 1, label, segment, text))
    return offers


def with_tags_of(source, memory_source, target):
    """`target` with the tags of `source`, where those of its own are the same row."""
    here, there = tags_of(source), tags_of(memory_source)
    roles = [tag.role for tag in here]
    numbers = {}
    if roles == [tag.role for tag in there]:
        numbers = {
            theirs.number: ours.number for ours, theirs in zip(here, there, strict=True)
        }
    return text_of(
        Tag(numbers[part.number], part.role) if isinstance(part, Tag) else part
        for part in parts_of(target)
        if not isinstance(part, Tag) or part.number in numbers
    )
