"""A paragraph taken apart: its text, and what stands in it without being text."""

import re
from collections import namedtuple

from lxml import etree

from translations.formats.readers.word.run_formats import is_symbol_font
from translations.formats.readers.word.word_fields import (
    GENERATED,
    MARK,
    MARK_KIND,
    Field,
    closes_within,
    kind_of_result,
    name_of,
)
from translations.formats.readers.word.xml_names import (
    ALTERNATES,
    BOX,
    FORMULAS,
    PARAGRAPH_PROPERTIES,
    PRESERVE,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    w,
)

LINE_END = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
NO_LETTERS = re.compile("[\u00ad\ufeff]")  # a place to break a word, a mark of order
PRIVATE = re.compile("([\ue000-\uf8ff]+)")
WORD = re.compile(r"[^\W_]")
TRANSPARENT = {
    w(name)
    for name in ("smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "rubyBase")
}
NOT_OURS = {
    w(name) for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "softHyphen",
        "lastRenderedPageBreak", "proofErr", "rt", "rubyPr",
    )
}  # fmt: skip
NOTE_MARKS = (w("footnoteReference"), w("endnoteReference"))
ALONE = {
    **dict.fromkeys(map(w, ("tab", "ptab")), "tab"),
    **dict.fromkeys(map(w, ("br", "cr")), "break"),
    **dict.fromkeys(map(w, ("drawing", "pict", "object", "contentPart")), "picture"),
    **dict.fromkeys(NOTE_MARKS, "note"),
    **dict.fromkeys(
        map(w, ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong",
                "yearShort", "yearLong")),
        "field",
    ),
}  # fmt: skip
FRONT = {w("footnoteRef"), w("endnoteRef")}
# What the font Symbol draws for signs that every other font has too.
OF_SYMBOL = {
    0xF0B0: "°", 0xF0B1: "±", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B8: "÷",
    0xF0B9: "≠", 0xF0BB: "≈", 0xF0A2: "′", 0xF0B2: "″", 0xF02D: "−", 0xF0BC: "…",
}  # fmt: skip

# What a paragraph is made of: `node` is a child of a run with such properties, or of
# the paragraph itself (`run` is None); `path` are the wrappers around it.
Piece = namedtuple("Piece", "node properties run path")


class Wrapper:
    """What stands around words: a link, a field with a result, a control."""

    def __init__(self, kind, element=None, head=()):
        self.kind, self.element = kind, element
        self.head, self.tail = [*head], []


class Atom(namedtuple("Atom", "role text kind pieces look properties path")):
    """One of the things that a paragraph is a row of.

    `role` is text; alone (a tag); anchor (a mark that nobody sees); fixed (not ours to
    change), front (the mark of a note in the note) or hidden. `look` is how text looks.
    """

    __slots__ = ()

    @property
    def is_space(self):
        return self.role == "text" and not self.text.strip()


def atom(role, pieces, text="", kind="", look=None, properties=None, path=()):
    return Atom(role, text, kind, pieces, look or {}, properties, path)


class Walk:
    """Goes through one paragraph; `fields` are those that began before it, in a list.

    After `atoms_of` the list holds those that go on behind it.
    """

    def __init__(self, styles, fields, marks, broken=()):
        self.styles, self.fields, self.marks = styles, fields, marks
        self.broken = broken  # beginnings of fields that never end
        self.atoms, self.paragraph, self.look = [], None, {}

    def atoms_of(self, paragraph):
        self.atoms, self.paragraph = [], paragraph
        self.look = self.styles.of_paragraph(paragraph.find(PARAGRAPH_PROPERTIES))
        for field in self.fields:
            field.go_on()
        self.walk(paragraph, ())
        if field := self.collector():
            self.atoms.append(atom("fixed", field.pieces))
        return self.atoms

    def collector(self):
        """The outermost field that takes what comes for itself, if any."""
        return next((field for field in self.fields if field.collects), None)

    def walk(self, parent, path):
        for child in parent:
            if child.tag in NOT_OURS:
                continue
            if child.tag == RUN:
                self.run(child, path)
            elif child.tag in TRANSPARENT:
                self.walk(child, path)
            elif child.tag == w("hyperlink"):
                self.walk(child, (*path, Wrapper("link", child)))
            elif child.tag == w("fldSimple"):
                self.simple_field(child, path)
            elif child.tag == w("sdt"):
                self.control(child, path)
            else:
                alone = picture_kind(child) if is_picture(child) else ""
                self.add(Piece(child, None, None, path), alone)

    def simple_field(self, element, path):
        kind = kind_of_result(element.get(w("instr"), ""))
        if kind:
            self.walk(element, (*path, Wrapper(kind, element)))
        else:
            self.add(Piece(element, None, None, path), "field")

    def control(self, element, path):
        content = element.find(w("sdtContent"))
        if content is None or not has_text(content) or is_box_to_tick(element):
            self.add(Piece(element, None, None, path), "field")
        else:
            self.walk(content, (*path, Wrapper("format", element)))

    def add(self, piece, kind=""):
        """`piece` as a tag of `kind`, else as a mark that nobody sees."""
        if field := self.collector():
            field.pieces.append(piece)
        else:
            role = "alone" if kind else "anchor"
            self.atoms.append(atom(role, [piece], kind=kind, path=self.path(piece)))

    def path(self, piece):
        if not self.fields:
            return piece.path
        path = [*piece.path]
        for field in reversed(self.fields):
            if field.wrapper:
                path.insert(field.depth, field.wrapper)
        return tuple(path)

    def run(self, run, path):
        properties = run.find(RUN_PROPERTIES)
        look = self.styles.of_run(properties, self.look)
        children = iter(run)
        for child in children:
            piece = Piece(child, properties, run, path)
            if child.tag in NOT_OURS:
                continue
            if child.tag == MARK:
                self.mark(piece)
            elif self.collector():
                self.collect(piece)
            elif child.get(w("customMarkFollows")) in ("1", "true", "on"):
                pieces = [piece, *(piece._replace(node=each) for each in children)]
                text = "".join(each.text or "" for each in run.iter(TEXT))
                self.marks[child.tag, child.get(w("id"))] = text.strip()
                self.atoms.append(
                    atom("alone", pieces, kind="note", path=self.path(piece))
                )
            elif child.tag == w("ruby"):
                for base in child.iter(w("rubyBase")):
                    self.walk(base, path)
            else:
                self.take(piece, look)

    def collect(self, piece):
        if piece.node.tag == w("instrText") and not self.fields[-1].has_result:
            self.fields[-1].instruction += piece.node.text or ""
        self.collector().pieces.append(piece)

    def mark(self, piece):
        """A beginning, a middle or an end of a field."""
        kind = piece.node.get(MARK_KIND)
        if piece.node in self.broken:
            self.add(piece)
        elif kind == "begin":
            is_whole = closes_within(self.paragraph, piece.node)
            self.fields.append(Field(len(piece.path), is_whole=is_whole))
            self.collector().pieces.append(piece)
        elif not self.fields:
            self.add(piece)
        elif kind == "separate":
            self.begin_result(piece)
        else:
            self.end_field(piece)

    def begin_result(self, piece):
        field, collector = self.fields[-1], self.collector()
        if collector is None:
            self.add(piece)
            return
        collector.pieces.append(piece)
        field.has_result = True
        kind = kind_of_result(field.instruction)
        is_text = kind or not (
            field.is_whole or name_of(field.instruction) in GENERATED
        )
        if field is not collector or not is_text:
            return
        field.collects = False
        if field.is_whole:
            field.wrapper = Wrapper(kind, head=field.pieces)
        else:
            self.atoms.append(atom("anchor", field.pieces))

    def end_field(self, piece):
        field = self.fields.pop()
        if field.wrapper:
            field.wrapper.tail.append(piece)
        elif not field.collects:
            self.add(piece)
        elif outer := self.collector():
            outer.pieces += [*field.pieces, piece]
        else:
            role = "alone" if field.is_whole else "fixed"
            pieces = [*field.pieces, piece]
            self.atoms.append(
                atom(role, pieces, kind="field", path=self.path(pieces[0]))
            )

    def take(self, piece, look):
        """A child of a run that is no part of a field."""
        tag, path = piece.node.tag, self.path(piece)
        if tag in FRONT:
            self.atoms.append(atom("front", [piece]))
        elif tag == TEXT:
            text = words_in(piece.node.text or "")
            self.take_text(text, piece, look, path)
        elif tag == w("noBreakHyphen"):
            self.take_text("\u2011", piece, look, path)
        elif tag == w("sym"):
            self.take_symbol(piece, look, path)
        elif tag in ALONE or is_picture(piece.node):
            kind = ALONE.get(tag, "picture")
            kind = picture_kind(piece.node) if kind == "picture" else kind
            self.atoms.append(atom("alone", [piece], kind=kind, look=look, path=path))
        else:
            self.add(piece)

    def take_text(self, text, piece, look, path):
        if look.get("vanish"):
            self.atoms.append(atom("hidden", [piece], text, path=path))
            return
        if is_symbol_font(look.get("font")) and text.strip():
            self.atoms.append(atom("alone", [piece], kind="symbol", path=path))
            return
        if not PRIVATE.search(text):
            self.take_words(text, piece, look, path)
            return
        for place, part in enumerate(PRIVATE.split(text)):
            if place % 2:  # letters that only their font can draw
                sign = piece._replace(node=text_element(part))
                self.atoms.append(atom("alone", [sign], kind="symbol", path=path))
            elif part:
                self.take_words(part, piece, look, path)

    def take_words(self, text, piece, look, path):
        """Adds `text` to the one before where it looks the same."""
        last = self.atoms[-1] if self.atoms else None
        if last and last.role == "text" and last.look == look and last.path == path:
            self.atoms[-1] = last._replace(text=last.text + text)
        else:
            properties = piece.properties
            self.atoms.append(atom("text", [piece], text, "", look, properties, path))

    def take_symbol(self, piece, look, path):
        code, font = piece.node.get(w("char"), ""), piece.node.get(w("font"), "")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else 0
        if not is_symbol_font(font):
            number = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
            letter = chr(number) if is_letter(number) else ""
        else:
            is_greek = font.lower().startswith("symbol")
            letter = OF_SYMBOL.get(number | 0xF000, "") if is_greek else ""
        if letter:
            self.take_text(letter, piece, look, path)
        else:
            self.atoms.append(atom("alone", [piece], kind="symbol", path=path))


def is_letter(number):
    return number > 0x20 and not 0xD800 <= number <= 0xF8FF and number != 0xFFFE


def words_in(text):
    """What a w:t says: a line end of the file is a space."""
    return NO_LETTERS.sub("", LINE_END.sub(" ", text).replace("\t", " "))


def text_element(text):
    """A w:t that holds `text`, its spaces kept."""
    element = etree.Element(TEXT)
    element.text = text
    element.set(PRESERVE, "preserve")
    return element


def is_picture(element):
    return element.tag == ALTERNATES or element.tag in FORMULAS


def picture_kind(element):
    """box for what holds paragraphs of its own, else picture."""
    return "picture" if next(element.iter(BOX), None) is None else "box"


def has_text(element):
    """Whether there are words in it, or the mark of a note."""
    if next(element.iter(*NOTE_MARKS), None) is not None:
        return True
    return any((text.text or "").strip() for text in element.iter(TEXT))


def is_box_to_tick(control):
    properties = control.find(w("sdtPr"))
    return properties is not None and properties.find("{*}checkbox") is not None
