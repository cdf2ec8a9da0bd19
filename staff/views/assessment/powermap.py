"""The matrix and the power map: a dot a person on five by five cells, in plain SVG.

AIIM (Alignment, Interest and Influence Matrix, E. Mendizabal, ODI 2010) sets alignment
against interest and draws influence as size; the power map sets influence against
openness. The table below each says the same.
"""

import math
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from engagements.assessment.models import Score
from engagements.relationships.models import Relationship
from staff.addresses import address

STEPS = 5
AXIS = Score.Axis
SIZES = {None: 11, 1: 9, 2: 10.5, 3: 12, 4: 13.5, 5: 15}  # half width by influence
Stage = Relationship.Stage
LETTERS = {
    Stage.MONITORED: "1",
    Stage.IDENTIFIED: "2",
    Stage.APPROACHED: "3",
    Stage.DIALOGUE: "4",
    Stage.COLLABORATING: "5",
    Stage.ALLY: "6",
    Stage.PAUSED: "–",
    Stage.CLOSED: "×",
    "": "",
}


class Picture(NamedTuple):
    """Which score lies along which side, and what the four corners advise."""

    name: str
    label: str
    question: str
    across: str
    up: str
    corners: tuple  # top left, top right, bottom left, bottom right


PICTURES = {
    "aiim": Picture(
        "aiim",
        _("Matrix"),
        _("Who shares our aims, and to whom does it matter?"),
        AXIS.ALIGNMENT,
        AXIS.INTEREST,
        (
            _("Understand, and answer"),
            _("Work side by side"),
            _("Watch"),
            _("Wake their interest"),
        ),
    ),
    "power": Picture(
        "power",
        _("Power map"),
        _("Who can change something, and is open to it?"),
        AXIS.OPENNESS,
        AXIS.INFLUENCE,
        (
            _("Reach through others"),
            _("Work side by side"),
            _("Watch"),
            _("Strengthen them"),
        ),
    ),
}


class Sheet(NamedTuple):
    """The paper: width of a cell, of the room of a dot, dots in a row, size of dots."""

    name: str
    cell: int
    pitch: int
    in_row: int
    scale: float
    edge: int


WIDE = Sheet("wide", 116, 27, 4, 1, 40)
NARROW = Sheet("narrow", 62, 19.5, 3, 0.64, 26)


class Person(NamedTuple):
    """One assessed official: the scores of now and of then, by axis."""

    official: object
    stage: str
    now: dict
    then: dict


def draw(picture, people, cell_url):
    """What templates/engagements/assessment/matrix_picture.html draws, wide and narrow.

    `cell_url(across, up)` leads to the table of the people of one cell.
    """
    placed_people = [
        p for p in people if picture.across in p.now and picture.up in p.now
    ]
    cells = {}
    for person in placed_people:
        where = person.now[picture.across], person.now[picture.up]
        cells.setdefault(where, []).append(person)
    return {
        "sheets": [on(sheet, picture, cells, cell_url) for sheet in (WIDE, NARROW)],
        "left_out": len(people) - len(placed_people),
        "placed": len(placed_people),
    }


def on(sheet, picture, cells, cell_url):
    dots, heaps = [], []
    for where, people in sorted(cells.items()):
        x, y = centre(sheet, *where)
        if len(people) > sheet.in_row**2:
            heaps.append(heap(sheet, x, y, people, cell_url(*where)))
            continue
        spots = spread(len(people), sheet.pitch)
        for person, (right, down) in zip(people, spots, strict=True):
            dots.append(dot(sheet, picture, person, (x, y), (right, down)))
    side = STEPS * sheet.cell
    return {
        "name": sheet.name,
        "box": f"{-sheet.edge} -4 {side + sheet.edge + 4} {side + sheet.edge + 4}",
        "side": side,
        "half": side / 2,
        "scale": scale(sheet),
        "lines": [n * sheet.cell for n in range(1, STEPS)],
        "corners": corners(picture, side) if sheet is WIDE else [],
        "dots": dots,
        "heaps": heaps,
    }


def centre(sheet, across, up):
    """The middle of a cell; y grows downwards."""
    return (across - 0.5) * sheet.cell, (STEPS + 0.5 - up) * sheet.cell


def scale(sheet):
    """Where the numbers 1 to 5 stand along both sides."""
    return [
        {"n": n, "x": centre(sheet, n, n)[0], "y": centre(sheet, n, n)[1] + 4}
        for n in range(1, STEPS + 1)
    ]


def corners(picture, side):
    at = (("start", 8, 16), ("end", side - 8, 16))
    at += (("start", 8, side - 8), ("end", side - 8, side - 8))
    return [
        {"text": text, "anchor": anchor, "x": x, "y": y}
        for text, (anchor, x, y) in zip(picture.corners, at, strict=True)
    ]


def spread(number, pitch):
    """Offsets of so many dots around the middle of their cell, row by row."""
    in_row = math.ceil(math.sqrt(number))
    rows = math.ceil(number / in_row)
    spots = []
    for n in range(number):
        row, column = divmod(n, in_row)
        here = min(in_row, number - row * in_row)
        spots.append(
            ((column - (here - 1) / 2) * pitch, (row - (rows - 1) / 2) * pitch)
        )
    return spots


def heap(sheet, x, y, people, url):
    """People too many for their cell: one mark that tells how many."""
    half = sheet.cell * 0.3
    return {"x": x, "y": y, "left": x - half, "top": y - half, "width": 2 * half,
            "count": len(people), "url": url}  # fmt: skip


def dot(sheet, picture, person, middle, offset):
    x, y = middle[0] + offset[0], middle[1] + offset[1]
    size = SIZES[person.now.get(AXIS.INFLUENCE)] * sheet.scale
    return {
        "x": round(x, 1),
        "y": round(y, 1),
        "r": round(size, 1),
        "unknown_size": AXIS.INFLUENCE not in person.now,
        "letter": LETTERS[person.stage],
        "letter_y": round(y + 4 * max(sheet.scale, 0.75), 1),
        "stage": person.stage or "none",
        "stage_label": Stage(person.stage).label if person.stage else _("no stage"),
        "name": str(person.official),
        "across": person.now[picture.across],
        "up": person.now[picture.up],
        "url": f"{address(person.official)}?tab=relationship",
        "ghost": ghost(sheet, picture, person, (x, y), offset, size),
    }


def ghost(sheet, picture, person, end, offset, size):
    """Where the person stood then, and the arrow from there; None if they stayed."""
    then = person.then.get(picture.across), person.then.get(picture.up)
    now = person.now[picture.across], person.now[picture.up]
    if None in then or then == now:
        return None
    middle = centre(sheet, *then)
    x, y = middle[0] + offset[0], middle[1] + offset[1]
    far = math.dist((x, y), end)
    short = (far - size - 5 * sheet.scale) / far
    return {
        "x": round(x, 1),
        "y": round(y, 1),
        "r": round(6 * sheet.scale, 1),
        "to_x": round(x + (end[0] - x) * short, 1),
        "to_y": round(y + (end[1] - y) * short, 1),
    }


def legend():
    """The mark of each stage, and its words."""
    return [
        {"stage": stage, "letter": LETTERS[stage], "label": label}
        for stage, label in Stage.choices
    ] + [{"stage": "none", "letter": "", "label": _("no stage")}]
