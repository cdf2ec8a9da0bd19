"""Word documents read: a record a paragraph, its text with tags."""

from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers.tags import text_of
from translations.formats.readers.word.labels import Label, kinds_of
from translations.formats.readers.word.packages import Package
from translations.formats.readers.word.revisions import accept, has_revisions
from translations.formats.readers.word.stories import Description, Document


def read(content, options):
    """A record of each paragraph with words, in reading order; then what was left out.

    `as_final` among the options takes tracked changes as made. Raises `Unreadable`.
    """
    document = opened(content, options)
    for entry in document.offered():
        yield {"key": entry.key, "kind": entry.kind, **text_and_tags(entry)}
    yield {"left_out": sorted(document.left_out)}


def text_and_tags(entry):
    """What translators are shown of a paragraph, or of what is said of a picture."""
    if isinstance(entry, Label):
        return {"text": entry.text, "tags": kinds_of(entry)}
    if isinstance(entry, Description):
        text = text_of([entry.element.get("descr").strip()])
        return {"text": text, "tags": {}}
    meanings = entry.tagged.meanings
    tags = {str(number): meaning.kind for number, meaning in meanings.items()}
    return {"text": entry.tagged.text, "tags": tags}


def opened(content, options):
    """The document in `content`, its tracked changes taken as made if so asked."""
    package = Package(content)
    if options.get("as_final"):
        accept(package)
    elif has_revisions(package):
        raise Unreadable("docx tracked")
    return Document(package)
