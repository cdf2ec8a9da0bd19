"""What officials asked for in the demo, who is supported, what was offered and seen.

The story of the handbook begins here: a head of a detention facility asked for one, it
was translated, and handed over.
"""

import datetime
import json
from pathlib import Path

from django.utils import timezone

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.support import workflow
from engagements.support.models import (
    MarkerIdea,
    MarkerJudgement,
    Offer,
    ProgressMarker,
    SupportPlan,
    SupportRequest,
)
from exchanges.models import Exchange
from staff.demo.deliveries.given_editions import edition_of, official_text
from translations.jobs.models import Translation

FOLDER = Path(__file__).parents[1]


def rows_of(name):
    """What one file of the demo says."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def add_support(demo):
    """All that the file says, in the order in which one thing rests on another."""
    chapter = rows_of("support/support")
    titles = {row["key"]: row["title"] for row in rows_of("exchanges")}
    for key, kinds in chapter["useful_to"].items():
        document = demo.documents[key]
        document.useful_to = kinds
        document.save()
    for key, kinds in chapter["exchanges_useful_to"].items():
        Exchange.objects.filter(title=titles[key]).update(useful_to=kinds)
    for row in chapter["actions"]:
        add_action(demo, row)
    for row in chapter["requests"]:
        add_request(demo, row, titles)
    for row in chapter["plans"]:
        add_plan(demo, row)
    for row in chapter["offers"]:
        add_offer(demo, row)
    for row in chapter["markers"]:
        add_marker(demo, row)


def add_action(demo, row):
    """A contact that the story needs and the file of actions does not have."""
    document = demo.documents.get(row["document"])
    action = OutreachAction(
        kind=row["kind"],
        direction=row["direction"],
        subject=row["subject"],
        planned_on=demo.day(row["days"]),
        lead=demo.people[row["lead"]],
    )
    people = [demo.officials[key] for key in row["officials"]]
    action = action_steps.plan(action, people, by=action.lead)
    language = row["translation"] or "ru"
    if edition := edition_of(demo, document, action.planned_on, language):
        action.editions.add(edition)
    action_steps.finish(
        action,
        by=action.lead,
        done_on=action.planned_on,
        result=row["result"],
        responded=True,
    )


def translation_of(document, language):
    """The standing translation of `document` into `language`, or None."""
    translations = Translation.objects.filter(document=document, language=language)
    return translations.exclude(state=Translation.State.WITHDRAWN).first()


def action_about(subject):
    """The action of that subject, or None where nothing is said."""
    return OutreachAction.objects.get(subject=subject) if subject else None


def add_request(demo, row, titles):
    """One request, promised and answered by the steps that people take."""
    official = demo.officials.get(row["official"])
    document, by = demo.documents.get(row["document"]), demo.people[row["by"]]
    request = SupportRequest.objects.create(
        official=official,
        institution=demo.institutions.get(row["institution"]),
        kind=row["kind"],
        asked=row["asked"],
        document=document,
        received_on=demo.day(row["received"]),
        heard_in=action_about(row["heard"]),
        due_on=demo.day(row["due"]),
        recorded_by=by,
        circle=official.circle,
    )
    if row["promised_by"]:
        request = workflow.promise(
            request,
            by=demo.people[row["promised_by"]],
            promised_on=demo.day(row["promised"]),
        )
    if row["answered"]:
        title = titles.get(row["exchange"])
        workflow.answer(
            request,
            by=by,
            answered_on=demo.day(row["answered"]),
            action=action_about(row["action"]),
            translation=translation_of(document, row["translation"]),
            exchange=Exchange.objects.get(title=title) if title else None,
            answer=row["answer"],
        )
    if row["declined"]:
        workflow.decline(request, by=by, reason=row["declined"])
    if row["withdrawn"]:
        workflow.withdraw(request, by=by, reason=row["withdrawn"])


def add_plan(demo, row):
    """Somebody who said yes; some plans rest or are over."""
    official, contact = demo.officials[row["official"]], demo.people[row["contact"]]
    plan = SupportPlan.objects.create(
        official=official,
        opted_in_on=demo.day(row["yes"]),
        in_their_words=row["words"],
        needs=row["needs"],
        rhythm_days=row["rhythm"],
        contact=contact,
        review_on=demo.day(row["review"]),
        exit=row["exit"],
        written_by=contact,
        state_on=demo.day(row["yes"]),
        circle=official.circle,
    )
    if row["state"]:
        verb = {"paused": workflow.pause, "ended": workflow.end}[row["state"]]
        verb(plan, by=contact, reason=row["reason"])
        since = demo.day(row["days"])
        SupportPlan.objects.filter(pk=plan.pk).update(state_on=since)


def add_offer(demo, row):
    """Something that was offered, or never will be."""
    official, document = (
        demo.officials[row["official"]],
        demo.documents[row["document"]],
    )
    Offer.objects.create(
        official=official,
        edition=translation_of(document, "ru").in_force
        or official_text(demo, document),
        offered_on=demo.day(row["days"]),
        offered_by=demo.people[row["by"]],
        answer=row["answer"],
        words=row["words"],
        circle=official.circle,
    )


def add_marker(demo, row):
    """A marker, and what was seen of it over the months."""
    official = demo.officials.get(row["official"])
    person = demo.people[row["by"]]
    marker = ProgressMarker.objects.create(
        official=official,
        institution=demo.institutions.get(row["institution"]),
        level=row["level"],
        text=row["text"],
        idea=MarkerIdea.objects.filter(text=row["text"]).first(),
        set_by=person,
        set_on=demo.day(row["days"]),
    )
    for days, degree, words in row["judged"]:
        MarkerJudgement.objects.create(
            marker=marker,
            judged_on=demo.day(days),
            degree=degree,
            words=words,
            judged_by=person,
            judged_at=timezone.now() + datetime.timedelta(days),
        )
