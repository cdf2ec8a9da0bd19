"""Documents, what they are called, the texts they come in, and who issues them."""

from translations.catalogue.models.documents import (
    LONGEST,
    MINE,
    MY_JOB,
    SYMBOL_TAKEN,
    Document,
    DocumentTheme,
    DocumentTitle,
    NormalSymbolField,
)
from translations.catalogue.models.issuers import Disclaimer, Issuer, Rights
from translations.catalogue.models.texts import SourceText

__all__ = [
    "LONGEST",
    "MINE",
    "MY_JOB",
    "SYMBOL_TAKEN",
    "Disclaimer",
    "Document",
    "DocumentTheme",
    "DocumentTitle",
    "Issuer",
    "NormalSymbolField",
    "Rights",
    "SourceText",
]
