"""`python3 dev.py migrations`: makes the migrations of all our apps anew, from nothing.

Until there is a version 1.0 nobody has a database to keep. Of each app: the functions
that its tables need (`before.sql`), all tables at once with their history, then the
rules that ask those tables (`rules.sql`). The people come before all else, because
every record says who wrote it. A database made before is made anew.
"""

import os
from pathlib import Path
from typing import NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.apps import apps
from django.core.management.commands import makemigrations
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test import override_settings
from pgtrigger.migrations import AddTrigger

from officials.schema.all_at_once import AllAtOnce
from officials.schema.cache_table import MakeCacheTable
from officials.schema.sql_files import (
    InstallBefore,
    InstallRules,
    NeedExtension,
    digest_of,
)
from officials.security.equipment import EXTENSIONS
from officials.security.ownership import SetPrivileges
from tests.house.sources import APPS, ROOT, name_of

OURS = [app for app in APPS if (ROOT / app / "migrations").is_dir()]
PEOPLE = {"user", "userevent"}  # what comes before all else
# What the staff's app answers of people, where officials has stubs.
STANDS_FOR = {"staff/rules.sql": "officials/security/before.sql"}

TOLD = {
    "people": "The people, and their history.",
    "functions": "What tables, columns, indexes and policies need beforehand.",
    "tables": "All tables at once, with their rules and their history.",
    "rules": "The rules that ask the tables, and the triggers that call them.",
}


class Detected(NamedTuple):
    """What makes all of an app: its models, and the triggers of their history; and the
    apps that must be there before."""

    models: list
    triggers: list
    apps: set


def main():
    everything, leaves = everything_anew()
    for app in OURS:
        folder = ROOT / app / "migrations"
        for old in folder.glob("0*.py"):
            old.unlink()
        for path in write(app, everything[app], folder, leaves):
            print(name_of(path))


def everything_anew():
    """({app: Detected}, {app of another: its latest migration}).

    The migrations that we have are not read: they may name what is no more. A model is
    made with all its fields and rules; the detector would add some of them later, in an
    order that does not matter where all tables are made at once.
    """
    with override_settings(MIGRATION_MODULES=dict.fromkeys(OURS)):
        loader = MigrationLoader(None)
        leaves = dict(loader.graph.leaf_nodes())
        before = loader.project_state([*leaves.items()])
    before.real_apps = set()  # ours count as new, and not as without migrations
    detector = makemigrations.Command.autodetector
    changes = detector(before, ProjectState.from_apps(apps))._detect_changes()
    now = ProjectState.from_apps(apps)  # the detector takes rules out of its own
    everything = {}
    for app in OURS:
        steps = [each for change in changes[app] for each in change.operations]
        dependencies = {
            name for change in changes[app] for name, _ in change.dependencies
        }
        everything[app] = Detected(
            [
                creation(state)
                for (of, _), state in sorted(now.models.items())
                if of == app
            ],
            [each for each in steps if isinstance(each, AddTrigger)],
            dependencies - {app},
        )
    return everything, leaves


def creation(state):
    """The operation that makes the model of `state`, with all but its triggers."""
    options = {
        name: value
        for name, value in state.options.items()
        if name != "triggers" and value != []
    }
    return migrations.CreateModel(
        state.name, [*state.fields.items()], options, state.bases, state.managers
    )


def write(app, detected, folder, leaves):
    """Writes the migrations of `app`; yields their paths."""
    functions, operations_of = before_tables(app), {}
    if app == "staff":  # the people come first, and are asked by those functions
        operations_of["people"] = at_once(detected, lambda name: name in PEOPLE)
        others = at_once(detected, lambda name: name not in PEOPLE)
        operations_of["tables"] = [*functions, *others, MakeCacheTable()]
    else:
        operations_of["functions"] = functions
        operations_of["tables"] = at_once(detected, lambda name: True)
    operations_of["rules"] = after_tables(app)
    steps = [
        (title, operations) for title, operations in operations_of.items() if operations
    ]
    names = [f"{at:04}_{title}" for at, (title, _) in enumerate(steps, start=1)]
    for at, (title, operations) in enumerate(steps):
        migration = migrations.Migration(names[at], app)
        migration.initial = at == 0
        migration.operations = operations
        outside = sorted({*dependencies(app, title, detected, leaves)})
        inside = [(app, names[at - 1])] if at else []
        migration.dependencies = [*outside, *inside]
        text = MigrationWriter(migration, include_header=False).as_string()
        path = folder / f"{names[at]}.py"
        path.write_text(f'"""{TOLD[title]}"""\n\n{text}')
        yield path


def before_tables(app):
    """The operations that come before the tables of `app`."""
    extensions = [NeedExtension(name) for name in EXTENSIONS]
    installed = install(InstallBefore, app, "before.sql")
    return [SetPrivileges(), *extensions, *installed] if app == OURS[0] else installed


def after_tables(app):
    return install(InstallRules, app, "rules.sql")


def install(operation, app, name):
    """The operations for each file called `name` in `app`."""
    folder = ROOT / app
    return [
        operation(
            path.relative_to(folder).as_posix(),
            digest_of(path),
            first=True,
            stands_for=STANDS_FOR.get(name_of(path), ""),
        )
        for path in sorted(folder.rglob(name))
    ]


def at_once(detected, which):
    """The tables of models whose name is one of `which`, and then their triggers."""
    tables = [each for each in detected.models if which(each.name_lower)]
    triggers = [each for each in detected.triggers if which(each.model_name_lower)]
    return [AllAtOnce(each) for each in (tables, triggers) if each]


def dependencies(app, title, detected, leaves):
    """What must be there before: the apps to the left, and those of others."""
    if title == "people":
        yield ("auth", leaves["auth"])
        yield ("pghistory", leaves["pghistory"])
        yield (OURS[0], "0001_functions")  # what the policy of their history asks
        return
    if app == "staff":
        yield (OURS[-2], latest(OURS[-2]))
        if title == "tables":  # around what people sign in with stand walls
            yield from ((other, leaves[other]) for other in ("account", "mfa"))
        if title == "rules":
            yield ("admin", leaves["admin"])  # the table of its log
        return
    if title != "tables":
        return
    for other in detected.apps:
        if other == "__setting__":
            yield migrations.swappable_dependency("staff.User")
        elif other in OURS:
            yield (other, latest(other))
        else:
            yield (other, leaves[other])


def latest(app):
    """The name of the latest migration of an app that is written already."""
    return max(path.stem for path in Path(ROOT / app / "migrations").glob("0*.py"))


if __name__ == "__main__":
    main()
