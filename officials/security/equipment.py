"""What a superuser gives a database: extensions, marks, and letters beyond ASCII."""

EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")

# Under row-level security Postgres uses an index only for operators that it trusts
# not to give a hidden row away by an error message. These do not, but are not marked
# so: matching (LIKE, ILIKE, full text), the case folding that Django's `icontains`
# wraps around it, similarity,
# lists that overlap (names that sound alike), and the order of ranges (dates of which
# only the month is known, by which long lists page).
LEAKPROOF = (
    "ts_match_vq(tsvector, tsquery)",
    "ts_match_qv(tsquery, tsvector)",
    "arrayoverlap(anyarray, anyarray)",
    "range_lt(anyrange, anyrange)",
    "range_le(anyrange, anyrange)",
    "range_gt(anyrange, anyrange)",
    "range_ge(anyrange, anyrange)",
    "textlike(text, text)",
    "textnlike(text, text)",
    "texticlike(text, text)",
    "texticnlike(text, text)",
    "upper(text)",
    "lower(text)",
    "similarity_op(text, text)",
    "word_similarity_op(text, text)",
    "word_similarity_commutator_op(text, text)",
    "strict_word_similarity_op(text, text)",
    "strict_word_similarity_commutator_op(text, text)",
)
MISSING = """
    SELECT name FROM unnest(%s::text[]) name
    WHERE NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = name) ORDER BY name
"""
UNMARKED = """
    SELECT name FROM unnest(%s::text[]) name
    WHERE to_regprocedure(name) IS NOT NULL
      AND NOT (SELECT proleakproof FROM pg_proc WHERE oid = to_regprocedure(name))
    ORDER BY name
"""


def missing_extensions(cursor):
    """The names of those that this database lacks."""
    cursor.execute(MISSING, [list(EXTENSIONS)])
    return [name for (name,) in cursor.fetchall()]


def unmarked_functions(cursor):
    """Those of LEAKPROOF that are here and not marked so."""
    cursor.execute(UNMARKED, [list(LEAKPROOF)])
    return [name for (name,) in cursor.fetchall()]


def reads_cyrillic(cursor):
    """Whether the LC_CTYPE lets `pg_trgm`, which must be here, see Cyrillic letters."""
    cursor.execute("SELECT show_trgm('Щ')")
    return bool(cursor.fetchone()[0])
