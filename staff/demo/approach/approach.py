"""What the demo tells of tailored plans: manners, versions, a first answer, briefs."""

from engagements.approach import meeting_brief, workflow
from engagements.approach.models import Approach, BriefPrint
from engagements.contacts.models import OutreachAction
from engagements.contacts.workflow import finish, plan
from engagements.relationships.models import StageMove
from engagements.relationships.stage_after_contact import move_on
from officials.safeguards.models import ConductCheck, ExposureRisk
from staff.demo.safeguards.safeguards import TICKED, add_approach, set_back


def add_approaches(demo, chapter):
    """All that the file says, by the steps that people take; moments are set back."""
    for number, row in enumerate(chapter["approaches"]):
        add_approach(demo, row, number)
    add_old_friends(demo, **chapter["old_friends"])
    for row in chapter["finer"]:
        fill(demo, row)
    for number, row in enumerate(chapter["versions"]):
        add_version(demo, row, number)
    for row in chapter["answers"]:
        add_answer(demo, row)
    for row in chapter["briefs"]:
        add_brief(demo, row)


def add_old_friends(demo, officials, texts):
    """Those with whom work goes on: what a signature asks was written down in turn."""
    for number, key in enumerate(officials):
        why, help_, allegations, *threat = texts[number % len(texts)]
        tie = demo.officials[key].relationships.select_related("lead").first()
        signer = "vera" if tie.lead.username == "anna" else "anna"
        days_ago = 130 + number * 5
        row = {
            "official": key,
            "written_by": tie.lead.username,
            "days_ago": days_ago,
            "asked_of": "",
            "message": "",
            "end": "signed",
            "by": signer,
            "ended_days_ago": days_ago - 2,
            "answer": "",
            "why": why,
            "help": help_,
            "allegations": allegations,
            "sources": "",
            "decision": "proceed",
            "conditions": "",
            "threats": [[threat[0], "official", *threat[1:]]],
        }
        add_approach(demo, row, number)


def dated(demo, finer):
    """The finer fields of a row, its day told from today."""
    fields = dict(finer)
    if "look_again_days" in fields:
        fields["look_again_on"] = demo.day(fields.pop("look_again_days"))
    return fields


def fill(demo, row):
    """How to go about it, written into the latest version."""
    official = demo.officials[row["official"]]
    latest = Approach.objects.filter(official=official).order_by("-version").first()
    Approach.objects.filter(pk=latest.pk).update(
        **dated(demo, row["finer"]),
        respected=TICKED,
    )


def add_version(demo, row, number):
    """A version more: what stood before is copied, some of it is written anew."""
    official, writer = demo.officials[row["official"]], demo.people[row["written_by"]]
    written_at = demo.moment(-row["days_ago"], number)
    former = Approach.objects.filter(official=official).order_by("-version").first()
    approach = workflow.renew(former, by=writer)
    new_fields = {**dated(demo, row["finer"]), "written_at": written_at}
    Approach.objects.filter(pk=approach.pk).update(**new_fields)
    ConductCheck.objects.filter(pk=approach.conduct_id).update(
        checked_on=demo.day(-row["days_ago"]),
        valid_until=demo.day(365 - row["days_ago"]),
    )
    ExposureRisk.objects.filter(pk=approach.exposure_id).update(written_at=written_at)
    if "signed_by" not in row:
        return
    respect_fields = {
        "respected": row["respected"],
        "nevertheless": row["nevertheless"],
    }
    approach = workflow.ask(
        approach, by=writer, message=row["message"], **respect_fields
    )
    workflow.sign(approach, by=demo.people[row["signed_by"]])
    decided_at = demo.moment(1 - row["days_ago"], number)
    set_back(approach, asked_at=written_at, decided_at=decided_at)


def add_answer(demo, row):
    """The first contact after a signature, answered; it takes the relationship on."""
    lead = demo.people[row["lead"]]
    day = demo.day(-row["days_ago"])
    action = OutreachAction(
        kind=row["kind"],
        subject=row["subject"],
        planned_on=day,
        place=row["place"],
        lead=lead,
    )
    action = plan(action, [demo.officials[row["official"]]], by=lead)
    finish(action, by=lead, done_on=day, result=row["result"], responded=True)
    action.refresh_from_db()
    for number, move in enumerate(move_on(action, by=lead)):
        moved_at = demo.moment(1 - row["days_ago"], number)
        StageMove.objects.filter(pk=move.pk).update(moved_at=moved_at)


def add_brief(demo, row):
    """Paper that somebody took along; of a meeting that is over, a debrief is due."""
    official = demo.officials[row["official"]]
    action = OutreachAction.objects.filter(
        subject=row["subject"], action_officials__official=official
    ).first()
    brief_print = meeting_brief.keep_print(
        official, by=demo.people[row["by"]], level=row["level"], action=action
    )
    printed_at = demo.moment(-row["days_ago"])
    BriefPrint.objects.filter(pk=brief_print.pk).update(printed_at=printed_at)
