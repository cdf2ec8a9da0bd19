"""Pairs of records that may be one person: found over the whole register, and decided.

Pairs are found in blocks: names whose surnames share a Daitch-Mokotoff code and whose
given names may be one (or begin alike, where one is an initial), of people who may be
born on one day and whose fathers may be one man; and people with one number in another
register. Each pair is judged by `comparison`. What a person has decided is never
touched.
"""

import json
from itertools import islice, product

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from officials.duplicates.duplicate_blocks import (
    CLEAN,
    FOUND,
    KEEP,
    PAIRS,
    TABLES,
    names_in_parts,
)
from officials.names.comparison import REASONS, compare

WORTH_SHOWING = 0.85
READ = 5_000  # pairs read at a time
WRITTEN = 5_000  # rows written at a time: while some are, none can be read

# What is known besides the names.
SAME_BIRTH = 0.03
OTHER_BIRTH = -0.2
SAME_NUMBER = 0.3
OTHER_NUMBER = -0.3
SAME_PLACE = 0.02


def find_duplicates():
    """Writes a suspected `Resemblance` for each pair worth looking at; how many.

    Suspicions that are no longer found go; decisions stay. Has to run as the system;
    memory does not grow with the register.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)
        parts = names_in_parts()
        while batch := list(islice(parts, WRITTEN)):
            _copy(cursor, "name_parts", batch)
        cursor.execute("ANALYZE name_parts")
        pair_count = _write(_judged())
        cursor.execute(KEEP)
        cursor.execute(CLEAN)
    return pair_count


def _judged():
    """(one, other, percent, reasons as JSON) of the pairs worth looking at."""
    for one, other, names, names2, births, numbers, places in _pairs():
        score, reasons = judge(names, names2, births, numbers, places)
        if score >= WORTH_SHOWING:
            yield one, other, round(100 * score), json.dumps(reasons)


def _pairs():
    with connection.connection.cursor(name="pairs_of_officials") as cursor:
        cursor.itersize = READ
        cursor.execute(PAIRS)
        while rows := cursor.fetchmany(READ):
            yield from rows


def _write(rows):
    pair_count = 0
    while batch := list(islice(rows, WRITTEN)):
        with connection.cursor() as cursor:
            _copy(cursor, "found_pairs", batch)
        pair_count += len(batch)
    return pair_count


def _copy(cursor, table, rows):
    with cursor.copy(FOUND.format(table)) as copy:
        for row in rows:
            copy.write_row(row)


def judge(names, names2, births=None, numbers=None, places=()):
    """(score, codes) of two people known by these names.

    `births` and `numbers` are True for the same, False for others, None where one is
    not known; `places` are keys of institutions where both have a post today. A code is
    one of `comparison.REASONS`, “born”, “born-otherwise”, “number”,
    “number-otherwise”, or “place” and a key.
    """
    likenesses = [compare(*pair) for pair in product(names, names2)]
    best = max(likenesses, key=lambda likeness: likeness.score)
    score, reasons = best.score, [*best.reasons]
    reason_codes = {code for likeness in likenesses for code in likeness.reasons}
    if "patronymic-differs" in reason_codes and "patronymic" not in reason_codes:
        return 0.0, ["patronymic-differs"]
    for agreement, same, other, codes in (
        (births, SAME_BIRTH, OTHER_BIRTH, ("born", "born-otherwise")),
        (numbers, SAME_NUMBER, OTHER_NUMBER, ("number", "number-otherwise")),
    ):
        if agreement is not None:
            score += same if agreement else other
            reasons.append(codes[0] if agreement else codes[1])
    if places:
        score += SAME_PLACE
        reasons += [f"place {place}" for place in places]
    return min(max(score, 0.0), 1.0), reasons


KNOWN = {
    "born": _("born on the same day"),
    "born-otherwise": _("different dates of birth"),
    "number": _("the same number in another register"),
    "number-otherwise": _("different numbers in another register"),
}


def in_words(code, places):
    """A reason in the reader's language; `places` are institutions by their key."""
    if code.startswith("place "):
        place = places.get(code.removeprefix("place "))
        return _("both at %(institution)s") % {"institution": place} if place else ""
    return str(REASONS.get(code) or KNOWN.get(code, ""))
