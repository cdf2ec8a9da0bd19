"""Pages as somebody walks them, and the block of the gate on them."""

import re

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from tests.factories.accounts import UserFactory
from tests.factories.contacts import days


def page(client, url, language="en"):
    client.cookies["django_language"] = language
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def block(text):
    """The block of the gate, without keys and white space."""
    start = '<div class="rp-note rp-note-warning rp-gate"'
    match = re.search(f"{start}.*?</ul>", text, re.DOTALL)
    inner = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", match[0] if match else "")
    return re.sub(r"\s+", " ", inner)


def waiting(official, **fields):
    fields = {"planned_on": days(9), **fields}
    lead = fields.pop("lead", None) or UserFactory()
    fields = {"subject": "Talk about visits", **fields}
    action = OutreachAction(lead=lead, circle=official.circle, **fields)
    return action_steps.plan(action, [official], by=lead)


def address(record, name):
    return f"/{name}/{record.pk}/"
