"""The one question of whatever goes out: may we turn to these people now?"""

import enum
from typing import NamedTuple

from django.db import connection, models
from psycopg import sql


class Weight(models.TextChoices):
    """How heavily an act weighs on whom it goes to; the columns of the table."""

    OWN_ANSWER = "own_answer"  # an answer by the way on which they came to us
    ANSWER = "answer"
    CONDOLENCE = "condolence"
    COURTESY = "courtesy"
    WORK = "work"
    EXPOSING = "exposing"


class Answer(enum.IntEnum):
    """What the gate says of an act."""

    GOES = 0
    BY_MANAGER = 1  # it goes when a manager lets it go
    WAITS = 2


class Act(NamedTuple):
    """One of those to whom a record goes: keys, and whether a manager let it go."""

    record: object
    official: object
    weight: str | None
    circle: int
    let_go: bool = False


def acts_of(who, keys):
    """The acts of records of one kind (`keys`), as their reader sees them: one query.

    `who` is the function of the database that says to whom one goes, as in `GoesOut`.
    """
    with connection.cursor() as cursor:
        statement = sql.SQL(
            "SELECT key, a.official, a.weight, a.circle, a.let_go"
            " FROM unnest(%s::uuid[]) key, LATERAL {}(key) a"
        )
        statement = statement.format(sql.Identifier(who)).as_string(None)
        cursor.execute(statement, [list(keys)])
        return [Act(*row) for row in cursor.fetchall()]


def answers_to(acts):
    """What the gate says of each of the `Act`s: what a manager let go goes."""
    numbers = answers([(each.official, each.weight, each.circle) for each in acts])
    return [
        Answer.GOES if each.let_go and number is Answer.BY_MANAGER else number
        for each, number in zip(acts, numbers, strict=True)
    ]


def answers(acts):
    """What the gate says of each of `acts`, (official, weight, circle) as keys: a list.

    One statement however many there are, and the same for whoever asks: it counts what
    every circle knows, and tells a number.
    """
    if not acts:
        return []
    people, weights, circles = zip(*acts, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT app_clearance(%s::uuid[], %s::text[], %s::bigint[])",
            [list(people), list(weights), list(circles)],
        )
        return [Answer(number) for number in cursor.fetchone()[0]]


def answer(official, weight=Weight.WORK, circle=None):
    """What the gate says of one act towards `official`, in their circle by default."""
    (only,) = answers([(official.pk, weight, circle or official.circle_id)])
    return only
