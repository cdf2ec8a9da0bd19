"""The sums of the queue are made anew in the background."""

from procrastinate.contrib.django import app

from engagements.assessment import queue


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="refresh_queue", queueing_lock="refresh_queue")
def refresh_queue(timestamp):
    """Every ten minutes: the sums by which the queue chooses follow the notes."""
    queue.refresh()
