"""Style sheets: what is agreed for an issuer, and who reads it."""

import pytest
from django.urls import reverse

from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.factories.translations.terms import StyleSheetFactory
from tests.filled_forms import fill
from translations.terms.models import StyleSheet

pytestmark = pytest.mark.django_db

COUNCIL = "Council of Europe"
COMMITTEE = "Council of Europe, Committee of Ministers"


@pytest.fixture
def external(client):
    client.person = UserFactory(role="Translator", is_external=True)
    client.force_login(client.person)
    return client


def job_of(person, issuer=COMMITTEE, **fields):
    job = TranslationFactory(
        document__issuer=issuer, translator=person, state="translating", **fields
    )
    SegmentFactory(translation=job)
    return job


def bench(client, job):
    return client.get(reverse("translation-workbench", args=[job.pk])).content.decode()


def test_the_office_writes_how_an_issuer_is_rendered(as_role):
    client = as_role("Officer")

    answer = fill(
        client, "/style-sheets/new/", issuer=COUNCIL, names="Комитет министров"
    )

    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(answer.url).content.decode()
    assert "Комитет министров" in page
    assert COUNCIL in client.get("/style-sheets/").content.decode()
    again = fill(client, "/style-sheets/new/", issuer=COUNCIL.upper(), names="Другое")
    assert again.status_code == 422
    assert "a style sheet of this issuer in that language already" in again.text


def test_a_style_sheet_says_something_and_names_nobody(as_role):
    client = as_role("Officer")
    OfficialFactory(named="Anna Volkova")

    bare = fill(client, "/style-sheets/new/", issuer=COUNCIL)
    named = fill(
        client, "/style-sheets/new/", issuer=COUNCIL, courts="As A. Volkova likes it"
    )

    assert bare.status_code == named.status_code == 422
    assert "Say in one of the parts" in bare.text
    assert "names somebody on record (A. Volkova)" in named.text
    assert not StyleSheet.objects.exists()


def test_it_stands_on_the_job_and_beside_the_sentences_of_its_parts_too(as_role):
    client = as_role("Officer")
    StyleSheetFactory(issuer=COUNCIL, articles="пункт 1 статьи 6")
    StyleSheetFactory(issuer="Council of Europeans", articles="nothing of that")
    StyleSheetFactory(issuer=COUNCIL, language="uk", articles="пункт першої")
    job = job_of(client.person)

    for page in (bench(client, job), client.get(f"/translations/{job.pk}/").text):
        assert "пункт 1 статьи 6" in page
        assert "nothing of that" not in page
        assert "пункт першої" not in page


def test_an_external_translator_reads_those_of_their_jobs_and_no_other(external):
    circle = CircleFactory(name="Prison reform")
    ours = StyleSheetFactory(issuer=COUNCIL, names="Комитет")
    hidden = StyleSheetFactory(issuer=COUNCIL, names="Тайное", circle=circle)
    other = StyleSheetFactory(issuer="United Nations", names="Ассамблея")
    job = job_of(external.person)

    assert "Комитет" in bench(external, job)
    assert "Тайное" not in bench(external, job)
    assert external.get(f"/style-sheets/{ours.pk}/").status_code == 200
    for sheet in (hidden, other):
        assert external.get(f"/style-sheets/{sheet.pk}/").status_code == 404
    for page in (
        "/style-sheets/",
        "/style-sheets/new/",
        f"/style-sheets/{ours.pk}/edit/",
    ):
        assert external.get(page).status_code in (403, 404)
    with acting_as(external.person):
        assert [*StyleSheet.objects.all()] == [ours]


def test_a_job_of_a_circle_brings_the_sheet_of_that_circle_and_not_its_name(external):
    circle = CircleFactory(name="Prison reform")
    sheet = StyleSheetFactory(issuer=COUNCIL, names="Комитет", circle=circle)
    job = job_of(external.person, document__circle=circle)

    page = external.get(f"/style-sheets/{sheet.pk}/").text

    for text in (page, bench(external, job)):
        assert "Комитет" in text
        assert "Prison reform" not in text
    with acting_as(external.person):
        assert [*StyleSheet.objects.all()] == [sheet]


def test_who_may_change_terms_may_change_it(as_role):
    sheet = StyleSheetFactory()
    viewer = as_role("Viewer")
    assert viewer.get(f"/style-sheets/{sheet.pk}/").status_code == 200
    assert viewer.get(f"/style-sheets/{sheet.pk}/edit/").status_code == 403
    officer = as_role("Officer")

    saved = fill(officer, f"/style-sheets/{sheet.pk}/edit/", lists="а), б), в)")

    assert saved.status_code == 302
    assert "а), б), в)" in officer.get(f"/style-sheets/{sheet.pk}/").text
    officer.post(f"/style-sheets/{sheet.pk}/remove/")
    assert not StyleSheet.objects.exists()
