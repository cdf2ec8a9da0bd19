"""What every test stands on: a real Postgres, and a context that row security asks."""

import pytest

from engagements.models import ProfessionalDay
from engagements.professional_days import seed
from engagements.reference_lists import write_missing
from officials.context import as_system
from staff.roles import set_roles
from tests.factories import UserFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The lists a new database begins with, also where an older one is used again."""
    with django_db_blocker.unblock():
        write_missing()
        seed(ProfessionalDay)


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    """Passwords of tests are not worth the time that real ones are."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def system_context(request):
    """Tests arrange as the system; requests and `acting_as` see what a person sees."""
    if not in_one_transaction(request):
        yield
        return
    request.getfixturevalue("db")
    with as_system():
        yield


def in_one_transaction(request):
    """Whether the test uses the database inside a transaction that is rolled back."""
    mark = request.node.get_closest_marker("django_db")
    names = set(request.fixturenames)
    if names & {"transactional_db", "live_server"}:
        return False
    return "db" in names or (mark is not None and not mark.kwargs.get("transaction"))


@pytest.fixture
def roles(db):
    """The groups of staff/roles.py, which a flush removes."""
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
