"""A death closes what goes on with somebody, after one preview; and its undoing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.letters import courtesies
from engagements.planning import playbooks
from engagements.relationships.models import Relationship
from engagements.support.offers_that_fit import fitting
from exchanges.models import Participation
from officials.batches.models import Batch
from officials.days import shift
from officials.people.models import Official
from officials.safeguards.models import Switch
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.planning import PlaybookFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.support import OfferFactory, SupportRequestFactory
from tests.factories.themes import ThemeFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YESTERDAY = shift(TODAY(), -1)


def with_everything(lead, on=YESTERDAY):
    """Somebody in a post, with plans, offers and invitations; a contact is overdue."""
    official = OfficialFactory(named="Anna Volkova", born=day("1970"))
    post = PostFactory(title="Deputy minister")
    AppointmentFactory(official=official, post=post, started=day("2019"))
    RelationshipFactory(
        official=official, lead=lead, began_on=shift(TODAY(), years=-3), rhythm_days=30
    )
    OutreachActionFactory(
        towards=[official], lead=lead, subject="Call her", planned_on=on
    )
    OfferFactory(official=official, offered_by=lead)
    for state in ("nominated", "invited", "accepted", "confirmed", "attended"):
        ParticipationFactory(
            official=official, state=state, exchange=ExchangeFactory(title=state)
        )
    return official


def states(official):
    """(posts open, actions, offers standing, states of invitations) of somebody."""
    places = official.participations.order_by("exchange__title")
    return (
        official.appointments.filter(ended=None).count(),
        sorted(official.actions.values_list("state", flat=True)),
        official.offers.filter(taken_back_at=None).count(),
        list(places.values_list("state", flat=True)),
    )


OPEN = (
    1,
    ["planned"],
    1,
    ["accepted", "attended", "confirmed", "invited", "nominated"],
)
CLOSED = (
    0,
    ["cancelled"],
    0,
    ["declined", "attended", "declined", "declined", "declined"],
)


def write_death(client, official, died):
    address = reverse("official-edit", args=[official.pk])
    return fill(client, address, died=died)


def words_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_writing_that_somebody_died_names_what_it_closes_and_then_closes_it(as_role):
    client = as_role("Officer")
    official = with_everything(client.person)
    assert states(official) == OPEN

    answer = write_death(client, official, str(YESTERDAY))

    page = reverse("official-death", args=[official.pk])
    assert answer.url == page
    words = words_of(client, page)
    for named in ("Deputy minister", "Call her", "nominated", "invited", "confirmed"):
        assert named in words
    assert states(official) == (OPEN[0], ["waiting"], *OPEN[2:])
    assert client.post(page).status_code == 302
    assert states(official) == CLOSED
    appointment = official.appointments.get()
    assert appointment.ended == day(str(YESTERDAY))
    action = OutreachAction.objects.get(officials=official)
    assert action.result.startswith("They died:")
    assert "Nothing is open any more." in words_of(client, page)


def test_what_a_mistaken_death_closed_is_opened_again_by_one_button(as_role):
    client = as_role("Officer")
    official = with_everything(client.person, on=TODAY())
    write_death(client, official, str(YESTERDAY))
    client.post(reverse("official-death", args=[official.pk]))
    assert states(official) == CLOSED
    undo = reverse("batch-undo", args=[Batch.objects.get().pk])

    write_death(client, official, "")

    assert undo in words_of(client, reverse("official-detail", args=[official.pk]))
    assert "Anna Volkova" in words_of(client, reverse("batch-list"))
    client.post(undo)
    assert states(official) == OPEN


def test_a_playbook_with_who_died_stops_and_goes_on_with_the_same_undo(as_role):
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)
    client, official = as_role("Officer"), cleared(OfficialFactory())
    playbook = PlaybookFactory(name="A new minister", on=(5, 9))
    run = playbooks.begin(
        playbook, by=client.person, lead=client.person, anchor_on=TODAY(),
        official=official,
    )  # fmt: skip
    shared = run.actions.last()
    ActionOfficial.objects.create(action=shared, official=cleared(OfficialFactory()))
    write_death(client, official, str(YESTERDAY))
    page = reverse("official-death", args=[official.pk])
    assert "A new minister" in words_of(client, page)

    client.post(page)

    run.refresh_from_db()
    assert run.why_stopped.startswith("They died:")
    assert sorted(run.actions.values_list("state", flat=True)) == [
        "cancelled", shared_state(shared)
    ]  # fmt: skip
    write_death(client, official, "")
    client.post(reverse("batch-undo", args=[Batch.objects.get().pk]))
    run.refresh_from_db()
    assert (run.stopped_at, run.stopped_by, run.why_stopped) == (None, None, "")
    assert list(run.actions.values_list("state", flat=True)) == ["planned", "planned"]


def shared_state(action):
    action.refresh_from_db()
    assert action.state in ("planned", "waiting")
    return action.state


def test_what_was_changed_since_stays_as_it_is(as_role):
    client = as_role("Officer")
    official = with_everything(client.person, on=TODAY())
    write_death(client, official, str(YESTERDAY))
    client.post(reverse("official-death", args=[official.pk]))
    appointment = official.appointments.get()
    appointment.ended = day("2024")
    appointment.save()

    write_death(client, official, "")
    client.post(reverse("batch-undo", args=[Batch.objects.get().pk]))

    assert states(official) == (0, *OPEN[1:])
    assert official.appointments.get().ended == day("2024")


def test_a_meeting_with_others_stays_planned(as_role):
    client = as_role("Officer")
    official, other = OfficialFactory(), OfficialFactory()
    OutreachActionFactory(towards=[official, other], subject="All of us")
    OutreachActionFactory(towards=[official], subject="Us two")
    Official.objects.filter(pk=official.pk).update(died=day("2026-01"))
    page = reverse("official-death", args=[official.pk])

    assert "All of us" in words_of(client, page)
    client.post(page)

    subjects = OutreachAction.objects.planned().values_list("subject", flat=True)
    assert list(subjects) == ["All of us"]


def test_what_came_by_admin_or_import_stands_on_the_desk_of_the_lead(as_role):
    client = as_role("Officer")
    official = with_everything(client.person)
    desk = reverse("desk")
    assert "Anna Volkova died" not in words_of(client, desk)
    Official.objects.filter(pk=official.pk).update(died=day("2026-06"))

    words = words_of(client, desk)

    what = "1 post, 1 planned action, 1 offer, 4 invitations"
    assert f"Anna Volkova died; still open: {what}" in words
    page = reverse("official-death", args=[official.pk])
    assert page in words
    client.post(page)
    assert "Anna Volkova died" not in words_of(client, desk)
    stranger = as_role("Officer")
    assert "Anna Volkova died" not in words_of(stranger, desk)


def test_nothing_that_somebody_does_not_see_is_named_or_closed(as_role):
    hidden, lead = CircleFactory(), UserFactory()
    client = as_role("Officer")
    official = OfficialFactory()
    seen_action = OutreachActionFactory(towards=[official], subject="Open plan")
    other = OutreachActionFactory(
        towards=[official], subject="Hidden plan", circle=hidden, lead=lead
    )
    Official.objects.filter(pk=official.pk).update(died=day("2026-06"))
    page = reverse("official-death", args=[official.pk])

    words = words_of(client, page)
    client.post(page)

    assert "Open plan" in words
    assert "Hidden plan" not in words
    seen_action.refresh_from_db()
    other.refresh_from_db()
    assert (seen_action.state, other.state) == ("cancelled", "waiting")


def test_somebody_who_died_is_overdue_nowhere(as_role):
    client = as_role("Officer")
    official = with_everything(client.person)
    request = SupportRequestFactory(
        official=official, received_on=shift(TODAY(), years=-1)
    )
    Participation.objects.all().delete()
    mine = Relationship.objects.going_quiet(client.person)
    overdue = OutreachAction.objects.overdue()
    assert (mine.count(), overdue.count()) == (1, 1)
    before = client.get(reverse("desk")).context["groups"]
    assert [group["name"] for group in before][0] == "overdue"

    Official.objects.filter(pk=official.pk).update(died=day("2026-06"))

    assert (mine.count(), overdue.count()) == (0, 0)
    after = client.get(reverse("desk")).context["groups"]
    assert [group["name"] for group in after] == ["today"]
    tab = words_of(
        client, reverse("official-detail", args=[official.pk]) + "?tab=relationship"
    )
    assert "They died: no contact is due any more." in tab
    assert client.get(reverse("relationship-list")).status_code == 200
    assert type(request).objects.overdue().count() == 0


def test_nothing_fits_the_dead_and_nobody_congratulates_them(as_role):
    client, theme = as_role("Officer"), ThemeFactory()
    official = OfficialFactory(born=day(str(shift(TODAY(), 2, years=-50))))
    official.themes.add(theme)
    RelationshipFactory(official=official, lead=client.person)
    document = DocumentFactory()
    document.themes.add(theme)
    TranslationFactory(document=document, state="published")
    assert fitting(official, client.person)
    assert courtesies.coming(client.person)

    Official.objects.filter(pk=official.pk).update(died=day("2026-06"))
    official.refresh_from_db()

    assert fitting(official, client.person) == []
    assert courtesies.coming(client.person) == []


def test_a_viewer_closes_nothing(as_role):
    client = as_role("Viewer")
    official = OfficialFactory(died=day("2026-06"))
    AppointmentFactory(official=official)

    page = reverse("official-death", args=[official.pk])

    assert client.get(page).status_code == 403
    assert client.post(page).status_code == 403
    assert official.appointments.get().ended is None


def test_of_the_living_there_is_no_such_page(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    AppointmentFactory(official=official)
    page = reverse("official-death", args=[official.pk])

    assert client.get(page).status_code == 302
    assert client.post(page).status_code == 302
    assert official.appointments.get().ended is None
