"""Where in the register a typed name may stand: asked of the database, capped.

Found first, judged and sorted later: every branch ends at a few hundred rows, and one
is asked only when those before it gave too little. What the person may not see, row
security leaves out; what is found is asked for again through `visible_to`.
"""

from itertools import combinations
from typing import NamedTuple

from django.db import connection

from officials.folding import fold, sort_key

CAP = 200
LONGEST = 300  # letters of what is looked up
MOST_WORDS = 6  # words that are heard; the others still have to be spelled

TYPED = """
    begins AS MATERIALIZED (
        SELECT id AS official_id, name AS text FROM officials_official
        WHERE sort_name LIKE %(begins)s ORDER BY sort_name, id LIMIT %(wanted)s
    ), holds AS MATERIALIZED (
        SELECT official_id, text FROM officials_officialname
        WHERE {holds} AND (SELECT count(*) FROM begins) < %(wanted)s LIMIT {cap}
    ), typed AS MATERIALIZED (
        SELECT 0 AS stage, official_id, text FROM begins
        UNION ALL SELECT 1, official_id, text FROM holds
    )
"""
RESEMBLING = """
    sounding AS MATERIALIZED (
        SELECT official_id, text, folded FROM officials_officialname
        WHERE ({sounding}) AND {needed} LIMIT {cap}
    ), alike AS MATERIALIZED (
        SELECT official_id, text, folded FROM officials_officialname
        WHERE folded %%> %(folded)s AND {needed}
          AND (SELECT count(*) FROM sounding) < {cap} LIMIT {cap}
    ), resembling AS MATERIALIZED (
        SELECT 2 AS stage, official_id, text FROM sounding
        UNION ALL SELECT 3, official_id, text FROM alike
    )
"""


class Hit(NamedTuple):
    """A name that may be meant; stages 0 and 1 hold what was typed, 2 and 3 resemble.

    0 begins with it, 1 holds every word of it, 2 sounds like it, 3 is spelled like it.
    """

    stage: int
    official_id: str
    text: str


def typed(text, wanted):
    """`Hit`s that hold the words of `text`, then those that resemble, up to enough."""
    words = fold(text[:LONGEST]).split()
    if not words:
        return []
    holds, values = _holding(words)
    sounding, sounds = _sounding(words)
    short = max(len(word) for word in words) < 3  # too little to resemble anything
    few = "(SELECT count(*) FROM typed) < %(wanted)s"
    branches = [TYPED.format(holds=holds, cap=CAP)]
    chosen = ["typed"]
    if not short:
        branches.append(RESEMBLING.format(sounding=sounding, needed=few, cap=CAP))
        chosen.append("resembling")
    values |= sounds | {"wanted": wanted, "folded": " ".join(words)}
    values["begins"] = _escaped(sort_key(text)) + "%"
    return _asked(branches, chosen, values)


def resembling(text):
    """`Hit`s of names that sound or are spelled like `text`."""
    words = fold(text[:LONGEST]).split()
    if max((len(word) for word in words), default=0) < 3:
        return []
    sounding, values = _sounding(words)
    branch = RESEMBLING.format(sounding=sounding, needed="true", cap=CAP)
    values["folded"] = " ".join(words)
    return _asked([branch], ["resembling"], values)


def _asked(branches, chosen, values):
    union = " UNION ALL ".join(f"SELECT * FROM {name}" for name in chosen)
    sql = f"WITH {', '.join(branches)} {union}"  # noqa: S608 - values are parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]


def _holding(words):
    """The condition that a name holds every one of the words; of short ones, begins."""
    if max(len(word) for word in words) < 3:
        return "false", {}
    values = {f"word{n}": f"%{_escaped(word)}%" for n, word in enumerate(words)}
    return " AND ".join(f"folded LIKE %({name})s" for name in values), values


def _sounding(words):
    """The condition that two of the words, or the only one, sound like those there."""
    heard = [word for word in dict.fromkeys(words) if len(word) > 1][:MOST_WORDS]
    values = {f"sound{n}": word for n, word in enumerate(heard)}
    each = [f"sounds && app_sounds(%({name})s)" for name in values]
    pairs = [" AND ".join(pair) for pair in combinations(each, 2)] or each
    return " OR ".join(f"({pair})" for pair in pairs) or "false", values


def _escaped(text):
    """`text` for LIKE, where % and _ mean something."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
