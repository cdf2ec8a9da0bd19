"""A file that takes longer to read than a person waits is read by the background."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate import testing
from procrastinate.contrib.django import app

from officials.people.models import Official
from officials.security.context import acting_as
from staff import jobs, slow_files
from staff.models import ImportFile
from tests.factories.accounts import UserFactory
from tests.imports.files import file_of
from tests.imports.test_import_files import GARIN, PUTIN, bring, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
DAMAGED = file_of(PUTIN, GARIN, GARIN, GARIN) + b"Minister,Anna,1,2,3,4,5,6,7,8,9\n"


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


@pytest.fixture
def job_args(monkeypatch):
    """Nobody waits for any file; of what is left to the background, the arguments."""
    monkeypatch.setattr(slow_files, "WAIT", 0.001)
    with app.replace_connector(testing.InMemoryConnector()) as working:
        waiting = working.connector.jobs
        yield lambda: [waiting.pop(number)["args"] for number in list(waiting)]


def work_off(job_args):
    """What the worker does with the jobs that wait: one of them."""
    (args,) = job_args()
    jobs.read_slow_file.func(**args)


def address(name):
    return reverse(f"import-{name}", args=[ImportFile.objects.get().pk])


def settle(client, job_args, **fields):
    """The answer to a file that was checked and is now to be laid out."""
    work_off(job_args)
    form = client.get(address("settings")).context["form"]
    return client.post(
        address("settings"),
        {
            "file_kind": form.fields["file_kind"].initial,
            "country": "ru",
            "new_institution": "Government",
            "kind": "other",
            **{name: form.fields[name].initial for name in form.columns},
            **fields,
        },
    )


def test_a_slow_file_is_read_behind_and_its_person_is_led_on(officer, job_args):
    answer = upload(officer, file_of(PUTIN, GARIN))
    waiting = officer.get(answer.url, follow=True)
    assert waiting.redirect_chain == [(address("progress"), 302)]
    assert "The file is being read" in waiting.content.decode()

    assert settle(officer, job_args).url == address("preview")
    assert officer.get(address("preview")).url == address("progress")
    assert not Official.objects.exists()

    work_off(job_args)
    assert officer.get(address("progress")).url == address("preview")
    assert "Semyon Garin" in officer.get(address("preview")).content.decode()
    officer.post(address("preview"), {"which": "all"})
    assert Official.objects.count() == 2


def test_a_page_that_asks_again_by_itself_is_led_on_too(officer, job_args):
    upload(officer, file_of(PUTIN))
    work_off(job_args)

    answer = officer.get(address("progress"), headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == address("settings")


def test_what_cannot_be_read_is_said_on_the_page_of_who_waits(officer, job_args):
    upload(officer, DAMAGED)
    work_off(job_args)

    page = officer.get(address("progress")).content.decode()

    assert "Row 6 does not fit the first row" in page
    assert reverse("import-add") in page


def test_what_cannot_be_laid_out_leads_back_to_what_the_file_is(officer, job_args):
    upload(officer, file_of(PUTIN))
    settle(officer, job_args, column_1="")  # nobody is named any more
    work_off(job_args)

    page = officer.get(address("progress")).content.decode()

    assert "No column says who a row is about" in page
    assert address("settings") in page
    assert officer.get(address("settings")).status_code == 200


def test_where_the_background_does_nothing_the_file_is_read_all_the_same(
    officer, job_args
):
    upload(officer, file_of(PUTIN))
    button = "Read it now"
    assert button not in officer.get(address("progress")).content.decode()

    file = ImportFile.objects.get()
    long_ago = timezone.now() - datetime.timedelta(minutes=1)
    file.work["at"] = long_ago.isoformat()
    file.save()

    assert button in officer.get(address("progress")).content.decode()
    assert officer.post(address("progress")).url == address("progress")
    assert officer.get(address("progress")).url == address("settings")
    work_off(job_args)  # comes too late, and does nothing
    assert officer.get(address("settings")).status_code == 200


def test_a_file_that_was_dropped_meanwhile_is_not_read(officer, job_args):
    upload(officer, file_of(PUTIN))
    officer.post(address("drop"))

    work_off(job_args)

    assert not ImportFile.objects.exists()


def test_the_background_does_nothing_for_whoever_left(officer, job_args):
    upload(officer, file_of(PUTIN))
    officer.person.is_active = False
    officer.person.save()

    work_off(job_args)

    assert slow_files.waits(ImportFile.objects.get())


def test_how_far_a_file_is_shows_to_its_bringer_alone(officer, job_args, client):
    upload(officer, file_of(PUTIN))
    page = address("progress")
    assert officer.get(page).status_code == 200

    client.force_login(UserFactory(role="Manager"))

    assert client.get(page).status_code == client.post(page).status_code == 404


def test_a_file_that_is_read_at_once_leaves_nothing_behind(officer):
    with app.replace_connector(testing.InMemoryConnector()) as working:
        answer = bring(officer, PUTIN)
        assert working.connector.jobs == {}

    assert answer.url == address("preview")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_open_while_a_file_is_read(as_role, job_args, monkeypatch):
    in_transactions = []
    monkeypatch.setattr(slow_files, "TOLD_EVERY", 0)
    keep = slow_files.Progress.__call__

    def hear(progress, rows):
        in_transactions.append(connection.in_atomic_block)
        keep(progress, rows)

    monkeypatch.setattr(slow_files.Progress, "__call__", hear)
    client = as_role("Officer")
    upload(client, file_of(*[PUTIN] * 500))

    work_off(job_args)

    assert in_transactions
    assert not any(in_transactions)
    with acting_as(client.person):
        assert not slow_files.waits(ImportFile.objects.get())
