"""What the interface leaves to the background."""

from procrastinate.contrib.django import app

from officials.security import storage
from officials.security.context import as_system
from staff import import_files, slow_files
from staff.models import Draft, HouseLock, SavedView, SignIn

LATER = 10  # minutes


def begin(working_app):
    """What the worker does around every job (PROCRASTINATE_ON_APP_READY)."""
    working_app.worker_defaults["task_middleware"] = [rest_while_shut]


def rest_while_shut(call_next, context, worker):
    """No job is done while the house is locked, and nothing swept.

    What comes by itself every few minutes or nights is left out; what somebody asked
    for waits.
    """
    if not HouseLock.objects.standing().exists():
        return call_next()
    job = context.job
    if "timestamp" not in job.task_kwargs:
        waits = context.task.configure(
            queueing_lock=job.queueing_lock, schedule_in={"minutes": LATER}
        )
        waits.defer(**job.task_kwargs)
    return None


@app.periodic(cron="17 3 * * *")
@app.task(name="drop_stale_drafts", queueing_lock="drop_stale_drafts")
def drop_stale_drafts(timestamp):
    """Every night: what was typed a week ago and never saved is thrown away.

    So is when somebody came in, after a month.
    """
    with as_system():
        Draft.objects.stale().delete()
        SignIn.objects.rested().delete()


@app.periodic(cron="27 3 * * *")
@app.task(name="drop_stale_files", queueing_lock="drop_stale_files")
def drop_stale_files(timestamp):
    """Every night: files brought and never imported, views removed long ago."""
    with as_system():
        import_files.sweep()
        SavedView.objects.rested().delete()


@app.periodic(cron="47 3 * * *")
@app.task(name="sweep_files", queueing_lock="sweep_files")
def sweep_files(timestamp):
    """Every night: what uploads that were cut off a week ago left behind goes."""
    with as_system():
        storage.sweep()


@app.task(name=slow_files.JOB)
def read_slow_file(file, person):
    """Reads a file that takes longer than its person waits; both are keys."""
    slow_files.go_on(file, person)
