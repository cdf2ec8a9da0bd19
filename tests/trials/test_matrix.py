"""The matrix trial: every address x every person x every circle."""

import logging
from contextlib import contextmanager

import pytest
from django.template.base import Template
from django.urls import path

from officials.security.context import as_system
from officials.security.models import Circle
from officials.security.records import RecordQuerySet
from staff import urls
from tests.trials import world as the_world
from tests.trials.oracle import READERS, may_see
from tests.trials.routes import UnknownRoute, in_map, routes
from tests.trials.walk import Findings, Walk

pytestmark = pytest.mark.django_db

# Everybody, in parts that walk beside each other; the first is shown all there is.
PARTS = (
    ("officer", "manager", "insider", "external"),
    ("viewer", "coordinator", "administrator", "translator", "external member"),
    ("nobody", "leaver", "anonymous"),
)
each_part = pytest.mark.parametrize("people", PARTS, ids=" and ".join)
CURIOUS = {"officer", "manager", "external"}
WRITERS = {"officer"}


@pytest.fixture(autouse=True)
def quietly(monkeypatch):
    """Refusals need not be logged here, nor every template's context be copied."""
    monkeypatch.setattr(Template, "_render", lambda self, c: self.nodelist.render(c))
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    return the_world.build()


def walk_through(world, people, *, deeply=True):
    """What all of them saw on all the addresses.

    `deeply` goes into the tabs, searches and filters, and fills forms.
    """
    findings = Findings()
    for person in people:
        walk = Walk(world, person, findings)
        for route in routes(person):
            tried = person not in WRITERS
            for page, answer in walk.visit(route, posts=deeply):
                if person in CURIOUS and not route.wants and answer.status < 400:
                    walk.ask_by_key(page)  # also where the page alone leads elsewhere
                if answer.status != 200:
                    continue
                if deeply or person in CURIOUS:
                    walk.open_tabs(page, answer)
                if deeply and route.name.endswith("_changelist"):
                    walk.search_in_admin(route, page)
                elif deeply and person in CURIOUS:
                    walk.look_into(route, page, answer)
                if deeply and not tried and "form" in answer.context:
                    walk.try_form(page, answer.context)
                    tried = True
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
    monkeypatch.setattr("staff.middleware.reading_as", reading_everything)


@contextmanager
def reading_everything(user):
    """As `reading_as`, which asks for the circles of `user` once; as the system."""
    with as_system():
        open_circles = Circle.objects.open_to(user).values_list("pk", flat=True)
        user.open_circles = list(open_circles)
        yield
        del user.open_circles


@each_part
def test_nobody_is_shown_what_is_not_theirs(world, people):
    findings = walk_through(world, people)

    assert findings.faults() == []
    assert missed(world, findings, people) == []
    assert people != PARTS[0] or unseen(world, findings) == []
    assert findings.answers > 1000


@each_part
def test_row_security_holds_alone_where_every_view_forgets_to_ask(
    world, people, monkeypatch
):
    forget_to_ask(monkeypatch)

    findings = walk_through(world, people, deeply=False)

    assert findings.faults() == []
    assert findings.answers > 500


@each_part
def test_views_hold_alone_where_the_database_forgets_to_ask(world, people, monkeypatch):
    let_the_database_forget(monkeypatch)

    findings = walk_through(world, people, deeply=False)

    assert sorted(findings.leaks) == []


def test_the_trial_notices_when_nobody_asks(world, monkeypatch):
    forget_to_ask(monkeypatch)
    let_the_database_forget(monkeypatch)

    findings = walk_through(world, ["officer"], deeply=False)

    leaked = {kind for *_where, kind, _what in findings.leaks}
    kinds = {m._meta.label for m in world.rows if the_world.text_fields(m)}
    assert kinds <= leaked
    assert findings.told_apart


def test_an_address_that_the_trial_cannot_fill_fails_it(world):
    strange = path(
        "strange/<int:number>/", lambda request, number: None, name="strange"
    )

    with pytest.raises(UnknownRoute, match="strange"):
        next(in_map([strange])).targets(world)


def unseen(world, findings):
    """What the trial could not have noticed, because nobody was shown it at all."""
    seen_numbers = {number for _person, number in findings.seen}
    everything = {
        (owner.kind, name, owner.circle) for owner, name in world.owners.values()
    }
    everything -= {
        (owner.kind, name, owner.circle)
        for number, (owner, name) in world.owners.items()
        if number in seen_numbers
    }
    return sorted(map(str, everything))


def missed(world, findings, people):
    """Which pages of their own records some of `people` were not shown."""
    pages = {r.model._meta.label for r in in_map(urls.urlpatterns) if r.is_detail}
    owners = {owner for owner, _name in world.owners.values() if owner.kind in pages}
    sightings = findings.sightings | {
        (person, world.owners[number][0].key)
        for person, number in findings.seen
        if number in world.owners
    }
    return sorted(
        f"{person}: {owner.kind}"
        for person in READERS & set(people)
        for owner in owners
        if may_see(person, owner) and (person, owner.key) not in sightings
    )
