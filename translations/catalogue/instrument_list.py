"""A list of instruments on its way in: read, compared, written as one batch.

The file is read once (`read`); its rows are compared anew each time somebody looks at
them, so that what came meanwhile makes no second document.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports.row_writer import wait_for_other_imports
from officials.imports.tables import read_table
from officials.names.fold import fold
from officials.security.models import Circle
from translations.catalogue.instruments import Instrument, documents_of
from translations.catalogue.models import Document, DocumentTitle
from translations.catalogue.rights import RightsHolders

KIND = "instrument"  # of the file that waits
TWIN = gettext_lazy("A document of this title is here, with another symbol or none.")
MEGABYTES = 5
MOST_ROWS = 5000
COLUMNS = {
    "huri_code": "code",
    "level": "level",
    "english": "english",
    "french": "french",
    "spanish": "spanish",
}


class Brought(NamedTuple):
    """What a list brings, and (number of the row, title, why it stays out).

    `present` counts the rows whose document
    is here already, or stands further up in the list.
    """

    documents: list[Instrument]
    left_out: list[tuple[int, str, str]]
    present: int


def read(content):
    """The rows of the file: dicts of text by column, and `number`.

    ValidationError where it cannot be read, or has no column of English titles.
    """
    if len(content) > MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is too large: %(most)s MB is the most that fits.")
            % {"most": MEGABYTES}
        )
    table = read_table("table", content, COLUMNS, most_rows=MOST_ROWS)
    names = [name.casefold() for name in table.header]
    if "english" not in names:
        raise ValidationError(
            _("The first line names the columns: at least “english”, the title.")
        )
    places = {name: names.index(name) for name in COLUMNS if name in names}
    return [
        {"number": str(number)} | {name: cells[at] for name, at in places.items()}
        for number, cells in table.rows
    ]


def compare(rows, user):
    """What the rows bring beside the documents that `user` sees: a `Brought`."""
    present = Document.objects.visible_to(user).values_list("symbol", "title")
    present = [*present, *(("", title) for _symbol, title in present)]
    titles = {fold(title) for _symbol, title in present}
    documents, left_out = documents_of(rows, present)
    reasons = [
        (int(row["number"]), row.get("english", "").strip(), reason)
        for row, reason in left_out
    ]
    new = []
    for instrument in documents:
        try:
            check(instrument)
            if fold(instrument.title) in titles:
                raise ValidationError(TWIN)
        except ValidationError as refusal:
            reason = " ".join(refusal.messages)
            reasons.append((instrument.number, instrument.title, reason))
        else:
            new.append(instrument)
    present_count = len(rows) - len(new) - len(reasons)
    return Brought(new, sorted(reasons), present_count)


def check(instrument):
    """ValidationError where a column of the tables has no room for what it says."""
    document = document_of(instrument)
    document.clean_fields(exclude=["circle"])
    for title in titles_of(instrument, document):
        title.clean_fields(exclude=["circle", "document"])


def document_of(instrument):
    """The unsaved document; its issuer as the issuer calls itself in English."""
    with override("en"):
        issuer = str(instrument.issuer_name)
    return Document(
        circle_id=Circle.ALL_STAFF,
        title=instrument.title,
        symbol=instrument.symbol.full if instrument.symbol else "",
        issuer=issuer,
        kind=instrument.kind,
        adopted_on=instrument.adopted,
    )


def titles_of(instrument, document):
    """Its unsaved titles in the languages other than that of its own title."""
    return [
        DocumentTitle(
            document=document,
            circle_id=document.circle_id,
            language=language,
            text=text,
        )
        for language, text in instrument.titles.items()
        if language != "en"
    ]


@transaction.atomic
def take_in(rows, *, by, chosen=None, details=None):
    """Writes the new documents, or of those the ones of the rows in `chosen`.

    Returns how many, and their `Batch` (None when there was nothing new). All or none.
    """
    wait_for_other_imports()
    instruments = [
        instrument
        for instrument in compare(rows, by).documents
        if chosen is None or instrument.number in chosen
    ]
    if not instruments:
        return 0, None
    documents, titles, holders = [], [], RightsHolders()
    for instrument in instruments:
        document = document_of(instrument)
        document.rights_holder = holders.of(document.symbol, document.issuer)
        documents.append(document)
        titles += titles_of(instrument, document)
    Document.objects.bulk_create(documents)
    DocumentTitle.objects.bulk_create(titles)
    batch = batch_steps.begin(
        Batch.Kind.IMPORT,
        by=by,
        details={**(details or {}), "documents": len(documents)},
    )
    for model, records in ((Document, documents), (DocumentTitle, titles)):
        batch_steps.made(batch, model, [each.pk for each in records])
    return len(documents), batch
