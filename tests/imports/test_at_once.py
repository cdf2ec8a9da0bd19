"""Two who import at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from officials.imports.destination import Destination
from officials.institutions.models import Appointment, Institution
from officials.people.models import Official
from officials.security.context import acting_as, as_system
from staff.import_files import ImportedAlready, bring, confirm, set_up
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.imports.files import all_staff, file_of

pytestmark = pytest.mark.django_db(transaction=True)

# By name alone, so that no constraint of the database could keep them apart.
ROWS = [f"Minister {n},Person {n},,2001," for n in range(40)]


@pytest.fixture
def users(transactional_db):
    set_roles()
    with as_system():
        return [UserFactory(), UserFactory()]


def staged(user):
    with acting_as(user):
        government = Institution(name="Government", country="RU", kind="other")
        government.circle = all_staff()
        to = Destination(government, all_staff(), "cabinet", "RU")
        file = bring(file_of(*ROWS), name="cabinet.csv", by=user)
        set_up(file, to)
        return file


def at_once(files):
    """Confirms all of `files` in one moment; what each led to."""
    start = Barrier(len(files))

    def confirmed(file):
        try:
            with acting_as(file.brought_by):
                start.wait()
                return confirm(file).tally
        except ImportedAlready as refusal:
            return refusal.messages[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(files)) as pool:
        return list(pool.map(confirmed, files))


def test_two_tabs_that_confirm_at_once_import_once(users):
    file = staged(users[0])

    answers = at_once([file, file])

    assert "This file was imported already." in answers
    assert (40, 40, 0) in answers
    with as_system():
        assert Appointment.objects.count() == Official.objects.count() == 40


def test_two_people_who_import_the_same_file_at_once_make_each_record_once(users):
    answers = at_once([staged(user) for user in users])

    assert sorted(answers) == [(0, 0, 0), (40, 40, 0)]
    with as_system():
        assert Appointment.objects.count() == Official.objects.count() == 40
        assert Institution.objects.count() == 1
