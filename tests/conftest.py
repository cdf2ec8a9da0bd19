"""What every test stands on: a real Postgres, and a context that row security asks."""

import pytest
from django.contrib.auth.models import Group

from officials.security.context import as_system
from staff.accounts import notices
from staff.roles import set_roles
from tests import doors, one_road
from tests.factories.accounts import UserFactory


def pytest_make_parametrize_id(val, argname):
    """A file does not name its test: it may hold the second in which it was made."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest tests begin first: the others are done beside them meanwhile."""
    items.sort(key=lambda item: item.path.name != "test_matrix.py")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database says when a state changes, and when a row goes out."""
    with django_db_blocker.unblock():
        one_road.make_database_tell()
        doors.make_database_tell()


@pytest.fixture(autouse=True)
def states_move_along_one_road():
    """Fails whatever test changes a state elsewhere than in a workflow.py."""
    one_road.off_the_road.clear()
    yield
    assert one_road.off_the_road == []


@pytest.fixture(autouse=True)
def whoever_writes_what_goes_out_is_tried():
    """Fails whatever test finds a way in that does, and is not on the list."""
    with doors.watched():
        yield


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    """Passwords of tests are not worth the time that real ones are."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def mail_is_there_with_the_page(monkeypatch):
    """What is sent while a page answers is sent before it has."""
    monkeypatch.setattr(notices, "soon", lambda work, *args: work(*args))


@pytest.fixture(autouse=True)
def system_context(request):
    """Tests arrange as the system; requests and `acting_as` see what a person sees."""
    if not in_one_transaction(request.node):
        yield
        return
    request.getfixturevalue("db")
    with as_system():
        yield


def in_one_transaction(test):
    """Whether `test` uses the database inside a transaction that is rolled back."""
    uses = "db" in test.fixturenames or test.get_closest_marker("django_db") is not None
    return uses and not empties_the_database(test)


def empties_the_database(test):
    """Whether what `test` writes is committed, and the database emptied after it."""
    mark = test.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "live_server"} & set(test.fixturenames)
        or (mark is not None and mark.kwargs.get("transaction"))
    )


@pytest.fixture
def roles(db):
    """The groups of staff/roles.py, which a flush removes."""
    if not Group.objects.filter(permissions__isnull=False).exists():
        set_roles()


@pytest.fixture
def as_role(client):
    """Signs in somebody of a role: `as_role("Officer")` gives their client.

    The client has the person as `.person`.
    """

    def sign_in(role, **fields):
        client.person = UserFactory(role=role, **fields)
        client.force_login(client.person)
        return client

    return sign_in
