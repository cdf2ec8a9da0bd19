"""What the office translated before the demo begins, and what others translated."""

from staff.demo.catalogue.declaration import KEY
from staff.demo.files import bring_file
from translations.jobs import aligned_texts
from translations.jobs.models import Edition
from translations.jobs.publication import words_of_attached
from translations.memory import workflow
from translations.memory.models import MemoryPair


def add_memory(demo, attached, brought, set_aside):
    """Pairs of each grade, and one that is set aside."""
    attach(demo, **attached)
    declaration = demo.documents[KEY]
    for key, by in ((KEY, "irina"), (attached["document"], attached["by"])):
        document, person = demo.documents[key], demo.people[by]
        edition = document.editions.exclude(kind=Edition.Kind.OURS).get(language="ru")
        for text in document.texts.exclude(language=edition.language):
            rows = aligned_texts.rows_of(text, edition)
            chosen = [row for row in rows if row.is_sure or document != declaration]
            aligned_texts.enter(chosen, text, edition, by=person)
    for row in brought:
        entries = [workflow.Entry(*pair) for pair in row["pairs"]]
        workflow.bring(
            entries,
            circle=demo.circles[""],
            languages=row["languages"],
            title=row["title"],
            by=demo.people[row["by"]],
        )
    for row in set_aside:
        pair = MemoryPair.objects.get(target=row["target"])
        workflow.set_aside(pair, by=demo.people[row["by"]], reason=row["reason"])


def attach(demo, *, document, language, title, where_from, rights, text, by):
    """The translation that somebody else made of a document."""
    edition = Edition(
        document=demo.documents[document],
        kind=Edition.Kind.OTHER,
        language=language,
        title=title,
        where_from=where_from,
        rights=rights,
        made_by=demo.people[by],
    )
    bring_file(edition, f"{document}-{language}", language, title, text)
    edition.snapshot = words_of_attached(edition)
    edition.save()
