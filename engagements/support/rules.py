"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "offers_out_of_force": _("This text is not in force: offer the one that is."),
        "answered_unpublished": _("Only a published translation answers a request."),
    }
)
