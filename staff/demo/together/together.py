"""What the people of the demo say to each other, hand over, and hold to account."""

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from engagements.relationships import accountability, handover_steps
from engagements.relationships.institutions import workflow as institution_steps
from engagements.relationships.models import (
    AccountabilityWork,
    Handover,
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.together.models import Comment
from engagements.together.workflow import comment, mark_read
from officials.security.models import Circle, Membership


def add_together(demo, rows):
    """All of the file, set back to the days it names."""
    for row in rows["comments"]:
        add_comment(demo, row)
    for row in rows["handovers"]:
        add_handover(demo, row)
    for row in rows["institutions"]:
        add_institution(demo, row)
    add_track(demo, rows["track"])


def add_comment(demo, row):
    about = {
        "official": lambda key: demo.officials[key],
        "institution": lambda key: demo.institutions[key],
        "note": lambda key: Note.objects.get(headline=key),
        "action": lambda key: OutreachAction.objects.filter(subject=key).first(),
    }
    recipients = [demo.people[name] for name in row["told"]]
    new_comment = comment(
        about[row["kind"]](row["about"]),
        row["text"],
        by=demo.people[row["by"]],
        told=recipients,
    )
    Comment.objects.filter(pk=new_comment.pk).update(
        written_at=demo.moment(-row["days_ago"], 3)
    )
    if row.get("read"):
        for each in new_comment.told.all():
            mark_read(each, by=each.person)


def add_handover(demo, row):
    official = demo.officials[row["official"]]
    relationship = official.relationships.get()
    handover = handover_steps.hand_over(
        relationship,
        demo.people[row["to"]],
        by=relationship.lead,
        brief=row["brief"],
        until=demo.day(row["until_days"]),
    )
    Handover.objects.filter(pk=handover.pk).update(
        handed_at=demo.moment(-row["days_ago"], 2)
    )


def add_institution(demo, row):
    """A relationship with an institution, and what was done towards it."""
    place, lead = demo.institutions[row["institution"]], demo.people[row["lead"]]
    relationship = InstitutionRelationship.objects.create(
        institution=place,
        lead=lead,
        rhythm_days=row["rhythm_days"],
        began_on=demo.day(-row["began_days_ago"]),
        remarks=row["remarks"],
    )
    for each in row["actions"]:
        action = OutreachAction(
            kind=each["kind"],
            subject=each["subject"],
            done_on=demo.day(-each["days_ago"]),
            result=each["result"],
            responded=each["responded"],
            institution=place,
            lead=lead,
        )
        action_steps.begin_as_done(action).save(force_insert=True)
    for stage, days in row["stages"]:
        move = institution_steps.move_stage(relationship, stage, by=lead)
        InstitutionStageMove.objects.filter(pk=move.pk).update(
            moved_at=demo.moment(-days, 1)
        )
        relationship.refresh_from_db()


def add_track(demo, row):
    """A circle that holds institutions to account, and what it works on."""
    circle = Circle.objects.create(name=row["circle"], accountability=True)
    person = demo.people[row["member"]]
    Membership.objects.create(circle=circle, person=person)
    accountability.open_work(
        AccountabilityWork(
            institution=demo.institutions[row["institution"]],
            kind="litigation",
            what=row["what"],
            since_on=demo.day(-row["days_ago"]),
            circle=circle,
        ),
        by=person,
    )
