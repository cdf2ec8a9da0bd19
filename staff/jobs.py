"""What the interface leaves to the background."""

from procrastinate.contrib.django import app

from officials.security.context import as_system
from staff.models import Draft


@app.periodic(cron="17 3 * * *")
@app.task(name="drop_stale_drafts", queueing_lock="drop_stale_drafts")
def drop_stale_drafts(timestamp):
    """Every night: what was typed a week ago and never saved is thrown away."""
    with as_system():
        Draft.objects.stale().delete()
