"""The contribution chain: what stands behind an outcome, from the first note on.

It says what contributed, never what “caused”: the change was somebody else's decision.
"""

import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.approach.models import Approach
from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from engagements.outcomes.models import Outcome, OutcomeLink, Substantiation
from engagements.outcomes.models.contribution import TARGETS
from engagements.support.models import SupportRequest
from exchanges.models import Exchange
from officials.dates import PartialDate
from translations.deliveries.models import Delivery
from translations.jobs.models import Translation

SUGGESTED = 12  # of each kind
MODELS = {
    "note": Note,
    "approach": Approach,
    "request": SupportRequest,
    "action": OutreachAction,
    "translation": Translation,
    "exchange": Exchange,
}
NAMED = {"approach": "official", "translation": "document"}


class Step(NamedTuple):
    """One step of a chain; `day` sorts it, `on` is the date as it is known."""

    kind: str  # one of TARGETS, “change” or “confirmation”
    label: str
    record: Any
    words: str
    how: str
    on: PartialDate
    day: datetime.date
    days: Decimal | None
    money: Decimal | None
    currency: str
    link: OutcomeLink | None


class Chain(NamedTuple):
    """The steps in order of date, and what they took: days, [(currency, money)]."""

    steps: list
    days: Decimal
    money: list


def chain(outcome, user):
    """The `Chain` of `outcome` as `user` may see it; what is hidden is not there.

    Steps stand in the order of the earliest day by which they certainly had happened.
    Days are working days; sums of money are per currency and never added up across.
    """
    steps = behind(outcome, user)
    if outcome.changed_on:
        steps.append(step("change", outcome, outcome.title, "", outcome.changed_on))
    for one in (
        Substantiation.objects.visible_to(user)
        .filter(outcome=outcome)
        .exclude(agreement=Substantiation.Agreement.NOT)
        .select_related("official", "person")
    ):
        confirmation_day = PartialDate(one.said_on, one.said_on)
        steps.append(
            step(
                "confirmation",
                one,
                one.who,
                one.get_agreement_display(),
                confirmation_day,
            )
        )
    steps.sort(key=lambda each: (each.day, each.on.first, str(each.record.pk)))
    return Chain(steps, *together(steps))


def behind(outcome, user):
    """The steps that are linked with `outcome`, in no order."""
    links = list(OutcomeLink.objects.visible_to(user).filter(outcome=outcome))
    steps = []
    for name in TARGETS:
        keys = {getattr(each, f"{name}_id"): each for each in links}
        keys.pop(None, None)
        if not keys:
            continue
        records = MODELS[name].objects.visible_to(user).filter(pk__in=keys)
        if name in NAMED:
            records = records.select_related(NAMED[name])
        steps += [
            step(name, each, words(each), keys[each.pk].how, when(each), keys[each.pk])
            for each in records
        ]
    return steps


def step(kind, record, title, how, on, link=None):
    return Step(
        kind=kind,
        label=label(kind, record),
        record=record,
        words=title,
        how=how,
        on=on,
        day=on.last,
        days=getattr(record, "days_spent", None),
        money=getattr(record, "money_spent", None),
        currency=getattr(record, "currency", ""),
        link=link,
    )


def label(kind, record):
    """What a step is, in a word or two."""
    if kind == "change":
        return _("What changed")
    if kind == "confirmation":
        return _("Confirmed")
    if kind == "approach":
        return _("Before we approach")
    if kind == "translation":
        return _("Translation")
    if kind == "request":
        return _("They asked")
    return record.get_kind_display()


def words(record):
    """What `record` is called in a chain."""
    if isinstance(record, Translation):
        return record.title or record.document.title
    if isinstance(record, SupportRequest):
        return " ".join(record.asked.split())
    if isinstance(record, Approach):
        return str(record.official)
    return str(record)


def when(record):
    """The `PartialDate` on which `record` happened, was published, or began."""
    if isinstance(record, Note):
        return record.happened_on
    if isinstance(record, SupportRequest):
        return PartialDate(record.received_on, record.received_on)
    if isinstance(record, Translation):
        moment = record.approved_at or record.requested_at
    elif isinstance(record, Approach):
        moment = record.written_at
    elif isinstance(record, Exchange):
        day = record.ends_on or record.starts_on or timezone.localdate()
        return PartialDate(record.starts_on or day, day)
    else:
        return PartialDate(record.on, record.on)
    day = timezone.localtime(moment).date()
    return PartialDate(day, day)


def together(steps):
    """(days, [(currency, money)]) of `steps`; each currency apart, sorted."""
    money = {}
    for each in steps:
        if each.money is not None:
            money[each.currency] = money.get(each.currency, 0) + each.money
    return sum((each.days or 0 for each in steps), Decimal(0)), sorted(money.items())


# What else may stand behind it


def handed_to(outcome, user, until):
    """The keys of the translations that those of `outcome` were given by then."""
    party = (
        Q(official=outcome.official_id)
        if outcome.official_id
        else Q(institution=outcome.institution_id)
    )
    deliveries = Delivery.objects.visible_to(user).filter(party, given_on__lte=until)
    ours = deliveries.exclude(edition__translation=None).order_by()
    return ours.values("edition__translation")


def candidates(outcome, user):
    """What may stand behind `outcome` and is not linked yet: {kind: [record]}.

    About the same official or institution, and before the change; the latest first.
    """
    about = Q()
    if outcome.official_id:
        about |= Q(officials=outcome.official_id)
    if outcome.institution_id:
        about |= Q(institution=outcome.institution_id)
    if not about:
        return {}
    until = outcome.changed_on.last if outcome.changed_on else timezone.localdate()
    matches = {
        "note": Note.objects.filter(about, happened_on__startswith__lte=until),
        "action": OutreachAction.objects.filter(about, done_on__lte=until),
        "approach": Approach.objects.filter(
            official=outcome.official_id, written_at__date__lte=until
        ).select_related("official"),
        "translation": Translation.objects.filter(
            pk__in=handed_to(outcome, user, until)
        ).select_related("document"),
        "exchange": Exchange.objects.filter(
            participations__official=outcome.official_id,
            participations__state="attended",
            starts_on__lte=until,
        ),
    }
    party = Q(pk=None)
    if outcome.official_id:
        party |= Q(official=outcome.official_id)
    if outcome.institution_id:
        party |= Q(institution=outcome.institution_id)
    matches["request"] = SupportRequest.objects.filter(party, received_on__lte=until)
    return {
        name: latest(name, records, outcome, user) for name, records in matches.items()
    }


def latest(name, records, outcome, user):
    """The latest few of `records` that `user` may link with `outcome`."""
    linked = OutcomeLink.objects.filter(outcome=outcome, **{f"{name}__isnull": False})
    mine = records.in_circles_of(user).filter(
        Q(circle__everyone=True) | Q(circle=outcome.circle_id)
    )
    mine = mine.exclude(pk__in=linked.values(name)).distinct()
    keys = mine.order_by("-pk").values("pk")
    model = MODELS[name].objects.in_circles_of(user).filter(pk__in=keys)
    if name in NAMED:
        model = model.select_related(NAMED[name])
    return sorted(model, key=lambda each: when(each).last, reverse=True)[:SUGGESTED]


def link(outcome, records_by_kind):
    """Links {kind: [record]} with `outcome`; returns how many, and skips known ones."""
    link_count = 0
    for name, records in records_by_kind.items():
        for each in records:
            row = OutcomeLink(outcome=outcome, circle=outcome.circle, **{name: each})
            if not Outcome.objects.filter(
                pk=outcome.pk, **{f"links__{name}": each}
            ).exists():
                row.full_clean(exclude=["circle"])
                row.save()
                link_count += 1
    return link_count
