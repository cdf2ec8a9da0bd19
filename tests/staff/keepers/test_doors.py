"""The list of all doors by which a way in changes: a new one fails until it is here."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection

from officials.security.context import acting_as
from staff.accounts.doors import DOORS, Guard
from staff.keepers.walls import AROUND_WAYS_IN, OF_ACCOUNTS
from staff.models import User
from tests.staff.keepers.test_suspension import Sealed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

# Columns of a person that let nobody in and give no rights.
HARMLESS = {
    "id": "never changes",
    "full_name": "what they are called on pages",
    "date_joined": "a day",
    "last_login": "written at each sign-in",
    "password_set_by_other_at": "a moment; its trigger alone writes it",
}
OTHERS = {
    "username": "another",
    "password": "another",
    "email": "x@evil.example",
    "is_active": False,
    "is_external": True,
    "is_staff": True,
    "is_superuser": True,  # refused
    "must_use_second_factor": False,
}
# Tables of signing in and of rights that hang on a person, and hold no way in.
NO_WAY_IN = {
    "usersessions_usersession": "who is in already; a session is ended by ending it",
    "staff_userevent": "the history of people",
    "pghistory_events": "all histories as one, a table that is none",
    "django_admin_log": "what was done in the admin",
}
IN_WHOSE_NAME = {
    "account_change_password": "their own",
    "account_reset_password_from_key": "their own with the factor, else nobody's",
    "mfa_activate_totp": "their own",
    "mfa_deactivate_totp": "their own",
    "mfa_view_recovery_codes": "their own",
    "mfa_generate_recovery_codes": "their own",
    "mfa_download_recovery_codes": "their own",
    "admin:staff_user_add": "the administrator's; a new person is in no circle",
    "admin:staff_user_change": "the administrator's",
    "admin:auth_user_password_change": "the administrator's",
    "colleague-unlock": "the manager's or the administrator's; no way in is changed",
    "keeper-add": "the manager's",
    "keeper-confirm": "the second manager's",
    "keyrequest-factor": "whoever asks",
    "keyrequest-agree": "the second person's",
    "keyrequest-rescue": "the second person's",
    "suspension-lift": "the member's",
    "closure-lift": "the member's",
}


def hanging_on_people():
    """The tables of other apps, and of roles, that name a person."""
    for model in apps.get_models(include_auto_created=True):
        named = {field.related_model for field in model._meta.concrete_fields}
        is_ours = model._meta.app_label in (
            "officials",
            "translations",
            "exchanges",
            "engagements",
            "staff",
        )
        through = model._meta.auto_created is User
        if User in named and (through or not is_ours):
            yield model._meta.db_table


def test_each_column_of_a_person_is_a_way_in_or_harmless():
    columns = {field.column for field in User._meta.concrete_fields}

    assert columns == {*OF_ACCOUNTS, *HARMLESS}
    assert OTHERS.keys() == {*OF_ACCOUNTS}


def test_each_table_of_signing_in_has_its_trigger_or_a_reason():
    walls = {wall.table for wall in AROUND_WAYS_IN}
    tables = {*hanging_on_people()}
    assert {"mfa_authenticator", "staff_user_groups"} <= tables

    assert tables | {"staff_user"} == walls | {*NO_WAY_IN} & tables
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger t"
                       " WHERE tgname = ANY(%s) AND tgenabled = 'O'",
                       [[wall.name for wall in AROUND_WAYS_IN]])  # fmt: skip
        assert {table for (table,) in cursor.fetchall()} == walls


def test_each_page_says_in_whose_name_it_speaks():
    pages = {
        name for name, guard in DOORS.items() if guard not in (Guard.NONE, Guard.CLOSED)
    }

    assert pages == IN_WHOSE_NAME.keys()


@pytest.mark.parametrize("column", [c for c in OF_ACCOUNTS if c != "is_superuser"])
@pytest.mark.parametrize("speaker", ["oleg", "nobody", "irina"])
def test_each_column_that_another_changes_suspends(column, speaker):
    sealed = Sealed()
    with acting_as(sealed.irina):
        User.objects.filter(pk=sealed.irina.pk).update(must_use_second_factor=True)
    assert sealed.place_of(sealed.irina).suspended_at is None

    with acting_as(getattr(sealed, speaker, None)):
        User.objects.filter(pk=sealed.irina.pk).update(**{column: OTHERS[column]})

    is_suspended = sealed.place_of(sealed.irina).suspended_at is not None
    assert is_suspended == (speaker != "irina")


def adds_permission(person):
    person.user_permissions.add(Permission.objects.first())


def takes_role(person):
    person.groups.clear()


def adds_address(person):
    EmailAddress.objects.create(user=person, email="x@evil.example")


def adds_second_factor_to_the_first(person):
    Authenticator.objects.create(user=person, type="webauthn", data={"a": 1})


ROWS = [adds_permission, takes_role, adds_address, adds_second_factor_to_the_first]


@pytest.mark.parametrize("change", ROWS)
@pytest.mark.parametrize("speaker", ["oleg", "nobody", "irina"])
def test_each_row_that_another_writes_suspends(change, speaker):
    sealed = Sealed()
    with acting_as(sealed.oleg):  # the first of all is excepted
        Authenticator.objects.create(user=sealed.irina, type="totp", data={})
    assert sealed.place_of(sealed.irina).suspended_at is None

    with acting_as(getattr(sealed, speaker, None)):
        change(sealed.irina)

    is_suspended = sealed.place_of(sealed.irina).suspended_at is not None
    assert is_suspended == (speaker != "irina")
