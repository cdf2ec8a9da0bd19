"""Pages of posts, institutions and agreements, as people use them."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from officials.institutions.models import Agreement, Appointment, Institution, Post
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import (
    AgreementFactory,
    InstitutionChangeFactory,
    InstitutionFactory,
    PostFactory,
)
from tests.factories.monitoring import NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory, TieFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def titles(page):
    cells = [row["cells"] for row in page.context["rows"]]
    return [next(c["text"] for c in row if c["link"]) for row in cells]


def section(page, title):
    return next(s for s in page.context["sections"] if s["title"] == title)["rows"]


# Posts and appointments


def test_who_holds_the_one_seat_is_said_with_a_link(officer):
    post = PostFactory(seats=1)
    boris = OfficialFactory(named="Boris Petrov")
    AppointmentFactory(official=boris, post=post, started=day("2019"))
    anna = OfficialFactory()

    page = fill(
        officer,
        f"/officials/{anna.pk}/appointments/new/",
        post=str(post.pk),
        started="2021",
    )

    assert page.status_code == 422
    assert "Somebody else holds this post at that time" in page.text
    assert f'href="/officials/{boris.pk}/"' in page.text
    assert "since 2019" in page.text
    assert not anna.appointments.exists()

    again = fill(
        officer,
        f"/officials/{anna.pk}/appointments/new/",
        post=str(post.pk),
        started="2021",
        disputed="on",
    )
    assert again.status_code == 302
    assert anna.appointments.get().disputed


@pytest.mark.parametrize(
    ("day_text", "sentence"),
    [
        ("2009-02-30", "There is no day"),
        ("1999-13", "There is no day"),
        ("до 1991", "is not a date"),
        ("2190", "still to come"),
    ],
)
def test_a_date_that_cannot_be_gets_a_sentence(officer, day_text, sentence):
    post, anna = PostFactory(), OfficialFactory()
    address = f"/officials/{anna.pk}/appointments/new/"

    page = fill(officer, address, post=str(post.pk), started=day_text)

    assert sentence in str(page.context["form"].errors["started"])
    assert fill(officer, address, post=str(post.pk), started="31.12.1999")
    assert anna.appointments.get().started == day("1999-12-31")


def test_one_seat_is_refused_while_two_held_it_and_names_them(officer):
    post = PostFactory()
    for name in ("Anna Volkova", "Boris Petrov"):
        AppointmentFactory(post=post, official=OfficialFactory(named=name))

    page = fill(officer, f"/posts/{post.pk}/edit/", seats="1")

    (error,) = page.context["form"].errors["seats"]
    assert "Anna Volkova and Boris Petrov" in error
    Appointment.objects.update(disputed=True)
    assert fill(officer, f"/posts/{post.pk}/edit/", seats="1").status_code == 302


def test_one_seat_does_not_tell_of_holders_that_one_cannot_see(officer):
    post, narrow = PostFactory(), CircleFactory()
    hidden = [
        AppointmentFactory(post=post, official=OfficialFactory(circle=narrow))
        for _number in range(2)
    ]

    assert fill(officer, f"/posts/{post.pk}/edit/", seats="1").status_code == 302

    assert Post.objects.get(pk=post.pk).seats == 1
    appointments = Appointment.objects.filter(pk__in=[each.pk for each in hidden])
    assert any(each.disputed for each in appointments)


def test_the_page_of_a_post_shows_its_other_titles_both_ways(officer):
    first = PostFactory(title="Inspector")
    second = PostFactory(title="Commissioner", renamed_from=first)
    hidden = PostFactory(renamed_from=second, circle=CircleFactory())

    for post, other in ((first, second), (second, first)):
        page = officer.get(f"/posts/{post.pk}/")
        assert [row["title"] for row in page.context["chain"]] == [
            "Inspector",
            "Commissioner",
        ]
        assert f'href="/posts/{other.pk}/"' in page.text
        assert str(hidden.pk) not in page.text


def test_vacant_posts_are_a_list_with_a_file(officer):
    place = InstitutionFactory()
    PostFactory(title="Vacant", institution=InstitutionFactory(parent=place))
    filled_post = PostFactory(title="Filled", institution=place)
    AppointmentFactory(post=filled_post, official=OfficialFactory(named="Anna Volkova"))
    PostFactory(title="Elsewhere")
    assert len(titles(officer.get("/posts/"))) == 3

    both = officer.get("/posts/", {"institution": str(place.pk)})
    vacant = officer.get("/posts/", {"institution": str(place.pk), "vacant": "true"})
    file = officer.get("/posts/", {"format": "csv"})

    assert sorted(titles(both)) == ["Filled", "Vacant"]
    assert titles(vacant) == ["Vacant"]
    text = b"".join(file).decode()
    assert "Anna Volkova" in text
    assert "Vacant" in text


# Institutions


def test_an_institution_is_shown_as_it_was(officer):
    old, new = InstitutionFactory(name="Interior"), InstitutionFactory(name="Justice")
    place = InstitutionFactory(name="Police", parent=new)
    InstitutionChangeFactory(institution=place, former_name="Militia")
    InstitutionChangeFactory(
        institution=place,
        kind="moved",
        other=old,
        former_name="",
        happened_on=day("1999"),
    )
    post = PostFactory(institution=place, title="Head")
    for name, started, ended in (
        ("Boris Petrov", "1990", "1996"),
        ("Anna Volkova", "1996", "2005"),
    ):
        AppointmentFactory(
            official=OfficialFactory(named=name),
            post=post,
            started=day(started),
            ended=day(ended),
        )
    assert "Boris Petrov" not in officer.get(f"/institutions/{place.pk}/").text

    page = officer.get(f"/institutions/{place.pk}/", {"on": "1996"})

    assert page.context["names"] == [{"text": "Militia", "perhaps": False}]
    assert [whole["text"] for whole in page.context["wholes"]] == ["Interior"]
    (row,) = section(page, "Posts")
    assert "perhaps Boris Petrov, 1990 – 1996" in row["detail"]
    assert "Anna Volkova" in row["detail"]


@pytest.mark.parametrize("on", ["2009-02-30", "1999-13", "до 1991", "2190", "x" * 60])
def test_a_day_that_cannot_be_gets_a_sentence_and_the_page_of_today(officer, on):
    place = InstitutionFactory()

    page = officer.get(f"/institutions/{place.pk}/", {"on": on})

    assert page.status_code == 200
    assert page.context["on_form"].errors["on"]
    assert "names" not in page.context


def test_holders_of_then_are_those_that_the_reader_sees(officer):
    post, narrow = PostFactory(), CircleFactory()
    hidden = OfficialFactory(named="Hidden Holder", circle=narrow)
    AppointmentFactory(post=post, official=hidden)
    AppointmentFactory(post=post, official=OfficialFactory(named="Anna Volkova"))
    address = f"/institutions/{post.institution.pk}/"
    narrow.people.add(officer.person)
    assert "Hidden Holder" in officer.get(address, {"on": "2020"}).text
    narrow.people.clear()

    page = officer.get(address, {"on": "2020"}).text

    assert "Anna Volkova" in page
    assert "Hidden Holder" not in page


def test_renaming_moving_and_merging_are_forms(officer):
    place, other = InstitutionFactory(name="Militia"), InstitutionFactory()
    address = f"/institutions/{place.pk}/"

    fill(officer, f"{address}rename/", name="Police", happened_on="March 2011")
    fill(officer, f"{address}move/", parent=str(other.pk), happened_on="2012")
    fill(officer, f"{address}merge/", other=str(other.pk), happened_on="2018")

    place.refresh_from_db()
    assert (place.name, place.parent, place.dissolved_on) == (
        "Police",
        other,
        day("2018"),
    )
    page = officer.get(address)
    assert [row["title"] for row in page.context["changes"]["rows"]] == [
        f"Merged into: {other.name}",
        "Belonged until then to nothing else",
        "Until then: Militia",
    ]


def test_a_tree_with_a_loop_is_refused_beside_its_field(officer):
    top = InstitutionFactory()
    part = InstitutionFactory(parent=top)

    edited = fill(officer, f"/institutions/{top.pk}/edit/", parent=str(part.pk))
    moved = fill(officer, f"/institutions/{top.pk}/move/", parent=str(part.pk))

    for page in (edited, moved):
        (error,) = page.context["form"].errors["parent"]
        assert error == "That institution belongs to this one already."
    assert Institution.objects.get(pk=top.pk).parent is None


def test_an_institution_sums_up_what_is_below_it_for_the_reader(officer):
    top = InstitutionFactory()
    bottom = InstitutionFactory(parent=InstitutionFactory(parent=top))
    anna = OfficialFactory()
    AppointmentFactory(official=anna, post=PostFactory(institution=bottom))
    hidden = OfficialFactory(circle=CircleFactory())
    AppointmentFactory(official=hidden, post=PostFactory(institution=bottom))
    NoteFactory(about=[anna], institution=bottom)
    NoteFactory(about=[anna])
    RelationshipFactory(official=anna, stage="in_dialogue")
    RelationshipFactory(official=hidden, circle=hidden.circle, stage="ally")

    page = officer.get(f"/institutions/{top.pk}/")

    assert [f["value"] for f in page.context["rollup"]["facts"]] == ["1", "2"]
    assert [str(f["label"]) for f in page.context["rollup"]["stages"]] == [
        "in dialogue"
    ]
    assert "<details" in page.text.partition("Relationships by stage")[0][-400:]


def test_pages_ask_as_often_for_much_as_for_little(officer):
    place = InstitutionFactory()
    paths = [
        *(f"/institutions/{place.pk}/{q}" for q in ("", "?on=2018")),
        "/posts/",
        "/agreements/",
        "/mend/",
        "/mend/?kind=dead",
        "/",
    ]

    def furnish(rows):
        for _number in range(rows):
            part = InstitutionFactory(parent=place)
            InstitutionChangeFactory(institution=part, other=place)
            AgreementFactory(institution=place)
            post = PostFactory(institution=place, seats=1)
            for _holder in range(2):
                dead = OfficialFactory(died=day("2020"))
                AppointmentFactory(official=dead, post=post, disputed=True)
            appointment = AppointmentFactory(
                ended=day(timezone.localdate().isoformat())
            )
            RelationshipFactory(official=appointment.official, lead=officer.person)
            AppointmentFactory(post=appointment.post, started=appointment.ended)
            TieFactory(official=appointment.official)

    def query_count(path):
        officer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        return len(queries)

    officer.get("/")  # which counts what is overdue for the other pages
    furnish(2)
    few = [query_count(path) for path in paths]
    furnish(4)

    assert [query_count(path) for path in paths] == few


# Agreements


def test_an_agreement_is_kept_with_its_file(officer):
    place = InstitutionFactory()
    file = SimpleUploadedFile("memo.txt", b"We agree.")

    fill(
        officer,
        f"/institutions/{place.pk}/agreements/new/",
        title="Joint visits",
        signed_on="2026-01-12",
        file=file,
    )

    agreement = Agreement.objects.get()
    page = officer.get(f"/institutions/{place.pk}/")
    (row,) = section(page, "Agreements")
    assert (row["title"], row["state_label"]) == ("Joint visits", "In force")
    answer = officer.get(f"/agreements/{agreement.pk}/file/")
    assert b"".join(answer) == b"We agree."
    assert answer["Content-Disposition"] == 'attachment; filename="memo.txt"'
    agreement.file.delete()


def test_agreements_are_told_apart_by_whether_they_are_over(officer):
    today = timezone.localdate()
    yesterday, past = today - datetime.timedelta(1), today - datetime.timedelta(99)
    AgreementFactory(title="Over", signed_on=past, until=yesterday)
    AgreementFactory(title="Last day", signed_on=past, until=today)
    AgreementFactory(title="Open")
    AgreementFactory(title="Hidden", circle=CircleFactory())

    over = officer.get("/agreements/", {"state": "over"})
    in_force = officer.get("/agreements/", {"state": "in_force"})

    assert titles(over) == ["Over"]
    assert sorted(titles(in_force)) == ["Last day", "Open"]


def tile(desk, name):
    """The lines of one tile of the desk."""
    tiles = {tile.name: tile.lines for tile in desk.context["tiles"]}
    return tiles.get(name, [])


def test_managers_are_reminded_of_agreements_that_end_soon(as_role):
    today = timezone.localdate()
    for title, days in (("Soon", 59), ("Later", 61), ("Over", -1)):
        AgreementFactory(
            title=title,
            signed_on=today - datetime.timedelta(400),
            until=today + datetime.timedelta(days),
        )

    desk = as_role("Manager").get("/")

    assert [line.title for line in tile(desk, "agreements")] == ["Soon"]
    assert not tile(as_role("Viewer").get("/"), "agreements")


# Peers


def test_a_peer_abroad_is_found_by_function_kind_and_level(officer):
    theme = ThemeFactory(name="Detention")

    def somebody(name, side, kind="prison", function="training", **place):
        official = OfficialFactory(named=name)
        institution = InstitutionFactory(side=side, kind=kind, **place)
        post = PostFactory(institution=institution, function=function)
        AppointmentFactory(official=official, post=post)
        return official

    anna = somebody("Anna Volkova", "domestic")
    best = somebody("Best Peer", "foreign")
    best.themes.add(theme)
    anna.themes.add(theme)
    ParticipationFactory(exchange=ExchangeFactory(), official=best, state="attended")
    somebody("Same Kind", "foreign", function="press", level="regional")
    somebody("Same Function", "international", kind="court")
    somebody("No Peer", "foreign", kind="court", function="judge")
    somebody("At Home", "domestic")

    page = officer.get(f"/officials/{anna.pk}/peers/")

    assert [row["title"] for row in page.context["rows"]] == [
        "Best Peer",
        "Same Function",
        "Same Kind",
    ]
    assert page.context["rows"][0]["reasons"] == (
        "same function: training; same kind: prison service; same level: national; "
        "shared themes: Detention; took part in an exchange of ours"
    )
    back = officer.get(f"/officials/{best.pk}/peers/")
    assert {row["title"] for row in back.context["rows"]} == {"Anna Volkova", "At Home"}


def test_somebody_without_a_post_has_no_peers(officer):
    page = officer.get(f"/officials/{OfficialFactory().pk}/peers/")

    assert page.context["rows"] == []
    assert "nothing to compare" in page.text


# To mend


@pytest.fixture
def contradiction():
    """Two people in one seat: (the first, the disputed one)."""
    post = PostFactory(seats=1, title="Head")
    first = AppointmentFactory(
        post=post, official=OfficialFactory(named="Anna Volkova")
    )
    second = AppointmentFactory(
        post=post,
        official=OfficialFactory(named="Boris Petrov"),
        started=day("2021"),
        source="A newspaper",
        disputed=True,
    )
    return first, second


def test_two_holders_stand_on_to_mend_with_their_sources(officer, contradiction):
    page = officer.get("/mend/")

    (entry,) = page.context["entries"]
    assert [row["name"] for row in entry["holders"]] == ["Anna Volkova", "Boris Petrov"]
    assert entry["holders"][1]["source"] == "A newspaper"
    count = {p["name"]: p["count"] for p in page.context["places"]}["official-list"]
    assert count == 1


def test_ending_one_leads_back_and_leaves_nothing_to_mend(officer, contradiction):
    (entry,) = officer.get("/mend/").context["entries"]
    url = entry["holders"][0]["end_url"]

    form = officer.get(url).context["form"]
    assert form["ended"].value() == "2021"
    answer = officer.post(
        url, {"end-ended": "2021", "next": officer.get(url).context["next_url"]}
    )

    assert answer["Location"] == "/mend/"
    assert officer.get("/mend/").context["entries"] == []
    assert not Appointment.objects.filter(disputed=True).exists()


def test_what_still_contradicts_is_not_settled_by_a_button(officer, contradiction):
    _first, second = contradiction

    page = officer.post(f"/appointments/{second.pk}/settle/", follow=True)

    assert "Somebody else holds this post" in page.text
    second.refresh_from_db()
    assert second.disputed


def test_several_seats_make_both_right(officer, contradiction):
    (entry,) = officer.get("/mend/").context["entries"]

    officer.post(entry["seats_url"], {"seats-seats": "2", "next": "/mend/"})

    assert officer.get("/mend/").context["entries"] == []
    assert Post.objects.get().seats == 2


def test_a_viewer_reads_what_is_to_mend_and_settles_nothing(as_role, contradiction):
    _first, second = contradiction
    viewer = as_role("Viewer")

    (entry,) = viewer.get("/mend/").context["entries"]

    assert all("edit_url" not in row for row in entry["holders"])
    assert viewer.post(f"/appointments/{second.pk}/settle/").status_code == 403


# Departures


def departures_on(desk):
    """The lines of the desk that tell of somebody who left."""
    lines = [line for group in desk.context["groups"] for line in group["lines"]]
    return [line for line in lines if line.kind == "Departure"]


def left_of_late(lead, name="Anna Volkova", days=3):
    """An appointment, led by `lead`, that ended some days ago."""
    end_day = (timezone.localdate() - datetime.timedelta(days)).isoformat()
    appointment = AppointmentFactory(
        official=OfficialFactory(named=name), ended=day(end_day)
    )
    RelationshipFactory(official=appointment.official, lead=lead)
    return appointment


def test_a_departure_stands_on_the_leads_desk_with_the_successor(officer):
    appointment = left_of_late(officer.person)
    came = AppointmentFactory(
        post=appointment.post,
        started=appointment.ended,
        official=OfficialFactory(named="Boris New"),
    )
    friend = OfficialFactory(named="Clara Friend")
    TieFactory(official=friend, other=came.official)
    OutreachActionFactory(towards=[appointment.official], done=True)
    left_of_late(officer.person, "Long Gone", days=200)
    left_of_late(UserFactory(), "Of Another")

    (departure,) = departures_on(officer.get("/"))

    assert departure.title == f"Anna Volkova left: {appointment.post}"
    assert departure.when == "3 days ago"
    assert departure.more == ["Successor: Boris New.", "Known to: Clara Friend."]
    _follow, meet, _done = departure.buttons
    assert meet.url == f"/actions/new/?official={came.official.pk}"


def test_without_a_successor_the_post_is_said_to_be_vacant(officer):
    appointment = left_of_late(officer.person)
    AppointmentFactory(
        post=appointment.post,
        started=appointment.ended,
        official=OfficialFactory(circle=CircleFactory()),
    )

    (departure,) = departures_on(officer.get("/"))

    assert departure.more == ["The post is vacant."]
    labels = [str(button.label) for button in departure.buttons]
    assert labels == ["Follow the person", "Done with it"]


def test_done_with_it_leaves_the_desk_and_comes_back_by_undo(officer):
    appointment = left_of_late(officer.person)
    (departure,) = departures_on(officer.get("/"))
    done_button = departure.buttons[-1]
    assert done_button.post

    officer.post(done_button.url, {"next": "/"})

    assert departures_on(officer.get("/")) == []
    appointment.refresh_from_db()
    assert appointment.followed_up_by == officer.person
    officer.post(f"/appointments/{appointment.pk}/follow-again/")
    assert len(departures_on(officer.get("/"))) == 1


def test_only_the_lead_is_done_with_a_departure(officer):
    appointment = left_of_late(UserFactory())

    officer.post(f"/appointments/{appointment.pk}/follow-up/")

    appointment.refresh_from_db()
    assert appointment.followed_up_at is None
