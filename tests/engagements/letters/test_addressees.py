"""A typed addressee is somebody on record or is not, and the answer is kept."""

import pytest

from engagements.letters.models import Letter
from officials.clearance.rules import NOT_CLEARED
from tests.factories.approach import cleared
from tests.factories.contacts import days
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Hearings", "body": "We ask."}
ADDRESSEE = {"addressee": "Head of the archive\nAnna Sergeevna Volkova"}
ASKED = "Somebody on record is called so"


@pytest.fixture
def anna():
    return OfficialFactory(named="Anna Sergeevna Volkova")


def test_a_typed_addressee_who_is_on_record_is_asked_about(as_role, anna):
    client = as_role("Officer")

    asked = fill(client, "/letters/new/", **WORDS, **ADDRESSEE)

    assert asked.status_code == 422
    assert ASKED in asked.text
    assert "Yes, it is Anna Sergeevna Volkova" in asked.text
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "addressee",
    [
        "Министру юстиции\nПетрову И. С.",
        "Ивану Сергеевичу Петрову",
        "Министру юстиции Петрову Ивану Сергеевичу",
        "Иван Петров",
    ],
)
def test_a_name_is_recognised_in_the_case_in_which_letters_have_it(as_role, addressee):
    OfficialFactory(named="Иван Сергеевич Петров")
    client = as_role("Officer")

    asked = fill(client, "/letters/new/", **WORDS, addressee=addressee, language="ru")

    assert (asked.status_code, ASKED in asked.text) == (422, True)
    nobody = "Заведующей архивом"
    written = fill(client, "/letters/new/", **WORDS, addressee=nobody, language="ru")
    assert written.status_code == 302


def test_a_yes_makes_it_a_letter_to_them_before_which_the_gate_stands(as_role, anna):
    client = as_role("Officer")

    yes = {"addressee_is": anna.pk}
    written = fill(client, "/letters/new/", **WORDS, **ADDRESSEE, **yes)

    letter = Letter.objects.get()
    assert (letter.official, letter.addressee_is_other) == (anna, False)
    answer = client.post(f"{written.url}ready/", follow=True)
    assert str(NOT_CLEARED) in answer.text
    assert Letter.objects.get().state == "draft"


def test_a_no_is_kept_and_asked_again_only_for_another_addressee(as_role, anna):
    client = as_role("Officer")
    OfficialFactory(named="Boris Ivanovich Orlov")

    no = {"addressee_is": "nobody"}
    written = fill(client, "/letters/new/", **WORDS, **ADDRESSEE, **no)
    letter = Letter.objects.get()
    assert (letter.official, letter.addressee_is_other) == (None, True)

    edit = f"{written.url}edit/"
    assert fill(client, edit, subject="Open hearings").status_code == 302
    again = fill(client, edit, addressee="Boris Ivanovich Orlov")
    assert (again.status_code, ASKED in again.text) == (422, True)


def test_whoever_is_named_beside_the_addressee_gets_a_letter_of_their_own(
    as_role, anna
):
    client, minister = as_role("Officer"), cleared(OfficialFactory())
    copy = {"addressee": "The minister\nCopy to: Anna Sergeevna Volkova"}
    letter = {**WORDS, **copy, "official": minister.pk}

    asked = fill(client, "/letters/new/", **letter)
    assert (asked.status_code, ASKED in asked.text) == (422, True)
    again = fill(client, "/letters/new/", **letter, addressee_is=anna.pk)
    assert "write Anna Sergeevna Volkova a letter of their own" in again.text
    assert not Letter.objects.exists()

    written = fill(client, "/letters/new/", **letter, addressee_is="nobody")
    assert written.status_code == 302
    edit = f"{written.url}edit/"
    assert fill(client, edit, subject="Open hearings").status_code == 302
    client.post(f"{written.url}ready/")
    assert Letter.objects.get().state == "ready"


def test_nobody_is_asked_about_whom_the_writer_does_not_see(as_role):
    hidden = {"named": "Anna Sergeevna Volkova", "circle": CircleFactory()}
    assert OfficialFactory(**hidden).pk

    written = fill(as_role("Officer"), "/letters/new/", **WORDS, **ADDRESSEE)

    assert written.status_code == 302
    assert Letter.objects.get().addressee_is_other is False


def test_a_formal_letter_and_one_to_an_office_by_its_post_are_not_asked(as_role, anna):
    client, office = as_role("Officer"), InstitutionFactory()
    law = {"ground": "formal", "ground_words": "Law 59", "institution": office.pk}

    formal = fill(client, "/letters/new/", **WORDS, **ADDRESSEE, **law)
    to_office = fill(client, "/letters/new/", **WORDS, addressee="Head of the archive")

    assert formal.status_code == to_office.status_code == 302


# To an office by its post


def headed_office(head, **fields):
    post = PostFactory(institution=InstitutionFactory(), **fields)
    AppointmentFactory(official=head, post=post, started="2020")
    return post.institution


def ready(client, office, **fields):
    """The state of a letter to `office` that somebody made ready."""
    letter = LetterFactory(official=None, institution=office, **fields)
    client.post(f"/letters/{letter.pk}/ready/")
    letter.refresh_from_db()
    return letter.state


def test_a_letter_to_an_office_asks_as_who_leads_it_alone(as_role):
    client, stranger = as_role("Officer"), OfficialFactory()
    leads = {"seats": 1, "is_leading": True}

    assert ready(client, headed_office(stranger, **leads)) == "draft"
    law = {"ground": "formal", "ground_words": "Law 59"}
    assert ready(client, headed_office(OfficialFactory(), **leads), **law) == "ready"
    assert ready(client, headed_office(cleared(OfficialFactory()), **leads)) == "ready"
    for other in ({"seats": 3, "is_leading": True}, {"seats": 1}):
        assert ready(client, headed_office(OfficialFactory(), **other)) == "ready"


def test_a_letter_of_the_office_is_answered_whoever_leads_it(as_role):
    client, stranger = as_role("Officer"), OfficialFactory()
    office = headed_office(stranger, seats=1, is_leading=True)
    came = LetterFactory(
        official=None, institution=office, direction="in", state="received", number=1,
        year=2026, series_circle=office.circle, received_on=days(-3),
    )  # fmt: skip

    assert ready(client, office) == "draft"
    assert ready(client, office, answers=came) == "ready"
