"""An old relationship comes in by the sheet, and is worked with the same day."""

import datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from engagements.contacts.models import OutreachAction
from engagements.relationships.models import Relationship, TakenOver
from engagements.relationships.workflow import ends_of_work, take_over
from officials.batches.models import Batch
from officials.clearance.gate import Answer, Weight, answer
from officials.clearance.models import Clearance
from officials.people.models import Official
from officials.security.context import acting_as
from officials.security.refusals import sentence_of_code
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.people import OfficialFactory
from tests.factories.relationships import TakenOverFactory
from tests.imports.test_relationships import GARIN, bring, page_messages, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
PAGE = "takenover-list"


def row_of(name, **answers):
    row = [name, *GARIN[1:]]
    places = {"stage": 4, "last": 5, "on": 7}
    for key, value in answers.items():
        row[places[key]] = value
    return row


@pytest.fixture
def vera():
    return UserFactory(username="vera", full_name="Vera Lind")


@pytest.fixture
def manager(as_role):
    return as_role("Manager", full_name="Mary Manager")


def signed_in(client, person):
    client.force_login(person)
    return client


def answers_of(**by_name):
    """What is typed about people, by family name: (known since, harm, goes on)."""
    data = {"row": []}
    for name, answers in by_name.items():
        row = TakenOver.objects.get(official__name__startswith=name)
        data["row"].append(str(row.pk))
        names = ("known_since", "harm", "goes_on")
        fields = [f"{name}-{row.pk}" for name in names]
        data |= dict(zip(fields, answers, strict=True))
    return data


def test_an_old_relationship_is_worked_with_on_the_day_on_which_it_comes_in(
    manager, client, vera
):
    url = bring(manager, sheet(row_of("Гарин Семён", last="2011-05-13")))
    preview = manager.get(url).content.decode()
    assert "At the stage “in dialogue”." in preview

    manager.post(url, {"which": "all"})
    official, action = Official.objects.get(), OutreachAction.objects.get()
    assert action.state == "waiting"
    assert answer(official) is Answer.WAITS

    signer = UserFactory(full_name="Sam Signer")
    signed_in(client, signer)
    desk = client.get(reverse("desk")).content.decode()
    assert "1 person taken over from a sheet: look at them" in desk
    page = client.get(reverse(PAGE)).content.decode()
    assert "Гарин Семён" in page
    assert "Last contact: 13 May 2011" in page
    answers = client.post(reverse(PAGE), answers_of(Гарин=("Vera, 2011", "no", "yes")))

    end = timezone.localdate() + datetime.timedelta(182)
    assert "work goes on until" in page_messages(answers)[0]
    clearance = Clearance.objects.get()
    assert (clearance.taken_over_by, clearance.taken_over_until) == (signer, end)
    assert answer(official) is Answer.GOES
    assert answer(official, Weight.EXPOSING) is Answer.WAITS
    action.refresh_from_db()
    assert action.state == "planned"
    assert action.planned_on == datetime.date(2030, 1, 15)

    signed_in(client, vera)
    plan = {"kind": "call", "subject": "Ring today", "direction": "out"}
    plan |= {"planned_on": timezone.localdate().isoformat(), "lead": vera.pk}
    plan |= {"officials": [official.pk], "circle": official.circle_id}
    client.post(reverse("action-add"), plan)
    assert OutreachAction.objects.get(subject="Ring today").state == "planned"


def test_a_day_that_has_passed_is_not_planned_again(manager, client, vera):
    rows = [row_of("Гарин Семён"), row_of("Орлов Пётр", on="2020-01-15")]
    manager.post(bring(manager, sheet(*rows)), {"which": "all"})
    signed_in(client, UserFactory())

    client.post(
        reverse(PAGE),
        answers_of(Гарин=("Vera", "no", "yes"), Орлов=("Vera", "no", "yes")),
    )

    states = dict(OutreachAction.objects.values_list("officials__name", "state"))
    assert states == {"Гарин Семён": "planned", "Орлов Пётр": "waiting"}


@pytest.mark.parametrize(
    ("harm", "goes_on", "goes"),
    [
        ("no", "yes", True),
        ("no", "no", False),
        ("unknown", "yes", False),
        ("unknown", "no", False),
        ("yes", "yes", False),
        ("yes", "no", False),
    ],
)
def test_only_no_harm_and_go_on_opens_work(manager, client, vera, harm, goes_on, goes):
    manager.post(bring(manager, sheet(GARIN)), {"which": "all"})
    signed_in(client, UserFactory())

    client.post(reverse(PAGE), answers_of(Гарин=("Vera, 2011", harm, goes_on)))

    assert TakenOver.objects.get().answered_at
    assert (answer(Official.objects.get()) is Answer.GOES) == goes


def test_whoever_brought_the_sheet_does_not_answer(manager, vera):
    manager.post(bring(manager, sheet(GARIN)), {"which": "all"})
    page = manager.get(reverse(PAGE)).content.decode()
    assert "You brought one person yourself" in page

    refusal = manager.post(reverse(PAGE), answers_of(Гарин=("Vera", "no", "yes")))

    assert refusal.status_code == 422
    assert "Not yours to answer" in refusal.content.decode()
    assert TakenOver.objects.get().answered_at is None
    row = TakenOver.objects.get()
    answers = {"known_since": "Vera", "harm": "no", "goes_on": True}
    with acting_as(manager.person), pytest.raises(IntegrityError) as reason:
        take_over({row.pk: answers}, by=manager.person)
    assert "somebody else who signs does" in sentence_of_code(
        reason.value, otherwise=""
    )


def test_an_officers_sheet_comes_in_without_its_stages_and_says_so(as_role, vera):
    officer = as_role("Officer")
    url = bring(officer, sheet(GARIN, row_of("Орлов Пётр")))
    sentence = "The stages of 2 people stay out: only a manager brings stages."
    preview = officer.get(url).content.decode()
    assert sentence in preview
    assert "Without the stage “in dialogue”" in preview

    answers = page_messages(officer.post(url, {"which": "all"}))

    assert sentence in answers
    assert set(Relationship.objects.values_list("stage", flat=True)) == {"monitored"}
    assert not TakenOver.objects.exists()


def test_an_ally_of_a_sheet_comes_in_as_in_dialogue_and_is_named(manager, vera):
    url = bring(manager, sheet(row_of("Гарин Семён", stage="союзник")))
    sentence = "as far as a sheet leads: Гарин Семён (ally)."
    preview = manager.get(url).content.decode()
    assert sentence in preview
    assert "The file says “ally”" in preview

    answers = page_messages(manager.post(url, {"which": "all"}))

    assert any(sentence in text for text in answers)
    assert Relationship.objects.get().stage == "in_dialogue"
    assert TakenOver.objects.count() == 1
    assert answer(Official.objects.get()) is Answer.WAITS


def test_a_csv_says_no_more_than_a_spreadsheet(manager, vera):
    content = b"name,stage,lead\nGarin Semyon,ally,vera\n"

    url = bring(manager, content, "list.csv")
    preview = manager.get(url).content.decode()
    manager.post(url, {"which": "all"})

    assert "as far as a sheet leads" in preview
    assert Relationship.objects.get().stage == "in_dialogue"


def test_those_below_approached_are_not_asked_about(manager, vera):
    rows = [row_of("Гарин Семён", stage="выявлен"), row_of("Орлов Пётр")]
    manager.post(bring(manager, sheet(*rows)), {"which": "all"})

    assert [str(each) for each in TakenOver.objects.all()] == ["Орлов Пётр"]


def test_an_import_that_is_undone_takes_the_questions_along(manager, vera):
    manager.post(bring(manager, sheet(GARIN)), {"which": "all"})
    assert TakenOver.objects.exists()

    manager.post(reverse("batch-undo", args=[Batch.objects.get().pk]))

    assert not TakenOver.objects.exists()
    assert not Clearance.objects.exists()


def test_twenty_stand_on_a_page_and_what_was_typed_stays_on_an_error(client, manager):
    officials = [OfficialFactory(named=f"Garin {chr(65 + n)}") for n in range(22)]
    rows = [TakenOverFactory(official=each) for each in officials]
    signed_in(client, UserFactory())
    page = client.get(reverse(PAGE))
    assert len(page.context["people"]) == 20
    assert page.context["more"] == 2

    typed = {"row": [rows[0].pk, rows[1].pk], f"known_since-{rows[0].pk}": "Anna, 2003"}
    refusal = client.post(reverse(PAGE), {**typed, f"harm-{rows[0].pk}": "no"})

    assert refusal.status_code == 422
    text = refusal.content.decode()
    assert "Garin A: choose an answer." in text
    assert 'value="Anna, 2003"' in text
    assert not TakenOver.objects.answered().exists()


def test_whoever_is_answered_alone_ends_apart_from_the_others():
    day, ends = datetime.date(2026, 1, 1), []
    for _one in range(6):
        ends += ends_of_work(1, day, ends)

    assert [(end - day).days for end in ends] == [182, 91, 137, 46, 114, 23]
    beside = ends_of_work(3, day, ends)
    assert len({*ends, *beside}) == 9
    assert beside == sorted(beside)


def test_two_people_answered_one_after_the_other_end_on_two_days(as_role):
    signer = as_role("Manager")
    today = timezone.localdate()
    for row in TakenOverFactory.create_batch(2):
        answers = {"known_since": "Anna, 2011", "harm": "no", "goes_on": True}
        take_over({row.pk: answers}, by=signer.person)

    ends = TakenOver.objects.order_by("pk").values_list("until", flat=True)
    assert [(end - today).days for end in ends] == [182, 91]


def test_ends_are_spread_over_half_a_year():
    day = datetime.date(2026, 1, 1)
    days_later = [
        [(end - day).days for end in ends_of_work(n, day)] for n in (1, 2, 20)
    ]

    assert days_later[:2] == [[182], [91, 182]]
    assert days_later[2] == sorted(set(days_later[2]))
    assert days_later[2][0] == 9
    assert days_later[2][-1] == 182


def test_the_closed_ones_stand_first_and_the_page_begins_with_what_was_said(
    manager, client, vera
):
    rows = [row_of("Гарин Семён"), row_of("Орлов Пётр")]
    manager.post(bring(manager, sheet(*rows)), {"which": "all"})
    signed_in(client, UserFactory())
    client.post(
        reverse(PAGE),
        answers_of(Гарин=("Vera, 2011", "no", "yes"), Орлов=("Anna", "unknown", "no")),
    )

    write_up = client.get(reverse(PAGE)).context["write_up"]

    assert [each["name"] for each in write_up] == ["Орлов Пётр", "Гарин Семён"]
    begun = client.get(write_up[1]["url"]).content.decode()
    assert "Vera, 2011" in begun
    assert "Помогал в 2019" in begun
    plain = client.get(write_up[1]["url"].partition("?")[0]).content.decode()
    assert "Vera, 2011" not in plain


def test_a_signature_counts_first_and_the_answer_no_more_after_it(
    manager, client, vera
):
    manager.post(bring(manager, sheet(GARIN)), {"which": "all"})
    signed_in(client, UserFactory())
    client.post(reverse(PAGE), answers_of(Гарин=("Vera", "no", "yes")))
    official = Official.objects.get()
    assert Clearance.objects.get().taken_over_until

    cleared(official)

    assert answer(official, Weight.EXPOSING) is Answer.GOES
    assert Clearance.objects.get().taken_over_until is None
    assert client.get(reverse(PAGE)).context["write_up"] == []
