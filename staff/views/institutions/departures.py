"""People move, posts stay: who left, who came, and what their lead may do now."""

import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.relationships.models import Relationship
from officials.institutions.departures import follow_again, follow_up
from officials.institutions.models import Appointment
from officials.people.models import Tie
from staff.addresses import address
from staff.pages import StepPage
from staff.phrases import days_ago
from staff.views.desk.lines import Button, Line, Place
from translations.deliveries.models import Delivery

RECENT = datetime.timedelta(days=90)
SHOWN, NAMED = 8, 3


def lines_of(user):
    """Posts that people whom `user` leads have left of late, the latest first.

    Until “Done with it”. Each with the successor and what the predecessor had; five
    queries, whatever their number.
    """
    if not user.has_perm("engagements.view_outreachaction"):
        return []
    mine = Relationship.objects.visible_to(user).filter(lead=user)
    departures = (
        Appointment.objects.visible_to(user)
        .filter(official__in=mine.values("official"), followed_up_at=None)
        .ended_since(timezone.localdate() - RECENT)
        .select_related("official", "post__institution")
        .order_by("-ended", "pk")[:SHOWN]
    )
    departures = list(departures)
    if not departures:
        return []
    successors = successors_of(departures, user)
    document_counts = handed_over([each.official_id for each in departures], user)
    acquaintances = ties_to([s.official_id for s in successors.values()], user)
    may_plan = user.has_perm("engagements.add_outreachaction")
    return [
        line(each, successors.get(each.pk), document_counts, acquaintances, may_plan)
        for each in departures
    ]


def successors_of(departures, user):
    """Appointments of today in the posts that were left, by what they follow."""
    holders = Appointment.objects.visible_to(user).current()
    holders = holders.filter(post__in=[each.post_id for each in departures])
    holders = list(
        holders.select_related("official").order_by("acting", "-started", "pk")
    )
    successors = {}
    for each in departures:
        for one in holders:
            if one.post_id == each.post_id and one.official_id != each.official_id:
                successors.setdefault(each.pk, one)
    return successors


def handed_over(officials, user):
    """How many documents we handed over to each of `officials`."""
    deliveries = Delivery.objects.visible_to(user).filter(official__in=officials)
    counts_by_official = deliveries.order_by().values_list("official")
    number = Count("edition__document", distinct=True)
    return dict(counts_by_official.annotate(number=number))


def ties_to(officials, user):
    """Who has a tie to each of `officials`: their names, the closest first."""
    names_by_official = {key: {} for key in officials}
    ties = Tie.objects.visible_to(user).exclude(kind=Tie.Kind.RIVAL_OF)
    both = ties.filter(official__in=officials) | ties.filter(other__in=officials)
    for tie in both.select_related("official", "other"):
        for one, other in ((tie.official, tie.other), (tie.other, tie.official)):
            if one.pk in names_by_official:
                names_by_official[one.pk][other.pk] = str(other)
    return names_by_official


def line(each, successor, document_counts, acquaintances, may_plan):
    """What the desk says of one departure, with its buttons."""
    official, post = each.official, each.post
    buttons = []
    if may_plan and not official.died:
        buttons.append(Button(_("Follow the person"), plan_with(official)))
    if may_plan and successor:
        meet = plan_with(successor.official)
        buttons.append(Button(_("Meet the successor"), meet))
    follow_up_url = address(each, "follow_up")
    return Line(
        icon="user-minus",
        kind=_("Departure"),
        title=_("%(person)s left: %(post)s") % {"person": official, "post": post},
        url=address(official),
        who=str(post.institution),
        when=days_ago(each.ended.first),
        place=Place.TODAY,
        more=facts_of(each, successor, document_counts, acquaintances),
        buttons=(*buttons, Button(_("Done with it"), follow_up_url, post=True)),
    )


def facts_of(each, successor, document_counts, acquaintances):
    """One sentence each: the successor, the documents, who knows them."""
    facts = []
    number = document_counts.get(each.official_id, 0)
    if number:
        words = ngettext(
            "We handed over %(number)s document.",
            "We handed over %(number)s documents.",
            number,
        )
        facts.append(words % {"number": number})
    if successor is None:
        return [_("The post is vacant."), *facts]
    who = _("Successor: %(name)s.")
    if successor.acting:
        who = _("Successor, acting: %(name)s.")
    facts.insert(0, who % {"name": successor.official})
    names = list(acquaintances[successor.official_id].values())[:NAMED]
    if names:
        facts.append(_("Known to: %(names)s.") % {"names": ", ".join(names)})
    return facts


def plan_with(official):
    return f"{reverse('action-add')}?official={official.pk}"


class DepartureStep(StepPage):
    """A step of whoever leads the relationship with the person who left."""

    model = Appointment
    permission_required = "engagements.change_outreachaction"
    followed = False

    @classmethod
    def is_open(cls, record, user):
        relationships = Relationship.objects.visible_to(user).filter(
            lead=user, official=record.official_id
        )
        return bool(record.followed_up_at) is cls.followed and relationships.exists()

    def why_not(self):
        if bool(self.record.followed_up_at) is not self.followed:
            return _("That is so already.")
        return _("Only who leads the relationship can do that.")


class DepartureFollowUp(DepartureStep):
    step = staticmethod(follow_up)
    verb = "follow_up"
    label = gettext_lazy("Done with it")
    success_message = gettext_lazy("Done: it leaves your desk.")
    undo = "follow_again"


class DepartureFollowAgain(DepartureStep):
    step = staticmethod(follow_again)
    verb = "follow_again"
    label = gettext_lazy("Put it back")
    success_message = gettext_lazy("It is on your desk again.")
    followed = True
