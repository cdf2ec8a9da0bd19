"""Sentences of a paragraph, its tags with them."""

from typing import NamedTuple

from translations.formats.readers.tags import Tag, parts_of, text_of
from translations.formats.sentence_ends import seams_of

WHITE = {"break", "tab"}  # kinds of tags that part words as a blank does


class Sentence(NamedTuple):
    """One sentence with its tags, each pair closed, and the white space after it."""

    text: str
    gap: str


def sentences_of(text, language, kinds=None):
    """The sentences of `text`, a paragraph in the notation of tags: a list.

    `language` is a code such as “ru”; `kinds` gives the kind of a tag by its number
    (text), as a reader does: a break or a tab parts words, and no code is cut. A pair
    that runs over the end of a sentence is closed there and opened again; a tag alone
    that follows a stop goes with the sentence before.
    """
    atoms, plain, places = laid_out(parts_of(text), kinds or {})
    inside = in_code(atoms, kinds or {})
    cuts = [
        (places[seam.end - 1] + 1, places[seam.start])
        for seam in seams_of(plain, language)
        if places[seam.start] not in inside
    ]
    bounds = [0, *(cut_in(atoms, *cut) for cut in cuts), len(atoms)]
    sentences, opened = [], []
    for begin, end in zip(bounds, bounds[1:], strict=False):
        balanced, opened = with_pairs_closed(atoms[begin:end], opened)
        sentences.append(balanced)
    return with_gaps(sentences)


def laid_out(parts, kinds):
    """`parts` as atoms (a letter or a tag), their letters, and the atom of each."""
    atoms, letters, places = [], [], []
    for part in parts:
        is_tag = isinstance(part, Tag)
        is_white = is_tag and part.role == "alone" and kinds.get(str(part.number))
        for letter in (" " if is_white in WHITE else "") if is_tag else part:
            letters.append(letter)
            places.append(len(atoms))
            atoms += [] if is_tag else [letter]
        atoms += [part] if is_tag else []
    return atoms, "".join(letters), places


def in_code(atoms, kinds):
    """The places of `atoms` that are inside code, where no sentence ends."""
    inside, depth = set(), 0
    for place, atom in enumerate(atoms):
        if not isinstance(atom, Tag):
            if depth:
                inside.add(place)
        elif kinds.get(str(atom.number)) == "code":
            depth += {"open": 1, "close": -1, "alone": 0}[atom.role]
    return inside


def cut_in(atoms, begin, end):
    """Where between `begin` and `end` the next sentence begins, among white and tags.

    What closes, and what stands alone, goes with the sentence before; what stands alone
    at the very word of the next, after white space, goes with that.
    """
    between = atoms[begin:end]
    last = len(between)
    while last and isinstance(between[last - 1], Tag):
        last -= 1
    cut = 0
    for place, atom in enumerate(between):
        role = atom.role if isinstance(atom, Tag) else None
        if role == "close" or (role == "alone" and (place < last or not last)):
            cut = place + 1
    return begin + cut


def with_pairs_closed(atoms, opened):
    """`atoms` with `opened` (numbers) opened before them and all closed after them.

    Gives back also what was still open. A pair that would hold nothing is left out.
    """
    balanced = [Tag(number, "open") for number in opened] + atoms
    still = list(opened)
    for atom in atoms:
        if isinstance(atom, Tag) and atom.role == "open":
            still.append(atom.number)
        elif isinstance(atom, Tag) and atom.role == "close" and atom.number in still:
            del still[len(still) - 1 - still[::-1].index(atom.number)]
    closing = list(still)
    while closing and balanced and balanced[-1] == Tag(closing[-1], "open"):
        balanced.pop()
        closing.pop()
    balanced += [Tag(number, "close") for number in reversed(closing)]
    return balanced, still


def with_gaps(sentences):
    """Lists of atoms as Sentences, the white space at their edges put into gaps."""
    made = []
    for atoms in sentences:
        atoms, before = without_edge(atoms, "open") if made else (atoms, "")
        reverse, after = without_edge(atoms[::-1], "close")
        if before:
            made[-1] = made[-1]._replace(gap=made[-1].gap + before)
        if reverse or not made:
            made.append(Sentence(text_of(reverse[::-1]), after[::-1]))
        else:
            made[-1] = made[-1]._replace(gap=made[-1].gap + after[::-1])
    return made


def without_edge(atoms, role):
    """`atoms` without the white space at their beginning, and that white space.

    It may stand inside pairs, whose tags with this `role` come first. A pair that holds
    nothing else is left out.
    """
    tags, white = [], []
    for place, atom in enumerate(atoms):
        if isinstance(atom, Tag):
            if atom.role == role:
                tags.append(atom)
                continue
            if (
                atom.role != "alone"
                and white
                and tags
                and tags[-1].number == atom.number
            ):
                tags.pop()
                continue
        elif atom.isspace():
            white.append(atom)
            continue
        return tags + atoms[place:], "".join(white)
    return tags, "".join(white)


def paragraph_of(sentences):
    """The paragraph that `sentences` make, pairs opened again in the next made one."""
    atoms = []
    for sentence in sentences:
        parts, gap = parts_of(sentence.text), []
        if atoms:
            gap = [atoms.pop()] if isinstance(atoms[-1], str) else []
        while atoms and parts and is_reopened(atoms[-1], parts[0]):
            atoms.pop()
            parts.pop(0)
        atoms += [*gap, *parts, sentence.gap]
    return text_of(part for part in atoms if part)


def is_reopened(last, first):
    """Whether the tag `last` closes what the tag `first` opens."""
    if not isinstance(last, Tag) or not isinstance(first, Tag):
        return False
    return (last.number, last.role, first.role) == (first.number, "close", "open")
