"""What a translation leaves in the memory."""

from translations.jobs.models import Segment
from translations.memory import workflow as memory
from translations.memory.models import MemoryPair

DONE = (Segment.State.CONFIRMED, Segment.State.REVISED)


def remember(edition):
    """The sentences of an edition of ours enter the memory; how many.

    They take the place of those of the edition before.
    """
    job = edition.translation
    rows = job.segments.order_by("position")
    entries = [
        memory.Entry(source, target if state in DONE and not is_locked else "")
        for source, target, state, is_locked in rows.values_list(
            "source", "target", "state", "is_locked"
        )
    ]
    return memory.enter(
        entries,
        origin=job.pk,
        circle_id=job.circle_id,
        source_language=job.source.language,
        target_language=job.language,
        grade=MemoryPair.Grade.PUBLISHED,
        symbol=job.document.symbol,
        title=job.document.title,
        issuer=job.document.issuer,
        edition=str(edition.name),
        translated_by=str(edition.translator),
    )


def forget(translation):
    """Its sentences are taken out of matching; the memory keeps them, marked."""
    return memory.take_out(translation.pk)
