"""What the gate refuses, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import ask, in_words, register

NOT_CLEARED = _("“Before we approach” has to be looked at before we turn to them.")
ONLY_A_MANAGER = _("Only a manager lets it go.")

register(
    {
        "clearance_by_rule": _(
            "Whether we may turn to somebody follows from what was signed and found: "
            "nobody writes it by hand."
        ),
        "let_go_by_a_manager": ONLY_A_MANAGER,
        "not_cleared": NOT_CLEARED,
    }
)


def why_not_out(who, record):
    """Why `record` may not go out now, in a sentence, or "".

    `who` is the function of the database that says to whom it goes, as in `GoesOut`.
    """
    return in_words(ask("app_why_not_out(%s, %s, false)", who, record.pk))
