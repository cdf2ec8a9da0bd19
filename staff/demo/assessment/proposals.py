"""Who waits in the demo, and the sums behind its identification queue."""

from engagements.assessment.models import NotNow
from engagements.assessment.queue import refresh

WAITS = (
    {
        "official": "lapteva",
        "because": "Her office is being reorganised: let the dust settle first.",
        "days": 75,
        "by": "irina",
        "days_ago": 12,
    },
)


def add_queue(demo):
    """Somebody who is left out for now; and the job has run once."""
    for row in WAITS:
        official = demo.officials[row["official"]]
        NotNow.objects.create(
            official=official,
            because=row["because"],
            until=demo.day(row["days"]),
            decided_by=demo.people[row["by"]],
            decided_at=demo.moment(-row["days_ago"]),
            circle=official.circle,
        )
    refresh()
