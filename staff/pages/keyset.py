"""Paging by where one is, not by how far: as quick on the last page as on the first.

An OFFSET reads all that it passes over; `(day, key) < (...)` begins where the page
begins (M. Winand, “We need tool support for keyset pagination”). The address carries
the last row of the page and, for the eye, its number.
"""

import binascii
import datetime
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)
from django.utils.formats import number_format

from officials.dates import PartialDate

AFTER, BEFORE = "after", "before"


class Keyset:
    """The page of a list sorted from the end by `fields` that the address asks for.

    `fields` are a partial date and the key; both descend and neither is empty. What
    is no mark of ours in the address asks for the first page.
    """

    def __init__(self, fields, query, size):
        self.fields, self.size = fields, size
        self.mark, self.backwards = None, False
        for name in (AFTER, BEFORE):
            if query.get(name):
                self.mark = read(query[name])
                self.backwards = self.mark is not None and name == BEFORE
                break
        self.first = self.mark[0] if self.mark else 1

    def rows(self, records, *, few):
        """One row more than the page shows, so that one knows whether more follow.

        `few` says that there are so few that they are better found before they are
        sorted.
        """
        if self.mark:
            way = TupleGreaterThan if self.backwards else TupleLessThan
            records = records.filter(way(Tuple(*self.fields), tuple(self.mark[1:])))
        down = [f"-{field}" for field in self.fields]
        records = records.few() if few else records.order_by(*down)
        records = records.reverse() if self.backwards else records
        return list(records[: self.size + 1])

    def page(self, rows_and_one_more, here):
        """The rows to show of `rows_and_one_more`, and what
        templates/components/pagination.html says; `here` gives this address with some
        parameters changed."""
        more, rows = len(rows_and_one_more) > self.size, rows_and_one_more[: self.size]
        first = self.first
        if self.backwards:
            rows.reverse()
            first = max(self.first, 1) if more else 1
        earlier = more if self.backwards else self.mark is not None
        later = True if self.backwards else more
        before, after = first - self.size, first + len(rows)
        last = number_format(first + len(rows) - 1)
        return rows, {
            "first": first,
            "last": first + len(rows) - 1,
            "text": f"{number_format(first)}–{last}",
            "previous_url": here(before=self.mark_of(before, rows[0]))
            if earlier and rows
            else None,
            "next_url": here(after=self.mark_of(after, rows[-1]))
            if later and rows
            else None,
        }

    def mark_of(self, number, row):
        """The mark of `row` as addresses have it; `number` is the page's first."""
        mark_fields = [number, *(plain(row[field]) for field in self.fields)]
        return urlsafe_b64encode(json.dumps(mark_fields).encode()).decode().rstrip("=")


def plain(value):
    if isinstance(value, PartialDate):
        return [value.first.isoformat(), value.last.isoformat()]
    return str(value)


def read(text):
    """What `Keyset.mark_of` wrote, or None: people change addresses."""
    try:
        padded = text[:400] + "=" * (-len(text[:400]) % 4)
        first, (start, end), key = json.loads(urlsafe_b64decode(padded))
        days = [datetime.date.fromisoformat(day) for day in (start, end)]
        days[1] += datetime.timedelta(days=1)
        return [min(max(int(first), 1), 10**9), DateRange(*days), UUID(key)]
    except (ValueError, TypeError, OverflowError, AttributeError, binascii.Error):
        return None
