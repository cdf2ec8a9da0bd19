"""Where the gate shows: in plain words, and no more than its reader may know."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.contacts.models import OutreachAction
from engagements.letters import workflow as letter_steps
from engagements.letters.models import Letter
from engagements.relationships import workflow as relationship_steps
from officials.clearance.models import Clearance
from officials.safeguards.models import ConductCheck, Switch
from officials.security.context import as_system
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.contacts import days
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.safeguards import ReviewRequestFactory
from tests.factories.security import CircleFactory
from tests.factories.support import OfferFactory
from tests.staff.approach.pages import address, block, page, waiting

pytestmark = pytest.mark.django_db
State = OutreachAction.State
NEUTRAL = "“Before we approach” has to be looked at before we turn to them"


@pytest.fixture
def anna():
    return UserFactory(role="Manager", full_name="Anna Belova")


@pytest.fixture
def person():
    return OfficialFactory(named="Ivan Petrov")


# The sentence and the ways on


def test_who_is_not_signed_for_shows_in_the_head_and_who_can_open(
    as_role, anna, person
):
    client = as_role("Officer", full_name="Pavel Orlov")
    UserFactory(role="Manager", full_name="Vera Kim")
    UserFactory(role="Viewer", full_name="Viktor Reader")

    words = block(page(client, address(person, "officials")))
    assert f"Ivan Petrov: {NEUTRAL}; Anna Belova or Vera Kim can do that." in words
    assert "Viktor" not in words
    assert "Pavel" not in words
    assert "Open the page" in words
    assert "Record what has happened" in words

    cleared(person)
    assert block(page(client, address(person, "officials"))) == ""


def test_the_sentence_is_russian_for_who_reads_russian(as_role, anna, person):
    client = as_role("Viewer")
    action = waiting(person)
    words = block(page(client, address(action, "actions"), "ru"))
    assert (
        "Ivan Petrov: сохранено, но пока не отправляется. Прежде чем обращаться, нужно "
        "посмотреть страницу «Прежде чем обратиться»; это могут сделать: "
    ) in words
    assert "Anna Belova" in words
    assert "Записать" not in words  # a viewer records nothing


def test_nobody_is_named_who_cannot_sign(as_role, person):
    client = as_role("Viewer")
    writer = UserFactory(full_name="Wera Writer")
    lead = UserFactory(full_name="Lena Lead")
    UserFactory(full_name="Gone Away", is_active=False)
    UserFactory(full_name="Ex Ternal", is_external=True)
    UserFactory(full_name="Otto Officer")
    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=True)
    CircleFactory(people=[UserFactory(full_name="Tina Track")], accountability=True)
    RelationshipFactory(official=person, lead=lead, stage="monitored")
    ApproachFactory(official=person, written_by=writer)

    words = block(page(client, address(person, "officials")))
    assert "Otto Officer can do that." in words
    for name in ("Wera", "Lena", "Gone", "Ternal", "Tina"):
        assert name not in words


def test_of_a_narrow_circle_those_are_named_who_are_in_it(as_role):
    insider = UserFactory(full_name="Ina Inside")
    client = as_role("Officer")
    UserFactory(full_name="Otto Outside")
    circle = CircleFactory(people=[insider, client.person])
    official = OfficialFactory(circle=circle)
    words = block(page(client, address(official, "officials")))
    assert "Ina Inside can do that." in words
    assert "Otto" not in words


def test_red_says_what_could_happen_and_names_managers(as_role, anna, person):
    client = as_role("Officer")
    UserFactory(full_name="Otto Officer")
    ApproachFactory(official=person, threat=(3, 5))
    words = block(page(client, address(person, "officials")))
    assert "Ivan Petrov: turning to them now could harm them. Anna Belova can" in words
    assert "Warning them or calling off is always possible." in words
    assert "Otto" not in words
    russian = block(page(client, address(person, "officials"), "ru"))
    assert "обращение сейчас может навредить" in russian


def test_what_was_refused_tells_since_when_and_who_knows_why(as_role, anna, person):
    client = as_role("Officer")
    RelationshipFactory(
        official=person, lead=UserFactory(full_name="Lena Lead"), stage="monitored"
    )
    ApproachFactory(official=person, decision="refuse")
    words = block(page(client, address(person, "officials")))
    today = timezone.localdate()
    assert (
        f"Ivan Petrov: on {today.day} {today:%B} we decided not to go on for now. "
        "Lena Lead knows why; a manager can take it up again. You can still decline "
        "politely, or write to the office formally."
    ) in words


def test_the_day_on_which_it_was_decided_is_not_that_of_another_decision(
    as_role, person
):
    client = as_role("Officer")
    ApproachFactory(official=person, decision="refuse")
    with as_system():
        clearance = Clearance.objects.get(official=person)
        clearance.decision_since = timezone.now() - datetime.timedelta(days=40)
        clearance.save()
    ApproachFactory(official=person, circle=CircleFactory(people=[client.person]))
    day = timezone.localdate() - datetime.timedelta(days=40)
    words = block(page(client, address(person, "officials")))
    assert f"on {day.day} {day:%B} we decided not to go on" in words


def test_a_signature_that_ends_in_two_weeks_says_so(as_role, anna, person):
    client = as_role("Officer")
    cleared(person)
    for check in ConductCheck.objects.filter(official=person):
        check.valid_until = days(20)
        check.save()
    assert block(page(client, address(person, "officials"))) == ""
    for check in ConductCheck.objects.filter(official=person):
        check.valid_until = days(10)
        check.save()
    words = block(page(client, address(person, "officials")))
    assert "Ivan Petrov: “Before we approach” holds until" in words
    for check in ConductCheck.objects.filter(official=person):
        check.checked_on, check.valid_until = days(-300), days(-3)
        check.save()
    words = block(page(client, address(person, "officials")))
    assert "Ivan Petrov: “Before we approach” ran out on" in words


# Whoever does not see what closes reads one sentence


def nothing(official, circle):
    pass


def hidden_red(official, circle):
    ApproachFactory(official=official, circle=circle, threat=(5, 5))


def hidden_hold(official, circle):
    ApproachFactory(official=official, circle=circle, decision="defer")


def hidden_refusal(official, circle):
    ApproachFactory(official=official, circle=circle, decision="refuse")


def hidden_rest(official, circle):
    tie = RelationshipFactory(official=official, circle=circle, stage="monitored")
    relationship_steps.move_stage(tie, "paused", by=UserFactory(), reason="Ill")


def hidden_signature_that_ran_out(official, circle):
    writer = UserFactory(role="Viewer")
    approach = ApproachFactory(
        official=official,
        circle=circle,
        written_by=writer,
        review=ReviewRequestFactory(
            state="signed",
            asked_by=writer,
            decided_by=UserFactory(role="Viewer"),
            decided_at=timezone.now(),
            circle=circle,
        ),
    )
    approach.conduct.checked_on = days(-400)
    approach.conduct.valid_until = days(-30)
    approach.conduct.save()


def departure(official, circle):
    AppointmentFactory(official=official, started="2015", ended=days(0).isoformat())


STATES = (
    nothing,
    hidden_red,
    hidden_hold,
    hidden_refusal,
    hidden_rest,
    hidden_signature_that_ran_out,
    departure,
)


def test_every_hidden_reason_reads_the_same_at_every_door(as_role, anna):
    client = as_role("Officer", full_name="Pavel Orlov")
    doors = {}
    for close in STATES:
        official = OfficialFactory(named="Ivan Petrov")
        close(official, CircleFactory(people=[UserFactory(role="Viewer")]))
        nominated = ParticipationFactory(official=official)
        doors[close] = {
            "head": address(official, "officials"),
            "form": f"/actions/new/?official={official.pk}",
            "action": address(waiting(official), "actions"),
            "letter": address(LetterFactory(official=official, cold=True), "letters"),
            "participation": address(nominated, "participations"),
        }
    blocks = {
        close: {door: block(page(client, url)) for door, url in urls.items()}
        for close, urls in doors.items()
    }

    for door in ("head", "form", "action", "letter", "participation"):
        assert NEUTRAL in blocks[nothing][door]
        for close in STATES:
            assert blocks[close][door] == blocks[nothing][door], close


def test_of_what_is_hidden_the_row_is_there_and_the_reader_does_not_see_it(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    circle = CircleFactory(people=[UserFactory()])
    hidden_red(official, circle)
    assert Clearance.objects.filter(official=official, is_red=True).exists()
    assert not Clearance.objects.visible_to(client.person).exists()


def test_the_accountability_track_reads_consult_first_and_names(as_role, anna, person):
    client = as_role("Officer", full_name="Tina Track")
    ApproachFactory(official=person, threat=(5, 5), decision="refuse")
    action = waiting(person)
    url = address(action, "actions")
    assert "decided not to go on" in page(client, url)

    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=True)
    CircleFactory(people=[client.person], accountability=True)
    for where in (url, f"/officials/{person.pk}/?tab=relationship"):
        text = page(client, where)
        assert "Ivan Petrov: consult first: " in block(text)
        assert "Anna Belova" in block(text)
        for word in ("harm", "decided", "Open the page", "May we turn", "signed"):
            assert word not in block(text)
        assert "May we turn to them?" not in text


# The tab of the relationship


def test_the_tab_says_in_words_whether_we_may_turn_to_them(as_role, person):
    client = as_role("Officer")
    url = f"/officials/{person.pk}/?tab=relationship"
    text = page(client, url)
    assert "May we turn to them?" in text
    assert "Not now" in text
    cleared(person)
    text = page(client, url)
    assert "Version 1, signed by" in text
    ApproachFactory(official=person, version=2, threat=(5, 5))
    text = page(client, url)
    assert "The risk is red, and no manager has signed for it." in text
    assert "Риск красный" in page(client, url, "ru")


def test_the_tab_gives_the_usual_reason_for_what_its_reader_does_not_see(
    as_role, person
):
    client = as_role("Officer")
    cleared(person)
    hidden_refusal(person, CircleFactory(people=[UserFactory()]))
    text = page(client, f"/officials/{person.pk}/?tab=relationship")
    assert "Version 1, signed by" in text
    assert text.count(NEUTRAL) == 2  # in the head, and on the tab


def test_what_stands_before_the_first_contact_is_one_list_with_ticks(as_role, person):
    client = as_role("Officer")
    RelationshipFactory(official=person, stage="identified")
    url = f"/officials/{person.pk}/?tab=relationship"
    text = page(client, url)
    assert "Before the first contact" in text
    assert text.count("still missing:") == 5
    cleared(person)
    text = page(client, url)
    assert text.count("still missing:") == 1  # no assessment yet
    assert text.count("done:") == 4


# The form


def test_the_form_asks_apart_for_what_goes_out_all_the_same(as_role, person):
    client = as_role("Officer")
    text = page(client, f"/actions/new/?official={person.pk}")
    assert "When it need not wait" in text
    assert NEUTRAL in block(text)
    assert "Which law, rule or right" in text
    incoming = letter_steps.register_incoming(
        Letter(
            official=person,
            subject="They ask",
            received_on=days(-1),
            dated_on=days(-2),
            addressee="Ivan Petrov",
        ),
        by=client.person,
    )
    text = page(client, f"/letters/new/?answers={incoming.pk}")
    assert f'value="{incoming.pk}" selected' in text


# What it costs


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [each["sql"] for each in queries]


def test_a_page_asks_the_gate_once_however_many_people_it_names(as_role, anna):
    client = as_role("Officer")
    exchange, counts = ExchangeFactory(), []
    for number in (1, 6):
        for _each in range(number):
            ParticipationFactory(exchange=exchange)
        queries = queries_of(client, address(exchange, "exchanges"))
        assert sum("app_clearance(" in each for each in queries) == 1
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_action_and_the_desk_ask_as_often_for_one_as_for_many(as_role, anna):
    client = as_role("Officer")
    action = waiting(OfficialFactory(), lead=client.person)
    urls, counts = (address(action, "actions"), "/"), []
    for number in (0, 5):
        for _each in range(number):
            official = OfficialFactory()
            action.action_officials.create(official=official, circle=action.circle)
            waiting(official, lead=client.person, planned_on=days(-2))
        counts.append([len(queries_of(client, url)) for url in urls])
    assert counts[0][0] == counts[1][0]
    assert counts[1][1] - counts[0][1] <= 2  # days that passed: the gate, once


@pytest.mark.parametrize("tab", ["timeline", "relationship"])
def test_a_person_asks_the_gate_once(as_role, anna, person, tab):
    client = as_role("Officer")
    RelationshipFactory(official=person, stage="identified")
    queries = queries_of(client, f"/officials/{person.pk}/?tab={tab}")
    assert sum("app_clearance(" in each for each in queries) == 1


def test_an_offer_that_stands_shows_the_gate(as_role, person):
    client = as_role("Officer")
    offer = OfferFactory(official=person)
    assert block(page(client, address(offer, "offers"))) == ""
    ApproachFactory(official=person, version=2, threat=(5, 5))
    assert "could harm them" in block(page(client, address(offer, "offers")))
