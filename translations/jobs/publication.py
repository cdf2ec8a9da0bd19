"""What has to be done before the next step, and what becomes of a published text."""

import hashlib
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from translations.catalogue.rights import block_of, disclaimer_of
from translations.jobs.checks.open_faults import counts_of, in_words
from translations.jobs.models import Edition, Translation
from translations.jobs.segmentation import file_of, name_of_file

State = Translation.State
IN_WORDS = dict(settings.LANGUAGES)  # those in which we have our own words
SIZE = 1 << 16  # bytes of a file that are read together


def blocks_of(translation, state, *, for_office=True):
    """Sentences that say what has to be done before it may become `state`.

    Rights are a matter of the office: others see no issuer, and are not told.
    """
    blocks = []
    if state != State.REVISING and not (
        translation.file or translation.segments.exists()
    ):
        blocks.append(
            _("There is no text to publish: the translator brings the file first.")
        )
    if unresolved := translation.segments.unresolved().count():
        blocks.append(
            ngettext(
                "%(number)s sentence is not confirmed.",
                "%(number)s sentences are not confirmed.",
                unresolved,
            )
            % {"number": unresolved}
        )
    questions = translation.comments.open_questions().count()
    if state == State.PUBLISHED and questions:
        blocks.append(
            ngettext(
                "%(number)s question to the office is not answered.",
                "%(number)s questions to the office are not answered.",
                questions,
            )
            % {"number": questions}
        )
    if state == State.PUBLISHED and for_office:
        blocks += filter(None, [block_of(translation.document)])
    if state == State.PUBLISHED:
        blocks += [str(check.open_sentence) for check in translation.open_checks()]
        counts = counts_of(translation)
        blocks += in_words(
            {kind: number for (kind, blocks_it), number in counts.items() if blocks_it}
        )
    return blocks


def words_of_translation(translation):
    """All that whoever publishes it stands for: title, sentences, the digest of a file.

    A line a sentence, source and target apart by a tab, and so the translator’s note
    where there is one; what has no segments is its file, by the SHA-256 of the bytes.
    """
    lines = [translation.title, translation.language]
    rows = translation.segments.order_by("position")
    for source, target, note in rows.values_list("source", "target", "note"):
        lines.append("\t".join([source, target, *([note] if note else [])]))
    if translation.file:
        lines.append(f"{translation.file_name}\t{digest_of_file(translation.file)}")
    return "\n".join(lines)


def words_of_attached(edition):
    """What stands for an edition that others made: its title, and its file."""
    lines = [edition.title, edition.language]
    if edition.file:
        lines.append(f"{edition.file_name}\t{digest_of_file(edition.file)}")
    return "\n".join(lines)


def digest_of_file(file):
    """The SHA-256 of the bytes of `file`, in hexadecimal; where it is gone, of none."""
    digest = hashlib.sha256()
    if not file._committed:  # an upload, which is to be saved after this
        for part in file.file.chunks():
            digest.update(part)
        file.file.seek(0)
        return digest.hexdigest()
    with suppress(FileNotFoundError), file.open("rb") as content:
        while part := content.read(SIZE):
            digest.update(part)
    return digest.hexdigest()


def digest_of(words):
    """The digest of `words`, as the database makes it (`app_digest`)."""
    return hashlib.sha256(words.encode()).hexdigest()


def made_edition(translation, *, by, seen="", changes=""):
    """The edition that `translation` becomes: its next number.

    A text that was opened for a correction becomes a correction of the last edition.
    `seen` is the digest of what `by` looked at; where it is another by now, a
    ValidationError says so.
    """
    locked = Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
    words = words_of_translation(locked)
    if seen and seen != digest_of(words):
        raise ValidationError(
            _("The text has changed since you looked at it: look once more.")
        )
    number, correction = next_number(locked)
    edition = Edition(
        document=locked.document,
        translation=locked,
        language=locked.language,
        title=locked.title,
        number=number,
        correction=correction,
        changes=changes.strip(),
        file=locked.file.name,
        file_name=locked.file_name,
        snapshot=words,
        translator=locked.translator,
        reviser=locked.approved_by,
        made_by=by,
    )
    if locked.segments.exists():
        content = file_of(locked, imprint=imprint_of(edition))
        edition.file_name = name_of_file(locked)
        edition.file.save(edition.file_name, ContentFile(content), save=False)
    edition.save()
    return edition


def imprint_of(edition):
    """The lines at the end of an edition of ours, in its language."""
    job = edition.translation
    with override(edition.language if edition.language in IN_WORDS else "en"):
        lines = [
            _("Unofficial translation"),
            " ".join(filter(None, (job.document.symbol, job.document.title))),
            _("Edition %(name)s, %(day)s")
            % {"name": edition.name, "day": format_date(edition.made_at, "d.m.Y")},
        ]
        lines += disclaimer_of(job.document, edition.language)
        if job.names_translator:
            lines.append(_("Translated by %(name)s") % {"name": job.translator})
    return lines


def next_number(translation):
    """(number, correction) of the edition to come."""
    last = translation.editions.order_by("-number", "-correction").first()
    if last is None:
        return 1, 0
    if translation.in_force_id:
        return last.number, last.correction + 1
    return last.number + 1, 0
