"""What stands in a cell of a table, as somebody reads it: no tags, only letters."""

from translations.formats.readers.word.run_formats import is_symbol_font
from translations.formats.readers.word.runs import OF_SYMBOL, is_letter, words_in
from translations.formats.readers.word.xml_names import (
    ALTERNATES,
    CHOICE,
    PARAGRAPH,
    TEXT,
    w,
)

# What is struck out, what belongs to another text, and what is no text.
SKIPPED = {
    w(name)
    for name in (
        "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tcPr",
        "txbxContent", "rt",
    )
}  # fmt: skip
LETTERS = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}


def words_of_cell(cell):
    """The words below a w:tc (or a w:comment): a line for each paragraph and break."""
    lines = ["".join(letters_of(paragraph)) for paragraph in paragraphs_of(cell)]
    return "\n".join(lines).strip()


def paragraphs_of(parent):
    """The paragraphs below `parent`, each once, in order."""
    for child in parent:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag not in SKIPPED:
            yield from paragraphs_of(child)


def letters_of(element):
    """The stretches of letters below `element`, in order."""
    for child in element:
        if child.tag == TEXT:
            yield words_in(child.text or "")
        elif child.tag in LETTERS:
            yield LETTERS[child.tag]
        elif child.tag == w("sym"):
            yield letter_of(child)
        elif child.tag == ALTERNATES:
            choice = child.find(CHOICE)
            yield from letters_of(child if choice is None else choice)
        elif child.tag not in SKIPPED:
            yield from letters_of(child)


def letter_of(symbol):
    """The letter that a w:sym draws, or nothing."""
    code, font = symbol.get(w("char"), ""), symbol.get(w("font"), "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if is_symbol_font(font):
        return OF_SYMBOL.get(number | 0xF000, "")
    number = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    return chr(number) if is_letter(number) and number < 0x110000 else ""


def comments_in(element, comments):
    """The words of the comments that hang on something below `element`."""
    keys = [mark.get(w("id")) for mark in element.iter(w("commentReference"))]
    return [comments[key] for key in dict.fromkeys(keys) if comments.get(key)]
