"""Two people who save at the same moment: the database decides, in words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection, connections
from django.test import Client

from officials.institutions.models import Appointment, Institution
from officials.security.context import as_system
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import OfficialFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def users(transactional_db):
    set_roles()
    with as_system():
        return [UserFactory(), UserFactory()]


def at_once(work, cases):
    """What `work` answers to each of two cases, begun at the same moment."""
    together = Barrier(2, timeout=20)

    def begun(case):
        try:
            return work(together, *case)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(begun, cases))


def hold(number):
    """Waits for a lock of the database that this transaction then keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def test_two_people_at_once_cannot_close_a_loop_that_neither_sees(users):
    with as_system():
        one, other = InstitutionFactory(), InstitutionFactory()

    def put(together, part, whole):
        try:
            with as_system():
                Institution.objects.filter(pk=part.pk).exists()
                together.wait()
                Institution.objects.filter(pk=part.pk).update(parent=whole)
        except (IntegrityError, OperationalError) as error:
            return str(error)  # the loop, or that both wait for each other
        return "written"

    answers = at_once(put, [(one, other), (other, one)])

    assert sorted(answer == "written" for answer in answers) == [False, True]
    assert any("above_itself" in answer or "deadlock" in answer for answer in answers)


def test_two_people_who_fill_one_seat_at_once_are_told_in_words(users, monkeypatch):
    with as_system():
        post = PostFactory(seats=1)
        officials = [OfficialFactory(), OfficialFactory()]
    barrier = Barrier(2, timeout=20)
    save, begun = Appointment.save, set()

    def saved_together(self, *args, **kwargs):
        if self.official_id not in begun:  # else sent back, and trying once more
            begun.add(self.official_id)
            first, second = (1, 2) if self.official_id == officials[0].pk else (2, 1)
            hold(first)
            barrier.wait()  # both forms found nothing in their way
            hold(second)  # each waits for the other, as the rows of one seat may do
        return save(self, *args, **kwargs)

    monkeypatch.setattr(Appointment, "save", saved_together)

    def send(together, user, official):
        client = Client()
        client.force_login(user)
        together.wait()
        address = f"/officials/{official.pk}/appointments/new/"
        return client.post(address, {"post": str(post.pk), "started": "2019"})

    answers = at_once(send, list(zip(users, officials, strict=True)))

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    refusal = next(answer for answer in answers if answer.status_code == 422)
    assert "Somebody else holds this post at that time" in refusal.text
    with as_system():
        assert Appointment.objects.count() == 1
