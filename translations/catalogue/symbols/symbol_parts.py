"""What a symbol says: its normal form, who issued it, and what was mended in it."""

import datetime
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from translations.catalogue.bodies import BODIES, ISSUERS

MENDS = {
    "cyrillic": _(
        "Written with Cyrillic letters that look like Latin ones; here they are Latin."
    ),
    "prefix": _("The prefix follows the year of the recommendation: %(normal)s."),
    "vote": _("R/ is how lists of votes write A/RES/: %(normal)s."),
    "session": _(
        "Up to 1975 the session stands behind, in Roman numerals: %(normal)s."
    ),
    "organ": _("The symbol begins with the organ: %(normal)s."),
    "series": _(
        "Treaties up to No. 193 are of the series ETS, later ones of CETS: %(normal)s."
    ),
    "edition": _("Another language of the same document: %(normal)s."),
}


@dataclass(frozen=True)
class Symbol:
    """One document as its symbol names it.

    `normal` is the form that all ways of writing it share, and that tells it from every
    other document. Kept apart from it: the `letter` of a resolution in parts (217 A),
    the `part` of a document in volumes (Vol. I). `mends` are codes of MENDS. `day` and
    `applications` are what the identifier of a judgment says of the case.
    """

    normal: str
    body: str
    letter: str = ""
    part: str = ""
    mends: tuple[str, ...] = ()
    day: datetime.date | None = None
    applications: tuple[str, ...] = ()

    @property
    def issuer(self):
        """The code of the organisation, a key of ISSUERS."""
        return BODIES[self.body].issuer

    @property
    def issuer_name(self):
        return ISSUERS[self.issuer]

    @property
    def body_name(self):
        return BODIES[self.body].name

    @property
    def full(self):
        """The normal form with the letter and the part: `A/RES/217 (III) A`."""
        return " ".join(filter(None, (self.normal, self.letter, self.part)))

    def mended(self):
        """A sentence for each thing that stood otherwise in the text."""
        return [MENDS[code] % {"normal": self.normal} for code in self.mends]

    def with_mend(self, code):
        return replace(self, mends=(*self.mends, code))

    def __str__(self):
        return self.full
