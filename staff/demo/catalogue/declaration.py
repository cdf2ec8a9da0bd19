"""The Universal Declaration in the demo: two texts, and the official Russian one."""

from pathlib import Path

from officials.dates import PartialDate
from staff.demo.files import take_file
from translations.catalogue.models import Document, DocumentTitle, SourceText
from translations.catalogue.rights import RightsHolders
from translations.jobs.models import Edition
from translations.jobs.publication import words_of_attached

FOLDER = Path(__file__).parent
KEY = "udhr"
TITLES = {
    "en": "Universal Declaration of Human Rights",
    "fr": "Déclaration universelle des droits de l’homme",
    "ru": "Всеобщая декларация прав человека",
    "uk": "Загальна декларація прав людини",
}


def add_declaration(demo):
    """The document with its titles, its texts, and what others made of it."""
    document = Document.objects.create(
        symbol="A/RES/217 (III)",
        title=TITLES["en"],
        issuer="United Nations General Assembly",
        rights_holder=RightsHolders().of("A/RES/217 (III)", ""),
        kind=Document.Kind.RESOLUTION,
        adopted_on=PartialDate.parse("1948-12-10"),
        summary=(
            "What all other texts begin from. Its title and first articles are here, "
            "in English and in French."
        ),
    )
    for language in ("fr", "ru", "uk"):
        text = TITLES[language]
        DocumentTitle.objects.create(document=document, language=language, text=text)
    for language in ("en", "fr"):
        text = SourceText(document=document, language=language)
        take_file(text, FOLDER / f"udhr_{language}.html")
        text.save()
    attach_russian(demo, document)
    demo.documents[KEY] = document


def attach_russian(demo, document):
    """The official text in Russian, which takes the place of a translation."""
    edition = Edition(
        document=document,
        kind=Edition.Kind.OFFICIAL,
        language="ru",
        title=TITLES["ru"],
        where_from="Генеральная Ассамблея, резолюция 217 A (III)",
        rights="The United Nations let everybody use the text.",
        made_by=demo.people["irina"],
    )
    take_file(edition, FOLDER / "udhr_ru.txt")
    edition.snapshot = words_of_attached(edition)
    edition.save()
