"""The places of a running text where the name of a person may stand."""

import re
import unicodedata
from functools import cached_property
from typing import NamedTuple

from officials.names.cases import UKRAINIAN, nominatives
from officials.names.comparison import is_initial
from officials.names.fold import fold
from officials.names.given_names import NAMES
from officials.names.names import PATRONYMIC_ENDS, script_of


def words_of(text):
    """A set of the words of `text`."""
    return frozenset(text.split())


WITH_CAPITALS = {"Latn", "Cyrl", "Grek", "Armn"}
LONGEST = 50_000  # letters of a text that are read
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*")
ADJACENT = re.compile(r"\.?[ \t\u00a0]*\n?[ \t\u00a0]*|\.")
BEFORE, AFTER = 7, 4  # words that tell a post
# What is named after a person, is not that person.
NAMED_AFTER = words_of("""
ул улица улице улицы улицу улицей пл площадь площади площадью проспект проспекте
проспекта просп пр-т переулок переулке пер бульвар бульваре бульвара наб набережная
набережной имени им ім імені вулиця вулиці вулицю премия премии премию премией музей
музея музее памятник памятника памятнику мост моста метро станция станции площа
площі
""")
NAMED_SO = words_of("""
street st avenue ave road rd square boulevard bridge prize award museum airport
foundation university hospital station lane
""")
FALSE_FRIENDS = words_of("""
may will mark march june april august brown black white green gray grey young long
short king bishop baker miller hunter fisher cook carter mason judge justice price
bush rose stone wood woods field fields hill hall rice grant case chance church west
north east day winter summer law laws power powers sharp strong wise best love hope
grace page book ford bell ball lamb wolf fox swift little major sergeant marshal
constable general banks parks waters rivers forest england france ireland holland
german french welch paris london berlin jordan israel georgia minister president
police court state
""")
TITLES = words_of("""
mr mrs ms dr prof sir lord lady judge justice minister president senator governor
general colonel major captain chairman chairwoman director secretary prosecutor
ombudsman ombudswoman commissioner deputy professor chancellor inspector mayor
ambassador the said says with by and for from to of in on at but as when while if
that this after before since although former head chief herr frau madame monsieur
señor señora
""")
GIVEN_NAMES = frozenset(fold(form) for forms in NAMES for form in forms)


class Token(NamedTuple):
    """A word of the text, where it stands, and whether a sentence begins with it."""

    word: str
    start: int
    end: int
    begins: bool

    @property
    def has_case(self):
        """Whether its script tells names by a capital letter."""
        return self.word[0].isupper() or script_of(self.word) in WITH_CAPITALS

    @property
    def is_name_like(self):
        """A capital, then small letters; or a longer word in capitals; or no case."""
        word = self.word
        if not self.has_case:
            return True
        return word[0].isupper() and (
            len(word) < 2 or any(each.islower() for each in word) or len(word) > 4
        )

    @property
    def is_initial(self):
        return self.word[0].isupper() and len(self.word) < 3 and is_initial(self.word)

    @property
    def is_given(self):
        """Whether it is a usual given name, or a patronymic, in any case."""
        return any(
            fold(form) in GIVEN_NAMES or form.endswith(PATRONYMIC_ENDS)
            for form in nominatives(self.word)
        )


class Place:
    """A word that may be a surname, with what stands around it."""

    def __init__(self, text, tokens, number):
        self.text, self.tokens, self.number = text, tokens, number
        self.token = tokens[number]
        self.word, self.at = self.token.word, self.token.start

    @classmethod
    def of(cls, name):
        """The place of a name that stands by itself."""
        return cls(name, [Token(name, 0, len(name), True)], 0)

    @cached_property
    def key(self):
        """The folded nominatives: two places that share one may mean one person."""
        return frozenset(fold(form) for form in nominatives(self.word))

    @cached_property
    def may_be_surname(self):
        token = self.token
        if len(self.word) < 2 or token.is_initial or not token.is_name_like:
            return False
        before = self.tokens[self.number - 1] if self.number else None
        if before and before.word.lower() in NAMED_AFTER:
            return False
        after = self.tokens[self.number + 1 : self.number + 2]
        if after and after[0].word.lower() in NAMED_SO and self._joins(token, after[0]):
            return after[0].word[0].islower() and len(after[0].word) > 9
        folded = fold(self.word)
        return folded not in GIVEN_NAMES and not self.word.lower().endswith(
            ("вич", "ович", "евич")
        )

    def _joins(self, one, other):
        """Whether two words stand side by side; a point only after an initial."""
        between = self.text[one.end : other.start]
        if "." in between and not (one.is_initial or len(one.word) < 3):
            return False
        return bool(ADJACENT.fullmatch(between))

    def _beside(self, step):
        """The words that belong to the name on one side, nearest first."""
        neighbours, here = [], self.token
        at = self.number + step
        while 0 <= at < len(self.tokens) and len(neighbours) < 2:
            there = self.tokens[at]
            pair = (here, there) if step > 0 else (there, here)
            if there.has_case and not there.word[0].isupper():
                break
            if not self._joins(*pair):
                break
            neighbours.append(there)
            here, at = there, at + step
        return neighbours

    @cached_property
    def _sides(self):
        return self._beside(-1), self._beside(1)

    @cached_property
    def words_before(self):
        return [each for each in self._sides[0] if not each.is_initial]

    @cached_property
    def words_after(self):
        return [each for each in self._sides[1] if not each.is_initial]

    @cached_property
    def initials_before(self):
        return _initials(self._sides[0])[::-1]

    @cached_property
    def initials_after(self):
        return _initials(self._sides[1])

    @cached_property
    def context(self):
        """The words around it that may tell a post."""
        first = max(0, self.number - BEFORE)
        return [
            token.word
            for token in self.tokens[first : self.number + 1 + AFTER]
            if token is not self.token
        ]

    @cached_property
    def has_stranger_before(self):
        """Whether a Latin word with a capital stands before it that is no title."""
        before = self._sides[0][0] if self._sides[0] else None
        return bool(
            before
            and before.word.isascii()
            and not before.begins
            and before.word.lower() not in TITLES
        )

    @cached_property
    def is_false_friend(self):
        return self.word.lower() in FALSE_FRIENDS

    def standing(self, words=(), initials=()):
        """The words of the text from the first to the last of the name."""
        tokens = [self.token, *words]
        for side in self._sides if initials else ():
            if [each.word for each in side if each.is_initial] and initials in (
                _initials(side),
                _initials(side)[::-1],
            ):
                tokens += [each for each in side if each.is_initial]
        start = min(token.start for token in tokens)
        end = max(token.end for token in tokens)
        end += self.text[end : end + 1] == "." and tokens[-1].is_initial
        return " ".join(self.text[start:end].split())[:200]


def _initials(side):
    """The initials that stand nearest on one side, in the order of `side`."""
    initials = []
    for token in side:
        if not token.is_initial:
            break
        initials.append(token.word)
    return initials


def places(text):
    """`Place`s of every word of a text, in their order."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    tokens, sentence = [], 0
    for match in WORD.finditer(text):
        between = text[sentence : match.start()]
        begins = not tokens or bool(re.search(r"[.!?…\n:«\"“—–]", between))
        tokens.append(Token(match[0], match.start(), match.end(), begins))
        sentence = match.end()
    return [Place(text, tokens, number) for number in range(len(tokens))]


def speaks_ukrainian(text):
    """Whether letters of the text are Ukrainian and not Russian."""
    return bool(UKRAINIAN.search(text[:LONGEST]))
