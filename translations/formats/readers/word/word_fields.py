"""Fields: what Word works out by itself (a page, a reference, the contents, a link).

A field has a beginning, an instruction, perhaps a result and an end, which lie in runs
of one paragraph or of several, and one field may hold others. Of a link and of what was
typed into a form the result is text; of all others the whole is one tag.
"""

from translations.formats.readers.word.xml_names import BOX, w

MARK = w("fldChar")
MARK_KIND = w("fldCharType")
RESULTS = {"HYPERLINK": "link", "FORMTEXT": "field"}  # whose results are text

# What Word makes of the headings and marks of a document: no text of its own.
GENERATED = {"TOC", "INDEX", "TOA", "BIBLIOGRAPHY"}


class Field:
    """One that has begun, in `depth` wrappers.

    It `collects` while what comes is none of our text.
    """

    def __init__(self, depth, *, is_whole):
        self.depth = depth
        self.is_whole = is_whole  # whether it also ends in this paragraph
        self.instruction, self.pieces, self.wrapper = "", [], None
        self.has_result, self.collects = False, True

    def go_on(self):
        """In the next paragraph; what it collected stands in the one before."""
        self.pieces, self.is_whole = [], False


def kind_of_result(instruction):
    """link or field, where the result of such an instruction is text; else None."""
    words = instruction.split(None, 1)
    return RESULTS.get(words[0].upper()) if words else None


def name_of(instruction):
    """The first word of an instruction: TOC, REF, PAGE."""
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def closes_within(paragraph, begin):
    """Whether the field that begins at `begin` ends in the same paragraph."""
    depth, has_begun = 0, False
    for mark in paragraph.iter(MARK):
        has_begun = has_begun or mark is begin
        if not has_begun or box_of(mark) is not box_of(begin):
            continue
        depth += {"begin": 1, "end": -1}.get(mark.get(MARK_KIND), 0)
        if depth == 0:
            return True
    return False


def unclosed(paragraphs):
    """The marks, among the paragraphs of a story, of fields that never end."""
    row = []
    for paragraph in paragraphs:
        for mark in paragraph.iter(MARK):
            if is_in_box_of(mark, paragraph):
                continue
            kind = mark.get(MARK_KIND)
            if kind == "begin":
                row.append(mark)
            elif kind == "end" and row:
                row.pop()
    return set(row)


def box_of(element):
    return next(element.iterancestors(BOX), None)


def is_in_box_of(element, paragraph):
    """Whether `element`, below `paragraph`, lies in a text box that it holds."""
    for holder in element.iterancestors():
        if holder is paragraph:
            return False
        if holder.tag == BOX:
            return True
    return False
