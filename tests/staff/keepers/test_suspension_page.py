"""The page of whom sealed circles are closed to: what each of them reads there."""

import pytest
from allauth.mfa.models import Authenticator

from officials.security.context import acting_as
from staff.keepers import workflow
from staff.models import KeyRequest
from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.staff.keepers.test_second_person import awake, confirm, with_factor  # noqa: F401
from tests.staff.keepers.test_suspension import (  # noqa: F401 - a fixture
    sealed,
    set_passphrase,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
LIST, BUTTON = "/suspensions/", "I spoke with them"
CLOSED, NOTHING = "closed to you for now", "Nothing is closed to anybody"


def test_whoever_is_suspended_reads_there_that_it_is_they(sealed):  # noqa: F811
    set_passphrase(sealed.irina, by=sealed.oleg)

    text = signed_in(sealed.irina).get(LIST).text

    assert CLOSED in text
    assert NOTHING not in text
    assert CLOSED not in signed_in(sealed.anna).get(LIST).text


def test_whoever_asked_for_the_change_is_offered_no_button(awake):  # noqa: F811
    oleg = UserFactory(role="Administrator")
    irina, anna = with_factor(UserFactory()), UserFactory()
    CircleFactory(sealed=True, people=[oleg, irina, anna])
    with acting_as(oleg):
        request = workflow.ask(irina, KeyRequest.Kind.FACTOR, by=oleg)
    confirm(by=UserFactory(role="Manager"), request=request)
    assert not Authenticator.objects.filter(user=irina).exists()

    assert BUTTON in signed_in(anna).get(LIST).text
    page = signed_in(oleg).get(LIST).text

    assert irina.full_name in page
    assert BUTTON not in page
    assert "You had a part in it" in page
