"""English that a person would see although nothing translates it.

A rule of thumb for templates and for Python: it finds what is written in the usual
places, not what a program puts together.
"""

import ast
import re
from collections.abc import Iterator

from django.template.base import Lexer, TokenType

# Names and abbreviations that are the same in every language.
SAME_EVERYWHERE = {"Rapport", "CSV", "PDF"}

WORD = re.compile(r"[A-Za-z]{2,}")
UNSPOKEN = re.compile(  # comments, programs, keys of a keyboard, entities
    r"<!--.*?-->|<(script|style|kbd|code)\b.*?</\1>|&#?\w+;",
    re.DOTALL | re.IGNORECASE,
)
CSS_CLASS = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")
TAG = re.compile(r"<[^>]*>")
SPOKEN_ATTRIBUTE = re.compile(
    r"\b(?:alt|aria-label|placeholder|title|data-confirm)=(?:\"([^\"]*)\"|'([^']*)')"
)
SENTENCE_IN_TAG = re.compile(r"[:=](?:\"([A-Z][a-z][^\"]*)\"|'([A-Z][a-z][^']*)')")

SPOKEN_NAMES = {
    "empty_label",
    "heading",
    "help_text",
    "label",
    "placeholder",
    "title",
    "verbose_name",
    "verbose_name_plural",
    "violation_error_message",
}
SPOKEN_CALLS = {"Column": 0, "ValidationError": 0, "success": 1, "warning": 1}


def has_words(text: str) -> bool:
    return bool(set(WORD.findall(CSS_CLASS.sub("", text))) - SAME_EVERYWHERE)


def untranslated_in_template(source: str) -> Iterator[str]:
    """Text between tags, in spoken attributes and in the arguments of template tags."""
    text = []
    closing = None  # the tag that ends what we are to leave out
    for token in Lexer(source).tokenize():
        name = token.contents.partition(" ")[0] if token.contents else ""
        if closing:
            closing = None if name == closing else closing
        elif token.token_type == TokenType.TEXT:
            text.append(token.contents)
        elif name in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
            closing = f"end{name}"
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for phrase_match in SENTENCE_IN_TAG.finditer(token.contents):
                yield phrase_match[1] or phrase_match[2]
    html = UNSPOKEN.sub(" ", " ".join(text))
    attributes = (
        phrase_match[1] or phrase_match[2]
        for phrase_match in SPOKEN_ATTRIBUTE.finditer(html)
    )
    for words in (*attributes, *TAG.sub("\n", html).splitlines()):
        if words and has_words(words):
            yield words.strip()


def untranslated_in_python(source: str) -> Iterator[str]:
    """Bare strings where Django expects something to show: labels, choices, errors."""
    for node in ast.walk(ast.parse(source)):
        for value in spoken_values(node):
            if (
                isinstance(value, ast.Constant)
                and isinstance(value.value, str)
                and has_words(value.value)
            ):
                yield f"{value.lineno}: {value.value}"


def spoken_values(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions that a statement, call or class shows to people."""
    if isinstance(node, ast.Call):
        yield from (kw.value for kw in node.keywords if kw.arg in SPOKEN_NAMES)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        position = SPOKEN_CALLS.get(name)
        if position is not None:
            yield from node.args[position : position + 1]
    if isinstance(node, ast.ClassDef):
        is_choices = any(ast.unparse(base).endswith("Choices") for base in node.bases)
        for statement in node.body:
            if isinstance(statement, ast.Assign):
                names = {ast.unparse(target) for target in statement.targets}
                if names & SPOKEN_NAMES:
                    yield statement.value
                if is_choices and isinstance(statement.value, ast.Tuple):
                    yield statement.value.elts[-1]
