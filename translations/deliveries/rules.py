"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "delivers_out_of_force": _(
            "This edition is not in force: hand over the one that is."
        ),
        "delivers_before_made": _(
            "On that day this edition was not made yet: choose another day, or an "
            "earlier edition."
        ),
    }
)
