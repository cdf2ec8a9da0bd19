"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "letter_without_label": _(
            "A letter is not dispatched without its legal label."
        ),
        "letter_stays": _("What went out with a number is not changed any more."),
    }
)
