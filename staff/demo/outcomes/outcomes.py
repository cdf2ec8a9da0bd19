"""What changed in the demo, what contributed, and who outside confirms it.

The story of the handbook ends here: asked for, translated, handed over, a study visit,
a directive, an expert who confirms it, and what all of it took.
"""

import hashlib
import json
from pathlib import Path

from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note, Recommendation
from engagements.outcomes import workflow
from engagements.outcomes.models import (
    Outcome,
    OutcomeLink,
    Reform,
    ReformCopy,
    ReformStep,
    Substantiation,
)
from engagements.outcomes.reforms import workflow as reform_steps
from engagements.support.models import SupportRequest
from exchanges import workflow as invitation_steps
from exchanges.models import Exchange, Participation
from officials.safeguards.models import ReviewRequest
from staff.demo.files import bring_file
from translations.jobs.models import Translation

FILE = Path(__file__).parent / "outcomes.json"
STATES = ("draft", "described", "substantiated", "published")


def add_changes(demo):
    """All that the file beside this one says, by the steps that people take."""
    chapter = json.loads(FILE.read_text(encoding="utf-8"))
    for row in chapter["exchanges"]:
        add_exchange(demo, row)
    add_spending(demo, chapter)
    records = {
        "reform": {row["key"]: add_reform(demo, row) for row in chapter["reforms"]},
        "recommendation": {
            row["key"]: add_recommendation(demo, row)
            for row in chapter["recommendations"]
        },
    }
    for number, row in enumerate(chapter["outcomes"]):
        add_outcome(demo, row, records, number)


def add_exchange(demo, row):
    exchange = Exchange.objects.create(
        title=row["title"],
        kind=row["kind"],
        place=row["place"],
        country=row["country"],
        starts_on=demo.day(row["starts_days"]),
        ends_on=demo.day(row["ends_days"]),
        lead=demo.people[row["lead"]],
        purpose=row["purpose"],
        days_spent=row["days_spent"],
        money_spent=row["money_spent"],
        currency=row["currency"],
    )
    for key in row["attended"]:
        one = Participation(exchange=exchange, official=demo.officials[key])
        invitation_steps.begin_as(one, Participation.State.ATTENDED).save()


def add_spending(demo, chapter):
    """Days and money of what other chapters tell."""
    for row in chapter["spent"]:
        actions = OutreachAction.objects.filter(subject=row["subject"])
        actions.update(**took(row))
    for row in chapter["translations_spent"]:
        standing(demo, row["document"], row["language"]).update(**took(row))
    for row in chapter["exchanges_spent"]:
        Exchange.objects.filter(title=row["title"]).update(**took(row))


def took(row):
    return {
        "days_spent": row["days"],
        "money_spent": row.get("money"),
        "currency": row.get("currency", "EUR"),
    }


def standing(demo, document, language):
    """The translations of a document that were not withdrawn."""
    translations = Translation.objects.filter(
        document=demo.documents[document], language=language
    )
    return translations.exclude(state=Translation.State.WITHDRAWN)


def add_reform(demo, row):
    reform = Reform.objects.create(
        title=row["title"],
        institution=demo.institutions[row["institution"]],
        theme=demo.themes[row["theme"]],
        what_it_changes=row["what"],
        circle=demo.circles[row["circle"]],
    )
    for number, step in enumerate(row["steps"]):
        add_step(demo, reform, step, number)
    for copy in row["copies"]:
        ReformCopy.objects.create(
            reform=reform,
            institution=demo.institutions.get(copy["institution"]),
            place=copy["place"],
            copied_on=demo.when(copy["days_ago"], "month"),
            evidence=copy["evidence"],
        )
    reform.refresh_from_db()
    return reform


def add_step(demo, reform, row, number):
    """A step, with a small file where the text of that version is kept."""
    step = ReformStep(
        reform=reform,
        to_state=row["to"],
        happened_on=demo.when(row["days_ago"], "day"),
        words=row["words"],
    )
    if row.get("file"):
        bring_file(step, row["to"], "en", row["file"], row["words"])
        step.sha256 = hashlib.sha256(step.file.read()).hexdigest()
        step.file.seek(0)
    reform_steps.take(step, by=demo.people[row["by"]], first=number == 0)
    moment = demo.moment(-row["days_ago"] + 1, number)
    ReformStep.objects.filter(pk=step.pk).update(moved_at=moment)


def add_recommendation(demo, row):
    return Recommendation.objects.create(
        body=row["body"],
        cycle=row.get("cycle"),
        session=row.get("session"),
        year=row.get("year"),
        recommended_by=row["by"],
        text=row["text"],
        response=row["response"],
        theme=demo.themes[row["theme"]],
        institution=demo.institutions.get(row["institution"]),
    )


def add_outcome(demo, row, records, number):
    ago, change_ago = row["days_ago"], row["changed_days_ago"]
    outcome = Outcome.objects.create(
        title=row["title"],
        kind=row["kind"],
        direction=row.get("direction", "positive"),
        setback=row.get("setback", ""),
        official=demo.officials.get(row["official"]),
        institution=demo.institutions.get(row["institution"]),
        what_changed=row["what"],
        changed_on=None
        if change_ago is None
        else demo.when(change_ago, row["precision"]),
        place=row["place"],
        significance=row["why"],
        our_contribution=row["ours"],
        others_contribution=row["others"],
        intended=row.get("intended", True),
        lessons=row["lessons"],
        effect_on_risk=row["risk"],
        theme=demo.themes[row["theme"]],
        reform=records["reform"].get(row["reform"]),
        recommendation=records["recommendation"].get(row["recommendation"]),
        written_by=demo.people[row["written_by"]],
        worded_at=demo.moment(-ago, number),
        circle=demo.circles[row["circle"]],
    )
    for each in row["links"]:
        add_link(demo, outcome, each)
    for each in row["confirmed"]:
        add_confirmation(demo, outcome, each)
    move_on(demo, outcome, row)


def add_link(demo, outcome, row):
    """Links what another chapter has told; a chapter that is not there leaves none."""
    how = row["how"]
    if "translation" in row:
        behind = {"translation": standing(demo, *row["translation"]).first()}
    elif "exchange" in row:
        behind = {"exchange": Exchange.objects.filter(title=row["exchange"]).first()}
    elif "request" in row:
        requests = SupportRequest.objects.filter(asked__startswith=row["request"])
        behind = {"request": requests.first()}
    elif "note" in row:
        behind = {"note": Note.objects.filter(headline=row["note"]).first()}
    else:
        actions = OutreachAction.objects.filter(subject=row["action"])
        behind = {"action": actions.first()}
    if any(behind.values()):
        OutcomeLink.objects.create(outcome=outcome, how=how, **behind)


def add_confirmation(demo, outcome, row):
    Substantiation.objects.create(
        outcome=outcome,
        official=demo.officials.get(row.get("official")),
        name=row.get("name", ""),
        role=row.get("role", ""),
        organisation=row.get("organisation", ""),
        said_on=demo.day(-row["days_ago"]),
        agreement=row["agreement"],
        words=row["words"],
        recorded_by=demo.people[row["recorded_by"]],
        recorded_at=demo.moment(-row["days_ago"]),
    )


def move_on(demo, outcome, row):
    """From a draft to where the file says that it stands."""
    by, state = outcome.written_by, row["state"]
    if state == "rejected":
        workflow.reject(outcome, by=by, reason=row["reason"])
        return
    reached = STATES.index(state)
    if reached >= 1:
        outcome = workflow.describe(outcome, by=by)
    if reached >= 2:
        outcome = workflow.substantiate(outcome, by=by)
    if reached >= 3:
        outcome = workflow.ask(outcome, by=by)
        workflow.sign(outcome, by=demo.people[row["signed_by"]])
        signature_moment = demo.moment(-row["signed_days_ago"])
        ReviewRequest.objects.filter(outcome=outcome).update(
            asked_at=signature_moment, decided_at=signature_moment
        )
