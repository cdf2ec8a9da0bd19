"""Why a lock is not turned, in words; the rules are the database's (before.sql)."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "lock_not_theirs": _(
            "Managers, administrators and keepers lock a colleague; everybody may lock "
            "themselves."
        ),
        "lock_lifted_by_another": _(
            "A manager or an administrator lifts a lock, and nobody their own."
        ),
        "lock_stays": _("A lock is lifted, and neither changed nor removed."),
        "house_not_theirs": _("Whoever works here may lock the house."),
        "house_opened_by_two": _("Two keepers open the house, each for themselves."),
    }
)
