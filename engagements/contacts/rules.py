"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "delivery_was_used": _(
            "A note says what they made of a text that was handed over here: change "
            "that note first."
        ),
    }
)
