"""Notes: what they must say, and whom they may name."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.monitoring.models import Mention, Note
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def test_a_note_keeps_what_was_typed_and_the_stance_of_each(as_role):
    client = as_role("Officer")
    people = [OfficialFactory(), OfficialFactory()]

    saved = fill(
        client,
        "/notes/new/",
        headline="Opened the hearings",
        officials=[each.pk for each in people],
        stance=2,
        happened_on="ноябрь 2025",
    )

    assert saved.status_code == 302
    note = Note.objects.get()
    assert note.happened_on.isoformat() == "2025-11"
    assert note.recorded_by == client.person
    assert {m.official: m.stance for m in note.mentions.all()} == dict.fromkeys(
        people, 2
    )


def test_only_two_sources_confirm_a_note(as_role):
    client = as_role("Officer")
    note_fields = {"headline": "Opened the hearings", "credibility": 1}

    refusal = fill(client, "/notes/new/", **note_fields)
    saved = fill(client, "/notes/new/", **note_fields, second_source="The court's list")

    assert "Only two independent sources confirm a note" in refusal.content.decode()
    assert saved.status_code == 302


def test_what_is_still_to_come_cannot_have_been_seen(as_role):
    client = as_role("Officer")
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)

    refusal = fill(
        client, "/notes/new/", headline="Will come", happened_on=tomorrow.isoformat()
    )
    this_year = fill(
        client, "/notes/new/", headline="Came", happened_on=str(today.year)
    )

    assert "That day is still to come." in refusal.content.decode()
    assert this_year.status_code == 302


def test_a_note_without_a_day_or_a_headline_is_refused(as_role):
    client = as_role("Officer")

    refusal = fill(client, "/notes/new/", headline=" ", happened_on="")

    assert set(refusal.context["form"].errors) == {"headline", "happened_on"}


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"credibility": 1}, "confirmed_has_second_source", "Only two independent"),
        ({"credibility": 7}, "note_graded", "Grade the source A to F"),
        ({"credibility": 0}, "note_graded", "Grade the source A to F"),
        ({"reliability": "G"}, "note_graded", "Grade the source A to F"),
        ({"reliability": ""}, "note_graded", "Grade the source A to F"),
    ],
)
def test_each_rule_of_a_note_refuses_in_its_own_words(fields, name, sentence):
    note = NoteFactory()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(**fields)
    for field, value in fields.items():
        setattr(note, field, value)
    with pytest.raises(ValidationError, match=sentence):
        note.validate_constraints()


def test_each_rule_of_a_mention_refuses_in_its_own_words():
    mention = MentionFactory()
    again = Mention(note=mention.note, official=mention.official)
    too_far = Mention(note=mention.note, official=OfficialFactory(), stance=3)

    for wrong, name, sentence in (
        (again, "mention_once", "The note names this person already."),
        (too_far, "mention_stance_range", "A stance goes from -2 to 2."),
    ):
        with pytest.raises(ValidationError, match=sentence):
            wrong.validate_constraints()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            wrong.save(force_insert=True)


def test_a_stance_that_is_none_is_not_taken(as_role):
    client, mention = as_role("Officer"), MentionFactory()

    assert fill(client, f"/mentions/{mention.pk}/edit/", stance=3).status_code == 422
    assert fill(client, f"/mentions/{mention.pk}/edit/", stance=-2).status_code == 302
    mention.refresh_from_db()
    assert mention.stance == -2


@pytest.mark.parametrize("page", ["/notes/new/", "/seen/"])
def test_a_note_about_somebody_of_a_narrower_circle_goes_into_that_circle(
    as_role, page
):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    official = OfficialFactory(named="Anna Volkova", circle=circle)
    note_fields = {"headline": "Opened the hearings", "officials": official.pk}

    refusal = fill(client, page, **note_fields)

    assert refusal.status_code == 422
    assert (
        f"“Anna Volkova” is known to the circle {circle} only: "
        "put this record into that circle as well."
    ) in refusal.content.decode()
    assert not Note.objects.exists()

    assert fill(client, page, **note_fields, circle=circle.pk).status_code == 302
    assert Note.objects.get().mentions.get().circle == circle


def test_the_same_holds_for_the_institution_of_a_note(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    place = InstitutionFactory(circle=circle)
    note_fields = {"headline": "Opened the hearings", "institution": place.pk}

    refusal = fill(client, "/notes/new/", **note_fields)

    assert f"known to the circle {circle} only" in refusal.content.decode()
    assert (
        fill(client, "/notes/new/", **note_fields, circle=circle.pk).status_code == 302
    )


def test_two_people_of_two_circles_do_not_stand_in_one_note(as_role):
    client = as_role("Officer")
    first, second = (CircleFactory(people=[client.person]) for _ in range(2))
    people = [OfficialFactory(circle=first), OfficialFactory(circle=second)]

    refusal = fill(
        client,
        "/notes/new/",
        headline="Met each other",
        officials=[each.pk for each in people],
        circle=first.pk,
    )

    assert f"known to the circle {second} only" in refusal.content.decode()
    assert not Note.objects.exists()


def test_a_person_added_to_a_note_later_is_looked_at_too(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    note = NoteFactory(about=[OfficialFactory()])
    narrow = OfficialFactory(circle=circle)

    refusal = fill(client, f"/notes/{note.pk}/edit/", officials=[narrow.pk])

    assert refusal.status_code == 422
    assert f"known to the circle {circle} only" in refusal.content.decode()


def test_notes_are_found_at_least_as_reliable_as_wanted():
    for grade in "ABF":
        NoteFactory(reliability=grade)

    assert {n.reliability for n in Note.objects.graded("B")} == {"A", "B"}
