"""The list: query, filter, columns; paging, sort, search and CSV follow."""

from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.security.records import Record
from officials.sets import set_sql
from staff.addresses import subject
from staff.exports import csv_response
from staff.pages.base import in_use, page_called
from staff.pages.filters import LONGEST_SEARCH, Filtered
from staff.pages.keyset import AFTER, BEFORE, Keyset
from staff.pages.saved import FILTERS, SavedViews
from staff.pages.sort import Sort

PAGE_SIZE = 50
COUNTED = 10_000
LARGEST_PAGE = 100_000
FEW = 2_000  # rows, up to which a sort asks other tables row by row


class ListPage(Filtered):
    """Records that the reader may see, narrowed by filters and search, as a table.

    A list is four declarations: `queryset`, `filterset_class`, `columns`, and
    `default_sort` where the model's own order will not do. With `?format=csv` the
    same columns come as a file. `links` are pages beside it: (label, URL name,
    permission or nothing), left out while switched off. `bulk` names the page that
    takes ticked rows at once, `bulk_label` says what for, and `bulk_log` names the page
    of what it did before. `keyset` are the fields of the order before anybody
    chose one, the key last, where pages are many: see `staff.pages.keyset`.
    """

    template_name = "staff/list.html"
    queryset = None
    columns = ()
    default_sort = ()
    keyset = ()
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
        if sort_fields := self.sort.order(self.model):
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
        if request.htmx and request.GET.get(FILTERS):
            return render(request, "components/filter_fields.html", self.filters())
        return self.render_to_response(self.get_context_data(records=records))

    def as_file(self, records, page="", reason=""):
        """The same rows and columns as a CSV file; refused while a filter is wrong.

        `page` is the URL name of this list where another page hands out the file, and
        `reason` why, which is asked of so many rows.
        """
        if self.filterset is not None and not self.filterset.is_valid():
            return HttpResponse(_("Mend the filter first."), status=400)
        page = page or self.request.resolver_match.url_name
        query = self.request.GET.urlencode()
        return csv_response(
            self.ordered(self.annotate(records)),
            self.shown_columns(),
            user=self.request.user,
            page=page,
            ask_url=f"{reverse('export-reason', args=[page])}?{query}",
            reason=reason,
            filters=self.query_for_log(),
            records=self.records_in_filter(),
        )

    def query_for_log(self):
        """What the log of files says was asked: filters, sort and columns.

        Others read the log, so it does not repeat the words somebody searched for, nor
        name a circle.
        """
        names = {"q", "sort", "columns"}
        if self.filterset is not None:
            names |= set(self.filterset.form.fields)
        parameters = {
            name: [without_nul(value) for value in values]
            for name, values in self.request.GET.lists()
            if name in names
        }
        unsaid = [name for name in ("q", "circle") if any(parameters.get(name, ()))]
        return parameters | dict.fromkeys(unsaid, ["…"])

    def records_in_filter(self):
        """The records that the filters in use name."""
        if self.filterset is None:
            return []
        values = self.filterset.form.cleaned_data.values()
        return [value for value in values if isinstance(value, Record)]

    def get_context_data(self, records, **context):
        total_text = self.total_text(records)  # before the columns ask for more
        page, rows = self.page_of(records)
        user = self.request.user
        context |= {
            "total_text": total_text,
            "search": self.request.GET.get("q", "") if self.searchable else None,
            **self.filters(),
            "filters_open": self.filters_are_open(),
            "filters_url": self.here(**{FILTERS: "open"}),
            "filters_kept": self.filters_kept(),
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
        for name in (AFTER, BEFORE, FILTERS):
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
        start = (self.page_number() - 1) * PAGE_SIZE
        if fields := self.keyset_fields():
            return self.page_by_keyset(records, fields, start)
        rows = self.rows(self.ordered(self.annotate(records)), start)
        more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
        number = start // PAGE_SIZE + 1
        page = {
            "first": start + 1,
            "last": start + len(rows),
            "previous_url": self.here(page=number - 1) if start else None,
            "next_url": self.here(page=number + 1) if more else None,
            "text": f"{number_format(start + 1)}–{number_format(start + len(rows))}",
        }
        return page, rows

    def page_number(self):
        text = self.request.GET.get("page", "")[:9]
        number = int(text) if text.isascii() and text.isdigit() else 1
        return min(max(number, 1), LARGEST_PAGE)

    def keyset_fields(self):
        """The fields of the order from which a page goes on, or none."""
        if self.keyset and self.sort.keys:
            return self.sort.keyset(self.model)
        return self.keyset

    def page_by_keyset(self, records, fields, start):
        """The same for a list that goes on from a row, wherever that is."""
        keyset = Keyset(self.model, fields, self.request.GET, PAGE_SIZE)
        columns = self.shown_columns()
        paths = list(dict.fromkeys([*self.paths(columns), *keyset.names]))
        ordered = self.annotate(records).order_by(*fields)
        if start:
            rows_and_one_more = self.values_of(ordered, paths, start)
            keyset.begin_after(start)
        else:
            if fields == self.keyset and self.total(records) <= self.counts_to:
                ordered = ordered.few()
            rows_and_one_more = keyset.rows(ordered.values(*paths))
        rows, page = keyset.page(rows_and_one_more, self.here)
        return page, [self.row(columns, record) for record in rows]

    def rows(self, records, start):
        columns = self.shown_columns()
        values = self.values_of(records, self.paths(columns), start)
        return [self.row(columns, record) for record in values]

    def values_of(self, records, paths, start):
        """The values of a page and one row more.

        Far on, or sorted by what stands beside the record, its keys are asked first:
        else every row passed over would be asked all that the columns want to know.
        """
        if not start and not self.sort.keys:
            return list(records.values(*paths)[: PAGE_SIZE + 1])
        keys = self.keys_of(records, start)
        names = dict.fromkeys([*paths, "pk"])
        values = records.filter(pk__in=keys).order_by().values(*names)
        values_by_key = {each["pk"]: each for each in values}
        return [values_by_key[key] for key in keys if key in values_by_key]

    def keys_of(self, records, start):
        """The keys of a page and one more; among many, sets are joined for the sort."""
        page_records = records.values_list("pk")[start : start + PAGE_SIZE + 1]
        if self.total(records) <= FEW:
            return [key for (key,) in page_records]
        with connection.cursor() as cursor:
            cursor.execute(*set_sql(page_records))
            return [key for (key,) in cursor]

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


def without_nul(text):
    """`text` as the database can keep it."""
    return text.replace("\x00", "")
