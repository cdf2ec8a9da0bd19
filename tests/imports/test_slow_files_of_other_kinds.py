"""E-mails and lists of recommendations that take long: the background reads them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engagements.contacts.models import BroughtEmail, OutreachAction
from engagements.monitoring.models import Recommendation
from officials.imports import reader_process
from officials.safeguards.models import Switch
from staff.models import ImportFile
from tests.factories.accounts import UserFactory
from tests.factories.people import ContactPointFactory
from tests.filled_forms import fill, standing
from tests.imports.test_slow_files import address, job_args, work_off  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
LETTER = (
    b"From: Anna <a@b.example>\nSubject: Visit\n"
    b"Date: Mon, 3 Nov 2025 10:00:00 +0000\n\nHello"
)
LIST = b"Text,Response\nTrain the police,Accepted\n"
WAITS = "The file is being read"


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Switch.objects.turn(Switch.Name.RECOMMENDATIONS, on=True)


def bring_letter(client, content=LETTER):
    upload = SimpleUploadedFile("letter.eml", content)
    return client.post("/actions/email/", {"file": upload})


def bring_list(client, content=LIST):
    upload = SimpleUploadedFile("list.csv", content)
    return fill(client, "/recommendations/import/", file=upload)


@pytest.mark.parametrize("role", ["Officer", "Coordinator"])
def test_a_slow_e_mail_is_read_behind_and_its_person_is_led_on(
    as_role,
    job_args,  # noqa: F811
    role,
):
    client = as_role(role)
    ContactPointFactory(kind="email", value="a@b.example")
    assert bring_letter(client).url == address("progress")
    assert WAITS in client.get(address("progress")).text
    assert not BroughtEmail.objects.exists()

    work_off(job_args)

    email = BroughtEmail.objects.get()
    check = reverse("email-check", args=[email.pk])
    assert client.get(address("progress")).url == check
    assert not ImportFile.objects.get().content
    page = client.get(check)
    assert page.context["form"]["subject"].value() == "Visit"
    saved = client.post(check, standing(page.context))
    assert saved.status_code == 302, saved.context["form"].errors
    assert OutreachAction.objects.get().attachments.get().file_name == "letter.eml"
    assert not ImportFile.objects.exists()


def test_a_slow_list_is_read_behind_and_its_person_is_led_on(
    as_role,
    job_args,  # noqa: F811
):
    client = as_role("Officer")
    preview = bring_list(client).url
    assert client.get(preview).url == address("progress")
    assert address("progress") in client.get("/imports/").text
    assert WAITS in client.get(address("progress")).text

    work_off(job_args)

    assert client.get(address("progress")).url == preview
    assert preview in client.get("/imports/").text
    assert "Train the police" in client.get(preview).text
    client.post(preview, {"which": "all"})
    assert Recommendation.objects.get().text == "Train the police"


@pytest.mark.parametrize(
    ("bring", "content", "sentence", "begins"),
    [
        (bring_letter, b"Dear friends", "it does not say who wrote it", "email-bring"),
        (bring_list, b"a,b\n1,2\n", "names the columns", "recommendation-import"),
    ],
)
def test_what_cannot_be_read_is_said_there_and_leads_back(
    as_role,
    job_args,  # noqa: F811
    bring,
    content,
    sentence,
    begins,
):
    client = as_role("Officer")
    bring(client, content)
    work_off(job_args)

    page = client.get(address("progress")).text

    assert sentence in page
    assert f'href="{reverse(begins)}"' in page
    assert client.post(address("drop")).url == reverse(begins)
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize("bring", [bring_letter, bring_list])
def test_it_is_there_for_its_bringer_alone(as_role, job_args, bring):  # noqa: F811
    client = as_role("Officer")
    bring(client)
    assert client.get(address("progress")).status_code == 200

    client.force_login(UserFactory(role="Manager"))

    assert client.get(address("progress")).status_code == 404
    assert client.post(address("drop")).status_code == 404


@pytest.mark.parametrize("bring", [bring_letter, bring_list])
def test_it_is_no_import_of_officials(as_role, job_args, bring):  # noqa: F811
    client = as_role("Officer")
    bring(client)

    for page in ("settings", "preview"):
        assert client.get(address(page)).status_code == 404


@pytest.mark.parametrize("bring", [bring_letter, bring_list])
def test_what_was_read_is_not_read_again_to_be_looked_over(as_role, bring, monkeypatch):
    client = as_role("Officer")
    page = bring(client).url

    monkeypatch.setattr(reader_process, "turns", None)  # whoever reads stumbles

    assert client.get(page).status_code == 200
    with pytest.raises(AttributeError):
        bring(client)
