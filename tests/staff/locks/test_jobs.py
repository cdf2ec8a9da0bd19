"""While the house is locked the worker does nothing; what was asked for waits."""

import datetime
from functools import partial

import pytest
from django.utils import timezone
from procrastinate import testing
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.middleware import compose

from officials.security.context import acting_as
from staff.locks import workflow
from staff.models import Draft, ImportFile
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def work(task, waiting=None, **arguments):
    """Does the job as the worker does, but in this thread and its transaction.

    What waits from then on stands in the jobs of the connector `waiting`.
    """
    job = Job(
        id=1,
        lock=None,
        queueing_lock="one at a time",
        queue="default",
        task_name=task,
        task_kwargs=arguments,
    )
    with app.replace_connector(waiting or testing.InMemoryConnector()) as working:
        context = JobContext(
            app=working, job=job, start_timestamp=0, abort_reason=lambda: None
        )
        around = app.worker_defaults["task_middleware"]
        done = partial(context.task.func, **arguments)
        compose(around, done, context, None)()


@pytest.mark.parametrize("is_locked", [True, False])
def test_nothing_is_swept_while_the_house_is_locked(is_locked):
    week_ago = timezone.now() - datetime.timedelta(days=8)
    Draft.objects.create(owner=UserFactory(), page="/a/", saved_at=week_ago)
    if is_locked:
        workflow.lock_house(by=None)

    work("drop_stale_drafts", timestamp=0)

    assert Draft.objects.exists() == is_locked


def test_what_somebody_asked_for_waits_until_it_is_open():
    waiting, key = testing.InMemoryConnector(), "01999999-9999-7999-8999-999999999999"
    work("fetch_feed", waiting, feed=key)
    assert waiting.jobs == {}

    workflow.lock_house(by=None)
    work("fetch_feed", waiting, feed=key)
    work("fetch_due_feeds", waiting, timestamp=0)  # comes by itself

    (job,) = waiting.jobs.values()
    assert (job["task_name"], job["args"]) == ("fetch_feed", {"feed": key})
    assert job["scheduled_at"] > timezone.now()


def test_who_is_locked_has_no_files_to_import():
    person = UserFactory()
    with acting_as(person):
        ImportFile.objects.create(brought_by=person, name="a.csv", content=b"a")
        assert ImportFile.objects.count() == 1

    workflow.lock(person, by=None)

    with acting_as(person):
        assert ImportFile.objects.count() == 0
    assert ImportFile.objects.count() == 1  # nothing is erased
