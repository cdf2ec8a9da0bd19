"""Lines of the desk: what waits for somebody, the most urgent first; what is new."""

import datetime
from dataclasses import dataclass, field
from enum import IntEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from staff.phrases import days_away

WEEK = 7  # days
UNFOLDED = 8  # lines of a group that stand before “12 more”


class Place(IntEnum):
    """Where in the list a line stands."""

    OVERDUE, TODAY, SOON, LATER = range(4)

    @classmethod
    def of(cls, day):
        """Where `day` puts what is due then; what has no day can wait."""
        if day is None:
            return cls.LATER
        days = (day - timezone.localdate()).days
        if days < 0:
            return cls.OVERDUE
        return (cls.SOON if days <= WEEK else cls.LATER) if days else cls.TODAY


@dataclass(frozen=True)
class Button:
    """What can be done with a line there and then; `post` when it changes something."""

    label: str
    url: str
    post: bool = False


@dataclass
class Line:
    """One thing that waits for somebody, or is new to them, as the desk shows it.

    `on` is the day by which it is due: `place` and the words of `when` follow from it,
    unless they are given. What is `patient` stands behind what was promised or planned.
    """

    title: str
    url: str
    icon: str = ""
    kind: str = ""
    who: str = ""
    on: datetime.date | None = None
    when: str = ""
    place: Place | None = None
    red: bool = False
    patient: bool = False
    more: list = field(default_factory=list)  # sentences
    buttons: tuple = ()
    greets: object = None  # the key of whom one may tick, to greet many

    def __post_init__(self):
        if self.place is None:
            self.place = Place.of(self.on)
        if self.on and not self.when:
            self.when = days_away(self.on)

    @property
    def level(self):
        """The word of the style for when it is due, if it has a day or is late."""
        if self.place == Place.OVERDUE:
            return "overdue"
        return "soon" if self.on and self.place != Place.LATER else ""

    @property
    def rank(self):
        """What is late without a day comes first; what can wait without one, last."""
        no_day = datetime.date.min if self.level == "overdue" else datetime.date.max
        return self.place, self.patient, self.on or no_day


@dataclass
class Tile:
    """A few lines of what is new around the work, and where the rest of it is."""

    name: str
    title: str
    lines: list
    url: str = ""
    count: int = 0


def grouped(lines):
    """The groups of `lines`, each with those that stand and those that are folded."""
    titles = {
        Place.OVERDUE: _("Overdue"),
        Place.TODAY: _("Today"),
        Place.SOON: _("In the next 7 days"),
        Place.LATER: _("Later, or without a day"),
    }
    by_place = {place: [] for place in Place}
    for line in sorted(lines, key=lambda line: line.rank):
        by_place[line.place].append(line)
    return [
        {
            "name": place.name.lower(),
            "title": titles[place],
            "count": len(place_lines),
            "lines": place_lines[:UNFOLDED],
            "folded": place_lines[UNFOLDED:],
        }
        for place, place_lines in by_place.items()
        if place_lines
    ]
