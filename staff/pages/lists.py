"""The list: query, filter, columns; paging, sort, search and CSV follow."""

from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.addresses import subject
from staff.exports import csv_response
from staff.pages.base import Page, in_use, page_called
from staff.pages.keyset import AFTER, BEFORE, Keyset
from staff.pages.saved import SavedViews
from staff.pages.sort import Sort

PAGE_SIZE = 50
COUNTED = 10_000
LARGEST_PAGE = 100_000
LONGEST_SEARCH = 200


class ListPage(Page):
    """Records that the reader may see, narrowed by filters and search, as a table.

    A list is four declarations: `queryset`, `filterset_class`, `columns`, and
    `default_sort` where the model's own order will not do. With `?format=csv` the
    same columns come as a file. `links` are pages beside it: (label, URL name,
    permission or nothing), left out while switched off. `bulk` names the page that
    takes ticked rows at once, `bulk_label` says what for, and `bulk_log` names the page
    of what it did before. `keyset` are the fields of the order before anybody
    chose one, a partial date and the key, where pages are many: see
    `staff.pages.keyset`.
    """

    template_name = "staff/list.html"
    queryset = None
    filterset_class = None
    columns = ()
    default_sort = ()
    keyset = ()
    searchable = True
    empty_text = ""
    add_label = ""
    links = ()
    bulk = ""
    bulk_label = gettext_lazy("Change several")
    bulk_log = ""
    counts_to = COUNTED
    row_count = None

    @property
    def model(self):
        return self.queryset.model

    def get_permission_required(self):
        return [self.permission("view")]

    def records_in_filters(self, query):
        """The records and circles that the filters in `query` (a QueryDict) name."""
        if not self.filterset_class:
            return []
        filterset = self.filterset_class(
            query, queryset=self.get_queryset(), request=self.request
        )
        filterset.form.is_valid()
        values = filterset.form.cleaned_data.values()
        return [value for value in values if isinstance(value, Model)]

    def get_title(self):
        return self.title or capfirst(self.model._meta.verbose_name_plural)

    # What is asked

    def get_queryset(self):
        """The records of this list, before filters and search."""
        return self.queryset.all().visible_to(self.request.user)

    def annotate(self, queryset):
        """Adds what the columns need; called after filtering."""
        return queryset

    def matches(self, query=None):
        """The records that match the filters and the search, of the address or else
        of `query` (a QueryDict)."""
        records = self.get_queryset()
        query = self.request.GET if query is None else query
        self.filterset = None
        if self.filterset_class:
            self.filterset = self.filterset_class(
                query, queryset=records, request=self.request
            )
            if self.filterset.is_valid():
                records = self.filterset.qs
        text = query.get("q", "").strip()[:LONGEST_SEARCH]
        return records.search(text) if self.searchable and text else records

    @cached_property
    def all_columns(self):
        return tuple(self.columns)

    @cached_property
    def sort(self):
        return Sort(self.all_columns, self.request.GET.getlist("sort"))

    def ordered(self, records):
        if sort_fields := self.sort.order():
            return records.order_by(*sort_fields, "pk")
        return records.order_by(*(self.default_sort or self.model._meta.ordering))

    def shown_columns(self):
        """The columns the reader chose, or those shown before anybody chose."""
        names = set(self.request.GET.getlist("columns"))
        columns = [column for column in self.all_columns if column.name in names]
        return columns or [column for column in self.all_columns if column.by_default]

    # What is answered

    def get(self, request, *args, **kwargs):
        if not request.GET and self.saved_views.default:
            return HttpResponseRedirect(self.saved_views.default.address())
        records = self.matches()
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
            filters=self.query_for_log(),
        )

    def query_for_log(self):
        """What the log of files says was asked: filters, sort and columns.

        Others read the log, so it does not repeat the words somebody searched for.
        """
        names = {"q", "sort", "columns"}
        if self.filterset is not None:
            names |= set(self.filterset.form.fields)
        parameters = {
            name: [without_nul(value) for value in values]
            for name, values in self.request.GET.lists()
            if name in names
        }
        return parameters | ({"q": ["…"]} if self.request.GET.get("q") else {})

    def get_context_data(self, records, **context):
        page, rows = self.page_of(records)
        user = self.request.user
        context |= {
            "total_text": self.total_text(records),
            "search": self.request.GET.get("q", "") if self.searchable else None,
            "filter": self.filterset,
            "pills": self.pills(),
            "clear_url": self.saved_views.all_url(),
            "filters_in_use": len(self.filter_pills()),
            "saved": self.saved_views,
            "sort_menu": self.sort.menu() if self.sort.columns else None,
            "headers": [self.header(column) for column in self.shown_columns()],
            "rows": rows,
            "page": page,
            "csv_url": self.here(format="csv", page=None),
            "column_choices": self.column_choices(),
            "hidden_params": self.hidden_params(),
            "empty_text": self.empty_text or _("Nothing here yet."),
            "bulk_url": reverse(self.bulk) if self.may_change_many() else None,
            "bulk_label": self.bulk_label,
            "bulk_log_url": reverse(self.bulk_log) if self.bulk_log else None,
        }
        context["extra_actions"] = [
            {"label": label, "url": reverse(name)}
            for label, name, permission in self.links
            if (not permission or user.has_perm(permission))
            and in_use(page_called(name))
        ]
        if self.add_label and user.has_perm(self.permission("add")):
            context["add_url"] = reverse(f"{subject(self.model)}-add")
            context["add_label"] = self.add_label
        return super().get_context_data(**context)

    def may_change_many(self):
        """Whether this reader ticks rows to change them at once."""
        return False

    def here(self, **changes):
        """This address with some parameters changed; None removes one."""
        query = self.request.GET.copy()
        for name in (AFTER, BEFORE):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        if self.saved_views.unnamed and not query.get("view"):
            query["view"] = self.saved_views.unnamed
        return f"{self.request.path}?{query.urlencode()}"

    def total(self, records):
        """How many match, counted once and up to one more than `counts_to`."""
        if self.row_count is None:
            self.row_count = records.order_by()[: self.counts_to + 1].count()
        return self.row_count

    def total_text(self, records):
        total = self.total(records)
        if total > self.counts_to:
            return _("more than %(count)s") % {"count": number_format(self.counts_to)}
        return number_format(total)

    def page_of(self, records):
        """The paging and the rows of the page asked for; past the end it is empty."""
        if self.keyset and not self.sort.keys:
            return self.page_by_keyset(records)
        page_text = self.request.GET.get("page", "")[:9]
        number = int(page_text) if page_text.isascii() and page_text.isdigit() else 1
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

    def page_by_keyset(self, records):
        """The same for a list that goes on from a row, wherever that is."""
        keyset = Keyset(self.keyset, self.request.GET, PAGE_SIZE)
        columns = self.shown_columns()
        paths = list(dict.fromkeys([*self.paths(columns), *self.keyset]))
        few = self.total(records) <= self.counts_to
        rows_and_one_more = keyset.rows(self.annotate(records).values(*paths), few=few)
        rows, page = keyset.page(rows_and_one_more, self.here)
        return page, [self.row(columns, record) for record in rows]

    def rows(self, records, start):
        columns = self.shown_columns()
        page_records = records.values(*self.paths(columns))[
            start : start + PAGE_SIZE + 1
        ]
        return [self.row(columns, record) for record in page_records]

    def paths(self, columns):
        """What a row needs of the database."""
        values = {"key": self.key()}
        for number, column in enumerate(columns):
            values[f"value_{number}"] = column.path
            if column.second:
                values[f"second_{number}"] = column.second
        return list(dict.fromkeys(values.values()))

    def row(self, columns, record):
        return {
            "key": record[self.key()],
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
        """The head of a column; a click sorts by it alone, with Shift by it as well."""
        alone, along = self.sort.alone(column), self.sort.along(column)
        return {
            "label": column.label,
            "sort_url": self.here(sort=alone, page=None) if column.sort else None,
            "along_url": self.here(sort=along, page=None) if column.sort else None,
            "numeric": column.numeric,
            **self.sort.mark(column),
        }

    def column_choices(self):
        names = {column.name for column in self.shown_columns()}
        return [
            {"name": c.name, "label": c.label, "shown": c.name in names}
            for c in self.all_columns
        ]

    def hidden_params(self):
        """What the forms of this page must carry along besides their own fields."""
        view = self.request.GET.get("view") or self.saved_views.unnamed
        return [("view", view)] if view else []

    # What is in use

    @cached_property
    def saved_views(self):
        """The saved views of this list."""
        return SavedViews(self.request)

    def pills(self):
        """What narrows the list, each with the address of the list without it."""
        pills = []
        if view := self.saved_views.open_view:
            pills.append(self.pill(_("Saved view"), view.name, "view"))
        if self.searchable and (text := self.request.GET.get("q", "").strip()):
            pills.append(self.pill(_("Search"), text[:LONGEST_SEARCH], "q"))
        return pills + self.filter_pills()

    def filter_pills(self):
        """The filters in use; while one of them is wrong, only the wrong ones."""
        if self.filterset is None:
            return []
        form = self.filterset.form
        if not self.filterset.is_valid():
            wrong = [name for name in form.errors if name in form.fields]
            pill_text = _("not to be found")
            return [
                self.pill(form.fields[name].label, pill_text, name) for name in wrong
            ]
        pills = []
        for name, field in form.fields.items():
            value = form.cleaned_data.get(name)
            if value in (None, "", []) or (hasattr(value, "exists") and not value):
                continue
            pills.append(self.pill(field.label, in_words(field, value), name))
        return pills

    def pill(self, label, value, name):
        """`value` of the parameter `name`, and the address of this list without it."""
        remove_url = self.here(**{name: None, "page": None})
        return {"label": label, "value": value, "remove_url": remove_url}


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
