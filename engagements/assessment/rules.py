"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "score_rests_on_nothing": _("A score rests on notes, or on a reason in words."),
    }
)
