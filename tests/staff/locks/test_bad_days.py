"""The four bad days of docs/bad-days.md, walked from the first step to the last."""

import re
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from engagements.relationships.models import Relationship
from officials.people.models import Official
from officials.security.models import Membership
from staff.models import Draft, KeyRequest, User
from tests.factories.accounts import PASSPHRASE, UserFactory, keeper
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.house.sources import ROOT
from tests.staff.accounts.test_forgotten_passwords import (
    GOOD,
    LINK,
    MAILED,
    ask_link,
    use_link,
)
from tests.staff.accounts.test_limits import code_of
from tests.staff.locks.test_house import is_shut

pytestmark = pytest.mark.django_db
PAGE = (ROOT / "docs" / "bad-days.md").read_text()
DAYS = {
    "Somebody searches the office": "test_somebody_searches_the_office",
    "A laptop or a telephone is lost": "test_a_laptop_is_lost",
    "A colleague leaves in anger": "test_a_colleague_leaves_in_anger",
    "The only administrator forgot": "test_the_only_administrator_forgot",
}


@pytest.fixture(autouse=True)
def an_office(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.EMAIL_BACKEND = MAILED
    cache.clear()


def browser(person):
    """A device on which somebody typed their name and password."""
    client = Client()
    client.answer = client.post(
        "/accounts/login/", {"login": person.username, "password": PASSPHRASE}
    )
    return client


def give_password_again(client, passphrase=PASSPHRASE):
    client.post("/accounts/reauthenticate/", {"password": passphrase})


def address(verb, person):
    return reverse(f"colleague-{verb}", args=[person.pk])


def test_somebody_searches_the_office():
    viewer, officer = UserFactory(role="Viewer"), UserFactory()
    first, second = keeper().person, keeper().person
    official = OfficialFactory(named="Ivan Sidorov")
    record = f"/officials/{official.pk}/"
    in_the_office, at_home, telephone = browser(viewer), browser(officer), Client()
    at_home.post("/drafts/", {"draft_page": "/notes/new/", "headline": "Half a line"})
    assert "Ivan Sidorov" in in_the_office.get(record).text

    # 1. Leave
    assert in_the_office.post("/leave/").url == "/left/"
    assert in_the_office.get(record).status_code == 302
    # 2. Lock the house
    telephone = browser(viewer)
    assert "Lock the house" in telephone.get("/").text
    telephone.get("/house/lock/")
    telephone.post("/house/lock/")
    for device in (in_the_office, at_home, telephone):
        assert is_shut(device.get(record))
        assert is_shut(device.post("/leave-nothing/"))
    assert Session.objects.count() == 0
    # 3. and 4. Whoever is made to sign in gets no further
    assert is_shut(browser(officer).get("/"))
    # Nothing is erased
    assert Official.objects.filter(pk=official.pk).exists()
    assert Draft.objects.get().data["headline"] == ["Half a line"]
    # 5. Two keepers
    one, other = browser(first), browser(second)
    assert "Open the house" in one.get("/", follow=True).text
    one.post("/house/open/")
    assert is_shut(browser(officer).get("/"))
    other.post("/house/open/")
    assert "Ivan Sidorov" in browser(officer).get(record).text
    assert at_home.get("/").status_code == 302


@pytest.fixture
def irina():
    """Somebody in a sealed circle, with a second factor."""
    irina = UserFactory(full_name="Irina Petrova", email="irina@ngo.example")
    TOTP.activate(irina, generate_totp_secret())
    return irina


@pytest.fixture
def sealed(irina):
    """An official of a sealed circle, in which `irina` is."""
    circle = CircleFactory(name="Case 14", sealed=True, people=[irina])
    return OfficialFactory(named="Sealed Person", circle=circle)


@pytest.fixture
def laptop(irina, sealed):
    """On which `irina` is signed in, and has looked and taken; and asked for a link."""
    laptop = Client()
    laptop.force_login(irina)
    laptop.get(f"/officials/{sealed.pk}/")
    laptop.get("/officials/?format=csv").getvalue()
    ask_link(Client(), irina.email)
    return laptop


def test_a_laptop_is_lost(laptop, irina, sealed):
    manager = UserFactory(role="Manager")
    administrator = UserFactory(role="Administrator")
    Membership.objects.create(circle=sealed.circle, person=manager)

    # 1. On another device, or by a call
    at_work = browser(manager)
    assert address("lock", irina) in at_work.get("/colleagues/").text
    at_work.post(address("lock", irina))
    # 2. Everything is over
    assert laptop.get("/").status_code == 302
    link = LINK.search(mail.outbox[0].body)[1]
    assert 'name="password1"' not in Client().get(link, follow=True).text
    # 3. What was seen, as far as each may see it
    page = at_work.get(address("seen", irina)).text
    assert "Sealed Person" in page
    assert "official-list" in page
    page = browser(administrator).get(address("seen", irina)).text
    assert "Sealed Person" not in page
    # 5. The factor is taken off by two
    give_password_again(at_work)
    at_work.post("/keepers/factor/", {"person": irina.pk})
    (request,) = KeyRequest.objects.waiting()
    give_password_again(second := browser(administrator))
    second.post(reverse("keyrequest-agree", args=[request.pk]))
    # 6. Back, but not yet into what is sealed
    at_work.post(address("unlock", irina))
    assert laptop.get("/").status_code == 302
    again = browser(irina)
    assert again.get("/officials/").status_code == 200
    assert again.get(f"/officials/{sealed.pk}/").status_code == 404


@pytest.fixture
def pavel():
    """An administrator who leads two relationships, one in a sealed circle."""
    pavel = UserFactory(full_name="Pavel Orlov", role="Administrator")
    circle = CircleFactory(name="Case 14", sealed=True, people=[pavel])
    hidden = OfficialFactory(circle=circle)
    RelationshipFactory(official=hidden, lead=pavel, circle=circle)
    RelationshipFactory(official=OfficialFactory(), lead=pavel)
    return pavel


@pytest.fixture
def of_pavel(pavel):
    """Where he is signed in, has made an account that nobody knows, and took a list."""
    client = browser(pavel)
    give_password_again(client)
    client.post(
        reverse("admin:staff_user_add"),
        {
            "username": "straw.man",
            "full_name": "Straw Man",
            "usable_password": "true",
            "password1": GOOD,
            "password2": GOOD,
        },
    )
    client.get("/officials/?format=csv").getvalue()
    return client


def test_a_colleague_leaves_in_anger(of_pavel, pavel):
    manager, taker = UserFactory(role="Manager"), UserFactory()
    administrator, member = UserFactory(role="Administrator"), UserFactory()
    Membership.objects.create(circle=pavel.circles.get(), person=member)

    # 1. The lock comes first
    of_irina = browser(manager)
    of_irina.post(address("lock", pavel))
    assert of_pavel.get("/").status_code == 302
    assert of_pavel.post(address("lock", manager)).status_code == 302
    assert not User.objects.get(pk=manager.pk).is_locked_out
    # 2. The circles are told
    of_irina.post(address("farewell", pavel))
    assert "in the circle Case 14 has nobody else" in browser(member).get("/").text
    # 3. To hand on
    page = of_irina.get(address("leaving", pavel)).text
    open_one = Relationship.objects.get(circle__everyone=True)
    hand_over = reverse("relationship-hand_over", args=[open_one.pk])
    assert hand_over in page
    assert "Case 14" not in page
    of_irina.post(hand_over, {"to_lead": taker.pk, "brief": "All is in the notes."})
    assert Relationship.objects.get(pk=open_one.pk).lead == taker
    # 4. The last 30 days, and an account that nobody knows
    assert "official-list" in of_irina.get(address("leaving", pavel)).text
    of_another = browser(administrator)
    assert "Straw Man" in of_another.get(address("leaving", pavel)).text
    stranger = User.objects.get(username="straw.man")
    of_another.post(address("lock", stranger))
    assert stranger.is_locked_out
    # 6. The account stays
    User.objects.filter(pk=pavel.pk).update(is_active=False)
    assert browser(pavel).answer.status_code == 200
    assert "Pavel Orlov" in of_irina.get("/colleagues/").text


def test_the_only_administrator_forgot():
    oleg = UserFactory(role="Administrator", email="oleg@ngo.example")
    secret = generate_totp_secret()
    TOTP.activate(oleg, secret)
    device = Client()

    # 1. The link, as far as the second factor
    assert "password/reset/" in device.get("/accounts/login/").text
    ask_link(device, oleg.email)
    use_link(device, mail.outbox[0])
    assert device.get("/").status_code == 302
    device.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert device.get("/admin/").status_code == 200
    # 2. The factor is gone too
    vera, out = keeper().person, StringIO()
    call_command("rescue", oleg.username, "--to", "factor", stdout=out)
    code = re.search(r"Code: (\S+)", out.getvalue())[1]
    give_password_again(of_vera := browser(vera))
    page = of_vera.post("/keepers/rescue/", {"code": code}, follow=True)
    assert "Confirmed, and done" in page.text
    device = Client()
    answer = device.post("/accounts/login/", {"login": oleg.username, "password": GOOD})
    assert answer.url == reverse("desk")
    assert "A rescue on the server" in browser(UserFactory()).get("/").text
    # 4. A second administrator the same day
    give_password_again(device, GOOD)
    page = device.get(reverse("admin:staff_user_add"))
    assert page.status_code == 200


def test_the_page_tells_the_days_that_are_walked():
    headings = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)

    assert headings == list(DAYS)
    assert all(name in globals() for name in DAYS.values())


def test_what_the_page_says_to_press_is_there_to_be_pressed():
    words = set(re.findall(r"\*\*([^*]+)\*\*", PAGE))
    assert len(words) > 10

    with override("ru"):
        unknown = {each for each in words if gettext(each) == each}

    assert unknown == set()


def test_the_page_is_one_page_without_names():
    assert len(PAGE.split()) < 700
    assert "@" not in PAGE
    for name in ("anna", "irina", "oleg", "pavel"):
        assert name not in PAGE.lower()
