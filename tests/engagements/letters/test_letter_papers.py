"""What a letter needs before it may go: its labels, a number of this year, a paper."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from docx import Document

from engagements.letters import workflow
from engagements.letters.letter_files import DRAFT, docx_of, parts_of
from engagements.letters.models import Letter
from officials.days import shift
from officials.institutions.models import Institution
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.letters import LegalLabelFactory, LetterFactory
from tests.filled_forms import fill
from tests.papers import text_in

pytestmark = pytest.mark.django_db

State = Letter.State
TODAY = timezone.localdate


def years_ago(years):
    return shift(TODAY(), years=-years)


def written(client, **fields):
    """A letter that the person wrote in the form."""
    fields = {"subject": "Hearings", "body": "We write.", "language": "en", **fields}
    answer = fill(client, "/letters/new/", **fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Letter.objects.latest("pk")


def step(client, letter, verb, **fields):
    """The letter after the button `verb` was pressed, and what the page answered."""
    typed = {f"{verb}-{name}": value for name, value in fields.items()}
    answer = client.post(f"/letters/{letter.pk}/{verb}/", typed, follow=True)
    letter.refresh_from_db()
    return answer.content.decode()


def test_a_letter_dated_back_needs_the_label_of_today_as_well(as_role):
    client = as_role("Officer")
    label = LegalLabelFactory(since=years_ago(1), name="Foreign agent")
    letter = written(client, addressee="A ministry", dated_on=str(years_ago(3)))
    assert label.text_en in letter.label
    Letter.objects.filter(pk=letter.pk).update(label="")

    words = step(client, letter, "ready")

    assert "“Foreign agent” is missing" in words
    assert letter.state == State.DRAFT
    step(client, letter, "label")
    step(client, letter, "ready")
    assert letter.state == State.READY


def test_a_letter_needs_the_label_of_the_day_that_it_bears_as_well(as_role):
    client = as_role("Officer")
    LegalLabelFactory(since=years_ago(3), until=years_ago(1), name="Of old")
    letter = written(client, addressee="A ministry", dated_on=str(years_ago(2)))
    Letter.objects.filter(pk=letter.pk).update(label="")

    assert "“Of old” is missing" in step(client, letter, "ready")
    assert letter.state == State.DRAFT
    of_today = written(client, addressee="A ministry")
    step(client, of_today, "ready")
    assert of_today.state == State.READY


def test_a_foreign_office_with_a_typed_russian_addressee_avoids_no_label(as_role):
    client = as_role("Officer")
    LegalLabelFactory(name="Foreign agent")
    abroad = InstitutionFactory(
        name="Embassy of Norway",
        native_name="Посольство Норвегии",
        side=Institution.Side.FOREIGN,
    )
    typed = {
        "Министру юстиции Российской Федерации": State.DRAFT,
        "Minister of Justice of Russia": State.DRAFT,
        "Посольство Норвегии\nМинистру юстиции": State.DRAFT,
        "Mr Hansen\nEmbassy of Norway": State.READY,
        "": State.READY,
    }
    for addressee, state in typed.items():
        letter = written(client, institution=abroad.pk, addressee=addressee)
        assert bool(letter.label) == (state == State.DRAFT), addressee
        Letter.objects.filter(pk=letter.pk).update(label="")
        step(client, letter, "ready")
        assert letter.state == state, addressee
    russian = written(client, institution=abroad.pk, language="ru")
    assert russian.addressee == "Посольство Норвегии"
    step(client, russian, "ready")
    assert russian.state == State.READY


def test_an_addressee_that_nobody_touched_is_not_taken_for_typed(as_role):
    client = as_role("Officer")
    LegalLabelFactory()
    abroad = InstitutionFactory(
        native_name="Посольство Норвегии", side=Institution.Side.FOREIGN
    )
    letter = written(client, institution=abroad.pk, language="ru")
    edit = f"/letters/{letter.pk}/edit/"

    assert fill(client, edit, body="Ещё").status_code == 302
    letter.refresh_from_db()
    assert not letter.addressee_by_hand
    assert fill(client, edit, addressee="Министру юстиции").status_code == 302
    letter.refresh_from_db()
    assert letter.addressee_by_hand
    assert fill(client, edit, body="И ещё").status_code == 302
    letter.refresh_from_db()
    assert letter.addressee_by_hand


def test_the_database_itself_makes_no_letter_ready_without_its_label():
    letter = LetterFactory()
    ready = LetterFactory()
    workflow.make_ready(ready, by=ready.written_by)
    label = LegalLabelFactory(since=years_ago(3), until=years_ago(1))
    letter.dated_on = years_ago(2)
    letter.save()
    for pk, fields in (
        (letter.pk, {"state": "ready"}),
        (ready.pk, {"dated_on": years_ago(2)}),
    ):
        with (
            pytest.raises(IntegrityError, match="letter_without_label"),
            transaction.atomic(),
        ):
            Letter.objects.filter(pk=pk).update(**fields)
    Letter.objects.filter(pk=letter.pk).update(label=label.text_en)
    assert workflow.make_ready(letter, by=letter.written_by).state == State.READY


def test_a_letter_dispatched_on_a_day_of_last_year_takes_a_number_of_this(as_role):
    client, last_year = as_role("Officer"), years_ago(1)
    letter = written(client, addressee="A ministry", dated_on=str(last_year))
    step(client, letter, "ready")
    why = {"method": "post", "dispatched_on": str(last_year)}

    words = step(client, letter, "dispatch", **why, why_other_year="Register on paper")
    assert "A manager gives numbers of another year." in words
    assert letter.state == State.READY
    step(client, letter, "dispatch", **why)

    assert letter.plain_number == f"1/{TODAY().year}"
    assert letter.dispatched_on == last_year


def test_a_manager_gives_a_number_of_another_year_and_says_why(as_role):
    client, last_year = as_role("Manager"), years_ago(1)
    letter = written(client, addressee="A ministry", dated_on=str(last_year))
    step(client, letter, "ready")

    step(
        client,
        letter,
        "dispatch",
        method="post",
        dispatched_on=str(last_year),
        why_other_year="As in the register on paper",
    )

    assert letter.plain_number == f"1/{last_year.year}"
    kept = letter.pgh_event_model.objects.filter(pgh_obj=letter).latest("pgh_id")
    assert kept.why_other_year == "As in the register on paper"
    page = client.get(f"/letters/{letter.pk}/").content.decode()
    assert "As in the register on paper" in page


def test_a_letter_that_came_last_year_is_registered_in_this_one(as_role):
    client = as_role("Officer")
    fields = {"addressee": "A ministry", "subject": "x", "method": "post"}
    fields |= {"received_on": str(years_ago(1)), "dated_on": str(years_ago(1))}

    answer = fill(
        client, "/letters/incoming/", **fields, why_other_year="Found in a drawer"
    )
    assert "A manager gives numbers of another year." in answer.content.decode()
    assert fill(client, "/letters/incoming/", **fields).status_code == 302
    assert Letter.objects.get().plain_number == f"1/{TODAY().year}"


def test_the_database_itself_numbers_no_letter_of_another_year():
    letter = LetterFactory()
    fields = {"number": 1, "year": years_ago(2).year, "series_circle": 1}
    fields |= {"state": "dispatched", "method": "post", "dispatched_on": TODAY()}
    letters = Letter.objects.filter(pk=letter.pk)
    fields["dispatched_by"] = letter.written_by
    with (
        pytest.raises(IntegrityError, match="letter_of_another_year"),
        transaction.atomic(),
    ):
        letters.update(**fields)
    assert letters.update(**fields, why_other_year="As on paper")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_of_what_is_not_dispatched_says_that_it_is_a_draft(
    as_role, language
):
    client = as_role("Officer", full_name="Olga Signatory")
    body = "\n\n".join(f"Part {n}" for n in range(120))
    letter = written(client, addressee="A ministry", language=language, body=body)
    step(client, letter, "ready")
    assert letter.signatory == client.person

    def papers():
        pdf = client.get(f"/letters/{letter.pk}/pdf/").getvalue()
        return text_in(pdf), text_of_word(client.get(f"/letters/{letter.pk}/docx/"))

    for paper in papers():
        assert paper.count(DRAFT[language]) >= 1
        assert "Olga Signatory" not in paper
        assert "No." not in paper
        assert "№" not in paper
    assert papers()[0].count(DRAFT[language]) >= 3  # pages

    step(client, letter, "dispatch", method="post", dispatched_on=str(TODAY()))
    for paper in papers():
        assert DRAFT[language] not in paper
        assert "Olga Signatory" in paper
        assert letter.plain_number in paper


def text_of_word(answer):
    document = Document(io.BytesIO(answer.getvalue()))
    heads = [p.text for s in document.sections for p in s.header.paragraphs]
    return "\n".join([*heads, *(p.text for p in document.paragraphs)])


def test_a_number_of_this_year_needs_no_reason():
    letter, by = LetterFactory(), UserFactory()
    letter = workflow.make_ready(letter, by=by)
    with pytest.raises(ValidationError, match="still to come"):
        workflow.dispatch(letter, by=by, method="post", dispatched_on=shift(TODAY(), 1))
    letter = workflow.dispatch(letter, by=by, method="post", why_other_year="No need")
    assert letter.plain_number == f"1/{TODAY().year}"
    assert parts_of(letter)["draft"] == ""
    assert docx_of(letter)
