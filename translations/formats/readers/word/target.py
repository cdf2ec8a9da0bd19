"""A paragraph written anew: the words of a translation in the clothes of the source."""

import re
from collections import namedtuple

from lxml import etree

from translations.formats.readers.tags import Tag, parts_of
from translations.formats.readers.word.builder import NOT_TWICE, Builder, loosen
from translations.formats.readers.word.pairs import Ground
from translations.formats.readers.word.run_properties import copy_without, merge, tidy
from translations.formats.readers.word.runs import text_element
from translations.formats.readers.word.xml_names import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    w,
)

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ELEMENTS = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen"}
SPLIT = re.compile("([\t\n\u2011])")
SLIGHT = {"tab", "break", "symbol"}
KEPT = {"note", "field", "picture", "box", "symbol", "link"}

# Words, or an atom, and the numbers of the tags that are open around it.
Token = namedtuple("Token", "what numbers")


class Target:
    """Writes one paragraph; `notes` {number: element} are put by number, or last."""

    def __init__(self, entry, language, notes=()):
        self.tagged, self.language = entry.tagged, language
        self.element, self.notes = entry.element, dict(notes)
        self.around = tuple(self.tagged.around)
        self.properties, self.letters, self.marks = {}, 0, []
        self.builder = None

    def write(self, text):
        """Replaces what the paragraph says by the tagged `text`."""
        tokens, numbers = self.tokens(sound(text).replace("\r", ""))
        words = "".join(each.what for each in tokens if isinstance(each.what, str))
        self.marks = anchors_in(self.tagged, words)
        self.builder = Builder(self.element)
        self.put_edge(self.tagged.before)
        for token in tokens:
            path = (*self.around, *self.wrappers(token.numbers))
            if isinstance(token.what, str):
                self.put_words(token.what, path, token.numbers)
            else:
                self.put_alone(token.what, path)
        self.put_marks(self.letters + 1)
        self.put_lost(numbers)
        self.put_edge(self.tagged.after)
        self.builder.end()
        self.mark_end()
        for control in self.element.iterancestors(w("sdt")):
            for properties in control.findall(w("sdtPr")):
                loosen(properties)

    def tokens(self, text):
        """What stands in `text`, in order; and the numbers of its tags."""
        tokens, open_tags, numbers = [], [], set()
        for part in parts_of(text.strip()):
            if isinstance(part, str):
                tokens.append(Token(part, tuple(open_tags)))
                continue
            meaning = self.tagged.meanings.get(part.number)
            is_alone = part.number in self.notes or (meaning and is_atom(meaning))
            if is_alone and part.role == "alone":
                tokens.append(Token(part, tuple(open_tags)))
                numbers.add(part.number)
            elif meaning is None or is_alone:
                continue
            elif part.role == "open" and part.number not in open_tags:
                open_tags.append(part.number)
            elif part.role == "close" and part.number in open_tags:
                open_tags.remove(part.number)
        for token in tokens:
            numbers.update(token.numbers)
        return without_doubles(tokens, self.tagged.meanings), numbers

    def wrappers(self, numbers):
        meanings = (self.tagged.meanings[number] for number in numbers)
        return tuple(each.wrapper for each in meanings if each.wrapper)

    # what is put

    def put_edge(self, atoms):
        """Puts what stood before or behind the words, as it was."""
        for each in atoms:
            path = each.path
            is_slight = each.is_space or each.role == "anchor" or each.kind in SLIGHT
            if is_slight:  # a link or a control is not begun for a space
                path = self.builder.reached(path)
            if each.role == "text":
                node = text_element(each.text)
                self.builder.put(path, node, each.properties, each.pieces[0].run)
            else:
                self.builder.put_pieces(each.pieces, path, each.path)

    def put_words(self, words, path, numbers):
        """Puts `words`; marks that nobody sees stand where their letters are."""
        properties = self.properties_for(path, numbers)
        while words:
            reach = min((place for place, _atom in self.marks), default=None)
            length = len(words)
            if reach is not None and reach - self.letters < length:
                self.put_marks(self.letters)
                reach = min((place for place, _atom in self.marks), default=None)
                if reach is not None:
                    length = min(length, reach - self.letters)
            for part in SPLIT.split(words[:length]):
                if part:
                    self.builder.put(path, node_of(part), properties, properties)
            self.letters += length
            words = words[length:]

    def put_marks(self, place):
        """Puts the marks that stand at `place` or before it."""
        due = [each for each in self.marks if each[0] <= place]
        self.marks = [each for each in self.marks if each[0] > place]
        for _place, mark in due:
            path = self.builder.path or self.around  # nothing is closed for a mark
            self.builder.put_pieces(mark.pieces, path, mark.path)

    def put_alone(self, tag, path):
        if tag.number in self.notes:
            self.builder.put_beside(self.around, self.notes[tag.number])
            return
        each = self.tagged.meanings[tag.number].atom
        self.builder.put_pieces(each.pieces, path, each.path)

    def put_lost(self, numbers):
        """Puts what the translation has no tag for and must not lose, at the end."""
        for number, meaning in self.tagged.meanings.items():
            if number in numbers or meaning.kind not in KEPT:
                continue
            if is_atom(meaning):
                self.put_alone(Tag(number, "alone"), self.around)
                continue
            texts = [
                each.text
                for each in self.tagged.middle
                if each.role == "text" and meaning.wrapper in each.path
            ]
            path = (*self.around, meaning.wrapper)
            self.put_words(f" {''.join(texts).strip()}", path, (number,))
        for number, note in self.notes.items():
            if number not in numbers:
                self.builder.put_beside(self.around, note)

    # what words look like

    def properties_for(self, path, numbers):
        """The w:rPr of words in the wrappers of `path` and the tags of `numbers`."""
        key = path, numbers
        if key not in self.properties:
            self.properties[key] = tidy(self.mixed(path, numbers), self.language)
        return self.properties[key]

    def mixed(self, path, numbers):
        meanings = [self.tagged.meanings[number] for number in numbers]
        formats = [each for each in meanings if each.wrapper is None]
        if len(formats) == 1 and formats[0].atom.path == path:
            return copy_without(formats[0].properties, ())
        ground = self.ground(path)
        properties = copy_without(ground.properties, ground.extras)
        for each in formats:
            merge(properties, each.properties, each.names)
        return properties

    def ground(self, path):
        """What words in the wrappers of `path` look like without a format."""
        grounds = self.tagged.grounds
        if path in grounds:
            return grounds[path]
        inner = path[-1] if path else None
        for each, ground in grounds.items():
            if inner is not None and each and each[-1] is inner:
                return ground
        return grounds.get(self.around, Ground(None, ()))

    def mark_end(self):
        """The mark of the paragraph, which Word spells too, is of the same language."""
        properties = self.element.find(PARAGRAPH_PROPERTIES)
        if self.language is None:
            return
        if self.language.is_right_to_left:
            if properties is None:
                properties = etree.Element(PARAGRAPH_PROPERTIES)
                self.element.insert(0, properties)
            if properties.find(w("bidi")) is None:
                insert_bidi(properties)
        mark = None if properties is None else properties.find(RUN_PROPERTIES)
        if mark is not None and mark.find(w("lang")) is not None:
            self.language.set_locale(mark.find(w("lang")))


def sound(text):
    """`text` without what no XML can hold."""
    return NO_XML.sub("\ufffd", text)


def is_atom(meaning):
    """Whether a tag of this meaning stands alone."""
    return meaning.atom is not None and meaning.kind != "format"


def node_of(part):
    """The child of a run that says `part`."""
    name = ELEMENTS.get(part)
    return text_element(part) if name is None else etree.Element(w(name))


def without_doubles(tokens, meanings):
    """`tokens`, of each note and picture the first only: Word knows each once."""
    rest, numbers = [], set()
    for token in tokens:
        if isinstance(token.what, Tag):
            number, meaning = token.what.number, meanings.get(token.what.number)
            is_unique = meaning is None or meaning.kind in NOT_TWICE
            if is_unique and number in numbers:
                continue
            numbers.add(number)
        rest.append(token)
    return rest


AFTER_BIDI = {w(name) for name in
              ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
               "mirrorIndents", "suppressOverlap", "jc", "textDirection",
               "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
               "rPr", "sectPr", "pPrChange")}  # fmt: skip


def insert_bidi(properties):
    """Puts w:bidi into a w:pPr where the schema wants it."""
    place = next(
        (number for number, child in enumerate(properties) if child.tag in AFTER_BIDI),
        len(properties),
    )
    properties.insert(place, etree.Element(w("bidi")))


# Marks that nobody sees: where in the translation they stand


def anchors_in(tagged, words):
    """[(letters before it, atom)] of the marks of `tagged` in the words of a target.

    What a bookmark was around (“14”) is looked for, since references repeat it; if it
    is not there, the bookmark is around all words.
    """
    source, places = tagged.words, []
    bounds = bookmark_bounds(tagged)
    for letters, each in tagged.anchors:
        key, is_start = bookmark_of(each)
        if letters in (0, len(source)) and len(bounds.get(key, ())) < 2:
            places.append((0 if letters == 0 else len(words), each))
        elif key in bounds and len(bounds[key]) == 2:
            begin, end = span_in(source, words, *bounds[key])
            places.append((begin if is_start else end, each))
        else:
            places.append((0 if is_opening(each) else len(words), each))
    return sorted(places, key=lambda row: row[0])


def bookmark_bounds(tagged):
    """{key of a bookmark: [letters before its start, letters before its end]}."""
    edges = [(0, each) for each in tagged.before]
    edges += [*tagged.anchors]
    edges += [(len(tagged.words), each) for each in tagged.after]
    bounds = {}
    for letters, each in edges:
        key, _is_start = bookmark_of(each)
        if key is not None:
            bounds.setdefault(key, []).append(letters)
    return bounds


def bookmark_of(atom):
    """(the key of the bookmark at whose bound it is, or None; whether it begins)."""
    node = atom.pieces[0].node if atom.role == "anchor" and atom.pieces else None
    if node is None or node.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
        return None, False
    return node.get(w("id")), node.tag == w("bookmarkStart")


def is_opening(atom):
    name = atom.pieces[0].node.tag
    return not isinstance(name, str) or not name.endswith("End")


def span_in(source, words, begin, end):
    """Where in `words` stands what stands in `source` from `begin` to `end`."""
    if begin == 0 and end == len(source):
        return 0, len(words)
    piece = source[begin:end].strip()
    if not piece:
        place = 0 if begin * 2 < len(source) else len(words)
        return place, place
    place, number = -1, source.count(piece, 0, begin)
    for _each in range(number + 1):
        place = words.find(piece, place + 1)
        if place < 0:
            return 0, len(words)
    return place, place + len(piece)
