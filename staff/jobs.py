"""What the interface leaves to the background."""

from procrastinate.contrib.django import app

from officials.security.context import as_system
from officials.security.storage import sweep
from staff.models import Draft


@app.periodic(cron="17 3 * * *")
@app.task(name="drop_stale_drafts", queueing_lock="drop_stale_drafts")
def drop_stale_drafts(timestamp):
    """Every night: what was typed a week ago and never saved is thrown away."""
    with as_system():
        Draft.objects.stale().delete()


@app.periodic(cron="47 3 * * *")
@app.task(name="sweep_files", queueing_lock="sweep_files")
def sweep_files(timestamp):
    """Every night: what uploads that were cut off a week ago left behind goes."""
    sweep()
