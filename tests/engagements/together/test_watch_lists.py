"""Watch lists: what changed of what one keeps an eye on, and nobody else's."""

import datetime

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.together import watch_lists
from engagements.together.models import Watch
from officials.batches.moves import move
from officials.security.context import acting_as
from officials.themes.models import Theme
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import (
    AppointmentFactory,
    OfficialFactory,
    OfficialNameFactory,
)
from tests.factories.relationships import RelationshipFactory, StageMoveFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory
from tests.factories.together import WatchFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def irina(db):
    return UserFactory()


def signed_by(person):
    """What is written inside is signed for, as in a request of that person."""
    return pghistory.context(user=person.pk)


def changes_for(user, **period):
    """(words, title) of what changed for `user`."""
    with acting_as(user):
        return [(c.words, c.title) for c in watch_lists.changes(user, **period)]


def test_a_new_note_about_a_person_i_watch_shows_until_i_have_looked(irina):
    anna = OfficialFactory()
    WatchFactory(watcher=irina, official=anna)
    NoteFactory(about=[anna], headline="Opened the hearings")
    NoteFactory(about=[OfficialFactory()], headline="Somebody else spoke")

    assert changes_for(irina) == [("New note", "Opened the hearings")]

    watch_lists.look(irina)
    assert changes_for(irina) == []


def test_what_came_after_the_page_was_shown_is_not_looked_at(irina):
    anna = OfficialFactory()
    WatchFactory(watcher=irina, official=anna)
    shown_at = timezone.now()
    NoteFactory(about=[anna], headline="Came while I was reading")
    assert len(changes_for(irina)) == 1

    watch_lists.look(irina, until=shown_at)

    assert changes_for(irina) == [("New note", "Came while I was reading")]


def test_having_looked_can_be_taken_back(irina):
    anna = OfficialFactory()
    watch = WatchFactory(watcher=irina, official=anna)
    NoteFactory(about=[anna], headline="Opened the hearings")
    before = watch.looked_at
    watch_lists.look(irina)
    assert changes_for(irina) == []

    watch_lists.take_back_look(irina)

    watch.refresh_from_db()
    assert watch.looked_at == before
    assert changes_for(irina) == [("New note", "Opened the hearings")]
    watch_lists.take_back_look(irina)  # nothing is left to take back
    watch.refresh_from_db()
    assert watch.looked_at == before


def test_a_post_brings_news_of_who_holds_it_and_of_who_comes(irina):
    post = PostFactory(title="Head of the City Police")
    holder, former = OfficialFactory(), OfficialFactory()
    AppointmentFactory(official=holder, post=post, started=day("2020"))
    AppointmentFactory(
        official=former, post=post, started=day("2010"), ended=day("2019")
    )
    WatchFactory(watcher=irina, post=post)
    NoteFactory(about=[holder], headline="The holder spoke")
    NoteFactory(about=[former], headline="The former one spoke")
    today = timezone.localdate()
    newcomer = OfficialFactory(named="Boris Newcomer")
    came = day(today.isoformat())
    AppointmentFactory(official=newcomer, post=post, started=came)

    assert sorted(changes_for(irina)) == [
        ("Appointed", "Boris Newcomer: Head of the City Police"),
        ("New note", "The holder spoke"),
    ]


def test_an_institution_brings_news_of_all_below_it(irina):
    police = InstitutionFactory()
    station = InstitutionFactory(parent=InstitutionFactory(parent=police))
    chief = OfficialFactory()
    AppointmentFactory(official=chief, post=PostFactory(institution=station))
    WatchFactory(watcher=irina, institution=police)
    NoteFactory(institution=station, headline="About the station")
    NoteFactory(about=[chief], headline="About its chief")
    NoteFactory(institution=InstitutionFactory(), headline="About another place")

    assert {title for _words, title in changes_for(irina)} == {
        "About the station",
        "About its chief",
    }


def test_a_theme_brings_notes_of_all_narrower_themes(irina):
    detention = ThemeFactory()
    women = ThemeFactory(parent=detention)
    WatchFactory(watcher=irina, theme=detention)
    note = NoteFactory(headline="About women in detention")
    note.themes.add(women)
    NoteFactory(headline="About something else").themes.add(ThemeFactory())

    assert changes_for(irina) == [("New note", "About women in detention")]


def test_what_i_may_not_see_does_not_change_for_me(irina):
    member = UserFactory()
    circle = CircleFactory(people=[member])
    anna = OfficialFactory()
    for person in (irina, member):
        WatchFactory(watcher=person, official=anna)
    NoteFactory(about=[anna], circle=circle, headline="Said in confidence")

    assert changes_for(member) == [("New note", "Said in confidence")]
    assert changes_for(irina) == []


def test_a_watched_person_who_moves_out_of_sight_is_watched_no_more(irina):
    manager = UserFactory(role="Manager")
    circle = CircleFactory(people=[manager])
    anna = OfficialFactory()
    WatchFactory(watcher=irina, official=anna)
    NoteFactory(about=[anna])
    assert len(changes_for(irina)) == 1

    move(anna, circle, by=manager)

    assert changes_for(irina) == []
    assert Watch.objects.get().circle == circle


def test_that_somebody_watches_a_person_does_not_keep_them_in_their_circle():
    manager = UserFactory(role="Manager")
    first, second = CircleFactory(people=[manager]), CircleFactory(people=[manager])
    anna = OfficialFactory(circle=first)
    watch = WatchFactory(watcher=manager, official=anna)
    assert watch.circle == first

    move(anna, second, by=manager)

    watch.refresh_from_db()
    assert watch.circle == second


def test_nobody_reads_what_others_watch(irina):
    WatchFactory(watcher=irina)

    assert Watch.objects.visible_to(irina).count() == 1
    assert Watch.objects.visible_to(UserFactory(role="Manager")).count() == 0


def test_a_changed_note_is_told_with_who_changed_it(irina):
    anna, pavel = OfficialFactory(), UserFactory()
    old = timezone.now() - datetime.timedelta(days=9)
    note = NoteFactory(about=[anna], recorded_at=old)
    WatchFactory(watcher=irina, official=anna)
    assert changes_for(irina) == []

    with signed_by(pavel):
        note.detail = "It was the second time"
        note.save()

    (change,) = watch_lists.changes(irina)
    assert (change.words, change.by) == ("Note changed", pavel)


def test_an_old_note_that_names_the_person_now_is_told(irina):
    anna = OfficialFactory()
    old = timezone.now() - datetime.timedelta(days=9)
    note = NoteFactory(headline="Opened the hearings", recorded_at=old)
    WatchFactory(watcher=irina, official=anna)

    with signed_by(irina):
        MentionFactory(note=note, official=anna, stance=2)

    assert changes_for(irina) == [("Note changed", "Opened the hearings")]


def test_what_nobody_signed_for_is_no_news(irina):
    anna = OfficialFactory()
    old = timezone.now() - datetime.timedelta(days=9)
    note = NoteFactory(about=[anna], recorded_at=old)
    WatchFactory(watcher=irina, official=anna)

    note.detail = "A migration wrote this"
    note.save()

    assert changes_for(irina) == []


def test_steps_and_names_are_told_but_no_stage(irina):
    anna = OfficialFactory(named="Anna Volkova")
    relationship = RelationshipFactory(official=anna)
    WatchFactory(watcher=irina, official=anna)
    with signed_by(irina):
        StageMoveFactory(relationship=relationship)
        action = OutreachActionFactory(towards=[anna], subject="Talk about rules")
        action.state, action.done_on = "done", timezone.localdate()
        action.save()
        OfficialNameFactory(official=anna, text="Anna Okuneva", is_display=False)
        post = PostFactory(title="Judge")
        appointment = AppointmentFactory(official=anna, post=post, started=day("2019"))
        appointment.ended = day("2024")
        appointment.save()

    assert {words for words, _title in changes_for(irina)} == {
        "Action planned",
        "Action done",
        "Name added",
        "Appointment recorded",
        "Left",
    }


def test_an_institution_that_is_renamed_and_its_new_post_are_told(irina):
    police = InstitutionFactory()
    WatchFactory(watcher=irina, institution=police)
    with signed_by(irina):
        PostFactory(institution=police, title="Head of Training")
        police.name = "Regional Police"
        police.save()

    assert sorted(changes_for(irina)) == [
        ("Name changed", "Regional Police"),
        ("New post", "Head of Training"),
    ]


def test_the_week_shows_what_i_have_looked_at_already(irina):
    anna = OfficialFactory()
    WatchFactory(watcher=irina, official=anna)
    NoteFactory(about=[anna], headline="Opened the hearings")
    old = timezone.now() - datetime.timedelta(days=20)
    NoteFactory(about=[anna], headline="Long ago", recorded_at=old)
    watch_lists.look(irina)
    assert changes_for(irina) == []

    week = timezone.now() - watch_lists.WEEK

    assert changes_for(irina, since=week) == [("New note", "Opened the hearings")]


def test_however_much_is_watched_the_number_of_queries_is_the_same(irina):
    def watch_more():
        police, anna = InstitutionFactory(), OfficialFactory()
        post, theme = PostFactory(institution=police), ThemeFactory()
        for target in ("official", "post", "institution", "theme"):
            named = {"official": anna, "post": post, "institution": police}
            named["theme"] = theme
            WatchFactory(watcher=irina, **{target: named[target]})
        AppointmentFactory(official=anna, post=post, started=day("2020"))
        NoteFactory(about=[anna], institution=police).themes.add(theme)
        with signed_by(irina):
            OutreachActionFactory(towards=[anna], done=True)
            OfficialNameFactory(official=anna, text="Anna Volkova")
            police.name += " of the Region"
            police.save()
            post.title += " of the Region"
            post.save()

    def query_and_change_counts():
        with acting_as(irina), CaptureQueriesContext(connection) as queries:
            changes = watch_lists.changes(irina)
        return len(queries), len(changes)

    watch_more()
    query_and_change_counts()  # what the person may do is asked once and kept
    few, change_count = query_and_change_counts()
    for _round in range(4):
        watch_more()
    many, later_change_count = query_and_change_counts()

    assert later_change_count > change_count > 3
    assert many == few <= 25


def test_a_thing_is_watched_once(irina):
    anna = OfficialFactory()
    first = watch_lists.watch(anna, by=irina)

    assert watch_lists.watch(anna, by=irina) == first
    watch_lists.stop(first, by=UserFactory())
    assert Watch.objects.count() == 1
    watch_lists.stop(first, by=irina)
    assert Watch.objects.count() == 0


def test_a_watch_names_just_one_thing():
    with pytest.raises(ValidationError, match="Choose one"):
        Watch(
            watcher=UserFactory(), official=OfficialFactory(), post=PostFactory()
        ).full_clean()
    with pytest.raises(ValidationError, match="Choose one"):
        Watch(watcher=UserFactory()).full_clean()
    assert Theme.objects.count() == 0
