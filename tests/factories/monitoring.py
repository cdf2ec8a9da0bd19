"""Notes, feeds and recommendations, for tests."""

import hashlib

from django.core.files.base import ContentFile
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.monitoring.models import (
    Feed,
    FeedItem,
    FeedItemOfficial,
    Mention,
    Note,
    NoteAttachment,
    NoteLink,
    Recommendation,
)
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory


class NoteFactory(DjangoModelFactory):
    """A note; `about=[...]` names officials."""

    class Meta:
        model = Note

    headline = Sequence(lambda n: f"Spoke for open hearings {n}")
    happened_on = LazyFunction(lambda: day("2026-05-13"))
    recorded_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model, *args, about=(), **fields):
        note = super()._create(model, *args, **fields)
        for official in about:
            MentionFactory(note=note, official=official)
        return note


class NoteAttachmentFactory(DjangoModelFactory):
    class Meta:
        model = NoteAttachment

    note = SubFactory(NoteFactory)
    file = LazyFunction(lambda: ContentFile(b"As it was printed.", "page.txt"))
    file_name = "page.txt"
    sha256 = hashlib.sha256(b"As it was printed.").hexdigest()
    size = 18
    added_by = SubFactory(UserFactory)


class NoteLinkFactory(DjangoModelFactory):
    class Meta:
        model = NoteLink

    one = SubFactory(NoteFactory)
    other = SubFactory(NoteFactory)


class MentionFactory(DjangoModelFactory):
    class Meta:
        model = Mention

    note = SubFactory(NoteFactory)
    official = SubFactory(OfficialFactory)


class FeedFactory(DjangoModelFactory):
    """A feed in use, whose time has come."""

    class Meta:
        model = Feed

    name = Sequence(lambda n: f"News of the ministry {n}")
    url = Sequence(lambda n: f"https://example.org/feed{n}.xml")
    entered_by = SubFactory(UserFactory, role="Administrator")


class FeedItemFactory(DjangoModelFactory):
    """News that waits; `naming=[...]`: officials recognised in it."""

    class Meta:
        model = FeedItem

    feed = SubFactory(FeedFactory)
    circle = LazyAttribute(lambda item: item.feed.circle)
    guid = Sequence(lambda n: f"{n:064x}")
    title = Sequence(lambda n: f"Minister visits a prison {n}")
    url = Sequence(lambda n: f"https://example.org/news/{n}")
    published_at = LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model, *args, naming=(), **fields):
        item = super()._create(model, *args, **fields)
        for official in naming:
            narrow = official.circle if item.circle.everyone else item.circle
            FeedItemOfficial.objects.create(
                item=item, official=official, words=str(official), circle=narrow
            )
        return item


class RecommendationFactory(DjangoModelFactory):
    """A recommendation that the State accepted."""

    class Meta:
        model = Recommendation

    text = Sequence(lambda n: f"Train the police in human rights {n}")
    recommended_by = "Norway"
    response = "accepted"
    session = 16
