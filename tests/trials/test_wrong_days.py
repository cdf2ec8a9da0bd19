"""No page breaks on a day that no form takes: 1 January 1, 31 December 9999.

The CHECKs that refuse such a day are taken away while this module runs, as if the rows
had been there before them.
"""

import datetime
import logging

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from psycopg import sql

from officials.days import Day
from officials.security.ownership import as_owner
from tests.trials import world as the_world
from tests.trials.routes import routes
from tests.trials.walk import Findings, Walk

pytestmark = pytest.mark.django_db

FARTHEST = (datetime.date.min, datetime.date.max)


def day_fields():
    """The days of what we do, of every model but the events of history."""
    return [
        field
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if isinstance(field, Day)
    ]


def checks():
    """(table, CHECK) of each column that holds a day of what we do."""
    for model in {field.model for field in day_fields()}:
        for rule in model._meta.constraints:
            if rule.name.endswith("_within_reach"):
                yield model, rule


@pytest.fixture(scope="module", autouse=True)
def no_checks_of_days(django_db_setup, django_db_blocker):
    """The tables without those CHECKs, and with them again afterwards."""
    with django_db_blocker.unblock():
        with as_owner(), connection.schema_editor() as tables:
            for model, rule in checks():
                tables.remove_constraint(model, rule)
        yield
        with as_owner(), connection.schema_editor() as tables:
            for model, rule in checks():
                tables.add_constraint(model, rule)


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    logging.disable(logging.CRITICAL)
    yield the_world.build()
    logging.disable(logging.NOTSET)


def put_everywhere(day):
    """Writes `day` wherever another rule lets it stand; the columns that hold it."""
    written = set()
    for field in 2 * day_fields():  # some only after others: an end after its beginning
        table, column = field.model._meta.db_table, field.column
        statement = sql.SQL("UPDATE {table} SET {column} = %s").format(
            table=sql.Identifier(table), column=sql.Identifier(column)
        )
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [day])
                if cursor.rowcount:
                    written.add(f"{table}.{column}")
        except IntegrityError:
            continue
    return written


@pytest.mark.parametrize("day", FARTHEST)
def test_no_page_breaks_on_a_day_that_no_form_takes(world, day):
    written = put_everywhere(day)
    assert len(written) > 20, written
    findings = Findings()
    walk = Walk(world, "manager", findings)
    for route in routes("manager"):
        for _page, _answer in walk.visit(route, posts=False):
            pass
    assert findings.answers > 200
    assert sorted(path for _who, _how, path, _data in findings.broken) == []


def test_every_day_of_what_we_do_has_its_check():
    fields = {
        (rule.name.removesuffix("_within_reach"), model) for model, rule in checks()
    }
    assert {
        (f"{field.model._meta.model_name}_{field.name}", field.model)
        for field in day_fields()
    } == fields
