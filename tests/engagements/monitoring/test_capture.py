"""Quick capture: an address and a sentence become a note about those it names."""

import pytest

from engagements.monitoring.capture_forms import parted
from engagements.monitoring.models import Note
from officials.sources.models import Source
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def stance_field(official, stance):
    return {f"found-{official.pk}": stance}


def test_who_is_named_in_the_sentence_is_offered_and_rated_in_one_form(as_role):
    client = as_role("Officer")
    anna = OfficialFactory(named="Анна Юрьевна Волошина")
    ivan = OfficialFactory(named="Иван Петрович Тараканов")
    sentence = (
        "Анна Волошина и И. П. Тараканов открыли заседание. https://example.org/a?b=1."
    )

    names_html = client.post("/seen/names/", {"headline": sentence}).content.decode()
    saved = fill(
        client,
        "/seen/",
        headline=sentence,
        **stance_field(anna, 2),
        **stance_field(ivan, -1),
    )

    assert f'name="found-{anna.pk}" value="0"' in " ".join(names_html.split())
    assert "“Анна Волошина”: given name and surname" in names_html
    assert saved.status_code == 302
    note = Note.objects.get()
    assert note.headline.startswith("Анна Волошина и И. П. Тараканов открыли")
    assert "http" not in note.headline
    assert note.source_url == "https://example.org/a?b=1"
    assert {m.official: m.stance for m in note.mentions.all()} == {anna: 2, ivan: -1}


def test_nobody_is_named_by_a_note_who_was_not_offered_first(as_role):
    client, anna = as_role("Officer"), OfficialFactory(named="Анна Волошина")

    refusal = fill(client, "/seen/", headline="Анна Волошина открыла заседание")

    assert refusal.status_code == 422
    assert "Say what it shows of those who are named" in refusal.content.decode()
    assert f"found-{anna.pk}" in refusal.content.decode()
    assert not Note.objects.exists()


def test_somebody_named_may_be_left_out_and_somebody_else_put_in(as_role):
    client, anna = as_role("Officer"), OfficialFactory(named="Анна Волошина")
    other = OfficialFactory(named="Олег Крутиков")

    fill(
        client,
        "/seen/",
        headline="Анна Волошина открыла заседание",
        officials=[other.pk],
        **stance_field(anna, ""),
    )

    assert [m.official for m in Note.objects.get().mentions.all()] == [other]


def test_without_javascript_a_button_finds_the_names_and_saves_nothing(as_role):
    client, anna = as_role("Officer"), OfficialFactory(named="Анна Волошина")

    page = fill(client, "/seen/", headline="О деле Анны Волошиной", find="1")

    assert page.status_code == 200
    assert f"found-{anna.pk}" in page.content.decode()
    assert "О деле Анны Волошиной" in page.content.decode()
    assert not Note.objects.exists()


def test_nobody_is_offered_whom_the_person_may_not_see(as_role):
    client = as_role("Officer")
    hidden = OfficialFactory(
        named="Анна Волошина", circle=CircleFactory(people=[client.person])
    )
    stranger = OfficialFactory(named="Олег Крутиков", circle=CircleFactory())
    note_fields = {"headline": "Анна Волошина и Олег Крутиков"}

    rows = client.post("/seen/names/", note_fields).content.decode()
    saved = fill(
        client,
        "/seen/",
        **note_fields,
        **stance_field(stranger, 2),
        circle=hidden.circle.pk,
        **stance_field(hidden, 1),
    )

    assert f"found-{hidden.pk}" in rows
    assert "Крутиков" not in rows
    assert saved.status_code == 302
    assert [m.official for m in Note.objects.get().mentions.all()] == [hidden]


@pytest.mark.parametrize("stance", ["3", "-3", "x", "1.5", "\x00"])
def test_a_stance_that_is_none_is_refused(as_role, stance):
    client, anna = as_role("Officer"), OfficialFactory(named="Анна Волошина")

    refusal = fill(client, "/seen/", headline="Волошина", **stance_field(anna, stance))

    assert refusal.status_code == 422
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org/a", "http://[", "мвд", "//"]
)
def test_an_address_that_is_none_of_the_web_gets_a_sentence(as_role, address):
    refusal = fill(as_role("Officer"), "/seen/", headline="Opened", source_url=address)

    assert refusal.status_code == 422
    assert "Write an address on the web" in refusal.content.decode()


def test_a_long_text_becomes_a_headline_and_the_details(as_role):
    text = "Судья открыла заседание для всех. " + "Подробности дела. " * 40

    fill(as_role("Officer"), "/seen/", headline=text)

    note = Note.objects.get()
    assert note.headline == "Судья открыла заседание для всех."
    assert "Подробности дела. Подробности" in note.detail


def test_a_source_of_the_register_is_offered_by_the_host_of_the_address(as_role):
    client = as_role("Officer")
    paper = Source.objects.create(
        title="Ladoga Gazette", url="https://www.ladoga.example/", reliability="B"
    )
    Source.objects.create(title="Another", url="https://notladoga.example/")
    note_fields = {"headline": "Opened", "source_url": "https://ladoga.example/news/1"}

    rows = client.post("/seen/names/", note_fields).content.decode()
    fill(client, "/seen/", **note_fields, **{"found-source": "1", "found-offered": "1"})
    fill(
        client,
        "/seen/",
        **note_fields | {"headline": "Closed"},
        **{"found-offered": "1"},
    )

    assert "Ladoga Gazette" in rows
    opened, closed = Note.objects.order_by("pk")
    assert (opened.source, opened.reliability) == (paper, "B")
    assert (closed.source, closed.reliability) == (None, "F")


def test_save_and_add_another_keeps_the_source_and_the_day(as_role):
    client = as_role("Officer")

    saved = fill(
        client,
        "/seen/",
        headline="Opened",
        source_url="https://example.org/a",
        happened_on="2026-03",
        another="1",
    )
    again = client.get(saved.url)

    assert saved.url.startswith("/seen/?")
    form = again.context["form"]
    assert form["source_url"].value() == "https://example.org/a"
    assert str(form["happened_on"].value()) == "2026-03"
    assert not form["headline"].value()


def test_what_an_address_brings_is_filled_in_and_saved_by_nobody(as_role):
    client = as_role("Officer")
    anna = OfficialFactory(named="Анна Волошина")

    page = client.get(
        "/seen/",
        {"title": "News", "text": "Анна Волошина: да", "url": "https://example.org/"},
    )

    assert page.status_code == 200
    assert page.context["form"]["headline"].value() == "Анна Волошина: да"
    assert page.context["form"]["source_url"].value() == "https://example.org/"
    assert f"found-{anna.pk}" in page.content.decode()
    assert not Note.objects.exists()
    assert client.get("/seen/?on=nonsense&text=" + "x" * 6000).status_code == 200


def test_the_browser_is_told_how_to_share_with_us(as_role):
    client = as_role("Officer")

    manifest = client.get("/app.webmanifest")
    page = client.get("/seen/browser/").content.decode()

    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["share_target"]["action"] == "/seen/"
    assert "manifest-src 'self'" in manifest["Content-Security-Policy"]
    assert "javascript:void(window.open(" in page
    assert "testserver/seen/?" in page


def test_a_viewer_captures_nothing(as_role):
    client = as_role("Viewer")

    for address in ("/seen/", "/seen/browser/"):
        assert client.get(address).status_code == 403
    assert client.post("/seen/names/", {"headline": "x"}).status_code == 403


def test_an_address_ends_where_its_sentence_goes_on():
    assert parted("See (https://example.org/a), please") == (
        "See (), please",
        "https://example.org/a",
    )
    assert parted("No address here") == ("No address here", "")
