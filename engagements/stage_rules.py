"""The sentences that say why a stage does not move; the rules are the database's.

`app_stage_refusal`, and `app_institution_stage_refusal` for institutions, decide for
forms, the admin, Python and triggers alike, by what the person of this transaction may
see.
"""

from django.db import connection
from django.utils.translation import gettext, gettext_noop

# As the database says them; a test compares.
SENTENCES = (
    gettext_noop("It is at that stage already."),
    gettext_noop("There is no such stage."),
    gettext_noop("From “paused” and “closed” it goes back to where it stood before."),
    gettext_noop("It moves one stage at a time."),
    gettext_noop("It takes a signed “Before we approach” before the first contact."),
    gettext_noop("The risk of exposure is red, and not signed by a manager."),
    gettext_noop(
        "The 72 hours without a signature are over: have “Before we approach” signed."
    ),
    gettext_noop(
        "It takes a contact that took place, in which they responded or came to us."
    ),
    gettext_noop("It takes an assessment to be identified: write one first."),
    gettext_noop("It takes a signed “Before we approach” to be identified."),
    gettext_noop(
        "The conduct check ran out: write a new version of “Before we approach” and "
        "have it signed."
    ),
    gettext_noop(
        "The signature was withdrawn: write a new version of “Before we approach” and "
        "have it signed."
    ),
    gettext_noop("Say why."),
    gettext_noop("It has moved meanwhile: look again."),
    gettext_noop("Only the latest move can be taken back, and once."),
    gettext_noop(
        "A stage is not written over: move it on the Relationship tab, which keeps "
        "who, when and why."
    ),
    gettext_noop("A move between stages stays as it was made: take it back instead."),
    gettext_noop("Somebody other than who wrote it must sign."),
    gettext_noop("Somebody other than the lead must sign."),
    gettext_noop("Warmth changes with the contact that showed it."),
    gettext_noop(
        "What was asked to be signed stays as it is: take the request back, or write "
        "a new version."
    ),
    gettext_noop("It takes a contact with the institution that took place."),
    gettext_noop("It takes a contact in which they responded."),
    gettext_noop(
        "A stage is not written over: move it on the page of the institution, which "
        "keeps who, when and why."
    ),
)


def refusal(relationship, to, *, before, reason=""):
    """Why `relationship` (a key) cannot move from `before` to `to`, or ""."""
    values = (relationship, before, to, reason)
    return in_words(asked("app_stage_refusal(%s, %s, %s, %s)", *values))


def unprepared(official):
    """Why nobody turns to `official` (a key) for the first time yet, or ""."""
    return in_words(asked("app_unprepared(%s)", official))


def unmoved(relationship, to, *, before):
    """Why the stage of `relationship` (a key) cannot be written over, or ""."""
    return in_words(asked("app_stage_unmoved(%s, %s, %s)", relationship, before, to))


def stood_before(relationship):
    """The stage at which `relationship` (a key) stood before it was at rest."""
    return asked("app_stage_before_rest(%s)", relationship)


def institution_refusal(relationship, to, *, before, reason=""):
    """The same as `refusal` for a relationship with an institution."""
    values = (relationship, before, to, reason)
    return in_words(asked("app_institution_stage_refusal(%s, %s, %s, %s)", *values))


def institution_stood_before(relationship):
    """The same as `stood_before` for a relationship with an institution."""
    return asked("app_institution_stage_before_rest(%s)", relationship)


def asked(function, *values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", values)
        return cursor.fetchone()[0]


def said(error):
    """The sentence of a rule that the database refused with `error`, or ""."""
    return in_words(
        getattr(getattr(error.__cause__, "diag", None), "message_primary", "")
    )


def in_words(sentence):
    """One of the sentences above in the reader's language; "" for any other."""
    return gettext(sentence) if sentence in SENTENCES else ""
