"""Why a stage does not move, in words; the rules are the database's (rules.sql).

`app_stage_refusal`, and `app_institution_stage_refusal` for institutions, decide for
forms, the admin, Python and triggers alike, by what the person of this transaction may
see.
"""

from officials.security.refusals import ask, in_words


def refusal(relationship, to, *, before, reason=""):
    """Why `relationship` (a key) cannot move from `before` to `to`, or ""."""
    values = (relationship, before, to, reason)
    return in_words(ask("app_stage_refusal(%s, %s, %s, %s)", *values))


def unprepared(official):
    """Why nobody turns to `official` (a key) for the first time yet, or ""."""
    return in_words(ask("app_unprepared(%s)", official))


def unmoved(relationship, to, *, before):
    """Why the stage of `relationship` (a key) cannot be written over, or ""."""
    return in_words(ask("app_stage_unmoved(%s, %s, %s)", relationship, before, to))


def stood_before(relationship):
    """The stage at which `relationship` (a key) stood before it was at rest."""
    return ask("app_stage_before_rest(%s)", relationship)


def institution_refusal(relationship, to, *, before, reason=""):
    """The same as `refusal` for a relationship with an institution."""
    values = (relationship, before, to, reason)
    return in_words(ask("app_institution_stage_refusal(%s, %s, %s, %s)", *values))


def institution_stood_before(relationship):
    """The same as `stood_before` for a relationship with an institution."""
    return ask("app_institution_stage_before_rest(%s)", relationship)
