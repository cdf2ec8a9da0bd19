"""Pages of HTML written: the source itself, what it says in other words."""

import re

from translations.formats.readers.answers import additions_of, in_records
from translations.formats.readers.html_names import RIGHT_TO_LEFT
from translations.formats.readers.html_text import decoded, passages_of
from translations.formats.readers.html_tokens import tokens_of
from translations.formats.readers.passages import coded, with_targets


def read(content, options):
    """The page in `content` with the words of `targets` {key: tagged text}.

    `language` is theirs; `notes` and `imprint` as for Word (`docx_writer`).
    """
    yield from in_records(written(content, options))


def written(content, options):
    """The bytes of the page, as `options` ask for it; else it stays as it is."""
    page = decoded(content)
    source, targets = page.text, additions_of(options)

    def escape(text):
        return escaped(text, page.encoding)

    def render(passage, parts, code):
        text = coded(passage, parts, code, escape)
        if passage.is_inner:
            text = text.replace('"', "&quot;").replace("'", "&#39;")
        original = source[passage.begin : passage.end]
        if not passage.is_inner:
            white = original[: len(original) - len(original.lstrip())]
            return text if text[:1].isspace() else white + text
        if source[passage.begin - 1] in "\"'":
            return text
        return f'"{text}"'

    passages, edits = passages_of(source), []
    if targets:
        edits = language_edits(source, options.get("language") or "")
    text = with_targets(source, passages, targets, render, edits)
    return page.content(with_imprint(text, options.get("imprint"), escape))


def escaped(text, encoding):
    """`text` as HTML; by number the letters that `encoding` does not have."""
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt")):
        text = text.replace(sign, f"&{name};")
    return text.encode(encoding, "xmlcharrefreplace").decode(encoding)


def language_edits(source, language):
    """What makes `language` that of the page: replacements in its first tag."""
    if not re.fullmatch(r"[A-Za-z0-9-]{2,35}", language):
        return []
    for token in tokens_of(source):
        if token.kind != "start" or token.name != "html":
            continue
        edits, place = [], token.begin + len("<html")
        for name in ("lang", "xml:lang"):
            if name in token.attributes:
                begin, end = token.attributes[name]
                is_bare = source[begin - 1] not in "\"'"
                edits.append((begin, end, f'"{language}"' if is_bare else language))
        added = "" if "lang" in token.attributes else f' lang="{language}"'
        is_turned = language.partition("-")[0] in RIGHT_TO_LEFT
        added += ' dir="rtl"' if is_turned and "dir" not in token.attributes else ""
        return [*edits, (place, place, added)] if added else edits
    return []


def with_imprint(source, imprint, escape):
    """`source` with the paragraphs of `imprint` before the page ends."""
    if not imprint:
        return source
    place = len(source)
    for token in tokens_of(source):
        if token.kind == "end" and token.name in ("body", "html"):
            place = token.begin
            break
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in imprint)
    return f"{source[:place]}<hr>\n{text}{source[place:]}"
