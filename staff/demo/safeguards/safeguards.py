"""What the demo tells of signatures, safeguards, a hostile note and warmth."""

from engagements.approach import workflow as approach_steps
from engagements.approach.models import Approach
from engagements.approach.respect_check import QUESTIONS
from engagements.assessment.models import Assessment
from engagements.monitoring.models import Mention, Note
from engagements.relationships import workflow as relationship_steps
from engagements.relationships.models import Relationship, StageMove
from engagements.relationships.workflow import contacts_with
from officials.dates import PartialDate
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
    Switch,
)

TICKED = [code for code, _question in QUESTIONS]  # of the respect check


def add_safeguards(demo, chapter):
    """All that the file says, by the steps that people take; moments are set back."""
    Switch.objects.update_or_create(name=Switch.Name.WARMTH, defaults={"on": True})
    for row in chapter["deputies"]:
        relationships = Relationship.objects.filter(
            official=demo.officials[row["official"]]
        )
        for each in relationships:
            each.deputy = demo.people[row["deputy"]]
            each.longest_days = max(row["longest_days"], each.rhythm_days)
            each.save()
    for number, row in enumerate(chapter["approaches"]):
        add_approach(demo, row, number)
    add_hostile_note(demo, chapter["hostile"])
    for row in chapter["warmth"]:
        add_warmth(demo, row)


def add_approach(demo, row, number):
    """One “Before we approach”, as far as it has come."""
    official, writer = demo.officials[row["official"]], demo.people[row["written_by"]]
    written_at = demo.moment(-row["days_ago"], number)
    same = {"official": official, "circle": official.circle}
    assessed(demo, official, writer, row["days_ago"])
    conduct = ConductCheck.objects.create(
        **same,
        allegations=row["allegations"],
        sources=row["sources"],
        decision=row["decision"],
        conditions=row["conditions"],
        checked_by=writer,
        checked_on=demo.day(-row["days_ago"]),
        valid_until=demo.day(365 - row["days_ago"]),
    )
    exposure = ExposureRisk.objects.create(
        **same, written_by=writer, written_at=written_at
    )
    add_threats(exposure, row["threats"])
    approach = Approach.objects.create(
        **same,
        why_this_person=row["why"],
        what_would_help=row["help"],
        respected=TICKED,
        conduct=conduct,
        exposure=exposure,
        written_by=writer,
        written_at=written_at,
    )
    asked_of = demo.people.get(row["asked_of"])
    message = row["message"]
    approach = approach_steps.ask(
        approach, by=writer, asked_of=asked_of, message=message
    )
    set_back(approach, asked_at=written_at)
    end_of(demo, approach, row, number)


def add_threats(exposure, threats):
    """What could go wrong: what, for whom, how likely, how bad, what we do."""
    for what, whom, likelihood, severity, mitigation in threats:
        ExposureThreat.objects.create(
            exposure=exposure,
            circle=exposure.circle,
            what=what,
            whom=whom,
            likelihood=likelihood,
            severity=severity,
            mitigation=mitigation,
        )


def end_of(demo, approach, row, number):
    """Signed, sent back, gone ahead unsigned, or waiting still."""
    if row["end"] == "unsigned":
        reason = row["ahead_reason"]
        approach_steps.go_ahead(approach, by=approach.written_by, reason=reason)
        ahead_at = demo.moment(-row["days_ago"], number + 1)
        set_back(approach, ahead_at=ahead_at)
        move_set_back(approach, ahead_at)
    if row["end"] not in ("signed", "sent_back"):
        return
    verb = approach_steps.sign if row["end"] == "signed" else approach_steps.send_back
    verb(approach, by=demo.people[row["by"]], answer=row["answer"])
    decided_at = demo.moment(-row["ended_days_ago"], number)
    set_back(approach, decided_at=decided_at)
    move_set_back(approach, decided_at)
    if row["end"] == "signed":
        ConductCheck.objects.filter(pk=approach.conduct_id).update(
            reviewed_at=decided_at
        )


def set_back(approach, **moments):
    ReviewRequest.objects.filter(approach=approach).update(**moments)


def move_set_back(approach, moment):
    StageMove.objects.filter(review__approach=approach).update(moved_at=moment)


def assessed(demo, official, writer, days_ago):
    """The assessment that a signature covers, where there is none yet."""
    if official.assessments.exists():
        return
    Assessment.objects.create(
        official=official,
        circle=official.circle,
        assessor=writer,
        assessed_on=demo.day(-days_ago - 3),
        assessed_at=demo.moment(-days_ago - 3),
        summary="Open in what they say in public; how far they can go is not clear.",
    )


def add_hostile_note(demo, row):
    day = demo.day(-row["days_ago"])
    note = Note.objects.create(
        headline=row["headline"],
        detail=row["detail"],
        happened_on=PartialDate(day, day),
        source_kind=Note.SourceKind.PRESS,
        source_title=row["source_title"],
        source_on=day,
        reliability="B",
        credibility=2,
        recorded_by=demo.people[row["recorded_by"]],
        recorded_at=demo.moment(-row["days_ago"]),
    )
    Mention.objects.create(
        note=note,
        official=demo.officials[row["official"]],
        stance=Mention.Stance.HOSTILE,
    )


def add_warmth(demo, row):
    """Steps on the ladder, each shown by one of the contacts that took place."""
    official = demo.officials[row["official"]]
    relationship = official.relationships.select_related("lead").get()
    lead = relationship.lead
    contacts = list(contacts_with(official.pk, lead)[: len(row["steps"])])
    for to, action in zip(row["steps"], reversed(contacts), strict=False):
        relationship_steps.change_warmth(relationship, to, by=lead, action=action)
