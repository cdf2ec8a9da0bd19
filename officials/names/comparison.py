"""Whether two written names may be one person's, and why.

Two names are taken apart into family name, given name and patronymic (a name in one
line does not tell which is which, so both ends are tried as the family name), and
each part is compared by its sound, in any script and romanisation (`sounds`). Given
names have one form a language (`given_names`); initials stand for what they begin.
What one name leaves out is no difference; what both have and is not alike, is.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from officials.names.given_names import name_numbers, numbers_by_stem
from officials.names.names import SON_OR_DAUGHTER
from officials.names.sounds import distance, first_sounds, habits, heard, letters_of

SAME = 0.85  # from here on, two names are taken for one

REASONS = {
    "name": _("the same name"),
    "surname": _("same surname"),
    "surname-spelling": _("same surname in another spelling"),
    "surname-similar": _("a similar surname"),
    "given": _("same given name"),
    "given-spelling": _("same given name in another spelling"),
    "given-form": _("same given name in another language"),
    "initials": _("same initials"),
    "given-missing": _("one has no given name"),
    "given-differs": _("different given names"),
    "patronymic": _("same patronymic"),
    "patronymic-missing": _("one has no patronymic"),
    "patronymic-differs": _("different patronymics"),
}
# What each is worth when the surnames are alike.
WORTH = {
    "given": 0,
    "given-spelling": -0.01,
    "given-form": -0.02,
    "initials": -0.06,
    "given-missing": -0.08,
    "given-differs": -0.4,
    "patronymic": 0.02,
    "patronymic-missing": -0.02,
    "patronymic-differs": -0.25,
}

# By the number of sounds of the shorter word: so far apart may two spellings be.
SURNAMES = (0.15, 0.15, 0.15, 0.2, 0.35, 0.35, 0.45, 0.5, 0.6, 0.6, 0.65)
GIVEN = (0.1, 0.1, 0.1, 0.15, 0.25, 0.3, 0.35, 0.4, 0.45)
SIMILAR = 1.05  # one letter of difference: shown as similar, never taken for the same

TITLES = {"mr", "mrs", "ms", "dr", "prof", "sir", "г", "господин", "госпожа"}
PARTICLES = {"al", "el", "аль", "эль", "ал", "ель", "de", "von", "van", "der", "фон"}
MALE = re.compile(r"(?:[oeaiJ]*[vu])?J?iC$")
FEMALE = re.compile(r"(?:[oeaiJ]*[vu]|J?iniC|iC)na$")
BREAKS = re.compile(r"[\s.,;:()\[\]/_\"«»“”]+")


class Likeness(NamedTuple):
    """How alike two names are: a score from 0 to 1, and codes of `REASONS`."""

    score: float
    reasons: tuple = ()

    @property
    def same(self):
        return self.score >= SAME

    def sentences(self):
        """The reasons in the reader's language."""
        return [str(REASONS[code]) for code in self.reasons]


class Written(NamedTuple):
    """A name taken apart: its words, which may be the surname, its habits."""

    words: tuple
    surnames: tuple  # places in `words`
    spoken: str
    key: str


@lru_cache(maxsize=65_536)
def written_name(name):
    """`Written` of a name in one line; no words when it holds no letters."""
    name = unicodedata.normalize("NFKC", name)[:300]
    family_first = "," in name.strip(" ,")
    words, family = [], 0
    for part in name.split(",", 1):
        words += _words(part)
        family = family or len(words)
    words = _joined(words)
    spoken = habits(name)
    places = _surnames(words, spoken)
    if family_first and family == 1 and len(words) > 1:
        places = (0,)
    key = " ".join(sorted(letters_of(word) for word in words))
    return Written(tuple(words), places, spoken, key)


def _words(text):
    words = []
    for word in BREAKS.split(text):
        bare, pieces = word, word.split("-")
        if len(pieces) > 1 and pieces[0].casefold() in PARTICLES:
            bare = "-".join(pieces[1:])
        if letters_of(bare):
            words.append(bare)
    small = {*TITLES, *PARTICLES}
    main_words = [word for word in words if word.casefold() not in small]
    return main_words if len(main_words) > 1 else words


def _joined(words):
    """“Heydər Əlirza oğlu Əliyev”: the two words of one patronymic become one."""
    name_words = []
    for word in words:
        if name_words and word.casefold().replace("’", "'") in SON_OR_DAUGHTER:
            name_words[-1] += f" {word}"
        else:
            name_words.append(word)
    return name_words[:6]


def _surnames(words, spoken):
    """The places where the surname may stand: at either end, where nothing tells."""
    last = len(words) - 1
    if last < 1:
        return tuple(range(len(words)))
    places = [place for place in (last, 0) if not is_initial(words[place])]
    if any(is_initial(word) for word in words[1:last]):
        places = [last] if last in places else places
    if last > 1:
        fathers = [at for at, word in enumerate(words) if patronymic(word, spoken)]
        if fathers == [last]:
            places = [0]
        elif len(fathers) == 1 and 0 < fathers[0] < last:
            places = [last]
    unlikely = [place for place in places if name_numbers(words[place], spoken)]
    if len(places) == 2 and len(unlikely) == 1:
        places.remove(unlikely[0])
    return tuple(places) or (last,)


def is_initial(word):
    """“A”, and “Yu” or “Дж” are initials; “Li” may be one but is a name."""
    letters = letters_of(word)
    return len(letters) == 1 or letters in ("yu", "ya", "ye", "zh", "sh", "ch", "дж")


@lru_cache(maxsize=65_536)
def patronymic(word, spoken=""):
    """(stem, gender) of a patronymic, or None when the word is none."""
    head, _space, tail = word.partition(" ")
    if tail:
        return head, "f" if re.search(r"[zз]", tail.casefold()) else "m"
    plain = heard(word, spoken).plain
    for ending, gender in ((MALE, "m"), (FEMALE, "f")):
        ending_match = ending.search(plain)
        if ending_match and ending_match.start() > 1:
            return _spelled(plain[: ending_match.start()]), gender
    return None


def _spelled(plain):
    """Sounds as letters that sound so."""
    table = {"Z": "ž", "S": "š", "C": "č", "D": "dž", "c": "ts", "J": "y"}
    return plain.translate(str.maketrans(table))


def _allowed(limits, one, other, spoken):
    length = min(len(heard(one, spoken[0]).plain), len(heard(other, spoken[1]).plain))
    return limits[min(length, len(limits) - 1)]


def _begins(one, other, spoken):
    """Whether an initial and a word, or two initials, begin alike."""
    first, second = first_sounds(one, spoken[0]), first_sounds(other, spoken[1])
    return bool((first - {"J"}) & (second - {"J"}) or first == second)


def compare_given(one, other, spoken=("", "")):
    """A code of `REASONS` for two given names."""
    if is_initial(one) or is_initial(other):
        return "initials" if _begins(one, other, spoken) else "given-differs"
    if letters_of(one) == letters_of(other):
        return "given"
    if distance(one, other, spoken) <= _allowed(GIVEN, one, other, spoken):
        first, second = name_numbers(one, spoken[0]), name_numbers(other, spoken[1])
        alien = first and second and not first & second
        return "given-differs" if alien else "given-spelling"
    if name_numbers(one, spoken[0]) & name_numbers(other, spoken[1]):
        return "given-form"
    return "given-differs"


def compare_patronymics(one, other, spoken=("", "")):
    """A code of `REASONS` for two patronymics, or other middle names."""
    if is_initial(one) or is_initial(other):
        alike = _begins(one, other, spoken)
        return "patronymic" if alike else "patronymic-differs"
    first, second = patronymic(one, spoken[0]), patronymic(other, spoken[1])
    if first and second and first[1] != second[1]:
        return "patronymic-differs"
    stems = [
        father[0] if father else word
        for father, word in ((first, one), (second, other))
    ]
    if distance(one, other, spoken) <= _allowed(GIVEN, one, other, spoken):
        return "patronymic"
    if distance(*stems, spoken) <= _allowed(GIVEN, *stems, spoken):
        return "patronymic"
    both = numbers_by_stem(stems[0], spoken[0]) & numbers_by_stem(stems[1], spoken[1])
    return "patronymic" if both else "patronymic-differs"


@lru_cache(maxsize=16_384)
def compare(one, other):
    """The `Likeness` of two names, each written in one line in any script."""
    first, second = written_name(one), written_name(other)
    if not first.words or not second.words:
        alike = bool(one.strip()) and one.strip() == other.strip()
        return Likeness(1.0, ("name",)) if alike else Likeness(0.0)
    if first.key == second.key and first.words == second.words:
        return Likeness(1.0, ("name",))
    likenesses = [
        _taken_as(first, second, place, place2)
        for place in first.surnames
        for place2 in second.surnames
    ]
    best = max(likenesses, key=lambda likeness: likeness.score)
    if not best.same and _run_together(first, second):
        return Likeness(0.9, ("surname-spelling",))
    return best


def _taken_as(first, second, place, place2):
    """The `Likeness` when the words at two places are the surnames."""
    spoken = (first.spoken, second.spoken)
    surname, surname2 = first.words[place], second.words[place2]
    far = distance(surname, surname2, spoken)
    limit = _allowed(SURNAMES, surname, surname2, spoken)
    rest = [word for at, word in enumerate(first.words) if at != place]
    rest2 = [word for at, word in enumerate(second.words) if at != place2]
    if far > limit:
        return _unlike(first, second, far, _others(rest, rest2, spoken))
    same = letters_of(surname) == letters_of(surname2)
    reasons = ["surname" if same else "surname-spelling"]
    if not rest and not rest2:
        return Likeness(0.98 - 0.1 * far, tuple(reasons))
    reasons += _others(rest, rest2, spoken)
    score = 0.98 - 0.06 * far + sum(WORTH[code] for code in reasons[1:])
    return Likeness(round(max(0.0, min(score, 1.0)), 3), tuple(reasons))


def _others(rest, rest2, spoken):
    """Codes for what stands beside the surnames: given name, then patronymic."""
    if not rest or not rest2:
        return ["given-missing"]
    codes = [compare_given(rest[0], rest2[0], spoken)]
    for middle, middle2 in zip(rest[1:], rest2[1:], strict=False):
        codes.append(compare_patronymics(middle, middle2, spoken))
    if len(rest) != len(rest2) and min(len(rest), len(rest2)) == 1:
        codes.append("patronymic-missing")
    return codes


def _unlike(first, second, far, codes):
    """The `Likeness` of names whose surnames are not one, below `SAME`."""
    near = far <= SIMILAR
    ratio = fuzz.token_sort_ratio(_plain(first), _plain(second)) / 100
    if near and not {"given-differs", "patronymic-differs"} & {*codes}:
        return Likeness(round(0.6 + 0.2 * ratio, 3), ("surname-similar", *codes))
    return Likeness(round(0.6 * ratio, 3), ("surname-similar",) if near else ())


def _plain(name):
    return " ".join(heard(word, name.spoken).plain for word in name.words)


def _run_together(first, second):
    """Names divided differently into words: “Kim Jong-un”, “Kim Jong Un”."""
    if len(first.words) == len(second.words):
        return False
    return _plain(first).replace(" ", "") == _plain(second).replace(" ", "")
