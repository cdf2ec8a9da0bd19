"""The Universal Declaration in the demo: two texts, and the official Russian one."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from officials.dates import PartialDate
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
        take_file(text, f"udhr_{language}.html")
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
    take_file(edition, "udhr_ru.txt")
    edition.snapshot = words_of_attached(edition)
    edition.save()


def take_file(record, name):
    """Gives `record` the file of that name, through the check of every upload."""
    upload = SimpleUploadedFile(name, (FOLDER / name).read_bytes())
    field = record._meta.get_field("file")
    field.save_form_data(record, field.formfield().clean(upload))
