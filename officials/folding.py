"""Text folded so that any script and romanisation of it compares equal.

“Нургалиев”, “Nurgaliyev” and “NURGALIEV” all fold to “nurgaliev”. The fold is a
search key, never shown. Sources of the table: GOST 7.79-2000, BGN/PCGN, ISO 9 and
the habits of French and German newspapers.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from django.db import models

from officials.names import script_of

# In this order, over lower-case ASCII.
FOLDS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"['’`\"]", ""),
        (r"\bdzh|\bdj", "j"),
        (r"shch|schtsch|chtch|sch|sh", "s"),
        (r"tsch|tch|ch", "c"),
        (r"zh", "z"),
        (r"kh", "h"),
        (r"ts|tz|cz", "c"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou", "u"),
        (r"[yj]", "i"),
        (r"\bi(?=[eaou])", ""),
        (r"(.)\1+", r"\1"),
    )
]


def fold(text):
    """The search key of `text`: lower-case ASCII with romanisations made alike.

    Digits and punctuation stay as they are (“A/RES/34/169”); runs of white space
    become one space.
    """
    folded = anyascii(str(text)).lower()
    return " ".join([_fold_word(word) for word in folded.split()])


@lru_cache(maxsize=65_536)
def _fold_word(word):
    if any(character.isdigit() for character in word):
        return word
    for pattern, replacement in FOLDS:
        word = pattern.sub(replacement, word)
    return word


class FoldedField(models.TextField):
    """The folded text of other fields of the row, kept at every save."""

    def __init__(self, *sources, **kwargs):
        self.sources = sources
        kwargs |= {"editable": False, "default": "", "blank": True}
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        return name, path, list(self.sources), kwargs

    def pre_save(self, instance, add):
        text = fold(" ".join(str(getattr(instance, name)) for name in self.sources))
        setattr(instance, self.attname, text)
        return text


class ScriptField(models.CharField):
    """The script (ISO 15924 code) in which another field of the row is written."""

    def __init__(self, source, **kwargs):
        self.source = source
        super().__init__(max_length=4, editable=False, default="Zyyy")

    def deconstruct(self):
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, [self.source], {}

    def pre_save(self, instance, add):
        script = script_of(getattr(instance, self.source))
        setattr(instance, self.attname, script)
        return script
