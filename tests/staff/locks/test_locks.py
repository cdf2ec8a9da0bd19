"""A colleague is locked: from the next moment on they are out; nothing is lost."""

from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from officials.people.models import Official
from officials.security.context import acting_as
from officials.security.models import Circle
from officials.security.refusals import ask
from staff.accounts.reset_links import LinksUntilLocked
from staff.locks import workflow
from staff.locks.models import HouseLock, Lock
from staff.models import Draft, User
from tests.factories.accounts import PASSPHRASE, UserFactory, keeper
from tests.factories.people import OfficialFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.staff.accounts.test_forgotten_passwords import (
    LINK,
    MAILED,
    ask_link,
    use_link,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role="Manager")


def lock(person, by):
    with acting_as(by):
        return workflow.lock(person, by=by)


def lift(standing, by):
    with acting_as(by):
        workflow.lift(standing, by=by)


def anew(person):
    """The person as a job or another request finds them."""
    return User.objects.get(pk=person.pk)


def sign_in(username):
    client = Client()
    answer = client.post(
        "/accounts/login/", {"login": username, "password": PASSPHRASE}
    )
    return client, answer


# Who may


@pytest.mark.parametrize("role", ["Manager", "Administrator"])
def test_managers_and_administrators_lock_a_colleague(role):
    by, person = UserFactory(role=role), UserFactory()

    lock(person, by)

    assert anew(person).is_locked_out
    assert not anew(by).is_locked_out


@pytest.mark.parametrize("role", ["Officer", "Viewer", "Coordinator", "Translator"])
def test_others_lock_nobody_but_themselves(role):
    by, person = UserFactory(role=role), UserFactory()

    with pytest.raises(ValidationError, match="Managers, administrators and keepers"):
        lock(person, by)
    assert not anew(person).is_locked_out

    lock(by, by)
    assert anew(by).is_locked_out


def test_nobody_locks_in_the_name_of_another(manager):
    person = UserFactory()

    with acting_as(UserFactory()), pytest.raises(ValidationError):
        workflow.lock(person, by=manager)


def test_nobody_lifts_their_own_lock_nor_does_an_officer(manager):
    standing = lock(manager, manager)

    for by in (manager, UserFactory()):
        with pytest.raises(ValidationError, match="A manager or an administrator"):
            lift(Lock.objects.get(pk=standing.pk), by)
    assert anew(manager).is_locked_out

    lift(standing, UserFactory(role="Administrator"))
    assert not anew(manager).is_locked_out


def test_a_locked_manager_locks_and_lifts_nothing(manager):
    other = lock(UserFactory(), manager)
    lock(manager, manager)

    with pytest.raises(ValidationError):
        lift(other, manager)
    with pytest.raises(ValidationError):
        lock(UserFactory(), manager)


def test_a_lock_is_kept_as_it_was(manager):
    standing = lock(UserFactory(), manager)
    rows = Lock.objects.filter(pk=standing.pk)

    for change in (
        lambda: rows.delete(),
        lambda: rows.update(person=UserFactory()),
        lambda: rows.update(locked_at=None),
    ):
        with acting_as(manager), pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="locked already"):
        lock(standing.person, manager)


# What it ends


@pytest.mark.parametrize("role", ["Officer", "Manager", "Administrator"])
def test_no_layer_shows_anything_to_who_is_locked(role, manager):
    person = UserFactory(role=role)
    OfficialFactory()
    with acting_as(person):
        assert Official.objects.count() == 1
    assert Circle.objects.open_to(person).exists()

    standing = lock(person, manager)

    assert not Circle.objects.open_to(anew(person)).exists()  # visible_to alone
    with acting_as(person):
        assert Official.objects.count() == 0  # row security alone
        assert Official.objects.visible_to(anew(person)).count() == 0
        assert not ask("app_colleague()")
        assert ask("app_person()") is None
    lift(standing, manager)
    with acting_as(person):
        assert Official.objects.visible_to(anew(person)).count() == 1


def test_a_locked_translator_loses_their_jobs(manager):
    person = UserFactory(role="Translator", is_external=True)
    job = TranslationFactory(translator=person)
    mine = type(job).objects.assigned_to(person)
    assert mine.exists()
    with acting_as(person):
        assert type(job).objects.filter(pk=job.pk).exists()

    lock(person, manager)

    assert not type(job).objects.assigned_to(anew(person)).exists()
    with acting_as(person):
        assert not type(job).objects.filter(pk=job.pk).exists()


def test_every_session_of_theirs_ends_and_none_comes_back(manager):
    person, other = UserFactory(), UserFactory()
    theirs, second, others = Client(), Client(), Client()
    theirs.force_login(person)
    second.force_login(person)
    others.force_login(other)
    kept = {row.session_key: row.session_data for row in Session.objects.all()}
    assert theirs.get("/").status_code == second.get("/").status_code == 200

    standing = lock(person, manager)

    assert theirs.get("/").status_code == second.get("/").status_code == 302
    assert others.get("/").status_code == 200
    # Nor when whoever has a copy of the row puts it back, and the lock is lifted.
    row = Session.objects.get(session_key=others.session.session_key)
    for key, data in kept.items():
        Session.objects.update_or_create(
            session_key=key,
            defaults={"session_data": data, "expire_date": row.expire_date},
        )
    assert theirs.get("/").status_code == 302
    lift(standing, manager)
    assert theirs.get("/").status_code == second.get("/").status_code == 302
    assert others.get("/").status_code == 200


def test_who_is_locked_does_not_sign_in_and_reads_what_a_stranger_reads(manager):
    person = UserFactory(username="irina")
    client, answer = sign_in("irina")
    assert answer.status_code == 302

    standing = lock(person, manager)

    client, answer = sign_in("irina")
    assert answer.status_code == 200
    assert client.get("/").status_code == 302
    lift(standing, manager)
    client, answer = sign_in("irina")
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_what_they_had_on_their_desk_waits_for_them(manager):
    person = UserFactory()
    with acting_as(person):
        Draft.objects.create(owner=person, page="/notes/new/", data={"headline": ["a"]})

    standing = lock(person, manager)

    with acting_as(person):
        assert not Draft.objects.exists()
    lift(standing, manager)
    with acting_as(person):
        assert Draft.objects.get().data == {"headline": ["a"]}


# The house


def test_the_house_is_shut_for_everybody_and_their_sessions_end(manager):
    OfficialFactory()
    clients = []
    for person in (manager, by := UserFactory(role="Viewer")):
        client = Client()
        client.force_login(person)
        assert client.get("/officials/").status_code == 200
        clients.append(client)

    with acting_as(by):
        workflow.lock_house(by=by)

    assert Session.objects.count() == 0
    for person in (manager, by):
        with acting_as(person):
            assert Official.objects.count() == 0
        assert not Circle.objects.open_to(anew(person)).exists()
    assert all(client.get("/officials/").status_code != 200 for client in clients)


def test_whoever_is_no_colleague_does_not_shut_the_house():
    for by in (UserFactory(is_external=True), UserFactory(is_active=False)):
        with acting_as(by), pytest.raises(ValidationError, match="works here"):
            workflow.lock_house(by=by)
    assert not HouseLock.objects.exists()


def test_the_server_shuts_the_house_once():
    standing = workflow.lock_house(by=None, reason=HouseLock.Reason.RESTORED)

    assert workflow.lock_house(by=None) == standing
    assert (standing.locked_by, standing.reason) == (None, "restored")


def test_nobody_opens_the_house_past_the_keepers(manager):
    workflow.lock_house(by=None)

    for change in (
        lambda: HouseLock.objects.update(opened_at="2026-11-30T12:00Z"),
        lambda: HouseLock.objects.all().delete(),
    ):
        with acting_as(manager), pytest.raises(IntegrityError), transaction.atomic():
            change()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM staff_houselock WHERE opened_at IS NULL")
        assert cursor.fetchone() == (1,)


def test_a_keeper_of_any_role_locks_a_colleague_and_lifts_no_lock():
    by, person = keeper(UserFactory(role="Viewer")).person, UserFactory()

    standing = lock(person, by)

    assert anew(person).is_locked_out
    with pytest.raises(ValidationError, match="A manager or an administrator"):
        lift(standing, by)
    unconfirmed = keeper(confirmed=False).person
    with pytest.raises(ValidationError):
        lock(UserFactory(), unconfirmed)


def test_a_link_that_was_sent_before_sets_no_password(manager, settings):
    settings.EMAIL_BACKEND = MAILED
    person = UserFactory(email="irina@ngo.example")
    client = Client()
    ask_link(client, person.email)
    (letter,) = mail.outbox

    standing = lock(person, manager)
    page = client.get(LINK.search(letter.body)[1], follow=True)
    assert 'name="password1"' not in page.text
    ask_link(client, person.email)
    assert len(mail.outbox) == 1  # nor is another one sent
    lift(standing, manager)

    page = client.get(LINK.search(letter.body)[1], follow=True)
    assert 'name="password1"' not in page.text
    assert anew(person).check_password(PASSPHRASE)
    ask_link(client, person.email)
    use_link(client, mail.outbox[1])
    assert not anew(person).check_password(PASSPHRASE)


def test_a_link_that_was_made_meanwhile_is_none(manager):
    person = UserFactory()
    links = LinksUntilLocked()
    assert links.check_token(person, links.make_token(person))

    standing = lock(person, manager)
    made_meanwhile = links.make_token(anew(person))

    assert not links.check_token(anew(person), made_meanwhile)
    lift(standing, manager)
    assert not links.check_token(anew(person), made_meanwhile)


def test_the_server_lets_in_whom_nobody_else_could(as_role):
    manager = as_role("Manager")
    page = manager.get(reverse("colleague-lock", args=[manager.person.pk])).text
    assert "rescue NAME --to unlock" in page
    lock(manager.person, manager.person)

    call_command("rescue", manager.person.username, "--to", "unlock", stdout=StringIO())

    assert not anew(manager.person).is_locked_out
    other = as_role("Administrator")
    page = other.get(reverse("colleague-lock", args=[other.person.pk])).text
    assert "rescue NAME --to unlock" not in page
    assert "was let in again on the server" in other.get("/").text
    with pytest.raises(CommandError, match="is not locked"):
        call_command("rescue", manager.person.username, "--to", "unlock")
