"""Terms: kept by the office, found in any case, brought and taken as a table."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.translations.terms import TermFactory, TermFormFactory
from tests.filled_forms import fill
from translations.terms.models import Term, TermForm

pytestmark = pytest.mark.django_db
TABLE = (
    "en,ru,forbidden,domain,note,source\n"
    "prisoner,заключённый; осуждённый,ru: зэк,prisons,Of any age,Mandela Rules\n"
    "fair trial,справедливое судебное разбирательство,,courts,,\n"
    ",,,courts,No form,\n"
)


def bring(client, text=TABLE):
    """The page on which a table is looked over."""
    upload = SimpleUploadedFile("terms.csv", text.encode())
    answer = fill(client, "/terms/import/", file=upload)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def rows_of(client, address="/terms/"):
    answer = client.get(address, {"format": "csv"}, follow=True)
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def test_an_officer_enters_a_term_and_finds_it_in_any_case(as_role):
    client = as_role("Officer")

    answer = fill(
        client, "/terms/new/", english="remand prison", russian="следственный изолятор"
    )

    assert answer.status_code == 302
    page = client.get("/terms/", {"q": "следственными изоляторами"}).content.decode()
    assert "следственный изолятор" in page
    page = client.get("/terms/", {"q": "судами"}).content.decode()
    assert "следственный изолятор" not in page


def test_a_form_is_added_changed_and_removed(as_role):
    client, term = as_role("Officer"), TermFormFactory().term

    fill(
        client,
        f"/terms/{term.pk}/termforms/new/",
        language="ru",
        text="зэк",
        standing="forbidden",
    )

    form = TermForm.objects.get(text="зэк")
    assert form.normal_forms == ["зэк"]
    page = client.get(f"/terms/{term.pk}/").content.decode()
    assert "зэк" in page
    assert "Not used" in page
    fill(client, f"/term-forms/{form.pk}/edit/", text="зэки")
    form.refresh_from_db()
    assert form.text == "зэки"
    client.post(f"/term-forms/{form.pk}/remove/")
    assert not TermForm.objects.filter(pk=form.pk).exists()
    client.post(f"/terms/{term.pk}/remove/")
    assert not Term.objects.filter(pk=term.pk).exists()


def test_the_same_form_stands_there_once(as_role):
    client, form = as_role("Officer"), TermFormFactory(text="prisoner")

    answer = fill(
        client,
        f"/terms/{form.term.pk}/termforms/new/",
        language="en",
        text="Prisoner",
        standing="allowed",
    )

    assert answer.status_code == 422
    assert "It has that form already." in answer.content.decode()


def test_a_table_is_looked_over_and_brought_in_once(as_role):
    client = as_role("Officer")
    way = bring(client)
    page = client.get(way).content.decode()
    assert "2 new, 0 changed, 0 the same, 1 left out" in page
    assert not Term.objects.exists()

    client.post(way, {"which": "all"})

    assert Term.objects.count() == 2
    assert TermForm.objects.filter(language="ru", standing="approved").count() == 3
    again = bring(client)
    page = client.get(again).content.decode()
    assert "0 new, 0 changed, 2 the same, 1 left out" in page
    client.post(again, {"which": "all"})
    assert (Term.objects.count(), TermForm.objects.count()) == (2, 6)


def test_a_line_that_is_there_twice_changes_a_term_once(as_role):
    client = as_role("Officer")
    client.post(bring(client), {"which": "all"})
    line = "fair trial;procès équitable;courts\n"

    way = bring(client, f"en;fr;domain\n{line}{line}")

    page = client.get(way).content.decode()
    assert "0 new, 1 changed, 1 the same, 0 left out" in page
    client.post(way, {"which": "all"})
    assert TermForm.objects.get(language="fr").text == "procès équitable"


def test_only_the_ticked_rows_go_in_and_a_change_is_told(as_role):
    client = as_role("Officer")
    client.post(bring(client), {"which": "ticked", "row": ["3", "9" * 5000]})
    assert [str(term) for term in Term.objects.all()] == [
        "fair trial · справедливое судебное разбирательство"
    ]
    changed = "en;fr;domain;note\nfair trial;procès équitable;courts;Article 6\n"

    way = bring(client, changed)

    page = client.get(way).content.decode()
    assert "0 new, 1 changed, 0 the same, 0 left out" in page
    client.post(way, {"which": "all"})
    term = Term.objects.get()
    assert term.note == "Article 6"
    assert term.forms.get(language="fr").text == "procès équitable"


def test_what_goes_out_as_a_table_comes_in_as_the_same(as_role):
    client = as_role("Officer")
    client.post(bring(client), {"which": "all"})
    rows = rows_of(client)
    assert {row["English"] for row in rows} == {"prisoner", "fair trial"}
    assert {row["Forbidden"] for row in rows} == {"", "ru: зэк"}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)

    page = client.get(bring(client, out.getvalue())).content.decode()

    assert "0 new, 0 changed, 2 the same, 0 left out" in page


def test_a_table_without_a_language_is_refused_in_a_sentence(as_role):
    upload = SimpleUploadedFile("terms.csv", b"name,domain\na,b\n")

    answer = fill(as_role("Officer"), "/terms/import/", file=upload)

    assert answer.status_code == 422
    assert "a language at least, like en or ru" in answer.content.decode()


def test_a_viewer_reads_terms_and_enters_none(as_role):
    client, term = as_role("Viewer"), TermFactory()

    assert client.get(f"/terms/{term.pk}/").status_code == 200
    assert client.get("/terms/new/").status_code == 403
    assert client.get("/terms/import/").status_code == 403


def undo_last(client):
    """Presses Undo beside the last import."""
    batch = client.person.batches.first()
    return client.post(f"/large-changes/{batch.pk}/undo/", follow=True)


def test_an_import_of_terms_is_undone_as_a_whole(as_role):
    client = as_role("Officer")
    term = TermFactory(domain="prisons", note="Our note.")
    TermFormFactory(term=term, language="en", text="prisoner")
    table = (
        "en,ru,domain,note\n"
        "prisoner,заключённый,prisons,Their note.\n"
        "warder,надзиратель,prisons,\n"
    )
    client.post(bring(client, table), {"which": "all"})
    term.refresh_from_db()
    assert term.note == "Their note."
    assert Term.objects.count() == 2
    assert "1 term, 1 change" in client.get("/imports/").content.decode()

    undo_last(client)

    term.refresh_from_db()
    assert term.note == "Our note."
    assert Term.objects.search("their").count() == 0
    assert [form.text for form in TermForm.objects.all()] == ["prisoner"]


def test_an_import_of_terms_on_which_somebody_built_is_not_undone(as_role):
    client = as_role("Officer")
    client.post(bring(client, "en,ru\nwarder,надзиратель\n"), {"which": "all"})
    term = Term.objects.get()
    fill(
        client,
        f"/terms/{term.pk}/termforms/new/",
        language="en",
        text="guard",
        standing="allowed",
    )

    answer = undo_last(client)

    assert "was built on it since" in answer.content.decode()
    assert TermForm.objects.count() == 3
