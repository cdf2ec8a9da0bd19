"""The tab that tells how a relationship stands: it judges, so it has to be opened."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.relationships.models import Relationship, Snooze
from officials.people.introductions import paths
from staff.addresses import address
from staff.phrases import short_date
from staff.views.approach import clearances, first_contact
from staff.views.assessment import assessments, spectrum
from staff.views.monitoring import signal_panel
from staff.views.relationships import new_posts
from staff.views.relationships.handovers import handovers_of
from staff.views.relationships.snoozes import snoozes_of
from staff.views.relationships.stages import panel, quietness, stage_panel

KNOWN_TO_US = {
    Relationship.Stage.DIALOGUE,
    Relationship.Stage.COLLABORATING,
    Relationship.Stage.ALLY,
}


def tab_of_relationship(official, user, gate):
    """What templates/engagements/relationships/tab_relationship.html shows.

    `gate` is what was asked about this person for the head of the page.
    """
    mine = official.relationships.visible_to(user).with_contact(user)
    relationships = mine.select_related("lead", "deputy", "circle")
    snoozes = Snooze.objects.visible_to(user).select_related("snoozed_by")
    relationships = list(relationships.prefetch_related(Prefetch("snoozes", snoozes)))
    asked = new_posts.asked_of(official.relationships.visible_to(user), user)
    is_known = any(each.stage in KNOWN_TO_US for each in relationships)
    return {
        "clearance": clearances.panel(gate, user),
        "hurdles": first_contact.hurdles(official, relationships, user),
        "relationships": [row(each, user, asked) for each in relationships],
        "before": panel(official, user),
        "asks_for_introduction": not is_known,
        "signal": signal_panel.panel(official, user),
        "introductions": [] if is_known else introductions(official, user),
        "assessments": assessments.panel(official, user),
        "spectrum": spectrum.panel(official, user),
    }


def row(relationship, user, asked):
    """One relationship in words, with its stage and what may come next."""
    may_change = user.has_perm("engagements.change_relationship")
    days = relationship.rhythm_days
    return {
        "lead": str(relationship.lead),
        "stage": relationship.get_stage_display(),
        "facts": [
            (_("Lead"), relationship.lead),
            (_("Deputy"), relationship.deputy or ""),
            (
                _("Rhythm"),
                ngettext("every %(days)s day", "every %(days)s days", days)
                % {"days": days},
            ),
            (_("Never longer than"), never_longer(relationship.longest_days)),
            (_("Since"), short_date(relationship.began_on)),
            (_("Last contact"), dated(relationship.last_contact_on)),
            (
                _("Last contact before we began here"),
                dated(relationship.contact_before_on),
            ),
            (_("Last tried"), last_tried(relationship)),
            (_("Next contact due"), dated(relationship.due_on)),
            (_("Most contacts in a quarter"), relationship.most_a_quarter or ""),
        ],
        "new_post": new_posts.card(relationship, asked.get(relationship.pk), user),
        "new_posts": new_posts.answers_of(relationship, user),
        "remarks": relationship.remarks,
        "circle": "" if relationship.circle.everyone else relationship.circle,
        "quiet": quietness(relationship),
        "panel": stage_panel(relationship, user),
        "handovers": handovers_of(relationship, user),
        "hand_over_url": address(relationship, "hand_over")
        if user.has_perm("engagements.add_handover")
        else None,
        "snoozes": snoozes_of(relationship, user),
        "edit_url": address(relationship, "edit") if may_change else None,
    }


def last_tried(relationship):
    """The day of the last thing we did, where they did not answer it."""
    last_try, contact = relationship.last_tried_on, relationship.last_contact_on
    return (
        dated(last_try) if last_try and (contact is None or last_try > contact) else ""
    )


def never_longer(days):
    """“60 days”, where a longest time was agreed."""
    if not days:
        return ""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def dated(day):
    return short_date(day) if day else ""


def introductions(official, user):
    """The best ways to somebody, and who of us leads the person they begin with."""
    relationships = Relationship.objects.visible_to(user)
    starting_officials = relationships.in_dialogue().values("official")
    shortest_paths = paths(official, user, known=starting_officials)
    first = [path.people[0].pk for path in shortest_paths]
    leads = {}
    for each in relationships.filter(official__in=first).select_related("lead"):
        leads.setdefault(each.official_id, []).append(str(each.lead))
    return [
        {
            "start": str(path.people[0]),
            "start_url": address(path.people[0]),
            "lead": ", ".join(sorted(set(leads[path.people[0].pk]))),
            "steps": [
                {
                    "words": words,
                    "name": str(other),
                    "url": address(other),
                    "is_over": tie.is_over,
                    "strength": tie.get_strength_display(),
                }
                for (_one, words, other), tie in zip(
                    path.steps(), path.ties, strict=True
                )
            ],
        }
        for path in shortest_paths
    ]
