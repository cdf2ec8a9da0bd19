"""Files made to do harm: each is refused in a sentence, soon, and nothing breaks."""

import json
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from officials.imports.readers.limits import LIMITS
from staff.models import ImportFile
from tests.filled_forms import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

SOON = 25  # seconds, on a busy machine; what was mended took minutes
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Volkova\n{}\nEND:VCARD\n"
LONG_CARDS = {
    "many lines": CARD.format("X-A:b\n" * 200_000),
    "a line folded without end": CARD.format("NOTE:a" + "\n b" * 400_000),
    "a value without end": CARD.format("NOTE:" + "a\\,;" * 300_000),
    "parameters without end": CARD.format("NOTE" + ";A=B" * 300_000 + ":x"),
    "quoted without end": CARD.format(
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=41=\n" * 250_000
    ),
    "empty groups": CARD.format("." * 1_200_000 + "FN:x"),
}


def upload(client, content, name):
    content = content if isinstance(content, bytes) else content.encode()
    data = {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("import-add"), data)


def pass_through(client, content, name):
    """The page at the end of the way of a file: refused, or looked over row by row."""
    answer = upload(client, content, name)
    if answer.status_code != 302:
        return answer
    form = standing(client.get(answer.url).context)
    form |= {"new_institution": "Government", "country": "ru"}
    answer = client.post(answer.url, form)
    return client.get(answer.url) if answer.status_code == 302 else answer


@pytest.mark.parametrize("content", LONG_CARDS.values(), ids=LONG_CARDS)
def test_a_card_made_to_keep_us_busy_is_read_or_refused_soon(as_role, content):
    client, start = as_role("Officer"), time.monotonic()
    assert len(content) > 1_000_000

    page = pass_through(client, content, "cards.vcf")

    assert page.status_code in (200, 422)
    assert time.monotonic() - start < SOON


@pytest.mark.parametrize(
    "field", ["id", "name", "gender", "birth_date", "email", "other_names"]
)
@pytest.mark.parametrize(
    "value",
    ["9" * 5000, '"\\ud800"', '"\\u0001\\u0002"', '"a\\tb\\nc\\u0000d"', "[[[{}]]]"],
    ids=["digits", "half a letter", "control signs", "breaks", "a list"],
)
def test_no_value_of_a_json_breaks_the_page(as_role, field, value):
    client = as_role("Officer")
    person = json.dumps({"id": "p1", "name": "Semyon Garin"})
    hostile = '{"name": "Garin", "' + field + '": ' + value + "}"
    content = '{"persons": [' + person + ", " + hostile + "]}"

    page = pass_through(client, content, "people.json")

    assert page.status_code == 200
    assert "Semyon Garin" in page.text


@pytest.mark.parametrize(
    "content",
    [
        '{"persons": [{"id": "\\ud800", "name": "\\udfff"}]}',
        '{"persons": [{"name": "\\u0001\\u0002"}]}',
        '{"persons": [{"name": "A\\ud83d\\ude00 B"}]}',
        '{"persons": [{"name": "' + "a" * 1_000_000 + '"}]}',
        '{"persons": ' + "[" * 50_000,
        '{"persons": [' + '{"name":' * 90_000,
        '[{"name": "A", "other_names": ' + "[" * 900 + "]" * 900 + "}]",
    ],
)
def test_no_json_breaks_the_page(as_role, content):
    page = pass_through(as_role("Officer"), content, "people.json")

    assert page.status_code in (200, 422)


@pytest.mark.parametrize("name", ["\x01\x02", "\x7f\x07", "\u200b", "\x1c", "\ufffe"])
def test_a_name_of_signs_that_nobody_sees_is_wrong_and_breaks_nothing(as_role, name):
    client = as_role("Officer")
    table = f"name,post\n{name},Minister\nGarin,{name}\n{name},{name}\n"
    cards = CARD.format(f"TITLE:{name}\nUID:{name}\nORG:{name}") + CARD.replace(
        "Anna Volkova", name
    )

    for content, file_name in ((table, "a.csv"), (cards, "a.vcf")):
        page = pass_through(client, content, file_name)
        assert page.status_code == 200
        assert "Garin" in page.text or "Anna Volkova" in page.text


def test_what_is_refused_is_not_kept(as_role):
    answer = upload(as_role("Officer"), '{"persons": ' + "[" * 50_000, "people.json")

    assert answer.status_code == 422
    assert not ImportFile.objects.exists()


def test_a_file_that_cannot_be_read_any_more_leads_back(as_role, monkeypatch):
    client = as_role("Officer")
    settings = upload(client, "name,post\nGarin,Minister\n", "cabinet.csv").url
    assert client.get(settings).status_code == 200

    monkeypatch.setitem(LIMITS, "table", LIMITS["table"]._replace(size=10))
    page = client.get(settings, follow=True)

    assert page.redirect_chain == [(reverse("import-add"), 302)]
    assert "The file is too large" in page.text
