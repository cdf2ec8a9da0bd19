"""Documents: one whatever its languages, known again by its symbol."""

import pytest

from tests.factories.translations.catalogue import (
    DocumentFactory,
    DocumentTitleFactory,
    SourceTextFactory,
)
from tests.filled_forms import fill
from translations.catalogue.models import Document

pytestmark = pytest.mark.django_db


def add(client, **typed):
    return fill(client, "/documents/new/", title="A text", kind="report", **typed)


def test_a_symbol_in_another_spelling_is_the_same_document(as_role):
    client = as_role("Officer")
    assert add(client, symbol="A/RES/217 (III)").status_code == 302

    refusal = add(client, symbol="A/RES/217(III)")

    assert refusal.status_code == 422
    assert refusal.context["form"].errors == {
        "symbol": ["There is a document of this symbol already."]
    }
    assert add(client, symbol="A/RES/217 (III)").context["form"].errors == {
        "symbol": ["There is a document of this symbol already."]
    }
    assert Document.objects.count() == 1


def test_a_wrong_prefix_is_mended_and_said(as_role):
    client = as_role("Officer")

    answer = add(client, symbol="CM/Rec(2001)10")

    assert Document.objects.get().symbol == "Rec(2001)10"
    page = client.get(answer.url).content.decode()
    assert "The prefix follows the year" in page


def test_a_symbol_that_nobody_reads_stays_as_it_was_typed(as_role):
    add(as_role("Officer"), symbol="Our shelf 7")

    document = Document.objects.get()
    assert (document.symbol, document.normal_symbol) == ("Our shelf 7", "")


@pytest.mark.parametrize("typed", ["R/51/106", "A/RES/51/106", "resolution 51/106"])
def test_a_document_is_found_by_its_symbol_however_it_is_typed(typed):
    document = DocumentFactory(symbol="A/RES/51/106", title="Technical cooperation")
    DocumentFactory(symbol="A/RES/51/107")

    assert list(Document.objects.search(typed)) == [document]


def test_a_document_is_found_by_its_title_in_any_language():
    title = DocumentTitleFactory(text="Правила Нельсона Манделы")

    assert list(Document.objects.search("правила манделы")) == [title.document]
    title.text = "Токийские правила"
    title.save()
    assert not Document.objects.search("манделы").exists()


def test_a_russian_reader_sees_the_russian_title(as_role, settings):
    client = as_role("Officer")
    title = DocumentTitleFactory(document__title="Mandela Rules", text="Правила")
    assert "Mandela Rules" in client.get("/documents/").content.decode()

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"

    title.document.refresh_from_db()
    assert "Правила" in client.get("/documents/").content.decode()
    title.delete()
    assert "Правила" not in client.get("/documents/").content.decode()


def test_one_asks_first_whether_there_is_an_official_text(as_role):
    client = as_role("Officer")
    text = SourceTextFactory(document__symbol="A/RES/70/175")
    page = f"/documents/{text.document_id}/translate/"

    refusal = fill(client, page, language="ru")
    assert refusal.status_code == 422
    assert "look for the official text" in refusal.content.decode()

    assert fill(client, page, language="kk").status_code == 302
    assert fill(client, page, language="ru", looked="on").status_code == 302
    assert text.document.translations.count() == 2
