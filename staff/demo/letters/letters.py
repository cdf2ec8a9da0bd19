"""The letters of the demo: two years of them out and in, and one disclosure."""

import datetime
import json
from pathlib import Path

from django.utils import timezone

from engagements.contacts import workflow as action_steps
from engagements.letters import disclosure_steps, workflow
from engagements.letters.models import Disclosure, LegalLabel, Letter, LetterTemplate
from officials.people.models import Official

CHAPTER_FILE = Path(__file__).with_suffix(".json")


def add_letters(demo):
    """All that letters.json says, through the steps that people take."""
    chapter = json.loads(CHAPTER_FILE.read_text(encoding="utf-8"))
    templates = {}
    for row in chapter["templates"]:
        template = LetterTemplate(**row)
        template.full_clean()
        template.save()
        templates[template.name] = template
    for row in chapter["labels"]:
        LegalLabel.objects.create(since=demo.day(row.pop("days")), **row)
    letters = {}
    for row in chapter["letters"]:
        add = add_sent if row["way"] == "out" else add_received
        letters[row["key"]] = add(demo, row, templates, letters)
    add_disclosure(demo, chapter["disclosure"])


def official_of(demo, row):
    """The official of `row`, with the name that the database has chosen."""
    return Official.objects.get(pk=demo.officials[row["official"]].pk)


def add_sent(demo, row, templates, letters):
    """A letter of ours: dispatched on its day; a draft, or ready, without one."""
    by, day = demo.people[row["by"]], demo.day(row["days"] or 0)
    template = templates[row["template"]]
    letter = Letter(
        official=official_of(demo, row),
        circle=demo.circles[row["circle"]],
        language=template.language,
        template=template,
        signatory=by,
        dated_on=day,
        answers=letters.get(row.get("answers", "")),
        written_by=by,
    )
    letter = workflow.write(letter, by=by)
    if row["days"] is None and not row.get("ready"):
        return letter
    letter = workflow.make_ready(letter, by=by)
    if row["days"] is None:
        return letter
    dispatch_fields = {"method": row["method"], "dispatched_on": day}
    letter = workflow.dispatch(letter, **dispatch_fields, **of_its_year(demo, by, day))
    if reason := row.get("cancel"):
        workflow.cancel(letter, by=by, reason=reason)
    return letter


def add_received(demo, row, _templates, letters):
    """A letter that came in, some days after it was written."""
    day = demo.day(row["days"])
    letter = Letter(
        official=official_of(demo, row),
        circle=demo.circles[row["circle"]],
        subject=row["subject"],
        their_number=row["their_number"],
        method=row["method"],
        dated_on=day - datetime.timedelta(days=4),
        received_on=day,
        answers=letters.get(row["answers"]),
    )
    of_its_day = of_its_year(demo, demo.people[row["by"]], day)
    letter = workflow.register_incoming(letter, **of_its_day)
    lead = letter.action.lead.username
    other = demo.people["vera" if lead == "anna" else "anna"]
    action_steps.seen_too(letter.action, by=other)  # written down long after it came
    return letter


def of_its_year(demo, by, day):
    """Who gives the number, and why: a manager one of a year that is over."""
    if day.year == timezone.localdate().year:
        return {"by": by}
    return {"by": demo.people["anna"], "why_other_year": "As in the register on paper"}


def add_disclosure(demo, row):
    """An authority asked, somebody wrote it down, and a manager signed."""
    by = demo.people[row["by"]]
    disclosure = Disclosure.objects.create(
        authority=row["authority"],
        legal_basis=row["legal_basis"],
        since=demo.day(row["from_days"]),
        until=demo.day(row["until_days"]),
        language=row["language"],
        written_by=by,
    )
    disclosure = disclosure_steps.ask(disclosure, by=by)
    disclosure_steps.sign(disclosure, by=demo.people[row["signed_by"]], answer="Lawful")
