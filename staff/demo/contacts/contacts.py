"""What was promised in the actions of the demo, who looks later, a playbook begun."""

import json
from pathlib import Path

from engagements.contacts.commitments import workflow as commitment_steps
from engagements.contacts.models import Commitment, OutreachAction
from engagements.planning import playbooks
from engagements.planning.models import Playbook
from engagements.relationships.models import Relationship, Snooze

ROWS = Path(__file__).parent / "contacts.json"
SETTLES = {
    "kept": commitment_steps.keep,
    "broken": commitment_steps.break_,
    "withdrawn": commitment_steps.withdraw,
}


def add_commitments(demo):
    """The commitments of the file, somebody who waits, and a playbook at work."""
    for row in json.loads(ROWS.read_text(encoding="utf-8")):
        add_commitment(demo, row)
    relationship = Relationship.objects.get(official=demo.officials["kuvaldin"])
    Snooze.objects.create(
        relationship=relationship,
        until=demo.day(40),
        reason="On leave until the new year; his deputy answers letters",
        snoozed_by=relationship.lead,
    )
    playbooks.begin(
        Playbook.objects.get(name="After a seminar"),
        by=demo.people["irina"],
        lead=demo.people["irina"],
        anchor_on=demo.day(-5),
        official=demo.officials["ivashov"],
    )


def add_commitment(demo, row):
    """One commitment of the action whose subject begins so."""
    actions = OutreachAction.objects.select_related("lead")
    action = actions.get(subject__startswith=row["subject"])
    commitment = Commitment.objects.create(
        action=action,
        circle=action.circle,
        position=row["position"],
        ask=row["ask"],
        text=row["text"],
        whose=row["whose"],
        official=demo.officials.get(row["official"]),
        made_on=action.done_on,
        due_on=demo.day(row["due_days"]),
    )
    if row["settled"]:
        SETTLES[row["settled"]](
            commitment,
            by=action.lead,
            settled_on=demo.day(row["settled_days"]),
            words=row["words"],
        )
