"""Recommendations to the State: brought in from a list, told by theme, rested upon."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from engagements.monitoring import recommendation_list
from engagements.monitoring.models import Recommendation
from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.safeguards.models import Switch
from officials.security.context import acting_as
from staff.models import ImportFile
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.monitoring import RecommendationFactory
from tests.factories.outcomes import OutcomeFactory
from tests.factories.themes import ThemeFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
REAL = Path("/work/shared/data/documents/upr-recommendations-to-russia.csv")
LIST = """To,Text,From,Response,Action,Issue,Session
R,Train the police,Norway,Accepted,5,"Detention,Justice",16
R,Open the courts,France,Noted,4,Justice,16
R,,France,Noted,4,Justice,16
R,Ask again,France,Perhaps,4,Justice,16
"""


@pytest.fixture(autouse=True)
def switched_on(db):
    Switch.objects.turn(Switch.Name.RECOMMENDATIONS, on=True)


def bring(client, text=LIST):
    upload = SimpleUploadedFile("list.csv", text.encode())
    answer = fill(client, "/recommendations/import/", file=upload)
    return answer.headers.get("Location") or answer


def test_a_list_is_looked_over_row_by_row_before_it_goes_in(as_role):
    client = as_role("Officer")
    detention = ThemeFactory(name="Detention and prisons")

    page = client.get(bring(client)).content.decode()

    assert "2 new, 0 the same, 2 wrong" in page
    assert "It has no text." in page
    assert "“Perhaps” is no answer of a State" in page
    assert not Recommendation.objects.exists()
    client.post(bring(client), {"which": "all"})
    one = Recommendation.objects.get(text="Train the police")
    assert (one.theme, one.cycle, one.action) == (detention, 2, 5)
    assert one.issues == "Detention,Justice"
    assert one.folded


def test_a_second_import_says_the_same_and_the_first_can_be_undone(as_role):
    client = as_role("Officer")
    client.post(bring(client), {"which": "all"})
    assert Recommendation.objects.count() == 2

    again = client.get(bring(client)).content.decode()
    assert "0 new, 2 the same, 2 wrong" in again

    batch = Batch.objects.get()
    listed = client.get("/imports/").content.decode()
    assert "2 recommendations" in listed
    client.post(f"/large-changes/{batch.pk}/undo/")
    assert not Recommendation.objects.exists()


def test_only_the_ticked_rows_go_in(as_role):
    client = as_role("Officer")
    address = bring(client)

    nothing = client.post(address, {"which": "ticked"}, follow=True)
    client.post(address, {"which": "ticked", "row": ["3", "9" * 5000]})

    assert "No row was ticked" in nothing.content.decode()
    assert Recommendation.objects.get().text == "Open the courts"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"a,b\n1,2\n", "The first line names the columns"),
        (b"", "The submitted file is empty"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_words(as_role, content, sentence):
    client = as_role("Officer")
    upload = SimpleUploadedFile("list.csv", content)

    answer = fill(client, "/recommendations/import/", file=upload)

    assert sentence in answer.content.decode()
    assert not ImportFile.objects.exists()


def test_somebody_elses_file_is_not_there(as_role):
    address = bring(as_role("Officer"))

    assert as_role("Officer").get(address).status_code == 404


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not here")
def test_the_real_list_goes_in_whole_and_then_is_the_same():
    person = UserFactory()
    lines = recommendation_list.read(REAL.read_bytes())

    with acting_as(person):
        count, batch = recommendation_list.take_in(lines, by=person)
        rows = recommendation_list.compare(lines, person)

    assert count == 365
    assert {row.status for row in rows} == {"same"}
    assert Recommendation.objects.accepted().count() == 242
    with acting_as(person):
        assert batch_steps.undo(batch, by=person).rows == 365


def test_the_list_filters_by_answer_and_words(as_role):
    client = as_role("Officer")
    RecommendationFactory(text="Open the courts", response="noted")
    RecommendationFactory(text="Train the police")

    accepted = client.get("/recommendations/?accepted=true").content.decode()
    searched = client.get("/recommendations/?q=courts").content.decode()

    assert "Train the police" in accepted
    assert "Open the courts" not in accepted
    assert "Open the courts" in searched


def test_while_it_is_switched_off_nothing_of_it_is_there(as_role):
    client, one = as_role("Officer"), RecommendationFactory()
    assert client.get(f"/recommendations/{one.pk}/").status_code == 200

    Switch.objects.turn(Switch.Name.RECOMMENDATIONS, on=False)

    for path in ("", f"{one.pk}/", "import/", "new/", f"{one.pk}/edit/"):
        assert client.get(f"/recommendations/{path}").status_code == 404
    assert (
        "Recommendations to the State" not in client.get("/outcomes/").content.decode()
    )
    assert "recommendation" not in client.get("/outcomes/new/").context["form"].fields


def test_an_approach_rests_on_what_the_state_accepted_only(as_role):
    client, noted = as_role("Officer"), RecommendationFactory(response="noted")
    approach = ApproachFactory(written_by=client.person)
    recommendation = RecommendationFactory(text="Train the police")

    fill(client, f"/recommendations/{recommendation.pk}/rest/", approach=approach.pk)

    approach.refresh_from_db()
    assert approach.recommendation == recommendation
    assert (
        str(approach.official)
        in client.get(f"/recommendations/{recommendation.pk}/").text
    )
    approach.recommendation = noted
    with pytest.raises(ValidationError, match="did not accept that one"):
        approach.full_clean()
    with acting_as(client.person):
        for wrong in (
            lambda: approach.save(),
            lambda: Recommendation.objects.filter(pk=recommendation.pk).update(
                response="noted"
            ),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                wrong()
    refusal = fill(
        client, f"/recommendations/{recommendation.pk}/edit/", response="noted"
    )
    assert "An approach rests on what the State accepted" in refusal.text


def test_an_outcome_names_the_recommendation_that_it_follows(as_role):
    client, recommendation = as_role("Officer"), RecommendationFactory()
    OutcomeFactory(title="They were trained", recommendation=recommendation)

    assert (
        "They were trained" in client.get(f"/recommendations/{recommendation.pk}/").text
    )
