"""Documents of the demo, in the language in which their issuers wrote them."""

from pathlib import Path

from officials.dates import PartialDate
from staff.demo.files import bring_file, take_file
from translations.catalogue.models import (
    Disclaimer,
    Document,
    DocumentTheme,
    DocumentTitle,
    Issuer,
    SourceText,
)
from translations.catalogue.rights import RightsHolders

FOLDER = Path(__file__).parent


def add_issuers(demo, rows):
    """Those whom somebody has asked, what they allow, and what they want said."""
    for row in rows:
        disclaimers, days = row.pop("disclaimers"), row.pop("days")
        issuer = Issuer.objects.create(permitted_on=demo.day(days), **row)
        for language, text in disclaimers.items():
            Disclaimer.objects.create(issuer=issuer, language=language, text=text)


def add_documents(demo, rows):
    """Each document with its Russian title and the text that it comes in.

    `file` names the true text of a document, where it is here.
    """
    holders = RightsHolders()
    for row in rows:
        key, themes, day = row.pop("key"), row.pop("themes"), row.pop("adopted_on")
        language, title_ru = row.pop("language"), row.pop("title_ru")
        text, file = row.pop("text"), row.pop("file", None)
        summary = ". ".join(text.split(". ")[:2]).rstrip(".") + "."
        successor = demo.documents.get(row.pop("superseded_by", None))
        document = Document.objects.create(
            adopted_on=PartialDate.parse(day) if day else None,
            summary=summary,
            rights_holder=holders.of(row["symbol"], row["issuer"]),
            superseded_by=successor,
            **row,
        )
        DocumentTitle.objects.create(document=document, language="ru", text=title_ru)
        document.refresh_from_db()
        source = SourceText(document=document, language=language)
        if file:
            take_file(source, FOLDER / file)
        else:
            heading = f"{document.title}\n{document.symbol}\n{document.issuer}"
            bring_file(source, key, language, heading, text)
        source.save()
        demo.link_themes(DocumentTheme, {"document": document}, themes)
        demo.documents[key] = document
