"""Plans follow the calendar every night."""

from procrastinate.contrib.django import app

from engagements.contacts.workflow import settle
from officials.security.context import as_system


@app.periodic(cron="20 2 * * *")
@app.task(name="settle_plans", queueing_lock="settle_plans")
def settle_plans(timestamp):
    """At night: what may not go out any more waits, and what may is planned again."""
    with as_system():
        settle()
