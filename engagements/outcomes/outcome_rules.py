"""Why an outcome does not move, in words; the rules are the database's (rules.sql).

`app_outcome_refusal` and `app_outcome_dependent` decide for forms,
Python and triggers alike.
"""

from officials.security.refusals import ask, in_words


def refusal(outcome, to):
    """Why `outcome` cannot move to the state `to`, in a sentence, or ""."""
    return in_words(
        ask("app_outcome_refusal(%s, %s, %s)", outcome.pk, outcome.state, to)
    )


def dependent(outcome, *, person=None, name=""):
    """Why this person (a user), or this name, cannot confirm `outcome`, or ""."""
    key = person and person.pk
    return in_words(ask("app_outcome_dependent(%s, %s, %s)", outcome.pk, key, name))


def is_confirmed(outcome):
    """Whether somebody independent agrees with `outcome` as it is worded now."""
    return ask("app_outcome_confirmed(%s)", outcome.pk)
