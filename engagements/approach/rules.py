"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from officials.security.refusals import ask, in_words, register

register(
    {
        "signed_by_writer": _("Somebody other than who wrote it must sign."),
        "signed_by_lead": _("Somebody other than the lead must sign."),
        "signed_stays": _(
            "What was asked to be signed stays as it is: take the request back, or "
            "write a new version."
        ),
        "recommendation_not_accepted": _(
            "An approach rests on what the State accepted, at least in part."
        ),
    }
)


def unsignable(approach, person):
    """Why `person` (a key) cannot sign `approach` (a key), in a sentence, or ""."""
    return in_words(ask("app_approach_unsignable(%s, %s)", approach, person))


def signable(approaches, people):
    """{(approach, person)} of those keys where that person could sign: one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a, p FROM unnest(%s::uuid[]) a, unnest(%s::bigint[]) p"
            " WHERE app_approach_unsignable(a, p) IS NULL",
            [list(approaches), list(people)],
        )
        return set(cursor.fetchall())
