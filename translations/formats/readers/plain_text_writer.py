"""Plain text written: its paragraphs in other words, its lines as broad as before."""

import textwrap

from translations.formats.readers.answers import additions_of, in_records
from translations.formats.readers.encoded_text import decoded
from translations.formats.readers.passages import coded, with_targets
from translations.formats.readers.plain_text import (
    ITEM,
    lines_of,
    passages_of,
    width_of,
)


def read(content, options):
    """The text in `content` with the words of `targets` {key: tagged text}.

    `notes` and `imprint` as for Word (`docx_writer`).
    """
    yield from in_records(written(content, options))


def written(content, options):
    """The bytes of the text, as `options` ask for it; else it stays as it is."""
    file = decoded(content)
    source = file.text
    width = width_of(lines_of(source))
    end = "\r\n" if "\r\n" in source else "\n" if "\n" in source else "\r"
    end = end if end in source else "\n"

    def render(passage, parts, code):
        text = coded(passage, parts, code, str)
        start = source.rfind("\n", 0, passage.begin) + 1
        indent = source[start : passage.begin] if width else ""
        return broken(text, source[passage.begin : passage.end], indent, width, end)

    text = with_targets(source, passages_of(source), additions_of(options), render)
    for paragraph in options.get("imprint") or ():
        text = f"{text.rstrip()}{end}{end}{' '.join(paragraph.split())}{end}"
    return file.content(text)


def broken(text, original, indent, width, end):
    """`text` in lines of `width` letters (0: one line), indented as `original` is."""
    if not width:
        return end.join(text.splitlines()) or text
    first, _, rest = original.partition("\n")
    if rest:
        hang = rest[: len(rest) - len(rest.lstrip())]
    else:
        marker = ITEM.match(first)
        hang = indent + " " * (marker.end() - 1 if marker else 0)
    lines = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(
            paragraph,
            max(width - (len(indent) if not lines else 0), 20),
            initial_indent=hang if lines else "",
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
            expand_tabs=False,
            replace_whitespace=False,
        ) or [""]
    return end.join(lines)
