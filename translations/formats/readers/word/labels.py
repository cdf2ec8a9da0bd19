"""Words in the numbers that Word makes: “Part %1”, “Article %1”, “Annex %1”.

They stand in no paragraph, and everybody reads them before each.
"""

import re
from collections import namedtuple

from translations.formats.readers.tags import Tag, parts_of, text_of
from translations.formats.readers.word.revisions import stories_of
from translations.formats.readers.word.xml_names import VALUE, value_of, w

PLACE = re.compile(r"%([1-9])")
WORDS = re.compile(r"[^\W\d_]{2,}")

# `element` is the w:lvlText, `text` what it says, the numbers in it as tags.
Label = namedtuple("Label", "key kind element part text")


def labels_of(package):
    """A `Label` for each level of a numbering in use that has words of its own."""
    part = package.related(package.main, "numbering")
    if not part:
        return
    root = package.root(part)
    names = names_in_use(package)
    numbers = [each for each in root.iter(w("num")) if each.get(w("numId")) in names]
    abstract = {value_of(each, "abstractNumId") for each in numbers}
    lists = [each for each in root.iter(w("abstractNum"))
             if each.get(w("abstractNumId")) in abstract]  # fmt: skip
    for place, level in enumerate(each for row in (*lists, *numbers)
                                  for each in row.iter(w("lvl"))):  # fmt: skip
        element = level.find(w("lvlText"))
        words = "" if element is None else element.get(VALUE, "")
        is_list = value_of(level, "numFmt") not in ("bullet", "none")
        if is_list and WORDS.search(PLACE.sub(" ", words)):
            yield Label(f"{part}#{place}", "label", element, part, tagged(words))


def names_in_use(package):
    """The numbers of the numberings that a paragraph or a style names."""
    parts = stories_of(package)
    if styles := package.related(package.main, "styles"):
        parts = [*parts, styles]
    return {
        number.get(VALUE)
        for part in parts
        for number in package.root(part).iter(w("numId"))
    }


def tagged(words):
    """“Part %1” as translators see it: the number is a tag."""
    parts = PLACE.split(words)
    return text_of(
        Tag(int(part), "alone") if place % 2 else part
        for place, part in enumerate(parts)
        if part
    )


def kinds_of(label):
    """{number of a tag: its kind} of a label."""
    return {
        str(part.number): "field"
        for part in parts_of(label.text)
        if isinstance(part, Tag)
    }


def write_label(package, label, text):
    """Puts the words of a translation into the numbering."""
    package.change(label.part)
    words = "".join(
        f"%{part.number}" if isinstance(part, Tag) else part for part in parts_of(text)
    )
    label.element.set(VALUE, words)
