"""One person's story from all apps, newest on top."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from engagements.outcomes.models import Outcome
from staff.addresses import address
from staff.phrases import STATE_COLOURS, short_date

LONGEST = 200
ICONS = {
    "note": "eye",
    "meeting": "users",
    "call": "phone",
    "letter": "mail",
    "email": "at-sign",
    "messenger": "message-circle",
    "invitation": "ticket",
    "document": "file-text",
    "visit": "map-pin",
    "congratulation": "gift",
    "thanks": "heart",
    "appointment": "briefcase",
    "exchange": "plane",
    "request": "inbox",
    "outcome": "sprout",
}


def timeline(official, user):
    """Everything on record about `official` that `user` may see, as entries.

    Takes the latest LONGEST of each kind; each kind is one query, whatever the
    number of its entries. See templates/components/timeline.html.
    """
    entries = [
        *notes(official, user),
        *actions(official, user),
        *participations(official, user),
        *requests(official, user),
        *appointments(official, user),
        *outcomes(official, user),
    ]
    entries.sort(key=lambda entry: entry["day"], reverse=True)
    return entries[:LONGEST]


def notes(official, user):
    visible_notes = (
        Note.objects.visible_to(user).filter(mentions__official=official).few()
    )
    visible_notes = visible_notes.select_related("recorded_by").defer("folded", "stems")
    for note in visible_notes[:LONGEST]:
        yield entry(
            note.happened_on.last,
            "note",
            pgettext("monitoring", "Note"),
            note,
            on=str(note.happened_on),
            detail=note.detail,
            by=str(note.recorded_by),
            badges=[{"text": note.grade, "colour": "secondary"}],
        )


def actions(official, user):
    visible_actions = OutreachAction.objects.visible_to(user).filter(
        action_officials__official=official
    )
    for action in visible_actions.select_related("lead").defer("folded")[:LONGEST]:
        yield entry(
            action.on,
            action.kind,
            action.get_kind_display(),
            action,
            detail=action.result,
            by=str(action.lead),
            badges=badges_of(action),
            planned=action.state == OutreachAction.State.PLANNED,
        )


def badges_of(action):
    """The state in a word; a planned action is marked by the timeline itself."""
    if action.is_overdue:
        return [{"text": _("Overdue"), "colour": "red"}]
    if action.state == OutreachAction.State.PLANNED:
        return []
    return [{"text": action.get_state_display(), "colour": STATE_COLOURS[action.state]}]


def participations(official, user):
    visible_participations = official.participations.visible_to(user).select_related(
        "exchange"
    )
    for each in visible_participations[:LONGEST]:
        badge = {"text": each.get_state_display(), "colour": STATE_COLOURS[each.state]}
        yield entry(
            each.exchange.starts_on,
            "exchange",
            each.exchange.get_kind_display(),
            each.exchange,
            detail=each.get_role_display(),
            badges=[badge],
        )


def requests(official, user):
    visible_requests = official.support_requests.visible_to(user)
    for each in visible_requests[:LONGEST]:
        badge = {"text": each.get_state_display(), "colour": "secondary"}
        yield entry(each.received_on, "request", _("They asked"), each, badges=[badge])


def appointments(official, user):
    visible_appointments = official.appointments.visible_to(user).select_related(
        "post__institution"
    )
    for each in visible_appointments[:LONGEST]:
        for date, words in ((each.started, _("Appointed")), (each.ended, _("Left"))):
            if date:
                yield entry(
                    date.first,
                    "appointment",
                    words,
                    each.post,
                    on=str(date),
                    detail=str(each.post.institution),
                )


def outcomes(official, user):
    """What changed with this person: described at least, and not rejected."""
    visible_outcomes = Outcome.objects.visible_to(user).filter(official=official)
    visible_outcomes = visible_outcomes.exclude(
        state__in=(Outcome.State.DRAFT, Outcome.State.REJECTED)
    )
    for each in visible_outcomes[:LONGEST]:
        yield entry(
            each.changed_on.last,
            "outcome",
            each.get_setback_display() or _("Outcome"),
            each,
            on=str(each.changed_on),
            detail=each.what_changed,
            badges=[{"text": each.get_state_display(), "colour": "secondary"}],
        )


def entry(day, icon, kind_label, record, *, on=None, **more):
    """One entry; `day` sorts it, without one it stands on top."""
    return {
        "day": day or datetime.date.max,
        "on": on or (short_date(day) if day else ""),
        "icon": ICONS[icon],
        "kind_label": kind_label,
        "title": str(record),
        "url": address(record),
        **more,
    }
