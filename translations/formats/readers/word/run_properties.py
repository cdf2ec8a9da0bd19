"""The properties of the runs that are written: a look, a language, a font for it."""

from copy import deepcopy

from lxml import etree

from translations.formats.readers.word.run_formats import RAISED, WIDE, number_of
from translations.formats.readers.word.xml_names import (
    ALTERNATES,
    RUN_PROPERTIES,
    VALUE,
    w,
)

# The order that the schema asks for (ECMA-376, part 1, CT_RPr).
ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
    "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid",
    "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
    "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
    "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
SCALED = 10  # per cent: as wide as a scanner took letters for
PLACES = {w(name): place for place, name in enumerate(ORDER)}
PLACES[ALTERNATES] = PLACES[w("rFonts")]  # a font for signs that few fonts have
# Traces of proof-readers, scanners and editors, which say nothing about new words.
TRACES = {
    w(name) for name in (
        "lang", "noProof", "rPrChange", "ins", "del", "moveFrom",
        "moveTo", "webHidden", "fitText", "rtl", "cs", "eastAsianLayout",
    )
}  # fmt: skip
# What says how letters look, by our word for it.
ELEMENTS = {"b": ("b", "bCs"), "i": ("i", "iCs"), "sz": ("sz", "szCs"),
            "font": ("rFonts",)}  # fmt: skip


def elements_of(names):
    """The qualified elements that say what `names` of a look are."""
    return {w(each) for name in names for each in ELEMENTS.get(name, (name,))}


def copy_without(properties, names):
    """A copy of a w:rPr (or None) that does not say what `names` of a look are."""
    if properties is None:
        return etree.Element(RUN_PROPERTIES)
    copy = deepcopy(properties)
    copy.tail = None
    style = {w("rStyle")} if names else set()
    for child in [*copy]:
        if child.tag in elements_of(names) | style:
            copy.remove(child)
    return copy


def merge(properties, others, names):
    """Has `properties` also say what `others` says of `names`, or by its style."""
    wanted = elements_of(names)
    rows = [] if others is None else [each for each in others if each.tag in wanted]
    if others is not None and not rows:
        rows = others.findall(w("rStyle"))
    for child in rows:
        for same in properties.findall(child.tag):
            properties.remove(same)
        properties.append(deepcopy(child))
    return properties


def tidy(properties, language):
    """Takes traces out, sets the language and its font, and puts all in order."""
    for child in [*properties]:
        if child.tag in TRACES or is_hair(child):
            properties.remove(child)
    if language is not None:
        language.mark(properties)
    properties[:] = sorted(
        properties, key=lambda child: PLACES.get(child.tag, len(ORDER))
    )
    return properties


def is_hair(element):
    """Whether it moves letters by no more than a scanner's doubt."""
    if element.tag == w("spacing"):
        return number_of(element) < WIDE
    if element.tag == w("w"):
        return abs(number_of(element) - 100) <= SCALED
    return element.tag == w("position") and number_of(element) < RAISED


def set_value(parent, name, value):
    """Sets the w:val of the child `name`, which is made if need be; the child."""
    child = parent.find(w(name))
    if child is None:
        child = etree.SubElement(parent, w(name))
    child.set(VALUE, value)
    return child
