"""A source and a text that others made of it, sentence beside sentence.

What somebody has looked over enters the memory: as official text where the edition is
one, else as checked alignment.
"""

import hashlib
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from officials.workflow import in_the_name_of
from translations.formats import files
from translations.formats.readers.tags import text_of
from translations.formats.sentences import sentences_of
from translations.jobs.models import Edition
from translations.jobs.segmentation import content_of
from translations.memory import workflow as memory
from translations.memory.alignment import Sentence, pairs_of
from translations.memory.models import MemoryPair
from translations.terms.bare_text import GAP, bare

MOST = 3_000  # sentences of a text


class Row(NamedTuple):
    """A pair of sentences to look over; `digest` stands for its words."""

    number: int
    source: str
    target: str
    is_sure: bool
    digest: str


def rows_of(text, edition):
    """The Rows of a source text and an edition of its document, in their order.

    ValidationError, in words, where one of the files cannot be read or is too long.
    """
    sources = sentences_in(text, text.language)
    targets = sentences_in(edition, edition.language)
    pairs = enumerate(pairs_of(sources, targets), start=1)
    return [Row(number, *pair, digest_of(pair)) for number, pair in pairs]


def sentences_in(record, language):
    """The Sentences in the file of `record`, without tags."""
    content = content_of(record)
    text = files.read(files.kind_of(record.file_name, content), content, as_final=True)
    sentences = []
    for paragraph in text.paragraphs:
        if paragraph.locked:
            continue
        begins = True
        for sentence in sentences_of(paragraph.text, language, paragraph.tags):
            words = " ".join(bare(sentence.text).text.replace(GAP, " ").split())
            if any(letter.isalnum() for letter in words):
                sentences.append(Sentence(words, begins))
                begins = False
    if len(sentences) > MOST:
        raise ValidationError(
            _("It has more than %(number)s sentences: bring a part of it."),
            params={"number": MOST},
        )
    return sentences


def digest_of(pair):
    """What tells whether a pair is the one that somebody saw."""
    words = f"{pair.source}\t{pair.target}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def enter(rows, text, edition, *, by):
    """The memory keeps `rows`; how many are new, and their `Batch` (or None)."""
    document = edition.document
    official = edition.kind == Edition.Kind.OFFICIAL and text.is_authentic
    grade = MemoryPair.Grade.OFFICIAL if official else MemoryPair.Grade.ALIGNED
    entries = [
        memory.Entry(text_of([row.source]), text_of([row.target])) for row in rows
    ]
    with in_the_name_of(by):
        return memory.align(
            entries,
            by=by,
            origin=edition.pk,
            circle_id=edition.circle_id,
            source_language=text.language,
            target_language=edition.language,
            grade=grade,
            symbol=document.symbol,
            title=document.title,
            issuer=document.issuer,
        )


def texts_for(edition, user):
    """The texts of its document that an edition can be put beside: other languages."""
    texts = edition.document.texts.visible_to(user).exclude(file="")
    return texts.exclude(language=edition.language)
