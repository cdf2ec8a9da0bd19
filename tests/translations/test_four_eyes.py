"""Translations: who does what, and nobody vouches for their own work (ISO 17100)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations import DocumentFactory, TranslationFactory
from tests.filled_forms import fill
from translations import workflow
from translations.models import Document, Translation

pytestmark = pytest.mark.django_db

State = Translation.State
MOVES = {
    "begin": State.TRANSLATING,
    "hand_in": State.REVISING,
    "send_back": State.TRANSLATING,
    "approve": State.PUBLISHED,
    "withdraw": State.WITHDRAWN,
}


def step(client, translation, verb, **typed):
    """Presses the button of `verb`; the answer after the redirect."""
    address = f"/translations/{translation.pk}/{verb.replace('_', '-')}/"
    answer = client.post(address, typed, follow=True)
    translation.refresh_from_db()
    return answer


def test_the_way_of_a_translation():
    translator, reviser = UserFactory(role="Translator"), UserFactory()
    translation = TranslationFactory()

    workflow.begin(translation, by=translator)
    workflow.hand_in(translation, by=translator)
    workflow.send_back(translation, by=reviser)
    workflow.hand_in(translation, by=translator)
    Translation.objects.filter(pk=translation.pk).update(file="kept")
    published = workflow.approve(translation, by=reviser)

    assert (published.state, published.translator, published.approved_by) == (
        State.PUBLISHED,
        translator,
        reviser,
    )
    assert published.approved_at is not None


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
        reason = {"reason": "A mistake"} if verb == "withdraw" else {}
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
    assert bare.state == State.PUBLISHED


def test_a_document_is_not_translated_into_its_own_language(as_role):
    client, document = as_role("Officer"), DocumentFactory(language="en")
    page = f"/documents/{document.pk}/translate/"

    refusal = fill(client, page, language="en")

    assert refusal.status_code == 422
    assert refusal.context["form"].errors["language"] == [
        "The document is in that language already: choose another one."
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
    assert (theirs.state, theirs.approved_by) == (State.PUBLISHED, client.person)


def test_the_form_wants_two_people(as_role):
    client, translator = as_role("Officer"), UserFactory(role="Translator")
    page = f"/documents/{DocumentFactory().pk}/translate/"

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


def test_a_translator_may_neither_approve_nor_withdraw_nor_edit(as_role):
    client = as_role("Translator")
    job = TranslationFactory(state=State.REVISING, reviser=client.person)

    for verb in ("approve", "send-back", "withdraw", "edit"):
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
    client, document = as_role("Officer"), DocumentFactory()
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
    client, document = as_role("Officer"), DocumentFactory()

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


@pytest.fixture
def external(client):
    """An external translator who has signed in."""
    client.person = UserFactory(role="Translator", is_external=True)
    client.force_login(client.person)
    return client


def test_an_external_translator_sees_their_own_jobs_only(external):
    mine = TranslationFactory(translator=external.person, state=State.TRANSLATING)
    revised = TranslationFactory(reviser=external.person)
    other = TranslationFactory()

    for visible in (mine, revised):
        assert external.get(f"/translations/{visible.pk}/").status_code == 200
        assert external.get(f"/documents/{visible.document_id}/").status_code == 200
    assert external.get(f"/translations/{other.pk}/").status_code == 404
    assert external.get(f"/documents/{other.document_id}/").status_code == 404
    listed = external.get("/translations/").content.decode()
    assert mine.document.title in listed
    assert other.document.title not in listed
    with acting_as(external.person):
        assert set(Translation.objects.all()) == {mine, revised}
        assert set(Document.objects.all()) == {mine.document, revised.document}


def test_a_job_ends_when_it_is_given_to_another(external):
    job = TranslationFactory(translator=external.person, state=State.TRANSLATING)
    assert external.get(f"/translations/{job.pk}/").status_code == 200

    job.translator = UserFactory(role="Translator")
    job.save()

    assert external.get(f"/translations/{job.pk}/").status_code == 404
    assert external.get(f"/documents/{job.document_id}/").status_code == 404


def shown(person, job):
    """What the database alone shows of a job: it, its document, its history."""
    with acting_as(person):
        return (
            Translation.objects.filter(pk=job.pk).count(),
            Document.objects.filter(pk=job.document_id).count(),
            Translation.pgh_event_model.objects.filter(pgh_obj=job.pk).exists(),
        )


def test_what_is_withdrawn_is_taken_from_its_translator(external, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    text = SimpleUploadedFile("text.txt", b"The text")
    job = TranslationFactory(
        translator=external.person,
        state=State.TRANSLATING,
        file=text,
        file_name="text.txt",
        document__file=SimpleUploadedFile("source.txt", b"The source"),
        document__file_name="source.txt",
    )
    pages = [
        f"/translations/{job.pk}/",
        f"/translations/{job.pk}/file/",
        f"/documents/{job.document_id}/",
        f"/documents/{job.document_id}/file/",
    ]
    for page in pages:
        answer = external.get(page)
        assert answer.status_code == 200, page
        assert answer.getvalue()
    assert job.document.title in external.get("/translations/").content.decode()
    assert shown(external.person, job) == (1, 1, True)

    workflow.withdraw(job, by=UserFactory(), reason="It was a mistake")

    for page in pages:
        assert external.get(page).status_code == 404, page
    assert job.document.title not in external.get("/translations/").content.decode()
    assert shown(external.person, job) == (0, 0, False)


def test_the_job_of_one_who_left_shows_in_no_layer(external):
    mine = {"translator": external.person, "state": State.TRANSLATING}
    job, revised = (
        TranslationFactory(**mine),
        TranslationFactory(reviser=external.person),
    )
    for each in (job, revised):
        assert shown(external.person, each) == (1, 1, True)

    external.person.is_active = False
    external.person.save()

    for each in (job, revised):
        assert shown(external.person, each) == (0, 0, False)


def test_an_external_translator_learns_only_what_the_job_needs(external):
    circle = CircleFactory(name="Prison reform", people=[external.person])
    official = OfficialFactory(named="Anna Volkova", circle=circle)
    document = DocumentFactory(title="The Mandela Rules", circle=circle)
    job = TranslationFactory(
        document=document,
        translator=external.person,
        state=State.TRANSLATING,
        requested_by=UserFactory(full_name="Igor Asked"),
    )
    TranslationFactory(
        document=document, language="uk", translator=UserFactory(full_name="Olga Other")
    )
    NoteFactory(circle=circle, about=[official], headline="Hearings opened")
    Translation.objects.filter(pk=job.pk).update(withdrawn_because="Volkova left")

    pages = "".join(
        external.get(page).content.decode()
        for page in (
            f"/translations/{job.pk}/",
            f"/documents/{document.pk}/",
            "/translations/",
            "/",
        )
    )

    assert "The Mandela Rules" in pages
    for secret in (
        "Prison reform",
        "Volkova",
        "Igor Asked",
        "Olga Other",
        "Hearings opened",
    ):
        assert secret not in pages


def test_an_external_translator_enters_no_other_room(external):
    official, note = OfficialFactory(), NoteFactory()
    job = TranslationFactory(translator=external.person, state=State.TRANSLATING)

    for page in (
        "/officials/",
        "/institutions/",
        "/notes/",
        "/actions/",
        "/exchanges/",
        "/documents/",
        "/reports/",
        "/outcomes/",
        "/suggest/official/",
        f"/officials/{official.pk}/",
        f"/notes/{note.pk}/",
        "/documents/new/",
        f"/translations/{job.pk}/edit/",
        f"/history/translation/{job.pk}/",
    ):
        assert external.get(page).status_code in (403, 404), page


def test_the_text_is_brought_while_it_is_worked_on_and_by_nobody_else(external):
    job = TranslationFactory(translator=external.person, state=State.TRANSLATING)
    theirs = TranslationFactory(state=State.TRANSLATING)
    published = TranslationFactory(
        translator=external.person, state=State.PUBLISHED, language="uk"
    )

    saved = fill(external, f"/translations/{job.pk}/deliver/", title="Правила")

    assert saved.status_code == 302
    job.refresh_from_db()
    assert job.title == "Правила"
    for closed in (theirs, published):
        assert external.get(f"/translations/{closed.pk}/deliver/").status_code == 404


def test_a_symbol_that_is_one_long_word_does_not_widen_its_column(as_role):
    ecli = "ECLI:CE:ECHR:2012:0110JUD004252507"
    for symbol in ("CM/Rec(2010)4", ecli):
        TranslationFactory(document__symbol=symbol)

    page = as_role("Officer").get("/translations/").content.decode()

    (row,) = [line for line in page.splitlines() if ecli in line]
    assert f'">{ecli}' in row.split("rp-breaks")[1]
    assert page.count("rp-breaks") == 1
