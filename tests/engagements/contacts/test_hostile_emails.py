"""E-mails made to do harm: each is read or refused in a sentence, soon."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engagements.contacts.models import BroughtEmail
from officials.imports.readers.limits import LIMITS

pytestmark = pytest.mark.django_db

SOON = 25  # seconds, on a busy machine; some of these took minutes
FROM = b"From: Anna <a@b.example>\n"
HTML = FROM + b"Content-Type: text/html; charset=utf-8\n\n"
LARGE = {
    "comments without end": b"From: " + b"(" * 30_000 + b" a@b.example\n\nHello",
    "brackets without end": b"From: a@b.example" + b"<" * 30_000 + b"\n\nHello",
    "a group without end": b"From: a@b.example, " + b"x:" * 15_000 + b"\n\nHello",
    "quotes without end": FROM + b'To: "' + b'\\"' * 15_000 + b"\n\nHello",
    "encoded words": FROM + b"Subject: " + b"=?utf-8?q?a?= " * 3_000 + b"\n\nHello",
    "half encoded": FROM + b"Subject: " + b"=?utf-8?q?" * 3_000 + b"\n\nHello",
    "a kind without end": FROM + b"Content-Type: text/plain" + b';a="' * 10_000,
    "a place without end": FROM + b"Content-Disposition: a" + b";a*0*=b" * 5_000,
    "a date without end": FROM + b"Date: " + b"1 " * 15_000 + b"\n\nHello",
    "many headers": FROM + b"To: c@d.example\n" * 60_000 + b"\nHello",
    "many lines": FROM + b"\n" + b"\n" * 1_000_000,
    "many addresses": FROM + b"To: " + b"c@d.example,\n " * 80_000 + b"\n\nHello",
    "declarations": HTML + b"<![" * 400_000,
    "comments in a page": HTML + b"<!--" * 300_000,
    "tags": HTML + b"<a " * 400_000,
    "a deep page": HTML + b"<div>" * 200_000,
    "entities": HTML + b"&" * 1_000_000,
    "boundaries": FROM
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\n" * 300_000,
}


def bring(client, content):
    upload = SimpleUploadedFile("letter.eml", content)
    answer = client.post("/actions/email/", {"file": upload})
    return client.get(answer.url) if answer.status_code == 302 else answer


@pytest.mark.parametrize("content", LARGE.values(), ids=LARGE)
def test_an_e_mail_made_to_keep_us_busy_is_read_or_refused_soon(as_role, content):
    client, start = as_role("Officer"), time.monotonic()

    page = bring(client, content)

    assert page.status_code in (200, 422)
    assert time.monotonic() - start < SOON


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"From: ((((\n\nHello", "it does not say who wrote it"),
        (b"From: " + b"(" * 5_000 + b"\n\nHello", "it does not say who wrote it"),
        (FROM + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 101,
         "has more than 100 parts"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(as_role, content, sentence):
    page = bring(as_role("Officer"), content)

    assert page.status_code == 422
    assert sentence in page.text
    assert not BroughtEmail.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        HTML + b"Hello <![ <![x <!x <? </ <!-- there",
        HTML + b"Hello &#xd800; &#0; &#99999999999; there",
        b"From: =?utf-8?q?=01=02?= <a@b.example>\n\nHello",
        b"From: =?utf-8?b?7aCA?= <a@b.example>\n\nHello",
        b"From: =?utf-16?b?2AA=?= <a@b.example>\n\nHello",
        b"From: =?utf-7?q?+2AA-?= <a@b.example>\n\nHello",
        FROM + b"Subject: \x01\x02\n\nHello",
        FROM + b"Subject: =?x?b?a?=\n\nHello",
        FROM + b"Date: Fri, 01 Jan " + b"9" * 5_000 + b" 10:00:00 +0000\n\nHello",
        FROM + b"Date: Fri, 01 Jan 2021 10:00:00 +9999999\n\nHello",
        FROM + b"Content-Type: text/plain; charset=utf-7\n\nHello +2AA-",
        FROM + b"Content-Type: text/plain; charset=idna\n\nHello",
        FROM + b"Content-Type: text/plain; charset*=x'\xff'y\n\nHello",
        FROM + b"Content-Transfer-Encoding: uuencode\n\nbegin 666 x\nHello",
        FROM + b"Content-Transfer-Encoding: base64\n\nHello",
    ],
)
def test_what_is_not_right_breaks_no_page(as_role, content):
    page = bring(as_role("Officer"), content)

    assert page.status_code == 200
    assert "a@b.example" in page.text


def test_an_e_mail_that_was_read_stays_open_when_a_limit_grows_narrower(
    as_role, monkeypatch
):
    client = as_role("Officer")
    upload = SimpleUploadedFile("letter.eml", FROM + b"\nHello")
    address = client.post("/actions/email/", {"file": upload}).url
    assert client.get(address).status_code == 200

    monkeypatch.setitem(LIMITS, "email", LIMITS["email"]._replace(size=10))

    assert client.get(address).status_code == 200
    assert "The file is too large" in bring(client, FROM + b"\nHello").text
