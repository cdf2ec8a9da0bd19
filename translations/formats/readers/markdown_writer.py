"""Markdown written: the source itself, what it says in other words.

Words are escaped where they would be taken for marks, and nowhere else.
"""

import json
import re

from translations.formats.readers.answers import additions_of, in_records
from translations.formats.readers.encoded_text import decoded
from translations.formats.readers.html_writer import escaped
from translations.formats.readers.markdown_text import passages_of
from translations.formats.readers.passages import coded, with_targets
from translations.formats.readers.tags import Tag

PLAIN_VALUE = re.compile(r"[^\W_][^\r\n\\\"'#:{}\[\],&*!|>%@`]*")
# What must be escaped anywhere.
SIGNS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)"
    r"|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_(?!\s)|(?<!\s)_(?![^\W_])"
)
# What must be where a line begins.
STARTS = (
    (re.compile(r"(\d{1,9})([.)])(?=\s|$)"), r"\1\\\2"),
    (
        re.compile(r"(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|~~~|=+\s*$|-+\s*$|:{3}|\|)"),
        r"\\",
    ),
    (re.compile(r"(?=(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$)"), r"\\"),
)
LINE_START = re.compile(r"(?:^|\n[\s>]*)$")
HASHES = re.compile(r"(?<=\s)(#+)$")


def read(content, options):
    """The text in `content` with the words of `targets` {key: tagged text}.

    `notes` and `imprint` as for Word (`docx_writer`).
    """
    yield from in_records(written(content, options))


def written(content, options):
    """The bytes of the text, as `options` ask for it; else it stays as it is."""
    file = decoded(content)
    source = file.text
    text = with_targets(source, passages_of(source), additions_of(options), render)
    end = "\r\n" if "\r\n" in source else "\n"
    for paragraph in options.get("imprint") or ():
        text += f"{end}{end}{at_start(escape(' '.join(paragraph.split())))}"
    return file.content(text + end if options.get("imprint") else text)


def render(passage, parts, code):
    """The parts of a target as Markdown."""
    if passage.form == "html":
        text = coded(passage, parts, code, lambda words: escaped(words, "utf-8"))
        return text.replace('"', "&quot;") if passage.is_inner else text
    if passage.form == "front":
        words = " ".join("".join(p for p in parts if not isinstance(p, Tag)).split())
        is_plain = PLAIN_VALUE.fullmatch(words)
        return words if is_plain else json.dumps(words, ensure_ascii=False)
    written = ""
    for part in spread(parts, passage.pieces):
        if isinstance(part, Tag):
            words = coded(passage, [part], code, escape)
        elif part.startswith("\0"):
            words = part[1:].replace("`", "’")
        else:
            words = escape(part)
        if not isinstance(part, Tag) and LINE_START.search(written):
            words = at_start(words.lstrip())
        written += words
    if passage.kind == "heading":
        written = HASHES.sub(r"\\\1", written)
    if passage.kind == "cell":
        written = re.sub(r"(?<!\\)\|", r"\\|", written)
    return written.rstrip()


def spread(parts, pieces):
    """`parts` with no blanks at the inner edges of a pair, where no mark may stand.

    Words inside code begin with NUL: nothing is escaped there.
    """
    made, depth, waiting = [], 0, ""
    for index, part in enumerate(parts):
        if not isinstance(part, Tag):
            words = waiting + re.sub(r"\s*[\r\n]+\s*", " ", part)
            waiting = ""
            if index + 1 < len(parts) and is_role(parts[index + 1], "close"):
                waiting = words[len(words.rstrip()) :]
                words = words.rstrip()
            if depth:
                words = words and "\0" + words
            if made and is_role(made[-1], "open") and words[:1].isspace():
                made.insert(len(made) - 1, " ")
                words = words.lstrip()
            made += [words] if words else []
            continue
        piece = pieces.get(part.number)
        depth += (
            {"open": 1, "close": -1, "alone": 0}[part.role]
            if piece is not None and piece.kind == "code"
            else 0
        )
        made.append(part)
        if is_role(part, "close") and waiting:
            following = parts[index + 1] if index + 1 < len(parts) else ""
            if not is_role(following, "close"):
                made.append(waiting)
                waiting = ""
    return made


def is_role(part, role):
    return isinstance(part, Tag) and part.role == role


def escape(words):
    """`words` with a stroke before each sign that would be a mark."""
    return SIGNS.sub(lambda sign: "\\" + sign[0], words)


def at_start(words):
    """`words` at the beginning of a line, made no list and no heading there."""
    for pattern, replacement in STARTS:
        match = pattern.match(words)
        if match:
            return match.expand(replacement) + words[match.end() :]
    return words
