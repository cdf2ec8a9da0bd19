"""Words and colours that several pages share."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from officials.costs import took
from officials.dates import short_date

STATE_COLOURS = {
    "planned": "blue",
    "waiting": "amber",
    "done": "green",
    "cancelled": "secondary",
    "requested": "amber",
    "translating": "blue",
    "revising": "purple",
    "to_publish": "amber",
    "published": "green",
    "withdrawn": "secondary",
    "in_force": "green",
    "revised": "amber",
    "superseded": "amber",
    "nominated": "secondary",
    "invited": "blue",
    "accepted": "purple",
    "declined": "secondary",
    "confirmed": "green",
    "attended": "green",
    "no_show": "amber",
}


def spell(appointment):
    """“2019 – May 2023” of an appointment, with “about” where that is all we know."""
    start = dated(appointment.started, appointment.started_circa)
    if appointment.ended is None and appointment.is_current:
        return _("since %(start)s") % {"start": start} if start else _("today")
    end = dated(appointment.ended, appointment.ended_circa)
    return f"{start or '?'} – {end or '?'}"


def from_until(start, end):
    """“2019 – May 2023”, “since 2019”, “until May 2023”, or nothing."""
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("since %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else ""


def dated(date, circa):
    if date is None:
        return ""
    return _("about %(date)s") % {"date": date} if circa else str(date)


def short_moment(moment):
    """“12 Nov 2026, 14:05”, by the clock of the reader."""
    moment = timezone.localtime(moment)
    return f"{short_date(moment)}, {moment:%H:%M}"


def in_words(value):
    """A date as “12 Nov 2026”; anything else as it is."""
    return short_date(value) if isinstance(value, datetime.date) else value


def days_away(day):
    """“3 days overdue”, “today”, “tomorrow”, “in 5 days”, or the date."""
    days = (day - timezone.localdate()).days
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {
            "days": -days
        }
    if days < 2:
        return _("tomorrow") if days else _("today")
    if days < 30:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return short_date(day)


def days_ago(day):
    """“3 days ago”, or “today”."""
    days = (timezone.localdate() - day).days
    if not days:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def since(moment):
    """“3 days ago”, by the clock of the reader."""
    return days_ago(timezone.localdate(moment))


def spending_facts(record):
    """The fact of a page that says what `record` took (see `officials.costs`)."""
    words = took(record.days_spent, record.money_spent, record.currency)
    return [(_("What it took"), words, None)]
