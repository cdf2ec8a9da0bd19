"""All paragraphs of a document, in the order in which somebody reads it.

First the text, each text box behind the paragraph that it hangs on; then the notes in
the order of their marks, the headers and footers of the sections, and the words in
numbers that Word makes.
"""

from collections import namedtuple

from translations.formats.readers.word.labels import Label, labels_of
from translations.formats.readers.word.pairs import Tagged
from translations.formats.readers.word.run_formats import Styles, theme_fonts
from translations.formats.readers.word.runs import Walk
from translations.formats.readers.word.word_fields import is_in_box_of, unclosed
from translations.formats.readers.word.xml_names import (
    ALTERNATES,
    BOX,
    CHOICE,
    DRAWN,
    DRAWN_PROPERTIES,
    FALLBACK,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RELATION,
    VML,
    is_on,
    is_within,
    value_of,
    w,
)

NO_BLOCKS = {w(name) for name in
             ("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr",
              "sdtEndPr", "tblPrEx")}  # fmt: skip
NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
DRAWN_WORDS = (f"{{{DRAWN}}}t", f"{{{VML}}}textpath")
NOT_READ = (
    ("comments", "comments"), ("chart", "charts"), ("diagramData", "diagrams"),
    ("oleObject", "embedded"), ("package", "embedded"), ("aFChunk", "embedded"),
    ("subDocument", "embedded"),
)  # fmt: skip

# `element` is the w:p, `tagged` its text; `copies` are paragraphs that say the same.
Entry = namedtuple("Entry", "key kind element tagged part copies")
Description = namedtuple("Description", "key kind element part")


class Document:
    """A package read as a text: `entries` in order, codes of what is `left_out`."""

    def __init__(self, package):
        self.package = package
        theme = package.related(package.main, "theme")
        styles = package.related(package.main, "styles")
        self.styles = Styles(
            package.root(styles) if styles else None,
            theme_fonts(package.root(theme) if theme else None),
        )
        self.marks, self.numbers, self.left_out = {}, {}, set()
        self.entries, self.references = [], []
        self.unlike = []  # (part, text box, copy of it that is another)
        self.read()

    def read(self):
        main = self.package.main
        body = self.package.root(main).find(w("body"))
        if body is not None:
            self.read_story(main, body)
            self.read_notes()
            self.read_edges(body)
            self.entries += labels_of(self.package)
        for kind, code in NOT_READ:
            if self.package.related(main, kind):
                self.left_out.add(code)

    # the text, and whatever holds paragraphs

    def read_story(self, part, root, own_mark="", kind=""):
        """Reads the paragraphs below `root`; a field may go on from one to the next."""
        fields, elements = [], [*paragraphs_below(root)]
        broken = unclosed(elements)
        for element in elements:
            walk = Walk(self.styles, fields, self.marks, broken)
            tagged = Tagged(walk.atoms_of(element), walk.look, own_mark)
            own_mark = ""
            self.add(part, element, tagged, kind)
            self.describe(part, element)
            for box, copy in boxes_of(element):
                first = len(self.entries)
                self.read_story(part, box, kind="box")
                self.pair(part, self.entries[first:], box, copy)

    def add(self, part, element, tagged, kind):
        self.left_out |= {"hidden"} if tagged.has_hidden else set()
        self.refer(element)
        if is_covered(element):
            return
        properties = element.find(PARAGRAPH_PROPERTIES)
        kind = kind or self.kind_of(element, properties)
        entry = Entry(self.key(part, element), kind, element, tagged, part, [])
        self.entries.append(entry)

    def refer(self, element):
        """Keeps the notes to which a paragraph refers, in order."""
        for name, one in NOTES:
            for mark in element.iter(w(f"{one}Reference")):
                if not is_in_box_of(mark, element):
                    self.references.append((name, mark.get(w("id"))))

    def key(self, part, element):
        """The part and the number of the paragraph in it, boxes and copies counted."""
        if part not in self.numbers:
            rows = self.package.root(part).iter(PARAGRAPH)
            self.numbers[part] = {each: number for number, each in enumerate(rows)}
        return f"{part}#{self.numbers[part][element]}"

    def kind_of(self, element, properties):
        if self.styles.is_heading(properties):
            return "heading"
        if is_within(element, w("tc")):
            return "cell"
        return "list" if self.styles.is_numbered(properties) else "paragraph"

    def describe(self, part, element):
        """What is said of pictures for whoever does not see them; words in them."""
        for drawing in element.iter(DRAWN_PROPERTIES, *DRAWN_WORDS):
            if is_in_box_of(drawing, element):
                continue
            if drawing.tag in DRAWN_WORDS:
                self.left_out.add("drawings")
            elif drawing.get("descr", "").strip():
                key = f"{part}@{len(self.entries)}"
                self.entries.append(Description(key, "alt", drawing, part))

    def pair(self, part, entries, box, copy):
        """Keeps the paragraphs of `copy` as copies of those of `box`, one by one."""
        if copy is None:
            return
        originals = [*paragraphs_below(box)]
        doubles = [*paragraphs_below(copy)]
        if len(originals) != len(doubles):
            self.unlike.append((part, box, copy))
            return
        by_element = {each.element: each for each in entries}
        for original, double in zip(originals, doubles, strict=True):
            if original in by_element:
                by_element[original].copies.append(double)

    # notes, headers, footers

    def read_notes(self):
        for name, one in NOTES:
            part = self.package.related(self.package.main, name)
            if not part:
                continue
            notes = {note.get(w("id")): note for note in self.package.root(part)}
            order = [key for kind, key in self.references if kind == name]
            for key in dict.fromkeys(order):
                if key in notes:
                    mark = self.marks.get((w(f"{one}Reference"), key), "")
                    self.read_story(part, notes[key], mark, "note")

    def read_edges(self, body):
        """Headers and footers that a section names, each once."""
        names = self.package.by_key(self.package.main)
        for name in ("header", "footer"):
            keys = [each.get(RELATION) for each in body.iter(w(f"{name}Reference"))]
            for part in dict.fromkeys(names.get(key) for key in keys):
                if part in self.package.parts:
                    self.read_story(part, self.package.root(part), kind=name)

    def offered(self):
        """The entries that have words; descriptions and labels always do."""
        return [
            each
            for each in self.entries
            if isinstance(each, Description | Label) or each.tagged.has_words
        ]


def paragraphs_below(parent):
    """Each w:p below `parent` that lies in no text box, in the order of the file."""
    for child in parent:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag == ALTERNATES:
            choice = child.find(CHOICE)
            yield from paragraphs_below(child if choice is None else choice)
        elif child.tag not in NO_BLOCKS:
            yield from paragraphs_below(child)


def boxes_of(element):
    """(box, its copy or None) of each text box that the paragraph holds."""
    pairs, seconds = [], set()
    for alternates in element.iter(ALTERNATES):
        if is_in_box_of(alternates, element):
            continue
        choice, fallback = alternates.find(CHOICE), alternates.find(FALLBACK)
        firsts = [] if choice is None else own_boxes(choice)
        others = [] if fallback is None else own_boxes(fallback)
        if firsts:
            seconds |= set(others)
            copies = [*others, *[None] * len(firsts)]
            pairs += zip(firsts, copies[: len(firsts)], strict=True)
    paired = {box for box, _copy in pairs}
    rows = dict(pairs)
    for box in element.iter(BOX):
        if is_in_box_of(box, element) or box in seconds:
            continue
        if box in paired or not is_within(box, FALLBACK):
            yield box, rows.get(box)
        else:
            yield box, None


def own_boxes(parent):
    """The text boxes below `parent` that lie in no other one below it."""
    boxes = [*parent.iter(BOX)]
    inner = {box for each in boxes for box in each.iter(BOX) if box is not each}
    return [box for box in boxes if box not in inner]


def is_covered(element):
    """Whether the cell of a paragraph is covered by another, or its row hidden."""
    for row in element.iterancestors(w("tr")):
        if is_on(row.find(f"{w('trPr')}/{w('hidden')}")):
            return True
    cell = next(element.iterancestors(w("tc")), None)
    properties = None if cell is None else cell.find(w("tcPr"))
    if properties is None:
        return False
    for name in ("vMerge", "hMerge"):
        is_there = properties.find(w(name)) is not None
        if is_there and value_of(properties, name) in (None, "continue"):
            return True
    return False
