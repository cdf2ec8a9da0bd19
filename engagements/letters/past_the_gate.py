"""What went out past the gate, month by month: figures a person, and no ranking."""

import datetime
from typing import NamedTuple

from django.db.models import Count, DateField, Exists, F, OuterRef
from django.db.models.functions import TruncMonth
from django.utils import timezone

from engagements.approach.models import Approach
from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.letters.models import Letter
from engagements.relationships.models import TakenOver
from officials.clearance.models import WithGround

Ground = WithGround.Ground
MONTHS = 3  # this one and those before it


class Figures(NamedTuple):
    """How often one person, in one month, did each."""

    name: str
    unsigned: int
    formal: int
    answers: int
    went_already: int
    warnings: int
    declines: int
    taken_over: int


def monthly(user):
    """[(first day of a month, [Figures])], the latest month first; by name within."""
    since = timezone.localdate().replace(day=1)
    for _month in range(MONTHS - 1):
        since = (since - datetime.timedelta(days=1)).replace(day=1)
    counts = {}
    for column, rows in queries(user, since).items():
        for name, month, count in rows:
            people = counts.setdefault(month, {})
            people.setdefault(name, dict.fromkeys(Figures._fields[1:], 0))
            people[name][column] += count
    return [
        (
            month,
            [Figures(name, **counts[month][name]) for name in sorted(counts[month])],
        )
        for month in sorted(counts, reverse=True)
    ]


def queries(user, since):
    """{column: rows of (name, month, count)}, of what `user` sees since that day."""
    actions = OutreachAction.objects.visible_to(user)
    done = actions.filter(state=OutreachAction.State.DONE, done_on__gte=since)
    ours = done.filter(direction=OutreachAction.Direction.OUT)
    letters = Letter.objects.visible_to(user).filter(dispatched_on__gte=since)
    ours = ours.exclude(Exists(of_letter_with_ground()))
    taken_over = TakenOver.objects.visible_to(user).answered().unsigned(user)
    taken_over = taken_over.filter(answered_at__date__gte=since)
    return {
        "unsigned": counted(
            ours.filter(to_somebody_unsigned(), ground="", answers=None)
        ),
        "formal": of_letters(letters, Ground.FORMAL),
        "answers": counted(ours.exclude(answers=None)),
        "went_already": counted(ours.exclude(went_already="")),
        "warnings": [
            *counted(ours.filter(ground=Ground.WARNING)),
            *of_letters(letters, Ground.WARNING),
        ],
        "declines": [
            *counted(ours.filter(ground=Ground.DECLINE)),
            *of_letters(letters, Ground.DECLINE),
        ],
        "taken_over": counted(taken_over, by="answered_by", on="answered_at"),
    }


def of_letter_with_ground():
    """The letters that went on a ground of their own: their action counts as them."""
    return Letter.objects.filter(action=OuterRef("pk")).exclude(ground="")


def of_letters(letters, ground):
    letters = letters.filter(ground=ground)
    return counted(letters, by="dispatched_by", on="dispatched_on")


def to_write_up(user):
    """How many of those taken over from a sheet are not written up to this day."""
    return TakenOver.objects.visible_to(user).answered().unsigned(user).count()


def to_somebody_unsigned():
    """Whether nothing was signed, by that day, of one to whom the action went."""
    signed = Approach.objects.filter(
        official=OuterRef("official"), review__decided_at__date__lte=OuterRef("on")
    )
    signed = signed.filter(review__state__in=("signed", "withdrawn"))
    people = ActionOfficial.objects.filter(action=OuterRef("pk"))
    people = people.annotate(on=F("action__done_on"))
    return Exists(people.exclude(Exists(signed)))


def counted(rows, by="lead", on="done_on"):
    month = TruncMonth(on, output_field=DateField())
    months = rows.order_by().annotate(month=month)
    figures = months.values(f"{by}__full_name", "month").annotate(count=Count("pk"))
    return figures.values_list(f"{by}__full_name", "month", "count")
