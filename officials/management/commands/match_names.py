"""`manage.py match_names FILE`: how well names are matched, on an answer sheet."""

from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from django.core.management.base import BaseCommand, CommandError

from officials.imports.readers.column_words import plain
from officials.imports.tables import read_table
from officials.imports.unreadable_files import UnreadableFile
from officials.names.comparison import compare

SHEETS = ({"name", "id"}, {"one", "other", "same_person"})
NAMES_OF_COLUMNS = {plain(name): name for sheet in SHEETS for name in sheet}
ANSWERS = {"yes": True, "no": False}
MOST_NAMES = 5_000  # each is compared with every other
COLUMNS = (
    "The first row of the file must name the columns name and id, "
    "or one, other and same_person."
)


class Pair(NamedTuple):
    one: str
    other: str
    is_same: bool


class Command(BaseCommand):
    help = (
        "Compares the names of an answer sheet (name,id or one,other,same_person), "
        "lists what was missed, and prints recall and precision."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", help="a CSV file")

    def handle(self, *, file, **options):
        missed, mistaken, match_count = [], [], 0
        for pair in pairs_of(file):
            likeness = compare(pair.one, pair.other)
            if pair.is_same and not likeness.same:
                missed.append((pair, likeness))
            elif likeness.same and not pair.is_same:
                mistaken.append((pair, likeness))
            match_count += likeness.same and pair.is_same
        self.tell("Not found to be one person", missed)
        self.tell("Taken for one person, and are two", mistaken)
        self.stdout.write(f"recall {share(match_count, len(missed)):.3f}")
        self.stdout.write(f"precision {share(match_count, len(mistaken)):.3f}")

    def tell(self, heading, judged):
        """Writes the pairs judged wrongly, with what was thought of them."""
        if not judged:
            return
        self.stdout.write(f"{heading}: {len(judged)}")
        for pair, likeness in judged:
            alike = ", identical strings" if pair.one == pair.other else ""
            why = "; ".join(likeness.sentences()) or "nothing alike"
            self.stdout.write(
                f"  {pair.one} | {pair.other}: {likeness.score:.2f}, {why}{alike}"
            )


def share(right, wrong):
    """The part that is right; 1 when there was nothing to get wrong."""
    return right / (right + wrong) if right + wrong else 1.0


def pairs_of(file):
    """Every `Pair` in the file; CommandError, one sentence, when it cannot be read."""
    try:
        content = Path(file).read_bytes()
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
    except ValueError:
        raise CommandError("That is not the name of a file.") from None
    try:
        table = read_table("table", content, NAMES_OF_COLUMNS)
    except UnreadableFile as fault:
        raise CommandError(" ".join(fault.messages)) from None
    columns = [name.casefold() for name in table.header]
    sheet = next((sheet for sheet in SHEETS if sheet <= {*columns}), None)
    if sheet is None:
        raise CommandError(COLUMNS)
    rows = [
        (
            number,
            {name: cell.strip() for name, cell in zip(columns, cells, strict=True)},
        )
        for number, cells in table.rows
    ]
    return people(rows) if "id" in sheet else list(answers(rows))


def people(rows):
    """Each name with every other: one person when they have one id."""
    if len(rows) > MOST_NAMES:
        raise CommandError(
            f"The file has more than {MOST_NAMES} names; each is compared with every "
            "other. Take fewer."
        )
    for number, row in rows:
        if not row["name"] or not row["id"]:
            raise CommandError(f"Row {number} lacks a name or an id.")
    for (_one, one), (_other, other) in combinations(rows, 2):
        yield Pair(one["name"], other["name"], one["id"] == other["id"])


def answers(rows):
    """The pairs as the file answers them."""
    for number, row in rows:
        answer = row["same_person"].casefold()
        if answer not in ANSWERS:
            raise CommandError(f"Row {number}: same_person is yes or no.")
        yield Pair(row["one"], row["other"], ANSWERS[answer])
