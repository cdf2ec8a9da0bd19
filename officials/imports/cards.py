"""Visiting cards: what their reader brings, made into rows."""

import contextlib

from django.utils.translation import gettext as _

from officials.imports import cells
from officials.imports.reader_process import nothing_strange, records_of
from officials.imports.readers.limits import LIMITS
from officials.imports.rows import Row
from officials.imports.unreadable_files import UnreadableFile
from officials.people.models import ContactPoint

MOBILE = {"CELL", "MOBILE", "IPHONE"}


def read_cards(content):
    """(`Row`s, manner) of a file of cards; UnreadableFile when it holds none."""
    options = {"most_rows": LIMITS["cards"].rows}
    records = records_of("cards", content, options)
    with nothing_strange():
        head, *cards = records
        manner = f"vCard, {head['encoding']}"
        rows = [card_row(number, card) for number, card in enumerate(cards, start=1)]
    if not rows:
        raise UnreadableFile(_("The file holds no visiting card."))
    return rows, manner


def card_row(number, card):
    """The `Row` of one card, a dict of text; {} is one that could not be read."""
    row = Row(number)
    if not card:
        row.refuse(_("This card is damaged: it cannot be read to its end."))
        return row
    set_name(row, card)
    take(row, "institution", cells.an_institution, card["institution"])
    take(row, "post", cells.a_title, card["post"])
    take(row, "gender", cells.a_gender, card["gender"])
    take(row, "born", cells.a_day_past, birthday(card["born"]))
    if uid := even(card["uid"]):
        row.who = f"k:{uid}"[:300]
    for telephone, *kinds in card["telephones"]:
        kind = ContactPoint.Kind.OFFICE_PHONE
        if MOBILE.intersection(kinds):
            kind = ContactPoint.Kind.MOBILE
        add_contact(row, kind, telephone.removeprefix("tel:"))
    for address in card["addresses"]:
        add_contact(row, ContactPoint.Kind.EMAIL, address)
    if card["note"]:
        row.add_extra("remarks", card["note"].replace("\x00", "")[:5000])
    return row


def set_name(row, card):
    """The name as written, or else what its parts put together; parts as told."""
    parts = card["parts"]
    family, given, additional = parts
    whole = [part for part in (given, additional, family) if part]
    take(row, "name", cells.a_name, card["name"] or " ".join(whole))
    if row.name is None and not row.problems:
        row.refuse(_("A card without a name."))
    if row.name and any(parts[:2]):
        family, given, additional = (even(part)[:100] for part in parts)
        row.name = row.name._replace(family=family, given=given, patronymic=additional)


def birthday(value):
    """As files have dates: 19700513 becomes 1970-05-13; --0513 has no year."""
    text = value.partition("T")[0]
    if len(text) == 8 and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return "" if text.startswith("--") else text


def add_contact(row, kind, value):
    with contextlib.suppress(ValueError):
        row.add("contacts", [kind, cells.a_contact(even(value))])


def take(row, name, read, value):
    """Puts what `read` makes of a text into the row, or the reason why it cannot."""
    text = even(value)
    if not text:
        return
    try:
        setattr(row, name, read(text))
    except ValueError as reason:
        row.refuse(str(reason))


def even(text):
    """`text` on one line."""
    return " ".join(text.replace("\x00", " ").split())
