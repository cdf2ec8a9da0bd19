"""What somebody has in hand, and who takes it over, as far as the reader may see."""

from collections import Counter

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import Commitment, OutreachAction
from engagements.letters.models import Letter
from engagements.planning.models import PlaybookRun
from engagements.relationships.models import (
    Handover,
    InstitutionRelationship,
    Relationship,
)
from engagements.support.models import SupportPlan, SupportRequest
from exchanges.models import Exchange
from officials.safeguards.models import ReviewRequest
from staff.addresses import address, shown_on
from translations.jobs.models import Translation


def leads(person):
    return Relationship.objects.filter(lead=person).select_related("official")


def leads_institutions(person):
    mine = InstitutionRelationship.objects.filter(lead=person)
    return mine.select_related("institution")


def planned(person):
    return OutreachAction.objects.to_come().filter(lead=person)


def promises(person):
    """Open commitments, theirs and ours, of the actions that they lead."""
    mine = Commitment.objects.open().filter(action__lead=person)
    return mine.select_related("action")


def requests(person):
    """What officials asked, and this person promised or wrote down."""
    mine = Q(promised_by=person) | Q(promised_by=None, recorded_by=person)
    return SupportRequest.objects.unanswered().filter(mine)


def plans(person):
    return SupportPlan.objects.open().filter(contact=person)


def reviews(person):
    """Signatures and second looks that are asked of them."""
    return ReviewRequest.objects.waiting().filter(asked_of=person)


def handovers(person):
    mine = Handover.objects.filter(to_lead=person)
    mine = mine.unread() | mine.to_give_back()
    return mine.select_related("relationship__official", "from_lead", "to_lead")


def letters(person):
    State = Letter.State
    waiting = Letter.objects.filter(
        state__in=[State.DRAFT, State.READY, State.RECEIVED]
    )
    return waiting.filter(Q(written_by=person) | Q(signatory=person))


def translations(person):
    jobs = Translation.objects.open().filter(Q(translator=person) | Q(reviser=person))
    return jobs.select_related("document")


def exchanges(person):
    return Exchange.objects.coming().filter(lead=person)


def playbooks(person):
    return PlaybookRun.objects.running().filter(lead=person)


# What it is called; what it is; the verb of the page on which it goes to somebody else,
# where it is not changed on its own page.
NAMED_BY = {
    Relationship: lambda each: each.official,
    InstitutionRelationship: lambda each: each.institution,
    Handover: lambda each: each.relationship.official,
}
IN_HAND = (
    (_("Relationships they lead"), leads, "hand_over"),
    (_("Institutions they keep in touch with"), leads_institutions, ""),
    (_("Planned actions"), planned, "edit"),
    (_("Promises in their actions"), promises, ""),
    (_("Requests to answer"), requests, "edit"),
    (_("Support plans"), plans, "edit"),
    (_("Signatures asked of them"), reviews, ""),
    (_("Handovers to read or give back"), handovers, ""),
    (_("Letters on their way"), letters, "edit"),
    (_("Translations in work"), translations, "edit"),
    (_("Exchanges they organise"), exchanges, "edit"),
    (_("Playbooks under way"), playbooks, ""),
)
MOST = 100  # lines of a kind


def in_hand(person, reader):
    """What `person` has in hand and `reader` sees, kind by kind; none that is empty.

    Each is a heading with rows, and the address at which all of them go on at once.
    """
    kinds = []
    for heading, kind, verb in IN_HAND:
        queryset = kind(person).visible_to(reader)
        if reader.has_perm(permission("view", queryset.model)):
            may_change = reader.has_perm(permission("change", queryset.model))
            records = list(queryset[:MOST])
            rows = [row(each, verb if may_change else "") for each in records]
            all_url = records and verb == "hand_over" and rows[0]["hand_url"]
            kinds.append({"heading": heading, "rows": rows, "all_url": all_url})
    return [kind for kind in kinds if kind["rows"]]


def permission(verb, model):
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"


def row(record, verb):
    place = shown_on(record)
    return {
        "title": capfirst(str(NAMED_BY.get(type(record), str)(record))),
        "url": address(place) if place else "",
        "detail": "" if record.circle.everyone else record.circle.name,
        "hand_url": address(record, verb) if verb else "",
    }


def counts(person, circles, reader):
    """How many things `person` has in hand in each of `circles`, by its key.

    One question for all kinds; only what `reader` sees counts.
    """
    of_kinds = [
        kind(person)
        .visible_to(reader)
        .filter(circle__in=circles)
        .select_related(None)
        .order_by()
        .values_list("circle")
        for _heading, kind, _verb in IN_HAND
        if reader.has_perm(permission("view", kind(person).model))
    ]
    if not of_kinds:
        return Counter()
    first, *others = of_kinds
    return Counter(key for (key,) in first.union(*others, all=True))
