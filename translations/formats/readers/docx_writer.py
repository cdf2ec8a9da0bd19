"""Word documents written: the source itself, its words those of the translation."""

import base64
from copy import deepcopy

from translations.formats.readers.answers import in_brackets, with_words
from translations.formats.readers.docx_reader import opened
from translations.formats.readers.tags import words_of
from translations.formats.readers.word.additions import Footnotes, add_imprint
from translations.formats.readers.word.contents import translate_contents
from translations.formats.readers.word.field_updates import update_fields
from translations.formats.readers.word.labels import Label, write_label
from translations.formats.readers.word.privacy import clean
from translations.formats.readers.word.stories import Description
from translations.formats.readers.word.target import Target, sound
from translations.formats.readers.word.target_language import Language, set_language
from translations.formats.readers.word.xml_names import w

LINE = 90_000  # bytes of the document in a record: three make four letters
NO_NOTES = ("note", "header", "footer", "box")


def read(content, options):
    """The document in `content` with other words: records of base64, one text each.

    Of `options`: `targets` {key of a paragraph: tagged text}, `language` of them;
    `clean` takes out what tells of its authors; `title`; `imprint`, paragraphs at its
    end; `notes` of the translator: dicts of the `key` of a paragraph, `text`, perhaps
    the number of a `tag` in its target where the mark stands; `label` says whose they
    are.
    `as_final` as for the reader. Raises `Unreadable`.
    """
    document = opened(content, options)
    Writer(document, options).write()
    written = document.package.content()
    for place in range(0, len(written), LINE):
        yield [base64.b64encode(written[place : place + LINE]).decode()]


class Writer:
    """Writes into `document` what `options` ask for."""

    def __init__(self, document, options):
        self.document, self.package = document, document.package
        self.options, self.targets = options, options.get("targets") or {}
        code = options.get("language") or ""
        self.language = Language(code, self.package) if code else None
        self.label = options.get("label") or ""
        self.footnotes = Footnotes(self.package, document.styles, self.language)

    def write(self):
        self.write_paragraphs()
        if self.targets and self.language:
            set_language(self.package, self.language)
        if self.targets:
            translate_contents(self.package, self.document.entries, self.targets)
            update_fields(self.package)
        if self.options.get("clean"):
            title = sound(self.options.get("title") or "")
            locale = self.language.locale if self.language else ""
            clean(self.package, self.document, title, locale)
        if imprint := self.options.get("imprint"):
            root = self.package.change(self.package.main)
            texts = [sound(text) for text in imprint]
            add_imprint(root.find(w("body")), texts, self.language)

    def write_paragraphs(self):
        """Each paragraph with a target; those in a box before that which holds it."""
        notes = {}
        for note in self.options.get("notes") or ():
            notes.setdefault(note["key"], []).append(note)
        for entry in reversed(self.document.entries):
            text = self.targets.get(entry.key)
            if text is None or not words_of(text).strip():
                continue
            if isinstance(entry, Label):
                write_label(self.package, entry, sound(text))
            elif isinstance(entry, Description):
                self.package.change(entry.part)
                entry.element.set("descr", sound(words_of(text)))
            else:
                self.write_paragraph(entry, text, notes.get(entry.key, ()))

        for part, box, copy in reversed(self.document.unlike if self.targets else []):
            self.package.change(part)
            copy[:] = [deepcopy(each) for each in box]

    def write_paragraph(self, entry, text, notes):
        self.package.change(entry.part)
        marks = {}
        for number, note in enumerate(notes, start=10_000):
            words = sound(note["text"])
            if entry.kind in NO_NOTES:  # a note there has no place for its mark
                text = with_words(text, note, in_brackets(words, self.label))
            else:
                tag = int(note["tag"]) if note.get("tag", "").isdecimal() else number
                marks[tag] = mark = self.footnotes.add(words, self.label)
                self.document.refer(mark)
        Target(entry, self.language, marks).write(text)
        for copy in entry.copies:
            copy.getparent().replace(copy, deepcopy(entry.element))
