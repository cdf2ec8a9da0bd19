"""A database from nothing, back to nothing, and what a later migration does to it."""

import sys
from contextlib import contextmanager

import pytest
from django.apps import AppConfig, apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from engagements.approach.models import RespectWord
from engagements.planning.models import Playbook
from engagements.relationships.workflow import LADDER
from officials.schema.origin import migrations_made_anew
from officials.schema.sql_files import (
    GENERATED,
    InstallFile,
    InstallRules,
    digest_of,
    generate_list,
)
from officials.security.ownership import as_owner
from staff.foundation import begin
from tests.house import catalogue
from tests.house.likeness import differences
from tests.house.sources import APPS, ROOT

APPS_TO_THE_LEFT = ("engagements", "exchanges", "translations", "officials", "staff")

BEFORE = """
CREATE OR REPLACE FUNCTION scratch_key() RETURNS int LANGUAGE plpgsql AS $$
BEGIN RETURN {number}; END $$;
"""
RULES = """
CREATE OR REPLACE FUNCTION scratch_rule() RETURNS bigint LANGUAGE sql AS $$
    SELECT count({word}) FROM scratch_thing
$$;
"""
MIGRATION = """
from django.db import migrations
from officials.schema.sql_files import InstallBefore, InstallRules
class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = [{operations}]
"""
THING = (
    "migrations.RunSQL('CREATE TABLE scratch_thing (word text DEFAULT scratch_key())'"
)
THING = f"{THING}, 'DROP TABLE scratch_thing')"
WIDER = "migrations.RunSQL('ALTER TABLE scratch_thing ADD late text', '')"


@contextmanager
def empty_database():
    """Another database in the place of the tests' own, which comes back afterwards."""
    usual = connection.settings_dict["NAME"]
    another = f"{usual}_from_nothing"
    with connection._nodb_cursor() as cursor:  # the owner's
        cursor.execute(f"DROP DATABASE IF EXISTS {another}")
        cursor.execute(f"CREATE DATABASE {another}")
    connection.close()
    connection.settings_dict["NAME"] = another
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {another}")


def migrate(*where):
    call_command("migrate", *where, interactive=False, verbosity=0)


def rows(model):
    return model.objects.count()


@pytest.mark.django_db(transaction=True)
def test_each_app_goes_back_to_nothing_and_comes_again():
    with empty_database():
        migrate()
        whole = catalogue.lines()
        words, roles = rows(RespectWord), rows(Group)
        assert (words > 50, roles) == (True, 6)
        for app in APPS_TO_THE_LEFT:
            migrate(app, "zero")
            lines_after = catalogue.lines()
            assert not [
                line for line in lines_after if line.startswith(f"table {app}_")
            ]
            migrate()
            assert differences(whole, catalogue.lines()) == [], app
            assert rows(Group) == roles


@pytest.mark.django_db(transaction=True)
def test_a_database_of_migrations_made_anew_is_not_gone_on_from():
    with empty_database():
        migrate()
        assert migrations_made_anew() == []
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("""COMMENT ON TABLE django_migrations IS '{"staff": 1}'""")

        assert "officials.0002_tables" in migrations_made_anew()
        with pytest.raises(CommandError, match="drop it, create it again"):
            migrate()


def test_a_list_is_written_once_and_one_that_was_emptied_stays_empty(db):
    before = rows(Playbook)
    assert before > 3
    RespectWord.objects.all().delete()

    begin()

    assert (rows(RespectWord), rows(Playbook)) == (0, before)


def installed(app):
    """The latest operation for each file of SQL that the migrations of `app` name."""
    loader = MigrationLoader(None)
    (leaf,) = loader.graph.leaf_nodes(app)
    plan = [node for node in loader.graph.forwards_plan(leaf) if node[0] == app]
    return {
        operation.file: operation
        for node in plan
        for operation in loader.graph.nodes[node].operations
        if isinstance(operation, InstallFile)
    }


def test_no_file_of_sql_has_changed_without_a_migration():
    mentions = 0
    for app in (app for app in APPS if apps.is_installed(app)):
        files = sorted((ROOT / app).rglob("*.sql"))
        latest = installed(app)
        assert {path.relative_to(ROOT / app).as_posix() for path in files} == {*latest}
        for path in files:
            mentions += 1
            operation = latest[path.relative_to(ROOT / app).as_posix()]
            message = (
                f"{path} has changed: python3 dev.py migrations, or a new migration"
            )
            assert operation.digest == digest_of(path), message
            assert isinstance(operation, InstallRules) == (path.name == "rules.sql")
    assert mentions > 2


def test_a_list_of_python_that_has_changed_wants_a_migration(monkeypatch):
    path = ROOT / "engagements" / "relationships" / "rules.sql"
    (ladder,) = GENERATED[path].values()
    assert "ARRAY['monitored', 'identified'," in ladder
    before = digest_of(path)
    monkeypatch.setitem(GENERATED, path, {})

    generate_list(path, "app_ladder", (*LADDER, "dearest"))

    assert digest_of(path) != before
    generate_list(path, "app_ladder", LADDER)
    assert digest_of(path) == before


class Scratch:
    """An app of two later migrations, each of which changes one of its files."""

    def __init__(self, folder):
        self.folder = folder / "scratch"
        (self.folder / "migrations").mkdir(parents=True)
        for place in (self.folder, self.folder / "migrations"):
            (place / "__init__.py").touch()
        self.count = 0

    def write(self, number, word):
        """The two files as they are; their operations, in one list of source."""
        self.save("before.sql", BEFORE.format(number=number))
        self.save("rules.sql", RULES.format(word=word))
        first = {} if self.count else {"first": True}
        extra_arguments = "".join(f", {name}={value}" for name, value in first.items())
        return [
            f"{kind}('{name}', '{digest_of(self.folder / name)}'{extra_arguments})"
            for kind, name in (
                ("InstallBefore", "before.sql"),
                ("InstallRules", "rules.sql"),
            )
        ]

    def save(self, name, text):
        (self.folder / name).write_text(text)

    def add(self, *operations):
        """The next migration."""
        before = [("scratch", f"{self.count:04}_step")] if self.count else []
        self.count += 1
        text = MIGRATION.format(dependencies=before, operations=", ".join(operations))
        self.save(f"migrations/{self.count:04}_step.py", text)


@contextmanager
def scratch(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    app = Scratch(tmp_path)
    before, rules = app.write(1, "word")
    app.add(before, THING, rules)
    before, rules = app.write(2, "word")
    app.add(before)
    before, rules = app.write(2, "late")
    app.add(WIDER, rules)
    config = apps.app_configs["scratch"] = AppConfig.create("scratch")
    config.apps, config.models = apps, {}
    try:
        yield app
    finally:
        del apps.app_configs["scratch"]
        for name in [name for name in sys.modules if name.startswith("scratch")]:
            del sys.modules[name]


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_files_of_sql_are_installed_as_they_are_today(tmp_path, monkeypatch):
    with empty_database(), scratch(tmp_path, monkeypatch):
        migrate("scratch", "0001")
        assert ask("SELECT scratch_key()") == 2, "before.sql is that of today"
        assert ask("SELECT to_regproc('scratch_rule') IS NULL"), "rules.sql waits"

        migrate("scratch")
        assert ask("SELECT scratch_rule()") == 0, "it asks a column that came later"

        migrate("scratch", "zero")
        assert ask("SELECT to_regproc('scratch_rule') IS NULL")
        assert ask("SELECT to_regproc('scratch_key') IS NULL")


@pytest.mark.django_db(transaction=True)
def test_an_older_database_gets_what_has_changed(tmp_path, monkeypatch):
    with empty_database(), scratch(tmp_path, monkeypatch) as app:
        migrate("scratch")
        before, rules = app.write(3, "*")
        app.add(before, rules)

        migrate("scratch")

        assert ask("SELECT scratch_key()") == 3
        assert "count(*)" in ask(
            "SELECT prosrc FROM pg_proc WHERE proname='scratch_rule'"
        )
