"""The contents of a document, which repeat its headings: in the new language too.

Word works them out anew when it opens the file; other offices show what is there.
"""

import re

from translations.formats.readers.tags import Tag, parts_of
from translations.formats.readers.word.target import sound
from translations.formats.readers.word.word_fields import name_of
from translations.formats.readers.word.xml_names import PRESERVE, TEXT, w

SPACES = re.compile(r"\s+")
LABEL = 3  # words of a number that Word made: “Part II –”


def translate_contents(package, entries, targets):
    """Writes the headings in `targets` {key: tagged text} into the contents."""
    headings = {
        squeezed(entry.tagged.words): sound(one_line(targets[entry.key]))
        for entry in entries
        if entry.kind == "heading" and targets.get(entry.key, "").strip()
    }
    labels = [
        (label_pattern(entry.text), sound(targets[entry.key]))
        for entry in entries
        if entry.kind == "label" and targets.get(entry.key, "").strip()
    ]
    for entry in paragraphs_among(entries) if headings else ():
        for texts in texts_in(entry.tagged):
            words = words_for(
                "".join(each.text or "" for each in texts), headings, labels
            )
            if words is None:
                continue
            package.change(entry.part)
            for each in texts:
                each.text = ""
            texts[0].text = words
            texts[0].set(PRESERVE, "preserve")


def words_for(line, headings, labels=()):
    """`line` of the contents in the new language; None where it is no heading.

    A number that Word made of the heading may stand before it, in one text with it.
    """
    if same := headings.get(squeezed(line)):
        return same
    places = [space.end() for space in SPACES.finditer(line)]
    for place in places[:LABEL]:
        if words := headings.get(squeezed(line[place:])):
            return relabelled(line[:place], labels) + words
    return None


def label_pattern(text):
    """What a number that Word made looks like, its own numbers in groups."""
    return re.compile(
        "".join(
            f"(?P<n{part.number}>\\S+?)" if isinstance(part, Tag) else re.escape(part)
            for part in parts_of(text)
        )
    )


def relabelled(label, labels):
    """“Part II ” in the words of the translation, where these are on record."""
    words = label.rstrip()
    for pattern, target in labels:
        if match := pattern.fullmatch(words):
            numbers = match.groupdict()
            new = "".join(
                numbers.get(f"n{part.number}", "") if isinstance(part, Tag) else part
                for part in parts_of(target)
            )
            return new + label[len(words) :]
    return label


def paragraphs_among(entries):
    return [entry for entry in entries if hasattr(entry, "tagged")]


def texts_in(tagged):
    """The w:t of contents that stand in a row: the number, the heading, the page."""
    for atom in (*tagged.before, *tagged.middle, *tagged.after):
        if atom.role != "fixed" and not is_contents(atom):
            continue
        row = []
        for piece in atom.pieces:
            if piece.node.tag == TEXT:
                row.append(piece.node)
            elif row:
                yield row
                row = []
        if row:
            yield row


def is_contents(atom):
    """Whether it is a whole field that lists headings."""
    if atom.kind != "field":
        return False
    nodes = [piece.node for piece in atom.pieces]
    text = "".join(node.text or "" for node in nodes if node.tag == w("instrText"))
    return name_of(text) == "TOC"


def squeezed(text):
    return SPACES.sub("", text)


def one_line(text):
    """The words of a tagged text, a break among them as a space."""
    words = [part if isinstance(part, str) else "" for part in parts_of(text)]
    return SPACES.sub(" ", "".join(words)).strip()
