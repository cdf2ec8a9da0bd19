"""Copies the rows of a file into a temporary table, and keeps them until decided.

COPY takes them in as fast as the database can; it is refused on tables with row
security, so the rows go into a table of this transaction (`brought`), are compared
there, and are kept (`StagedRow`) in one statement.
"""

import json
from functools import lru_cache

from django.db import connection

from officials.imports.models import StagedRow
from officials.names.fold import fold

COLUMNS = (
    "number",
    "who",
    "words",
    "name",
    "folded",
    "sort_key",
    "given",
    "patronymic",
    "family",
    "script",
    "gender",
    "born",
    "died",
    "identifiers",
    "names",
    "contacts",
    "themes",
    "institution",
    "above",
    "country",
    "kind",
    "post",
    "post_folded",
    "started",
    "ended",
    "acting",
    "term",
    "source",
    "extra",
    "problems",
)
RESULTS = ("faults", "status", "why", "official", "candidates")
BROUGHT = """
    DROP TABLE IF EXISTS brought;
    CREATE TEMPORARY TABLE brought (
        number int, who text, words text, name text, folded text, sort_key text,
        given text, patronymic text, family text, script text, gender text,
        born daterange, died daterange, identifiers text[], names jsonb,
        contacts jsonb, themes text[],
        institution text, above text, country text, kind text, post text,
        post_folded text, started daterange, ended daterange, acting boolean,
        term text, source text, extra jsonb, problems text[],
        faults text[] DEFAULT '{}',
        sound boolean GENERATED ALWAYS AS (problems = '{}' AND faults = '{}') STORED
    ) ON COMMIT DROP
"""
NULL = "\x01"  # stands in no cell
BLOCK = 5_000  # rows


def run(sql, **params):
    """Runs statements of our own over the temporary tables of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.rowcount


def copy_in(rows):
    """Fills `brought` with `rows` (of `Row`), in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(BROUGHT)
        statement = f"COPY brought ({', '.join(COLUMNS)}) FROM STDIN (NULL '{NULL}')"
        with cursor.copy(statement) as copy:
            for start in range(0, len(rows), BLOCK):
                lines = "".join(map(line_of, rows[start : start + BLOCK]))
                copy.write(lines.replace("\\", "\\\\"))
        cursor.execute("ANALYZE brought (number, who, words, post)")


def line_of(row):
    """A row as one line of COPY, backslashes not yet doubled."""
    name = row.name
    if name is None:
        who, cells = "", "\t\t\t\t\t\t\t"
    else:
        who = row.who or (
            f"i:{row.identifiers[0]}" if row.identifiers else f"n:{name.spelled}"
        )
        cells = "\t".join(
            (name.words, name.text, name.folded, name.sort_key, name.given,
             name.patronymic, name.family, name.script)
        )  # fmt: skip
    return (
        f"{row.number}\t{who}\t{cells}\t{row.gender}\t{days(row.born)}\t{days(row.died)}"
        f"\t{listed(row.identifiers)}\t{data(row.names)}\t{data(row.contacts)}"
        f"\t{listed(row.themes)}\t{row.institution}\t{row.above}\t{row.country}"
        f"\t{row.kind}\t{row.post}\t{folded_title(row.post)}\t{days(row.started)}"
        f"\t{days(row.ended)}\t{'t' if row.acting else 'f'}\t{row.term}\t{row.source}"
        f"\t{data(row.extra) if row.extra else '{}'}\t{listed(row.problems)}\n"
    )


@lru_cache(maxsize=50_000)
def days(date):
    """A partial date as Postgres reads a range."""
    return NULL if date is None else f"[{date.first},{date.last}]"


def listed(texts):
    """An array of texts, as Postgres reads it."""
    if not texts:
        return "{}"
    quoted = [t.replace("\\", "\\\\").replace('"', '\\"') for t in texts]
    return '{"' + '","'.join(quoted) + '"}'


def data(value):
    return json.dumps(value, ensure_ascii=False) if value else "[]"


@lru_cache(maxsize=50_000)
def folded_title(text):
    """The search key of a title; files say the same ones over and over."""
    return fold(text)


def keep(file, user):
    """Keeps the compared rows of `brought` under the number `file`, as `user`'s own."""
    drop(file, user)
    columns = ", ".join((*COLUMNS, *RESULTS))
    select_list = ", ".join(
        (
            *(f"b.{c}" for c in (*COLUMNS, "faults")),
            "r.status",
            "r.why",
            "r.official",
            "r.candidates",
        )
    )
    return run(
        f"INSERT INTO officials_stagedrow (file, brought_by_id, {columns})"
        f" SELECT %(file)s, %(user)s, {select_list}"
        " FROM brought b JOIN brought_result r USING (number) ORDER BY number",
        file=file,
        user=user.pk,
    )


def take_out(file, user):
    """Fills `brought` with the rows kept under `file`; returns how many."""
    run(BROUGHT)
    columns = ", ".join(COLUMNS)
    taken = run(
        f"INSERT INTO brought ({columns}) SELECT {columns} FROM officials_stagedrow"
        " WHERE file = %(file)s AND brought_by_id = %(user)s",
        file=file,
        user=user.pk,
    )
    run("ANALYZE brought (number, who, words, post)")
    return taken


def drop(file, user):
    """Forgets the rows kept under `file`."""
    StagedRow.objects.visible_to(user).filter(file=file)._raw_delete("default")
