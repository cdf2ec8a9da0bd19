"""What the people of the demo think of the officials, by whom and since when."""

from django.utils import timezone

from engagements.assessment.models import (
    Assessment,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.assessment.workflow import (
    Given,
    ask_for_second,
    assess,
    place,
    reconcile,
)
from engagements.monitoring.models import Note
from officials.safeguards.models import ReviewRequest, Switch

UNKNOWN = "-"
CITED = 2  # the latest notes of that time


def add_assessments(rows, places, demo):
    """The rows of assessments.json and spectrum.json, through the verbs of people."""
    Switch.objects.update_or_create(
        name=Switch.Name.SECOND_ASSESSMENT, defaults={"on": True}
    )
    latest = {}
    for number, row in enumerate(rows):
        official = demo.officials[row["official"]]
        former = latest.get(official) if row.get("replaces") else None
        assessment = write(demo, official, row, number, supersedes=former)
        latest[official] = assessment
        if "second" in row:
            add_second(demo, assessment, row, number)
        if "ask" in row:
            review = ask_for_second(
                assessment, by=assessment.assessor, of=demo.people[row["ask"]],
                message=row["message"],
            )  # fmt: skip
            ReviewRequest.objects.filter(pk=review.pk).update(asked_at=demo.moment(-2))
    for number, row in enumerate(places):
        put(demo, row, number)


def write(demo, official, row, number, **how):
    """One assessment, its moments set back to the day it tells of."""
    day = demo.day(-row["days_ago"])
    notes = Note.objects.filter(
        mentions__official=official,
        circle__in=[official.circle, demo.circles[""]],
    )
    earlier_notes = [
        n for n in notes.order_by("-happened_on") if n.happened_on.last < day
    ]
    cited = tuple(earlier_notes[:CITED])
    scores = {}
    for axis, score in zip(Score.Axis.values, row["scores"].split(), strict=True):
        reason = row["reasons"].get(axis, "")
        if score != UNKNOWN:
            scores[axis] = Given(int(score), reason, () if reason else cited)
    new_assessment = assess(
        official,
        by=demo.people[row["by"]],
        scores=scores,
        summary=row["summary"],
        confidence=row["confidence"],
        assessed_on=day,
        **how,
    )
    at = demo.moment(-row["days_ago"], number)
    Assessment.objects.filter(pk=new_assessment.pk).update(assessed_at=at)
    Score.objects.filter(assessment=new_assessment).update(written_at=at)
    ScoreEvidence.objects.filter(score__assessment=new_assessment).update(written_at=at)
    return new_assessment


def add_second(demo, first, row, number):
    """A second assessor who was asked, and what both agreed on if they did."""
    second = row["second"]
    person = demo.people[second["by"]]
    review = ask_for_second(first, by=first.assessor, of=person)
    second_assessment = write(demo, first.official, second, number, review=review)
    ReviewRequest.objects.filter(pk=review.pk).update(
        asked_at=demo.moment(-second["days_ago"] - 5),
        decided_at=demo.moment(-second["days_ago"], number),
    )
    if agreed := row.get("reconciled"):
        first.refresh_from_db()
        noted = reconcile(first, by=demo.people[agreed["by"]], text=agreed["text"])
        noted.written_at = min(demo.moment(-agreed["days_ago"]), timezone.now())
        noted.save()
    return second_assessment


def put(demo, row, number):
    """One place on the spectrum, set back to its day."""
    new_place = place(
        demo.officials[row["official"]],
        by=demo.people[row["by"]],
        segment=row["segment"],
        goal=row["goal"],
        reason=row["reason"],
        placed_on=demo.day(-row["days_ago"]),
    )
    at = demo.moment(-row["days_ago"], number)
    SpectrumPlace.objects.filter(pk=new_place.pk).update(placed_at=at)
