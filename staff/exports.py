"""Files out: what a list shows, streamed from Postgres COPY, and papers; all logged."""

import csv
import io

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from officials.context import acting_as
from staff.models import Export

BLOCK = 64 * 1024
BOM = "\ufeff"  # Excel takes UTF-8 for granted only behind one.


def csv_response(queryset, columns, *, user, page, filters):
    """A streamed CSV file of `queryset`, one row a record, one column a `Column`.

    `page` names the list and `filters` what was asked of it; both are logged with
    the number of rows. The rows are read as `user` in a transaction of their own.
    """
    response = StreamingHttpResponse(
        _stream(queryset, columns, user, page, filters),
        content_type="text/csv; charset=utf-8",
    )
    name = f"{page}-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def attachment(content, *, name, extension, content_type, user, page, filters, rows):
    """A file that was made here, as `name.extension`; logged like any export.

    `page` names where it was taken, `filters` what it holds, `rows` how many records.
    """
    Export.objects.create(taken_by=user, page=page, filters=filters, rows=rows)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _stream(queryset, columns, user, page, filters):
    log = Export.objects.create(taken_by=user, page=page, filters=filters)
    head = io.StringIO()
    csv.writer(head).writerow([str(column.label) for column in columns])
    yield (BOM + head.getvalue()).encode()
    with acting_as(user):
        rows = yield from _copy(_for_file(queryset, columns))
    Export.objects.filter(pk=log.pk).update(rows=rows)


def _for_file(queryset, columns):
    values = {
        f"csv_{number}": column.for_file(queryset.model)
        for number, column in enumerate(columns)
    }
    return queryset.annotate(**values).values_list(*values)


def _copy(queryset):
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copy:
            block = bytearray()
            for line in copy:
                block += line
                if len(block) >= BLOCK:
                    yield bytes(block)
                    block.clear()
            yield bytes(block)
        return cursor.rowcount
