"""What was written in one go is undone in one go, unless something rests on it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from officials.batches import workflow
from officials.batches.models import Batch
from officials.people.models import Official, OfficialName
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(role="Officer")


def brought_in(officer, count=3):
    """A batch that made so many officials with their names."""
    batch = workflow.begin(Batch.Kind.IMPORT, by=officer)
    officials = [OfficialFactory() for _ in range(count)]
    workflow.made(batch, Official, [o.pk for o in officials])
    names = OfficialName.objects.filter(official__in=officials)
    workflow.made(batch, OfficialName, names.values_list("pk", flat=True))
    return batch, officials


def test_an_import_is_undone_as_a_whole(officer):
    OfficialFactory(named="Anna Volkova")
    batch, _officials = brought_in(officer)

    undone = workflow.undo(batch, by=officer)

    assert undone.rows == 6
    assert [str(o) for o in Official.objects.all()] == ["Anna Volkova"]


def test_an_import_on_which_something_was_built_stays_whole_and_says_on_what(officer):
    batch, officials = brought_in(officer)
    NoteFactory(about=[officials[1]])

    with pytest.raises(ValidationError) as refusal:
        workflow.undo(batch, by=officer)

    assert str(officials[1]) in refusal.value.messages[0]
    assert "mention" in refusal.value.messages[0]
    assert Official.objects.count() == 3


def test_what_moved_out_of_sight_is_not_undone(officer):
    batch, officials = brought_in(officer)
    circle = CircleFactory()
    Official.objects.filter(pk=officials[0].pk).update(circle=circle)

    with pytest.raises(ValidationError, match="circle that is not yours"):
        workflow.undo(batch, by=officer)


def test_a_batch_shows_in_the_database_to_its_maker_only(officer):
    batch, _officials = brought_in(officer)

    def seen():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM officials_batchrow")
            return cursor.fetchone()[0]

    with acting_as(officer):
        assert seen() == 6
        assert Batch.objects.get() == batch
    with acting_as(UserFactory(role="Manager")):
        assert seen() == 0
        assert not Batch.objects.exists()
