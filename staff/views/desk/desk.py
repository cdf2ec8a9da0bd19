"""The desk: what waits for me, in one list, and what is new around it."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.approach.models import BriefPrint
from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from engagements.relationships.models import Relationship
from engagements.relationships.snooze import awake
from exchanges.models import Exchange
from officials.clearance import gate
from officials.institutions.models import Agreement
from staff.addresses import address
from staff.models import AccessChange
from staff.navigation import OVERDUE
from staff.operations import status
from staff.pages import Page
from staff.phrases import days_away, short_date, short_moment
from staff.timeline import ICONS
from staff.views.approach import wall_changes
from staff.views.assessment import assessments, queue
from staff.views.contacts import after_contact, commitments, plans_on_hold
from staff.views.desk.lines import Button, Line, Place, Tile, grouped
from staff.views.institutions import departures
from staff.views.keepers import key_requests, suspensions
from staff.views.letters import courtesies, disclosures, letters
from staff.views.locks import farewells, house
from staff.views.outcomes import outcome_steps
from staff.views.relationships import (
    handovers,
    institution_relationships,
    new_posts,
    taken_over,
)
from staff.views.safeguards import signatures
from staff.views.support import deaths, support
from staff.views.together import comments, watches
from staff.views.workbench import office_questions
from translations.jobs.models import Translation

MOST = 50  # lines of a kind
SHOWN = 4  # lines of a tile
ENDS_SOON = 60  # days
SEES_TO_THE_SERVER = "staff.change_user"  # administrators
LOOKS_AFTER_AGREEMENTS = "officials.delete_agreement"  # managers


class Desk(Page):
    """My due and overdue work in one list, and what is new around it."""

    template_name = "staff/desk/desk.html"
    title = gettext_lazy("Desk")
    permission_required = ()

    def get_context_data(self, **context):
        user = self.request.user
        lines = [line for lines_of in WAITING for line in lines_of(user)]
        tiles = [tile for tile_of in NEW if (tile := tile_of(user))]
        self.remember(sum(line.place == Place.OVERDUE for line in lines))
        return super().get_context_data(
            groups=grouped(lines),
            tiles=[tile for tile in tiles if tile.lines],
            access_changes=access_changes(user),
            feats=feats(user),
            suspensions=suspensions.notes_for(user),
            rescues=[] if user.is_external else key_requests.rescues(),
            house_locks=house.notes_for(user),
            greets=sum(line.greets is not None for line in lines) > 1,
            **nothing_waits(user),
            **context,
        )

    def remember(self, overdue):
        """The number beside “Desk” on every page is the one that stands here."""
        if self.request.session.get(OVERDUE) != overdue:
            self.request.session[OVERDUE] = overdue


def access_changes(user):
    """What was changed of how I get in, until I say that I know of it."""
    return list(AccessChange.objects.unseen_by(user).select_related("changed_by"))


def feats(user):
    """When the last backup and the last drill went well, for those who see to it."""
    if not user.has_perm(SEES_TO_THE_SERVER):
        return []
    labels = {"backup": _("Last good backup"), "drill": _("Last good drill")}
    return [
        {
            "label": label,
            "when": short_moment(feat.at) if (feat := status.last(kind)) else "",
            "is_late": status.is_late(kind),
        }
        for kind, label in labels.items()
    ]


def nothing_waits(user):
    """The sentence of an empty desk, and the button that helps."""
    if user.has_perm("engagements.add_outreachaction"):
        return {
            "empty_text": _("Nothing is due. What you plan will stand here."),
            "add_url": reverse("action-add"),
            "add_label": _("Plan an action"),
        }
    if user.has_perm("engagements.view_outreachaction"):
        return {"empty_text": _("Nothing waits for you.")}
    return {"empty_text": _("No translation is waiting for you.")}


# What waits for me: what my own work asks; the rest stands with its subject


def planned_actions(user):
    """My planned actions; one that waits for a debrief stands there instead.

    What the calendar closed is due on no day, though nothing set it to waiting yet.
    """
    if not user.has_perm("engagements.view_outreachaction"):
        return []
    brief_prints = BriefPrint.objects.visible_to(user).awaiting_debrief(user)
    actions = OutreachAction.objects.visible_to(user).planned().filter(lead=user)
    actions = actions.exclude(pk__in=brief_prints.values("action"))
    actions = actions.not_with_the_dead_alone()  # of them stands a line of its own
    actions = actions.with_official_names().order_by("planned_on", "pk")[:MOST]
    actions = list(actions)
    answers = plans_on_hold.answers_of(actions) if actions else {}
    return [
        planned_line(action)
        if answers[action.pk] is gate.Answer.GOES
        else plans_on_hold.line_of(action)
        for action in actions
    ]


def planned_line(action):
    return Line(
        icon=ICONS[action.kind],
        kind=action.get_kind_display(),
        title=action.subject,
        url=address(action),
        who=action.official_names or "",
        on=action.planned_on,
    )


def quiet_relationships(user):
    """My relationships whose next contact is due, and that nobody put off."""
    if not user.has_perm("engagements.view_outreachaction"):
        return []
    mine = Relationship.objects.visible_to(user).filter(lead=user)
    mine = awake(mine.going_quiet(user), user).select_related("official")
    may_put_off = user.has_perm("engagements.add_snooze")
    return [
        Line(
            icon="ear",
            kind=_("Gone quiet") if is_quiet(each) else _("Contact is due"),
            title=str(each.official),
            url=address(each.official),
            on=each.due_on,
            patient=True,
            buttons=(look_later(each),) if may_put_off else (),
        )
        for each in mine[:MOST]
    ]


def is_quiet(relationship):
    """Whether even the longest time between contacts is over."""
    return relationship.quiet_on < timezone.localdate()


def look_later(relationship):
    add = reverse("snooze-add", args=[relationship.pk])
    return Button(_("Look later"), f"{add}?next={reverse('desk')}")


def my_translations(user):
    """The translations on which I work, those still open."""
    jobs = Translation.objects.visible_to(user).assigned_to(user).open()
    return translation_lines(jobs)


def to_publish(user):
    """The translations that I asked for and that wait for me to publish them."""
    if not user.has_perm("translations.publish_translation"):
        return []
    jobs = Translation.objects.visible_to(user).ordered_by(user)
    jobs = jobs.filter(state=Translation.State.TO_PUBLISH)
    jobs = jobs.exclude(translator=user).exclude(reviser=user)  # those stand there
    return translation_lines(jobs, place=Place.TODAY)


def translation_lines(jobs, place=None):
    return [
        Line(
            icon="languages",
            kind=_("Translation"),
            title=str(job),
            url=address(job),
            who=job.get_state_display(),
            on=job.due_on,
            place=place,
        )
        for job in jobs.select_related("document")[:MOST]
    ]


WAITING = (
    planned_actions,
    quiet_relationships,
    my_translations,
    to_publish,
    office_questions.lines_of,
    assessments.lines_of,
    courtesies.lines_of,
    departures.lines_of,
    disclosures.lines_of,
    handovers.lines_of,
    institution_relationships.lines_of,
    new_posts.lines_of,
    letters.lines_of,
    outcome_steps.lines_of,
    commitments.lines_of,
    signatures.lines_of,
    taken_over.lines_of,
    support.lines_of,
    deaths.lines_of,
    suspensions.lines_of,
    key_requests.lines_of,
    after_contact.lines_of,
    plans_on_hold.lines_of,
    plans_on_hold.answer_lines,
    after_contact.lines_of_gone,
    farewells.lines_of,
)


# What is new around it


def notices(user):
    """What I was told, and which of my requests were signed of late."""
    lines = comments.unread_lines(user) + signatures.signed_lines(user)
    return Tile("told", _("You were told"), lines, count=len(lines))


def latest_notes(user):
    """What was recorded last."""
    if not user.has_perm("engagements.view_note"):
        return None
    notes = Note.objects.visible_to(user).with_official_names()
    notes = notes.select_related("recorded_by").order_by("-recorded_at")[:SHOWN]
    lines = [
        Line(
            title=note.headline,
            url=address(note),
            who=" · ".join(filter(None, [note.official_names, str(note.recorded_by)])),
            when=str(note.happened_on),
        )
        for note in notes
    ]
    return Tile("notes", _("Latest notes"), lines, url=reverse("note-list"))


def coming_exchanges(user):
    """The exchanges that have not ended yet, the next one first."""
    if not user.has_perm("exchanges.view_exchange"):
        return None
    visible_exchanges = Exchange.objects.visible_to(user).coming()
    visible_exchanges = visible_exchanges.annotate(people_count=Count("participations"))
    lines = [
        coming(each) for each in visible_exchanges.order_by("starts_on", "pk")[:SHOWN]
    ]
    url = reverse("exchange-list")
    return Tile("exchanges", _("Coming exchanges"), lines, url=url)


def coming(exchange):
    people = exchange.people_count
    days = span(exchange.starts_on, exchange.ends_on)
    return Line(
        title=exchange.title,
        url=address(exchange),
        who=", ".join(filter(None, [days, exchange.place])),
        when=ngettext("%(count)s person", "%(count)s people", people)
        % {"count": people},
    )


def span(first, last):
    """“12 Nov – 14 Nov 2026”, as far as it is known."""
    days = [short_date(day) for day in (first, last) if day]
    return " – ".join(dict.fromkeys(days)) or _("no date yet")


def ending_agreements(user):
    """The agreements that end within 60 days, the first to end on top."""
    if not user.has_perm(LOOKS_AFTER_AGREEMENTS):
        return None
    today = timezone.localdate()
    ending = Agreement.objects.visible_to(user).ending_within(today, ENDS_SOON)
    lines = [
        Line(
            title=str(agreement),
            url=address(agreement),
            who=str(agreement.institution),
            when=days_away(agreement.until),
        )
        for agreement in ending.select_related("institution")[:MOST]
    ]
    return Tile("agreements", _("Agreements that end soon"), lines)


NEW = (
    notices,
    plans_on_hold.tile,
    watches.tile,
    latest_notes,
    queue.tile,
    coming_exchanges,
    ending_agreements,
    wall_changes.tile,
)
