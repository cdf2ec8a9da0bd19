"""The log says where something broke, and quotes nobody."""

import logging
import logging.config
import re

import pytest
from django.conf import settings
from django.db import connection, transaction

from staff.models import User
from tests.factories.accounts import UserFactory

WORDS = "Канарейка-zanaida"


@pytest.fixture
def said(capsys):
    """What the log of the settings holds of an exception that `fault` raises."""

    def log(fault):
        line = dict(settings.LOGGING["formatters"]["line"])
        configurator = logging.config.DictConfigurator(settings.LOGGING)
        handler = logging.StreamHandler()
        handler.setFormatter(configurator.configure_formatter(line))
        logger = logging.getLogger("tests.logs")
        logger.addHandler(handler)
        try:
            fault()
        except Exception:
            logger.exception("It broke.")
        finally:
            logger.removeHandler(handler)
        return capsys.readouterr().err

    return log


def a_row_that_is_refused():
    """The database answers with the values of the row."""
    with transaction.atomic():
        UserFactory(username=WORDS)
    with transaction.atomic():
        UserFactory(username=WORDS)


def a_value_that_is_refused():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [WORDS])


def a_text_that_is_no_number():
    try:
        int(WORDS)
    except ValueError as error:
        raise LookupError(WORDS) from error


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        (a_row_that_is_refused, "UniqueViolation 23505 staff_user"),
        (a_value_that_is_refused, "InvalidTextRepresentation 22P02"),
        (a_text_that_is_no_number, "builtins.ValueError"),
    ],
)
def test_an_exception_quotes_nobody(db, roles, said, fault, kept):
    text = said(fault)

    assert kept in text
    assert f"in {fault.__name__}" in text
    assert WORDS not in re.sub(r"^    .*$", "", text, flags=re.M)


def test_an_exception_about_code_says_what_it_is(said):
    assert "no attribute 'nothing'" in said(lambda: User.nothing)
