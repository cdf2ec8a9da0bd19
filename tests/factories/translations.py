"""Documents and their translations, for tests."""

from django.utils import timezone
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from translations.models import Document, Translation


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    title = Sequence(lambda n: f"Recommendation {n}")
    symbol = Sequence(lambda n: f"CM/Rec({n})10")
    kind = Document.Kind.RECOMMENDATION


class TranslationFactory(DjangoModelFactory):
    """A translation that is requested; `state=` brings the people and the text."""

    class Meta:
        model = Translation

    document = SubFactory(DocumentFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        state = fields.get("state", Translation.State.REQUESTED)
        if state in (Translation.State.TRANSLATING, Translation.State.REVISING):
            fields.setdefault("translator", UserFactory(role="Translator"))
        if state in (Translation.State.REVISING, Translation.State.PUBLISHED):
            fields.setdefault("file", "kept")
            fields.setdefault("file_name", "text.odt")
        if state == Translation.State.PUBLISHED:
            fields.setdefault("translator", UserFactory(role="Translator"))
            fields.setdefault("approved_by", UserFactory())
            fields.setdefault("approved_at", timezone.now())
        return super()._create(model, *args, **fields)
