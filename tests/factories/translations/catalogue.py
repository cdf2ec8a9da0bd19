"""Documents, for tests."""

from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from translations.catalogue.models import (
    Disclaimer,
    Document,
    DocumentTitle,
    Issuer,
    SourceText,
)


class IssuerFactory(DjangoModelFactory):
    """An issuer that has not been asked what it allows."""

    class Meta:
        model = Issuer

    name = Sequence(lambda n: f"Organisation {n}")


class DisclaimerFactory(DjangoModelFactory):
    class Meta:
        model = Disclaimer

    issuer = SubFactory(IssuerFactory)
    language = "ru"
    text = Sequence(lambda n: f"Организация {n} не отвечает за точность перевода.")


class DocumentFactory(DjangoModelFactory):
    """A document of which somebody decided that translations may be published."""

    class Meta:
        model = Document

    title = Sequence(lambda n: f"Recommendation {n}")
    symbol = Sequence(lambda n: f"CM/Rec({n})10")
    kind = Document.Kind.RECOMMENDATION
    rights = "free"


class DocumentTitleFactory(DjangoModelFactory):
    class Meta:
        model = DocumentTitle

    document = SubFactory(DocumentFactory)
    language = "ru"
    text = Sequence(lambda n: f"Рекомендация {n}")


class SourceTextFactory(DjangoModelFactory):
    class Meta:
        model = SourceText

    document = SubFactory(DocumentFactory)
    language = "en"
