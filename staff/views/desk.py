"""The desk: what waits for me today."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.models import Note, OutreachAction, Relationship
from engagements.snoozing import awake
from exchanges.models import Exchange
from officials.models import Agreement
from staff.addresses import address
from staff.pages import Page
from staff.views import watching
from staff.views.assessments import desk_lines
from staff.views.comments import told_on_desk
from staff.views.courtesies import letters_on_desk
from staff.views.departures import departures_of
from staff.views.handovers import handed_to
from staff.views.institution_relationships import quiet_institutions
from staff.views.points import commitments_due
from staff.views.queue import queue_on_desk
from staff.views.signatures import signing_of
from staff.views.support import support_on_desk
from staff.views.tailoring import tailoring_on_desk
from staff.wording import STATE_COLOURS, days_away, short_date
from translations.models import Translation

SOON = 7
SHOWN = 8
ENDS_SOON = 60  # days
LOOKS_AFTER_AGREEMENTS = "officials.delete_agreement"  # managers


class Desk(Page):
    """My due and overdue work in one list, and what is new around it."""

    template_name = "staff/desk.html"
    title = gettext_lazy("Desk")
    permission_required = ()

    def get_context_data(self, **context):
        user = self.request.user
        sections = {"translations": translations_of(user)}
        if user.has_perm("engagements.view_outreachaction"):
            sections |= {
                "work": work_of(user),
                "told": told_on_desk(user),
                "handed": handed_to(user),
                "departures": departures_of(user),
                "assessments": desk_lines(user),
                "quiet": quiet_with(user) + quiet_institutions(user),
                "commitments": commitments_due(
                    user, timezone.localdate() + timedelta(days=SOON)
                ),
                "notes": latest_notes(user),
                "watch": watching.tile(user),
                "letters": letters_on_desk(user),
            }
        if user.has_perm("engagements.view_approach"):
            sections["signing"] = signing_of(user)
            sections["tailoring"] = tailoring_on_desk(user)
        if user.has_perm("engagements.view_supportrequest"):
            sections["support"] = support_on_desk(user)
        if user.has_perm("engagements.view_notnow"):
            sections["queue"] = queue_on_desk(user)
        if user.has_perm(LOOKS_AFTER_AGREEMENTS):
            sections["agreements"] = ending_agreements(user)
        if user.has_perm("exchanges.view_exchange"):
            sections["exchanges"] = coming_exchanges(user)
        return super().get_context_data(**sections, **context)


def work_of(user):
    """My planned actions, the most overdue first."""
    today = timezone.localdate()
    actions = OutreachAction.objects.visible_to(user).planned().filter(lead=user)
    actions = actions.with_official_names().order_by("planned_on", "pk")[:30]
    return [
        {
            "due_text": days_away(action.planned_on),
            "overdue": action.planned_on < today,
            "soon": 0 <= (action.planned_on - today).days <= SOON,
            "kind_label": action.get_kind_display(),
            "title": action.subject,
            "url": address(action),
            "who": action.official_names or "",
        }
        for action in actions
    ]


def quiet_with(user):
    """My relationships whose next contact is due."""
    mine = Relationship.objects.visible_to(user).filter(lead=user)
    return [
        {
            "name": str(relationship.official),
            "url": address(relationship.official),
            "days_text": days_away(relationship.due_on),
            "level": "overdue" if is_quiet(relationship) else "soon",
            "words": _("gone quiet") if is_quiet(relationship) else _("due"),
        }
        for relationship in awake(mine.going_quiet(user), user).select_related(
            "official"
        )[:SHOWN]
    ]


def is_quiet(relationship):
    """Whether even the longest time between contacts is over."""
    return relationship.quiet_on < timezone.localdate()


def translations_of(user):
    """The translations on which I work: those still open, the soonest due first."""
    today = timezone.localdate()
    jobs = Translation.objects.visible_to(user).assigned_to(user).open()
    return [
        {
            "title": str(job),
            "url": address(job),
            "state_label": job.get_state_display(),
            "colour": STATE_COLOURS[job.state],
            "due_text": days_away(job.due_on) if job.due_on else "",
            "overdue": bool(job.due_on and job.due_on < today),
        }
        for job in jobs.select_related("document")[:SHOWN]
    ]


def ending_agreements(user):
    """The agreements that end within 60 days, the first to end on top."""
    today = timezone.localdate()
    ending = Agreement.objects.visible_to(user).ending_within(today, ENDS_SOON)
    return [
        {
            "title": str(agreement),
            "url": address(agreement),
            "detail": str(agreement.institution),
            "on": days_away(agreement.until),
        }
        for agreement in ending.select_related("institution")[:SHOWN]
    ]


def coming_exchanges(user):
    """The exchanges that have not ended yet, the next one first."""
    coming = Exchange.objects.visible_to(user).coming()
    coming = coming.annotate(people_count=Count("participations"))
    return [
        {
            "title": exchange.title,
            "url": address(exchange),
            "dates": span(exchange.starts_on, exchange.ends_on),
            "place": exchange.place,
            "count_text": ngettext("%(count)s person", "%(count)s people", people)
            % {"count": people},
        }
        for exchange in coming.order_by("starts_on", "pk")[:SHOWN]
        for people in [exchange.people_count]
    ]


def span(first, last):
    """“12 Nov – 14 Nov 2026”, as far as it is known."""
    known = [short_date(day) for day in (first, last) if day]
    return " – ".join(dict.fromkeys(known)) or _("no date yet")


def latest_notes(user):
    """What was recorded last."""
    notes = Note.objects.visible_to(user).with_official_names()
    return [
        {
            "on": note.happened_on,
            "title": note.headline,
            "url": address(note),
            "by": str(note.recorded_by),
            "names": note.official_names or "",
        }
        for note in notes.select_related("recorded_by").order_by("-recorded_at")[:SHOWN]
    ]
