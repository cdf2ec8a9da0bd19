"""Inline Markdown as markdown-it takes it, each piece with its place in the source.

markdown-it tells the lines of blocks and no more, so that its own state is asked where
it stands whenever it makes a token.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from translations.formats.readers.html_runs import Item

FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
HTML_NAME = re.compile(r"<(/?)([A-Za-z][\w-]*)")
EMPTY = frozenset(("br", "img", "wbr", "input", "hr"))
FORMATS = ("em", "strong", "s")

markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
markdown.core.ruler.enableOnly(["normalize", "block"])
markdown.inline.ruler2.disable("fragments_join")  # it forgets places


class PlacedState(StateInline):
    """Notes in `meta` of each token where it begins."""

    begin = None

    def append_pending(self, text):
        if self.begin is None:
            self.begin = self.pos
        super().append_pending(text)

    @property
    def pending(self):
        return StateInline.pending.fget(self)

    @pending.setter
    def pending(self, value):
        if not value:
            self.begin = None
        elif self.begin is None:
            self.begin = self.pos
        StateInline.pending.fset(self, value)

    def pushPending(self):
        begin = self.begin
        token = super().pushPending()
        token.meta = {"begin": begin}
        return token

    def push(self, ttype, tag, nesting):
        token = super().push(ttype, tag, nesting)
        token.meta = {"begin": self.pos}
        return token


def inline_tokens(text, env):
    """The inline tokens of `text` with their `begin` in `meta`; none that is empty."""
    state = PlacedState(text, markdown, env, [])
    markdown.inline.tokenize(state)
    before = None
    for token in state.tokens:  # the marks of a row of stars are pushed at one place
        is_text = token.type == "text" and before is not None and before.type == "text"
        if is_text and token.meta["begin"] <= before.meta["begin"]:
            token.meta["begin"] = before.meta["begin"] + len(before.content)
        before = token
    for rule in markdown.inline.ruler2.getRules(""):
        rule(state)
    return [token for token in state.tokens if token.type != "text" or token.content]


def items_of(text, env):
    """`text` as Items of a Run, and the spans of what is said of pictures."""
    tokens = inline_tokens(text, env)
    begins = [begin_of(token) for token in tokens] + [len(text)]
    items, captions, place, opened = [], [], 0, []
    index = 0
    while index < len(tokens):
        token, begin = tokens[index], begins[index]
        if token.type in ("softbreak", "hardbreak"):
            begin = place
        if token.type == "link_open" and token.markup == "autolink":
            place = text.index(">", begin) + 1
            items.append(Item("alone", begin, place, "link"))
            index += 3
            continue
        place = end_of(token, begin, begins[index + 1], text)
        if token.type == "image" and text.startswith(
            "](", begin + 2 + len(token.content)
        ):
            captions.append((begin + 2, begin + 2 + len(token.content)))
        items += items_from(token, begin, place, text, opened)
        index += 1
    return items, captions


def begin_of(token):
    begin = token.meta["begin"]
    is_link = token.type == "link_open" and token.markup != "autolink"
    return begin - (is_link or token.type == "strong_open")


def end_of(token, begin, following, text):
    """Where `token` ends, that begins at `begin`."""
    if token.type in ("text", "html_inline"):
        return begin + len(token.content)
    if token.type == "text_special" or token.tag in FORMATS:
        return begin + len(token.markup)
    if token.type == "code_inline":
        ending = re.compile(rf"(?<!`){token.markup}(?!`)")
        return ending.search(text, begin + len(token.markup)).end()
    if token.type == "link_open":
        return begin + 1
    if token.type in ("link_close", "image"):
        return begin + len(text[begin:following].rstrip(" \n"))
    return following


def items_from(token, begin, end, text, opened):
    """The Items that `token` makes; `opened` are the elements of HTML still open."""
    if token.type == "text":
        return text_items(token.content, begin)
    if token.type == "text_special":
        return [Item("text", begin, end, words=token.content)]
    if token.type == "softbreak":
        return [Item("text", begin, end, words=" ")]
    if token.type == "hardbreak":
        return [Item("alone", begin, end, "break")]
    if token.type == "image":
        return [Item("alone", begin, end, "picture")]
    if token.type == "code_inline":
        return code_items(token, begin, end)
    if token.type == "html_inline":
        return [html_item(token, begin, end, opened)]
    if token.type == "link_close" and text[begin:end] in ("]", "][]"):
        return [
            Item("close", begin, begin + 1, "link", "a", words=name_of(text, begin))
        ]
    role = token.type.rpartition("_")[2]
    kind = "link" if token.tag == "a" else "format"
    return [Item(role, begin, end, kind, token.tag)]


def name_of(text, end):
    """The words in brackets that end at `end`, which are the name of a link as well."""
    depth = 0
    for place in range(end - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[place], 0)
        if depth < 0:
            return f"[{text[place + 1 : end]}]"
    return ""


def text_items(words, begin):
    """Words, the marks of footnotes among them made tags."""
    items, place = [], 0
    for mark in FOOTNOTE.finditer(words):
        if mark.start() > place:
            span = (begin + place, begin + mark.start())
            items.append(Item("text", *span, words=words[place : mark.start()]))
        items.append(Item("alone", begin + mark.start(), begin + mark.end(), "note"))
        place = mark.end()
    if place < len(words):
        span = (begin + place, begin + len(words))
        items.append(Item("text", *span, words=words[place:]))
    return items


def code_items(token, begin, end):
    size = len(token.markup)
    blank = (end - begin - 2 * size - len(token.content)) // 2
    first, last = begin + size + blank, end - size - blank
    return [
        Item("open", begin, first, "code", "code"),
        Item("text", first, last, words=token.content),
        Item("close", last, end, "code", "code"),
    ]


def html_item(token, begin, end, opened):
    match = HTML_NAME.match(token.content)
    name = match[2].lower() if match else ""
    if not name or name in EMPTY or token.content.endswith("/>"):
        kind = {"br": "break", "img": "picture"}.get(name, "code")
        return Item("alone", begin, end, kind)
    kind = "link" if name == "a" else "format"
    return Item("close" if match[1] else "open", begin, end, kind, f"<{name}>")
