"""Nothing is published before somebody has decided that it may be."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from officials.security.refusals import refusal_of
from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import (
    DisclaimerFactory,
    DocumentFactory,
    IssuerFactory,
)
from tests.factories.translations.jobs import (
    EditionFactory,
    SegmentFactory,
    TranslationFactory,
)
from tests.filled_forms import fill
from tests.translations.jobs.steps import step
from translations.catalogue.models import Document
from translations.catalogue.rights import SENTENCES
from translations.jobs import workflow
from translations.jobs.models import Edition, Translation

pytestmark = pytest.mark.django_db

State = Translation.State
UNDECIDED = "Nobody has decided what the rights holder allows"


@pytest.fixture
def holder():
    return IssuerFactory(name="Council of Europe")


@pytest.fixture
def text(holder):
    """A translation that is approved, of a document on which nobody has decided."""
    document = DocumentFactory(rights="", rights_holder=holder)
    return TranslationFactory(document=document, state=State.TO_PUBLISH)


def test_a_decision_of_the_issuer_opens_the_way(as_role, text, holder):
    client = as_role("Officer")
    page = f"/translations/{text.pk}/"
    assert UNDECIDED in client.get(page).content.decode()

    answer = step(client, text, "publish")
    assert UNDECIDED in answer.content.decode()
    assert (text.state, text.editions.count()) == (State.TO_PUBLISH, 0)
    fill(client, f"/issuers/{holder.pk}/edit/", rights="free")

    assert UNDECIDED not in client.get(page).content.decode()
    step(client, text, "publish")
    assert text.state == State.PUBLISHED


def test_what_is_not_allowed_is_not_published(as_role, text, holder):
    client = as_role("Officer")
    fill(client, f"/issuers/{holder.pk}/edit/", rights="forbidden")

    answer = step(client, text, "publish")

    assert "does not allow translations" in answer.content.decode()
    assert text.state == State.TO_PUBLISH


def test_a_permission_is_waited_for(as_role, text, holder):
    client, edit = as_role("Officer"), f"/issuers/{holder.pk}/edit/"
    fill(client, edit, rights="permission")
    answer = step(client, text, "publish")
    assert "has not given permission yet" in answer.content.decode()

    fill(client, edit, where_written="Their letter", permitted_on="2026-05-03")

    step(client, text, "publish")
    assert text.state == State.PUBLISHED


def test_a_decision_on_the_document_goes_before_that_of_its_issuer(
    as_role, text, holder
):
    client = as_role("Officer")
    fill(client, f"/issuers/{holder.pk}/edit/", rights="free")
    edit = f"/documents/{text.document_id}/edit/"
    fill(client, edit, rights="forbidden")
    step(client, text, "publish")
    assert text.state == State.TO_PUBLISH

    fill(client, f"/issuers/{holder.pk}/edit/", rights="forbidden")
    fill(client, edit, rights="free")

    step(client, text, "publish")
    assert text.state == State.PUBLISHED


def test_a_correction_asks_again(as_role, holder):
    client = as_role("Officer")
    text = TranslationFactory(state=State.PUBLISHED)
    Document.objects.update(rights="", rights_holder=holder)
    step(client, text, "open_again")
    workflow.hand_in(text, by=text.translator)
    workflow.approve(text, by=UserFactory())

    answer = step(client, text, "publish", **{"publish-changes": "14, not 41"})

    assert UNDECIDED in answer.content.decode()
    assert text.editions.count() == 1


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ({}, "rights_undecided"),
        ({"rights": "forbidden"}, "rights_forbidden"),
        ({"rights": "permission"}, "permission_missing"),
        ({"rights": "permission", "where_written": "p. 2"}, "permission_missing"),
    ],
)
def test_the_database_makes_no_edition_of_ours_either(text, holder, decision, code):
    """On the issuer or on the document, and past all Python."""
    for record in (holder, text.document):
        type(record).objects.filter(pk=record.pk).update(**decision)
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            EditionFactory(translation=text)
        assert refusal_of(refusal.value).messages == [SENTENCES[code]]

    permission = {"where_written": "p. 2", "permitted_on": timezone.localdate()}
    Document.objects.update(rights="permission", **permission)
    assert EditionFactory(translation=text).pk


def test_what_others_made_is_attached_with_rights_of_its_own(text):
    edition = Edition(
        document=text.document,
        kind="official",
        language="fr",
        where_from="coe.int",
        rights="Theirs",
        made_by=UserFactory(),
    )

    edition.save()

    assert edition.pk


def test_who_only_translates_is_not_told_of_rights(as_role, text):
    page, document = f"/translations/{text.pk}/", f"/documents/{text.document_id}/"
    client = as_role("Officer")
    assert UNDECIDED in client.get(page).content.decode()
    assert "Rights held by" in client.get(document).content.decode()

    client = as_role("Translator", is_external=True)
    Translation.objects.filter(pk=text.pk).update(translator=client.person)

    assert UNDECIDED not in client.get(page).content.decode()
    assert "Rights held by" not in client.get(document).content.decode()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_edition_says_what_the_issuer_wants_said(job, holder, language):
    """In the language of the translation, or else in English."""
    lines = {"ru": "Совет не отвечает за перевод.", "kk": "We answer for nothing."}
    DisclaimerFactory(issuer=holder, text=lines["ru"])
    DisclaimerFactory(issuer=holder, language="en", text=f"{lines['kk']}\n\nAt all.")
    Document.objects.update(rights_holder=holder)
    Translation.objects.update(language=language)
    SegmentFactory(
        translation=job, source="A rule.", target="Правило.", state="confirmed"
    )
    job.refresh_from_db()
    workflow.hand_in(job, by=job.translator)
    workflow.approve(job, by=UserFactory())

    edition = workflow.publish(job, by=UserFactory()).in_force

    with edition.file.open() as file:
        content = file.read().decode()
    assert [line in content for line in lines.values()] == [
        language == each for each in lines
    ]
    assert ("<p>At all.</p>" in content) is (language == "kk")
