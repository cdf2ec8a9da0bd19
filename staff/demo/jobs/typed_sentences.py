"""Translations of the demo that are split into sentences, and what was typed there."""

import json
from pathlib import Path

from translations.jobs.models import Segment, Translation
from translations.jobs.segmentation import split_source
from translations.workbench import workflow

SENTENCES = Path(__file__).with_name("sentences.json")


def story_of(row):
    """What was typed in the translation of a row, or None where it came as a file."""
    stories = json.loads(SENTENCES.read_text(encoding="utf-8"))
    return stories.get(f"{row['document']} {row['language']}")


def write_sentences(translation, story):
    """Splits the source; the translator confirms, leaves drafts, notes, asks."""
    translator = translation.translator
    split_source(translation, by=translator)
    translation = Translation.objects.get(pk=translation.pk)
    for name, is_sure in (("confirmed", True), ("drafts", False)):
        for source, target in story.get(name, {}).items():
            for segment in translation.segments.filter(source=source):
                type_in(segment, target, by=translator, confirm=is_sure)
    for source, words in story.get("notes", {}).items():
        segment = translation.segments.filter(source=source).first()
        workflow.note(segment, by=translator, text=words)
    for source, question in story.get("questions", {}).items():
        segment = translation.segments.filter(source=source).last()
        workflow.comment(segment, by=translator, text=question, is_question=True)


def revise_sentences(translation, story):
    """The reviser changes what the story says."""
    for source, target in story.get("revised", {}).items():
        segment = translation.segments.get(source=source)
        type_in(segment, target, by=translation.reviser)


def correct_sentences(translation, story):
    """The translator mends what an edition in force said wrongly."""
    for source, target in story.get("corrected", {}).items():
        for segment in translation.segments.filter(source=source):
            type_in(segment, target, by=translation.translator, confirm=True)


def type_in(segment, target, *, by, confirm=False):
    now = Segment.objects.get(pk=segment.pk)
    workflow.write(now, by=by, target=target, version=now.version, confirm=confirm)
