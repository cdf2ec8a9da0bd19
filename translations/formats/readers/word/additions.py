"""What a translation has more than its source: notes of the translator, an imprint."""

from lxml import etree

from translations.formats.readers.word.run_properties import set_value, tidy
from translations.formats.readers.word.runs import text_element
from translations.formats.readers.word.xml_names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    W,
    w,
)

FOOTNOTES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
)
FOOTNOTES_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
TOP_BORDER = {"val": "single", "sz": "4", "space": "6", "color": "auto"}


class Footnotes:
    """Adds notes of the translator to those of the document."""

    def __init__(self, package, styles, language):
        self.package, self.styles, self.language = package, styles, language

    def add(self, text, label):
        """Adds a note that says `text` and whose it is; its mark, a w:r."""
        root = self.root()
        keys = {number_in(note.get(w("id"))) for note in root}
        key = str(max({0, *keys}) + 1)
        note = etree.SubElement(root, w("footnote"))
        note.set(w("id"), key)
        paragraph = etree.SubElement(note, PARAGRAPH)
        if style := self.style_named("footnote text"):
            properties = etree.SubElement(paragraph, PARAGRAPH_PROPERTIES)
            set_value(properties, "pStyle", style)
        paragraph.append(self.mark("footnoteRef"))
        words = f" {text} — {label}" if label else f" {text}"
        paragraph.append(plain_run(words, self.language))
        mark = self.mark("footnoteReference")
        mark[-1].set(w("id"), key)
        return mark

    def root(self):
        main = self.package.main
        part = self.package.related(main, "footnotes")
        if part:
            return self.package.change(part)
        root = etree.Element(w("footnotes"), nsmap={"w": W})
        for key, name in SEPARATORS:
            note = etree.SubElement(root, w("footnote"))
            note.set(w("type"), name)
            note.set(w("id"), key)
            run = etree.SubElement(etree.SubElement(note, PARAGRAPH), RUN)
            etree.SubElement(run, w(name))
        folder = main.rpartition("/")[0]
        name = f"{folder}/footnotes.xml" if folder else "footnotes.xml"
        self.package.add(name, root, FOOTNOTES_TYPE)
        self.package.relate(main, FOOTNOTES, "footnotes.xml")
        return root

    def mark(self, name):
        """A raised run that holds the element `name`."""
        run = etree.Element(RUN)
        properties = etree.SubElement(run, RUN_PROPERTIES)
        if style := self.style_named("footnote reference"):
            set_value(properties, "rStyle", style)
        set_value(properties, "vertAlign", "superscript")
        etree.SubElement(run, w(name))
        return run

    def style_named(self, name):
        rows = self.styles.styles.values()
        return next((style.key for style in rows if style.name == name), None)


def number_in(text):
    try:
        return int(text or "0")
    except ValueError:
        return 0


def plain_run(text, language):
    """A run that says `text` in `language` (None: in that of the document)."""
    run = etree.Element(RUN)
    if language is not None:
        run.append(tidy(etree.Element(RUN_PROPERTIES), language))
    run.append(text_element(text))
    return run


def add_imprint(body, texts, language):
    """Puts `texts`, a paragraph each, behind all else, below a line."""
    last = body[-1] if len(body) else None
    has_section = last is not None and last.tag == w("sectPr")
    for number, text in enumerate(texts):
        paragraph = etree.Element(PARAGRAPH)
        properties = etree.SubElement(paragraph, PARAGRAPH_PROPERTIES)
        if number < len(texts) - 1:
            etree.SubElement(properties, w("keepNext"))
        if number == 0:
            border = etree.SubElement(etree.SubElement(properties, w("pBdr")), w("top"))
            for name, value in TOP_BORDER.items():
                border.set(w(name), value)
        if language is not None and language.is_right_to_left:
            etree.SubElement(properties, w("bidi"))
        paragraph.append(plain_run(text, language))
        if has_section:
            last.addprevious(paragraph)
        else:
            body.append(paragraph)
