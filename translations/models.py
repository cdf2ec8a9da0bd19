"""What we can offer to read: documents, and what becomes of them in other languages."""

from translations.catalogue.models import (
    Disclaimer,
    Document,
    DocumentTheme,
    DocumentTitle,
    Issuer,
    SourceText,
)
from translations.deliveries.models import Delivery
from translations.jobs.models import Edition, Segment, SegmentComment, Translation
from translations.memory.models import MemoryPair, WordPairCount
from translations.terms.models import StyleSheet, Term, TermForm

__all__ = [
    "Delivery",
    "Disclaimer",
    "Document",
    "DocumentTheme",
    "DocumentTitle",
    "Edition",
    "Issuer",
    "MemoryPair",
    "Segment",
    "SegmentComment",
    "SourceText",
    "StyleSheet",
    "Term",
    "TermForm",
    "Translation",
    "WordPairCount",
]
