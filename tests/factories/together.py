"""Comments and watch lists, for tests."""

import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.together.models import Comment, CommentMention, Watch
from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory


class CommentFactory(DjangoModelFactory):
    """A comment on a note, unless told about what else."""

    class Meta:
        model = Comment

    text = Sequence(lambda n: f"She said so again, {n}")
    written_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        if not fields.keys() & set(model.parent_fields()):
            fields["note"] = NoteFactory()
        return super()._create(model, *args, **fields)


class CommentMentionFactory(DjangoModelFactory):
    class Meta:
        model = CommentMention

    comment = SubFactory(CommentFactory)
    person = SubFactory(UserFactory)


class WatchFactory(DjangoModelFactory):
    """Somebody watches an official, unless `post=`, `institution=`, `theme=` is said.

    Since a day ago, and looked at then.
    """

    class Meta:
        model = Watch

    watcher = SubFactory(UserFactory)
    since = LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    looked_at = LazyAttribute(lambda watch: watch.since)

    @classmethod
    def _create(cls, model, *args, **fields):
        targets = {"official", "post", "institution", "theme"}
        if not targets & set(fields):
            fields["official"] = OfficialFactory()
        (target,) = (fields[name] for name in targets & set(fields))
        fields.setdefault("circle_id", getattr(target, "circle_id", Circle.ALL_STAFF))
        return super()._create(model, *args, **fields)
