"""The pages of who leaves and of a lost device show each reader what is theirs."""

import pytest

from staff.models import Farewell
from tests.trials import world as the_world
from tests.trials.oracle import STRANGERS
from tests.trials.walk import Findings, Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    return the_world.build()


def test_nobody_sees_on_them_what_is_not_theirs(world):
    readers = [name for name in world.people if name not in STRANGERS]
    findings, pages = Findings(), 0
    for person in world.people.values():
        Farewell.objects.create(person=person, said_by=world.people["manager"])

    for reader in readers:
        walk = Walk(world, reader, findings)
        walk.ask("/")
        for person in world.people.values():
            for page in ("leaving", "seen"):
                answer = walk.ask(f"/colleagues/{person.pk}/{page}/")
                pages += answer.status == 200

    assert findings.faults() == []
    assert pages > 50
    assert len(findings.seen) > 50  # there was something that could have leaked
