"""What runs in the background, in `manage.py procrastinate worker`.

A job speaks for the system or for a person, never for nobody. It is given keys and
no words: its arguments stand in a table without circles, and in the log.
"""

from engagements.assessment import jobs as assessment
from engagements.contacts import jobs as contacts
from engagements.monitoring.feeds import jobs as feeds

__all__ = ["assessment", "contacts", "feeds"]
