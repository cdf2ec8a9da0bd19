"""Text folded so that any script and romanisation of it compares equal.

“Нургалиев”, “Nurgaliyev” and “NURGALIEV” all fold to “nurgaliev”. The fold is a
search key, never shown. Sources of the table: GOST 7.79-2000, BGN/PCGN, ISO 9 and
the habits of French and German newspapers.
"""

import hashlib
import inspect
import re
from functools import lru_cache
from importlib.metadata import version

from anyascii import anyascii
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func

from officials.names.names import script_of

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


UNSORTED = re.compile(r"['’`\"]")  # soft signs sort as if they were not there


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


def way_of_folding():
    """What the folds in a database depend on besides the texts: a digest of it."""
    parts = [version("anyascii"), *map(inspect.getsource, (fold, _fold_word, sort_key))]
    parts += [f"{pattern.pattern} {replacement}" for pattern, replacement in FOLDS]
    parts.append(UNSORTED.pattern)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


class FoldedField(models.TextField):
    """The folded text of other fields of the row, kept at every save.

    Where other fields, or another way of folding, make it from now on, `migrate` folds
    the rows that are there anew (officials/schema/folds.py).
    """

    def __init__(self, *sources, **kwargs):
        self.sources = sources
        kwargs |= {"editable": False, "default": "", "blank": True}
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        return name, path, list(self.sources), kwargs

    def made_of(self, instance):
        """What it ought to be for the texts of `instance`."""
        return fold(" ".join(str(getattr(instance, name)) for name in self.sources))

    def pre_save(self, instance, add):
        text = self.made_of(instance)
        setattr(instance, self.attname, text)
        return text


class SortKeyField(models.CharField):
    """By what a name sorts: its parts in lower-case ASCII, in the order given.

    `otherwise` is the field that counts when none of the parts is known.
    """

    LONGEST = 300

    def __init__(self, *sources, otherwise, **kwargs):
        self.sources, self.otherwise = sources, otherwise
        super().__init__(
            max_length=self.LONGEST, editable=False, default="", blank=True
        )

    def deconstruct(self):
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, list(self.sources), {"otherwise": self.otherwise}

    def made_of(self, instance):
        """What it ought to be for the texts of `instance`."""
        parts = [getattr(instance, name) for name in self.sources]
        text = " ".join(part for part in parts if part)
        return sort_key(text or getattr(instance, self.otherwise))[: self.LONGEST]

    def pre_save(self, instance, add):
        key = self.made_of(instance)
        setattr(instance, self.attname, key)
        return key


def sort_key(text):
    """`text` in lower-case ASCII, as it is read: by this, all scripts sort as one."""
    return " ".join(UNSORTED.sub("", anyascii(str(text)).lower()).split())


class SoundsField(models.GeneratedField):
    """How the words of a folded field sound (Daitch-Mokotoff), kept by the database.

    Made for Slavic and Jewish surnames: G. Mokotoff and R. Daitch, 1985.
    """

    def __init__(self, source, **kwargs):
        self.source = source
        super().__init__(
            expression=Func(source, function="app_sounds"),
            output_field=ArrayField(models.TextField()),
            db_persist=True,
        )

    def deconstruct(self):
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, [self.source], {}


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


class StemsField(models.GeneratedField):
    """The stems of the words of other fields of the row, kept by the database.

    Russian words by the Russian stemmer of Postgres, Latin ones by the English.
    """

    def __init__(self, *sources, **kwargs):
        self.sources = sources
        super().__init__(
            expression=Func(*sources, function="app_stems"),
            output_field=SearchVectorField(),
            db_persist=True,
        )

    def deconstruct(self):
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, list(self.sources), {}
