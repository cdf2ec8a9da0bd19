"""What a database holds, so that two of them can be told apart: every row and rule.

It is asked as the role that copies, which sees all rows: any other is shown none, and
would say that nothing differs.
"""

import re

from psycopg import sql

from officials.security.equipment import LEAKPROOF

# Whose rows no backup holds, and why.
LEFT_OUT = {
    "django_session": "whoever has a row of it is signed in",
    "usersessions_usersession": "who was signed in, and from where",
    "account_emailconfirmation": "keys that were sent by mail",
    "rapport_cache": "counts of tries at signing in",
    "procrastinate_jobs": "what was to be done then",
    "procrastinate_events": "what became of it",
    "procrastinate_periodic_defers": "when it was asked for",
    "procrastinate_workers": "which workers there were",
}
# So that a row is the same text everywhere.
PLAIN = """
    SET LOCAL search_path = '';
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL DateStyle = 'ISO';
    SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL bytea_output = 'hex';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL row_security = off
"""
TABLES = """
    SELECT relname FROM pg_catalog.pg_class c
    WHERE relnamespace = 'public'::pg_catalog.regnamespace AND relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend
                      WHERE objid = c.oid AND deptype = 'e')
    ORDER BY relname
"""
# How many, and one digest of the digests of all, in no order but their own.
ROWS = """
    SELECT count(*), encode(sha256(coalesce(string_agg(d, ''::bytea ORDER BY d), '')),
                            'hex')
    FROM (SELECT sha256(convert_to(t::text, 'UTF8')) d FROM public.{} t) each_row
"""
SEQUENCES = """
    SELECT sequencename, coalesce(last_value, 0) FROM pg_catalog.pg_sequences
    WHERE schemaname = 'public'
"""
RIGHTS = """
    coalesce((SELECT string_agg(concat_ws(' ', grantee::regrole, privilege_type,
                                          is_grantable), ', '
                                ORDER BY grantee::regrole::text, privilege_type)
              FROM aclexplode(coalesce({acl}, acldefault({kind}, {owner})))), '')
"""
CASTS_AND_BRACKETS = re.compile(r"::(?:text|character varying)(?:\[\])?|[()\s]")
REPHRASED = {"constraint", "index", "trigger"}
OURS = "NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = {}.oid AND deptype = 'e')"
# Kind: (name, how it is) of each of that kind.
SHAPE = {
    "policy": """
        SELECT tablename || '.' || policyname,
               concat_ws(' ', permissive, roles, cmd, qual, '|', with_check)
        FROM pg_policies WHERE schemaname = 'public'""",
    "table": """
        SELECT relname, concat_ws(' ', relkind, relpersistence, relrowsecurity,
                                  relforcerowsecurity, relowner::regrole)
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace
          AND relkind IN ('r', 'p', 'v', 'm', 'S')""",
    "column": """
        SELECT attrelid::regclass || '.' || attname,
               concat_ws(' ', format_type(atttypid, atttypmod), attnotnull,
                         attgenerated, attidentity, pg_get_expr(adbin, adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
          AND attnum > 0 AND NOT attisdropped""",
    "grant on": f"""
        SELECT relname, {RIGHTS.format(
            acl="relacl", owner="relowner",
            kind='''CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char"''')}
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace
          AND relkind IN ('r', 'p', 'v', 'm', 'S')""",
    "grant on function": f"""
        SELECT oid::regprocedure::text,
               {RIGHTS.format(acl="proacl", owner="proowner", kind="'f'")}
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
          AND {OURS.format("p")}""",
    "grant of": f"""
        SELECT 'language ' || lanname,
               {RIGHTS.format(acl="lanacl", owner="lanowner", kind="'l'")}
        FROM pg_language WHERE lanname = 'plpgsql'
        UNION ALL
        SELECT concat_ws(' ', 'what will be made', defaclobjtype, defaclrole::regrole),
               {RIGHTS.format(acl="defaclacl", owner="defaclrole", kind="'r'")}
        FROM pg_default_acl""",
    "function": f"""
        SELECT oid::regprocedure::text,
               concat_ws(' ', proowner::regrole, pg_get_functiondef(oid))
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
          AND prokind IN ('f', 'p') AND {OURS.format("p")}""",
    "mark": """
        SELECT p.oid::regprocedure::text, proleakproof::text FROM pg_proc p
        WHERE proname = ANY(%s) AND (pronamespace = 'public'::regnamespace
                                     OR pronamespace = 'pg_catalog'::regnamespace)""",
    "trigger": """
        SELECT tgrelid::regclass || '.' || tgname,
               concat_ws(' ', tgenabled, pg_get_triggerdef(oid))
        FROM pg_trigger WHERE NOT tgisinternal""",
    "constraint": """
        SELECT conrelid::regclass || '.' || conname,
               concat_ws(' ', convalidated, pg_get_constraintdef(oid))
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0""",
    "index": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    "extension": "SELECT extname, '' FROM pg_extension",
}  # fmt: skip


def describe(connection):
    """The rows and the shape of the database that is open, in a transaction.

    {"tables": {name: [rows, digest]}, "shape": {kind: {name: text}}, "sequences":
    {name: number}}; names of the tables that are left out are not in it.
    """
    connection.execute(PLAIN)
    names = [name for (name,) in connection.execute(TABLES)]
    tables = {}
    for name in names:
        if name not in LEFT_OUT:
            question = sql.SQL(ROWS).format(sql.Identifier(name))
            tables[name] = list(connection.execute(question).fetchone())
    shape = {}
    for kind, question in SHAPE.items():
        values = [marked_names()] if "%s" in question else None
        shape[kind] = dict(connection.execute(question, values).fetchall())
    return {"tables": tables, "shape": shape, "sequences": sequences(connection)}


def sequences(connection):
    """The last number that each sequence gave; 0 for none.

    They know no snapshot: what is to be told of one is asked before it is copied.
    """
    return dict(connection.execute(SEQUENCES).fetchall())


def marked_names():
    """The bare names of the functions that have to be LEAKPROOF."""
    return sorted({function.partition("(")[0] for function in LEAKPROOF})


def rows_left_out(connection):
    """Tables that no backup holds the rows of, and that have some."""
    names = [name for (name,) in connection.execute(TABLES)]
    question = "SELECT EXISTS (SELECT 1 FROM public.{})"
    return [
        name
        for name in names
        if name in LEFT_OUT
        and connection.execute(
            sql.SQL(question).format(sql.Identifier(name))
        ).fetchone()[0]
    ]


def agree(kind, text, other):
    """Whether two texts of one thing say the same.

    Postgres writes what it has read from such a text with other brackets, and casts in
    other places; they are left out of account.
    """
    if text == other or kind not in REPHRASED or None in (text, other):
        return text == other
    return CASTS_AND_BRACKETS.sub("", text) == CASTS_AND_BRACKETS.sub("", other)


def differences(before, after):
    """In words, what of one `describe` is otherwise in another; none if they agree."""
    for name in sorted({*before["tables"], *after["tables"]}):
        rows, digest = before["tables"].get(name, (0, "none"))
        rows_now, digest_now = after["tables"].get(name, (0, "none"))
        if rows != rows_now:
            yield f"{name}: {rows} rows then, {rows_now} now."
        elif digest != digest_now:
            yield f"{name}: a row is not as it was."
    for name, number in before.get("sequences", {}).items():
        number_now = after["sequences"].get(name, 0)
        if number_now < number:  # it would give a number twice
            yield f"{name}: the last number was {number} then, and is {number_now} now."
    for kind, things in before["shape"].items():
        things_now = after["shape"].get(kind, {})
        for name in sorted({*things, *things_now}):
            if not agree(kind, things.get(name), things_now.get(name)):
                how = "is not as it was" if name in things_now else "is not there"
                yield f"The {kind} {name} {how if name in things else 'is new'}."
