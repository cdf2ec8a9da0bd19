"""Two people lock the house at the same moment: one lock, and nobody sees a failure."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.urls import reverse

from officials.security.context import as_system
from staff.locks.gate import LOCKED
from staff.locks.models import HouseLock
from staff.roles import set_roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    set_roles()
    with as_system():
        return [UserFactory(role="Officer"), UserFactory(role="Manager")]


def signed_in(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def at_once(work, cases):
    def begun(case):
        try:
            return work(case)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(cases)) as pool:
        return list(pool.map(begun, cases))


def test_two_people_who_lock_the_house_at_once_make_one_lock(people, monkeypatch):
    clients = [signed_in(person) for person in people]
    together = Barrier(2, timeout=20)
    save = HouseLock.save

    def save_together(self, *args, **kwargs):
        together.wait()  # each has found the house open
        return save(self, *args, **kwargs)

    monkeypatch.setattr(HouseLock, "save", save_together)

    answers = at_once(lambda client: client.post(reverse("house-lock")), clients)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url for answer in answers} == {reverse("left")}
    with as_system():
        assert HouseLock.objects.get().locked_by in people
        assert not Session.objects.exists()
    for client in clients:
        assert client.get("/").status_code == LOCKED


def test_so_do_ten_with_whatever_page_each_is_at(people):
    clients = [signed_in(person) for person in people * 5]
    paths = [reverse("house-lock"), reverse("leave")] * 5

    answers = at_once(
        lambda case: case[0].post(case[1]), list(zip(clients, paths, strict=True))
    )

    assert {answer.status_code for answer in answers} <= {302, LOCKED}
    with as_system():
        assert HouseLock.objects.count() == 1
