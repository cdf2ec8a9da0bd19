"""Taking the names of people out of what is printed for a reader outside."""

import re
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from engagements.outcomes.publicity import without_consent
from officials.names.cases import is_ordinary, nominatives
from officials.names.fold import fold
from officials.names.given_names import forms_of
from officials.names.running_text import (
    FALSE_FRIENDS,
    GIVEN_NAMES,
    WORD,
    speaks_ukrainian,
)
from officials.people.salutation import parts_of

SHORTEST = 4  # letters of a beginning by which a family name is found
ENDING = re.compile(r"[аеёиоуыэюяьйaeiouy]$", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’ʼ]s$")
GOES_ON = re.compile(r"\.\s+[^\W\d_A-ZА-ЯЁ]|\.,")  # after an initial, in a sentence
BETWEEN = re.compile(r"\.?\s*")
FAMILY, GIVEN, PATRONYMIC, INITIAL = "family", "given", "patronymic", "initial"


class Redaction:
    """Takes names of people out of what is printed.

    `level`: “names” leaves the names of those who agreed to be named in public,
    “posts” says of everybody what they are, “nobody” not even that. In running text a
    person is found by each name on record, in any script and Russian case: by the
    family name, by the patronymic, and by the given name beside one of these. A given
    name alone stays, for it is mostly another’s. A person reads it all the same before
    it leaves the house.
    """

    LEVELS = ("names", "posts", "nobody")

    def __init__(self, officials, level):
        self.level = level
        self.hidden = without_consent(officials) if level == "names" else officials
        self.hidden_by_key = {each.pk: each for each in self.hidden}

    @cached_property
    def people(self):
        """[(who is hidden, what stands for the name)]"""
        prefetch_related_objects(self.hidden, "names")
        return [(Hidden(each), self.instead(each)) for each in self.hidden]

    def instead(self, official):
        """What stands for the name of `official`."""
        if self.level == "nobody":
            return _("an official")
        return official.hint or _("an official")

    def who(self, official):
        """`official` as the print names them."""
        hidden_official = self.hidden_by_key.get(official.pk)
        return self.instead(hidden_official) if hidden_official else str(official)

    def text(self, words):
        """`words` without the names that are withheld."""
        for person, instead in self.people:
            words = person.out_of(words, f"[{instead}]")
        return words


class Hidden:
    """A person whose name is withheld: all that they are called, folded."""

    def __init__(self, official):
        self.whole, self.stems = [], set()
        self.called = {FAMILY: set(), GIVEN: set(), PATRONYMIC: set()}
        for name in official.names.all():
            given_name, patronymic, family = parts_of(name)
            self.whole.append(name.text)
            self.called[PATRONYMIC].add(fold(patronymic))
            for form in (given_name, *forms_of(given_name)) if given_name else ():
                self.called[GIVEN].add(fold(form))
            for part in (family, *family.split("-")):
                self.called[FAMILY].add(fold(part))
                stem = ENDING.sub("", part) if len(part) > SHORTEST else part
                if len(stem) >= SHORTEST:
                    self.stems.add(fold(stem))
        for folded_forms in (*self.called.values(), self.stems):
            folded_forms.discard("")
        self.initials = {
            word[0] for kind in (GIVEN, PATRONYMIC) for word in self.called[kind]
        }

    def out_of(self, text, instead):
        """`text` with `instead` in the place of each name of this person."""
        for name in sorted(self.whole, key=len, reverse=True):
            spaced = r"\s+".join(re.escape(word) for word in name.split())
            # Scripts without spaces have no borders of words.
            border = r"\b" if name[:1].isascii() else ""
            text = re.sub(f"{border}{spaced}{border}", lambda _m: instead, text)
        pieces, at = [], 0
        for start, end in self.places(text):
            pieces += [text[at:start], instead]
            at = end
        return "".join([*pieces, text[at:]])

    def places(self, text):
        """(start, end) of each name of this person in `text`."""
        ukrainian = speaks_ukrainian(text)
        run, before = [], ""
        for word_match in WORD.finditer(text):
            word = POSSESSIVE.sub("", word_match[0])
            end = word_match.start() + len(word)
            if run and not self.joined(run[-1], text[run[-1][1] : word_match.start()]):
                yield from self.place_of_run(run, before, text)
                run, before = [], ""
            kind = self.kind_of(word, text[end : end + 1], ukrainian)
            if kind:
                run.append((word_match.start(), end, kind))
                continue
            yield from self.place_of_run(run, before, text)
            run, before = [], word
        yield from self.place_of_run(run, before, text)

    @staticmethod
    def joined(last, between):
        """Whether a word belongs to the name that `last` ends, so far."""
        return BETWEEN.fullmatch(between) and ("." not in between or last[2] == INITIAL)

    @staticmethod
    def place_of_run(run, before, text):
        """The place of a `run` of words that may be a name, if it tells the person.

        `before` is the word in front: a given name there makes a patronymic another’s.
        """
        kinds = {kind for _start, _end, kind in run}
        theirs = FAMILY in kinds or {GIVEN, PATRONYMIC} <= kinds
        if PATRONYMIC in kinds and not is_given_name(before):
            theirs = True
        if theirs:
            _start, end, last = run[-1]
            goes_on = last == INITIAL and GOES_ON.match(text, end)
            yield run[0][0], end + bool(goes_on)

    def kind_of(self, word, following, ukrainian):
        """What `word`, before the sign `following`, is of the name, or ""."""
        if len(word) == 1:
            mine = following == "." and fold(word)[:1] in self.initials
            return INITIAL if mine and word.isupper() else ""
        if word.islower() and (is_ordinary(word) or word in FALSE_FRIENDS):
            return ""
        forms = {fold(form) for form in nominatives(word, ukrainian)}
        for kind in (PATRONYMIC, GIVEN, FAMILY):
            if forms & self.called[kind]:
                return kind
        begun = any(
            fold(part).startswith(stem)
            for part in word.split("-")
            for stem in self.stems
        )
        return FAMILY if begun else ""


def is_given_name(word):
    """Whether `word` is a usual given name, in any case."""
    return any(fold(form) in GIVEN_NAMES for form in nominatives(word))
