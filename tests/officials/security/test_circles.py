"""Who sees what."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from officials.people.models import Official, OfficialName
from officials.security.context import acting_as, as_system, in_bulk
from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def test_only_members_of_a_circle_see_its_officials():
    member, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[member])
    hidden = OfficialFactory(circle=circle)

    assert hidden in Official.objects.visible_to(member)
    assert hidden not in Official.objects.visible_to(outsider)


def test_row_security_holds_where_the_code_forgot_to_ask():
    member, outsider = UserFactory(), UserFactory()
    hidden = OfficialFactory(circle=CircleFactory(people=[member]))

    with acting_as(member):
        assert Official.objects.filter(pk=hidden.pk).exists()
    with acting_as(outsider):
        assert not Official.objects.filter(pk=hidden.pk).exists()
    with acting_as(None):
        assert not Official.objects.exists()


def test_a_manager_sees_all_circles_but_sealed_ones():
    manager = UserFactory(role="Manager")
    in_open = OfficialFactory(circle=CircleFactory())
    in_sealed = OfficialFactory(circle=CircleFactory(sealed=True))

    for visible_officials in (Official.objects.visible_to(manager),):
        assert in_open in visible_officials
        assert in_sealed not in visible_officials
    with acting_as(manager):
        assert set(Official.objects.values_list("pk", flat=True)) == {in_open.pk}


def test_an_external_translator_sees_no_official_even_as_a_member():
    translator = UserFactory(role="Translator", is_external=True)
    OfficialFactory()
    OfficialFactory(circle=CircleFactory(people=[translator]))

    assert Official.objects.count() == 2
    assert not Official.objects.visible_to(translator).exists()
    with acting_as(translator):
        assert not Official.objects.exists()


def test_somebody_who_left_sees_nothing_on_the_next_request():
    leaver = UserFactory()
    OfficialFactory()
    with acting_as(leaver):
        assert Official.objects.exists()

    leaver.is_active = False
    leaver.save()

    assert not Official.objects.visible_to(leaver).exists()
    with acting_as(leaver):
        assert not Official.objects.exists()


def test_a_context_of_another_transaction_shows_nothing():
    member = UserFactory()
    OfficialFactory()
    say = "SELECT set_config('app.ctx', %s || '|' || coalesce(%s, app_now()), true)"
    with connection.cursor() as cursor:
        cursor.execute(say, [str(member.pk), "1.5"])
        assert not Official.objects.exists()
        cursor.execute(say, [str(member.pk), None])
        assert Official.objects.exists()


def test_a_mention_is_in_the_circle_of_its_note():
    circle = CircleFactory()
    note = NoteFactory(circle=circle, about=[OfficialFactory()])

    assert note.mentions.get().circle == circle

    with as_system():
        type(note).objects.filter(pk=note.pk).update(circle=Circle.ALL_STAFF)
    assert note.mentions.get().circle.everyone


def test_a_note_is_never_wider_than_the_official_it_names():
    official = OfficialFactory(circle=CircleFactory())

    with pytest.raises(IntegrityError, match="wider"):
        NoteFactory(about=[official])


def test_plain_sql_cannot_forge_history():
    official = OfficialFactory()
    event = Official.pgh_event_model.objects.filter(pgh_obj=official).first()
    assert event is not None

    event.pk = None
    with acting_as(UserFactory()), pytest.raises(ProgrammingError, match="row-level"):
        event.save(force_insert=True)


def in_bulk_written(person, row):
    """Writes `row` as an import does, up to where the keys are checked."""
    with acting_as(person), in_bulk(), connection.cursor() as cursor:
        type(row).objects.bulk_create([row])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_in_bulk_a_part_in_another_circle_than_its_whole_is_refused():
    member = UserFactory()
    official = OfficialFactory(circle=CircleFactory(people=[member]))
    name = OfficialName(official=official, text="Anna", circle_id=Circle.ALL_STAFF)

    with pytest.raises(IntegrityError, match="officialname_of_official"):
        in_bulk_written(member, name)

    name.circle = official.circle
    in_bulk_written(member, name)
    assert official.names.filter(text="Anna").exists()
