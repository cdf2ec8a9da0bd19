"""Makes the database ready for the demo, and keeps the demo out of every other one."""

from contextlib import contextmanager

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from officials.institutions.models import Agreement, Institution
from officials.schema.origin import migrations_made_anew
from officials.security.context import as_system
from officials.security.records import Record
from staff.demo.load import MARK, Demo
from staff.models import User
from translations.catalogue.models import SourceText
from translations.jobs.models import Edition, Translation

ALONE = 7_362_905  # the number of the lock that lets one prepare at a time


class OlderDemo(Exception):
    """The demo was made by migrations that have been made anew since."""


class NotTheDemo(Exception):
    """The database holds records that the demo did not bring."""


def prepare(*, fresh=False, tell=lambda sentence: None):
    """Migrates, and loads the demo unless it is there; says whether it loaded.

    With `fresh`, what is there of the demo is thrown away first; `tell` is called with
    a sentence before each long step. Raises NotTheDemo, before anything is changed,
    when the database holds other people's records, and OlderDemo when it is of an
    earlier release; with `fresh` that one is made anew.
    """
    tell("Starting the database.")
    refuse_strangers()
    if migrations_made_anew():
        if not fresh:
            raise OlderDemo
        tell("Throwing away the database of an earlier release.")
        make_database_anew()
    with alone():
        refuse_strangers()
        tell("Making the tables (the first time takes a quarter of a minute).")
        call_command("migrate", interactive=False, verbosity=0)
        if fresh and is_loaded():
            tell("Emptying the demo.")
            empty()
        if is_loaded():
            return False
        tell("Loading three years of work of fictional people.")
        Demo().load()
        return True


@contextmanager
def alone():
    """Others who prepare the same database wait until we have finished.

    The lock has a connection of its own: ours is another one when tables are made.
    """
    lock = connection.copy()
    try:
        with lock.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ALONE])
        yield
    finally:
        lock.close()


def make_database_anew():
    """Drops the database and creates it again, as its owner; nobody may be using it."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
        cursor.execute(f"CREATE DATABASE {name}")


def is_loaded():
    """Whether this database is the demo's."""
    with as_system():
        return Institution.objects.filter(pk=MARK).exists()


def refuse_strangers():
    """Raises NotTheDemo when there are records, and none of them marks the demo.

    It looks only at the tables there are: the database may be of an older release.
    """
    tables = set(connection.introspection.table_names())
    if Institution._meta.db_table not in tables or is_loaded():
        return
    models = [User, *filter(is_record, apps.get_models())]
    there = [model for model in models if model._meta.db_table in tables]
    with as_system():
        if any(model._default_manager.exists() for model in there):
            raise NotTheDemo


def is_record(model):
    return issubclass(model, Record)


def empty():
    """Throws away every record and file, and what people have added to the demo."""
    with as_system():
        files = {
            name
            for model in (Agreement, SourceText, Translation, Edition)
            for name in model.objects.exclude(file="").values_list("file", flat=True)
        }
    call_command("flush", interactive=False, verbosity=0)
    for name in files:
        default_storage.delete(name)
