"""No one person opens what is sealed: somebody else’s hand on a way in closes it."""

import datetime
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.people.models import Official
from officials.safeguards.models import Switch
from officials.security.context import acting_as, as_system
from officials.security.models import Circle, Membership
from officials.security.readers import readers_of
from officials.security.refusals import ask
from staff.models import Assurance, Draft, ImportFile, User
from tests.factories.accounts import PASSPHRASE, UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.staff.accounts.test_forgotten_passwords import ask_link, use_link
from tests.staff.accounts.test_ways_in import code_of, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

GOOD = "seven herons over the Okhta"
OWN_PASSPHRASE = "nine grey geese by Ladoga"
LIST = "/suspensions/"


@pytest.fixture(autouse=True)
def no_attempts_yet(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


class Sealed:
    """A sealed circle of three, what only they know, and an administrator outside."""

    def __init__(self):
        self.irina = UserFactory(full_name="Irina Solntseva", email="irina@ngo.example")
        self.pavel = UserFactory(full_name="Pavel Ozerov")
        self.anna = UserFactory(role="Manager", full_name="Anna Lukina")
        self.oleg = UserFactory(role="Administrator", full_name="Oleg Sedykh")
        self.circle = CircleFactory(
            name="Case 14", sealed=True, people=[self.irina, self.pavel, self.anna]
        )
        self.official = OfficialFactory(named="Helena Sokolova", circle=self.circle)

    def is_open_to(self, person):
        """Whether both layers show the official, each by itself, and the page does."""
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM officials_official")
            by_rows = cursor.fetchone() == (1,)
        with as_system():
            reader = User.objects.get(pk=person.pk)
            by_code = Official.objects.visible_to(reader).exists()
        by_page = signed_in(person).get(self.page).status_code == 200
        assert by_rows == by_code == by_page
        return by_page

    @property
    def page(self):
        return f"/officials/{self.official.pk}/"

    def place_of(self, person):
        return Membership.objects.get(circle=self.circle, person=person)

    def speak_with(self, person, by):
        choose_own_passphrase(person)
        lift = reverse("suspension-lift", args=[self.place_of(person).pk])
        return signed_in(by).post(lift, follow=True)


@pytest.fixture
def sealed(db, roles):
    return Sealed()


def signed_in(person):
    """Their client; they gave their password just now."""
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def sign_in(person, passphrase):
    client = Client()
    client.post(
        reverse("account_login"), {"login": person.username, "password": passphrase}
    )
    return client


def choose_own_passphrase(person, passphrase=OWN_PASSPHRASE):
    """The person does, where somebody else chose the one they have."""
    person = User.objects.get(pk=person.pk)
    if person.password_set_by_other_at:
        fields = {"oldpassword": GOOD, "password1": passphrase, "password2": passphrase}
        client = signed_in(person)
        assert client.post("/accounts/password/change/", fields).status_code == 302


def set_passphrase(person, by):
    client = signed_in(by)
    fields = {"password1": GOOD, "password2": GOOD, "usable_password": "true"}
    page = path_of("admin:auth_user_password_change", person)
    assert client.post(page, fields).status_code == 302


def edit(person, by, **changes):
    """The list that follows when the administrator `by` saves `changes` of a person."""
    client = signed_in(by)
    groups = [group.pk for group in person.groups.all()]
    fields = {
        "username": person.username,
        "full_name": person.full_name,
        "email": person.email,
        "is_active": "on",
        "groups": groups,
        **changes,
    }
    fields = {name: value for name, value in fields.items() if value is not None}
    answer = client.post(path_of("admin:staff_user_change", person), fields)
    assert answer.status_code == 302, answer.context["errors"]
    return client.get(answer.url)


# What one administrator did alone


def test_an_administrator_who_signs_in_as_a_member_sees_nothing_sealed(sealed):
    theirs = sign_in(sealed.irina, PASSPHRASE)
    assert "Helena Sokolova" in theirs.get(sealed.page).text

    set_passphrase(sealed.irina, by=sealed.oleg)
    thief = sign_in(sealed.irina, GOOD)

    assert thief.get("/").status_code == 200  # they are in, as Irina
    assert thief.get(sealed.page).status_code == 404
    assert "Helena" not in thief.get("/officials/").text
    assert "Helena" not in thief.get("/search/", {"q": "helena"}).text
    desk = thief.get("/").text
    assert "A sealed circle is closed to you for now" in desk
    assert "Password: changed by Oleg Sedykh" in desk


def test_what_they_typed_and_brought_before_is_hidden_as_well(sealed):
    before = timezone.now() - datetime.timedelta(hours=1)
    page = f"{sealed.page}edit/"
    Draft.objects.create(
        owner=sealed.irina, page=page, data={"a": ["Helena"]}, saved_at=before
    )
    file = ImportFile.objects.create(brought_by=sealed.irina, name="x.csv", content=b"")
    ImportFile.objects.filter(pk=file.pk).update(brought_at=before)

    def rows():
        with acting_as(sealed.irina):
            return Draft.objects.count(), ImportFile.objects.count()

    assert rows() == (1, 1)
    set_passphrase(sealed.irina, by=sealed.oleg)
    assert rows() == (0, 0)
    thief = sign_in(sealed.irina, GOOD)
    for path in ("/notes/new/", page):
        kept = thief.post("/drafts/", {"draft_page": path, "headline": "New"})
        assert kept.status_code in (200, 302, 422)
    assert rows() == (1, 0)

    sealed.speak_with(sealed.irina, by=sealed.pavel)

    assert rows() == (2, 1)


def test_a_member_who_spoke_with_them_opens_it_again(sealed):
    set_passphrase(sealed.irina, by=sealed.oleg)
    desk = signed_in(sealed.pavel).get("/").text
    assert "Irina Solntseva" in desk
    assert "Case 14 is closed to them" in desk
    assert "Password: changed by Oleg Sedykh" in signed_in(sealed.pavel).get(LIST).text
    assert not sealed.is_open_to(sealed.irina)

    answer = sealed.speak_with(sealed.irina, by=sealed.pavel)

    assert "Case 14 is open to Irina Solntseva again" in answer.text
    assert sealed.is_open_to(sealed.irina)
    assert "Irina" not in signed_in(sealed.pavel).get(LIST).text
    assert "closed to you" not in signed_in(sealed.irina).get("/").text


def test_nobody_outside_the_circle_sees_or_lifts_it(sealed):
    set_passphrase(sealed.irina, by=sealed.oleg)
    manager = UserFactory(role="Manager")

    for outsider in (sealed.oleg, manager, sealed.irina):
        assert "Irina" not in signed_in(outsider).get(LIST).text.split("<main")[1]
        assert sealed.speak_with(sealed.irina, by=outsider).status_code == 404

    assert not sealed.is_open_to(sealed.irina)


def test_whoever_had_a_part_in_it_does_not_confirm(sealed):
    with acting_as(sealed.pavel):
        User.objects.filter(pk=sealed.irina.pk).update(email="x@evil.example")
    assert "You had a part in it" in signed_in(sealed.pavel).get(LIST).text

    answer = sealed.speak_with(sealed.irina, by=sealed.pavel)

    assert "without a part in the changes" in answer.text
    assert not sealed.is_open_to(sealed.irina)
    sealed.speak_with(sealed.irina, by=sealed.anna)
    assert sealed.is_open_to(sealed.irina)


def test_two_who_are_suspended_do_not_confirm_each_other(sealed):
    for person in (sealed.irina, sealed.pavel):
        set_passphrase(person, by=sealed.oleg)

    assert sealed.speak_with(sealed.irina, by=sealed.pavel).status_code == 404
    with (
        acting_as(sealed.pavel),
        pytest.raises(IntegrityError, match="assured_by_another"),
        transaction.atomic(),
    ):
        Assurance.objects.create(
            person=sealed.irina, circle=sealed.circle, given_by=sealed.pavel
        )


@pytest.mark.parametrize("speaker", ["oleg", "irina", "pavel", None])
def test_nothing_but_a_confirmation_lifts_it(sealed, speaker):
    set_passphrase(sealed.irina, by=sealed.oleg)
    place = Membership.objects.filter(pk=sealed.place_of(sealed.irina).pk)

    with acting_as(speaker and getattr(sealed, speaker)):
        for change in ({"suspended_at": None}, {"person": sealed.oleg}):
            with (
                pytest.raises(IntegrityError, match="membership_by_rule"),
                transaction.atomic(),
            ):
                place.update(**change)

    assert not sealed.is_open_to(sealed.irina)


@pytest.mark.django_db(transaction=True)
def test_whom_no_signatory_let_in_waits_for_a_member(roles):
    with as_system():
        sealed, newcomer = Sealed(), UserFactory(full_name="Maria Tikhonova")
        sealed.circle.memberships.filter(person=sealed.anna).update(is_signatory=True)

    for speaker in (as_system(), acting_as(sealed.oleg), acting_as(newcomer)):
        with speaker:
            place = Membership.objects.create(circle=sealed.circle, person=newcomer)
        assert not sealed.is_open_to(newcomer)
        desk = signed_in(newcomer).get("/").text
        assert "Put into the circle by nobody who lets people in" in desk
        sealed.speak_with(newcomer, by=sealed.pavel)
        assert sealed.is_open_to(newcomer)
        with as_system():
            place.delete()
    with acting_as(sealed.anna):
        Membership.objects.create(circle=sealed.circle, person=newcomer)
    assert sealed.is_open_to(newcomer)


def test_a_signatory_who_is_suspended_lets_nobody_in(sealed):
    Membership.objects.update(is_signatory=True)
    boss = UserFactory(role="Administrator")
    with acting_as(sealed.anna):
        Membership.objects.create(circle=sealed.circle, person=boss, is_signatory=True)
    set_passphrase(boss, by=sealed.oleg)

    places = list(sealed.circle.memberships.order_by("pk"))
    data = {"name": "Case 14", "memberships-INITIAL_FORMS": len(places)}
    data["memberships-TOTAL_FORMS"] = len(places) + 1
    for number, place in enumerate(places):
        data |= {
            f"memberships-{number}-id": place.pk,
            f"memberships-{number}-is_signatory": "on",
        }
    data[f"memberships-{len(places)}-person"] = sealed.oleg.pk
    page = f"/admin/officials/circle/{sealed.circle.pk}/change/"

    answer = signed_in(boss).post(page, data)

    assert "Only a signatory of a sealed circle" in answer.text
    assert not sealed.circle.memberships.filter(person=sealed.oleg).exists()


# Every door


def by_form(**changes):
    return lambda sealed: edit(sealed.irina, by=sealed.oleg, **changes)


def gives_role(sealed):
    roles = Group.objects.filter(name__in=["Officer", "Coordinator"])
    edit(sealed.irina, by=sealed.oleg, groups=[role.pk for role in roles])


def follows_a_link(sealed):
    client = Client()
    ask_link(client, "irina@ngo.example")
    use_link(client, mail.outbox[-1])


def in_a_shell(change):
    """Somebody at the server, who speaks for nobody."""

    def run(sealed):
        with acting_as(None):
            change(sealed.irina)

    return run


def changed(**fields):
    return in_a_shell(lambda irina: User.objects.filter(pk=irina.pk).update(**fields))


def adds_address(irina):
    EmailAddress.objects.create(user=irina, email="x@evil.example", verified=True)


def adds_permission(irina):
    irina.user_permissions.add(Permission.objects.first())


DOORS = {
    "the form: another name": by_form(username="irina2"),
    "the form: another address": by_form(email="x@evil.example"),
    "the form: a role": gives_role,
    "the form: the admin": by_form(is_staff="on"),
    "the page for a password": lambda s: set_passphrase(s.irina, by=s.oleg),
    "a link from a mailbox": follows_a_link,
    "a shell: password": changed(password="pbkdf2"),
    "a shell: above the roles": changed(is_staff=True),
    "a shell: external": changed(is_external=True),
    "a shell: locked": changed(is_active=False),
    "a shell: a permission": in_a_shell(adds_permission),
    "a shell: an address": in_a_shell(adds_address),
    "a shell: a role taken": in_a_shell(lambda irina: irina.groups.clear()),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_change_by_another_closes_what_is_sealed(sealed, door):
    assert sealed.is_open_to(sealed.irina)

    DOORS[door](sealed)

    User.objects.filter(pk=sealed.irina.pk).update(is_active=True, is_external=False)
    assert sealed.place_of(sealed.irina).suspended_at
    assert not sealed.is_open_to(sealed.irina)
    assert sealed.is_open_to(sealed.pavel)


# What is their own


def changes_own_passphrase(sealed):
    client = signed_in(sealed.irina)
    fields = {"oldpassword": PASSPHRASE, "password1": GOOD, "password2": GOOD}
    client.post("/accounts/password/change/", fields)
    assert User.objects.get(pk=sealed.irina.pk).check_password(GOOD)


def sets_up_a_factor(sealed):
    client = signed_in(sealed.irina)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=sealed.irina).count() == 2
    return secret


def takes_it_off(sealed):
    sets_up_a_factor(sealed)
    client = signed_in(sealed.irina)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=sealed.irina).exists()


def comes_in_with_a_recovery_code(sealed):
    sets_up_a_factor(sealed)
    codes = Authenticator.objects.get(user=sealed.irina, type="recovery_codes").wrap()
    client = sign_in(sealed.irina, PASSPHRASE)
    code = codes.get_unused_codes()[0]
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/").status_code == 200
    codes = Authenticator.objects.get(pk=codes.instance.pk).wrap()
    assert code not in codes.get_unused_codes()


def resets_with_the_factor(sealed):
    secret = sets_up_a_factor(sealed)
    cache.clear()
    client = Client()
    ask_link(client, "irina@ngo.example")
    use_link(client, mail.outbox[-1], code=code_of(secret))
    assert User.objects.get(pk=sealed.irina.pk).check_password(GOOD)


def is_hashed_anew(sealed):
    before = User.objects.get(pk=sealed.irina.pk).password
    assert before.startswith("md5")
    hasher = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    sealed.settings.PASSWORD_HASHERS = [hasher, *sealed.settings.PASSWORD_HASHERS]
    assert sign_in(sealed.irina, PASSPHRASE).get("/").status_code == 200
    assert User.objects.get(pk=sealed.irina.pk).password.startswith("pbkdf2")


OWN = [
    changes_own_passphrase,
    sets_up_a_factor,
    takes_it_off,
    comes_in_with_a_recovery_code,
    resets_with_the_factor,
    is_hashed_anew,
]


@pytest.mark.parametrize("deed", OWN)
def test_what_a_person_does_themselves_closes_nothing(sealed, settings, deed):
    sealed.settings = settings

    deed(sealed)

    assert sealed.is_open_to(sealed.irina)


def test_a_wrong_code_beside_a_link_changes_nothing(sealed):
    sets_up_a_factor(sealed)
    cache.clear()
    client = Client()
    ask_link(client, "irina@ngo.example")

    answer = use_link(client, mail.outbox[-1], code="000000")

    assert "Incorrect code" in answer.text
    assert User.objects.get(pk=sealed.irina.pk).check_password(PASSPHRASE)
    use_link(client, mail.outbox[-1])  # the mailbox alone sets it, and closes
    assert not sealed.is_open_to(sealed.irina)


def test_what_says_nothing_of_a_way_in_closes_nothing(sealed):
    edit(sealed.irina, by=sealed.oleg, full_name="Irina Lvovna Solntseva")
    with acting_as(None):
        EmailAddress.objects.create(user=sealed.irina, email="Irina@ngo.example")

    assert User.objects.get(pk=sealed.irina.pk).full_name == "Irina Lvovna Solntseva"
    assert sealed.is_open_to(sealed.irina)


def test_whoever_is_in_no_sealed_circle_is_not_suspended_anywhere(sealed):
    maria, open_circle = UserFactory(), CircleFactory()
    open_circle.people.add(maria, sealed.irina)

    for person in (maria, sealed.irina):
        set_passphrase(person, by=sealed.oleg)

    assert not open_circle.memberships.suspended().exists()
    assert sealed.circle.memberships.suspended().count() == 1


# Who else asks


def test_whoever_is_suspended_is_told_of_nothing_in_the_circle(sealed):
    assert sealed.irina in readers_of(sealed.official)

    set_passphrase(sealed.irina, by=sealed.oleg)

    assert sealed.irina not in readers_of(sealed.official)
    assert sealed.circle not in Circle.objects.open_to(sealed.irina)


def test_to_be_suspended_opens_no_plan_to_the_other_track(sealed):
    Switch.objects.update_or_create(name="two_tracks", defaults={"on": True})
    Circle.objects.filter(pk=sealed.circle.pk).update(accountability=True)
    with acting_as(sealed.irina):
        assert ask("app_on_accountability()")

    set_passphrase(sealed.irina, by=sealed.oleg)

    with acting_as(sealed.irina):
        assert ask("app_on_accountability()")
