"""Which edition went into whose hands in the demo, and one that was corrected since."""

from engagements.monitoring.models import Mention, Note
from officials.dates import PartialDate
from staff.demo.jobs.jobs import move_again
from staff.demo.jobs.typed_sentences import story_of
from translations.deliveries.models import Delivery
from translations.jobs.models import Edition, Translation

OF_THE_ISSUER = {
    "kind": Edition.Kind.OFFICIAL,
    "where_from": "The issuer’s collection of its texts",
    "rights": "Nobody has to allow it: an official text",
}


def edition_of(demo, document, on, language="ru"):
    """The edition of `document` on the day `on`: ours, or else its issuer’s."""
    if document is None:
        return None
    ours = Edition.objects.filter(
        document=document, language=language, made_at__date__lte=on
    )
    ours = ours.exclude(translation=None).filter(translation__in_force__isnull=False)
    return ours.first() or official_text(demo, document)


def official_text(demo, document):
    """The text of `document` in the language of its issuer, attached once."""
    text = document.texts.first()
    language = text.language if text else "en"
    edition, _created = Edition.objects.get_or_create(
        document=document,
        language=language,
        circle=document.circle,
        **OF_THE_ISSUER,
        defaults={"title": document.title, "made_by": demo.people["anna"]},
    )
    return edition


def add_deliveries(demo, corrections, uses):
    """What was corrected since, and what was made of what they hold."""
    correct_editions(demo, corrections)
    for row in uses:
        official = demo.officials[row["official"]]
        delivery = Delivery.objects.filter(
            official=official, edition__document=demo.documents[row["document"]]
        ).first()
        day = demo.day(row["days"])
        note = Note.objects.create(
            headline=row["headline"],
            happened_on=PartialDate(day, day),
            recorded_by=demo.people[row["by"]],
            delivery=delivery,
        )
        Mention.objects.create(note=note, official=official, stance=2)


def correct_editions(demo, rows):
    """Editions that were corrected after they had gone out."""
    for row in rows:
        translation = Translation.objects.get(
            document=demo.documents[row["document"]], language=row["language"]
        )
        move_again(
            translation,
            story_of(row) or {},
            because=row["because"],
            changes=row["changes"],
        )
