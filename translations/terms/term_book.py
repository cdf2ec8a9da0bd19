"""The terms of one pair of languages at hand, and which of them a sentence needs."""

from collections import defaultdict
from itertools import chain
from typing import NamedTuple

from translations.terms.bare_text import bare
from translations.terms.models import TermForm, forms_of_words
from translations.terms.term_search import Concept, terms_in

State = TermForm.State


class Entry(NamedTuple):
    """A term of the book: each field but `note` maps a language to forms."""

    note: str
    approved: dict
    allowed: dict
    forbidden: dict

    def right(self, language):
        """The forms that may stand in a text, the approved ones first."""
        return (*self.approved.get(language, ()), *self.allowed.get(language, ()))

    def concept(self, languages):
        """The `Concept` by which sentences are checked: an allowed form is right."""
        right = {language: self.right(language) for language in languages}
        return Concept(right, self.forbidden)


def base(language):
    """“en” of “en-GB”."""
    return language.replace("_", "-").partition("-")[0].lower()


class TermBook:
    """Terms by their words, asked of the database once."""

    def __init__(self, terms, languages, texts=None):
        """`terms`: a queryset of Terms. `languages`: codes of source and target.

        With `texts`, (source, target), only those are read whose words occur there.
        """
        self.languages = tuple(base(language) for language in languages)
        forms = TermForm.objects.filter(language__in=self.languages)
        forms = forms.filter(term__in=terms.order_by().values("pk"))
        if texts is not None:
            words = set(chain.from_iterable(map(words_of, texts, self.languages)))
            candidates = forms.filter(normal_forms__overlap=sorted(words))
            forms = forms.filter(term__in=candidates.order_by().values("term"))
        self.entries = entries_of(forms)
        self.places = defaultdict(list)
        for key, entry in self.entries.items():
            source, target = self.languages
            for text in entry.right(source):
                self.index(0, text, key)
            for text in entry.forbidden.get(target, ()):
                self.index(1, text, key)

    def index(self, side, text, key):
        """Lists a form under each form of its first word."""
        parts = forms_of_words(text, self.languages[side])
        for form in parts[0] if parts else ():
            self.places[side, form].append((parts, key))

    def entries_in(self, source, target=""):
        """The entries whose words stand in the source, or a forbidden form’s in the
        target; a list in the order of the book."""
        keys = set()
        for side, text in enumerate((source, target)):
            present = words_of(text, self.languages[side])
            for form in present:
                for parts, key in self.places.get((side, form), ()):
                    if key not in keys and all(part & present for part in parts):
                        keys.add(key)
        return [entry for key, entry in self.entries.items() if key in keys]

    def concepts_in(self, source, target):
        """The `Concept`s by which a sentence is checked."""
        entries = self.entries_in(source, target)
        return [entry.concept(self.languages) for entry in entries]

    def entries_for(self, source):
        """The entries that stand in `source`, in whatever case."""
        language = self.languages[0]
        return [
            entry
            for entry in self.entries_in(source)
            if terms_in(source, language, entry.right(language))
        ]


def words_of(text, language):
    """The normal forms of all words of a text with tags: a frozenset."""
    return frozenset(chain.from_iterable(forms_of_words(bare(text).text, language)))


def entries_of(forms):
    """{key of a term: Entry} of a queryset of its forms, by their domain and text."""
    entries = {}
    rows = forms.order_by("term__domain", "term", "pk")
    for key, note, language, state, text in rows.values_list(
        "term", "term__note", "language", "standing", "text"
    ):
        entry = entries.setdefault(key, Entry(note, {}, {}, {}))
        by_language = getattr(entry, state)
        by_language[language] = (*by_language.get(language, ()), text)
    return entries
