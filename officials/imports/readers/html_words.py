"""The words of a page of HTML, without its markup and what it does not show.

By libxml2, which reads anything and in time that grows with its length; html.parser of
the standard library does neither.
"""

import re

from lxml import etree

HIDDEN = frozenset(("script", "style", "head", "title", "template"))
BREAKS = frozenset(("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"))
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
INSIDE = "<body>"  # so that a mere text is not made a paragraph


class Words:
    """What the parser tells its finds to; `text` is what was shown."""

    def __init__(self, *, breaks_after):
        self.parts, self.hidden, self.breaks_after = [], 0, breaks_after

    def start(self, tag, _attributes):
        self.hidden += tag in HIDDEN
        if tag in BREAKS:
            self.parts.append("\n")

    def end(self, tag):
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if self.breaks_after and tag in BREAKS:
            self.parts.append("\n")

    def data(self, text):
        if not self.hidden:
            self.parts.append(text)

    def close(self):
        return "".join(self.parts)


def words_of(html, *, breaks_after=False):
    """The text of `html`, each block on a line of its own (twice `breaks_after`)."""
    target = Words(breaks_after=breaks_after)
    parser = etree.HTMLParser(
        target=target, encoding="utf-8", no_network=True, recover=True
    )
    try:
        parser.feed((INSIDE + NO_TEXT.sub("", html)).encode())
        return parser.close()
    except etree.LxmlError:
        return target.close()
