"""The signal: the stance of an official computed from what we noted of them.

    signal = sum(stance * r * c * d) / (k + sum(r * c * d))

over the mentions that the reader may see, with r and c the weights of the reliability
of the source and of the credibility of the news (Admiralty grading; NATO AJP-2.1 gives
the letters and numbers, the weights are ours), d = 0.5 ** (age_days / 365), and k = 2,
a shrinkage that keeps a single note from making a hero. It lies between -2 and 2.

The latest day is the last of the days on which it may have happened, and never later
than the day on which it was recorded, by the clock of the office: what we noted in May
of “2026” had happened in May, so that no age is below 0. On a past date D the signal
counts what had been recorded by D (and so had happened by then), age counted to D;
notes stand as they are worded and graded today, and the circles are those of today.

In words a signal is
    from 1 on        very supportive
    from 0.25 on     mostly supportive
    around 0         mixed where some notes support and some criticise, else undecided
    to -0.25         mostly critical
    to -1            hostile
always with the number of notes and of sources. Without a mention there is none.
"""

import calendar
import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    DateField,
    F,
    FloatField,
    Func,
    TextField,
    Value,
    When,
)
from django.db.models.functions import (
    Cast,
    Coalesce,
    Concat,
    Least,
    Lower,
    NullIf,
    Trim,
    TruncDate,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.monitoring.models import Mention

RELIABILITY = {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.3}
CREDIBILITY = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.3}
HALF_LIFE = 365  # days
K = 2
VERY, MOSTLY = 1, 0.25

DECAY = f"power(0.5::float8, ({{on}} - latest_on) / {HALF_LIFE}::float8)"
TERMS = f"""
    SELECT counted.*, %s::date - latest_on AS age_days, {DECAY.format(on="%s::date")} d
    FROM ({{counted}}) counted WHERE recorded_on <= %s::date
"""  # noqa: S608
SUMS = """
    sum(stance * r * c * d) AS numerator, sum(r * c * d) AS denominator,
    count(*) AS mentions, count(DISTINCT source_key) AS sources,
    count(*) FILTER (WHERE stance > 0) AS supportive,
    count(*) FILTER (WHERE stance < 0) AS critical
"""
ONE = f"SELECT {SUMS} FROM ({TERMS}) term"  # noqa: S608
EACH = f"""
    SELECT official_id, {SUMS} FROM ({TERMS}) term GROUP BY official_id
"""  # noqa: S608
# Telling the sources of everybody apart would take longer than all the rest.
NOT_COUNTED = EACH.replace("count(DISTINCT source_key)", "NULL::bigint")
ALL = f"""
    SELECT o.name, o.sort_name, s.* FROM ({NOT_COUNTED}) s
    JOIN officials_official o ON o.id = s.official_id
    ORDER BY s.numerator / ({K} + s.denominator) DESC, o.sort_name, o.id
"""  # noqa: S608
DETAILS = f"""
    SELECT term.*, r * c * d AS weight, stance * r * c * d AS contribution
    FROM ({TERMS}) term ORDER BY {{order}}
"""  # noqa: S608
TREND = f"""
    SELECT day, numerator, denominator, mentions
    FROM unnest(%s::date[]) day
    CROSS JOIN LATERAL (
        SELECT sum(stance * r * c * {DECAY.format(on="day")}) AS numerator,
               sum(r * c * {DECAY.format(on="day")}) AS denominator,
               count(*) AS mentions
        FROM counted WHERE recorded_on <= day
    ) sums ORDER BY day
"""  # noqa: S608


class Signal(NamedTuple):
    """One official's signal, and what it rests on."""

    numerator: float
    denominator: float
    mentions: int
    sources: int | None  # None: nobody counted
    supportive: int
    critical: int

    @property
    def value(self):
        """Between -2 and 2."""
        return self.numerator / (K + self.denominator)

    @property
    def stance(self):
        """Which way they lean, in one or two words; see the thresholds above."""
        if self.value >= VERY:
            return _("very supportive")
        if self.value >= MOSTLY:
            return _("mostly supportive")
        if self.value <= -VERY:
            return _("hostile")
        if self.value <= -MOSTLY:
            return _("mostly critical")
        mixed = self.supportive and self.critical
        return _("mixed") if mixed else _("undecided")

    @property
    def words(self):
        """“mostly supportive, 7 notes, 3 sources”."""
        notes = ngettext("%(count)s note", "%(count)s notes", self.mentions)
        parts = [self.stance, notes % {"count": self.mentions}]
        if self.sources is not None:
            sources = ngettext("%(count)s source", "%(count)s sources", self.sources)
            parts.append(sources % {"count": self.sources})
        return ", ".join(parts)


class Term(NamedTuple):
    """One mention in the sum, with everything that its term is made of."""

    official_id: UUID
    stance: int
    id: UUID
    note_id: UUID
    name: str
    headline: str
    reliability: str
    credibility: int
    recorded_by_id: int
    recorded_on: datetime.date
    latest_on: datetime.date
    r: float
    c: float
    source_key: str
    age_days: int
    d: float
    weight: float  # r * c * d
    contribution: float  # stance * r * c * d

    @property
    def grade(self):
        return f"{self.reliability}{self.credibility}"


class Point(NamedTuple):
    """The signal on one day; `value` is None where nothing was known yet."""

    day: datetime.date
    value: float | None
    mentions: int


def counted(mentions, *details):
    """`mentions` with what the formula needs of each, and `details` besides.

    Adds `recorded_on` and `latest_on` (days), the weights `r` and `c`, and
    `source_key`, the same for notes of one source: the source on the register, else
    the host of the address, else the title, else who of us saw it.
    """
    recorded_on = TruncDate("note__recorded_at")
    last = Func(
        "note__happened_on",
        template="(upper(%(expressions)s) - 1)",
        output_field=DateField(),
    )
    mentions = mentions.order_by().annotate(
        recorded_on=recorded_on,
        latest_on=Least(last, recorded_on),
        r=weight("note__reliability", RELIABILITY),
        c=weight("note__credibility", CREDIBILITY),
        source_key=source_key(),
    )
    needed = ("recorded_on", "latest_on", "r", "c", "source_key")
    return mentions.values_list("official_id", "stance", *details, *needed)


def weight(name, table):
    cases = (When(**{name: grade}, then=Value(value)) for grade, value in table.items())
    return Cast(Case(*cases), FloatField())


def source_key():
    host = Func(
        Lower("note__source_url"),
        template="substring(%(expressions)s FROM '^[a-z]+://(?:www[.])?([^/:?#]+)')",
        output_field=TextField(),
    )
    observer = Concat(
        F("note__source_kind"),
        Value(" "),
        Cast("note__recorded_by_id", TextField()),
        output_field=TextField(),
    )
    return Coalesce(
        Cast("note__source_id", TextField()),
        host,
        NullIf(Lower(Trim("note__source_title")), Value("")),
        observer,
        output_field=TextField(),
    )


def compiled(queryset):
    """(SQL, parameters) of `queryset`, or None when it cannot find anything."""
    try:
        return queryset.query.sql_with_params()
    except EmptyResultSet:
        return None


def rows_of_terms(sql, mentions, on, **words):
    """The rows of `sql` over the terms of `mentions` on the day `on`."""
    if (inner := compiled(mentions)) is None:
        return []
    text, params = inner
    with connection.cursor() as cursor:
        cursor.execute(sql.format(counted=text, **words), [on, on, *params, on])
        return cursor.fetchall()


def signal_of(official, user, on=None):
    """The `Signal` of `official` as `user` sees it on the day `on` (today), or None."""
    on = on or timezone.localdate()
    mentions = Mention.objects.visible_to(user).filter(official=official)
    rows = rows_of_terms(ONE, counted(mentions), on)
    return Signal(*rows[0]) if rows and rows[0][2] else None


def signals_among(officials, user, on=None):
    """The signals of those of `officials` (keys) who have one, by key; one query."""
    on = on or timezone.localdate()
    mentions = Mention.objects.visible_to(user).filter(official__in=officials)
    return {
        key: Signal(*sums) for key, *sums in rows_of_terms(EACH, counted(mentions), on)
    }


def signals(user, on=None):
    """(key, name, `Signal`) of all officials who have one; one query.

    The highest first, then by name; their sources are not counted.
    """
    on = on or timezone.localdate()
    mentions = counted(Mention.objects.visible_to(user))
    return [
        (key, name, Signal(*sums))
        for name, _sorted, key, *sums in rows_of_terms(ALL, mentions, on)
    ]


def terms(official, user, on=None):
    """The `Term`s of which the signal of `official` is made, the heaviest first."""
    mentions = Mention.objects.visible_to(user).filter(official=official)
    return _details(mentions, on, "abs(stance) * r * c * d DESC, latest_on DESC, id")


def mention_rows(user, on=None):
    """The `Term`s of all officials, by official and then by day."""
    mentions = Mention.objects.visible_to(user)
    return _details(mentions, on, "official_id, latest_on, note_id")


DETAIL_FIELDS = (
    "id",
    "note_id",
    "official__name",
    "note__headline",
    "note__reliability",
    "note__credibility",
    "note__recorded_by_id",
)


def _details(mentions, on, order):
    on = on or timezone.localdate()
    rows = rows_of_terms(DETAILS, counted(mentions, *DETAIL_FIELDS), on, order=order)
    return [Term(*row) for row in rows]


def trend(official, user, months=24, until=None):
    """The signal at the end of each of so many months, and on the last day; one query.

    A list of `Point`s, the oldest first; `until` is today unless told.
    """
    until = until or timezone.localdate()
    days = [*month_ends(until, months), until]
    mentions = Mention.objects.visible_to(user).filter(official=official)
    if (inner := compiled(counted(mentions))) is None:
        return [Point(day, None, 0) for day in days]
    text, params = inner
    sql = f"WITH counted AS MATERIALIZED ({text}) {TREND}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, days])
        rows = cursor.fetchall()
    return [
        Point(day, numerator / (K + denominator) if mentions else None, mentions)
        for day, numerator, denominator, mentions in rows
    ]


def month_ends(until, months):
    """The last days of the `months` months before that of `until`."""
    first = until.year * 12 + until.month - 1 - months
    for number in range(first, first + months):
        year, month = divmod(number, 12)
        last = calendar.monthrange(year, month + 1)[1]
        yield datetime.date(year, month + 1, last)
