"""What Postgres holds of ours, a line each: the catalogue, apart from the rows."""

from django.db import connection

# Each answers one column of text. Names that Postgres gives by itself to NOT NULL are
# left out: the columns say it.
TABLES = """
    SELECT format('table %s: %s%s%s', relname,
        CASE relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END,
        CASE WHEN relrowsecurity THEN ', row security' ELSE '' END,
        CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END)
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
COLUMNS = """
    SELECT format('column %s.%s: %s%s%s%s', c.relname, a.attname,
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
        CASE a.attidentity WHEN '' THEN '' ELSE ' identity' END,
        CASE WHEN d.oid IS NULL THEN '' ELSE
            CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated ' END
            || pg_get_expr(d.adbin, d.adrelid) END)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND a.attnum > 0 AND NOT a.attisdropped
"""
CONSTRAINTS = """
    SELECT format('constraint %s %s: %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
      AND contype NOT IN ('n', 't')
"""
INDEXES = """
    SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
"""
POLICIES = """
    SELECT format('policy %s %s: %s %s to %s using (%s) with check (%s)', tablename,
        policyname, lower(permissive), lower(cmd), array_to_string(roles, ', '),
        qual, with_check)
    FROM pg_policies WHERE schemaname = 'public'
"""
TRIGGERS = """
    SELECT format('trigger %s enabled %s: %s', tgrelid::regclass, tgenabled,
        pg_get_triggerdef(oid))
    FROM pg_trigger WHERE NOT tgisinternal
"""
# What a function does is in its text; it is told apart by a digest of its words.
FUNCTIONS = r"""
    SELECT format('function %s(%s) returns %s: %s %s%s%s%s, words %s', p.proname,
        pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), l.lanname,
        CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable'
            ELSE 'volatile' END,
        CASE WHEN prosecdef THEN ' security definer' ELSE '' END,
        CASE proparallel WHEN 's' THEN ' parallel safe' ELSE '' END,
        coalesce(' set ' || array_to_string(proconfig, ', '), ''),
        md5(regexp_replace(coalesce(pg_get_function_sqlbody(p.oid), prosrc),
                           '\s+', ' ', 'g')))
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
OTHERS = """
    SELECT format('extension %s', extname) FROM pg_extension
    UNION ALL SELECT format('sequence %s: %s', sequencename, data_type)
    FROM pg_sequences WHERE schemaname = 'public'
"""
QUESTIONS = (
    TABLES,
    COLUMNS,
    CONSTRAINTS,
    INDEXES,
    POLICIES,
    TRIGGERS,
    FUNCTIONS,
    OTHERS,
)


def lines(to=connection):
    """Everything there is in the database that the connection `to` is of, sorted."""
    all_lines = []
    with to.cursor() as cursor:
        for question in QUESTIONS:
            cursor.execute(question)
            all_lines += [" ".join(line.split()) for (line,) in cursor.fetchall()]
    return sorted(all_lines)
