"""A file that is on its way ends when its reader is locked out, leaves, or the house is
locked; its line in the log does not say that it was taken whole."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
from django.db import connections
from django.test import Client

from engagements.monitoring.models import Note
from officials.security.context import as_system
from staff.exports import BLOCK
from staff.locks import workflow
from staff.models import Export, User
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, LONG = 1_000, "x" * 200


@pytest.fixture
def reader(transactional_db):
    """An officer for whom a file of more than three blocks is there."""
    set_roles()
    with as_system():
        first = NoteFactory(headline=LONG)
        fields = {"recorded_by": first.recorded_by, "happened_on": first.happened_on}
        fields |= {"source": first.source, "headline": LONG}
        Note.objects.bulk_create(Note(**fields) for _n in range(ROWS - 1))
        return UserFactory()


@contextmanager
def blocks_of(reader):
    """The file as it comes, block by block, behind its head."""
    client = Client()
    client.force_login(reader)
    answer = client.get("/notes/", {"format": "csv", "columns": "headline"})
    blocks = iter(answer.streaming_content)
    assert next(blocks).endswith(b'"What happened"\r\n')
    with closing(answer):
        yield blocks


def meanwhile(event, reader):
    """Somebody else does `event`, over another connection."""

    def do():
        try:
            with as_system():
                event(reader)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(do).result()


def is_locked(reader):
    workflow.lock(reader, by=None)


def leaves(reader):
    User.objects.filter(pk=reader.pk).update(is_active=False)


def house_is_locked(reader):
    workflow.lock_house(by=None)


@pytest.mark.parametrize("event", [is_locked, leaves, house_is_locked])
def test_a_file_breaks_off_once_its_reader_may_be_in_no_longer(reader, event):
    with blocks_of(reader) as blocks:
        assert len(next(blocks)) >= BLOCK

        meanwhile(event, reader)

        with pytest.raises(ConnectionResetError):
            next(blocks)
    with as_system():
        assert Export.objects.get().rows is None


def test_it_comes_whole_while_nothing_of_the_kind_happens(reader):
    with blocks_of(reader) as blocks:
        begin = next(blocks)

        meanwhile(lambda _reader: workflow.lock(UserFactory(), by=None), reader)

        assert (begin + b"".join(blocks)).count(LONG.encode()) == ROWS
    with as_system():
        assert Export.objects.get().rows == ROWS
