"""The expert review and the proofreading of a job, on its page."""

from django.utils import timezone
from django.utils.translation import gettext as _

from staff.phrases import short_date
from translations.workbench.turns import name_for


def section_of(translation, user):
    """The section of those that are switched on, or None."""
    rows = [row_of(translation, check, user) for check in translation.further_checks()]
    return {"title": _("Further checks"), "rows": rows} if rows else None


def row_of(translation, check, user):
    moment = getattr(translation, check.moment)
    person = name_for(user, translation, getattr(translation, check.person))
    remark = getattr(translation, check.remark)
    return {
        "title": check.label,
        "detail": " · ".join(filter(None, (person, remark))),
        "state_label": _("done") if moment else _("not done"),
        "colour": "green" if moment else "amber",
        "on": short_date(timezone.localtime(moment)) if moment else "",
    }
