"""Rights of documents: who holds them, what is decided, what blocks a publication.

What was decided of a document itself goes before what holds for its issuer. The wall of
the database says the same (`app_rights_decided`, translations/jobs/before.sql).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from officials.dates import short_date
from officials.names.fold import fold
from officials.security.models import Circle
from translations.catalogue.bodies import BODIES, ISSUERS, Body
from translations.catalogue.models import Issuer, Rights
from translations.catalogue.official_languages import body_named
from translations.catalogue.symbols import parse

# Each refusal of the wall, in words.
SENTENCES = {
    "rights_undecided": gettext_lazy(
        "Nobody has decided what the rights holder allows for translations: write it "
        "on the page of the issuer, or of the document."
    ),
    "rights_forbidden": gettext_lazy("The rights holder does not allow translations."),
    "permission_missing": gettext_lazy(
        "The rights holder has not given permission yet: note its day, and where it "
        "is written."
    ),
}
# Where an issuer says what it allows, as far as we have read it: the office decides.
WHERE_WRITTEN = {
    "un": (
        "ST/AI/189/Add.9/Rev.2 (1987), paragraphs 2 and 11: documents with a symbol "
        "are not copyrighted; a translation names the United Nations as the publisher "
        "of the authentic text and says who answers for its accuracy"
    ),
    "european-union": "Commission Decision 2011/833/EU on the reuse of documents",
}
NOBODYS = ("other-court",)  # many courts by one name
FALLBACK = "en"  # the language of a disclaimer, where there is none in the wanted one


def decision_on(document):
    """What holds for translations of `document`: itself, its `Issuer`, or None."""
    if document.rights:
        return document
    return Issuer.objects.filter(pk=document.rights_holder_id).first()


def block_of(document):
    """Why no translation of it may be published, in a sentence; or None."""
    decision = decision_on(document)
    if decision is None or not decision.rights:
        return SENTENCES["rights_undecided"]
    if decision.rights == Rights.FORBIDDEN:
        return SENTENCES["rights_forbidden"]
    if decision.rights == Rights.PERMISSION and not decision.permitted_on:
        return SENTENCES["permission_missing"]
    return None


def decision_in_words(decision):
    """What was decided, in words; of an issuer, a document, or nothing (None)."""
    if decision is None or not decision.rights:
        return Rights.UNDECIDED.label
    words = decision.get_rights_display()
    if decision.rights != Rights.PERMISSION:
        return words
    if not decision.permitted_on:
        return _("%(rights)s: we wait for it") % {"rights": words}
    day = short_date(decision.permitted_on)
    return _("%(rights)s: given on %(day)s") % {"rights": words, "day": day}


def disclaimer_of(document, language):
    """The lines that its issuer wants in a translation into `language`; maybe none.

    Where the issuer has none in that language, the one in English.
    """
    texts = Issuer.disclaimers.rel.related_model.objects.filter(
        issuer=document.rights_holder_id, language__in=[language, FALLBACK]
    )
    by_language = dict(texts.values_list("language", "text"))
    text = by_language.get(language) or by_language.get(FALLBACK, "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def organisation_of(symbol, issuer):
    """The code (`ISSUERS`) of whoever issued it, by its symbol or its name, or None."""
    mark = parse(symbol)
    if mark and mark.body != "treaty-series" and mark.issuer not in NOBODYS:
        return mark.issuer
    code = body_named(issuer)
    return BODIES.get(code, Body(code)).issuer if code else None


class RightsHolders:
    """The issuers on record, to find or to make the one of a document."""

    def __init__(self):
        self.by_code, self.by_name = {}, {}
        for each in Issuer.objects.filter(circle=Circle.ALL_STAFF).order_by("-pk"):
            self.by_code[organisation_of("", each.name)] = each
            for name in filter(None, (each.name, each.name_ru)):
                self.by_name[fold(name)] = each

    def of(self, symbol, issuer):
        """The `Issuer`; one that we know of is put on record, undecided. Or None."""
        if holder := self.by_name.get(fold(issuer)):
            return holder
        code = organisation_of(symbol, issuer)
        if code in ISSUERS and code not in self.by_code:
            self.by_code[code] = make(code)
        return self.by_code.get(code) if code else None


def make(code):
    """Puts an issuer that we know of on record, with its names; nothing is decided."""
    names = {}
    for language in ("en", "ru"):
        with override(language):
            names[language] = str(ISSUERS[code])
    return Issuer.objects.create(
        name=names["en"],
        name_ru=names["ru"] if names["ru"] != names["en"] else "",
        where_written=WHERE_WRITTEN.get(code, ""),
    )
