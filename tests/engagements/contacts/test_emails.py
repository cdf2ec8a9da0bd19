"""An e-mail that somebody brings becomes an action; a hostile one becomes nothing."""

import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engagements.contacts import email_reader
from engagements.contacts.models import BroughtEmail, OutreachAction
from tests.factories.contacts import BroughtEmailFactory, days
from tests.factories.people import ContactPointFactory, OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def letter(*, text="Приходите в четверг.", on=-2, **headers):
    message = EmailMessage()
    mail_headers = {"From": "Седова <sedova@court.example>", "To": "us@ngo.example"}
    mail_headers |= {"Subject": "О встрече"} | headers
    for name, value in mail_headers.items():
        message[name.replace("_", "-")] = value
    if on is not None:
        when = timezone.now() + datetime.timedelta(days=on)
        message["Date"] = format_datetime(when)
    message.set_content(text, charset="koi8-r")
    return message


def bring(client, content, name="letter.eml"):
    content = content if isinstance(content, bytes) else content.as_bytes()
    upload = SimpleUploadedFile(name, content)
    return client.post("/actions/email/", {"file": upload})


def test_an_e_mail_becomes_an_action_that_is_checked_before_it_is_saved(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    ContactPointFactory(official=official, kind="email", value="Sedova@Court.example")

    upload_answer = bring(client, letter())
    opened = client.get(upload_answer.url)
    assert not OutreachAction.objects.exists()
    saved = client.post(upload_answer.url, standing(opened.context))

    action = OutreachAction.objects.get()
    assert saved.url == f"/actions/{action.pk}/"
    assert (action.kind, action.direction, action.state) == ("email", "in", "done")
    assert (action.subject, action.result) == ("О встрече", "Приходите в четверг.")
    assert (action.done_on, action.lead) == (days(-2), client.person)
    assert list(action.officials.all()) == [official]
    assert action.attachments.get().file_name == "letter.eml"
    assert not BroughtEmail.objects.exists()


def test_the_list_of_actions_takes_an_e_mail_from_who_may_write_one_down(as_role):
    waits = 'action="/actions/email/"'

    assert waits in as_role("Officer").get("/actions/").text
    assert waits not in as_role("Viewer").get("/actions/").text


def test_what_one_of_us_wrote_went_out(as_role):
    client, official = as_role("Officer", email="us@ngo.example"), OfficialFactory()
    ContactPointFactory(official=official, kind="email", value="sedova@court.example")

    upload_answer = bring(
        client, letter(From="Us <US@ngo.example>", To="sedova@court.example")
    )

    form = client.get(upload_answer.url).context["form"]
    assert form["direction"].value() == "out"
    assert form["officials"].value() == [official.pk]


def test_an_address_that_is_hidden_from_the_person_names_nobody(as_role):
    client = as_role("Officer")
    point = ContactPointFactory(
        kind="email", value="sedova@court.example", circle=CircleFactory()
    )

    form = client.get(bring(client, letter()).url).context["form"]

    assert point.official.contact_points.exists()
    assert form["officials"].value() == []


def test_what_somebody_brought_is_there_for_them_only(as_role):
    client = as_role("Officer")
    theirs, mine = BroughtEmailFactory(), BroughtEmailFactory(owner=client.person)

    assert client.get(f"/actions/email/{mine.pk}/").status_code == 200
    assert client.get(f"/actions/email/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\x00\x01\x02" * 99, "letter.eml", "it does not say who wrote it"),
        (b"Dear friends", "letter.eml", "it does not say who wrote it"),
        (b"%PDF-1.7", "letter.pdf", "Bring an e-mail as a file .eml"),
        (b"", "letter.eml", "empty"),
        (
            b"From: a@b.example\n\n" + b"x" * email_reader.LARGEST,
            "letter.eml",
            "the most that fits is",
        ),
    ],
)
def test_what_is_no_e_mail_is_refused_in_a_sentence(as_role, content, name, sentence):
    client = as_role("Officer")

    refusal = bring(client, content, name)

    assert refusal.status_code == 422
    assert sentence in refusal.content.decode()
    assert not BroughtEmail.objects.exists()


def nested(times):
    head, body = "From: a@b.example\n", ""
    for number in range(times):
        body += f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'
    return (head + body).encode()


@pytest.mark.parametrize("times", [150, 5_000])
def test_an_e_mail_without_end_is_refused_in_a_sentence(times):
    with pytest.raises(ValidationError, match="e-mail"):
        email_reader.read(nested(times))


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (b"From: a@b.example\n\nHello", "does not say when it was sent"),
        (b"From: a@b.example\nDate: soon\n\nHello", "does not say when it was sent"),
        (
            b"From: a@b.example\nDate: Fri, 01 Jan 2999 10:00:00 +0000\n\nHello",
            "sent on a day to come",
        ),
        (
            b"From: a@b.example\nContent-Type: text/plain; charset=martian\n\nHello",
            "Its letters were not what it claims",
        ),
    ],
)
def test_what_is_not_right_in_an_e_mail_is_told_and_the_rest_kept(content, remark):
    read = email_reader.read(content)

    assert read.text == "Hello"
    assert any(remark in each for each in read.remarks)


def test_of_a_page_only_the_words_stay_and_nothing_hidden():
    page = (
        b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n"
        b"<p>Come on <b>Thursday</b></p><script>steal()</script>"
        b"<img src='http://spy.example/x.png'>\x00\xe2\x80\xaeGood"
    )

    text = email_reader.read(page).text

    assert text == "Come on ThursdayGood"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?utf-8?b?!!!?=",
        b"Subject: \xff\xfe\x00",
        b"To: " + b"<" * 500,
        b"Date: 99999999999999999999",
        b"Content-Type: text/plain; charset=\x00",
        b"From: =?x?q?=00?= <a@b.example>",
    ],
)
def test_no_broken_header_breaks_the_page(as_role, header):
    client = as_role("Officer")

    upload_answer = bring(client, b"From: a@b.example\n" + header + b"\n\nHello")

    assert upload_answer.status_code in (302, 422)
    if upload_answer.status_code == 302:
        assert client.get(upload_answer.url).status_code == 200
