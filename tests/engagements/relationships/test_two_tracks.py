"""Some support an institution, others hold it to account; they consult, no more."""

import pytest

from engagements.approach.models import Approach
from engagements.relationships.models import AccountabilityWork
from officials.safeguards.models import ConductCheck, ExposureRisk, Switch
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import AccountabilityWorkFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_tracks():
    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=True)


@pytest.fixture
def lawyer():
    return UserFactory(full_name="Vera Lawyer")


@pytest.fixture
def track(lawyer):
    return CircleFactory(people=[lawyer], accountability=True)


def page_of(client, place):
    return client.get(f"/institutions/{place.pk}/").content.decode()


def test_everybody_is_told_whom_to_consult_and_nothing_else(as_role, track, lawyer):
    client, place = as_role("Officer"), InstitutionFactory()
    AccountabilityWorkFactory(
        institution=place, opened_by=lawyer, circle=track, what="Torture in cell 5"
    )

    page = page_of(client, place)

    assert "Consult first: Vera Lawyer" in page
    assert "Torture in cell 5" not in page
    assert "Accountability work" not in page
    work = AccountabilityWork.objects.get()
    assert client.get(f"/accountability/{work.pk}/").status_code == 404


def test_who_is_above_and_who_works_there_is_marked_as_well(as_role, track, lawyer):
    client, place = as_role("Officer"), InstitutionFactory()
    below = InstitutionFactory(parent=place)
    official = OfficialFactory()
    AppointmentFactory(official=official, post=PostFactory(institution=below))
    assert (
        "Consult first" not in client.get(f"/officials/{official.pk}/").content.decode()
    )

    AccountabilityWorkFactory(institution=place, opened_by=lawyer, circle=track)

    assert "Consult first" in page_of(client, below)
    assert "Consult first" in client.get(f"/officials/{official.pk}/").content.decode()


def test_the_people_of_the_track_open_and_end_their_work(client, track, lawyer):
    client.force_login(lawyer)
    place = InstitutionFactory()
    assert "Accountability work" in page_of(client, place)

    client.post(
        f"/institutions/{place.pk}/accountabilityworks/new/",
        {
            "kind": "litigation",
            "what": "Torture in cell 5",
            "since_on": "2026-01-10",
            "circle": track.pk,
        },
    )

    work = AccountabilityWork.objects.get()
    assert "Torture in cell 5" in page_of(client, place)
    assert "Consult first: Vera Lawyer" in page_of(client, place)
    client.post(f"/accountability/{work.pk}/end/")
    assert "Consult first" not in page_of(client, place)
    client.post(f"/accountability/{work.pk}/open-again/")
    assert "Consult first" in page_of(client, place)


def test_work_of_the_track_stands_in_no_other_circle(client, track, lawyer):
    client.force_login(lawyer)
    place, other = InstitutionFactory(), CircleFactory(people=[lawyer])
    data = {"kind": "litigation", "what": "A case", "since_on": "2026-01-10"}

    refusal = client.post(
        f"/institutions/{place.pk}/accountabilityworks/new/",
        {**data, "circle": other.pk},
    )

    assert refusal.status_code == 422
    assert not AccountabilityWork.objects.exists()


def test_who_is_of_no_track_finds_no_way_to_open_work(as_role):
    client, place = as_role("Officer"), InstitutionFactory()

    answer = client.get(f"/institutions/{place.pk}/accountabilityworks/new/")

    assert answer.status_code == 404


def test_the_track_never_sees_how_somebody_is_approached(client, track, lawyer):
    approach = ApproachFactory(why_this_person="He wrote to us himself")
    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=False)
    with acting_as(lawyer):
        assert Approach.objects.visible_to(lawyer).exists()
        assert Approach.objects.exists()

    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=True)

    with acting_as(lawyer):
        assert not Approach.objects.visible_to(lawyer).exists()
        assert not Approach.objects.exists()  # nor by row security alone
    assert Approach.objects.exists()
    client.force_login(lawyer)
    assert client.get(f"/approaches/{approach.pk}/").status_code == 404


def test_nor_what_is_known_against_them_and_what_could_go_wrong(track, lawyer):
    other = UserFactory()
    ApproachFactory()
    for model in (ConductCheck, ExposureRisk):
        with acting_as(other):
            assert model.objects.visible_to(other).exists()
        with acting_as(lawyer):
            assert not model.objects.visible_to(lawyer).exists()
            assert not model.objects.exists()


def test_switched_off_the_two_tracks_leave_no_trace(as_role, track, lawyer):
    client, place = as_role("Officer"), InstitutionFactory()
    AccountabilityWorkFactory(institution=place, opened_by=lawyer, circle=track)
    assert "Consult first" in page_of(client, place)

    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=False)

    assert "Consult first" not in page_of(client, place)
