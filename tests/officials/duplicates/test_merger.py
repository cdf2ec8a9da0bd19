"""Two records of one person become one, and nothing of either is lost."""

import datetime
import re

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from engagements.relationships.models import Relationship
from officials.batches import workflow as batch_steps
from officials.duplicates.merger import merge, twins
from officials.duplicates.models import FormerKey, Resemblance
from officials.people.models import Official
from officials.security.context import acting_as, as_system
from officials.security.records import Record, relations_to
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.duplicates import ResemblanceFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import (
    AppointmentFactory,
    ContactPointFactory,
    IdentifierFactory,
    OfficialFactory,
    OfficialNameFactory,
    TieFactory,
)
from tests.factories.relationships import RelationshipFactory, StageMoveFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory
from tests.factories.translations.deliveries import in_force

pytestmark = pytest.mark.django_db
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


@pytest.fixture
def officer():
    return UserFactory(role="Officer")


def everything():
    """Every row of every record table, as the database holds it."""
    rows = {}
    with as_system(), connection.cursor() as cursor:
        for model in RECORDS:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT id, to_jsonb(t) FROM {table} t")  # noqa: S608
            rows |= {(model._meta.label, key): row for key, row in cursor.fetchall()}
    return rows


def those_who_name(official):
    """(kind, key) of every record that names `official`, through the model graph."""
    return {
        (relation.related_model._meta.label, row.pk)
        for relation in relations_to(Official)
        for row in relation.related_model._base_manager.filter(
            **{relation.field.name: official}
        )
    }


def a_life(official, *, with_whom, lead, **circle):
    """One of everything that can hang on a person."""
    IdentifierFactory(official=official)
    OfficialNameFactory(official=official, text=f"Имя {official.name}", kind="native")
    AppointmentFactory(official=official)
    ContactPointFactory(official=official, **circle)
    NoteFactory(about=[official], recorded_by=lead, **circle)
    OutreachActionFactory(
        towards=[official],
        kind="document",
        handing=[in_force()],
        lead=lead,
        done=True,
        **circle,
    )
    ParticipationFactory(official=official, exchange=ExchangeFactory(**circle))
    official.themes.add(ThemeFactory())
    TieFactory(official=official, other=with_whom, **circle)
    TieFactory(official=with_whom, other=official, kind="mentored_by", **circle)
    ResemblanceFactory(of=(official, OfficialFactory(circle=official.circle)), **circle)


@pytest.fixture
def anna(officer):
    return OfficialFactory(named="Anna Volkova", born=day("1970"))


@pytest.fixture
def hanna(officer):
    return OfficialFactory(named="Hanna Volkava", gender="f", born=day("1971"))


def test_everything_that_named_the_one_names_the_other_afterwards(officer, anna, hanna):
    boris = OfficialFactory(named="Boris Orlov")
    a_life(anna, with_whom=boris, lead=officer)
    a_life(hanna, with_whom=boris, lead=officer)
    of_hanna = those_who_name(hanna)
    assert len({kind for kind, _key in of_hanna}) >= 10

    merge(anna, hanna, by=officer)

    twice = {"officials.Tie"}  # both had the same tie to Boris, twice
    lost = of_hanna - those_who_name(anna)
    assert {kind for kind, _key in lost} <= twice
    assert not those_who_name(hanna)
    assert not Official.objects.filter(pk=hanna.pk).exists()
    assert Note.objects.filter(mentions__official=anna).count() == 2
    handed_over = OutreachAction.objects.filter(officials=anna, kind="document")
    assert handed_over.count() == 2
    assert anna.participations.count() == 2


def test_undoing_puts_every_row_back_as_it_was(officer, anna, hanna):
    boris = OfficialFactory(named="Boris Orlov")
    for person in (anna, hanna):
        a_life(person, with_whom=boris, lead=officer)
        relationship = RelationshipFactory(official=person, lead=officer)
        StageMoveFactory(relationship=relationship, moved_by=officer)
    TieFactory(official=anna, other=hanna)
    ResemblanceFactory(of=(anna, hanna))
    exchange = ExchangeFactory()
    for person in (anna, hanna):
        ParticipationFactory(official=person, exchange=exchange)
        NoteFactory(about=[anna, hanna])
    before = everything()

    batch = merge(anna, hanna, by=officer, taken={"born", "name"})
    merged = everything()
    undone = batch_steps.undo(batch, by=officer)

    assert merged != before
    assert undone.left == []
    assert everything() == before


def test_what_only_one_knew_is_known_afterwards(officer, anna, hanna):
    merge(anna, hanna, by=officer)

    anna.refresh_from_db()
    assert anna.gender == "f"
    assert str(anna.born) == "1970"
    assert str(anna) == "Anna Volkova"
    assert {str(name) for name in anna.names.all()} == {"Anna Volkova", "Hanna Volkava"}


def test_a_person_chooses_where_the_two_differ(officer, anna, hanna):
    merge(anna, hanna, by=officer, taken={"born", "name"})

    anna.refresh_from_db()
    assert str(anna.born) == "1971"
    assert str(anna) == "Hanna Volkava"


def test_two_relationships_become_one_with_the_moves_of_both(officer, anna, hanna):
    irina = UserFactory(full_name="Irina")
    mine = RelationshipFactory(official=anna, lead=officer, remarks="Met in 2019.")
    hers = RelationshipFactory(official=hanna, lead=irina, remarks="Likes chess.")
    for relationship in (mine, hers):
        StageMoveFactory(relationship=relationship)

    merge(anna, hanna, by=officer)

    sole_relationship = Relationship.objects.get()
    assert sole_relationship == mine
    assert sole_relationship.remarks == "Met in 2019.\n\nLikes chess."
    assert sole_relationship.stage_moves.count() == 2


def test_the_relationship_of_the_record_that_goes_may_be_the_one_kept(
    officer, anna, hanna
):
    RelationshipFactory(official=anna, lead=officer)
    hers = RelationshipFactory(official=hanna, lead=UserFactory(full_name="Irina"))
    before = everything()

    batch = merge(anna, hanna, by=officer, kept={hers.pk})

    relationship = Relationship.objects.get()
    assert (relationship.pk, relationship.official) == (hers.pk, anna)
    batch_steps.undo(batch, by=officer)
    assert everything() == before


def test_a_decision_that_they_are_not_somebody_else_is_kept(officer, anna, hanna):
    boris = OfficialFactory(named="Boris Orlov")
    resemblance = ResemblanceFactory(
        of=(boris, hanna),
        state="different",
        decided_by=officer,
        decided_at=datetime.datetime.now(datetime.UTC),
    )

    merge(anna, hanna, by=officer)

    resemblance.refresh_from_db()
    assert {resemblance.one, resemblance.other} == {anna, boris}
    assert resemblance.state == Resemblance.State.DIFFERENT


def test_what_the_merger_does_not_see_moves_along_unseen(officer, anna, hanna):
    circle = CircleFactory(people=[UserFactory()])
    secret = NoteFactory(about=[hanna], circle=circle)
    with acting_as(officer):
        assert not Note.objects.exists()
        batch = merge(anna, hanna, by=officer)

    assert secret.mentions.get().official == anna
    with acting_as(officer):
        batch_steps.undo(batch, by=officer)
    assert secret.mentions.get().official == hanna


@pytest.mark.parametrize("narrow_one_stays", [True, False])
def test_the_narrower_circle_holds_and_undoing_widens_it_again(
    officer, narrow_one_stays
):
    circle = CircleFactory(people=[officer])
    anna = OfficialFactory(named="Anna Volkova", circle=circle)
    hanna = OfficialFactory(named="Hanna Volkava")
    boris = OfficialFactory(named="Boris Orlov")
    a_life(anna, with_whom=boris, lead=officer, circle=circle)
    a_life(hanna, with_whom=boris, lead=officer)
    before = everything()
    stays, goes = (anna, hanna) if narrow_one_stays else (hanna, anna)

    batch = merge(stays, goes, by=officer)

    stays.refresh_from_db()
    assert stays.circle == circle
    circles = {
        relation.related_model._meta.label: set(
            relation.related_model._base_manager.filter(
                **{relation.field.name: stays}
            ).values_list("circle", flat=True)
        )
        for relation in relations_to(Official)
    }
    assert set().union(*circles.values()) == {circle.pk}, circles
    batch_steps.undo(batch, by=officer)
    assert everything() == before


def test_two_different_circles_refuse_in_words(officer):
    one, other = (
        OfficialFactory(circle=CircleFactory(people=[officer])) for _ in range(2)
    )

    with pytest.raises(ValidationError, match="two different circles"):
        merge(one, other, by=officer)

    assert Official.objects.count() == 2


def test_a_record_of_a_third_circle_stops_the_merge_and_all_stays(officer):
    mine, theirs = CircleFactory(people=[officer]), CircleFactory()
    anna = OfficialFactory(circle=mine)
    hanna = OfficialFactory()
    NoteFactory(about=[hanna], circle=theirs)
    before = everything()

    with pytest.raises(ValidationError, match="third circle"):
        merge(anna, hanna, by=officer)

    assert everything() == before


def test_who_does_not_see_one_of_them_cannot_merge_them(officer, anna):
    hidden = OfficialFactory(circle=CircleFactory())

    with acting_as(officer), pytest.raises(PermissionDenied):
        merge(anna, hidden, by=officer)


def test_twins_are_told_before(officer, anna, hanna):
    exchange = ExchangeFactory()
    both = [ParticipationFactory(official=o, exchange=exchange) for o in (anna, hanna)]
    ParticipationFactory(official=hanna)

    assert [tuple(pair) for pair in twins(anna, hanna)] == [tuple(both)]


# Undoing


def test_what_somebody_changed_since_stays_and_is_told(officer, anna, hanna):
    relationship = RelationshipFactory(official=hanna, lead=officer)
    batch = merge(anna, hanna, by=officer)
    boris = OfficialFactory(named="Boris Orlov")
    Relationship.objects.filter(pk=relationship.pk).update(official=boris)

    undone = batch_steps.undo(batch, by=officer)

    assert undone.left == [(Relationship, relationship.pk)]
    relationship.refresh_from_db()
    assert relationship.official == boris
    assert Official.objects.filter(pk=hanna.pk).exists()


def test_a_merge_is_undone_once_by_who_made_it_within_thirty_days(officer, anna, hanna):
    batch = merge(anna, hanna, by=officer)
    with pytest.raises(PermissionDenied):
        batch_steps.undo(batch, by=UserFactory())
    late = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=31)
    with time_machine.travel(late), pytest.raises(ValidationError, match="30 days"):
        batch_steps.undo(batch, by=officer)

    batch_steps.undo(batch, by=officer)

    with pytest.raises(ValidationError, match="undone already"):
        batch_steps.undo(batch, by=officer)


# In the interface


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


def merge_page(stays, goes=None):
    query = f"?with={goes.pk}" if goes else ""
    return reverse("official-merge", args=[stays.pk]) + query


def test_an_officer_merges_and_undoes_in_the_browser(at_work, anna, hanna):
    NoteFactory(about=[hanna])
    page = at_work.get(merge_page(anna, hanna)).content.decode()
    assert "Hanna Volkava" in page
    assert re.search(r"Notes:\s*1", page)

    answer = at_work.post(
        merge_page(anna), {"with": str(hanna.pk), "name": "stays", "born": "goes"}
    )

    assert answer.url == reverse("official-detail", args=[anna.pk])
    anna.refresh_from_db()
    assert str(anna.born) == "1971"
    detail_page = at_work.get(answer.url).content.decode()
    undo = re.search(r'action="(/large-changes/[^"]+/undo/)"', detail_page)[1]
    listed = at_work.get(reverse("batch-list")).content.decode()
    assert undo in listed
    assert "Anna Volkova" in listed
    at_work.post(undo)
    assert Official.objects.filter(pk=hanna.pk).exists()


def test_the_other_record_is_found_by_typing(at_work, anna, hanna):
    page = at_work.get(merge_page(anna), {"with_search": "ХАННА волкава"})

    assert page.status_code == 200
    assert "This one goes into it" in page.content.decode()


def test_old_addresses_lead_to_the_record_that_stayed(at_work, officer, anna, hanna):
    merge(anna, hanna, by=officer)
    old = reverse("official-detail", args=[hanna.pk])

    assert at_work.get(old).url == reverse("official-detail", args=[anna.pk])
    edit = at_work.get(reverse("official-edit", args=[hanna.pk]))
    assert edit.url == reverse("official-edit", args=[anna.pk])


def test_old_addresses_of_a_chain_of_merges_lead_to_the_last(
    at_work, officer, anna, hanna
):
    boris = OfficialFactory()
    merge(anna, hanna, by=officer)
    merge(boris, anna, by=officer)

    old = reverse("official-detail", args=[hanna.pk])
    assert at_work.get(old).url == reverse("official-detail", args=[boris.pk])


def test_who_may_not_see_the_merged_person_is_not_led_there(client, officer):
    circle = CircleFactory(people=[officer])
    anna, hanna = (OfficialFactory(circle=circle) for _ in range(2))
    merge(anna, hanna, by=officer)
    assert FormerKey.objects.exists()
    client.force_login(UserFactory())

    answer = client.get(reverse("official-detail", args=[hanna.pk]))

    assert answer.status_code == 404


def test_a_record_cannot_be_merged_with_itself(at_work, anna):
    answer = at_work.post(merge_page(anna), {"with": str(anna.pk)})

    assert answer.status_code == 422
    assert Official.objects.count() == 1


def test_a_viewer_cannot_merge(client, anna, hanna):
    client.force_login(UserFactory(role="Viewer"))

    assert client.get(merge_page(anna, hanna)).status_code == 403
    assert client.post(merge_page(anna), {"with": str(hanna.pk)}).status_code == 403


def test_somebody_elses_batch_is_not_there(client, officer, anna, hanna):
    batch = merge(anna, hanna, by=officer)
    client.force_login(UserFactory())

    answer = client.post(reverse("batch-undo", args=[batch.pk]))

    assert answer.status_code == 404
    assert not Official.objects.filter(pk=hanna.pk).exists()


def test_who_may_not_merge_any_more_cannot_undo_a_merge(client, officer, anna, hanna):
    batch = merge(anna, hanna, by=officer)
    client.force_login(officer)
    officer.groups.set([Group.objects.get(name="Viewer")])

    answer = client.post(reverse("batch-undo", args=[batch.pk]))

    assert answer.status_code == 403
    assert not Official.objects.filter(pk=hanna.pk).exists()


def test_a_merge_makes_nobody_die_before_being_born(officer, anna, hanna):
    Official.objects.filter(pk=hanna.pk).update(born=None, died=day("1969"))

    with pytest.raises(ValidationError, match="Died before being born"):
        merge(anna, hanna, by=officer)

    assert Official.objects.filter(pk__in=(anna.pk, hanna.pk)).count() == 2
