"""Drafts: what was typed is there again, for whoever typed it and nobody else."""

import datetime

import pytest
from django.utils import timezone

from engagements.monitoring.models import Note
from officials.security.context import acting_as
from staff.models import Draft
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill, standing

pytestmark = pytest.mark.django_db


def keep_draft(client, page, **fields):
    return client.post("/drafts/", {"draft_page": page, **fields})


def test_what_was_typed_comes_back_until_it_is_saved(as_role):
    client, official = as_role("Officer"), OfficialFactory(named="Анна Волошина")

    before = standing(client.get("/notes/new/").context)
    words = {"headline": "Opened the", "officials": [official.pk], "stance": 2}

    draft_answer = keep_draft(client, "/notes/new/", **before | words)
    empty_form = client.get("/notes/new/")
    draft_form = client.get(empty_form.context["draft_url"])

    assert draft_answer.status_code == 200
    assert draft_answer.json()["saved_at"]
    assert "There is a draft from" in empty_form.content.decode()
    assert "Opened the" not in empty_form.content.decode()
    assert draft_form.context["form"]["headline"].value() == "Opened the"
    assert "Анна Волошина" in draft_form.content.decode()
    assert "This was not saved yet" not in draft_form.content.decode()

    fields = standing(draft_form.context) | {"headline": "Opened the hearings"}
    assert client.post(empty_form.context["draft_url"], fields).status_code == 302
    assert Note.objects.get().headline == "Opened the hearings"
    assert not Draft.objects.exists()


def test_a_draft_shows_to_its_owner_and_to_nobody_else(as_role):
    client, other = as_role("Officer"), UserFactory(role="Manager")
    keep_draft(client, "/notes/new/", headline="Between us")
    draft = Draft.objects.get()

    def shown_to(user):
        with acting_as(user):
            return list(Draft.objects.all())

    assert shown_to(client.person) == [draft]
    assert shown_to(other) == shown_to(None) == []
    client.force_login(other)
    assert "There is a draft" not in client.get("/notes/new/").content.decode()
    assert "Between us" not in client.get("/notes/new/?draft=1").content.decode()
    assert client.post(f"/drafts/{draft.pk}/throw/").status_code == 404
    assert Draft.objects.exists()


def test_a_draft_is_thrown_away_by_a_button(as_role):
    client = as_role("Officer")
    keep_draft(client, "/notes/new/?official=x", headline="Opened")

    thrown = client.post(f"/drafts/{Draft.objects.get().pk}/throw/")

    assert thrown.url == "/notes/new/?official=x"
    assert not Draft.objects.exists()


def test_a_draft_lasts_a_week(as_role):
    client = as_role("Officer")
    keep_draft(client, "/notes/new/", headline="Opened")
    Draft.objects.update(saved_at=timezone.now() - datetime.timedelta(days=8))

    assert "There is a draft" not in client.get("/notes/new/").content.decode()
    keep_draft(client, "/seen/", headline="Another")
    assert [draft.page for draft in Draft.objects.all()] == ["/seen/"]


def test_no_password_no_key_and_no_page_of_others_is_kept(as_role):
    client = as_role("Officer")
    keep_draft(client, "/notes/new/", headline="x", once="k", my_password="p")

    assert Draft.objects.get().data == {"headline": ["x"]}
    for page in ("/accounts/password/change/", "/admin/", "/", "//evil/", "", "x\x00"):
        assert keep_draft(client, page, headline="x").status_code == 422
    assert keep_draft(client, "/notes/new/", headline="x" * 200_001).status_code == 422
    assert keep_draft(client, "/notes/new/", headline="a\x00b").status_code == 422
    assert Draft.objects.count() == 1


def test_a_draft_of_a_change_meets_what_others_saved_since(as_role):
    client, note = as_role("Officer"), NoteFactory(headline="Opened")
    page = f"/notes/{note.pk}/edit/"
    before = standing(client.get(page).context)
    keep_draft(client, page, **before | {"headline": "Mine"})
    fill(client, f"{page}?next=/", headline="Theirs")

    draft_form = client.get(f"{page}?draft=1")
    again = client.post(page, standing(draft_form.context))

    assert draft_form.context["form"]["headline"].value() == "Mine"
    assert again.status_code == 409
    note.refresh_from_db()
    assert note.headline == "Theirs"


def test_a_form_that_comes_back_with_errors_offers_no_draft(as_role):
    client = as_role("Officer")
    keep_draft(client, "/notes/new/", headline="Opened")

    answer = fill(client, "/notes/new/", headline="")

    assert answer.status_code == 422
    assert "There is a draft" not in answer.content.decode()
    assert Draft.objects.exists()
