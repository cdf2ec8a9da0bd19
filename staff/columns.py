"""Columns: one declaration makes the table, the sort and the file."""

import datetime
from functools import lru_cache

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from officials.dates import PartialDate, PartialDateField
from staff.phrases import short_date, short_moment

LONG_WORD = 22  # letters; a longer one (an ECLI) breaks rather than widen its column


class PartialDateText(Func):
    """A partial date as files have it: 2009, 2009-05 or 2009-05-13."""

    function = "app_partial_date"
    output_field = TextField()


@lru_cache(maxsize=1024)
def field_at(model, path):
    """The field of `model` that the lookup path leads to, or None."""
    field = None
    for name in path.split("__"):
        if name not in {each.name for each in model._meta.get_fields()}:
            return None
        field = model._meta.get_field(name)
        model = field.related_model
    return field


class Column:
    """One column of a list.

    `path` is a lookup path or an annotation of the list's query. `link` marks the
    cell that leads to the record, `second` a path shown muted below, `colours` maps
    values to badge colours, `sort` the paths or expressions that sort it (`path`
    itself by default, none when empty), `by_default` whether it shows before anybody
    chose. `name` stands for it in addresses, where the path depends on the language.
    """

    def __init__(
        self,
        label,
        path,
        *,
        link=False,
        second="",
        colours=None,
        sort=None,
        numeric=False,
        by_default=True,
        name="",
    ):
        self.label = label
        self.path = path
        self.link = link
        self.second = second
        self.colours = colours
        self.sort = (path,) if sort is None else sort
        self.numeric = numeric
        self.by_default = by_default
        self.name = name or path.replace("__", "-")

    def field(self, model):
        """The model field at the end of the path, or None for an annotation."""
        return field_at(model, self.path)

    def order(self, descending, model):
        """Expressions for `order_by`; what is unknown comes last either way.

        Of a field that always says something nothing is added: an index serves as is.
        """
        always = {field.name for field in model._meta.concrete_fields if not field.null}
        last = {part: None if part in always else True for part in self.sort}
        parts = [(F(p) if isinstance(p, str) else p, last[p]) for p in self.sort]
        if descending:
            return [part.desc(nulls_last=nulls) for part, nulls in parts]
        return [part.asc(nulls_last=nulls) for part, nulls in parts]

    def cell(self, value, second, model):
        """What the table shows of `value`: see templates/staff/list.html."""
        text = self.text(value, model)
        return {
            "text": text,
            "whole": type(value) is datetime.date,
            "breaks": any(len(word) > LONG_WORD for word in text.split()),
            "lines": [second] if second else [],
            "badge": (self.colours or {}).get(value, "secondary")
            if self.colours is not None and value not in (None, "")
            else "",
            "link": self.link,
            "numeric": self.numeric,
            "label": self.label,
            "lang": "",
        }

    def text(self, value, model):
        """`value` in words for a person."""
        if value is None:
            return ""
        choices = getattr(self.field(model), "choices", None)
        if choices:
            return str(dict(choices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else ""
        if isinstance(value, PartialDate):
            return str(value)
        if isinstance(value, dict):  # what was asked of a list: {name: values}
            return "; ".join(f"{name}: {', '.join(of)}" for name, of in value.items())
        if isinstance(value, datetime.datetime):
            return short_moment(value)
        if isinstance(value, datetime.date):
            return short_date(value)
        return str(value)

    def for_file(self, model):
        """The expression whose text stands in the CSV file, and whether it is text that
        somebody wrote and a spreadsheet might take for a formula."""
        field = self.field(model)
        if choices := getattr(field, "choices", None):
            whens = [When(**{self.path: key}, then=Value(str(v))) for key, v in choices]
            return Case(*whens, default=Value(""), output_field=CharField()), True
        if isinstance(field, BooleanField):
            when = When(**{self.path: True}, then=Value(_("yes")))
            return Case(when, default=Value(""), output_field=CharField()), False
        if isinstance(field, PartialDateField):
            return PartialDateText(F(self.path)), False
        if self.numeric:
            return F(self.path), False
        return Cast(F(self.path), TextField()), True
