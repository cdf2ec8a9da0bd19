"""Why an outcome does not move, in words; the rules are the database's (rules.sql).

`app_outcome_refusal` and `app_outcome_dependent` decide for forms,
Python and triggers alike.
"""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import ask, in_words, register

register(
    {
        "confirmed_by_writer": _("Somebody other than who wrote it must confirm it."),
        "confirmed_by_lead": _(
            "Somebody other than who led the work behind it must confirm it."
        ),
        "outcome_out_of_order": _(
            "An outcome is described, then substantiated, then published."
        ),
        "outcome_unconfirmed": _(
            "It takes somebody independent who agrees, at least in part, with what "
            "is written now."
        ),
        "outcome_unsigned": _(
            "It takes the signature of a second person to be published."
        ),
        "outcome_words_stay": _(
            "What was confirmed stays as it is worded: take it back to “described” "
            "first."
        ),
        "outcome_rests_on_it": _(
            "The outcome rests on it: take it back to “described” first."
        ),
        "day_to_come": _("That day is still to come."),
        "link_led_by_confirmer": _(
            "Who led that has confirmed the outcome: take the confirmation away first."
        ),
        "reform_step_by_step": _("A reform moves step by step."),
    }
)


def refusal(outcome, to):
    """Why `outcome` cannot move to the state `to`, in a sentence, or ""."""
    return in_words(
        ask("app_outcome_refusal(%s, %s, %s)", outcome.pk, outcome.state, to)
    )


def dependent(outcome, *, person=None, name=""):
    """Why this person (a user), or this name, cannot confirm `outcome`, or ""."""
    key = person and person.pk
    return in_words(ask("app_outcome_dependent(%s, %s, %s)", outcome.pk, key, name))
