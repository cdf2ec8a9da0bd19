"""Editions: what was published, and stays."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import (
    SegmentCommentFactory,
    SegmentFactory,
    TranslationFactory,
)
from tests.filled_forms import fill
from tests.translations.jobs.steps import step
from translations.jobs import workflow
from translations.jobs.models import Edition, Segment, SegmentComment, Translation

pytestmark = pytest.mark.django_db

State = Translation.State


def test_the_edition_in_force_stays_while_the_text_is_corrected(as_role):
    client = as_role("Officer")
    text = TranslationFactory(state=State.PUBLISHED, title="Правила")
    first = text.in_force

    step(client, text, "open_again")
    assert (text.state, text.in_force) == (State.TRANSLATING, first)
    assert list(Translation.objects.in_force()) == [text]
    workflow.hand_in(text, by=text.translator)
    workflow.approve(text, by=UserFactory())
    step(client, text, "publish", **{"publish-changes": "Article 5: 14, not 41"})

    assert text.state == State.PUBLISHED
    assert (text.in_force.name, text.in_force.changes) == (
        "1.1",
        "Article 5: 14, not 41",
    )
    assert [each.name for each in text.editions.all()] == ["1.1", 1]


def test_what_changed_after_it_was_looked_at_is_not_published(as_role):
    client, text = as_role("Officer"), TranslationFactory(state=State.TO_PUBLISH)
    page = client.get(f"/translations/{text.pk}/publish/").context["form"]
    digest = page.initial["digest"]
    Translation.objects.filter(pk=text.pk).update(title="Another title")

    answer = step(client, text, "publish", **{"publish-digest": digest})

    assert "has changed since you looked at it" in answer.content.decode()
    assert (text.state, text.editions.count()) == (State.TO_PUBLISH, 0)
    again = client.get(f"/translations/{text.pk}/publish/").context["form"]
    step(client, text, "publish", **{"publish-digest": again.initial["digest"]})
    assert text.in_force.digest == again.initial["digest"]


def test_an_official_text_is_attached_with_where_it_is_from(as_role, media):
    client, document = as_role("Officer"), SourceTextFactory().document
    page = f"/documents/{document.pk}/editions/new/"
    official = {
        "kind": "official",
        "language": "fr",
        "title": "Recommandation",
        "file": SimpleUploadedFile("rec.txt", b"Le texte"),
    }

    refusal = fill(client, page, **official, where_from="", rights="")
    assert refusal.status_code == 422
    official["file"].seek(0)
    fill(client, page, **official, where_from="coe.int", rights="Free to copy")

    edition = document.editions.get()
    assert (edition.kind, edition.made_by) == ("official", client.person)
    assert edition.digest
    text = client.get(f"/documents/{document.pk}/").content.decode()
    assert "coe.int · Free to copy" in text
    assert "official text" in text


def test_nobody_attaches_what_claims_to_be_ours(as_role):
    client, document = as_role("Officer"), SourceTextFactory().document

    refusal = fill(
        client,
        f"/documents/{document.pk}/editions/new/",
        kind="ours",
        where_from="here",
        rights="ours",
    )

    assert refusal.status_code == 422
    assert not document.editions.exists()


def test_an_edition_is_never_changed():
    edition = TranslationFactory(state=State.PUBLISHED).in_force
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Edition.objects.filter(pk=edition.pk).update(made_at=yesterday)

    with (
        acting_as(edition.made_by),
        pytest.raises(IntegrityError, match="written_stays"),
        transaction.atomic(),
    ):
        Edition.objects.filter(pk=edition.pk).update(snapshot="Other words")

    edition.refresh_from_db()
    assert edition.snapshot != "Other words"


def test_an_open_question_or_an_unconfirmed_sentence_stops_it(as_role, job):
    client = as_role("Officer")
    sentence, text = SegmentFactory(translation=job, source="A rule."), job
    job.translator = client.person
    job.save()

    answer = step(client, text, "hand_in")
    assert "1 sentence is not confirmed." in answer.content.decode()
    assert text.state == State.TRANSLATING
    Segment.objects.update(target="Правило.", state="confirmed")
    step(client, text, "hand_in")
    workflow.approve(text, by=UserFactory())
    question = SegmentCommentFactory(segment=sentence, is_question=True)
    with pytest.raises(ValidationError, match="1 question to the office"):
        workflow.publish(text, by=UserFactory())

    SegmentComment.objects.filter(pk=question.pk).update(
        answer="The Supreme Court",
        answered_by=client.person,
        answered_at=timezone.now(),
    )
    assert workflow.publish(text, by=UserFactory()).state == State.PUBLISHED


def test_nothing_is_published_that_nobody_looked_at(as_role):
    client, text = as_role("Officer"), TranslationFactory(state=State.TO_PUBLISH)

    answer = client.post(
        f"/translations/{text.pk}/publish/", {"publish-verified": "on"}
    )

    text.refresh_from_db()
    assert answer.status_code == 422
    assert (text.state, text.editions.count()) == (State.TO_PUBLISH, 0)
