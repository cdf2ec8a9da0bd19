"""Pages of HTML: what is said in them, passage by passage."""

import re
from html import unescape

from translations.formats.readers import encoded_text
from translations.formats.readers.html_names import (
    BLOCKS,
    CONTAINERS,
    DESCRIPTIONS,
    HIDDEN,
    KINDS,
    SAID,
    TAGS,
    UNCLOSED,
    VOID,
)
from translations.formats.readers.html_runs import Run
from translations.formats.readers.html_tokens import tokens_of
from translations.formats.readers.passages import Passage, record_of
from translations.formats.readers.tags import text_of

CHARSET = re.compile(rb"<meta[^>]{,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
XML_CHARSET = re.compile(rb"<\?xml[^>]{,200}?encoding\s*=\s*[\"']([\w-]+)", re.I)
SOFT = re.compile("\u00ad")


def read(content, options):
    """A record of each passage, in reading order. Raises `Unreadable`."""
    for passage in passages_of(decoded(content).text):
        yield record_of(passage)


def decoded(content):
    """The EncodedText of a page, as it declares its encoding itself."""
    head = content[:4096]
    match = CHARSET.search(head) or XML_CHARSET.search(head)
    name = match[1].decode().lower() if match else None
    if name in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"):
        name = "windows-1252"  # as every browser takes it
    if name is not None and name.startswith(("utf", "unicode")):
        name = None
    return encoded_text.decoded(content, name)


def passages_of(source):
    """What is said in the page `source`, as Passages in order."""
    return Page(source).passages()


class Page:
    """Walks through the tokens of a page, and gathers what belongs to one paragraph."""

    def __init__(self, source):
        self.source = source
        self.passage_list = []
        self.blocks, self.counts = [], {}
        self.run = Run(source)
        self.skip = None

    def passages(self):
        for token in tokens_of(self.source):
            if self.skip is not None:
                token = self.skip.after(token)
                if token is None:
                    continue
                first, self.skip = self.skip, None
                if not first.is_block:
                    self.run.add_alone(first.kind, first.begin, first.end)
                if token.begin < first.end:
                    continue
            self.take(token)
        self.flush()
        return self.passage_list

    def take(self, token):
        if token.kind == "text":
            self.run.add_text(token.begin, token.end)
        elif token.kind == "other":
            self.run.add_alone("code", token.begin, token.end)
        elif token.kind == "start":
            self.start(token)
        else:
            self.end(token)

    def start(self, token):
        is_block = token.name in BLOCKS
        if is_block:
            self.flush()
        if token.name == "meta":
            self.take_description(token)
        if token.name not in VOID and self.is_hidden(token):
            self.skip = Skip(token, is_block)
            return
        if is_block:
            if token.name not in VOID:
                self.blocks.append(token.name)
                self.counts[token.name] = self.counts.get(token.name, 0) + 1
        elif token.name in VOID:
            if token.name != "wbr":
                self.run.add_alone(TAGS.get(token.name, "code"), token.begin, token.end)
        else:
            self.run.open(token, TAGS.get(token.name, "format"))
        self.take_attributes(token)

    def end(self, token):
        if token.name not in BLOCKS:
            self.run.close(token)
            return
        self.flush()
        if self.counts.get(token.name):
            while (name := self.blocks.pop()) != token.name:
                self.counts[name] -= 1
            self.counts[token.name] -= 1

    def is_hidden(self, token):
        if token.name in HIDDEN:
            return True
        classes = self.value(token, "class").split()
        return (
            self.value(token, "translate").lower() == "no" or "notranslate" in classes
        )

    def value(self, token, name):
        begin, end = token.attributes.get(name, (0, 0))
        return unescape(self.source[begin:end])

    def flush(self):
        """What was gathered is a passage, if it says anything."""
        pre = bool(self.counts.get("pre") or self.counts.get("textarea"))
        run, self.run = self.run, Run(self.source)
        passage = run.passage(is_kept=pre)
        if passage is not None:
            self.add(passage._replace(kind=self.kind()))
        for begin, end, kind in run.captions:
            text = " ".join(unescape(self.source[begin:end]).split())
            self.add(Passage("", kind, begin, end, text_of([text]), {}, True))

    def kind(self):
        kinds = (KINDS[name] for name in reversed(self.blocks[-20:]) if name in KINDS)
        return next(kinds, "paragraph")

    def add(self, passage):
        key = str(len(self.passage_list) + 1)
        self.passage_list.append(passage._replace(key=key))

    def take_description(self, token):
        name = self.value(token, "name") or self.value(token, "property")
        if name.strip().lower() in DESCRIPTIONS:
            self.say(token, "content", "description")

    def take_attributes(self, token):
        for name in SAID:
            if name in token.attributes:
                self.say(token, name, "alt")

    def say(self, token, name, kind):
        begin, end = token.attributes.get(name, (0, 0))
        if any(letter.isalnum() for letter in self.value(token, name)):
            self.run.captions.append((begin, end, kind))


class Skip:
    """An element that is not translated, from its start tag on."""

    def __init__(self, token, is_block):
        self.name, self.begin, self.end = token.name, token.begin, token.end
        self.is_block = is_block
        self.kind = TAGS.get(token.name, "code") if token.name in HIDDEN else "locked"
        self.depth, self.containers = 1, 0

    def after(self, token):
        """None while `token` is inside; else the token, which may end the element."""
        if self.name in UNCLOSED or self.name == "p":
            if self.is_over(token):
                return token
        elif token.kind == "start" and token.name == self.name:
            self.depth += token.name not in VOID
        if token.kind == "end" and token.name == self.name:
            self.depth -= not self.containers
        self.end = token.end
        return token if not self.depth else None

    def is_over(self, token):
        """Whether `token` ends an element that nobody closed, and is no part of it."""
        if self.name == "p":
            is_own = token.kind == "end" and token.name == "p"
            return (
                token.kind in ("start", "end") and token.name in BLOCKS and not is_own
            )
        if token.name in CONTAINERS:
            if token.kind == "end" and not self.containers:
                return True
            self.containers += 1 if token.kind == "start" else -1
        is_next = token.kind == "start" and token.name == self.name
        return is_next and not self.containers
