"""The picture of an official among the people they have ties with.

The official stands in the middle, people of one step around, and where there is
room, people of two steps, faded, beyond. Drawn on the server in plain SVG: it needs no
script. The table of ties beside it says the same.
"""

import math
from typing import NamedTuple

from officials.names.names import split_name
from officials.people.models import Tie
from staff.addresses import address

ROOM_FOR_FAR = 10  # with more people of one step, there is none for those of two
FULL_RING = 14  # people who can stand side by side
LONGEST_WORD = 15  # letters of a line of a name; the whole name is in the title
LINE = {1: 1.25, 2: 2.75, 3: 5}  # thickness by strength


class Sheet(NamedTuple):
    """The paper: how many people have room, half its width, half axes of its rings.

    With more than `abreast` people, every other one stands on the outer ring.
    """

    name: str
    most: int
    abreast: int
    across: int
    near: tuple
    outer: tuple
    far: tuple | None


WIDE = Sheet("wide", 24, FULL_RING, 330, (150, 112), (225, 186), (258, 200))
NARROW = Sheet("narrow", 10, 10, 165, (104, 152), (104, 152), None)
MARGIN = 52  # for the names above and below the outmost dots


def pictures(official, ties, user):
    """The same for a screen and for a telephone; nothing when there are no ties.

    `ties` are those of `official` that `user` may see.
    """
    near = strongest(official, ties)
    if not near:
        return []
    far = further(official, near, user) if len(near) <= ROOM_FOR_FAR else []
    return [draw(sheet, official, near, far) for sheet in (WIDE, NARROW)]


def strongest(official, ties):
    """For each person at the other end, the tie that says most; strongest first."""
    tie_by_person = {}
    for tie in sorted(ties, key=lambda tie: (tie.is_over, -tie.strength)):
        tie_by_person.setdefault(tie.across(official), tie)
    return tie_by_person


def further(official, near, user):
    """[(person, by whom, tie)] of the second step, as many as there is room for."""
    keys = [person.pk for person in near]
    person_keys = {official.pk, *keys}
    ties = Tie.objects.visible_to(user).select_related("official", "other")
    second_steps = []
    beside = ties.filter(official__in=keys) | ties.filter(other__in=keys)
    for tie in beside.exclude(pk__in=[t.pk for t in near.values()])[: WIDE.most**2]:
        for one, beyond in (tie.official, tie.other), (tie.other, tie.official):
            if one.pk in keys and beyond.pk not in person_keys:
                person_keys.add(beyond.pk)
                second_steps.append((beyond, one, tie))
    return second_steps[: WIDE.most - len(near)]


def draw(sheet, official, near, far):
    """What templates/officials/people/neighbourhood.html draws."""
    nearest = dict(list(near.items())[: sheet.most])
    angles = spread([turn(n, len(nearest)) for n in range(len(nearest))])
    people, places = [], {}
    for number, ((person, tie), angle) in enumerate(
        zip(nearest.items(), angles, strict=True)
    ):
        staggered = len(nearest) > sheet.abreast and number % 2
        places[person.pk] = angle
        axes = sheet.outer if staggered else sheet.near
        people.append(dot(person, tie, official, axes, angle))
    if sheet.far and far:
        far = sorted(far, key=lambda each: places[each[1].pk])
        angles = spread([places[by.pk] for _person, by, _tie in far])
        for (person, by, tie), angle in zip(far, angles, strict=True):
            start = on(sheet.near, places[by.pk])
            people.append(dot(person, tie, by, sheet.far, angle, start, far=True))
    return {
        "name": sheet.name,
        "box": box(sheet, people),
        "centre": {"lines": in_lines(str(official)), "name": str(official)},
        "people": people,
        "left_out": len(near) - len(nearest),
    }


def box(sheet, people):
    """The view box: no higher than what is drawn."""
    down = max(abs(person["y"]) for person in people) + MARGIN
    return f"{-sheet.across} {-down:.0f} {2 * sheet.across} {2 * down:.0f}"


def turn(number, of):
    """The angle of the `number`th of so many, beginning near the right."""
    return 2 * math.pi * (number + 0.5) / of


def spread(angles):
    """`angles`, ascending, moved apart until each has its share of the circle."""
    gap = 2 * math.pi / max(len(angles), FULL_RING) * 0.95
    angles = list(angles)
    for _round in range(60):
        for number, angle in enumerate(angles):
            before = angles[number - 1] - (0 if number else 2 * math.pi)
            lack = gap - (angle - before)
            if lack > 0 and len(angles) > 1:
                angles[number] += lack / 2
                angles[number - 1] -= lack / 2
    return angles


def on(axes, angle):
    """The point of an ellipse with these half axes; y grows downwards."""
    return round(axes[0] * math.cos(angle), 1), round(axes[1] * math.sin(angle), 1)


def dot(person, tie, seen_from, axes, angle, start=(0, 0), *, far=False):
    """A person at the end of a line: where, how thick, and what is written there."""
    (x, y), lines = on(axes, angle), in_lines(str(person))
    label = label_of(x, y, len(lines))
    return {
        "x": x,
        "y": y,
        "from_x": start[0],
        "from_y": start[1],
        "width": LINE[tie.strength],
        "kind": "rival" if tie.kind == Tie.Kind.RIVAL_OF else "",
        "is_over": tie.is_over,
        "far": far,
        "label": label,
        "lines": lines,
        "name": str(person),
        "by": str(seen_from),
        "words": tie.words(seen_from),
        "strength": tie.get_strength_display(),
        "url": f"{address(person)}?tab=ties",
    }


def label_of(x, y, lines):
    """Where a name stands: below its dot, or above it in the upper half."""
    up = -14 - (lines - 1) * 14
    return {"x": x, "y": round(y + (up if y < -1 else 23), 1)}


def in_lines(name):
    """Given and family name on a line each, cut if need be."""
    given_name, _patronymic, family = split_name(name)
    return [
        part if len(part) <= LONGEST_WORD else part[: LONGEST_WORD - 1] + "…"
        for part in (given_name, family)
        if part
    ]
