"""The list: query, filter, columns; paging, sort, search and CSV follow."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from staff.addresses import subject
from staff.exports import csv_response
from staff.pages.frame import Page

PAGE_SIZE = 50
COUNTED = 10_000
LARGEST_PAGE = 100_000
LONGEST_SEARCH = 200


class ListPage(Page):
    """Records that the reader may see, narrowed by filters and search, as a table.

    A list is four declarations: `queryset`, `filterset_class`, `columns`, and
    `default_sort` where the model's own order will not do. With `?format=csv` the
    same columns come as a file. `links` are pages beside it: (label, URL name,
    permission or nothing).
    """

    template_name = "staff/list.html"
    queryset = None
    filterset_class = None
    columns = ()
    default_sort = ()
    searchable = True
    empty_text = ""
    add_label = ""
    links = ()

    @property
    def model(self):
        return self.queryset.model

    def get_permission_required(self):
        return [self.permission("view")]

    def get_title(self):
        return self.title or capfirst(self.model._meta.verbose_name_plural)

    # What is asked

    def get_queryset(self):
        """The records of this list, before filters and search."""
        return self.queryset.all().visible_to(self.request.user)

    def annotate(self, queryset):
        """Adds what the columns need; called after filtering."""
        return queryset

    def found(self):
        """The records that match the filters and the search."""
        records = self.get_queryset()
        self.filterset = None
        if self.filterset_class:
            self.filterset = self.filterset_class(
                self.request.GET, queryset=records, request=self.request
            )
            if self.filterset.is_valid():
                records = self.filterset.qs
        text = self.request.GET.get("q", "").strip()[:LONGEST_SEARCH]
        return records.search(text) if self.searchable and text else records

    def ordered(self, records):
        wanted = self.request.GET.get("sort", "")
        for column in self.columns:
            if column.sort and wanted.lstrip("-") == column.name:
                return records.order_by(*column.order(wanted.startswith("-")), "pk")
        return records.order_by(*(self.default_sort or self.model._meta.ordering))

    def shown_columns(self):
        """The columns the reader chose, or those shown before anybody chose."""
        chosen = set(self.request.GET.getlist("columns"))
        wanted = [column for column in self.columns if column.name in chosen]
        return wanted or [column for column in self.columns if column.shown]

    # What is answered

    def get(self, request, *args, **kwargs):
        records = self.found()
        if request.GET.get("format") == "csv":
            return self.as_file(records)
        return self.render_to_response(self.get_context_data(records=records))

    def as_file(self, records):
        """The same rows and columns as a CSV file; refused while a filter is wrong."""
        if self.filterset is not None and not self.filterset.is_valid():
            return HttpResponse(_("Mend the filter first."), status=400)
        return csv_response(
            self.ordered(self.annotate(records)),
            self.shown_columns(),
            user=self.request.user,
            page=self.request.resolver_match.url_name,
            filters=self.asked(),
        )

    def asked(self):
        """What the log of files says was asked: filters, sort and columns.

        Others read the log, so it does not repeat the words somebody searched for.
        """
        known = {"q", "sort", "columns"}
        if self.filterset is not None:
            known |= set(self.filterset.form.fields)
        asked = {
            name: [without_nul(value) for value in values]
            for name, values in self.request.GET.lists()
            if name in known
        }
        return asked | ({"q": ["…"]} if self.request.GET.get("q") else {})

    def get_context_data(self, records, **context):
        page, rows = self.page_of(records)
        user = self.request.user
        context |= {
            "total_text": self.total_text(records),
            "search": self.request.GET.get("q", "") if self.searchable else None,
            "filter": self.filterset,
            "pills": self.pills(),
            "clear_url": self.request.path,
            "headers": [self.header(column) for column in self.shown_columns()],
            "rows": rows,
            "page": page,
            "csv_url": self.here(format="csv", page=None),
            "column_choices": self.column_choices(),
            "hidden_params": self.hidden_params(),
            "empty_text": self.empty_text or _("Nothing here yet."),
        }
        context["extra_actions"] = [
            {"label": label, "url": reverse(name)}
            for label, name, permission in self.links
            if not permission or user.has_perm(permission)
        ]
        if self.add_label and user.has_perm(self.permission("add")):
            context["add_url"] = reverse(f"{subject(self.model)}-add")
            context["add_label"] = self.add_label
        return super().get_context_data(**context)

    def here(self, **changes):
        """This address with some parameters changed; None removes one."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}"

    def total_text(self, records):
        total = records.order_by()[: COUNTED + 1].count()
        if total > COUNTED:
            return _("more than %(count)s") % {"count": number_format(COUNTED)}
        return number_format(total)

    def page_of(self, records):
        """The paging and the rows of the page asked for; past the end it is empty."""
        asked = self.request.GET.get("page", "")[:9]
        number = int(asked) if asked.isascii() and asked.isdigit() else 1
        number = min(max(number, 1), LARGEST_PAGE)
        start = (number - 1) * PAGE_SIZE
        rows = self.rows(self.ordered(self.annotate(records)), start)
        more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
        page = {
            "first": start + 1,
            "last": start + len(rows),
            "previous_url": self.here(page=number - 1) if number > 1 else None,
            "next_url": self.here(page=number + 1) if more else None,
            "text": f"{number_format(start + 1)}–{number_format(start + len(rows))}",
        }
        return page, rows

    def rows(self, records, start):
        columns = self.shown_columns()
        values = {"key": self.key()}
        for number, column in enumerate(columns):
            values[f"value_{number}"] = column.path
            if column.second:
                values[f"second_{number}"] = column.second
        paths = list(dict.fromkeys(values.values()))
        found = records.values(*paths)[start : start + PAGE_SIZE + 1]
        return [self.row(columns, record) for record in found]

    def row(self, columns, record):
        return {
            "url": self.row_url(record),
            "cells": [
                column.cell(
                    record[column.path],
                    record[column.second] if column.second else "",
                    self.model,
                )
                for column in columns
            ],
        }

    def key(self):
        """The path of the key of the record that a row leads to."""
        return "pk"

    def row_url(self, record):
        return reverse(f"{subject(self.model)}-detail", args=[record[self.key()]])

    def header(self, column):
        wanted = self.request.GET.get("sort", "")
        direction = ""
        if wanted.lstrip("-") == column.name:
            direction = "desc" if wanted.startswith("-") else "asc"
        following = f"-{column.name}" if direction == "asc" else column.name
        return {
            "label": column.label,
            "sort_url": self.here(sort=following, page=None) if column.sort else None,
            "sorted": direction,
            "numeric": column.numeric,
        }

    def column_choices(self):
        shown = {column.name for column in self.shown_columns()}
        return [
            {"name": c.name, "label": c.label, "shown": c.name in shown}
            for c in self.columns
        ]

    def hidden_params(self):
        """What the forms of this page must carry along besides their own fields."""
        sort = self.request.GET.get("sort")
        return [("sort", sort)] if sort else []

    def pills(self):
        """The filters in use, each with the address of the list without it."""
        if self.filterset is None or not self.filterset.is_valid():
            return []
        pills = []
        for name, field in self.filterset.form.fields.items():
            value = self.filterset.form.cleaned_data.get(name)
            if value in (None, "", []) or (hasattr(value, "exists") and not value):
                continue
            pills.append(
                {
                    "label": field.label,
                    "value": in_words(field, value),
                    "remove_url": self.here(**{name: None, "page": None}),
                }
            )
        return pills


def without_nul(text):
    """`text` as the database can keep it."""
    return text.replace("\x00", "")


def in_words(field, value):
    """The value of a filter as a person reads it."""
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    choices = getattr(field, "choices", None)
    if isinstance(value, str) and choices is not None:
        return str(dict(choices).get(value, value))
    return str(value)
