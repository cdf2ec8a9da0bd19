"""What the demo tells of people whom a sheet brought: taken over, and not yet."""

from engagements.relationships import workflow
from engagements.relationships.models import Relationship, StageMove, TakenOver


def add_taken_over(demo, rows):
    """Who came in by the sheet of the years before, and what was answered of some."""
    for row in rows:
        official, bringer = (
            demo.officials[row["official"]],
            demo.people[row["brought_by"]],
        )
        brought_at = demo.moment(-row["days_ago"])
        relationship = official.relationships.select_related("circle").get()
        move = StageMove(
            relationship=relationship,
            to_stage=row["stage"],
            was_so_before=True,
            moved_by=bringer,
            moved_at=brought_at,
            circle=relationship.circle,
        )
        workflow.keep(move, relationship)
        Relationship.objects.filter(pk=relationship.pk).update(
            contact_before_on=demo.day(-row["contact_before_days"]),
            remarks=row["remarks"],
        )
        taken_over = TakenOver.objects.create(
            official=official,
            circle=relationship.circle,
            brought_by=bringer,
            brought_at=brought_at,
        )
        if answers := dict(row.get("answer", {})):
            workflow.take_over(
                {taken_over.pk: answers}, by=demo.people[answers.pop("by")]
            )
