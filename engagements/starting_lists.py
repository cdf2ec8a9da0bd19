"""The lists that a new database begins with, written once each.

The data stand in lists.py of the rooms. Afterwards the lists belong to the people who
use them.
"""

from engagements.approach.lists import WORDS
from engagements.approach.models import RespectWord
from engagements.contacts.lists import PROFESSIONAL_DAYS
from engagements.contacts.models import ProfessionalDay
from engagements.planning.lists import PLAYBOOKS
from engagements.planning.models import Playbook, PlaybookStep
from engagements.support.lists import MARKER_IDEAS
from engagements.support.models import MarkerIdea
from officials.batches.models import StartingList


def write_words():
    RespectWord.objects.bulk_create(
        RespectWord(language=language, word=word, why=why, instead=instead)
        for language, rows in WORDS.items()
        for word, why, instead in rows
    )


def write_playbooks():
    for english, russian, steps in PLAYBOOKS:
        fields = ("name", "what_for", "anchor")
        playbook = Playbook.objects.create(
            **dict(zip(fields, english, strict=True)),
            **{
                f"{field}_ru": text for field, text in zip(fields, russian, strict=True)
            },
        )
        for days, kind, subject, subject_ru in steps:
            PlaybookStep.objects.create(
                playbook=playbook,
                days=days,
                kind=kind,
                subject=subject,
                subject_ru=subject_ru,
            )


def write_ideas():
    MarkerIdea.objects.bulk_create(
        MarkerIdea(level=level, text=text, text_ru=text_ru)
        for level, text, text_ru in MARKER_IDEAS
    )


def write_days():
    for name, name_ru, month, day, kind in PROFESSIONAL_DAYS:
        ProfessionalDay.objects.create(
            name=name, name_ru=name_ru, month=month, day=day, kind=kind
        )


# Each with the model whose table it needs.
LISTS = {
    "words": (RespectWord, write_words),
    "playbooks": (PlaybookStep, write_playbooks),
    "marker ideas": (MarkerIdea, write_ideas),
    "professional days": (ProfessionalDay, write_days),
}


def write_lists(tables):
    """Writes each list whose table is among `tables`, unless it was written before."""
    for name, (model, write) in LISTS.items():
        if model._meta.db_table in tables and StartingList.objects.begin(name):
            write()
