"""What administrators and others see of it: the desk, the codes, the locked house."""

import datetime
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from engagements.monitoring.models import Note
from officials.security.context import acting_as, as_system
from staff.accounts.doors import CODES_SHOWN
from staff.locks.models import HouseLock, Lock
from staff.locks.workflow import lock, lock_house
from staff.models import WayChange
from staff.operations import backups, checks, status
from tests.factories.accounts import PASSPHRASE, UserFactory, keeper, wake
from tests.staff.locks.test_house import signed_in
from tests.staff.operations.test_backup import (  # noqa: F401 - fixtures
    FILE,
    holders,
    office,
    places,
    trial,
)


@pytest.fixture
def told(settings, tmp_path):
    settings.BACKUP_STATUS = str(tmp_path / "status.json")
    return tmp_path / "status.json"


def desk(client):
    return client.get("/").content.decode()


def test_an_administrator_sees_when_the_last_good_backup_was(db, roles, told, as_role):
    client = as_role("Administrator")
    assert desk(client).count("rp-badge rp-red") == 2  # none of either
    status.record("backup", "a.age")
    status.record("drill", "a.age")

    text = desk(client)

    assert "Last good backup" in text
    assert "rp-badge rp-red" not in text
    old = (timezone.now() - datetime.timedelta(days=3)).isoformat()
    told.write_text(json.dumps({"backup": [old, "a.age"]}))
    assert desk(client).count("rp-badge rp-red") == 2


@pytest.mark.parametrize("role", ["Officer", "Manager", "Viewer", "Translator"])
def test_nobody_else_is_told(db, roles, told, as_role, role):
    assert "Last good backup" not in desk(as_role(role))


def test_looking_at_recovery_codes_changes_no_way_in(db, roles, as_role):
    wake()
    client = as_role("Administrator")
    with acting_as(client.person):
        TOTP.activate(client.person, generate_totp_secret())
        codes = RecoveryCodes.activate(client.person).instance

    client.post(reverse("account_reauthenticate"), {"password": PASSPHRASE})
    page = client.get(reverse("mfa_view_recovery_codes"))

    assert page.status_code == 200
    assert CODES_SHOWN in Authenticator.objects.get(pk=codes.pk).data
    changes = WayChange.objects.filter(person=client.person)
    assert not changes.filter(kind="factor").exists()


def test_whether_recovery_codes_were_looked_at_is_known(db, roles, as_role):
    client = as_role("Officer")
    person = client.person
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    codes = RecoveryCodes.activate(person).instance
    assert [each.id for each in checks.check_codes()] == ["staff.W014"]

    page = client.get(reverse("mfa_view_recovery_codes"))
    assert page.status_code == 302  # the password first: nothing was shown
    assert checks.check_codes()
    client.post(page.url, {"password": PASSPHRASE})
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200

    assert checks.check_codes() == []
    codes.refresh_from_db()
    seed = codes.data["seed"]
    assert CODES_SHOWN in codes.data
    client.post(reverse("mfa_generate_recovery_codes"))
    codes = Authenticator.objects.get(user=person, type="recovery_codes")
    assert codes.data["seed"] != seed
    assert CODES_SHOWN not in codes.data
    assert checks.check_codes()


@pytest.fixture
def empty(office, trial, settings):  # noqa: F811
    """The settings name an empty database and folder, and later the old ones."""
    before = connection.settings_dict["NAME"]
    path, _content = backups.make()
    settings.MEDIA_ROOT = str(office / "elsewhere")
    connection.close()
    connection.settings_dict["NAME"] = trial
    yield path
    connection.close()
    connection.settings_dict["NAME"] = before


def test_after_a_restore_the_house_is_locked(empty, office, capsys):  # noqa: F811
    call_command("restore", str(empty), identity=str(office / "0.key"))

    text = capsys.readouterr().out
    assert "differs" not in text
    assert "The house is locked" in text
    assert HouseLock.objects.get().reason == HouseLock.Reason.RESTORED
    with as_system():
        assert Note.objects.count() == 1
    assert (office / "elsewhere" / FILE).exists()


@pytest.fixture
def two_keepers(db, roles, told, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    first, second = keeper().person, keeper().person
    lock_house(by=None, reason=HouseLock.Reason.RESTORED)
    status.record("restored", "a.age", "2026-11-29T02:00:00+00:00")
    return signed_in(first)[0], signed_in(second)[0]


def test_before_a_restored_house_opens_two_are_asked_who_left_since(two_keepers):
    one, other = two_keepers
    gone, left = UserFactory(full_name="Gone Away"), UserFactory(full_name="Left Too")
    page = one.get(reverse("house-shut")).text
    assert "from a backup of 29 Nov 2026" in page
    assert "Gone Away" in page

    page = one.post(reverse("house-open"), {"people": [gone.pk]}, follow=True)
    assert "no withdrawn consent will be forgotten" in page.text
    assert not Lock.objects.exists()
    one.post(reverse("house-open"), {"people": [gone.pk], "consents": "on"})
    assert not Lock.objects.exists()  # one keeper's word alone does nothing
    page = other.get(reverse("house-shut")).text
    assert "these stay out: Gone Away." in page
    assert "Left Too" in page
    assert HouseLock.objects.standing().exists()
    other.post(reverse("house-open"), {"people": [left.pk], "consents": "on"})

    assert not HouseLock.objects.standing().exists()
    locks = Lock.objects.standing().order_by("pk")
    assert [lock.person for lock in locks] == [gone, left]
    assert len({lock.locked_by for lock in locks}) == 2
    assert not signed_in(gone)[0].get("/").context


@pytest.fixture
def three_keepers(db, roles, told, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    people = [keeper().person for _each in range(3)]
    lock_house(by=None, reason=HouseLock.Reason.RESTORED)
    return [(person, signed_in(person)[0]) for person in people]


def turn_key(client, *people):
    """What the page says once a keeper opened the house but for `people`."""
    fields = {"people": [person.pk for person in people], "consents": "on"}
    return client.post(reverse("house-open"), fields, follow=True).text


def is_open():
    return not HouseLock.objects.standing().exists()


def test_one_keeper_alone_keeps_no_other_keeper_out(three_keepers):
    (dismissed, one), (second, two), (third, three) = three_keepers

    turn_key(one, second, third)
    assert not Lock.objects.exists()
    page = two.get(reverse("house-shut")).text
    assert f"these stay out: {second}, {third}" in page
    assert "One more keeper is wanted" in turn_key(two, dismissed)
    assert not is_open()
    turn_key(three, dismissed)

    assert is_open()
    assert [lock.person for lock in Lock.objects.standing()] == [dismissed]
    assert not one.get("/").context
    opened = HouseLock.objects.get()
    assert opened.opened_with == [second.pk, third.pk]


def test_the_key_of_whom_the_second_keeper_keeps_out_does_not_count(three_keepers):
    (dismissed, one), (second, two), (_third, three) = three_keepers

    turn_key(one)
    turn_key(two, dismissed)
    assert not is_open()
    assert not Lock.objects.exists()
    turn_key(three)

    assert is_open()
    assert Lock.objects.standing().get().person == dismissed
    assert Lock.objects.standing().get().locked_by == second


def test_between_two_who_keep_each_other_out_a_third_decides(three_keepers):
    (first, one), (second, two), (_third, three) = three_keepers

    turn_key(one, second)
    turn_key(two, first)
    turn_key(three)  # says nothing of either

    assert not is_open()
    assert not Lock.objects.exists()


def test_the_key_of_a_keeper_who_is_one_no_more_does_not_count(three_keepers):
    (first, one), (_second, two), (_third, three) = three_keepers
    turn_key(one)
    lock(first, by=None)

    assert "said" not in two.get(reverse("house-shut")).text
    turn_key(two)
    assert not is_open()
    turn_key(three)
    assert is_open()


def test_a_keeper_who_said_it_already_locks_nobody_more(two_keepers):
    one, _other = two_keepers
    gone = UserFactory(full_name="Gone Away")
    one.post(reverse("house-open"), {"consents": "on"})
    one.post(reverse("house-open"), {"people": [gone.pk], "consents": "on"})

    assert not Lock.objects.exists()


def test_a_house_that_somebody_locked_asks_nothing_of_a_backup(db, roles, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    person = keeper().person
    keeper()
    lock_house(by=None)

    page = signed_in(person)[0].get(reverse("house-shut")).text

    assert "Open the house" in page
    assert "backup" not in page
