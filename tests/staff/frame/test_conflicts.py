"""Two people and one record; a record and its circle."""

import pytest

from engagements.planning.models import Playbook
from officials.people.models import Official
from officials.safeguards.models import Switch
from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.institutions import PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import TranslationFactory

pytestmark = pytest.mark.django_db


def form_of(client, path):
    """What a browser would send back from the form at `path`, unchanged."""
    page = client.get(path)
    assert page.status_code == 200
    form, form_fields = page.context["form"], {"revision": page.context["revision"]}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list | tuple):
            form_fields[name] = [str(getattr(each, "pk", each)) for each in value]
        elif value not in (None, False):
            form_fields[name] = str(value)
    return form_fields


@pytest.fixture
def office(client):
    """Two officers who work on the same note."""
    boris, anna = UserFactory(full_name="Boris"), UserFactory(full_name="Anna")
    note = NoteFactory(headline="As it was")
    return client, boris, anna, note


def test_what_somebody_saved_meanwhile_is_shown_beside_mine(office):
    client, boris, anna, note = office
    path = f"/notes/{note.pk}/edit/"
    client.force_login(anna)
    mine = {**form_of(client, path), "headline": "What Anna typed"}
    client.force_login(boris)
    theirs = {**form_of(client, path), "headline": "What Boris typed"}
    assert client.post(path, theirs).status_code == 302

    client.force_login(anna)
    page = client.post(path, mine)

    assert page.status_code == 409
    assert page.context["conflict_by"] == "Boris"
    (row,) = page.context["conflict"]
    assert (row["theirs"], row["mine"]) == ("What Boris typed", "What Anna typed")
    assert 'value="What Anna typed"' in page.text
    note.refresh_from_db()
    assert note.headline == "What Boris typed"


def test_a_second_save_after_looking_at_both_is_taken(office):
    client, boris, _anna, note = office
    path = f"/notes/{note.pk}/edit/"
    client.force_login(boris)
    mine = {**form_of(client, path), "headline": "What I typed"}
    note.headline = "What somebody else typed"
    note.save()
    answer = client.post(path, mine)
    assert answer.status_code == 409

    again = client.post(path, {**mine, "revision": answer.context["revision"]})

    assert again.status_code == 302
    note.refresh_from_db()
    assert note.headline == "What I typed"


def test_a_form_that_lost_its_number_is_not_taken_for_the_latest(office):
    client, boris, _anna, note = office
    path = f"/notes/{note.pk}/edit/"
    client.force_login(boris)
    mine = {**form_of(client, path), "headline": "Forged"}

    for revision in ("", "0", "nonsense"):
        assert client.post(path, {**mine, "revision": revision}).status_code == 409
    note.refresh_from_db()
    assert note.headline == "As it was"


@pytest.mark.parametrize("nonsense", ["-1", "abc", "NaN"])
def test_keys_that_make_no_sense_do_not_break_the_two_versions(office, nonsense):
    client, _, anna, note = office
    path = f"/notes/{note.pk}/edit/"
    client.force_login(anna)
    fields = form_of(client, path)

    page = client.post(path, {**fields, "officials": [nonsense], "revision": "old"})

    assert page.status_code == 409


def test_saving_what_nobody_else_touched_is_no_conflict(office):
    client, boris, _anna, note = office
    client.force_login(boris)
    path = f"/notes/{note.pk}/edit/"

    for headline in ("First", "Second"):
        fields = {**form_of(client, path), "headline": headline}
        assert client.post(path, fields).status_code == 302
    note.refresh_from_db()
    assert note.headline == "Second"


def test_people_added_meanwhile_are_not_lost(office):
    client, boris, _anna, note = office
    client.force_login(boris)
    mine = form_of(client, f"/notes/{note.pk}/edit/")
    note.mentions.create(official=OfficialFactory())

    page = client.post(f"/notes/{note.pk}/edit/", mine)

    assert page.status_code == 409
    assert note.mentions.count() == 1


# Circles


@pytest.fixture
def moving(client):
    """A member of two circles, signed in, and an official of all staff."""
    member = UserFactory()
    client.force_login(member)
    first, second = CircleFactory(people=[member]), CircleFactory(people=[member])
    return client, first, second, OfficialFactory(named="Helena Sokolova")


def test_a_new_circle_takes_the_parts_along(moving):
    client, circle, _second, official = moving
    path = f"/officials/{official.pk}/edit/"

    response = client.post(path, {**form_of(client, path), "circle": circle.pk})

    assert response.status_code == 302
    official.refresh_from_db()
    assert official.circle == circle
    assert {name.circle for name in official.names.all()} == {circle}


def test_a_move_names_what_goes_along_and_waits_for_a_yes(moving):
    client, circle, _second, official = moving
    note = NoteFactory(headline="She kept her word", about=[official])
    action = OutreachActionFactory(subject="Thank her", towards=[official])
    path = f"/officials/{official.pk}/edit/"
    fields = {**form_of(client, path), "circle": circle.pk}

    page = client.post(path, fields)

    assert page.status_code == 422
    assert "She kept her word" in page.text
    assert "Thank her" in page.text
    official.refresh_from_db()
    assert official.circle.everyone

    assert client.post(path, {**fields, "confirm_move": "1"}).status_code == 302
    for record in (official, note, action):
        record.refresh_from_db()
        assert record.circle == circle
    assert note.mentions.get().circle == circle


def test_a_record_of_a_third_circle_stops_a_move(moving):
    client, circle, second, official = moving
    note = NoteFactory(about=[official], circle=second)
    path = f"/officials/{official.pk}/edit/"
    fields = {**form_of(client, path), "circle": circle.pk, "confirm_move": "1"}

    page = client.post(path, fields)

    assert page.status_code == 422
    assert "what it belongs with is in a third circle" in page.text
    for record, circle_key in ((official, Circle.ALL_STAFF), (note, second.pk)):
        record.refresh_from_db()
        assert record.circle_id == circle_key


def test_what_would_have_moved_is_whole_again_after_a_refusal(moving):
    client, circle, second, official = moving
    note = NoteFactory(about=[official])
    other = OfficialFactory()
    note.mentions.create(official=other)
    NoteFactory(about=[other], circle=second)
    path = f"/officials/{official.pk}/edit/"
    fields = {**form_of(client, path), "circle": circle.pk, "confirm_move": "1"}

    response = client.post(path, fields)

    # The note goes along; the other person whom it names stays in All staff.
    assert response.status_code == 302
    other.refresh_from_db()
    assert other.circle.everyone


def test_a_record_moves_back_to_all_staff_when_nothing_holds_it(moving):
    client, circle, _second, official = moving
    hidden = OfficialFactory(circle=circle)
    note = NoteFactory(circle=circle, about=[official, hidden])
    path = f"/notes/{note.pk}/edit/"
    fields = {**form_of(client, path), "circle": Circle.ALL_STAFF}

    page = client.post(path, fields)
    assert page.status_code == 422
    assert "is known to the circle" in page.text

    fields["officials"] = [str(official.pk)]
    assert client.post(path, fields).status_code == 302
    note.refresh_from_db()
    assert note.circle.everyone


def test_a_circle_one_is_not_in_cannot_be_chosen(moving):
    client, _first, _second, official = moving
    other_circle = CircleFactory(name="Case 14")
    path = f"/officials/{official.pk}/edit/"

    page = client.post(path, {**form_of(client, path), "circle": other_circle.pk})

    assert page.status_code == 422
    assert "circle" in page.context["form"].errors
    assert "Case 14" not in page.text
    official.refresh_from_db()
    assert official.circle.everyone


def test_a_translation_follows_its_document(moving):
    client, circle, _second, _official = moving
    document = DocumentFactory()
    translation = TranslationFactory(document=document)
    path = f"/documents/{document.pk}/edit/"

    response = client.post(path, {**form_of(client, path), "circle": circle.pk})

    assert response.status_code == 302
    translation.refresh_from_db()
    assert translation.circle == circle


def test_an_institution_takes_its_posts_and_who_held_them(moving):
    client, circle, _second, official = moving
    post = PostFactory(title="Head of the Public Order Police")
    AppointmentFactory(official=official, post=post)
    path = f"/institutions/{post.institution.pk}/edit/"
    fields = {**form_of(client, path), "circle": circle.pk}

    page = client.post(path, fields)
    assert page.status_code == 422
    assert "Head of the Public Order Police" in page.text
    assert "Helena Sokolova" in page.text
    assert client.post(path, {**fields, "confirm_move": "1"}).status_code == 302

    assert Official.objects.get(pk=official.pk).circle == circle
    post.refresh_from_db()
    assert post.circle == circle


def test_a_new_record_about_somebody_of_a_circle_stands_in_that_circle(moving):
    client, circle, _second, _official = moving
    hidden = OfficialFactory(circle=circle)

    page = client.get("/notes/new/", {"official": str(hidden.pk)})

    form = page.context["form"]
    assert str(form["circle"].value()) == str(circle.pk)


def test_a_playbook_saved_in_another_window_meanwhile_is_shown_beside_mine(as_role):
    client = as_role("Manager")
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)
    playbook = Playbook.objects.first()
    path = f"/playbooks/{playbook.pk}/edit/"
    first = {**form_of(client, path), "name": "What the first window says"}
    second = {**form_of(client, path), "name": "What the second window says"}
    assert client.post(path, first).status_code == 302

    page = client.post(path, second)

    assert page.status_code == 409
    (row,) = page.context["conflict"]
    assert row["theirs"] == "What the first window says"
    assert row["mine"] == "What the second window says"
    playbook.refresh_from_db()
    assert playbook.name == "What the first window says"
    again = {**second, "revision": page.context["revision"]}
    assert client.post(path, again).status_code == 302


def test_the_bars_of_a_rule_of_the_queue_are_not_overwritten_unseen(as_role):
    client = as_role("Manager")
    path = "/queue/rules/signal/"
    first = {**form_of(client, path), "bar": "0.5"}
    second = {**form_of(client, path), "bar": "0.75"}
    assert client.post(path, first).status_code == 302

    page = client.post(path, second)

    assert page.status_code == 409
    assert [row["theirs"] for row in page.context["conflict"]] == ["0.5"]
