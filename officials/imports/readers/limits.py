"""What a file of each kind may use up: the one table of all that these readers read."""

from collections import namedtuple
from typing import NamedTuple

MEGABYTE = 1024 * 1024


class Limit(
    namedtuple(
        "Limit",
        "reader size seconds memory answer rows text",
        defaults=(10, 512 * MEGABYTE, 64 * MEGABYTE, 100_000, 150_000),
    )
):
    """The most that a file of one kind may be, and its reader (a module) may take.

    `size` is of the file and `answer` of what is made of it, both in bytes; `memory` is
    in bytes of address space, `seconds` are of the processor. `rows` counts records,
    `text` the characters of one cell.
    """

    __slots__ = ()

    @property
    def deadline(self):
        """Seconds by the clock after which the reader is killed, whatever it does."""
        return self.seconds * 2


class Shelf(NamedTuple):
    """A folder of readers: its dotted name, and the table of what each may use up."""

    folder: str
    limits: dict


LIMITS = {
    "table": Limit("delimited", 20 * MEGABYTE, memory=1024 * MEGABYTE),
    "workbook": Limit("workbooks", 20 * MEGABYTE, memory=1024 * MEGABYTE),
    "popolo": Limit("popolo_json", 20 * MEGABYTE, memory=1024 * MEGABYTE),
    "cards": Limit("card_files", 20 * MEGABYTE, 20, rows=20_000),
    "recommendations": Limit("plain_tables", 5 * MEGABYTE, rows=20_000),
    "email": Limit("messages", 10 * MEGABYTE, answer=MEGABYTE, rows=1),
    "feed": Limit("feed_entries", 5 * MEGABYTE, rows=200_000),
    # What the process itself may still do: nothing (`officials.imports.checks`).
    "probe": Limit("probe", 100, answer=10_000),
}
SHELF = Shelf("officials.imports.readers", LIMITS)
