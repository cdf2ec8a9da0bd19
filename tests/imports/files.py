"""Small files of office-holders, and a short way to compare and to import them."""

from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports import sentences, staged_rows
from officials.imports.columns import MEANINGS
from officials.imports.destination import Destination
from officials.imports.differences import compare
from officials.imports.file_reader import Kind, read
from officials.imports.models import StagedRow
from officials.imports.row_writer import take_in
from officials.security.models import Circle

HEADER = "position,person,personID,start,end,gender,DOB,DOD"


def file_of(*rows):
    """A file with a row for each text; what a row leaves out at its end is empty."""
    width = HEADER.count(",")
    rows = [row + "," * (width - row.count(",")) for row in rows]
    return "\n".join([HEADER, *rows, ""]).encode()


def read_holders(content, kind=Kind.TABLE, meanings=MEANINGS):
    return read(content, kind, meanings)


def all_staff():
    return Circle.objects.get(pk=Circle.ALL_STAFF)


def compared(user, content, to, choices=None, kind=Kind.TABLE):
    """The staged rows of a file beside what is on record, and what is to be made."""
    staged_rows.copy_in(read(content, kind, MEANINGS, post=to.post).rows)
    institutions = compare(to, user=user, choices=choices)
    staged_rows.keep(1, user)
    return list(StagedRow.objects.filter(file=1).order_by("number")), institutions


def looked_over(user, institution, *rows, circle=None, source="cabinet", **kwargs):
    """The rows of a file, and where they go."""
    to = Destination(institution, circle or all_staff(), source, **kwargs)
    return compared(user, file_of(*rows), to)[0], to


def brought_in(user, institution, *rows, circle=None, source="cabinet", **kwargs):
    """Imports everything that can be; returns the `Tally`."""
    to = Destination(institution, circle or all_staff(), source, **kwargs)
    return taken_in(user, file_of(*rows), to)


def taken_in(user, content, to, choices=None, kind=Kind.TABLE):
    """Imports everything that can be of a file; returns the `Tally`."""
    _rows, institutions = compared(user, content, to, choices, kind)
    return take_in(batch_steps.begin(Batch.Kind.IMPORT, by=user), to, institutions)


def why(row):
    return [*row.problems, *row.faults, *map(sentences.sentence, row.why)]


def verdicts(rows):
    """(status, why) of each row."""
    return [(row.status, " ".join(why(row))) for row in rows]


def statuses(rows):
    return [row.status for row in rows]
