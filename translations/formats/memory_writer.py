"""A translation memory as other tools read it (TMX 1.4b)."""

import re
from html import escape

from translations.formats.readers.tags import Tag, parts_of

STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    '<header creationtool="Rapport" creationtoolversion="1" segtype="sentence"'
    ' o-tmf="Rapport" adminlang="en" srclang="{source}" datatype="plaintext"/>\n'
    "<body>\n"
)
FOOT = "</body>\n</tmx>\n"
TAGS = {
    "open": '<bpt i="{n}" x="{n}"/>',
    "close": '<ept i="{n}"/>',
    "alone": '<ph x="{n}"/>',
}


def memory_file(pairs, source, target):
    """The stretches (bytes) of a file of `pairs`: (source, target, where from).

    `source` and `target` are the codes of their languages.
    """
    yield HEAD.format(source=source).encode()
    for one, other, where_from in pairs:
        note = f"<note>{words(where_from)}</note>" if where_from else ""
        texts = variant(source, one) + variant(target, other)
        yield f"<tu>{note}{texts}</tu>\n".encode()
    yield FOOT.encode()


def variant(language, text):
    """A text in one language, its tags as elements."""
    parts = (
        TAGS[part.role].format(n=part.number) if isinstance(part, Tag) else words(part)
        for part in parts_of(text)
    )
    return f'<tuv xml:lang="{language}"><seg>{"".join(parts)}</seg></tuv>'


def words(text):
    """`text` as XML, without what no XML may hold."""
    return escape(STRANGE.sub("", text))
