"""Paging by where one is, not by how far: as quick on the last page as on the first.

An OFFSET reads all that it passes over; `(day, key) < (...)` begins where the page
begins (M. Winand, “We need tool support for keyset pagination”). The address carries
the last row of the page and, for the eye, its number.
"""

import binascii
import datetime
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)
from django.utils.formats import number_format

from officials.dates import PartialDate, PartialDateField, day_range

AFTER, BEFORE = "after", "before"
LONGEST = 1_600  # letters of a mark: the longest name, and room
# What comes of reading a mark that is none of ours.
MISREAD = (
    ValueError,
    TypeError,
    OverflowError,
    AttributeError,
    RecursionError,
    binascii.Error,
)


class Keyset:
    """The page of a list of `model`, sorted by `fields`, that the address asks for.

    `fields` end with the key; all ascend, or all descend (“-”), and none is ever
    empty. What is no mark of ours in the address asks for the first page.
    """

    def __init__(self, model, fields, query, size):
        self.fields, self.size = fields, size
        self.names = [field.removeprefix("-") for field in fields]
        self.mark, self.backwards, self.first, self.follows = None, False, 1, False
        for name in (AFTER, BEFORE):
            if query.get(name):
                self.read(query[name], model)
                self.backwards = self.mark is not None and name == BEFORE
                break

    def rows(self, records):
        """One row more than the page shows, so that one knows whether more follow;
        `records` are in the order of `fields`."""
        if self.mark:
            descends = self.fields[0].startswith("-")
            way = TupleGreaterThan if descends == self.backwards else TupleLessThan
            records = records.filter(way(Tuple(*self.names), tuple(self.mark)))
        records = records.reverse() if self.backwards else records
        return list(records[: self.size + 1])

    def begin_after(self, start):
        """The page is the one after `start` rows, for whoever names its number."""
        self.first, self.follows, self.backwards = start + 1, True, False

    def page(self, rows_and_one_more, here):
        """The rows to show of `rows_and_one_more`, and what
        templates/components/pagination.html says; `here` gives this address with some
        parameters changed."""
        more, rows = len(rows_and_one_more) > self.size, rows_and_one_more[: self.size]
        first = self.first
        if self.backwards:
            rows.reverse()
            first = max(self.first, 1) if more else 1
        earlier = more if self.backwards else self.follows
        later = True if self.backwards else more
        before, after = first - self.size, first + len(rows)
        last = number_format(first + len(rows) - 1)
        return rows, {
            "first": first,
            "last": first + len(rows) - 1,
            "text": f"{number_format(first)}–{last}",
            "previous_url": here(before=self.mark_of(before, rows[0]), page=None)
            if earlier and rows
            else None,
            "next_url": here(after=self.mark_of(after, rows[-1]), page=None)
            if later and rows
            else None,
        }

    def mark_of(self, number, row):
        """The mark of `row` as addresses have it; `number` is the page's first."""
        mark_fields = [number, *(plain(row[name]) for name in self.names)]
        text = json.dumps(mark_fields, ensure_ascii=False, separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def read(self, text, model):
        """Takes the mark that `mark_of` wrote; people change addresses."""
        try:
            padded = text[:LONGEST] + "=" * (-len(text[:LONGEST]) % 4)
            first, *values = json.loads(urlsafe_b64decode(padded))
            fields = zip(self.names, values, strict=True)
            mark = [value_of(model, name, value) for name, value in fields]
            self.first = min(max(int(first), 1), 10**9)
            self.mark, self.follows = mark, True
        except MISREAD:
            return
        except ValidationError:
            return


def carries(field):
    """Whether a mark can say a value of this model field."""
    return not field.null and isinstance(field, (CharField, PartialDateField))


def plain(value):
    """`value` of a row as JSON has it."""
    if isinstance(value, PartialDate):
        return [value.first.isoformat(), value.last.isoformat()]
    return str(value)


def value_of(model, name, value):
    """What the field `name` holds where `plain` says `value`; ValidationError,
    ValueError or TypeError for what no row of ours could hold."""
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if isinstance(field, PartialDateField):
        start, end = (datetime.date.fromisoformat(day) for day in value)
        return day_range(start, end)
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    return field.to_python(value)
