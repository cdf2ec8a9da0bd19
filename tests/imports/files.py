"""Small files of office-holders, and a short way to compare and to import them."""

from officials.models import Circle
from officials.office_holders.comparison import compare
from officials.office_holders.destination import Destination
from officials.office_holders.rows import read_holders
from officials.office_holders.writing import write

HEADER = "position,person,personID,start,end,gender,DOB,DOD"


def file_of(*rows):
    """A file with a row for each text; what a row leaves out at its end is empty."""
    width = HEADER.count(",")
    rows = [row + "," * (width - row.count(",")) for row in rows]
    return "\n".join([HEADER, *rows, ""]).encode()


def all_staff():
    return Circle.objects.get(pk=Circle.ALL_STAFF)


def looked_over(user, institution, *rows, circle=None, source="cabinet"):
    """The lines of a file, and where they go."""
    to = Destination(institution, circle or all_staff(), source)
    return compare(read_holders(file_of(*rows)).rows, to, user=user), to


def brought_in(user, institution, *rows, **kwargs):
    """Imports everything that can be; returns the `Tally`."""
    lines, to = looked_over(user, institution, *rows, **kwargs)
    return write([line for line in lines if line.can_be_imported], to)


def told(lines):
    """(status, why) of each line."""
    return [(str(line.status), " ".join(line.why)) for line in lines]


def statuses(lines):
    return [str(line.status) for line in lines]
