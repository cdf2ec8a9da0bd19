"""The sentences that say why an outcome does not move; the rules are the database's.

`app_outcome_refusal` and `app_outcome_dependent` decide for forms,
Python and triggers alike.
"""

from django.db import connection
from django.utils.translation import gettext, gettext_noop

# As the database says them; a test compares.
SENTENCES = (
    gettext_noop("Somebody other than who wrote it must confirm it."),
    gettext_noop("Somebody other than who led the work behind it must confirm it."),
    gettext_noop("An outcome is described, then substantiated, then published."),
    gettext_noop(
        "It takes somebody independent who agrees, at least in part, with what is "
        "written now."
    ),
    gettext_noop("It takes the signature of a second person to be published."),
    gettext_noop(
        "What was confirmed stays as it is worded: take it back to “described” first."
    ),
    gettext_noop("The outcome rests on it: take it back to “described” first."),
    gettext_noop("That day is still to come."),
    gettext_noop(
        "Who led that has confirmed the outcome: take the confirmation away first."
    ),
    gettext_noop("It has moved meanwhile: look again."),
    gettext_noop("A reform moves step by step."),
    gettext_noop("An approach rests on what the State accepted, at least in part."),
)


def refusal(outcome, to):
    """Why `outcome` cannot move to the state `to`, in a sentence, or ""."""
    return in_words(
        asked("app_outcome_refusal(%s, %s, %s)", outcome.pk, outcome.state, to)
    )


def dependent(outcome, *, person=None, name=""):
    """Why this person (a user), or this name, cannot confirm `outcome`, or ""."""
    key = person and person.pk
    return in_words(asked("app_outcome_dependent(%s, %s, %s)", outcome.pk, key, name))


def is_confirmed(outcome):
    """Whether somebody independent agrees with `outcome` as it is worded now."""
    return asked("app_outcome_confirmed(%s)", outcome.pk)


def asked(function, *values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", values)
        return cursor.fetchone()[0]


def said(error):
    """The sentence of a rule that the database refused with `error`, or ""."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return in_words(getattr(diagnosis, "message_primary", ""))


def in_words(sentence):
    """One of the sentences above in the reader's language; "" for any other."""
    return gettext(sentence) if sentence in SENTENCES else ""
