"""The matrix trial: every address x every person x every circle."""

import logging

import pytest

from officials.context import as_system
from officials.records import RecordQuerySet
from tests.trials import world as the_world
from tests.trials.oracle import READERS, may_see
from tests.trials.routes import routes
from tests.trials.walk import Findings, Walk

pytestmark = pytest.mark.django_db

PEOPLE = (
    *("viewer", "officer", "coordinator", "manager", "administrator", "insider"),
    *("external", "external member", "translator", "nobody", "leaver", "anonymous"),
)
CURIOUS = {"viewer", "officer", "manager", "insider", "external"}
WRITERS = {"officer", "manager"}


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    built = the_world.build()
    built.files = {
        file.pk: built.owners[number][0]
        for name in ("officer", "manager")
        for number in [max(built.owners, default=0) + 1]
        for file in [the_world.staged_file(built, name)]
    }
    return built


def walk_through(world, people, *, deeply=True):
    """What all of them saw on all the addresses.

    `deeply` goes into the tabs, searches and filters, and fills forms.
    """
    import time
    findings = Findings()
    for person in people:
        t, n = time.process_time(), findings.answers
        walk = Walk(world, person, findings)
        for route in routes(person):
            tried = person not in WRITERS
            for path, answer in walk.visit(route, posts=deeply):
                if answer.status != 200 or not deeply:
                    continue
                if person in CURIOUS:
                    walk.look_into(route, path, answer)
                if not tried and answer.context and "form" in answer.context:
                    walk.try_form(path, answer.context)
                    tried = True
        print(person, time.process_time() - t, findings.answers - n)
    return findings


def forget_to_ask(monkeypatch):
    """`visible_to` answers with everything, as if every view had forgotten it."""
    for kind in (RecordQuerySet, *descendants(RecordQuerySet)):
        if "visible_to" in vars(kind):
            monkeypatch.setattr(kind, "visible_to", lambda self, user: self.all())


def descendants(kind):
    for each in kind.__subclasses__():
        yield each
        yield from descendants(each)


def let_the_database_forget(monkeypatch):
    """Requests run as the system, which row security shows everything."""
    for place in ("staff.middleware", "staff.exports"):
        monkeypatch.setattr(f"{place}.acting_as", lambda user: as_system())


def test_nobody_is_shown_what_is_not_theirs(world):
    import os
    found = walk_through(world, os.environ.get("P", "").split(",") if os.environ.get("P") else PEOPLE)
    print("ANSWERS", found.answers)

    import collections
    for n in ("leaks","told_apart","miscounted","broken"):
        print(n, len(getattr(found,n)))
        for x in sorted(getattr(found,n), key=str)[:40]: print("   ", str(x)[:300])
    print("unseen", unseen(world, found))
    assert not (found.leaks or found.told_apart or found.miscounted or found.broken)
    assert unseen(world, found) == []
    assert found.answers > 5000


def unseen(world, found):
    """What the trial could not have noticed, because nobody was shown it at all."""
    seen = {number for _person, number in found.seen}
    everything = {
        f"{owner.kind}.{name}"
        for number, (owner, name) in world.owners.items()
        if number not in seen
    }
    owners = {owner for owner, _name in world.owners.values() if owner.key}
    shown = found.shown | {
        (person, world.owners[number][0].key)
        for person, number in found.seen
        if number in world.owners
    }
    missed = {
        f"{person}: {owner.kind}"
        for person in READERS
        for owner in owners
        if may_see(person, owner) and (person, owner.key) not in shown
    }
    return sorted(everything | missed)


@pytest.fixture(autouse=True)
def silence():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
