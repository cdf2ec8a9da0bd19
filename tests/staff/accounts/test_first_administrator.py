"""Somebody must be able to come in first, and nobody by a slip of the fingers."""

import io

import pytest
from django.core.management import CommandError, call_command

from staff.management.commands import first_administrator
from staff.models import User
from tests.factories.accounts import wake

GOOD = "seven herons over the Okhta"

pytestmark = pytest.mark.usefixtures("roles")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def type_in(monkeypatch):
    """`type_in(*lines)` sits at a terminal and types these, one an answer."""

    def sit_down(*lines):
        answers = iter(lines)
        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr(first_administrator, "getpass", lambda _: next(answers))
        return answers

    return sit_down


def ask(**streams):
    call_command("first_administrator", "oleg", "Oleg Sedykh", **streams)


def test_a_passphrase_typed_twice_lets_the_first_administrator_in(client, type_in):
    type_in(GOOD, GOOD)

    ask(stdout=io.StringIO())

    person = User.objects.get(username="oleg")
    assert client.login(username="oleg", password=GOOD)
    assert [group.name for group in person.groups.all()] == ["Administrator"]


def test_what_was_typed_differently_or_is_too_short_is_asked_again(type_in):
    warnings = io.StringIO()
    answers = type_in(GOOD, "seven heron", "short", "short", GOOD, GOOD)

    ask(stdout=io.StringIO(), stderr=warnings)

    assert "The two differ" in warnings.getvalue()
    assert "too short" in warnings.getvalue()
    assert next(answers, None) is None
    assert User.objects.get(username="oleg").check_password(GOOD)


def test_without_a_terminal_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\n{GOOD}\n"))

    with pytest.raises(CommandError, match=r"ssh -t .*docker exec -it"):
        ask()

    assert not User.objects.exists()


def test_a_name_that_cannot_be_is_refused_before_a_passphrase_is_typed(type_in):
    answers = type_in(GOOD, GOOD)

    with pytest.raises(CommandError, match="valid username"):
        call_command("first_administrator", "oleg sedykh", "Oleg Sedykh")

    assert next(answers) == GOOD


@pytest.mark.django_db
def test_once_the_role_is_given_by_two_it_names_the_way_out(type_in):
    wake()
    User.objects.update(is_active=False)
    answers = type_in(GOOD, GOOD)

    with pytest.raises(CommandError, match="rescue USERNAME --to administrator"):
        ask()

    assert next(answers) == GOOD
