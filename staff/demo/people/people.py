"""Who knows whom in the demo, where relationships stand, and a few numbers."""

from engagements.relationships import workflow as relationship_steps
from engagements.relationships.models import Relationship, StageMove
from officials.dates import PartialDate
from officials.people.models import Identifier, Tie

# Fictional people have fictional numbers, far beyond those that are given out.
FIRST_ITEM = 990_000_001
WITH_NUMBERS = ("dobromyslov", "okunev", "marchetti", "rzhevskaya")
REASONS = {
    "in_dialogue": "Answered our letter and met us twice",
    "approached": "We wrote to them, and they took the letter",
    "identified": "Several public statements for reform",
    "collaborating": "Works with us on a training programme",
    "ally": "Defends the work where we are not present",
    "paused": "They asked for a pause",
}


def some_day(text):
    return PartialDate.parse(text) if text else None


def add_ties(rows, officials, circles):
    """The ties of the file, between `officials` by the keys in the files."""
    for row in rows:
        Tie.objects.create(
            official=officials[row["official"]],
            other=officials[row["other"]],
            kind=row["kind"],
            since=some_day(row.get("since")),
            until=some_day(row.get("until")),
            strength=row["strength"],
            source=row["source"],
            circle=circles[row.get("circle", "")],
        )


def add_stages(rows, officials, day, moment):
    """Where relationships stand; the first move was so before there was a register."""
    for row in rows:
        relationship = officials[row["official"]].relationships.select_related("lead")
        relationship = relationship.get()
        before = ""
        steps = zip(row["stages"], row["days_ago"], strict=True)
        for number, (stage, days) in enumerate(steps):
            move = StageMove(
                relationship=relationship,
                from_stage=before,
                to_stage=stage,
                reason="" if number == 0 and stage != "paused" else REASONS[stage],
                was_so_before=number == 0,
                moved_by=relationship.lead,
                moved_at=moment(-days, number),
                circle=relationship.circle,
            )
            relationship_steps.keep(move, relationship)
            before = stage
        contact = row["contact_before_days"]
        Relationship.objects.filter(pk=relationship.pk).update(
            remarks=row["remarks"],
            contact_before_on=contact and day(-contact),
        )


def add_numbers(officials):
    """Items of Wikidata of a few who are known beyond their region."""
    for number, key in enumerate(WITH_NUMBERS, start=FIRST_ITEM):
        Identifier.objects.create(official=officials[key], value=f"Q{number}")
