"""Translations: who does what, and nobody vouches for their own work (ISO 17100)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory, SourceTextFactory
from tests.factories.translations.jobs import (
    TranslationFactory,
)
from tests.filled_forms import fill
from tests.translations.jobs.steps import step
from translations.jobs import workflow
from translations.jobs.models import Translation

pytestmark = pytest.mark.django_db

State = Translation.State
MOVES = {
    "begin": State.TRANSLATING,
    "hand_in": State.REVISING,
    "send_back": State.TRANSLATING,
    "approve": State.TO_PUBLISH,
    "publish": State.PUBLISHED,
    "open_again": State.TRANSLATING,
    "withdraw": State.WITHDRAWN,
}


WITH_REASON = ("withdraw", "send_back", "open_again")


def test_the_way_of_a_translation():
    translator, reviser = UserFactory(role="Translator"), UserFactory()
    publisher, translation = UserFactory(), TranslationFactory()

    workflow.begin(translation, by=translator)
    workflow.hand_in(translation, by=translator)
    workflow.send_back(translation, by=reviser, reason="Article 5 is missing")
    workflow.hand_in(translation, by=translator)
    Translation.objects.filter(pk=translation.pk).update(file="kept")
    workflow.approve(translation, by=reviser)
    published = workflow.publish(translation, by=publisher)

    assert (published.state, published.translator, published.approved_by) == (
        State.PUBLISHED,
        translator,
        reviser,
    )
    assert published.approved_at is not None
    edition = published.in_force
    assert (edition.name, edition.kind, edition.made_by) == (1, "ours", publisher)
    assert (edition.translator, edition.reviser) == (translator, reviser)


def test_whoever_was_named_translates_whoever_begins():
    translator = UserFactory(role="Translator")
    translation = TranslationFactory(translator=translator)

    assert workflow.begin(translation, by=UserFactory()).translator == translator


@pytest.mark.parametrize("state", State)
def test_an_illegal_move_is_refused_in_words(state):
    translation = TranslationFactory(state=state)
    for verb, next_state in MOVES.items():
        if next_state in workflow.NEXT.get(state, ()):
            continue
        reason = {"reason": "A mistake"} if verb in WITH_REASON else {}
        with pytest.raises(ValidationError) as refusal:
            getattr(workflow, verb)(translation, by=UserFactory(), **reason)
        assert refusal.value.messages == [
            f"It is “{state.label}”: it cannot become “{next_state.label}” from there."
        ]
    translation.refresh_from_db()
    assert translation.state == state


def test_nothing_is_published_without_a_text(as_role):
    client, bare = as_role("Officer"), TranslationFactory(state=State.REVISING, file="")

    answer = step(client, bare, "approve")

    assert "There is no text to publish" in answer.content.decode()
    assert (bare.state, bare.approved_by) == (State.REVISING, None)
    Translation.objects.filter(pk=bare.pk).update(file="kept")
    step(client, bare, "approve")
    assert bare.state == State.TO_PUBLISH


def test_a_document_is_not_translated_into_its_own_language(as_role):
    client, document = as_role("Officer"), SourceTextFactory(language="en").document
    page = f"/documents/{document.pk}/translate/"

    refusal = fill(client, page, language="en")

    assert refusal.status_code == 422
    assert refusal.context["form"].errors["language"] == [
        "The text is in that language already: choose another one."
    ]
    assert fill(client, page, language="kk").status_code == 302
    job = document.translations.get()
    edit = f"/translations/{job.pk}/edit/"
    assert fill(client, edit, language="en").status_code == 422


def test_translator_cannot_approve_their_own_work():
    translation = TranslationFactory(state=State.REVISING)

    with pytest.raises(ValidationError, match="Somebody other than the translator"):
        workflow.approve(translation, by=translation.translator)

    translation.refresh_from_db()
    assert translation.state == State.REVISING


def test_the_page_does_not_let_a_translator_approve_their_own_work(as_role):
    client = as_role("Officer")
    mine = TranslationFactory(state=State.REVISING, translator=client.person)
    theirs = TranslationFactory(state=State.REVISING)

    for verb in ("approve", "send_back"):
        answer = step(client, mine, verb)
        assert "Somebody else has to do that." in answer.content.decode()
        assert mine.state == State.REVISING

    step(client, theirs, "approve")
    assert (theirs.state, theirs.approved_by) == (State.TO_PUBLISH, client.person)


def test_the_form_wants_two_people(as_role):
    client, translator = as_role("Officer"), UserFactory(role="Translator")
    page = f"/documents/{SourceTextFactory().document_id}/translate/"

    refusal = fill(client, page, translator=translator.pk, reviser=translator.pk)

    assert refusal.status_code == 422
    assert "Somebody other than the translator must revise it." in (
        refusal.content.decode()
    )


def test_the_form_does_not_make_the_approver_the_translator(as_role):
    client, approver = as_role("Officer"), UserFactory()
    translation = TranslationFactory(state=State.PUBLISHED, approved_by=approver)
    translator = translation.translator

    fill(client, f"/translations/{translation.pk}/edit/", translator=approver.pk)

    translation.refresh_from_db()
    assert translation.translator == translator


def test_handing_over_what_one_translated_does_not_let_one_approve_it(as_role):
    client = as_role("Officer")
    translation = TranslationFactory(state=State.REVISING, translator=client.person)

    fill(client, f"/translations/{translation.pk}/edit/", translator=UserFactory().pk)
    client.post(f"/translations/{translation.pk}/approve/")

    translation.refresh_from_db()
    assert (translation.translator, translation.state) == (
        client.person,
        State.REVISING,
    )


def test_the_edit_form_does_not_replace_an_approved_text(as_role):
    client = as_role("Officer")
    translation = TranslationFactory(
        state=State.PUBLISHED, file="kept", file_name="old.txt"
    )
    other = SimpleUploadedFile("new.txt", b"Another text")

    fill(client, f"/translations/{translation.pk}/edit/", file=other)

    translation.refresh_from_db()
    assert (translation.file.name, translation.file_name) == ("kept", "old.txt")


def test_a_job_in_a_circle_is_not_enough_to_choose_or_edit_its_document(as_role):
    client = as_role("Officer")
    hidden = DocumentFactory(circle=CircleFactory(sealed=True), title="Secret report")
    job = TranslationFactory(document=hidden, translator=client.person)
    assert client.get(f"/documents/{hidden.pk}/").status_code == 200

    for path in (
        f"/documents/{hidden.pk}/edit/",
        f"/documents/{hidden.pk}/translate/",
        f"/translations/{job.pk}/edit/",
    ):
        assert client.get(path).status_code == 404
    assert client.get("/suggest/document/?q=secret").json() == {"results": []}


@pytest.mark.parametrize(
    "fields",
    [
        {"approved_by": "translator", "approved_at": "now"},
        {"reviser": "translator"},
        {"state": "published"},
        {"approved_by": "other"},
        {"approved_at": "now"},
        {"translator": None},
        {"state": "to_publish"},
    ],
)
def test_the_database_holds_it_too(fields):
    translation = TranslationFactory(state=State.REVISING)
    substitutes = {
        "translator": translation.translator,
        "other": UserFactory(),
        "now": timezone.now(),
    }
    fields = {name: substitutes.get(value, value) for name, value in fields.items()}

    with pytest.raises(IntegrityError, match="translation_"), transaction.atomic():
        Translation.objects.filter(pk=translation.pk).update(**fields)
    for name, value in fields.items():
        setattr(translation, name, value)
    with pytest.raises(ValidationError):
        translation.validate_constraints()


def test_somebody_elses_job_is_not_handed_in(as_role):
    client = as_role("Officer")
    theirs = TranslationFactory(state=State.TRANSLATING)
    mine = TranslationFactory(state=State.TRANSLATING, translator=client.person)

    answer = step(client, theirs, "hand_in")
    assert "Somebody else has to do that." in answer.content.decode()
    assert theirs.state == State.TRANSLATING

    step(client, mine, "hand_in")
    assert mine.state == State.REVISING


def test_a_translator_does_not_begin_what_was_given_to_another(as_role):
    client = as_role("Translator")
    colleagues_job = TranslationFactory(translator=UserFactory(role="Translator"))
    nobodys = TranslationFactory()

    step(client, colleagues_job, "begin")
    step(client, nobodys, "begin")

    assert colleagues_job.state == State.REQUESTED
    assert (nobodys.state, nobodys.translator) == (State.TRANSLATING, client.person)


def test_a_translator_may_neither_publish_nor_withdraw_nor_edit(as_role):
    client = as_role("Translator")
    job = TranslationFactory(state=State.REVISING, reviser=client.person)

    for verb in ("publish", "open-again", "withdraw", "edit"):
        answer = client.post(f"/translations/{job.pk}/{verb}/", {})
        assert answer.status_code == 403
    job.refresh_from_db()
    assert job.state == State.REVISING


def test_withdrawing_needs_a_reason(as_role):
    client = as_role("Officer")
    translation = TranslationFactory(state=State.PUBLISHED)

    for reason in ("", "   "):
        answer = step(client, translation, "withdraw", **{"withdraw-reason": reason})
        assert answer.status_code == 422
        with pytest.raises(ValidationError, match="Say why it is withdrawn"):
            workflow.withdraw(translation, by=UserFactory(), reason=reason)
    assert translation.state == State.PUBLISHED

    step(client, translation, "withdraw", **{"withdraw-reason": " A better one "})
    assert translation.state == State.WITHDRAWN
    assert translation.withdrawn_because == "A better one"


def test_a_document_has_one_translation_a_language(as_role):
    client, document = as_role("Officer"), SourceTextFactory().document
    first = TranslationFactory(document=document, language="ru")
    page = f"/documents/{document.pk}/translate/"

    refusal = fill(client, page, language="ru")
    assert refusal.status_code == 422
    assert "has a translation into that language already" in refusal.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslationFactory(document=document, language="ru")

    assert fill(client, page, language="uk").status_code == 302
    workflow.withdraw(first, by=client.person, reason="A better one is wanted")
    assert fill(client, page, language="ru").status_code == 302
    assert document.translations.count() == 3


def test_a_request_says_who_asked(as_role):
    client, document = as_role("Officer"), SourceTextFactory().document

    fill(client, f"/documents/{document.pk}/translate/", language="ru")

    assert document.translations.get().requested_by == client.person


def test_overdue_are_those_on_which_work_is_still_to_be_done():
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    late = TranslationFactory(due_on=yesterday)
    TranslationFactory(due_on=timezone.localdate())
    TranslationFactory(due_on=yesterday, state=State.PUBLISHED)
    TranslationFactory(due_on=None)

    assert list(Translation.objects.overdue()) == [late]


# External translators


def test_a_named_reviser_has_both_buttons_whatever_their_role(as_role):
    client = as_role("Translator")
    first, second = (
        TranslationFactory(state=State.REVISING, reviser=client.person)
        for _number in range(2)
    )
    others = TranslationFactory(state=State.REVISING, reviser=UserFactory())

    step(client, first, "approve")
    step(client, second, "send_back")

    assert (first.state, first.approved_by) == (State.TO_PUBLISH, client.person)
    assert (second.state, second.returned_because) == (
        State.TRANSLATING,
        "Article 5 is missing",
    )
    step(client, others, "approve")
    assert others.state == State.REVISING


def test_a_return_says_what_has_to_change(as_role):
    client, job = as_role("Officer"), TranslationFactory(state=State.REVISING)

    answer = step(client, job, "send_back", **{"send_back-reason": " "})

    assert answer.status_code == 422
    assert job.state == State.REVISING


def test_who_translated_a_part_of_it_does_not_approve_it_for_another(as_role):
    client, job = as_role("Officer"), TranslationFactory(file="kept")
    workflow.begin(job, by=client.person)
    fill(client, f"/translations/{job.pk}/edit/", translator=UserFactory().pk)
    job.refresh_from_db()
    assert job.translator != client.person
    workflow.hand_in(job, by=job.translator)

    answer = step(client, job, "approve")

    assert "Whoever has translated a part of it" in answer.content.decode()
    assert job.state == State.REVISING
    workflow.approve(job, by=UserFactory())
    answer = step(client, job, "publish")
    assert "Whoever has translated a part of it" in answer.content.decode()
    assert (job.state, job.editions.count()) == (State.TO_PUBLISH, 0)


def test_a_text_stays_in_its_language(as_role):
    client = as_role("Officer")
    published = TranslationFactory(state=State.PUBLISHED)
    workflow.open_again(published, by=client.person, reason="A wrong number")

    answer = fill(client, f"/translations/{published.pk}/edit/", language="kk")

    published.refresh_from_db()
    assert published.language == "ru"
    assert "There is a text in that language already" in answer.content.decode()
