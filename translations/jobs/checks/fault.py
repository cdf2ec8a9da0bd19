"""What a check says of a translated segment."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

ERROR, WARNING = "error", "warning"
SOURCE, TARGET = "source", "target"

KINDS = {
    "empty": _("Empty"),
    "untranslated": _("Not translated"),
    "length": _("Length"),
    "tags": _("Tags"),
    "numbers": _("Numbers"),
    "dates": _("Dates"),
    "references": _("References"),
    "symbols": _("Symbols"),
    "quotes": _("Quotation marks"),
    "end": _("End of the sentence"),
    "double": _("Double word"),
    "inconsistent": _("Translated in two ways"),
    "terms": _("Terms"),
}


class Place(NamedTuple):
    """A piece of the source or the target, counted in the text with its tags."""

    side: str
    start: int
    end: int


@dataclass(frozen=True)
class Fault:
    """One fault; `sentence` is lazy and says what differs."""

    kind: str
    grade: str
    sentence: Promise | str
    where: tuple[Place, ...] = ()


def differs(kind, lost, more):
    """The sentence of a fault: `lost` is only in the source, `more` in the target."""
    if lost and more:
        text = _("{kind}: {lost} in the source, {more} in the translation.")
    elif lost:
        text = _("{kind}: {lost} is missing in the translation.")
    else:
        text = _("{kind}: {more} is not in the source.")
    return format_lazy(text, kind=KINDS[kind], lost=lost, more=more)
