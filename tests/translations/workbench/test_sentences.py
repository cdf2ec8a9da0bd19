"""Sentences are written by whose turn it is, and nothing that was typed is lost."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.factories.accounts import UserFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.house.sources import ROOT
from translations.jobs import workflow as steps
from translations.jobs.checks.open_faults import counts_of
from translations.jobs.models import Segment, Translation
from translations.jobs.segmentation import targets_of
from translations.workbench import workflow

pytestmark = pytest.mark.django_db
STRINGS = ROOT.parent / "shared/data"


@pytest.fixture
def job(roles):
    """A translation of four sentences, two of them identical, that is under way."""
    job = TranslationFactory(
        state="translating", reviser=UserFactory(role="Translator", is_external=True)
    )
    sources = ["Rule one.", "Rule two.", "Rule one.", "See ⟦1⟧Article 5⟦/1⟧.⟦2/⟧"]
    for number, source in enumerate(sources, 1):
        SegmentFactory(
            translation=job,
            position=number,
            paragraph=f"p{(number + 1) // 2}",
            source=source,
            gap=" ",
            tags={"1": "link", "2": "note"} if "⟦" in source else {},
        )
    return job


def sentence(job, number):
    return job.segments.get(position=number)


def write(job, number, target, **fields):
    """Writes as the translator, from the version that stands there."""
    segment = sentence(job, number)
    given = {"by": job.translator, "version": segment.version, "target": target}
    return workflow.write(segment, **given | fields)


def hand_in(job):
    for number in range(1, 5):
        write(job, number, f"Правило {number}", confirm=True)
    steps.hand_in(job, by=job.translator)
    job.refresh_from_db()


def test_what_is_typed_is_a_draft_until_it_is_confirmed(job):
    write(job, 1, "Правило")
    assert sentence(job, 1).state == Segment.State.DRAFT

    write(job, 1, "Правило один.", confirm=True)
    assert sentence(job, 1).state == Segment.State.CONFIRMED

    write(job, 1, "Правило раз.")
    assert sentence(job, 1).state == Segment.State.DRAFT


def test_what_is_emptied_is_not_begun(job):
    write(job, 1, "Правило", confirm=True)

    write(job, 1, " ")

    assert sentence(job, 1).state == Segment.State.EMPTY


def test_nothing_is_confirmed_while_nothing_stands_there(job):
    with pytest.raises(ValidationError, match="nothing to confirm"):
        write(job, 1, "", confirm=True)


def test_of_two_who_write_at_once_both_texts_stay(job):
    version = sentence(job, 1).version
    write(job, 1, "Правило")

    outcome = write(job, 1, "Норма", version=version)

    assert sentence(job, 1).target == "Правило"
    assert "Норма" in outcome.kept.text
    assert [each.text for each in sentence(job, 1).comments.all()] == [
        outcome.kept.text
    ]


def test_the_second_text_is_kept_once_however_often_it_is_sent(job):
    write(job, 1, "Правило")

    for _time in range(3):
        write(job, 1, "Норма", version=0)

    assert sentence(job, 1).comments.count() == 1


def test_a_text_that_was_saved_before_the_answer_was_lost_is_no_second_one(job):
    write(job, 1, "Прав", version=0)

    outcome = write(job, 1, "Правило", version=0, sent="Прав")

    assert outcome.kept is None
    assert sentence(job, 1).target == "Правило"


def test_a_version_goes_up_with_each_text_and_the_history_names_who(job):
    write(job, 1, "Правило")
    write(job, 1, "Правило")
    write(job, 1, "Правило раз")

    segment = sentence(job, 1)
    assert segment.version == 2
    assert segment.changed_by == job.translator
    last = Segment.pgh_event_models["update"].objects.filter(pgh_obj_id=segment.pk)
    assert last.last().pgh_context.metadata["user"] == job.translator.pk


def test_identical_sentences_get_a_confirmed_text_too(job):
    write(job, 1, "Правило один.", confirm=True, propagate=True)

    assert sentence(job, 3).target == "Правило один."
    assert sentence(job, 3).state == Segment.State.CONFIRMED
    assert sentence(job, 2).target == ""


def test_an_identical_sentence_that_was_confirmed_stays(job):
    write(job, 3, "Первое правило.", confirm=True)

    write(job, 1, "Правило один.", confirm=True, propagate=True)

    assert sentence(job, 3).target == "Первое правило."


@pytest.mark.parametrize("who", ["reviser", "officer", "other translator"])
def test_nobody_but_the_translator_writes_while_it_is_translated(job, who):
    person = {"reviser": job.reviser}.get(who) or UserFactory(
        role="Officer" if who == "officer" else "Translator"
    )

    with pytest.raises((ValidationError, Translation.DoesNotExist)):
        write(job, 1, "Правило", by=person)

    assert sentence(job, 1).target == ""


def test_what_the_reviser_changes_is_revised_and_what_stays_is_not(job):
    hand_in(job)

    write(job, 1, "Норма 1", by=job.reviser)
    write(job, 2, "Правило 2", by=job.reviser, confirm=True)

    assert sentence(job, 1).state == Segment.State.REVISED
    assert sentence(job, 1).handed_in == "Правило 1"
    assert sentence(job, 2).state == Segment.State.CONFIRMED


def test_a_reviser_who_takes_a_change_back_leaves_it_confirmed(job):
    hand_in(job)
    write(job, 1, "Норма 1", by=job.reviser)

    write(job, 1, "Правило 1", by=job.reviser)

    assert sentence(job, 1).state == Segment.State.CONFIRMED


def test_the_translator_writes_no_more_once_it_is_handed_in(job):
    hand_in(job)

    with pytest.raises(ValidationError, match="being revised"):
        write(job, 1, "Норма")


def test_in_a_locked_sentence_nobody_writes_until_it_is_unlocked(job):
    officer = UserFactory(role="Officer")
    workflow.lock(sentence(job, 1), by=officer)
    with pytest.raises(ValidationError, match="locked"):
        write(job, 1, "Правило")

    workflow.unlock(sentence(job, 1), by=officer)
    write(job, 1, "Правило")

    assert sentence(job, 1).target == "Правило"


def test_a_locked_sentence_goes_out_as_it_stands_and_is_locked_before_approval(job):
    officer = UserFactory(role="Officer")
    hand_in(job)
    workflow.lock(sentence(job, 2), by=officer)

    targets, _notes = targets_of(job)
    assert targets["p1"].strip() == "Правило 1 Правило 2"

    write(job, 3, "Правило 99", by=job.reviser)
    workflow.lock(sentence(job, 3), by=officer)
    assert "references" in {kind for kind, _blocks in counts_of(job)}
    steps.approve(job, by=job.reviser)
    with pytest.raises(ValidationError, match="approved already"):
        workflow.unlock(sentence(job, 2), by=officer)


def test_an_external_translator_locks_nothing(job):
    with pytest.raises(ValidationError, match="office"):
        workflow.lock(sentence(job, 1), by=job.reviser)


@pytest.mark.parametrize("text", ["a\x00b", "half \ud83d", "x" * 100_001])
def test_what_cannot_be_kept_is_refused_in_a_sentence(job, text):
    with pytest.raises(ValidationError) as refusal:
        write(job, 1, text)

    assert refusal.value.messages[0].endswith(".")
    assert sentence(job, 1).target == ""


def naughty_strings():
    """The Big List of Naughty Strings, where it lies beside the checkout."""
    files = sorted(STRINGS.rglob("blns.json")) if STRINGS.exists() else []
    return json.loads(Path(files[0]).read_text()) if files else []


def test_every_naughty_string_comes_back_as_it_was(job):
    texts = naughty_strings()
    if not texts:
        pytest.skip("blns.json is not beside the checkout (shared/data).")
    segment = sentence(job, 1)
    for text in texts:
        if "\x00" in text:
            continue
        version = Segment.objects.get(pk=segment.pk).version
        workflow.write(segment, by=job.translator, target=text, version=version)
        assert Segment.objects.get(pk=segment.pk).target == text


def test_a_sentence_is_split_and_joined_again_as_it_was(job):
    before = sentence(job, 1).source

    workflow.split(sentence(job, 1), by=job.translator, version=0, at=5)
    parts = [each.source for each in job.segments.order_by("position")][:3]
    assert parts == ["Rule", "one.", "Rule two."]
    assert sentence(job, 1).gap == " "

    workflow.join(sentence(job, 1), by=job.translator, version=1)

    assert sentence(job, 1).source == before
    assert list(job.segments.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_joined_sentences_keep_both_translations_and_their_comments(job):
    write(job, 1, "Раз.", confirm=True)
    write(job, 2, "Два.", confirm=True)
    workflow.comment(sentence(job, 2), by=job.translator, text="Which rule?")

    workflow.join(sentence(job, 1), by=job.translator, version=1)

    joined = sentence(job, 1)
    assert joined.source == "Rule one. Rule two."
    assert joined.target == "Раз. Два."
    assert joined.state == Segment.State.DRAFT
    assert joined.comments.count() == 1


def test_sentences_of_two_paragraphs_are_not_joined(job):
    with pytest.raises(ValidationError, match="paragraph"):
        workflow.join(sentence(job, 2), by=job.translator, version=0)


def test_a_pair_of_marks_that_is_cut_is_closed_in_both_parts(job):
    workflow.split(sentence(job, 4), by=job.translator, version=0, at=12)

    assert sentence(job, 4).source == "See ⟦1⟧Article ⟦/1⟧"
    assert sentence(job, 5).source == "⟦1⟧5⟦/1⟧.⟦2/⟧"
    assert sentence(job, 4).tags == {"1": "link"}

    workflow.join(sentence(job, 4), by=job.translator, version=1)

    assert sentence(job, 4).source == "See ⟦1⟧Article 5⟦/1⟧.⟦2/⟧"


def test_a_question_is_answered_once_and_by_the_office(job):
    question = workflow.comment(
        sentence(job, 1), by=job.translator, text="Which court?", is_question=True
    )
    with pytest.raises(ValidationError, match="office"):
        workflow.answer(question, by=job.reviser, text="The Supreme Court.")

    officer = UserFactory(role="Officer")
    workflow.answer(question, by=officer, text="The Supreme Court.")

    assert sentence(job, 1).comments.get().answer == "The Supreme Court."
    assert not job.comments.open_questions().exists()
    with pytest.raises(ValidationError, match="already"):
        workflow.answer(question, by=officer, text="Another one.")


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "a\x00"])
def test_a_comment_that_cannot_be_kept_is_refused_in_a_sentence(job, text):
    with pytest.raises(ValidationError):
        workflow.comment(sentence(job, 1), by=job.translator, text=text)


def test_a_warning_may_be_ticked_and_warned_of_again(job):
    write(job, 1, "Правило")
    workflow.tick(sentence(job, 1), by=job.translator, key="lost 3")
    assert sentence(job, 1).ticks == ["lost 3"]

    workflow.tick(sentence(job, 1), by=job.translator, key="lost 3", stands=False)

    assert sentence(job, 1).ticks == []
