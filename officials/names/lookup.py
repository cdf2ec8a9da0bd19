"""Where in the register a typed name may stand: asked of the database, capped.

Found first, judged and sorted later: every branch ends at a few hundred rows, and one
is asked only when those before it gave too little. What the person may not see, row
security leaves out; what is found is asked for again through `visible_to`.
"""

from itertools import combinations
from typing import NamedTuple

from django.db import connection

from officials.names.comparison import patronymic
from officials.names.fold import fold, sort_key
from officials.names.given_names import name_numbers

CAP = 200
FEW = 3  # with so many found, the next way of looking is not tried
LONGEST = 300  # letters of what is looked up
MOST_WORDS = 6  # words that are heard; the others still have to be spelled

# A LIMIT inside would have the planner walk the table instead of the index; a
# materialised query is planned as a whole and read only as far as it is wanted.
TYPED = """
    WITH begins AS MATERIALIZED (
        SELECT id AS official_id, name AS text, sort_name AS key
        FROM officials_official
        WHERE sort_name LIKE %(begins)s ORDER BY sort_name, id LIMIT %(wanted)s
    ), held AS MATERIALIZED (
        SELECT official_id, text, sort_key AS key FROM officials_officialname
        WHERE {holds} AND (SELECT count(*) FROM begins) < %(wanted)s
    )
    SELECT 0, * FROM begins UNION ALL (SELECT 1, * FROM held LIMIT {cap})
"""
RESEMBLING = """
    WITH two_sounds AS MATERIALIZED (
        SELECT official_id, text, sort_key AS key FROM officials_officialname
        WHERE ({both})
    ), heard AS MATERIALIZED (SELECT * FROM two_sounds LIMIT {cap}
    ), one_sound AS MATERIALIZED (
        SELECT official_id, text, sort_key AS key FROM officials_officialname
        WHERE ({one}) AND (SELECT count(*) FROM heard) < {few}
    ), overheard AS MATERIALIZED (SELECT * FROM one_sound LIMIT {cap}
    ), misspelt AS MATERIALIZED (
        SELECT official_id, text, sort_key AS key FROM officials_officialname
        WHERE ({spelled}) AND (SELECT count(*) FROM heard) < {few}
          AND (SELECT count(*) FROM overheard) < {few}
    )
    SELECT 2, * FROM heard UNION ALL SELECT 2, * FROM overheard
    UNION ALL (SELECT 3, * FROM misspelt LIMIT {cap})
"""


class Hit(NamedTuple):
    """A name that may be meant; stages 0 and 1 hold what was typed, 2 and 3 resemble.

    0 begins with it, 1 holds every word of it, 2 sounds like it, 3 is spelled like it.
    """

    stage: int
    official_id: str
    text: str
    key: str  # by which it sorts


def typed(text, limit):
    """`Hit`s that hold the words of `text`, those first that begin with it."""
    words = Words.of(text)
    if not words.all:
        return []
    holds, values = words.holding()
    values |= {"wanted": limit, "begins": _escaped(sort_key(text)) + "%"}
    return _hits(TYPED.format(holds=holds, cap=CAP), values)


def resembling(text):
    """`Hit`s of names that sound or are spelled like `text`."""
    words = Words.of(text)
    if not words.enough:
        return []
    return _hits(*words.resembling())


def _hits(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]


class Words(NamedTuple):
    """The folded words of a text; `rare` are those that are no usual given name.

    Half a register shares a few given names and patronymics: an index that is asked
    for them brings half the register.
    """

    all: tuple
    rare: tuple

    @classmethod
    def of(cls, text):
        words, rare = [], []
        for word in text[:LONGEST].split():
            for folded in fold(word).split():
                words.append(folded)
                if len(folded) > 2 and not (name_numbers(word) or patronymic(word)):
                    rare.append(folded)
        return cls(tuple(words), tuple(dict.fromkeys(rare or words))[:MOST_WORDS])

    @property
    def enough(self):
        """Whether so much is written that something may resemble it."""
        return max((len(word) for word in self.all), default=0) > 2

    def holding(self):
        """The condition that a name holds every word; one or two letters begin it."""
        if not self.enough:
            return "false", {}
        names = {word: f"word{n}" for n, word in enumerate(dict.fromkeys(self.all))}
        conditions = [
            f"folded LIKE %({name})s"
            if word in self.rare
            # a condition that no index serves, for words that are everywhere
            else f"folded || '' LIKE %({name})s"
            for word, name in names.items()
        ]
        values = {name: f"%{_escaped(word)}%" for word, name in names.items()}
        return " AND ".join(conditions), values

    def resembling(self):
        """The query that finds what sounds or is spelled alike, and its values."""
        heard = [word for word in dict.fromkeys(self.all) if len(word) > 1]
        heard = heard[:MOST_WORDS]
        values = {f"sound{n}": word for n, word in enumerate(heard)}
        sounds = {
            word: f"sounds && app_sounds(%({name})s)" for name, word in values.items()
        }
        rare = [word for word in self.rare if word in sounds] or heard
        both = [
            f"({sounds[one]} AND {sounds[other]})"
            for one, other in combinations(heard, 2)
            if one in rare or other in rare
        ]
        spelled = {f"rare{n}": word for n, word in enumerate(rare)}
        sql = RESEMBLING.format(
            both=" OR ".join(both) or "false",
            one=" OR ".join(sounds[word] for word in rare) or "false",
            spelled=" OR ".join(f"folded %%> %({name})s" for name in spelled)
            or "false",
            few=FEW,
            cap=CAP,
        )
        return sql, values | spelled


def _escaped(text):
    """`text` for LIKE, where % and _ mean something."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
