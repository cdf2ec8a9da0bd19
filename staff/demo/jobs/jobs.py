"""Translations of the demo, from those that were asked for to those in force."""

from django.utils import timezone

from staff.demo.files import bring_file
from staff.demo.jobs.returned_files import bring_table_back
from staff.demo.jobs.typed_sentences import (
    correct_sentences,
    revise_sentences,
    story_of,
    write_sentences,
)
from translations.jobs import workflow
from translations.jobs.models import Edition, Translation

APPROVED = ("to_publish", "published")
HANDED_IN = ("revising", *APPROVED)
CHECKERS = ("expert", "proofreader")


def add_translations(demo, rows):
    """Each translation, where its row says that it stands."""
    for number, row in enumerate(rows):
        document = demo.documents[row["document"]]
        translation = Translation(
            source=document.texts.first(),
            document=document,
            language=row["language"],
            title=row["title"],
            translator=demo.people.get(row["translator"]),
            reviser=demo.people.get(row["reviser"]),
            due_on=demo.day(row["due_days"]),
            requested_by=demo.people[row["requested_by"]],
            requested_at=demo.moment(-row["days_ago_requested"], number),
            **row.get("brief", {}),
            **{name: demo.people[row[name]] for name in CHECKERS if name in row},
        )
        story = story_of(row)
        if row["state"] in HANDED_IN and not story:
            heading = f"{translation.title}\n{document.symbol}"
            name = f"{row['document']}-{row['language']}"
            bring_file(translation, name, row["language"], heading, "")
        translation.save()
        move_translation(translation, row, story)


def move_again(translation, story, *, because, changes):
    """A published translation is corrected, and the corrected edition published."""
    by, translator = translation.requested_by, translation.translator
    job = workflow.open_again(translation, by=by, reason=because)
    correct_sentences(job, story)
    job = workflow.hand_in(job, by=translator)
    job = workflow.approve(job, by=job.reviser)
    workflow.publish(job, by=by, changes=changes)


def move_translation(translation, row, story):
    """From requested to where the file says that it stands.

    `story` is what was typed in its sentences, None where it came as a file.
    """
    state, translator = row["state"], translation.translator
    asked_by = translation.requested_by
    if translator:
        workflow.begin(translation, by=translator)
    if story:
        write_sentences(translation, story)
    if state in HANDED_IN:
        machine = row.get("machine", "none")
        workflow.hand_in(translation, by=translator, machine=machine)
    if story:
        revise_sentences(translation, story)
        bring_table_back(translation, story)
    if state in APPROVED:
        workflow.approve(translation, by=translation.reviser)
    if "expert_remark" in row:
        workflow.finish_expert_review(
            translation, by=translation.expert, remark=row["expert_remark"]
        )
    if state == "published":
        published = workflow.publish(translation, by=asked_by)
        moment = (
            translation.requested_at + (timezone.now() - translation.requested_at) / 3
        )
        Translation.objects.filter(pk=translation.pk).update(approved_at=moment)
        Edition.objects.filter(pk=published.in_force_id).update(made_at=moment)
    if row.get("opened_because"):
        workflow.open_again(published, by=asked_by, reason=row["opened_because"])
    if state == "withdrawn":
        workflow.withdraw(translation, by=asked_by, reason=row["withdrawn_reason"])
