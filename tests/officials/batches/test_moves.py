"""Moving records between circles: nothing is left wider than what it names."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from officials.batches.moves import move, preview
from officials.people.models import Official, OfficialName
from officials.security.context import acting_as
from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import (
    AppointmentFactory,
    ContactPointFactory,
    OfficialFactory,
)
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import EditionFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def mover():
    return UserFactory()


@pytest.fixture
def narrow(mover):
    """A circle in which the mover is."""
    return CircleFactory(people=[mover])


def circle_of(record):
    return type(record).objects.get(pk=record.pk).circle


def everyone():
    return Circle.objects.get(pk=Circle.ALL_STAFF)


def test_narrowing_an_official_takes_along_what_names_them(mover, narrow):
    official = OfficialFactory()
    theirs = [
        NoteFactory(about=[official]),
        OutreachActionFactory(towards=[official], state="waiting"),
        RelationshipFactory(official=official),
        ParticipationFactory(official=official).exchange,
    ]
    other = NoteFactory(about=[OfficialFactory()])

    companions = move(official, narrow, by=mover)

    assert {each.pk for each in companions} == {each.pk for each in theirs}
    for each in [official, *theirs]:
        assert circle_of(each) == narrow
    assert circle_of(other).everyone


def test_parts_follow_their_whole(mover, narrow):
    official = OfficialFactory()
    contact = ContactPointFactory(official=official)
    appointment = AppointmentFactory(official=official)
    note = NoteFactory(about=[official])
    participation = ParticipationFactory(official=official)

    move(official, narrow, by=mover)

    parts = [official.names.get(), contact, appointment, note.mentions.get()]
    for part in [*parts, participation]:
        assert circle_of(part) == narrow


def test_narrowing_reaches_those_who_hold_a_post_there(mover, narrow):
    place = InstitutionFactory()
    appointment = AppointmentFactory(post=PostFactory(institution=place))
    note = NoteFactory(about=[appointment.official])

    move(place, narrow, by=mover)

    for each in (appointment.post, appointment.official, appointment, note):
        assert circle_of(each) == narrow


def test_preview_names_what_goes_along_and_changes_nothing(mover, narrow):
    official = OfficialFactory()
    note = NoteFactory(about=[official])
    action = OutreachActionFactory(towards=[official], state="waiting")

    with acting_as(mover):
        labels = preview(official, narrow, by=mover)

    assert {each.pk for each in labels} == {note.pk, action.pk}
    assert circle_of(official).everyone
    assert circle_of(note).everyone


def test_a_record_of_a_third_circle_stops_the_move(mover, narrow):
    official = OfficialFactory()
    note = NoteFactory(about=[official])
    third = OutreachActionFactory(circle=CircleFactory(), towards=[official])

    with pytest.raises(ValidationError, match="in a third circle"):
        move(official, narrow, by=mover)

    assert circle_of(official).everyone
    assert circle_of(note).everyone
    assert not circle_of(third).everyone


def test_a_note_that_also_names_somebody_of_a_third_circle_stops_the_move(
    mover, narrow
):
    third = CircleFactory()
    hidden = OfficialFactory(circle=third)
    official = OfficialFactory()
    NoteFactory(circle=third, about=[official, hidden])

    with pytest.raises(ValidationError, match="in a third circle"):
        move(official, narrow, by=mover)


def test_records_that_are_in_the_circle_already_stay_there(mover, narrow):
    official = OfficialFactory()
    note = NoteFactory(circle=narrow, about=[official])

    assert move(official, narrow, by=mover) == []
    assert circle_of(official) == circle_of(note) == narrow


def test_the_mover_is_in_both_circles(mover, narrow):
    official, foreign = OfficialFactory(), CircleFactory()

    with pytest.raises(PermissionDenied):
        move(official, foreign, by=mover)
    with pytest.raises(PermissionDenied):
        move(OfficialFactory(circle=foreign), narrow, by=mover)
    with pytest.raises(PermissionDenied):
        move(official, narrow, by=UserFactory(role="Translator", is_external=True))

    assert circle_of(official).everyone


def test_widening_is_refused_while_it_names_something_narrower(mover, narrow):
    official = OfficialFactory(circle=narrow)
    note = NoteFactory(circle=narrow, about=[official])

    with pytest.raises(ValidationError, match="in a third circle"):
        move(note, everyone(), by=mover)
    assert circle_of(note) == narrow

    move(official, everyone(), by=mover)
    move(note, everyone(), by=mover)
    assert circle_of(note).everyone


def test_widening_an_official_leaves_the_notes_where_they_are(mover, narrow):
    official = OfficialFactory(circle=narrow)
    note = NoteFactory(circle=narrow, about=[official])

    assert move(official, everyone(), by=mover) == []

    assert circle_of(official).everyone
    assert circle_of(note) == narrow


def test_narrowing_a_document_takes_along_the_actions_that_hand_it_over(mover, narrow):
    document = DocumentFactory()
    text = EditionFactory.attached(document, kind="official")
    action = OutreachActionFactory(handing=[text], done=True)

    assert [each.pk for each in move(document, narrow, by=mover)] == [action.pk]
    assert circle_of(action) == narrow


def test_history_is_readable_only_where_the_record_is(mover, narrow):
    outsider = UserFactory()
    official = OfficialFactory()
    note = NoteFactory(about=[official])
    events = [
        (Official.pgh_event_model, official.pk),
        (Note.pgh_event_model, note.pk),
        (OfficialName.pgh_event_model, official.names.get().pk),
    ]

    def readable_by(person):
        with acting_as(person):
            return [
                model.objects.filter(pgh_obj_id=key).exists() for model, key in events
            ]

    assert readable_by(outsider) == [True, True, True]

    move(official, narrow, by=mover)

    assert readable_by(outsider) == [False, False, False]
    assert readable_by(mover) == [True, True, True]


def test_history_says_that_it_moved(mover, narrow):
    official = OfficialFactory()

    move(official, narrow, by=mover)

    events = Official.pgh_event_model.objects.filter(pgh_obj=official)
    circles = list(events.order_by("pgh_id").values_list("circle_id", flat=True))
    assert circles[0] == Circle.ALL_STAFF
    assert circles[-1] == narrow.pk


def test_plain_code_cannot_move_a_record_past_what_names_it(mover, narrow):
    official = OfficialFactory()
    NoteFactory(about=[official])

    with acting_as(mover), pytest.raises(IntegrityError), transaction.atomic():
        Official.objects.filter(pk=official.pk).update(circle=narrow)
    with pytest.raises(IntegrityError, match="wider"), transaction.atomic():
        Official.objects.filter(pk=official.pk).update(circle=narrow)


# On the page


def edit(client, record, page, **changes):
    return fill(client, f"/{page}/{record.pk}/edit/", **changes)


def test_the_page_names_what_goes_along_before_it_moves(as_role):
    client = as_role("Officer")
    narrow = CircleFactory(people=[client.person])
    official = OfficialFactory(named="Anna Volkova")
    note = NoteFactory(about=[official], headline="Spoke for open hearings")

    question = edit(client, official, "officials", circle=narrow.pk)

    assert question.status_code == 422
    assert "These records go along" in question.content.decode()
    assert note.headline in question.content.decode()
    assert circle_of(official).everyone

    answer = edit(client, official, "officials", circle=narrow.pk, confirm_move="on")

    assert answer.status_code == 302
    assert circle_of(official) == circle_of(note) == narrow


def test_the_page_says_why_a_record_cannot_move(as_role):
    client = as_role("Officer")
    narrow = CircleFactory(people=[client.person])
    official = OfficialFactory()
    secret = NoteFactory(circle=CircleFactory(), about=[official], headline="Hidden")

    refusal = edit(client, official, "officials", circle=narrow.pk)

    assert refusal.status_code == 422
    assert "third circle" in refusal.content.decode()
    assert secret.headline not in refusal.content.decode()
    assert circle_of(official).everyone


def test_the_page_says_why_a_note_cannot_be_widened(as_role):
    client = as_role("Officer")
    narrow = CircleFactory(people=[client.person])
    note = NoteFactory(circle=narrow, about=[OfficialFactory(circle=narrow)])

    refusal = edit(client, note, "notes", circle=Circle.ALL_STAFF)

    assert refusal.status_code == 422
    assert f"known to the circle {narrow} only" in refusal.content.decode()
    assert circle_of(note) == narrow


def test_an_exchange_with_somebody_of_a_narrower_circle_cannot_be_widened(as_role):
    client = as_role("Manager")
    narrow = CircleFactory(people=[client.person])
    exchange = ExchangeFactory(circle=narrow)
    ParticipationFactory(exchange=exchange, official=OfficialFactory(circle=narrow))

    refusal = edit(client, exchange, "exchanges", circle=Circle.ALL_STAFF)

    assert refusal.status_code == 422
    assert "third circle" in refusal.content.decode()
    assert circle_of(exchange) == narrow


def test_a_circle_one_is_not_in_cannot_be_chosen(as_role):
    client = as_role("Officer")
    CircleFactory(people=[client.person])
    foreign = CircleFactory()
    action = OutreachActionFactory(towards=[OfficialFactory()])

    refusal = edit(client, action, "actions", circle=foreign.pk)

    assert refusal.status_code == 422
    assert OutreachAction.objects.get(pk=action.pk).circle.everyone
