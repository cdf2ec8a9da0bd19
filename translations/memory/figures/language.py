"""What must be told of a language before its figures can be read."""

from dataclasses import dataclass, field
from functools import cached_property

from translations.terms.word_forms import all_forms, fold


@dataclass(frozen=True)
class Language:
    """The words and signs by which `code` writes numbers, dates and references.

    With `inflected` the words are entries of a dictionary, and every form of them
    counts. Words are in small letters.
    """

    code: str
    inflected: bool = False
    # Between whole and part of a number, and between its thousands.
    decimal: str = ","
    thousands: str = " "
    # Twelve tuples of forms: first what follows a day, last the short ("Jan.").
    months: tuple[tuple[str, ...], ...] = ()
    # Whether a month is written with a capital.
    capital_months: bool = False
    # Months that are also another word: alone they prove nothing, unless one of
    # `before_months` stands before them.
    doubtful_months: frozenset[int] = frozenset()
    before_months: tuple[str, ...] = ()
    # Patterns: what may follow a day's number; between day and month; before a year.
    day_ending: str = r""
    of_month: str = r"\s+"
    before_year: str = r",?\s+"
    month_first: bool = False  # December 3, 2015
    slash_month_first: bool = False  # 12/3/2015 may be a day of December
    and_words: tuple[str, ...] = ()  # between the items of a list, or of a range
    # Word: its number. `ones` may also be no number and so are never missed.
    cardinals: dict[str, int] = field(default_factory=dict)
    hundreds: dict[str, int] = field(default_factory=dict)  # two *hundred*
    scales: dict[str, int] = field(default_factory=dict)
    short_scales: dict[str, int] = field(default_factory=dict)  # after figures alone
    ordinals: dict[str, int] = field(default_factory=dict)
    # Word: what numbers it may stand for ("both", "twice", "half an hour").
    hints: dict[str, tuple[float, ...]] = field(default_factory=dict)
    # First letters of a compound ("двухлетний"): its number.
    prefixes: dict[str, float] = field(default_factory=dict)
    fractions: dict[str, int] = field(default_factory=dict)  # two *thirds*
    joiner: str = ""  # one hundred *and* five
    whole_days: tuple[str, ...] = ()  # двое суток are two, and 48 hours
    twenties: bool = False  # soixante-dix, quatre-vingt-dix
    # Patterns with groups h, m and half ("p" for after noon).
    times: tuple[str, ...] = ()
    # Word or sign: its rank, from the chapter (0) to the letter (6).
    levels: dict[str, int] = field(default_factory=dict)
    # Words that make a chain of two levels: paragraph 1 *of* Article 6.
    of_words: tuple[str, ...] = ()
    # The letters of a list in their order, where they are not the Latin ones.
    alphabets: tuple[str, ...] = ()
    bare_letters: bool = False  # "lit. c": without brackets

    def _forms(self, words):
        """Every form of the keys of `words`: the same value."""
        if not self.inflected:
            return {fold(word): value for word, value in words.items()}
        return {
            form: value
            for word, value in words.items()
            for form in all_forms(word, self.code)
        }

    @cached_property
    def number_words(self):
        """Form: (value, kind) of every number word but the hints."""
        kinds = ("ordinals", "fractions", "cardinals", "hundreds", "scales")
        return {
            form: (value, kind)
            for kind in kinds
            for form, value in self._forms(getattr(self, kind)).items()
        }

    @cached_property
    def fraction_forms(self):
        """Form: its denominator."""
        return self._forms(self.fractions)

    @cached_property
    def whole_day_forms(self):
        """Forms of the words for a day and a night."""
        return frozenset(self._forms(dict.fromkeys(self.whole_days, 1)))

    def scale_value(self, word):
        """(number, kind) of "hundred" and what is above it; None of other words."""
        value = self.number_words.get(word)
        return value if value and value[1] in ("hundreds", "scales") else None

    @cached_property
    def hint_forms(self):
        """Form: the numbers it may stand for."""
        return self._forms(self.hints)

    @cached_property
    def ordinal_forms(self):
        """Form: its number."""
        return self._forms(self.ordinals)

    @cached_property
    def scale_forms(self):
        """Form or abbreviation: by what it multiplies."""
        return self._forms(self.scales) | self.short_scales

    @cached_property
    def level_forms(self):
        """Form: its rank; an abbreviation ends with its stop, § stands alone."""
        words = {word: rank for word, rank in self.levels.items() if word.isalpha()}
        signs = {word: self.levels[word] for word in self.levels if word not in words}
        return self._forms(words) | signs

    @cached_property
    def month_forms(self):
        """Form in small letters: the number of its month."""
        return {
            fold(form): number
            for number, forms in enumerate(self.months, 1)
            for form in forms
        }
