"""Lawful disclosure: the register alone, signed by another, told twice alike."""

import csv
import datetime
import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.letters import disclosure_steps, workflow
from engagements.letters.models import Disclosure
from officials.security.models import Circle
from staff.models import Export
from tests.factories.accounts import UserFactory
from tests.factories.letters import DisclosureFactory, LetterFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
ASKED = {"authority": "Prosecutor", "legal_basis": "Law 2202-1"}


def sent(**fields):
    letter = LetterFactory(**fields)
    by = letter.written_by
    letter = workflow.make_ready(letter, by=by)
    return workflow.dispatch(letter, by=by, method="post")


def signed(disclosure):
    disclosure = disclosure_steps.ask(disclosure, by=disclosure.written_by)
    return disclosure_steps.sign(disclosure, by=UserFactory(role="Manager"))


def opened(content):
    """(rows of the register, its bytes, the manifest) of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["manifest.txt", "register.csv"]
        register = archive.read("register.csv")
        manifest = archive.read("manifest.txt").decode("utf-8-sig")
    register_text = io.StringIO(register.decode("utf-8-sig"))
    return list(csv.reader(register_text)), register, manifest


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"since": "2026-01-01"}, "a range has an end"),
        ({"until": "2026-01-01"}, "a range has a beginning"),
        (
            {"since": "2026-02-01", "until": "2026-01-01"},
            "The range ends before it begins",
        ),
        ({"since": "2026-01-01", "until": "2199-01-01"}, "still to come"),
    ],
)
def test_a_range_has_both_ends_in_the_right_order(as_role, dates, words):
    page = fill(as_role("Officer"), "/disclosures/new/", **ASKED, **dates)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Disclosure.objects.exists()


def test_the_database_keeps_a_range_in_order_too():
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        DisclosureFactory(since=today, until=today - datetime.timedelta(days=1))


def test_nobody_approves_their_own_disclosure():
    manager = UserFactory(role="Manager")
    disclosure = DisclosureFactory(written_by=manager)
    disclosure = disclosure_steps.ask(disclosure, by=manager)

    with pytest.raises(ValidationError, match="Nobody approves their own"):
        disclosure_steps.sign(disclosure, by=manager)
    with pytest.raises(ValidationError, match="Your role does not sign"):
        disclosure_steps.sign(disclosure, by=UserFactory())

    other = UserFactory(role="Manager")
    assert disclosure_steps.sign(disclosure, by=other).review.state == "signed"


def test_nothing_is_given_out_without_the_signature(as_role):
    client = as_role("Officer")
    disclosure = DisclosureFactory(written_by=client.person)

    page = client.get(f"/disclosures/{disclosure.pk}/file/", follow=True)

    assert "nothing is given out before that" in page.content.decode()
    assert not Export.objects.exists()


def test_what_is_given_out_is_the_register_and_nothing_else(as_role):
    client = as_role("Officer")
    narrow = CircleFactory(people=[client.person])
    sent(subject="Open hearings", body="Secret text", addressee="Court\nJudge")
    sent(subject="Of another circle", circle=narrow)
    cancelled = sent(subject="Never went")
    workflow.cancel(cancelled, by=cancelled.written_by, reason="x")
    disclosure = signed(DisclosureFactory(written_by=client.person))

    answer = client.get(f"/disclosures/{disclosure.pk}/file/")

    rows, register, manifest = opened(answer.content)
    today = timezone.localdate()
    assert rows == [
        ["Number", "Date", "Direction", "Addressee or sender", "Subject", "How"],
        [f"1/{today.year}", today.isoformat(), "out", "Court Judge", "Open hearings",
         "by post"],
    ]  # fmt: skip
    assert b"Secret text" not in register
    assert hashlib.sha256(register).hexdigest() in manifest
    for phrase in (disclosure.authority, disclosure.legal_basis, "Rows: 1"):
        assert phrase in manifest
    assert str(disclosure.review.decided_by) in manifest
    export = Export.objects.get()
    assert (export.page, export.rows, export.taken_by) == (
        "disclosure-file",
        1,
        client.person,
    )


def test_a_disclosure_of_a_narrower_circle_holds_its_letters_too():
    narrow = CircleFactory()
    writer = UserFactory()
    narrow.people.add(writer)
    sent(subject="Of all staff")
    sent(subject="Of the circle", circle=narrow)
    wide = DisclosureFactory(written_by=writer)
    own = DisclosureFactory(written_by=writer, circle=narrow)

    assert disclosure_steps.register_of(wide, writer)[1] == 1
    assert disclosure_steps.register_of(own, writer)[1] == 2
    assert wide.circle_id == Circle.ALL_STAFF


def test_the_register_is_the_same_each_time_and_another_one_needs_a_signature():
    sent(subject="=1+1")
    disclosure = signed(DisclosureFactory())
    by = disclosure.written_by

    first = opened(disclosure_steps.package(disclosure, by=by))
    second = opened(
        disclosure_steps.package(disclosure, by=UserFactory(role="Manager"))
    )
    assert first[1] == second[1]
    assert first[0][1][4] == "'=1+1"

    sent(subject="One more")
    with pytest.raises(ValidationError, match="has changed since it was signed"):
        disclosure_steps.package(disclosure, by=by)


def test_a_signature_waits_on_the_desk_of_managers_and_is_given_there(as_role):
    writer = UserFactory()
    disclosure = disclosure_steps.ask(DisclosureFactory(written_by=writer), by=writer)
    client = as_role("Manager")

    assert str(disclosure) in client.get("/").content.decode()
    step = client.post(f"/disclosures/{disclosure.pk}/sign/", {"sign-answer": "Lawful"})

    assert step.status_code == 302
    page = client.get(f"/disclosures/{disclosure.pk}/").content.decode()
    assert "Lawful" in page
    assert "Give it out (ZIP)" in page
    edit = client.get(f"/disclosures/{disclosure.pk}/edit/")
    assert edit.status_code == 302
