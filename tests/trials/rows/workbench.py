"""Sentences of a translation and what is said of them, for the trial."""

from django.utils import timezone

from tests.factories.translations.jobs import SegmentCommentFactory, SegmentFactory
from tests.factories.translations.memory import MemoryPairFactory


def arrange(translation, writer):
    """Two sentences of `translation`, with two questions of `writer`, one answered.

    The memory holds a pair of the same circle, which somebody set aside.
    """
    first, second = (
        SegmentFactory(translation=translation, position=number, gap=" ")
        for number in (1, 2)
    )
    question = {"written_by": writer, "is_question": True}
    answer = {"answered_by": writer, "answered_at": timezone.now()}
    SegmentCommentFactory(segment=first, **question, answer="That one.", **answer)
    SegmentCommentFactory(segment=second, **question)
    MemoryPairFactory(
        circle=translation.circle,
        grade="published",
        origin=translation.pk,
        translated_by="Somebody",
        set_aside_by=writer,
        set_aside_at=timezone.now(),
        set_aside_because="It says the opposite.",
    )
