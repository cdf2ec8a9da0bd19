"""A translated document, laid beside the sentences of its source.

What one looks over is a list of places, each with the key of a segment ("" where the
translation has a sentence of its own), the sentences of the translation there, and
whether that is sure. Every sentence stays in the list, in its order.
"""

from itertools import groupby

from officials.imports.reader_process import TakesLong, somebody_waits
from translations.formats import files
from translations.formats.readers.tags import words_of
from translations.formats.sentences import sentences_of
from translations.memory.alignment import aligned, in_pairs, ratio_of, unit_of
from translations.workbench.returns.offers import Offer
from translations.workbench.returns.tags_fitted import fitted

MOST = 20_000  # sentences of either side
SOON = 300  # paragraphs that are laid beside each other while somebody waits


def read(content, translation, *, as_final=False):
    """The places of a DOCX in `content`, as JSON keeps them: a list of dicts.

    `segment`, `texts` (pairs of a tagged text and the kinds of its tags), `sure`.
    Raises `RefusedFile`; `TakesLong` where somebody waits for so long a text.
    """
    text = files.read("docx", content, as_final=as_final)
    if somebody_waits() and len(text.paragraphs) > SOON:
        raise TakesLong
    paragraphs = [
        (paragraph.kind, split(paragraph, translation.language))
        for paragraph in text.paragraphs
        if words_of(paragraph.text).strip()
    ]
    return places_of(source_paragraphs(translation), paragraphs[:MOST])


def split(paragraph, language):
    """The sentences of a paragraph of the file: [(text, kinds of its tags)]."""
    return [
        [each.text, paragraph.tags]
        for each in sentences_of(paragraph.text, language, paragraph.tags)
        if words_of(each.text).strip()
    ]


def source_paragraphs(translation):
    """[(kind, its segments)] of each paragraph of the source, in order."""
    segments = translation.segments.order_by("position")
    groups = groupby(segments, key=lambda each: (each.paragraph, each.kind))
    return [(kind, [*group]) for (_paragraph, kind), group in groups]


def places_of(sources, targets):
    """The places of paragraphs on either side: each pair cut into its sentences."""
    places = []
    one = [unit_of(words(each.source for each in rows), kind) for kind, rows in sources]
    two = [unit_of(words(text for text, _ in rows), kind) for kind, rows in targets]
    ratio = ratio_of(one, two)
    for bead in aligned(one, two, ratio):
        segments = [each for at in bead.sources for each in sources[at][1]]
        sentences = [each for at in bead.targets for each in targets[at][1]]
        places += places_in(segments, sentences, ratio, bead.is_sure)
    return places


def places_in(segments, sentences, ratio, is_sure):
    """The places of the sentences of one paragraph."""
    one = [unit_of(words_of(each.source)) for each in segments]
    two = [unit_of(words_of(text)) for text, _kinds in sentences]
    places = []
    for bead in beads_of(one, two, ratio):
        texts = [sentences[at] for at in bead.targets]
        keys = [str(segments[at].pk) for at in bead.sources] or [""]
        sure = is_sure and bead.is_sure
        places.append({"segment": keys[0], "texts": texts, "sure": sure})
        places += [{"segment": key, "texts": [], "sure": False} for key in keys[1:]]
    return places


def beads_of(one, two, ratio):
    """The beads of a paragraph: as many sentences on either side are one by one."""
    way = in_pairs if len(one) == len(two) else aligned
    return way(one, two, ratio)


def words(texts):
    return " ".join(words_of(text) for text in texts)


# Moves, each from one list of places to the next


def join_up(places, at):
    """The first sentence of the place `at` goes to the one above."""
    if at > 0 and places[at]["texts"]:
        places[at - 1]["texts"].append(places[at]["texts"].pop(0))
        touch(places, at - 1, at)
    return without_spare(places)


def join_down(places, at):
    """The last sentence of the place `at` goes to the one below."""
    if at + 1 < len(places) and places[at]["texts"]:
        places[at + 1]["texts"].insert(0, places[at]["texts"].pop())
        touch(places, at, at + 1)
    return without_spare(places)


def shift_down(places, at):
    """All from the place `at` on goes one down, as far as the next empty one.

    Without one the last sentence has a place of its own.
    """
    carried = []
    for place in places[at:]:
        place["texts"], carried = carried, place["texts"]
        place["sure"] = True
        if not carried:
            break
    else:
        places.append({"segment": "", "texts": carried, "sure": True})
    return without_spare(places)


def shift_up(places, at):
    """What stands below the empty place `at` comes up to it, as far as the next gap."""
    below = range(at + 1, len(places))
    first = next((place for place in below if places[place]["texts"]), None)
    if first is None or places[at]["texts"]:
        return places
    for place in range(first, len(places)):
        if not places[place]["texts"]:
            break
        above = places[place - first + at]
        above["texts"], places[place]["texts"] = places[place]["texts"], []
        above["sure"] = True
    return without_spare(places)


MOVES = {
    "join_up": join_up,
    "join_down": join_down,
    "shift_down": shift_down,
    "shift_up": shift_up,
}


def touch(places, *numbers):
    """Somebody looked at these."""
    for number in numbers:
        places[number]["sure"] = True


def without_spare(places):
    """`places` without those that are nothing: no segment, and no sentence."""
    return [each for each in places if each["segment"] or each["texts"]]


def offers_of(places, translation):
    """An `Offer` for each place; None where it has no segment of `translation`."""
    segments = translation.segments.prefetch_related("comments")
    by_key = {str(each.pk): each for each in segments}
    offers = []
    for number, place in enumerate(places, start=1):
        segment = by_key.get(place["segment"])
        if segment is None:
            offers.append(Offer(number, "", None, words(t for t, _ in place["texts"])))
            continue
        segment.translation = translation
        text = " ".join(fitted(text, kinds, segment) for text, kinds in place["texts"])
        offers.append(Offer(number, str(segment.position), segment, text))
    return offers
