"""The pages of assessments, the matrix and the spectrum, as people meet them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.assessment import workflow
from engagements.assessment.models import Assessment, Score, SpectrumPlace
from officials.safeguards.models import Switch
from staff.models import Export
from staff.views.assessment.assessment_entry import AssessmentEdit
from tests.factories.accounts import UserFactory
from tests.factories.assessment import AssessmentFactory, SpectrumPlaceFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
WORDS = {"summary": "Says yes, and does it", "confidence": "high"}


def add_url(official):
    return reverse("assessment-add", args=[official.pk])


def tab(official):
    return reverse("official-detail", args=[official.pk]) + "?tab=relationship"


def ago(days):
    return timezone.localdate() - datetime.timedelta(days)


def submit(client, official, **fields):
    fields = {**WORDS, "assessed_on": timezone.localdate().isoformat(), **fields}
    return client.post(add_url(official), fields)


def test_an_officer_writes_an_assessment_that_cites_a_note(as_role):
    officer = as_role("Officer")
    official = OfficialFactory()
    note = NoteFactory(about=[official], headline="Opened the hearing")

    assert "Opened the hearing" in officer.get(add_url(official)).content.decode()
    answer = submit(
        officer,
        official,
        alignment="4",
        alignment_notes=[str(note.pk)],
        access="2",
        access_reason="Met once",
    )

    assessment = Assessment.objects.get()
    assert answer.status_code == 302
    assert assessment.assessor == officer.person
    text = officer.get(tab(official)).content.decode()
    assert "Why 4?" in text
    assert "mostly for it" in text
    assert reverse("note-detail", args=[note.pk]) in text


@pytest.mark.parametrize(
    ("entries", "field", "sentence"),
    [
        ({"alignment": "4"}, "alignment_reason", "Say why in a few words"),
        ({"alignment_reason": "Why"}, "alignment", "Choose a score, or leave out"),
        ({}, None, "Five times unknown"),
        ({"alignment": "9", "alignment_reason": "x"}, "alignment", "valid choice"),
        ({"assessed_on": "2100-01-01"}, "assessed_on", "still to come"),
        (
            {"alignment": "4", "alignment_notes": ["nonsense"]},
            "alignment_notes",
            "Choose notes that you see",
        ),
    ],
)
def test_what_is_wrong_with_an_assessment_stands_beside_its_field(
    as_role, entries, field, sentence
):
    answer = submit(as_role("Officer"), OfficialFactory(), **entries)

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert sentence in str(errors[field or "__all__"])
    assert not Assessment.objects.exists()


def test_a_note_that_the_writer_does_not_see_is_refused_in_words(as_role):
    hidden = NoteFactory(circle=CircleFactory(), headline="Hidden from you")

    answer = submit(
        as_role("Officer"),
        OfficialFactory(),
        alignment="4",
        alignment_notes=[str(hidden.pk)],
    )

    assert "Choose notes that you see" in answer.content.decode()
    assert "Hidden from you" not in answer.content.decode()


def test_a_note_found_by_typing_is_then_ticked(as_role):
    officer, official = as_role("Officer"), OfficialFactory()
    note = NoteFactory(headline="Spoke at the bar")
    fields = {"alignment": "4", "more_notes": [str(note.pk)]}

    answer = submit(officer, official, **fields)

    assert "more_notes" in answer.context["form"].errors
    assert "Spoke at the bar" in answer.content.decode()
    assert submit(
        officer, official, **fields, alignment_notes=[str(note.pk)]
    ).status_code == 302  # fmt: skip


def test_a_viewer_reads_and_an_external_translator_does_not(as_role):
    assessment = AssessmentFactory(scores={"access": 2})
    url = reverse("assessment-detail", args=[assessment.pk])

    viewer = as_role("Viewer")
    assert viewer.get(url).status_code == 200
    assert viewer.get(add_url(assessment.official)).status_code == 403
    external = as_role("Translator", is_external=True)
    for url_refused in (url, reverse("matrix-list"), reverse("spectrum-list")):
        assert external.get(url_refused).status_code in (403, 404)


def test_an_assessment_is_corrected_within_the_hour_by_its_author_only(as_role):
    officer = as_role("Officer")
    mine = AssessmentFactory(assessor=officer.person, scores={"access": 2})
    other = AssessmentFactory(scores={"access": 2})
    fields = {
        **WORDS,
        "assessed_on": timezone.localdate().isoformat(),
        "access": "3",
        "access_reason": "Answered",
    }

    assert "Why 2?" in officer.get(tab(mine.official)).content.decode()
    fill(officer, reverse("assessment-edit", args=[mine.pk]), **fields)
    assert Score.objects.get(assessment=mine).value == 3
    theirs = reverse("assessment-edit", args=[other.pk])
    revision = AssessmentEdit(record=other).revision()
    answer = officer.post(theirs, {**fields, "revision": revision})
    assert "write a new one that replaces it" in answer.content.decode()
    assert Score.objects.get(assessment=other).value == 2


def test_old_evidence_is_said_in_a_word(as_role):
    long_ago = timezone.now() - datetime.timedelta(days=600)
    assessment = AssessmentFactory(assessed_at=long_ago, scores={"access": 2})
    officer = as_role("Officer")

    assert (
        "rests on old evidence"
        not in officer.get(tab(assessment.official)).content.decode()
    )
    Score.objects.update(written_at=long_ago)
    assert (
        "rests on old evidence"
        in officer.get(tab(assessment.official)).content.decode()
    )


def test_the_blind_second_assessor_meets_the_first_nowhere_until_theirs_is_saved(
    as_role,
):
    Switch.objects.update_or_create(name="second_assessment", defaults={"on": True})
    pavel = as_role("Officer")
    first = AssessmentFactory(
        scores={"alignment": 5, "interest": 5}, summary="Wholly on our side"
    )
    pages = [
        tab(first.official),
        reverse("matrix-list"),
        reverse("matrix-list") + "?format=csv",
        reverse("search") + "?q=Wholly",
    ]

    def text_of_pages():
        answers = [pavel.get(page) for page in pages]
        return "".join(
            (b"".join(a.streaming_content) if a.streaming else a.content).decode()
            for a in answers
        )

    assert "Wholly on our side" in text_of_pages()
    assert pavel.get(reverse("assessment-detail", args=[first.pk])).status_code == 200
    workflow.ask_for_second(first, by=first.assessor, of=pavel.person)

    text = text_of_pages()
    assert "asks you for a second assessment" in text
    assert "Wholly on our side" not in text
    assert "Why 5?" not in text
    for page in ("detail", "edit", "replace", "second", "reconcile"):
        url = reverse(f"assessment-{page}", args=[first.pk])
        assert pavel.get(url).status_code == 404

    answer = submit(pavel, first.official, alignment="2", alignment_reason="Saw no act")
    assert answer.status_code == 302
    page = pavel.get(answer["Location"]).content.decode()
    assert "two or more apart" in page
    assert "Wholly on our side" in text_of_pages()


# Matrix, power map, spectrum


def test_the_matrix_draws_whom_its_table_names(as_role):
    officer = as_role("Officer")
    assessment = AssessmentFactory(
        scores={"alignment": 4, "interest": 2, "influence": 5}
    )
    AssessmentFactory(scores={"alignment": 4})
    AssessmentFactory(
        official=OfficialFactory(circle=CircleFactory()),
        scores={"alignment": 4, "interest": 2},
    )

    page = officer.get(reverse("matrix-list"))

    assert page.context["drawn"]["placed"] == 1
    assert page.context["drawn"]["left_out"] == 1
    assert len(page.context["rows"]) == 2
    assert tab(assessment.official) in page.content.decode()


def test_the_matrix_compares_two_days(as_role):
    officer, official = as_role("Officer"), OfficialFactory()
    former = AssessmentFactory(
        official=official, assessed_on=ago(400), scores={"alignment": 1, "interest": 1}
    )
    AssessmentFactory(
        official=official,
        assessed_on=ago(10),
        supersedes=former,
        scores={"alignment": 4, "interest": 3},
    )

    now = officer.get(reverse("matrix-list"), {"then": ago(100)})
    before = officer.get(reverse("matrix-list"), {"on": ago(100)})

    (dot,) = now.context["drawn"]["sheets"][0]["dots"]
    assert (dot["across"], dot["up"]) == (4, 3)
    assert dot["ghost"]
    (dot,) = before.context["drawn"]["sheets"][0]["dots"]
    assert (dot["across"], dot["up"], dot["ghost"]) == (1, 1, None)
    wrong = officer.get(reverse("matrix-list"), {"on": ago(100), "then": ago(5)})
    assert "Choose an earlier day" in wrong.content.decode()


def test_too_many_people_in_one_cell_are_counted(as_role):
    for _n in range(17):
        AssessmentFactory(scores={"influence": 4, "openness": 4})

    page = as_role("Officer").get(reverse("matrix-list"), {"picture": "power"})

    (heap,) = page.context["drawn"]["sheets"][0]["heaps"]
    assert heap["count"] == 17
    assert "openness=4" in heap["url"]


def test_the_matrix_narrows_by_institution_and_stage(as_role):
    officer = as_role("Officer")
    inside = AssessmentFactory(scores={"alignment": 4, "interest": 2})
    AssessmentFactory(scores={"alignment": 4, "interest": 2})
    place = InstitutionFactory()
    part = InstitutionFactory(parent=place)
    appoint(inside.official, part)
    RelationshipFactory(official=inside.official, stage="ally")

    def dots_placed(**query):
        page = officer.get(reverse("matrix-list"), query)
        return page.context["drawn"]["placed"]

    assert dots_placed() == 2
    assert dots_placed(institution=place.pk) == 1
    assert dots_placed(stage="ally") == 1
    assert dots_placed(alignment=5) == 0


def appoint(official, place):
    AppointmentFactory(official=official, post=PostFactory(institution=place))


def test_the_file_of_the_matrix_is_its_table_and_is_logged(as_role):
    officer = as_role("Officer")
    AssessmentFactory(scores={"alignment": 4})

    answer = officer.get(reverse("matrix-list"), {"format": "csv", "then": ago(100)})
    text = b"".join(answer.streaming_content).decode()

    assert '"Alignment","Alignment on' in text.splitlines()[0]
    assert len(text.splitlines()) == 2
    assert Export.objects.get().page == "matrix-list"


def test_the_spectrum_shows_who_moved_between_two_days(as_role):
    officer, official = as_role("Officer"), OfficialFactory()
    SpectrumPlaceFactory(official=official, placed_on=ago(300), segment=-1, goal=0)
    SpectrumPlaceFactory(official=official, placed_on=ago(3), segment=0, goal=1)
    SpectrumPlaceFactory(placed_on=ago(3), segment=2, goal=2)

    page = officer.get(reverse("spectrum-list"), {"then": ago(100)})

    movement = page.context["movement"]
    assert [one["to"] for one in movement["movers"]] == ["neutral"]
    assert [cell["count"] for cell in movement["rows"][1]["cells"]] == [0, 0, 1, 0, 0]
    assert [cell["count"] for cell in movement["rows"][5]["cells"]] == [0, 0, 0, 0, 1]
    assert [each["count"] for each in page.context["segments"]] == [0, 0, 1, 0, 1]


def test_a_place_on_the_spectrum_is_put_from_the_relationship_tab(as_role):
    officer, official = as_role("Officer"), OfficialFactory()
    url = reverse("spectrumplace-add", args=[official.pk])
    fields = {"segment": "0", "goal": "1", "reason": "Answers", "placed_on": ago(1)}

    assert url in officer.get(tab(official)).content.decode()
    too_far = officer.post(url, {**fields, "goal": "2"})
    assert "Hope for one step at a time." in too_far.content.decode()
    assert officer.post(url, fields).status_code == 302
    place = SpectrumPlace.objects.get()
    assert (place.placed_by, place.segment, place.goal) == (officer.person, 0, 1)
    assert "Answers" in officer.get(tab(official)).content.decode()


def test_the_list_of_officials_and_the_print_judge_nobody(as_role):
    assessment = AssessmentFactory(scores={"alignment": 1}, summary="Against all of it")
    officer = as_role("Officer")

    assert "Against all of it" in officer.get(tab(assessment.official)).content.decode()
    for page in (
        reverse("official-list"),
        reverse("official-print", args=[assessment.official.pk]),
        reverse("official-detail", args=[assessment.official.pk]),
    ):
        assert "Against all of it" not in officer.get(page).content.decode()


def test_whom_to_ask_are_colleagues_of_the_circle(as_role):
    Switch.objects.update_or_create(name="second_assessment", defaults={"on": True})
    officer = as_role("Officer")
    insider, outsider = UserFactory(), UserFactory()
    viewer = UserFactory(role="Viewer")
    circle = CircleFactory(people=[officer.person, insider, viewer])
    assessment = AssessmentFactory(
        official=OfficialFactory(circle=circle),
        assessor=officer.person,
        scores={"access": 2},
    )
    url = reverse("assessment-second", args=[assessment.pk])

    candidates = set(officer.get(url).context["form"].fields["asked_of"].queryset)

    assert insider in candidates
    assert not candidates & {outsider, viewer, officer.person}
    assert officer.post(url, {"asked_of": insider.pk}).status_code == 302
    assessment.refresh_from_db()
    assert assessment.review.asked_of == insider
