"""What blocks a text is one list: the same at every way by which one publishes.

The page says it, the button refuses it, so does the verb in a job or a shell; the admin
has no field for it; and what goes past all of them meets the wall.
"""

import ast

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.translations.jobs import (
    EditionFactory,
    SegmentCommentFactory,
    SegmentFactory,
    TranslationFactory,
)
from tests.house.sources import APPS, ROOT
from tests.translations.jobs.steps import step
from translations.jobs import workflow
from translations.jobs.checks.open_faults import kept_faults
from translations.jobs.models import Translation
from translations.jobs.publication import blocks_of

pytestmark = pytest.mark.django_db

State = Translation.State
# Whoever calls `publish` of a translation: the button, and the demo.
CALLERS = {"staff/views/jobs/job_steps.py", "staff/demo/jobs/jobs.py"}


def sentence(job, **fields):
    """A sentence of `job` that is confirmed, with what it keeps of its faults."""
    given = {"source": "It has 5 cells.", "target": "В ней 5 камер."}
    given |= {"state": "confirmed"} | fields
    faults = kept_faults(given["source"], given["target"], ("en", "ru"), {})
    return SegmentFactory(translation=job, kept_faults=faults, **given)


def no_text(job):
    Translation.objects.filter(pk=job.pk).update(file="")


def unconfirmed(job):
    sentence(job, state="draft")


def question(job):
    SegmentCommentFactory(segment=sentence(job), is_question=True)


def wrong_number(job):
    sentence(job, target="В ней 6 камер.")


def lost_mark(job):
    sentence(job, source="It has 5⟦1/⟧ cells.", tags={"1": "note"})


def no_review(job):
    Translation.objects.filter(pk=job.pk).update(expert=UserFactory())


def no_proofs(job):
    Translation.objects.filter(pk=job.pk).update(proofreader=UserFactory())


# What is still to be done, the sentence that says so, and the code of the wall.
BLOCKS = [
    (unconfirmed, "1 sentence is not confirmed.", "sentence_open"),
    (question, "1 question to the office is not answered.", "question_open"),
    (wrong_number, "1 number differs.", "fault_open"),
    (lost_mark, "In 1 sentence the marks are not those of the source.", "fault_open"),
    (no_review, "The expert review is not done.", "further_check_open"),
    (no_proofs, "The proofreading is not done.", "further_check_open"),
]
SAID = [*BLOCKS, (no_text, "There is no text to publish", "")]


@pytest.fixture
def job(roles):
    return TranslationFactory(state=State.TO_PUBLISH)


@pytest.fixture
def manager(as_role):
    return as_role("Manager")


def is_published(job):
    job.refresh_from_db()
    return job.state == State.PUBLISHED or job.editions.exists()


@pytest.mark.parametrize(("arrange", "words", "code"), SAID)
def test_the_page_says_what_the_button_refuses(manager, job, arrange, words, code):
    arrange(job)
    job.refresh_from_db()
    blocks = blocks_of(job, State.PUBLISHED)
    assert [block for block in blocks if block.startswith(words)] == blocks

    page = manager.get(f"/translations/{job.pk}/")
    refusal = step(manager, job, "publish")

    assert page.context["blocks"] == blocks
    assert refusal.status_code == 422
    assert refusal.context["form"].non_field_errors() == blocks
    assert not is_published(job)


@pytest.mark.parametrize(("arrange", "words", "code"), SAID)
def test_a_job_and_a_shell_are_refused_with_the_same(job, arrange, words, code):
    arrange(job)
    person = UserFactory(role="Manager")

    for way in (acting_as, lambda _person: transaction.atomic()):
        with way(person), pytest.raises(ValidationError, match=words):
            workflow.publish(job, by=person)
    assert not is_published(job)


@pytest.mark.parametrize(("arrange", "words", "code"), SAID)
def test_the_admin_publishes_nothing(client, settings, job, arrange, words, code):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(role="Administrator"))
    arrange(job)
    page = f"/admin/translations/translation/{job.pk}/change/"
    form = client.get(page).context["adminform"].form
    assert "due_on" in form.fields
    assert not {"state", "in_force"} & set(form.fields)

    fields = {name: form[name].value() or "" for name in form.fields}
    client.post(page, {**fields, "state": "published"})
    add = client.get("/admin/translations/edition/add/")

    assert add.status_code == 403
    assert not is_published(job)


@pytest.mark.parametrize(("arrange", "words", "code"), BLOCKS)
def test_past_all_of_them_stands_the_wall(job, arrange, words, code):
    arrange(job)
    job.refresh_from_db()

    with pytest.raises(IntegrityError, match=code), transaction.atomic():
        EditionFactory(translation=job)
    with pytest.raises(IntegrityError), transaction.atomic():
        Translation.objects.filter(pk=job.pk).update(state="published")
    assert not is_published(job)


def test_what_is_done_and_ticked_is_published_at_each(manager, job):
    person = UserFactory(role="Translator")
    sentence(job, target="В ней 6 камер.", ticks=["numbers"])
    answered = {"answered_by": manager.person, "answered_at": timezone.now()}
    SegmentCommentFactory(
        segment=sentence(job), is_question=True, answer="That one.", **answered
    )
    Translation.objects.filter(pk=job.pk).update(expert=person, proofreader=person)
    workflow.finish_expert_review(job, by=person)
    workflow.finish_proofreading(job, by=person)
    job.refresh_from_db()
    with transaction.atomic():
        EditionFactory(translation=job)
        transaction.set_rollback(True)
    assert manager.get(f"/translations/{job.pk}/").context["blocks"] == []


def calls_publish(path):
    """Whether a module names `publish` of the workflow of translations."""
    tree = ast.parse(path.read_text())
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "translations.jobs"
        for alias in node.names
        if alias.name == "workflow"
    }
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("publish", "made_edition")
        and isinstance(node.value, ast.Name)
        and node.value.id in imported
        for node in ast.walk(tree)
    )


def test_no_other_way_publishes():
    callers = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if calls_publish(path)
    }

    assert callers == CALLERS
