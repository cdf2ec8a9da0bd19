"""Somebody leaves: what goes on, what they took, and who is told of it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.relationships.models import Relationship
from officials.security.models import Access, Membership
from staff.locks import workflow
from staff.models import Export, Farewell, SignIn
from tests.factories.accounts import PASSPHRASE, UserFactory, keeper
from tests.factories.approach import BriefPrintFactory
from tests.factories.contacts import CommitmentFactory, OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.safeguards import ReviewRequestFactory
from tests.factories.security import CircleFactory
from tests.factories.support import SupportRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def irina():
    return UserFactory(full_name="Irina Petrova")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page_of(person, reader, name="colleague-leaving"):
    return signed_in(reader).get(reverse(name, args=[person.pk]))


def sealed_circle(*people):
    circle = CircleFactory(name="Case 14", sealed=True)
    for person in people:
        Membership.objects.create(circle=circle, person=person)
    return circle


# In hand


def test_all_that_is_in_their_hands_stands_on_one_page(irina):
    manager = UserFactory(role="Manager")
    official = OfficialFactory(named="Ivan Sidorov")
    RelationshipFactory(official=official, lead=irina)
    action = OutreachActionFactory(lead=irina, subject="Call the deputy")
    CommitmentFactory(action=action, whose="us", text="Send the draft law")
    SupportRequestFactory(recorded_by=irina, asked="A letter for the court")
    ReviewRequestFactory(asked_of=irina)
    ExchangeFactory(lead=irina, title="Visit to Tartu")
    OutreachActionFactory(subject="Of somebody else")

    page = page_of(irina, manager).text

    for text in (
        "Ivan Sidorov",
        "Call the deputy",
        "Send the draft law",
        "A letter for the court",
        "Signatures asked of them",
        "Visit to Tartu",
    ):
        assert text in page, text
    assert "Of somebody else" not in page


def test_relationships_go_on_by_the_handover_that_is_there(irina):
    manager, taker = UserFactory(role="Manager"), UserFactory()
    first, second = (RelationshipFactory(lead=irina) for _each in range(2))
    page = page_of(irina, manager).text
    hand_over = reverse("relationship-hand_over", args=[first.pk])
    assert hand_over in page
    assert "Hand several over" in page

    client = signed_in(manager)
    form = {"to_lead": taker.pk, "brief": "All is in the notes.", "others": second.pk}
    once = client.get(hand_over).context["form"]
    assert once is not None
    client.post(hand_over, form)

    leads = Relationship.objects.values_list("lead", flat=True)
    assert [*leads] == [taker.pk, taker.pk]
    assert hand_over not in page_of(irina, manager).text


def test_nobody_sees_on_it_what_is_not_in_their_circles(irina):
    member, manager = UserFactory(), UserFactory(role="Manager")
    circle = sealed_circle(irina, member)
    hidden = OfficialFactory(named="Sealed Person", circle=circle)
    RelationshipFactory(official=hidden, lead=irina, circle=circle)
    BriefPrintFactory(official=hidden, printed_by=irina, circle=circle)
    Access.objects.create(
        person=irina, kind="officials_official", key=hidden.pk, page="official-detail"
    )

    for name in ("colleague-leaving", "colleague-seen"):
        page = page_of(irina, manager, name)
        assert page.status_code == 200
        assert "Sealed Person" not in page.text
        assert "Case 14" not in page.text
    assert "Sealed Person" in page_of(irina, irina, "colleague-seen").text


def test_members_of_a_sealed_circle_are_told_and_nobody_else(irina):
    member, manager = UserFactory(), UserFactory(role="Manager")
    outsider = UserFactory()
    circle = sealed_circle(irina, member)
    for _each in range(2):
        hidden = OfficialFactory(circle=circle)
        RelationshipFactory(official=hidden, lead=irina, circle=circle)
    sentence = "2 things of theirs in the circle Case 14 have nobody else"
    assert sentence not in signed_in(member).get("/").text
    assert page_of(irina, member).status_code == 404

    client = signed_in(manager)
    client.post(reverse("colleague-farewell", args=[irina.pk]))

    assert Farewell.objects.current().get().person == irina
    assert sentence in signed_in(member).get("/").text
    page = page_of(irina, member)
    assert page.status_code == 200
    assert "The last 30 days" not in page.text  # that is for who administers
    for other in (manager, outsider, irina):
        assert "Case 14 have" not in signed_in(other).get("/").text

    client.post(reverse("colleague-farewell", args=[irina.pk]))
    assert sentence not in signed_in(member).get("/").text
    workflow.lock(irina, by=None)
    assert sentence in signed_in(member).get("/").text


# Of late


def test_what_they_took_in_thirty_days_is_there_and_not_what_is_older(irina):
    administrator = UserFactory(role="Administrator")
    long_ago = timezone.now() - datetime.timedelta(days=31)
    official = OfficialFactory(named="Ivan Sidorov")
    Export.objects.create(taken_by=irina, page="official-list", reason="For the board")
    old = Export.objects.create(taken_by=irina, page="note-list", reason="Of last year")
    Export.objects.filter(pk=old.pk).update(taken_at=long_ago)
    BriefPrintFactory(official=official, printed_by=irina)
    Access.objects.keep(
        type(official), [official.pk], by=irina, page="official-list", in_file=True
    )

    page = page_of(irina, administrator).text

    assert "For the board" in page
    assert "Of last year" not in page
    assert page.count("Ivan Sidorov") == 2


def test_the_accounts_that_an_administrator_made_are_told_to_another(irina):
    first, second = (UserFactory(role="Administrator") for _each in range(2))
    client = signed_in(first)
    client.get("/admin/")
    sign_in = {"password": PASSPHRASE}
    client.post("/accounts/reauthenticate/", sign_in)
    client.post(
        reverse("admin:staff_user_add"),
        {
            "username": "straw.man",
            "full_name": "Straw Man",
            "usable_password": "true",
            "password1": "seven herons over the Okhta",
            "password2": "seven herons over the Okhta",
        },
    )

    assert "Straw Man" in page_of(first, second).text
    assert "Straw Man" not in page_of(first, UserFactory(role="Manager")).text


def test_merges_of_late_are_told_to_who_sees_them():
    manager, other = UserFactory(role="Manager"), UserFactory(role="Manager")
    first, second = (OfficialFactory(named="Ivan Sidorov") for _each in range(2))

    merge = reverse("official-merge", args=[first.pk])
    signed_in(manager).post(merge, {"with": str(second.pk)})

    assert first.former_keys.exists()

    assert "Ivan Sidorov" in page_of(manager, other).text


# A lost device


def test_a_person_sees_when_they_came_in_and_with_what(irina):
    browser = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    client = Client()
    client.post(
        "/accounts/login/",
        {"login": irina.username, "password": PASSPHRASE},
        headers={"User-Agent": browser},
    )

    page = client.get(reverse("colleague-seen", args=[irina.pk]))

    assert "Firefox, Windows" in page.text
    assert "1 session is open" in page.text
    assert "127.0.0.1" not in page.text
    assert SignIn.objects.get().person == irina
    workflow.lock(irina, by=None)
    manager = UserFactory(role="Manager")
    page = page_of(irina, manager, "colleague-seen").text
    assert "Firefox, Windows" in page  # the session is gone, and that is kept
    assert "0 sessions are open" in page
    assert page_of(irina, UserFactory(), "colleague-seen").status_code == 403


# Who comes to what


@pytest.mark.parametrize(
    ("role", "status"),
    [("Manager", 200), ("Administrator", 200), ("Officer", 403), ("Viewer", 403)],
)
def test_colleagues_are_listed_for_whoever_may_lock_one(role, status):
    page = signed_in(UserFactory(role=role)).get(reverse("colleague-list"))

    assert page.status_code == status


def test_a_keeper_finds_the_button_and_the_lock(irina):
    client = signed_in(keeper(UserFactory(role="Viewer")).person)
    assert reverse("colleague-list") in client.get("/keepers/").text
    lock = reverse("colleague-lock", args=[irina.pk])
    page = client.get(reverse("colleague-list")).text
    assert lock in page
    assert reverse("colleague-leaving", args=[irina.pk]) not in page

    assert "Lock Irina Petrova" in client.get(lock).text
    client.post(lock)

    irina.refresh_from_db()
    assert irina.is_locked_out
    assert "Locked by" in client.get(reverse("colleague-list")).text
    unlock = reverse("colleague-unlock", args=[irina.pk])
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    assert client.post(unlock).status_code == 403
    manager = signed_in(UserFactory(role="Manager"))
    page = manager.post(unlock, follow=True)
    assert "Nothing was changed" in page.text  # a session left open lets nobody in
    manager.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    assert "can sign in again" in manager.post(unlock, follow=True).text
    assert not irina.is_locked_out


def test_anybody_locks_themselves_and_is_out(irina):
    client = signed_in(irina)
    lock = reverse("colleague-lock", args=[irina.pk])
    assert lock in client.get("/accounts/sessions/").text
    assert "the device that you lost" in client.get(lock).text

    answer = client.post(lock)

    assert answer.url == reverse("left")
    assert client.get("/").status_code == 302
    assert irina.is_locked_out


def test_who_may_not_lock_learns_nothing_of_which_people_there_are(irina):
    client = signed_in(UserFactory())

    for pk in (irina.pk, 999_999):
        path = reverse("colleague-lock", args=[pk])
        assert client.get(path).status_code == client.post(path).status_code == 403
