"""Files of office-holders on their way in: brought, looked over, imported or dropped.

A file waits in `ImportFile`. Nothing else is written until a person confirms; then the
comparison is made anew, and all of the rows or the chosen ones go in, or nothing does.
"""

import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.office_holders.comparison import Line, Status, compare
from officials.office_holders.destination import Destination
from officials.office_holders.rows import HolderFile, read_holders
from officials.office_holders.writing import wait_for_other_imports, write
from staff.models import ImportFile

KEPT_FOR = datetime.timedelta(days=1)
NAME_LENGTH = ImportFile._meta.get_field("name").max_length


class ImportedAlready(ValidationError):
    """Somebody confirmed this file before, in another tab for instance."""


class LookedOver(NamedTuple):
    """A file as read, where it goes, and its rows beside what is on record."""

    holders: HolderFile
    to: Destination
    lines: list[Line]


def stage(content, *, name, destination, by):
    """Keeps a file that was read until it is imported or dropped, a day at most."""
    ImportFile.objects.filter(brought_at__lt=timezone.now() - KEPT_FOR).delete()
    return ImportFile.objects.create(
        brought_by=by,
        name=name[-NAME_LENGTH:],
        content=content,
        settings=destination.as_settings(),
    )


def look_over(file, *, locked=False):
    """What `file` would change, as who brought it sees it now.

    Raises ImportedAlready, and ValidationError when it can no longer go there.
    """
    if not file.content:
        raise ImportedAlready(_("This file was imported already."))
    holders = read_holders(bytes(file.content))
    to = Destination.of(file.settings, user=file.brought_by)
    lines = compare(holders.rows, to, user=file.brought_by, locked=locked)
    return LookedOver(holders, to, lines)


@transaction.atomic
def confirm(file, chosen=None):
    """Imports every new and changed row of `file`, or those numbered in `chosen`.

    Returns a `Tally`; the content of the file is gone then. Raises ImportedAlready,
    and ValidationError when a chosen row has become wrong meanwhile.
    """
    file = ImportFile.objects.select_for_update().get(pk=file.pk)
    wait_for_other_imports()
    _holders, to, lines = look_over(file, locked=True)
    if chosen is not None:
        lines = [line for line in lines if line.row.number in chosen]
        if any(line.status == Status.WRONG for line in lines):
            raise ValidationError(
                _("The records have changed since you looked. Look again, then import.")
            )
    tally = write([line for line in lines if line.can_be_imported], to)
    file.content, file.settings = b"", {}
    file.save(update_fields=["content", "settings"])
    return tally
