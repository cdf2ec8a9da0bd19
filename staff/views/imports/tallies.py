"""What an import wrote, in words."""

from django.utils.formats import number_format
from django.utils.translation import ngettext


def appointments_in_words(n):
    return ngettext("%(count)s appointment", "%(count)s appointments", n)


def officials_in_words(n):
    return ngettext("%(count)s new official", "%(count)s new officials", n)


def relationships_in_words(n):
    return ngettext("%(count)s relationship", "%(count)s relationships", n)


def recommendations_in_words(n):
    return ngettext("%(count)s recommendation", "%(count)s recommendations", n)


def documents_in_words(n):
    return ngettext("%(count)s document", "%(count)s documents", n)


def terms_in_words(n):
    return ngettext("%(count)s term", "%(count)s terms", n)


def pairs_in_words(n):
    return ngettext("%(count)s pair of sentences", "%(count)s pairs of sentences", n)


def changes_in_words(n):
    return ngettext("%(count)s change", "%(count)s changes", n)


WORDS = {
    "appointments": appointments_in_words,
    "officials": officials_in_words,
    "relationships": relationships_in_words,
    "recommendations": recommendations_in_words,
    "documents": documents_in_words,
    "terms": terms_in_words,
    "pairs": pairs_in_words,
    "changed": changes_in_words,
}


def counts_in_words(**counts):
    """“2 appointments, 2 new officials”, without what is none; names are of WORDS."""
    return ", ".join(
        words(counts[name]) % {"count": number_format(counts[name])}
        for name, words in WORDS.items()
        if counts.get(name)
    )
