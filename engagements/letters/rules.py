"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "letter_without_label": _(
            "A letter is not dispatched without its legal label."
        ),
        "letter_of_another_year": _(
            "A letter takes a number of this year; a manager may give it one of "
            "another, and says why."
        ),
        "invites_on_a_ground": _(
            "What always goes out invites nobody: choose another template, or let it "
            "wait for “Before we approach”."
        ),
        "letter_stays": _("What went out with a number is not changed any more."),
    }
)
