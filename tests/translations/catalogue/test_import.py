"""A list of instruments becomes documents; a text is asked which documents it names."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from staff.models import ImportFile
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.translations.catalogue.test_instruments import LIST
from translations.catalogue.models import Document, DocumentTitle

pytestmark = pytest.mark.django_db
HEAD = "huri_code,english,french,spanish,level\n"
HEADING = "010000000000,Universal,Universels,Universales,0\n"
DECLARATION = (
    "010200000000,Universal Declaration of Human Rights (1948),"
    "Déclaration universelle des droits de l'homme (1948),,1\n"
)
CHARTER = "010100000000,Charter of the United Nations (1945),,Carta (1945),1\n"
SMALL = HEAD + HEADING + DECLARATION + CHARTER
NAUGHTY = settings.BASE_DIR.parent / "shared" / "data" / "blns.json"


def bring(client, content, name="list.csv"):
    """Brings the file; the answer is the page where it is looked over, or a refusal."""
    content = content if isinstance(content, bytes) else content.encode()
    upload = SimpleUploadedFile(name, content)
    return client.post("/documents/import/", {"file": upload}, follow=True)


def take(client, looked_over, **which):
    address = looked_over.redirect_chain[-1][0]
    return client.post(address, which, follow=True)


def test_a_list_becomes_documents_with_their_titles_by_language(as_role):
    client = as_role("Officer")
    looked_over = bring(client, SMALL)
    page = looked_over.content.decode()
    assert "2 new, 0 here already, 1 left out" in page
    assert "A heading of the list, no document." in page
    assert not Document.objects.exists()

    answer = take(client, looked_over, which="all").content.decode()

    assert "2 documents" in answer
    declaration = Document.objects.get(normal_symbol="A/RES/217 (III) A")
    assert declaration.issuer == "United Nations"
    assert str(declaration.adopted_on.first.year) == "1948"
    titles = dict(declaration.other_titles.values_list("language", "text"))
    assert titles == {"fr": "Déclaration universelle des droits de l'homme"}
    assert declaration.titles == titles
    assert DocumentTitle.objects.get(language="es").text == "Carta"


def test_the_second_time_nothing_is_doubled(as_role):
    client = as_role("Officer")
    take(client, bring(client, SMALL), which="all")

    second = bring(client, SMALL)
    page = second.content.decode()
    assert "0 new, 2 here already, 1 left out" in page
    assert "Nothing new in this file." in page
    take(client, second, which="all")

    assert Document.objects.count() == 2
    assert DocumentTitle.objects.count() == 2


def test_what_came_while_somebody_looked_is_not_doubled(as_role):
    client = as_role("Officer")
    looked_over = bring(client, SMALL)
    DocumentFactory(symbol="217 A (III)", title="The Declaration")

    take(client, looked_over, which="all")

    assert Document.objects.count() == 2


def test_a_document_of_the_same_title_is_not_brought_beside_it(as_role):
    client = as_role("Officer")
    DocumentFactory(
        symbol="A/RES/217 (III)", title="Universal Declaration of human rights"
    )

    page = bring(client, HEAD + DECLARATION).content.decode()

    assert "0 new, 0 here already, 1 left out" in page
    assert "A document of this title is here" in page


def test_only_the_ticked_rows_come_in(as_role):
    client = as_role("Officer")
    looked_over = bring(client, SMALL)

    nothing = take(client, looked_over, which="ticked").content.decode()
    assert "No row was ticked" in nothing
    take(client, looked_over, which="ticked", row=["4", "999", "x", "9" * 5000])

    assert [each.title for each in Document.objects.all()] == [
        "Charter of the United Nations"
    ]
    again = take(client, looked_over, which="all")
    assert again.status_code == 404
    assert Document.objects.count() == 1


def test_bringing_can_be_taken_back(as_role):
    client = as_role("Officer")
    answer = take(client, bring(client, SMALL), which="all")
    (message,) = answer.context["messages"]

    client.post(message.extra_tags)

    assert not Document.objects.exists()
    assert not DocumentTitle.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"name,year\nCharter,1945\n", "at least “english”"),
        (b"english,french\n\x00\x00,a\n", "NUL"),
        (b'english,french\n"Charter,a\n', "quotation mark"),
    ],
)
def test_a_wrong_file_gets_a_sentence_and_leaves_nothing(content, sentence, as_role):
    answer = bring(as_role("Officer"), content)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportFile.objects.exists()


def test_a_title_that_is_too_long_is_left_out_and_said(as_role):
    client = as_role("Officer")
    looked_over = bring(client, HEAD + f"1,{'Long ' * 80},,,1\n" + CHARTER)
    assert "1 new, 0 here already, 1 left out" in looked_over.content.decode()

    take(client, looked_over, which="all")

    assert Document.objects.count() == 1


@pytest.mark.parametrize("title", ["Rules (0000)", "Pact signed at Rome on 31 June 19"])
def test_a_day_that_never_was_is_no_day(title, as_role):
    client = as_role("Officer")

    take(client, bring(client, f"{HEAD}1,{title},,,1\n"), which="all")

    assert Document.objects.get().adopted_on is None


def test_nobody_sees_the_list_of_another_and_a_reader_brings_none(as_role):
    looked_over = bring(as_role("Officer"), SMALL)
    address = looked_over.redirect_chain[-1][0]

    assert as_role("Manager").get(address).status_code == 404
    reader = as_role("Viewer")
    assert reader.get("/documents/import/").status_code == 403
    assert reader.post(address, {"which": "all"}).status_code == 403


def test_the_whole_list_comes_in_once(as_role):
    if not LIST.is_file():
        pytest.skip("the folder shared/ is not beside this checkout")
    client = as_role("Officer")

    take(client, bring(client, LIST.read_bytes()), which="all")
    count = Document.objects.count()
    assert count > 150
    assert Document.objects.exclude(normal_symbol="").count() > 50
    second = bring(client, LIST.read_bytes())

    assert second.context["rows"] == []
    assert second.context["present_count"] + second.context["left_out_count"] == 206


def naughty_strings():
    if not NAUGHTY.is_file():
        pytest.skip("the folder shared/ is not beside this checkout")
    return json.loads(NAUGHTY.read_text(encoding="utf-8"))


def test_naughty_titles_come_in_as_they_are_or_with_a_reason(as_role):
    client = as_role("Officer")
    texts = [
        " ".join(each.replace("\x00", "").split()).replace('"', '""')
        for each in naughty_strings()
    ]
    lines = [f'1,"{each}",,,1\n' for each in texts]

    looked_over = bring(client, HEAD + "".join(lines))
    assert looked_over.status_code == 200
    answer = take(client, looked_over, which="all")

    assert answer.status_code == 200
    assert Document.objects.count() == looked_over.context["new_count"] > 300
    assert "<script>alert(" not in answer.content.decode()


# Which documents does a text name?


def named(client, text):
    return client.post("/documents/named/", {"text": text})


def test_a_text_tells_what_it_names_and_what_we_have_of_it(as_role):
    client = as_role("Officer")
    document = DocumentFactory(symbol="A/RES/51/106", title="Technical cooperation")

    page = named(
        client, "See R/51/106, CM/Rec(2001)10 and again A/RES/51/106; CCPR/C/GC/32."
    )

    rows = page.context["rows"]
    assert [row["symbol"] for row in rows] == [
        "A/RES/51/106",
        "Rec(2001)10",
        "CCPR/C/GC/32",
    ]
    assert rows[0]["spellings"] == ["R/51/106"]
    assert str(document.pk) in page.content.decode()
    assert "add_url" not in rows[0]


def test_what_is_not_there_is_added_with_its_symbol_and_issuer(as_role):
    client = as_role("Officer")
    (row,) = named(client, "CCPR/C/GC/32").context["rows"]

    form = client.get(row["add_url"]).context["form"]

    assert form["symbol"].value() == "CCPR/C/GC/32"
    assert form["issuer"].value() == "United Nations, Human Rights Committee"


def test_a_text_without_symbols_and_a_naughty_one_are_answered(as_role):
    client = as_role("Officer")
    page = named(client, "Nothing of that kind.").content.decode()
    assert "No symbol that we can read" in page

    assert named(client, "").status_code == 422
    assert named(client, "a" * 200_001).status_code == 422
    text = "\n".join(naughty_strings()).replace("\x00", "")
    assert named(client, text).status_code == 200


def test_a_document_of_a_closed_circle_does_not_show_as_ours(as_role):
    document = DocumentFactory(symbol="A/RES/51/106", circle=CircleFactory())
    (row,) = named(as_role("Officer"), "A/RES/51/106").context["rows"]
    assert "document" not in row
    assert str(document.pk) not in str(row)
