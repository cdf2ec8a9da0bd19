"""Translations, for tests."""

from django.utils import timezone
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import DocumentFactory, SourceTextFactory
from translations.jobs.models import Edition, Segment, SegmentComment, Translation

State = Translation.State
HANDED_IN = (State.REVISING, State.TO_PUBLISH, State.PUBLISHED)


class TranslationFactory(DjangoModelFactory):
    """A translation that is requested; `state=` brings the people and the text."""

    class Meta:
        model = Translation

    document = SubFactory(DocumentFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        state = fields.get("state", State.REQUESTED)
        document = fields["document"]
        if "source" not in fields:
            text = document.texts.first()
            fields["source"] = text or SourceTextFactory(document=document)
        if state in (State.TRANSLATING, *HANDED_IN):
            fields.setdefault("translator", UserFactory(role="Translator"))
        if state in HANDED_IN:
            fields.setdefault("file", "kept")
            fields.setdefault("file_name", "text.odt")
        if state in (State.TO_PUBLISH, State.PUBLISHED):
            fields.setdefault("approved_by", UserFactory())
            fields.setdefault("approved_at", timezone.now())
        if state != State.PUBLISHED:
            return super()._create(model, *args, **fields)
        translation = super()._create(model, *args, **fields | {"state": "to_publish"})
        edition = EditionFactory(translation=translation)
        model.objects.filter(pk=translation.pk).update(state=state, in_force=edition)
        translation.refresh_from_db()
        return translation


class EditionFactory(DjangoModelFactory):
    """The edition that a translation with both people becomes."""

    class Meta:
        model = Edition

    translation = SubFactory(TranslationFactory, state="to_publish")

    @classmethod
    def _create(cls, model, *args, **fields):
        translation = fields["translation"]
        given = {
            "document": translation.document,
            "language": translation.language,
            "title": translation.title,
            "file": translation.file.name,
            "file_name": translation.file_name,
            "translator": translation.translator,
            "reviser": translation.approved_by,
            "snapshot": translation.title,
        }
        fields = given | fields
        fields.setdefault("made_by", translation.approved_by)
        return super()._create(model, *args, **fields)

    @classmethod
    def attached(cls, document, **fields):
        """A text of `document` that others made."""
        fields = {"title": document.title, "where_from": "Their site", **fields}
        return Edition.objects.create(
            document=document,
            circle=document.circle,
            rights="Free",
            made_by=UserFactory(),
            **fields,
        )


def corrected(edition):
    """The edition that corrects this one of ours, and is in force in its place."""
    job = edition.translation
    later = EditionFactory(
        translation=job,
        number=edition.number,
        correction=edition.correction + 1,
        changes="Article 5: a “not” was lost.",
    )
    Translation.objects.filter(pk=job.pk).update(in_force=later)
    return later


class SegmentFactory(DjangoModelFactory):
    class Meta:
        model = Segment

    translation = SubFactory(TranslationFactory, state="translating")
    position = Sequence(lambda n: n + 1)
    paragraph = Sequence(lambda n: f"p{n}")
    source = Sequence(lambda n: f"Rule {n} applies.")


class SegmentCommentFactory(DjangoModelFactory):
    class Meta:
        model = SegmentComment

    segment = SubFactory(SegmentFactory)
    text = "Which court is meant?"
    written_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        fields.setdefault("translation", fields["segment"].translation)
        return super()._create(model, *args, **fields)
