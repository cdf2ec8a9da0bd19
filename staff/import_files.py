"""Files on their way in: brought, set up, looked over, imported or dropped, undone.

A file waits in `ImportFile`, its rows in `StagedRow`. Nothing else is written until a
person confirms; then the comparison is made anew, and all of the rows or the chosen
ones go in as one `Batch`, or nothing does. Rows in doubt wait until they are decided.
"""

import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.monitoring import recommendation_list
from engagements.relationships import relationship_list as relationships
from engagements.relationships.sheet_stages import Stages, stages_brought
from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports import staged_rows
from officials.imports.columns import MEANINGS, signature
from officials.imports.destination import Destination
from officials.imports.differences import compare
from officials.imports.file_reader import (
    HAVE_COLUMNS,
    Layout,
    layout_of,
    read,
    recognised_kind,
)
from officials.imports.file_reader import check as check_readable
from officials.imports.models import StagedRow
from officials.imports.row_writer import Tally, take_in, wait_for_other_imports
from officials.security.context import in_bulk
from staff.models import ImportFile, ImportMapping
from translations.catalogue import instrument_list
from translations.terms import term_list

KEPT_FOR = datetime.timedelta(days=1)
KEPT_DECIDED = datetime.timedelta(days=30)
NAME_LENGTH = ImportFile._meta.get_field("name").max_length
CHOICES = ("new", "later")
SOURCE = "source"  # the kind of a source text that takes long to split
EMAIL = "email"  # the kind of an e-mail that takes long to read
# What comes back to a translation: a table or a memory, a translated document.
RETURN, RETURNED_TEXT = "return", "text"
BROUGHT_ELSEWHERE = (
    recommendation_list.KIND,
    instrument_list.KIND,
    term_list.KIND,
    SOURCE,
    EMAIL,
    RETURN,
    RETURNED_TEXT,
)


class ImportedAlready(ValidationError):
    """Somebody confirmed this file before, in another tab for instance."""


class Taken(NamedTuple):
    """What an import wrote, as a tally, relationships beside, and its batch; and what
    became of the stages that the file says, in sentences."""

    tally: Tally
    relationships: int
    batch: Batch | None
    stages: list


def all_meanings():
    """What columns may mean: of officials, and of our relationships with them."""
    return MEANINGS | relationships.meanings()


# Bringing


def bring(content, *, name, by):
    """Keeps a file that can be read, for a day at most; raises `UnreadableFile`.

    `TakesLong` where the caller's patience ends (`reader_process.at_most`).
    """
    sweep()
    file = not_yet_read(content, name=name, by=by)
    check_readable(content, file.kind, all_meanings())
    file.save()
    return file


def not_yet_read(content, *, name, by):
    """A file of what it seems to be, which is not kept yet."""
    return of_kind(recognised_kind(content, name), content, name=name, by=by)


def of_kind(kind, content, *, name, by):
    """A file of that kind, which is not kept yet."""
    return ImportFile(
        brought_by=by,
        name=name.replace("\x00", "")[-NAME_LENGTH:],
        content=content,
        kind=kind,
        kept_until=timezone.now() + KEPT_FOR,
    )


def sweep():
    """Forgets files that nobody imported, and their rows: whichever show here."""
    for file in ImportFile.objects.filter(kept_until__lt=timezone.now()):
        drop(file)


def layout(file):
    """The `Layout` of a file with columns, its guesses those kept from the last one."""
    if file.kind not in HAVE_COLUMNS:
        return None
    if "layout" in file.work:
        file_layout = Layout(**file.work["layout"])
    else:
        file_layout = layout_of(bytes(file.content), file.kind, all_meanings())
    mapping = ImportMapping.objects.filter(
        kept_by=file.brought_by, signature=signature(file_layout.header)
    ).first()
    if mapping and len(mapping.meanings) == len(file_layout.header):
        return file_layout._replace(guessed=mapping.meanings)
    return file_layout


def keep_mapping(header, meanings, by):
    """Remembers what the columns of this layout mean, for the next such file."""
    ImportMapping.objects.update_or_create(
        kept_by=by, signature=signature(header), defaults={"meanings": meanings}
    )


def set_up(file, destination, meanings=None):
    """Reads `file` as said and compares its rows; raises `UnreadableFile`.

    `TakesLong` where the caller's patience ends (`reader_process.at_most`).
    """
    content = bytes(file.content)
    rows = read(content, file.kind, all_meanings(), meanings, destination.post)
    lay_out(file, rows, destination, meanings)


@transaction.atomic
def lay_out(file, rows, destination, meanings):
    """Compares the `FileContents` of `file` with what is on record, and keeps that."""
    file.settings = {**destination.as_settings(), "meanings": meanings}
    file.settings |= {
        "manner": rows.manner,
        "unread": rows.unread,
        "rows": len(rows.rows),
    }
    staged_rows.copy_in(rows.rows)
    _compare(file, destination)
    staged_rows.keep(file.pk, file.brought_by)
    file.save(update_fields=["settings", "kind"])


def _compare(file, to):
    comparison = compare(
        to,
        user=file.brought_by,
        choices=file.choices,
        further=(relationships.compare,),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT title FROM brought_post WHERE is_new AND crowded"
        )
        file.settings["crowded"] = sorted(title for (title,) in cursor.fetchall())
    file.settings["stages"] = stages_brought(taken=False)._asdict()
    return comparison


# Looking over


def stage_sentences(file):
    """What becomes of the stages that the file says, for who looks it over."""
    stages = file.settings.get("stages")
    return Stages(**stages).sentences() if stages else []


def destination_of(file):
    """Where `file` goes, as who brought it sees it now.

    Raises ImportedAlready, and ValidationError when it can no longer go there or
    nobody has said where yet.
    """
    if not file.content:
        raise ImportedAlready(_("This file was imported already."))
    if not file.settings:
        raise ValidationError(_("Say first where the rows of this file go."))
    return Destination.of(file.settings, user=file.brought_by)


def rows_of(file):
    """The compared rows of `file`; made anew when a crash has emptied their table."""
    rows = StagedRow.objects.visible_to(file.brought_by).filter(file=file.pk)
    if file.settings["rows"] and not rows.exists():
        set_up(file, destination_of(file), file.settings["meanings"])
    return rows


@transaction.atomic
def compare_again(file):
    """Compares the rows of `file` with what is on record now."""
    to = destination_of(file)
    rows_of(file)
    staged_rows.take_out(file.pk, file.brought_by)
    _compare(file, to)
    staged_rows.keep(file.pk, file.brought_by)
    file.save(update_fields=["settings"])


def decide(file, choices):
    """Keeps what a person decided of rows in doubt, {number: choice}; 30 days.

    A choice is “new”, “later”, or the key of one of the candidates of that row.
    """
    rows = rows_of(file).filter(number__in=choices, candidates__gt=[])
    candidates = {
        row.number: {each["official"] for each in row.candidates} for row in rows
    }
    all_choices = dict(file.choices)
    for number, choice in choices.items():
        if number in candidates and (choice in CHOICES or choice in candidates[number]):
            all_choices[str(number)] = choice
        elif number in candidates and not choice:
            all_choices.pop(str(number), None)
    if all_choices == file.choices:
        return
    file.choices = all_choices
    file.kept_until = timezone.now() + KEPT_DECIDED
    file.save(update_fields=["choices", "kept_until"])
    compare_again(file)


# Importing


@transaction.atomic
def confirm(file, numbers=None):
    """Imports every new and changed row of `file`, or those numbered in `numbers`.

    Returns `Taken`. The content of the file is gone then, unless rows wait to be
    decided or were not chosen. Raises ImportedAlready, and ValidationError when a
    chosen row has become wrong meanwhile.
    """
    file = ImportFile.objects.select_for_update().get(pk=file.pk)
    wait_for_other_imports()
    to = destination_of(file)
    rows_of(file)
    staged_rows.take_out(file.pk, file.brought_by)
    with in_bulk():
        comparison = _compare(file, to)
        if numbers is not None:
            check_chosen(numbers)
        batch = batch_steps.begin(Batch.Kind.IMPORT, by=file.brought_by)
        tally = take_in(batch, to, comparison, numbers)
        stages = stages_brought(taken=True).sentences()
        related = relationships.take_in(batch, to, file.brought_by)
    waiting = count_waiting(numbers)
    if waiting:
        file.kept_until = timezone.now() + KEPT_DECIDED
        file.save(update_fields=["kept_until"])
        _compare(file, Destination.of(file.settings, user=file.brought_by))
        staged_rows.keep(file.pk, file.brought_by)
    else:
        forget(file)
    if not any(tally) and not related:
        batch.delete()
        return Taken(tally, 0, None, [])
    batch.details = {"file": file.pk, **tally._asdict(), "relationships": related}
    batch.save(update_fields=["details"])
    return Taken(tally, related, batch, stages)


def check_chosen(numbers):
    """ValidationError when one of the rows numbered in `numbers` is wrong by now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM brought_result WHERE status IN ('wrong', 'doubt')"
            " AND number = ANY(%s) LIMIT 1",
            [sorted(numbers)],
        )
        if cursor.fetchone():
            raise ValidationError(
                _("The records have changed since you looked. Look again, then import.")
            )


def count_waiting(numbers):
    """How many rows an import leaves behind that could come in later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM brought_result WHERE status = 'doubt'"
            " OR status IN ('new', 'changed') AND %s::int[] IS NOT NULL"
            " AND number <> ALL(%s)",
            [numbers and sorted(numbers), sorted(numbers or ())],
        )
        return cursor.fetchone()[0]


def forget(file):
    """Empties a file that is in; its name stays, for the list of imports."""
    staged_rows.drop(file.pk, file.brought_by)
    file.content, file.settings, file.work, file.choices = b"", {}, {}, {}
    file.kept_until = None
    file.save(update_fields=["content", "settings", "work", "choices", "kept_until"])


def drop(file):
    """Forgets a file that was not imported, and its rows."""
    if imported_from(file):
        forget(file)
    else:
        staged_rows.drop(file.pk, file.brought_by)
        file.delete()


def imported_from(file):
    """Whether a part of `file` is in: then its name stays, for the list of imports."""
    mine = Batch.objects.visible_to(file.brought_by).filter(kind=Batch.Kind.IMPORT)
    return mine.filter(details__file=file.pk).exists()
