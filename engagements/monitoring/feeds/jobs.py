"""Feeds are fetched in the background."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from engagements.monitoring.feeds import intake
from engagements.monitoring.models import Feed
from officials.safeguards.models import Switch
from officials.security.context import as_system


@app.periodic(cron="*/10 * * * *")
@app.task(name="fetch_due_feeds", queueing_lock="fetch_due_feeds")
def fetch_due_feeds(timestamp):
    """Every ten minutes: asks for each feed whose time has come."""
    with as_system():
        due = Feed.objects.due(timezone.now()).values_list("pk", flat=True)
        keys = list(due) if Switch.objects.is_on(Switch.Name.FEEDS) else []
    for key in keys:
        fetch_soon(key)


@app.task(name="fetch_feed")
def fetch_feed(feed):
    """Fetches the feed with this key and keeps what is new.

    No transaction is open while the network is asked.
    """
    with as_system():
        is_on = Switch.objects.is_on(Switch.Name.FEEDS)
        claimed = intake.claim(feed) if is_on else None
    if claimed is None:
        return
    gathered = intake.gather(claimed)
    with as_system():
        intake.keep(claimed, gathered)


def fetch_soon(key):
    """Has the feed fetched as soon as a worker is free; False if it waits already."""
    lock = f"fetch_feed {key}"
    try:
        with transaction.atomic():
            fetch_feed.configure(queueing_lock=lock).defer(feed=str(key))
    except AlreadyEnqueued:
        return False
    return True
