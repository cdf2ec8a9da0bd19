"""Terms and figures at the desk of the translator, and before publishing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.factories.translations.terms import TermFactory, TermFormFactory
from translations.jobs import workflow as steps
from translations.jobs.models import Segment
from translations.jobs.publication import blocks_of
from translations.terms.models import Term
from translations.workbench import workflow

pytestmark = pytest.mark.django_db
SOURCE = "The 14 prisoners were heard."


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def job(roles):
    return TranslationFactory(
        state="translating",
        translator=UserFactory(role="Translator", is_external=True),
        reviser=UserFactory(role="Translator"),
    )


@pytest.fixture
def segment(job):
    return SegmentFactory(translation=job, position=1, source=SOURCE)


def enter_term(circle=None, note="Of any age"):
    circle = circle or Circle.objects.get(pk=Circle.ALL_STAFF)
    term = TermFactory(note=note, circle=circle)
    for language, text, standing in (
        ("en", "prisoner", "approved"),
        ("ru", "заключённый", "approved"),
        ("ru", "зэк", "forbidden"),
    ):
        TermFormFactory(
            term=term, circle=circle, language=language, text=text, standing=standing
        )
    return term


def side(client, segment):
    return client.get(reverse("segment-side", args=[segment.pk])).content.decode()


def save(client, segment, target, version=0):
    way = reverse("segment-save", args=[segment.pk])
    answer = client.post(way, {"target": target, "version": version, "confirm": "1"})
    return [fault["text"] for fault in answer.json()["faults"]]


def test_a_term_stands_beside_its_sentence_with_what_is_not_said(client, job, segment):
    enter_term()
    client.force_login(job.translator)

    page = side(client, segment)

    assert 'data-insert="заключённый"' in page
    assert "зэк" in page
    assert "Of any age" in page
    segment.source = "The court sat."
    segment.save()
    assert "заключённый" not in side(client, segment)


def test_a_forbidden_form_in_any_case_is_a_warning(client, job, segment):
    enter_term()
    client.force_login(job.translator)

    forbidden = save(client, segment, "Были заслушаны 14 зэков.")
    approved = save(client, segment, "Были заслушаны 14 заключённых.", version=1)

    assert forbidden == ["“зэков” is not used here; approved: заключённый."]
    assert approved == []


def test_terms_of_a_circle_are_not_for_those_outside_it(client, job, segment):
    enter_term(circle=CircleFactory())
    client.force_login(job.translator)

    assert "заключённый" not in side(client, segment)
    assert not Term.objects.visible_to(job.translator).exists()


def test_who_has_no_job_with_us_sees_no_term(job):
    enter_term()

    assert Term.objects.visible_to(job.translator).exists()
    stranger = UserFactory(role="Translator", is_external=True)
    assert not Term.objects.visible_to(stranger).exists()


def test_a_wrong_number_stops_publishing_until_a_tick_says_it_is_right(job, segment):
    by = job.translator
    workflow.write(
        segment, by=by, target="Заслушали 15 человек.", version=0, confirm=True
    )
    assert blocks_of(job, "published") == ["1 number differs."]

    workflow.tick(segment, by=by, key="numbers")

    assert blocks_of(job, "published") == []
    workflow.write(
        segment, by=by, target="Заслушали 16 человек.", version=1, confirm=True
    )
    assert blocks_of(job, "published") == ["1 number differs."]


def test_a_lost_note_stops_publishing_whatever_is_ticked(job):
    by = job.translator
    segment = SegmentFactory(
        translation=job, position=1, source="A rule.⟦1/⟧", tags={"1": "note"}
    )
    workflow.write(segment, by=by, target="Правило.", version=0, confirm=True)
    workflow.tick(segment, by=by, key="tags")
    steps.hand_in(job, by=by)
    steps.approve(job, by=job.reviser)

    with pytest.raises(ValidationError, match="the marks are not those"):
        steps.publish(job, by=UserFactory())


def test_what_was_written_past_the_workbench_is_checked_as_it_stands(job, segment):
    workflow.write(
        segment, by=job.translator, target="Заслушали 14 человек.", version=0
    )
    Segment.objects.filter(pk=segment.pk).update(target="Заслушали 15 человек.")

    assert "1 number differs." in blocks_of(job, "published")


def test_open_warnings_are_told_at_hand_in(client, job, segment):
    enter_term()
    client.force_login(job.translator)
    save(client, segment, "Заслушали 15 зэков.")

    page = client.get(reverse("translation-hand_in", args=[job.pk])).content.decode()

    assert "1 number differs. Terms: 1 sentence." in page
