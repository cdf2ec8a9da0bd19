"""Issuers: who holds the rights of a document, and what they want said."""

import pytest

from tests.factories.translations.catalogue import DisclaimerFactory, IssuerFactory
from tests.filled_forms import fill
from translations.catalogue.models import Disclaimer, Document, Issuer

pytestmark = pytest.mark.django_db


def add(client, **typed):
    """Adds a document by its form, and returns it."""
    answer = fill(client, "/documents/new/", title="A text", kind="report", **typed)
    assert answer.status_code == 302
    return Document.objects.order_by("-pk").first()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"symbol": "CM/Rec(2010)4"}, "Council of Europe"),
        ({"symbol": "A/RES/70/175"}, "United Nations"),
        ({"symbol": "ECLI:CE:ECHR:2002:0715JUD004709599"}, "European Court of Human R"),
        ({"issuer": "МОТ"}, "International Labour Organization"),
        ({"issuer": "OSCE/ODIHR"}, "OSCE"),
    ],
)
def test_the_rights_holder_is_taken_from_the_symbol_or_the_name(as_role, typed, name):
    client = as_role("Officer")

    first = add(client, **typed)
    assert first.rights_holder.name.startswith(name)
    second = add(client, issuer=first.rights_holder.name)

    assert second.rights_holder == first.rights_holder
    assert Issuer.objects.count() == 1


def test_nothing_is_decided_of_an_issuer_that_was_put_on_record(as_role):
    client = as_role("Officer")
    holder = add(client, symbol="A/RES/70/175").rights_holder

    assert holder.rights == ""
    assert "ST/AI/189" in holder.where_written
    text = client.get(f"/issuers/{holder.pk}/").content.decode()
    assert "Not decided" in text


def test_an_issuer_that_nobody_knows_is_written_by_hand(as_role):
    client = as_role("Officer")
    assert add(client, issuer="Penal Reform International").rights_holder is None

    fill(client, "/issuers/new/", name="Penal Reform International", rights="free")

    holder = Issuer.objects.get()
    assert add(client, issuer="Penal reform international").rights_holder == holder
    text = client.get("/issuers/").content.decode()
    assert "Penal Reform International" in text
    assert "Free, when the source is named" in text


def test_a_court_of_a_state_is_nobodys_name(as_role):
    document = add(as_role("Officer"), symbol="ECLI:DE:BVERFG:2015:rs20150127")

    assert document.normal_symbol
    assert document.rights_holder is None


def test_somebody_else_may_be_chosen(as_role):
    client, holder = as_role("Officer"), IssuerFactory()

    document = add(client, symbol="A/RES/70/175", rights_holder=str(holder.pk))

    assert document.rights_holder == holder


def test_a_permission_has_a_day_and_a_place(as_role):
    client, holder = as_role("Officer"), IssuerFactory()
    edit = f"/issuers/{holder.pk}/edit/"

    for typed in (
        {"rights": "permission", "permitted_on": "2026-03-02"},
        {"rights": "free", "permitted_on": "2026-03-02", "where_written": "Letter 4"},
    ):
        refusal = fill(client, edit, **typed)
        assert refusal.status_code == 422
        assert "A permission has a day and a place" in refusal.content.decode()
    typed = {"where_written": "Letter 4 and its answer", "permitted_on": "2026-03-02"}
    assert fill(client, edit, rights="permission", **typed).status_code == 302

    text = client.get(f"/issuers/{holder.pk}/").content.decode()
    assert "Only with permission: given on" in text


def test_a_disclaimer_is_one_a_language(as_role):
    client, holder = as_role("Officer"), IssuerFactory()
    page = f"/issuers/{holder.pk}/disclaimers/new/"

    assert fill(client, page, language="ru", text="Не отвечает.").status_code == 302
    refusal = fill(client, page, language="ru", text="Совсем не отвечает.")

    assert refusal.status_code == 422
    assert "has a disclaimer in that language already" in refusal.content.decode()
    disclaimer = Disclaimer.objects.get()
    assert "Не отвечает." in client.get(f"/issuers/{holder.pk}/").content.decode()
    client.post(f"/disclaimers/{disclaimer.pk}/remove/")
    assert not Disclaimer.objects.exists()


def test_only_those_who_may_change_documents_decide(as_role):
    disclaimer = DisclaimerFactory()
    page = f"/issuers/{disclaimer.issuer.pk}/"

    viewer = as_role("Viewer")
    assert disclaimer.text in viewer.get(page).content.decode()
    assert viewer.get(f"{page}edit/").status_code == 403
    assert as_role("Administrator").get(f"{page}edit/").status_code == 200
    lev = as_role("Translator", is_external=True)
    assert lev.get(page).status_code in (403, 404)
    assert lev.get("/issuers/").status_code == 403
