"""What leaves the house: lists, streamed from Postgres COPY; papers; files kept here.

Nothing else hands out a file, so that each writes its line in the log (`Export`), and
who took which record (`Access`).
"""

import csv
import errno
import io
from contextlib import closing

from django.db import connection
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone

from officials.security.context import acting_as
from officials.security.formulas import harmless_sql
from officials.security.models import Access
from officials.security.records import Record, without_keys
from officials.sets import plain_sql, set_sql
from staff.models import Export

BLOCK = 64 * 1024
CHUNK = 1_000  # rows that are read together, where no COPY reads them
REASON_ABOVE = 1_000  # rows
LARGE = 10  # a file of more than one in so many is large
ON_RECORD = "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass"
MAY_BE_IN = "SELECT app_is_active(%s)"
BOM = "\ufeff"  # Excel takes UTF-8 for granted only behind one.


def csv_response(
    queryset, columns, *, user, page, filters, records=(), ask_url="", reason=""
):
    """A streamed CSV file of `queryset`, one row a record, one column a `Column`.

    `page` names the list, `filters` what was asked of it and `records` whom that names;
    it is logged with the number of rows. The rows are read as `user` in a transaction
    of their own, and break off when `user` is locked out or leaves meanwhile. Of more
    than a thousand rows nobody takes a file without a reason: the answer leads to
    `ask_url`, where it is asked.
    """
    if not reason.strip() and wants_reason(queryset):
        return HttpResponseRedirect(ask_url)
    line = {"taken_by": user, "page": page, "filters": filters, "reason": reason}
    response = StreamingHttpResponse(
        _stream(queryset, columns, line, records),
        content_type="text/csv; charset=utf-8",
    )
    name = f"{page}-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def wants_reason(queryset):
    """Whether a file of `queryset` has so many rows that its reason is asked."""
    return queryset.order_by()[: REASON_ABOVE + 1].count() > REASON_ABOVE


def written_file(request, queryset, write, *, name, content_type, reason, **filters):
    """A streamed file called `name`, that `write` makes of `queryset`; logged.

    `write` takes rows and yields bytes. They are read as whoever asks, and break off,
    as those of a list do.
    """
    page = request.resolver_match.url_name
    line = {"taken_by": request.user, "page": page, "filters": filters}
    response = StreamingHttpResponse(
        _write(queryset, write, line | {"reason": reason}), content_type=content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _harmless(response)


def attachment(
    request, content, records, *, name, extension, content_type, rows=1, **filters
):
    """A file that was made here of `records`, as `name.extension`; logged.

    `filters` are what it holds (lists of strings), `rows` how many records.
    """
    log_export(request, records, rows=rows, **filters)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return _harmless(response)


def kept_file(request, file, record, *, name):
    """A file of `record` that somebody brought, under its `name` of then; logged.

    FileNotFoundError where it is gone.
    """
    response = FileResponse(
        file.open(),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    log_export(request, [record])
    return _harmless(response)


def log_export(request, records, *, rows=1, **filters):
    """Writes the line of what this page hands out; a page made to be printed as well.

    It says what kind of thing, and never what `records` hold; who took those is kept
    for whoever sees them.
    """
    request.taken_records = [*taken_with(request), *records]
    page = request.resolver_match.url_name
    line = {"taken_by": request.user, "page": page, "filters": filters}
    _log(line, records, rows=rows)


def taken_with(request):
    """The records that this request has handed out, as it was logged."""
    return getattr(request, "taken_records", [])


def _log(line, records, rows=None):
    """Writes a line without keys, and who took `records`; returns the `Export`."""
    who, page = line["taken_by"], line["page"]
    for record in records:
        kind = type(record)
        Access.objects.keep(kind, [record.pk], by=who, page=page, in_file=True)
    filters = {
        name: [without_keys(value) for value in values]
        for name, values in line["filters"].items()
    }
    return Export.objects.create(**line | {"filters": filters}, rows=rows)


def _harmless(response):
    """`response` such that a browser neither runs nor guesses what is in it."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _stream(queryset, columns, line, records):
    user = line["taken_by"]
    with acting_as(user):  # kept whatever becomes of the rest
        log = _log(line, records)
        _keep_sealed(queryset, line)
    head = io.StringIO()
    writer = csv.writer(head, quoting=csv.QUOTE_ALL)
    writer.writerow([str(column.label) for column in columns])
    yield (BOM + head.getvalue()).encode()
    with acting_as(user):
        rows = yield from _copy(*_statement(queryset, columns), user)
        Export.objects.filter(pk=log.pk).update(rows=rows)


def _write(queryset, write, line):
    user, rows = line["taken_by"], 0

    def counted():
        nonlocal rows
        with closing(connection.copy()) as beside:
            for row in queryset.iterator(chunk_size=CHUNK):
                if rows and rows % CHUNK == 0:
                    _ask_again(user, beside)
                rows += 1
                yield row

    with acting_as(user):  # kept whatever becomes of the rest
        log = _log(line, ())
        _keep_sealed(queryset, line)
    with acting_as(user):
        yield from write(counted())
        Export.objects.filter(pk=log.pk).update(rows=rows)


def _keep_sealed(queryset, line):
    """Keeps who took each row that is of a sealed circle; others are counted."""
    model = queryset.model
    if not issubclass(model, Record):
        return
    sealed_keys = queryset.order_by().filter(circle__sealed=True)
    keys = set(sealed_keys.values_list("pk", flat=True))
    who, page = line["taken_by"], line["page"]
    Access.objects.keep(model, keys, by=who, page=page, in_file=True)


def _statement(queryset, columns):
    """(SQL, parameters) of the `COPY` that writes the file.

    What a cell is made of is written once, in the query within, which `OFFSET 0` keeps
    from being written into the cells. Every cell is quoted, for a spreadsheet may
    split the rest at semicolons.
    """
    texts = [column.for_file(queryset.model) for column in columns]
    values = {f"csv_{n}": expression for n, (expression, _is_free) in enumerate(texts)}
    rows = queryset.annotate(**values).values_list(*values)
    sql, params = set_sql(rows) if _is_large(queryset) else plain_sql(rows)
    cells = ", ".join(
        harmless_sql(name) if is_free else name
        for name, (_expression, is_free) in zip(values, texts, strict=True)
    )
    copy = f"COPY (SELECT {cells} FROM ({sql} OFFSET 0) cells) TO STDOUT"  # noqa: S608
    return f"{copy} (FORMAT csv, FORCE_QUOTE *)", params


def _is_large(queryset):
    """Whether so many rows leave that what stands beside them is best read as a whole:
    a tenth of those on record, as the database last counted them."""
    with connection.cursor() as cursor:
        cursor.execute(ON_RECORD, [queryset.model._meta.db_table])
        few = max(cursor.fetchone()[0], 0) // LARGE
    return queryset.order_by()[: few + 1].count() > few


def _copy(sql, params, user):
    with connection.cursor() as cursor:
        with cursor.copy(sql, params) as copy, closing(connection.copy()) as beside:
            block, is_first = bytearray(), True
            for line in copy:
                block += line
                if len(block) >= BLOCK:
                    if not is_first:
                        _ask_again(user, beside)
                    yield bytes(block)
                    block.clear()
                    is_first = False
            if not is_first:
                _ask_again(user, beside)
            yield bytes(block)
        return cursor.rowcount


def _ask_again(user, beside):
    """Breaks the answer off, as a lost line does, where `user` may be in no longer.

    So no browser takes what has come for the whole. It is asked on a connection of its
    own, `beside` the one that copies, which answers nothing meanwhile.
    """
    with beside.cursor() as cursor:
        cursor.execute(MAY_BE_IN, [user.pk])
        if not cursor.fetchone()[0]:
            raise ConnectionResetError(errno.ECONNRESET, "The reader is locked out.")
