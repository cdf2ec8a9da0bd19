"""Tags in a text: what stands inside a sentence and is no words of it.

`⟦1⟧very⟦/1⟧` is a pair around words (bold, a link), `⟦2/⟧` stands alone (the mark of a
note, a break, a picture, a field). A ⟦ that belongs to the text is doubled.
"""

import re
from typing import NamedTuple

TOKEN = re.compile(r"⟦⟦|⟦(/?)(\d{1,4})(/?)⟧")


class Tag(NamedTuple):
    """One tag as it stands in a text; `role` is open, close or alone."""

    number: int
    role: str

    def __str__(self):
        before = "/" * (self.role == "close")
        after = "/" * (self.role == "alone")
        return f"⟦{before}{self.number}{after}⟧"


def parts_of(text):
    """The words (str, a doubled ⟦ made single) and the tags of `text`, in order."""
    parts, words, end = [], [], 0
    for token in TOKEN.finditer(text):
        words.append(text[end : token.start()])
        end = token.end()
        closes, number, alone = token.groups()
        if number is None:
            words.append("⟦")
        elif closes and alone:  # no tag of ours
            words.append(token[0])
        else:
            role = ("close" if closes else "") or ("alone" if alone else "") or "open"
            parts += ["".join(words)] if any(words) else []
            parts.append(Tag(int(number), role))
            words = []
    words.append(text[end:])
    return parts + (["".join(words)] if any(words) else [])


def text_of(parts):
    """`parts` written as one text; the ⟦ of words are doubled."""
    return "".join(
        str(part) if isinstance(part, Tag) else part.replace("⟦", "⟦⟦")
        for part in parts
    )


def words_of(text):
    """What `text` says, without its tags."""
    return "".join(part for part in parts_of(text) if not isinstance(part, Tag))


def tags_of(text):
    """The tags of `text`, in order."""
    return [part for part in parts_of(text) if isinstance(part, Tag)]
