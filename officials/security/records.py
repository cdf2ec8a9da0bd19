"""What every record shares: its key, its circle, and the two questions asked of it.

May they see it: `visible_to(user)`. Does it match: `search(text)`.
"""

import functools
import operator
import os
import re
import time
import uuid
from functools import partial

import pghistory
from django.db import models
from django.db.models import Func, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from officials.names.fold import fold
from officials.security.models import Circle
from officials.security.row_security import Circled, FollowsParent, HistoryOfRecord

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def without_keys(text):
    """`text`, with dots for each key of a record: for what others read."""
    return KEY.sub("…", text)


def new_key():
    """A UUID version 7 (RFC 9562): an address that tells nothing but when.

    The database makes such keys with `app_new_key()` for rows that Python never saw;
    within a millisecond those are in no order.
    """
    whole, rest = divmod(time.time_ns(), 1_000_000)
    within = rest * 4096 // 1_000_000  # method 3 of the RFC: made later sorts later
    value = whole << 80 | 7 << 76 | within << 64 | 2 << 62
    return uuid.UUID(int=value | int.from_bytes(os.urandom(8), "big") >> 2)


class RecordQuerySet(models.QuerySet):
    """The questions every list, page, count and file asks."""

    def visible_to(self, user):
        """The records that `user` may see; none for a stranger."""
        return self.in_circles_of(user)

    def in_circles_of(self, user):
        """The records whose circle is open to `user`.

        What somebody sees for their job only (a document to translate) is not of
        their circles: they do not choose it, edit it or name it elsewhere.
        """
        return self.filter(circle__in=Circle.objects.keys_open_to(user))

    def choosable(self):
        """Those that a form offers; a list or a page may show more."""
        return self

    def search(self, text):
        """Records that hold every word of `text`, in whatever script it was typed."""
        matches = self
        for word in fold(text.replace("\x00", "")).split():
            matches = matches.filter(folded__contains=word)
        return matches

    def exactly(self, text):
        """Records that hold `text` spelled just so, whatever the case.

        Those that keep no text of their own are found as by any search.
        """
        if not hasattr(self.model, "folded"):
            return self.search(text)
        sources = self.model._meta.get_field("folded").sources
        text = text.replace("\x00", "")
        spelled = (models.Q(**{f"{name}__icontains": text}) for name in sources)
        return self.filter(functools.reduce(operator.or_, spelled))

    def suggested(self, text, limit):
        """At most `limit` records that a person who typed `text` may mean, with hints.

        A list; what resembles the text without holding it comes last.
        """
        return list(self.search(text).with_hints()[:limit])

    def few(self):
        """The same in the same order, for a query that is known to find few.

        With an index in that order and a LIMIT the planner may walk a whole table in
        search of them: found first and sorted then, they cost what they are.
        """
        return self

    def with_hints(self):
        """Adds what `hint` needs, so that a list of choices asks once."""
        return self


class Record(models.Model):
    """Anything about officials or the work with them; it belongs to one circle."""

    id = models.UUIDField(
        primary_key=True,
        default=new_key,
        db_default=Func(function="app_new_key", output_field=models.UUIDField()),
        editable=False,
    )
    circle = models.ForeignKey(
        Circle,
        models.PROTECT,
        verbose_name=_("circle"),
        default=Circle.ALL_STAFF,
        db_index=False,  # nearly all rows share one: it would only mislead the planner
        related_name="+",
        help_text=_("Only the people of this circle see this record."),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [Circled(name="%(app_label)s_%(class)s_circle")]

    goes_along = False  # Whether it moves to any circle with what it names.
    # Of whom the database writes it, with what it rests on: no merge or move does.
    follows_others = ""
    # The field that counts those of one person: a merge counts on.
    counted_by = ""
    hint = ""  # What tells two records of one name apart, in a list of choices.

    @classmethod
    def parent_fields(cls):
        """The fields of which one names the whole that this is a part of; mostly one.

        A comment has a field for each kind of record that it may be about.
        """
        rules = cls._meta.constraints
        return tuple(rule.field for rule in rules if isinstance(rule, FollowsParent))

    @classmethod
    def parent_field(cls):
        """The field that names the whole of which this is a part, or None."""
        return next(iter(cls.parent_fields()), None)

    def whole(self):
        """The record whose circle this one has: its outermost whole, or itself."""
        named = (getattr(self, field, None) for field in self.parent_fields())
        parent = next(filter(None, named), None)
        return parent.whole() if parent else self


def relations_to(model, *, followers=False):
    """Every foreign key of another table to `model`, of whatever app; no history.

    As relations (`related_model`, `field`), also those without a name to go back by.
    What the database writes with what it rests on is left out; `followers`: only that.
    """
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not hasattr(relation.related_model, "pgh_tracked_model")
        and bool(getattr(relation.related_model, "follows_others", "")) is followers
    ]


def keeps_history(model=None, *, in_bulk=False, only_changes=False, without=()):
    """Class decorator: every insert, change and removal of `model` is kept.

    Database triggers write it (django-pghistory), with who and from which page, so
    nothing that writes can forget it; it shows where its record shows. With `in_bulk`
    an insert of many rows is kept by one statement and not row by row: imports.
    `only_changes` keeps no insert, where the rows of something else tell it.
    `without` names fields in which machines keep their place, and people nothing.
    """
    if model is None:
        return partial(
            keeps_history, in_bulk=in_bulk, only_changes=only_changes, without=without
        )
    rule = HistoryOfRecord(name=f"{model._meta.db_table}_history")
    level = pghistory.Statement if in_bulk else pghistory.Row
    inserts = () if only_changes else (pghistory.InsertEvent(level=level),)
    return pghistory.track(
        *inserts,
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        meta={"constraints": [rule]},
        exclude=[
            f.name
            for f in model._meta.local_fields
            if is_derived(f) or f.name in without
        ],
    )(model)


def is_derived(field):
    """Whether the database or the model makes `field` from the rest of the row."""
    return field.generated or field.name in ("folded", "sort_key", "single_seat")


def rules_of_uniqueness(model, name):
    """The constraints that allow a record that names one official only once."""
    if model._meta.get_field(name).unique:
        yield UniqueConstraint(fields=[name], name="")
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and name in rule.fields:
            yield rule
