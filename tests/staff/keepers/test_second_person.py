"""Roles that give roles, and a lost factor: one asks, and another confirms."""

import datetime
import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from officials.security.context import acting_as
from officials.security.models import Circle
from staff.keepers import workflow
from staff.models import AccessChange, Keeper, KeyRequest, Tenure, User
from tests.factories.accounts import UserFactory, set_factor, wake
from tests.factories.security import CircleFactory
from tests.staff.keepers.test_suspension import Sealed, edit, set_passphrase, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

PAGE, ASLEEP = "/keepers/", "One administrator alone can still open everything"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def awake(db, roles):
    wake()


def roles_of(person):
    return sorted(person.groups.values_list("name", flat=True))


def group(name):
    return Group.objects.get(name=name)


def with_factor(person):
    with acting_as(person):
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    return person


def keeper(person):
    managers = [UserFactory(role="Manager") for _each in range(2)]
    set_factor(person)
    with acting_as(managers[0]):
        named = workflow.name(person, by=managers[0])
    with acting_as(managers[1]):
        workflow.confirm(named, by=managers[1])
    return person


def confirm(by, request=None):
    request = request or KeyRequest.objects.waiting().get()
    agree = reverse("keyrequest-agree", args=[request.pk])
    return signed_in(by).post(agree, follow=True)


# Roles


@pytest.mark.parametrize("role", ["Manager", "Administrator"])
def test_an_administrator_makes_nobody_manager_alone(awake, role):
    oleg = UserFactory(role="Administrator", full_name="Oleg Sedykh")
    irina = UserFactory(full_name="Irina Solntseva")

    edit(irina, by=oleg, groups=[group(role).pk, group("Viewer").pk])
    edit(irina, by=oleg, groups=[group(role).pk, group("Viewer").pk])

    assert roles_of(irina) == ["Viewer"]
    assert "Asked by Oleg Sedykh" in signed_in(irina).get(PAGE).text
    manager = UserFactory(role="Manager")
    assert "Irina Solntseva" in signed_in(manager).get("/").text

    assert "Confirmed, and done" in confirm(by=manager).text
    assert roles_of(irina) == sorted([role, "Viewer"])
    assert User.objects.get(pk=irina.pk).is_staff == (role == "Administrator")
    assert "Nothing waits" in signed_in(manager).get(PAGE).text


def test_an_administrator_makes_themselves_no_manager(awake):
    oleg = UserFactory(role="Administrator")

    edit(oleg, by=oleg, groups=[group(n).pk for n in ("Administrator", "Manager")],
         is_staff="on")  # fmt: skip

    assert roles_of(oleg) == ["Administrator"]
    confirm(by=oleg)
    assert roles_of(oleg) == ["Administrator"]


def test_whom_it_is_about_and_who_holds_no_key_confirm_nothing(awake):
    oleg, irina = UserFactory(role="Administrator"), UserFactory()
    for role in ("Viewer", "Officer", "Coordinator"):
        with acting_as(oleg):
            request = workflow.ask(irina, KeyRequest.Kind.MANAGER, by=oleg)
        assert confirm(by=UserFactory(role=role), request=request).status_code == 403
    lev = UserFactory(role="Manager")
    with acting_as(oleg):
        request = workflow.ask(lev, KeyRequest.Kind.ADMINISTRATOR, by=oleg)
    assert "not who it is about" in confirm(by=lev, request=request).text

    assert roles_of(irina) == ["Officer"]
    assert roles_of(lev) == ["Manager"]


def test_a_keeper_of_any_role_is_a_second_person(awake):
    viktor = keeper(UserFactory(role="Viewer"))
    assert viktor in [each.person for each in Keeper.objects.in_office()]
    oleg, irina = UserFactory(role="Administrator"), UserFactory()
    with acting_as(oleg):
        workflow.ask(irina, KeyRequest.Kind.MANAGER, by=oleg)

    confirm(by=viktor)

    assert roles_of(irina) == ["Manager", "Officer"]


def test_an_administrator_is_not_both_of_the_two(awake):
    """Who sets a keeper's password and signs in as them is still one person."""
    oleg = UserFactory(role="Administrator")
    viktor, irina = keeper(UserFactory(role="Viewer")), UserFactory()
    with acting_as(oleg):
        workflow.ask(irina, KeyRequest.Kind.MANAGER, by=oleg)
    assert "Confirm<" in signed_in(viktor).get(PAGE).text

    set_passphrase(viktor, by=oleg)

    assert "Confirm<" not in signed_in(viktor).get(PAGE).text
    assert "you are not the second person" in signed_in(viktor).get(PAGE).text
    assert confirm(by=viktor).status_code == 403
    with acting_as(viktor):
        for deed in (
            lambda: workflow.agree(KeyRequest.objects.get(person=irina), by=viktor),
            lambda: workflow.ask(irina, KeyRequest.Kind.FACTOR, by=viktor),
        ):
            with pytest.raises(ValidationError, match="One asks and another"):
                deed()
    assert roles_of(irina) == ["Officer"]


def test_what_was_asked_in_a_stolen_name_is_not_confirmed(awake):
    oleg = UserFactory(role="Administrator")
    viktor, irina = keeper(UserFactory(role="Viewer")), UserFactory()
    with acting_as(viktor):
        workflow.ask(irina, KeyRequest.Kind.MANAGER, by=viktor)
    set_passphrase(viktor, by=oleg)

    assert "One asks and another" in confirm(by=oleg).text
    assert roles_of(irina) == ["Officer"]


def test_what_nobody_confirmed_for_a_week_is_over(awake):
    oleg, irina = UserFactory(role="Administrator"), UserFactory()
    with acting_as(oleg):
        request = KeyRequest.objects.create(
            person=irina, kind="manager", asked_by=oleg, lasts_until=timezone.now()
        )

    assert confirm(by=UserFactory(role="Manager"), request=request).status_code == 404
    assert roles_of(irina) == ["Officer"]


def test_what_a_locked_administrator_asked_is_confirmed_no_more(awake):
    oleg, irina = UserFactory(role="Administrator"), UserFactory()
    with acting_as(oleg):
        workflow.ask(irina, KeyRequest.Kind.MANAGER, by=oleg)
    User.objects.filter(pk=oleg.pk).update(is_active=False)

    confirm(by=UserFactory(role="Manager"))

    assert roles_of(irina) == ["Officer"]


def refused(code):
    return pytest.raises(IntegrityError, match=code)


def test_a_shell_is_the_same_door(awake):
    irina, oleg = UserFactory(), UserFactory(role="Administrator")

    for speaker in (None, oleg, irina):
        with acting_as(speaker), refused("role_by_two"), transaction.atomic():
            irina.groups.add(group("Manager"))
    with refused("role_by_two"), transaction.atomic():  # as the system
        irina.groups.add(group("Administrator"))
    with refused("role_by_two"), transaction.atomic():
        User.objects.filter(pk=irina.pk).update(is_superuser=True)
    with refused("role_by_two"), transaction.atomic():
        User.objects.create_superuser("boss", password="x")

    assert roles_of(irina) == ["Officer"]


def test_a_confirmation_holds_for_what_was_asked_only(awake):
    oleg, irina, maria = UserFactory(role="Administrator"), UserFactory(), UserFactory()
    with acting_as(oleg):
        workflow.ask(irina, KeyRequest.Kind.MANAGER, by=oleg)
    confirm(by=UserFactory(role="Manager"))
    assert roles_of(irina) == ["Manager", "Officer"]

    for person, role in ((irina, "Administrator"), (maria, "Manager")):
        with acting_as(oleg), refused("role_by_two"), transaction.atomic():
            person.groups.add(group(role))


def test_nobody_writes_a_request_that_is_confirmed_already(awake):
    oleg, anna = UserFactory(role="Administrator"), UserFactory(role="Manager")
    row = {"person": UserFactory(), "kind": "manager", "lasts_until": timezone.now()}
    both = {"confirmed_by": anna, "confirmed_at": timezone.now()}

    for fields in (
        {"asked_by": anna},
        {"asked_by": oleg, **both},
        {"code_digest": "x"},
    ):
        with acting_as(oleg), refused("key_request_by_two"), transaction.atomic():
            KeyRequest.objects.create(**row, **fields)
    with acting_as(oleg):
        request = workflow.ask(row["person"], KeyRequest.Kind.MANAGER, by=oleg)
        for fields in (both, {"asked_by": anna}):
            with refused("key_request_by_two"), transaction.atomic():
                KeyRequest.objects.filter(pk=request.pk).update(**fields)


def test_to_lock_somebody_or_to_take_a_role_needs_no_second(awake):
    oleg, anna = UserFactory(role="Administrator"), UserFactory(role="Manager")

    edit(anna, by=oleg, is_active=None, groups=[group("Viewer").pk])

    assert roles_of(anna) == ["Viewer"]
    assert not User.objects.get(pk=anna.pk).is_active


# A lost factor


def test_a_lost_factor_is_taken_off_by_two(awake):
    oleg, irina = UserFactory(role="Administrator"), with_factor(UserFactory())
    page = signed_in(oleg).post("/keepers/factor/", {"person": irina.pk}, follow=True)
    assert "Asked. Another person confirms it." in page.text
    assert Authenticator.objects.filter(user=irina).count() == 2

    confirm(by=UserFactory(role="Manager"))

    assert not Authenticator.objects.filter(user=irina).exists()
    with acting_as(irina):
        (change,) = AccessChange.objects.unseen_by(irina)
    assert change.kind == AccessChange.Kind.FACTOR_OFF


def test_it_closes_what_is_sealed_and_neither_of_the_two_opens_it():
    sealed = Sealed()
    with_factor(sealed.irina)
    viktor = keeper(UserFactory(role="Viewer"))
    with acting_as(sealed.anna):  # a manager, and of the circle
        workflow.ask(sealed.irina, KeyRequest.Kind.FACTOR, by=sealed.anna)
    assert sealed.is_open_to(sealed.irina)

    confirm(by=viktor)

    assert not sealed.is_open_to(sealed.irina)
    answer = sealed.speak_with(sealed.irina, by=sealed.anna)
    assert "without a part in the changes" in answer.text
    sealed.speak_with(sealed.irina, by=sealed.pavel)
    assert sealed.is_open_to(sealed.irina)


@pytest.mark.parametrize("role", ["Officer", "Viewer", "Coordinator"])
def test_whoever_holds_no_key_asks_for_nothing(awake, role):
    client, irina = signed_in(UserFactory(role=role)), with_factor(UserFactory())

    for page in ("/keepers/factor/", "/keepers/rescue/"):
        assert client.get(page).status_code == 403
        assert client.post(page, {"person": irina.pk, "code": "A"}).status_code == 403
    with (
        acting_as(irina),
        refused("key_request_by_two"),
        transaction.atomic(),
    ):
        KeyRequest.objects.create(
            person=irina, kind="factor", asked_by=irina, lasts_until=timezone.now()
        )


def test_nobody_alone_takes_off_or_exchanges_the_factor_of_another(awake):
    irina, oleg = with_factor(UserFactory()), UserFactory(role="Administrator")
    totp = Authenticator.objects.get(user=irina, type="totp")
    codes = Authenticator.objects.get(user=irina, type="recovery_codes")
    codes.data["used_mask"] = 3
    codes.save()  # as a sign-in does, before anybody has spoken

    for speaker in (oleg, None):
        with acting_as(speaker):
            with refused("factor_by_two"), transaction.atomic():
                totp.delete()
            with refused("factor_by_two"), transaction.atomic():
                Authenticator.objects.filter(user=irina).update(data={"secret": "x"})
            with refused("factor_by_two"), transaction.atomic():
                codes.data["used_mask"] = 0
                codes.save()
    with acting_as(irina):
        Authenticator.objects.filter(user=irina).delete()


# Asleep


def holds(role, *, for_days, with_second=True):
    person = UserFactory(role=role)
    if with_second:
        with_factor(person)
    began_at = timezone.now() - for_days * DAY
    Tenure.objects.filter(person=person, ended_at=None).update(began_at=began_at)
    return person


def test_it_sleeps_until_two_people_have_held_the_keys_for_a_day():
    oleg = holds("Administrator", for_days=3)
    assert not workflow.is_awake()
    holds("Manager", for_days=3, with_second=False)
    holds("Officer", for_days=3)
    assert not workflow.is_awake()
    assert [each.person for each in Tenure.objects.all()] == [oleg]
    anna = holds("Manager", for_days=0.9)
    assert not workflow.is_awake()

    Tenure.objects.filter(person=anna).update(began_at=timezone.now() - 1.1 * DAY)

    assert workflow.is_awake()


def test_once_awake_it_does_not_go_back_to_sleep():
    oleg, anna = (holds(role, for_days=2) for role in ("Administrator", "Manager"))
    assert workflow.is_awake()

    edit(anna, by=oleg, is_active=None)

    assert not Tenure.objects.filter(person=anna, ended_at=None).exists()
    assert workflow.is_awake()


@pytest.mark.parametrize("loss", ["role", "factor", "locked", "external"])
def test_a_day_counts_while_role_and_factor_are_held(loss):
    holds("Administrator", for_days=2)
    anna = holds("Manager", for_days=0.5)
    if loss == "role":
        anna.groups.clear()
    if loss == "factor":
        with acting_as(anna):
            Authenticator.objects.filter(user=anna).delete()
    if loss in ("locked", "external"):
        fields = {"locked": {"is_active": False}, "external": {"is_external": True}}
        User.objects.filter(pk=anna.pk).update(**fields[loss])

    assert Tenure.objects.get(person=anna).ended_at
    assert not workflow.is_awake()


def test_nobody_writes_a_tenure_by_hand():
    oleg = UserFactory(role="Administrator")
    holds("Manager", for_days=3)

    with (
        acting_as(oleg),
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
    ):
        Tenure.objects.create(person=oleg, began_at=timezone.now() - 9 * DAY)
    with acting_as(oleg):
        assert not Tenure.objects.all().update(began_at=timezone.now() - 9 * DAY)


def test_while_it_sleeps_every_page_says_so_and_one_decides_alone():
    oleg, irina = UserFactory(role="Administrator"), UserFactory()
    for page in ("/", "/officials/", PAGE):
        assert ASLEEP in signed_in(irina).get(page).text

    edit(irina, by=oleg, groups=[group("Manager").pk])

    assert roles_of(irina) == ["Manager"]
    wake()
    for page in ("/", "/officials/", PAGE):
        assert ASLEEP not in signed_in(irina).get(page).text


def test_while_it_sleeps_no_circle_is_sealed():
    oleg = UserFactory(role="Administrator")
    people = [UserFactory().pk, UserFactory().pk]
    form = {"name": "Case 14", "sealed": "on", "memberships-TOTAL_FORMS": 2}
    form["memberships-INITIAL_FORMS"] = 0
    for number, person in enumerate(people):
        form[f"memberships-{number}-person"] = person
        form[f"memberships-{number}-is_signatory"] = "on"

    answer = signed_in(oleg).post("/admin/officials/circle/add/", form, follow=True)

    assert "No circle is sealed yet" in answer.text
    assert not Circle.objects.filter(sealed=True).exists()
    with refused("sealed_too_early"), transaction.atomic():
        Circle.objects.filter(pk=CircleFactory().pk).update(sealed=True)
    wake()
    signed_in(oleg).post("/admin/officials/circle/add/", form)
    circle = Circle.objects.get(sealed=True)
    with refused("sealed_stays"), transaction.atomic():
        Circle.objects.filter(pk=circle.pk).update(sealed=False)


# The way out


def rescue(person, *arguments):
    out = io.StringIO()
    call_command("rescue", person.username, *arguments, stdout=out)
    return out.getvalue().split("Code: ")[1].split()[0]


def type_code(code, by):
    return signed_in(by).post("/keepers/rescue/", {"code": code}, follow=True)


@pytest.fixture
def stuck(roles):
    """A sealed circle of which every member is suspended."""
    sealed = Sealed()
    for person in (sealed.irina, sealed.pavel, sealed.anna):
        set_passphrase(person, by=sealed.oleg)
        assert not sealed.is_open_to(person)
    return sealed


def test_when_nobody_is_left_a_rescue_opens_it_to_one(stuck):
    assert "a rescue" in signed_in(stuck.irina).get("/").text
    viktor = keeper(UserFactory(role="Viewer"))
    code = rescue(stuck.irina)
    assert "Nobody has confirmed it" in signed_in(stuck.pavel).get("/").text

    assert "Everybody is told" in type_code(code.lower(), by=viktor).text

    assert stuck.is_open_to(stuck.irina)
    assert not stuck.is_open_to(stuck.pavel)
    assert f"confirmed by {viktor}" in signed_in(UserFactory()).get("/").text
    stuck.speak_with(stuck.pavel, by=stuck.irina)
    assert stuck.is_open_to(stuck.pavel)


def test_a_code_is_good_once_for_an_hour_and_not_for_whom_it_helps(stuck):
    viktor = keeper(UserFactory(role="Viewer"))
    code = rescue(stuck.anna)  # a manager
    assert type_code(code, by=stuck.anna).status_code == 403
    assert type_code("AAAA-BBBB-CCCC-DDDD-EEEE", by=viktor).status_code == 422
    assert not stuck.is_open_to(stuck.anna)
    assert KeyRequest.objects.filter(code_digest__contains=code[:4]).count() == 0

    assert type_code(code, by=viktor).status_code == 200
    assert stuck.is_open_to(stuck.anna)
    assert "No rescue waits" in type_code(code, by=viktor).text


def test_a_code_that_is_an_hour_old_opens_nothing(stuck, monkeypatch):
    viktor = keeper(UserFactory(role="Viewer"))
    monkeypatch.setattr(KeyRequest, "CODE_LASTS", datetime.timedelta(seconds=-1))
    code = rescue(stuck.irina)

    assert "No rescue waits" in type_code(code, by=viktor).text
    assert not stuck.is_open_to(stuck.irina)


def test_no_rescue_where_a_member_can_confirm():
    sealed = Sealed()
    set_passphrase(sealed.irina, by=sealed.oleg)

    with pytest.raises(CommandError, match="another member finds it"):
        rescue(sealed.irina)
    with pytest.raises(CommandError, match="Nobody who may sign in"):
        call_command("rescue", "nobody")


def test_a_rescue_where_the_only_other_member_had_a_part_in_it(awake):
    oleg, vera = UserFactory(role="Administrator"), UserFactory()
    circle = CircleFactory(sealed=True, people=[oleg, vera])
    set_passphrase(vera, by=oleg)
    place = circle.memberships.suspended().get(person=vera)
    answer = signed_in(oleg).post(
        reverse("suspension-lift", args=[place.pk]), follow=True
    )
    assert "without a part in the changes" in answer.text
    assert "a rescue" in signed_in(vera).get("/").text

    type_code(rescue(vera), by=keeper(UserFactory(role="Viewer")))

    assert not circle.memberships.suspended().exists()


def test_a_rescue_is_the_first_of_two_where_only_one_is_left(awake):
    oleg = UserFactory(role="Administrator")
    irina = with_factor(UserFactory())
    User.objects.filter(tenures__isnull=False).update(is_active=False)

    type_code(rescue(irina, "--to", "administrator"), by=oleg)
    assert roles_of(irina) == ["Administrator", "Officer"]
    type_code(rescue(irina, "--to", "factor"), by=oleg)
    assert not Authenticator.objects.filter(user=irina).exists()
    assert "nobody else was left" in signed_in(UserFactory()).get("/").text


def test_a_rescue_opens_no_circle_in_which_a_member_can_confirm(stuck):
    maria, viktor = UserFactory(), keeper(UserFactory(role="Viewer"))
    other = CircleFactory(sealed=True, people=[stuck.irina, maria])
    set_passphrase(stuck.irina, by=stuck.oleg)
    assert other.memberships.suspended().count() == 1

    type_code(rescue(stuck.irina), by=viktor)

    assert stuck.is_open_to(stuck.irina)
    assert other.memberships.suspended().count() == 1
