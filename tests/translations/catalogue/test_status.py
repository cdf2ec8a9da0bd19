"""Documents that others have replaced: it is said wherever one meets them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from engagements.support.models import Offer
from tests.factories.approach import cleared
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.filled_forms import fill
from translations.catalogue.models import Document

pytestmark = pytest.mark.django_db


def page_of(document):
    return f"/documents/{document.pk}/"


def supersede(client, old, new):
    """Says on the form of `old` that `new` is quoted in its place."""
    edit = f"{page_of(old)}edit/"
    return fill(client, edit, status="superseded", superseded_by=str(new.pk))


@pytest.fixture
def rules():
    """The European Prison Rules of 1987 and of 2006."""
    old = DocumentFactory(symbol="R (87) 3", title="Prison Rules")
    return old, DocumentFactory(symbol="Rec(2006)2", title="New Prison Rules")


def test_what_is_superseded_leads_to_what_supersedes_it_and_back(as_role, rules):
    client, (old, new) = as_role("Officer"), rules
    assert "Superseded" not in client.get(page_of(old)).content.decode()

    assert supersede(client, old, new).status_code == 302

    text = client.get(page_of(old)).content.decode()
    assert "Superseded by" in text
    assert page_of(new) in text
    text = client.get(page_of(new)).content.decode()
    assert "It supersedes" in text
    assert page_of(old) in text


def test_the_list_shows_and_filters_the_status(as_role, rules):
    client, (old, new) = as_role("Officer"), rules
    supersede(client, old, new)

    text = client.get("/documents/").content.decode()
    assert "R (87) 3" in text
    assert "Superseded" in text
    text = client.get("/documents/?status=in_force").content.decode()
    assert "Rec(2006)2" in text
    assert "R (87) 3" not in text


def test_a_list_of_choices_says_what_supersedes_it(as_role, rules):
    client, (old, new) = as_role("Officer"), rules
    TranslationFactory(document=old, state="published")
    questions = ("/suggest/document/?q=prison", "/suggest/translation/?q=prison")
    for question in questions:
        text = client.get(question).content.decode()
        assert "Prison Rules" in text
        assert "superseded" not in text

    supersede(client, old, new)

    for question in questions:
        assert "superseded by Rec(2006)2" in client.get(question).content.decode()


def test_it_says_either_both_or_nothing(as_role, rules):
    client, (old, new) = as_role("Officer"), rules
    edit = f"{page_of(old)}edit/"

    for typed in (
        {"status": "superseded"},
        {"status": "in_force", "superseded_by": str(new.pk)},
    ):
        refusal = fill(client, edit, **typed)
        assert refusal.status_code == 422
        assert "names the document that supersedes it" in refusal.content.decode()

    assert fill(client, edit, status="revised").status_code == 302
    assert "Revised since" in client.get(page_of(old)).content.decode()


def test_no_document_supersedes_itself_however_long_the_way(as_role, rules):
    client, (old, new) = as_role("Officer"), rules
    newest = DocumentFactory(symbol="CM/Rec(2020)5")
    supersede(client, old, new)
    supersede(client, new, newest)

    for one in (newest, old):
        refusal = supersede(client, newest, one)
        assert refusal.status_code == 422
        assert "is superseded by this one" in refusal.content.decode()

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=newest.pk).update(
            status="superseded", superseded_by=old
        )


def test_no_document_names_what_fewer_people_see(as_role, rules):
    client, (old, _new) = as_role("Officer"), rules
    hidden = DocumentFactory(circle=CircleFactory(people=[client.person]))

    refusal = supersede(client, old, hidden)

    assert refusal.status_code == 422
    assert "put this record into that circle as well" in refusal.content.decode()


def test_who_translates_it_is_told_and_led_nowhere(as_role, rules):
    old, new = rules
    Document.objects.filter(pk=old.pk).update(status="superseded", superseded_by=new)
    lev = as_role("Translator", is_external=True)
    TranslationFactory(document=old, state="translating", translator=lev.person)

    text = lev.get(page_of(old)).content.decode()

    assert "Superseded" in text
    assert "Rec(2006)2" not in text
    assert lev.get(page_of(new)).status_code == 404


def test_who_offers_it_is_told_in_a_sentence(as_role, rules):
    client, (old, new) = as_role("Officer"), rules
    supersede(client, old, new)
    text = TranslationFactory(document=old, state="published").in_force
    official = cleared(OfficialFactory())

    answer = client.post(
        reverse("offer-add", args=[official.pk]),
        {"edition": str(text.pk), "answer": "open"},
        follow=True,
    )

    assert "It is superseded by Rec(2006)2." in answer.content.decode()
    assert Offer.objects.get().edition == text
