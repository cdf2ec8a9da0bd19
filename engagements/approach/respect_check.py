"""The respect check: would they read this as written by somebody who respects them?

It warns, and lets pass with a reason. Five questions are ticked by a person; words that
blame, press or label are found by the list (`RespectWord`).
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach.models import RespectWord
from officials.names.cases import base_forms

WORD = re.compile(r"\w+")
QUESTIONS = (
    ("interest", gettext_lazy("Their own interest is named.")),
    ("no_blame", gettext_lazy("No word of it blames them.")),
    ("title", gettext_lazy("Their title and name are right.")),
    ("no_pressure", gettext_lazy("Nothing in it presses them.")),
    ("benefit", gettext_lazy("It says what it brings to their job.")),
)
# What is said aloud or handed on; what not to say, and what is known against them, are
# not read for words that blame.
SPOKEN = (
    "why_this_person",
    "what_would_help",
    "interests",
    "what_matters",
    "words_that_suit",
    "do",
    "where_to_begin",
    "what_we_offer",
    "next_small_step",
)


def unticked(codes):
    """The questions, in words, of which the code is not among `codes`."""
    return [question for code, question in QUESTIONS if code not in codes]


def why_hold(codes, nevertheless):
    """What is not ticked and was not let pass with a reason, in a sentence, or ""."""
    questions = unticked(codes)
    if not questions or nevertheless.strip():
        return ""
    return _("Not ticked: %(questions)s Say why it goes on nevertheless.") % {
        "questions": " ".join(str(each) for each in questions)
    }


def wording(text, language=None):
    """The `RespectWord`s of which `text` holds any form, of one `language` or of all.

    English by the stems of Postgres, Russian also by its dictionary: of verbs a stem
    finds half the forms (требовать, требуем).
    """
    if not text.strip():
        return []
    listed = RespectWord.objects.all()
    if language:
        listed = listed.filter(language=language)
    by_stem = set(listed.said_in(text).values_list("pk", flat=True))
    text_forms = [base_forms(word) for word in WORD.findall(text)]
    return [
        each for each in listed if each.pk in by_stem or holds(text_forms, each.word)
    ]


def holds(text_forms, words):
    """Whether `words` stand in a row in `text_forms`, each a set of base forms."""
    word_forms = [base_forms(word) for word in WORD.findall(words)]
    starts = range(len(text_forms) - len(word_forms) + 1)
    return any(
        all(text_forms[start + at] & forms for at, forms in enumerate(word_forms))
        for start in starts
    )


def warnings(text, language=None):
    """The same as sentences for a person: the word, why, and what to say instead."""
    return [in_a_sentence(word) for word in wording(text, language)]


def in_a_sentence(word):
    """“demand”: it presses. Rather: ask, or suggest."""
    parts = {"word": word, "why": word.get_why_display(), "instead": word.instead}
    if word.instead:
        return _("“%(word)s”: %(why)s. Rather: %(instead)s.") % parts
    return _("“%(word)s”: %(why)s.") % parts


def warnings_of(approach):
    """What in the words of `approach`, as far as they may reach the person, warns."""
    return warnings("\n".join(getattr(approach, name) for name in SPOKEN))
