"""What waits for a second person is declined or taken back, and that is kept; a rescue
is not confirmed by whoever had a part in what it opens."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from officials.security.context import acting_as
from staff.keepers import workflow
from staff.models import KeyRequest, User
from tests.factories.accounts import UserFactory, key_holders, wake
from tests.staff.keepers.test_second_person import (
    PAGE,
    confirm,
    keeper,
    rescue,
    roles_of,
    type_code,
    with_factor,
)
from tests.staff.keepers.test_suspension import Sealed, set_passphrase, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
HAD_PART = "You had a part in what was changed"


@pytest.fixture
def request_of_oleg():
    """Oleg asks that Irina be a manager."""
    wake()
    oleg = UserFactory(role="Administrator", full_name="Oleg Sedykh")
    irina = UserFactory(full_name="Irina Solntseva")
    with acting_as(oleg):
        return workflow.ask(irina, KeyRequest.Kind.MANAGER, by=oleg)


def close(request, by):
    address = reverse("keyrequest-close", args=[request.pk])
    return signed_in(by).post(address, follow=True)


def buttons(person):
    """The words on the buttons of what waits, on the page as `person` sees it."""
    page = signed_in(person).get(PAGE).text
    words = ("Confirm<", "Decline<", "Take back<")
    return [word.rstrip("<") for word in words if word in page]


# Declined, or taken back


def test_the_second_person_declines_and_who_asked_is_told(request_of_oleg):
    vera = UserFactory(role="Manager", full_name="Vera Lomova")
    oleg, irina = request_of_oleg.asked_by, request_of_oleg.person
    assert buttons(vera) == ["Confirm", "Decline"]
    assert "Declined" not in signed_in(oleg).get("/").text

    assert "Declined. Who asked is told." in close(request_of_oleg, by=vera).text

    assert roles_of(irina) == ["Officer"]
    assert buttons(vera) == []
    desk = signed_in(oleg).get("/").text
    assert "Irina Solntseva: Role of manager" in desk
    assert "Asked by Oleg Sedykh, declined by Vera Lomova" in desk
    assert "declined by Vera Lomova" in signed_in(irina).get(PAGE).text
    assert "declined by" not in signed_in(vera).get("/").text
    closed = KeyRequest.objects.get(pk=request_of_oleg.pk)
    assert (closed.closed_by, closed.confirmed_by) == (vera, None)


def test_whoever_asked_takes_it_back(request_of_oleg):
    oleg = request_of_oleg.asked_by
    assert buttons(oleg) == ["Take back"]

    assert "Taken back." in close(request_of_oleg, by=oleg).text

    page = signed_in(UserFactory(role="Manager")).get(PAGE).text
    assert "Asked by Oleg Sedykh and taken back" in page
    assert "taken back" not in signed_in(oleg).get("/").text


def test_what_is_closed_is_not_confirmed_and_can_be_asked_anew(request_of_oleg):
    vera, oleg = UserFactory(role="Manager"), request_of_oleg.asked_by
    mine = KeyRequest.objects.filter(pk=request_of_oleg.pk)
    anew = {"closed_by": None, "closed_at": None}
    anew |= {"confirmed_by": vera, "confirmed_at": timezone.now()}
    close(request_of_oleg, by=vera)

    assert confirm(by=vera, request=request_of_oleg).status_code == 404
    with acting_as(vera), pytest.raises(ValidationError, match="quicker"):
        workflow.agree(request_of_oleg, by=vera)
    with (
        acting_as(vera),
        pytest.raises(IntegrityError, match="key_request_by_two"),
        transaction.atomic(),
    ):
        mine.update(**anew)
    assert roles_of(request_of_oleg.person) == ["Officer"]
    with acting_as(oleg):
        again = workflow.ask(request_of_oleg.person, request_of_oleg.kind, by=oleg)
    assert again != request_of_oleg
    confirm(by=vera, request=again)
    assert roles_of(request_of_oleg.person) == ["Manager", "Officer"]


def test_what_was_confirmed_is_not_closed(request_of_oleg):
    vera = UserFactory(role="Manager")
    confirm(by=vera)

    assert close(request_of_oleg, by=vera).status_code == 404
    for by in (vera, request_of_oleg.asked_by):
        with acting_as(by), pytest.raises(ValidationError, match="quicker"):
            workflow.close(request_of_oleg, by=by)


@pytest.mark.parametrize("role", ["Officer", "Viewer", "Coordinator"])
def test_nobody_else_closes_it(request_of_oleg, role):
    other = UserFactory(role=role)
    assert buttons(other) == []

    assert "One asks and another" in close(request_of_oleg, by=other).text

    assert KeyRequest.objects.waiting().exists()


def test_it_is_closed_in_ones_own_name_and_by_nobody_it_is_about(request_of_oleg):
    vera, lev = UserFactory(role="Manager"), UserFactory(role="Manager")
    with acting_as(request_of_oleg.asked_by):
        about_lev = workflow.ask(
            lev, KeyRequest.Kind.ADMINISTRATOR, by=request_of_oleg.asked_by
        )
    offences = (
        (vera, request_of_oleg, {"closed_by": lev}),
        (vera, request_of_oleg, {"closed_by": vera, "person": lev}),
        (lev, about_lev, {"closed_by": lev}),
    )
    for by, request, fields in offences:
        with (
            acting_as(by),
            pytest.raises(IntegrityError, match="key_request_by_two"),
            transaction.atomic(),
        ):
            KeyRequest.objects.filter(pk=request.pk).update(
                **fields, closed_at=timezone.now()
            )
    assert KeyRequest.objects.waiting().count() == 2


def test_what_is_closed_stays(request_of_oleg):
    vera, oleg = UserFactory(role="Manager"), request_of_oleg.asked_by
    mine = KeyRequest.objects.filter(pk=request_of_oleg.pk)
    close(request_of_oleg, by=vera)

    for by, offend in (
        (vera, mine.delete),
        (oleg, lambda: mine.update(closed_by=oleg)),
    ):
        with (
            acting_as(by),
            pytest.raises(IntegrityError, match="key_request_by_two"),
            transaction.atomic(),
        ):
            offend()
    assert KeyRequest.objects.closed_of_late().get().closed_by == vera


# A rescue, and who had a part in what it opens


def one_stuck_member():
    """A sealed circle of which every member is suspended, by the administrator Oleg."""
    sealed = Sealed()
    for person in (sealed.irina, sealed.pavel, sealed.anna):
        set_passphrase(person, by=sealed.oleg)
    return sealed


def leave_nobody_but(*people):
    """Everybody else who may be the second person is gone."""
    others = User.objects.exclude(pk__in=[each.pk for each in people])
    others.filter(groups__name__in=["Manager", "Administrator"]).update(is_active=False)


def test_who_made_the_changes_does_not_confirm_the_rescue():
    sealed = one_stuck_member()
    viktor, code = keeper(UserFactory(role="Viewer")), rescue(sealed.irina)

    assert HAD_PART in type_code(code, by=sealed.oleg).text
    assert not sealed.is_open_to(sealed.irina)

    type_code(code, by=viktor)
    assert sealed.is_open_to(sealed.irina)
    assert "had a part" not in signed_in(UserFactory()).get("/").text


def test_nor_does_who_asked_for_the_change():
    wake()
    sealed = Sealed()
    with_factor(sealed.irina)
    viktor = keeper(UserFactory(role="Viewer"))
    with acting_as(sealed.oleg):
        workflow.ask(sealed.irina, KeyRequest.Kind.FACTOR, by=sealed.oleg)
    confirm(by=viktor)
    for person in (sealed.pavel, sealed.anna):
        set_passphrase(person, by=key_holders()[0])
    code = rescue(sealed.irina)

    for by in (sealed.oleg, viktor):
        assert HAD_PART in type_code(code, by=by).text
    assert not sealed.is_open_to(sealed.irina)

    type_code(code, by=keeper(UserFactory(role="Viewer")))
    assert sealed.is_open_to(sealed.irina)


def test_who_set_a_password_does_not_take_the_factor_off_as_well():
    wake()
    oleg = UserFactory(role="Administrator")
    irina = keeper(UserFactory(role="Viewer"))
    set_passphrase(irina, by=oleg)
    code = rescue(irina, "--to", "factor")

    assert HAD_PART in type_code(code, by=oleg).text

    assert "Everybody is told" in type_code(code, by=key_holders()[0]).text


def test_where_nobody_else_is_left_they_do_and_everybody_reads_so():
    sealed = one_stuck_member()
    leave_nobody_but(sealed.oleg)

    type_code(rescue(sealed.irina), by=sealed.oleg)

    assert sealed.is_open_to(sealed.irina)
    desk = signed_in(UserFactory()).get("/").text
    assert "who had a part in what was changed: nobody else was left" in desk


def test_nobody_writes_by_hand_that_they_had_no_part():
    sealed = one_stuck_member()
    leave_nobody_but(sealed.oleg)
    code = rescue(sealed.irina)

    with acting_as(sealed.oleg):
        waiting = KeyRequest.objects.waiting()
        waiting.update(
            confirmed_by=sealed.oleg, confirmed_at=timezone.now(), had_part=False
        )

    assert code
    assert KeyRequest.objects.get(asked_by=None).had_part
