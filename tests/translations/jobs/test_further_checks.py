"""Expert review and proofreading: switched on per job, done before it is published."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.jobs import EditionFactory, TranslationFactory
from tests.filled_forms import fill
from tests.translations.jobs.steps import step
from translations.jobs import workflow
from translations.jobs.models import Translation

pytestmark = pytest.mark.django_db

State = Translation.State


@pytest.fixture
def expert(roles):
    return UserFactory(role="Officer", full_name="Olga Expert")


@pytest.fixture
def proofreader(roles):
    return UserFactory(role="Translator", full_name="Petr Proofs")


@pytest.fixture
def job(expert, proofreader):
    """A text that is approved, and still to be reviewed and proofread."""
    return TranslationFactory(
        state=State.TO_PUBLISH, expert=expert, proofreader=proofreader
    )


def sign_in(client, person):
    client.force_login(person)
    return client


def test_they_are_switched_on_when_it_is_asked_for_or_later(as_role, expert):
    client, job = as_role("Officer"), TranslationFactory(state=State.TO_PUBLISH)
    page = f"/translations/{job.pk}/"
    assert "Further checks" not in client.get(page).text

    fill(client, f"{page}edit/", expert=expert.pk)

    text = client.get(page).text
    assert "Further checks" in text
    assert "Olga Expert" in text
    assert "The expert review is not done." in text
    step(client, job, "publish")
    assert job.state == State.TO_PUBLISH


def test_nothing_is_published_until_both_are_done(as_role, job):
    officer, page = as_role("Officer"), f"/translations/{job.pk}/"
    refusal = step(officer, job, "publish")
    for sentence in (
        "The expert review is not done.",
        "The proofreading is not done.",
    ):
        assert sentence in refusal.text
        assert sentence in officer.get(page).text

    words = {"expert_review-remark": "Article 5 is well put"}
    step(sign_in(Client(), job.expert), job, "expert_review", **words)
    step(sign_in(Client(), job.proofreader), job, "proofread")

    text = officer.get(page).text
    assert "is not done" not in text
    assert "Article 5 is well put" in text
    assert (job.expert_done_at is None, job.proofread_at is None) == (False, False)
    step(officer, job, "publish")
    assert job.state == State.PUBLISHED


def test_each_is_done_by_who_was_named_and_by_nobody_else(as_role, job):
    officer = as_role("Officer")

    for verb, finish in (
        ("expert_review", workflow.finish_expert_review),
        ("proofread", workflow.finish_proofreading),
    ):
        assert "Somebody else has to do that." in step(officer, job, verb).text
        with pytest.raises(ValidationError, match="Somebody else has to do that"):
            finish(job, by=officer.person)
    assert (job.expert_done_at, job.proofread_at) == (None, None)


def test_it_is_done_once_the_text_is_approved(client, expert):
    job = TranslationFactory(state=State.REVISING, expert=expert)

    answer = step(sign_in(client, expert), job, "expert_review")

    assert "once the text is approved" in answer.text
    assert job.expert_done_at is None


def test_the_translator_does_not_proofread_not_even_a_former_one(as_role, job):
    officer = as_role("Officer")
    edit = f"/translations/{job.pk}/edit/"
    own = fill(officer, edit, proofreader=job.translator.pk)
    assert own.status_code == 422
    assert "Somebody other than the translator proofreads it." in own.text

    began = UserFactory(role="Translator")
    other = TranslationFactory(state=State.TRANSLATING, translator=began)
    other.translator = UserFactory(role="Translator")
    other.save()
    workflow.hand_in(other, by=other.translator)
    Translation.objects.filter(pk=other.pk).update(file="kept", proofreader=began)
    workflow.approve(other, by=UserFactory())

    with pytest.raises(ValidationError, match="neither approves nor proofreads"):
        workflow.finish_proofreading(other, by=began)


def test_who_is_named_can_open_it_and_work_on_it(as_role, roles):
    hidden = CircleFactory()
    officer = as_role("Officer")
    hidden.memberships.create(person=officer.person)
    job = TranslationFactory(document__circle=hidden)
    edit = f"/translations/{job.pk}/edit/"
    outside = UserFactory(role="Officer")
    viewer = UserFactory(role="Viewer")
    external = UserFactory(role="Translator", is_external=True)

    for person, sentence in (
        (outside, "They do not see this document"),
        (viewer, "They only read"),
        (external, "Select a valid choice"),
    ):
        answer = fill(officer, edit, expert=person.pk)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert fill(officer, edit, expert=officer.person.pk).status_code == 302


def test_a_tick_falls_with_the_text_and_with_its_person(client, job):
    workflow.finish_expert_review(job, by=job.expert, remark="Good")
    workflow.finish_proofreading(job, by=job.proofreader)
    job.refresh_from_db()
    assert job.open_checks() == []

    Translation.objects.filter(pk=job.pk).update(proofreader=UserFactory())
    job.refresh_from_db()
    assert [check.person for check in job.open_checks()] == ["proofreader"]

    back = workflow.send_back(job, by=job.approved_by, reason="A word is missing")
    assert back.expert_done_at is None
    back.save()
    back.refresh_from_db()
    assert len(back.open_checks()) == 2
    assert back.expert_remark == "Good"


def test_what_is_done_keeps_its_person_in_the_form(as_role, job):
    officer = as_role("Officer")
    workflow.finish_expert_review(job, by=job.expert)

    fill(officer, f"/translations/{job.pk}/edit/", expert="")

    job.refresh_from_db()
    assert job.expert is not None


def test_the_database_publishes_nothing_that_is_not_checked(job):
    with (
        pytest.raises(IntegrityError, match="further_check_open"),
        transaction.atomic(),
    ):
        EditionFactory(translation=job)
    done = TranslationFactory(state=State.PUBLISHED)
    with pytest.raises(IntegrityError, match="when_published"), transaction.atomic():
        Translation.objects.filter(pk=done.pk).update(expert=UserFactory())


def test_an_external_translator_learns_no_name_of_who_checks(client, job):
    external = UserFactory(role="Translator", is_external=True)
    Translation.objects.filter(pk=job.pk).update(reviser=external)

    text = sign_in(client, external).get(f"/translations/{job.pk}/").text

    assert "Further checks" in text
    assert "the office" in text
    assert "Olga Expert" not in text
    assert "ISO" not in text
