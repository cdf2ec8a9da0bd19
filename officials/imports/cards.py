"""Visiting cards: vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), several in one file."""

import contextlib

import vobject
from django.utils.translation import gettext as _

from officials.imports import cells
from officials.imports.delimited import ENCODINGS, UnreadableFile, decoded
from officials.imports.rows import Row
from officials.people.models import ContactPoint

MOST = 20_000
MOBILE = {"CELL", "MOBILE", "IPHONE"}


def read_cards(content):
    """(`Row`s, manner) of a file of cards; UnreadableFile when it holds none."""
    text, encoding = decoded(content)
    rows = [card_row(number, each) for number, each in enumerate(split(text), start=1)]
    if not rows:
        raise UnreadableFile(_("The file holds no visiting card."))
    return rows, f"vCard, {ENCODINGS[encoding]}"


def split(text):
    """The text of each card; one that is damaged does not spoil the others."""
    cards, lines = [], None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        marker = line.strip().upper()
        if marker == "BEGIN:VCARD":
            lines = []
        if lines is not None:
            lines.append(line)
        if marker == "END:VCARD" and lines is not None:
            cards.append("\n".join(lines) + "\n")
            lines = None
        if len(cards) > MOST:
            raise UnreadableFile(
                _("The file has more than %(most)s rows. Cut it in parts."), most=MOST
            )
    if lines:
        cards.append("\n".join(lines))
    return cards


def card_row(number, text):
    """The `Row` of one card."""
    row = Row(number)
    try:
        card = next(vobject.readComponents(text, allowQP=True))
    except Exception:  # vobject raises whatever its parts raise
        row.refuse(_("This card is damaged: it cannot be read to its end."))
        return row
    set_name(row, card)
    organisation = first(card, "org")
    parts = organisation if isinstance(organisation, list) else [organisation]
    take(row, "institution", cells.an_institution, parts[0] or "")
    take(row, "post", cells.a_title, first(card, "title") or first(card, "role"))
    take(row, "gender", cells.a_gender, first(card, "gender"))
    take(row, "born", cells.a_day_past, birthday(first(card, "bday")))
    if uid := first(card, "uid"):
        row.who = f"k:{uid}"[:300]
    for each in card.contents.get("tel", []):
        kinds = {str(kind).upper() for kind in each.params.get("TYPE", [])}
        mobile = kinds & MOBILE or each.params.keys() & MOBILE
        kind = ContactPoint.Kind.MOBILE if mobile else ContactPoint.Kind.OFFICE_PHONE
        add_contact(row, kind, str(each.value).removeprefix("tel:"))
    for each in card.contents.get("email", []):
        add_contact(row, ContactPoint.Kind.EMAIL, each.value)
    if note := first(card, "note"):
        row.add_extra("remarks", str(note).replace("\x00", "")[:5000])
    return row


def set_name(row, card):
    """FN, or else what N puts together; parts as N tells them."""
    full_name, structured_name = first(card, "fn"), first(card, "n")
    parts = [
        str(getattr(structured_name, part, "") or "")
        for part in ("family", "given", "additional")
    ]
    text = full_name or " ".join(
        part for part in (parts[1], parts[2], parts[0]) if part
    )
    take(row, "name", cells.a_name, text)
    if row.name is None and not row.problems:
        row.refuse(_("A card without a name."))
    if row.name and any(parts[:2]):
        family, given, additional = (" ".join(part.split())[:100] for part in parts)
        row.name = row.name._replace(family=family, given=given, patronymic=additional)


def first(card, name):
    content_lines = card.contents.get(name)
    return content_lines[0].value if content_lines else ""


def birthday(value):
    """As files have dates: 19700513 becomes 1970-05-13; --0513 has no year."""
    text = str(value or "").partition("T")[0]
    if len(text) == 8 and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return "" if text.startswith("--") else text


def add_contact(row, kind, value):
    text = " ".join(str(value).replace("\x00", " ").split())
    with contextlib.suppress(ValueError):
        row.add("contacts", [kind, cells.a_contact(text)])


def take(row, name, read, value):
    text = " ".join(str(value or "").replace("\x00", " ").split())
    if not text:
        return
    try:
        setattr(row, name, read(text))
    except ValueError as reason:
        row.refuse(str(reason))
