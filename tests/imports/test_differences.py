"""Each row beside what is on record: new, changed, the same or wrong, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officials.imports.destination import Destination
from officials.imports.row_writer import MANY
from officials.institutions.models import Appointment, Post
from officials.people.models import Official, OfficialName
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import (
    AppointmentFactory,
    OfficialFactory,
    OfficialNameFactory,
)
from tests.factories.security import CircleFactory
from tests.imports.files import (
    all_staff,
    brought_in,
    compared,
    file_of,
    looked_over,
    statuses,
    taken_in,
    verdicts,
    why,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

ROWS_AS_KNOWN = "SELECT reltuples FROM pg_class WHERE relname = 'officials_official'"
PUTIN = "President,Vladimir Putin,Q7747,2000-05-07,2008-05-07"


@pytest.fixture
def user(roles):
    return UserFactory()


@pytest.fixture
def government():
    return InstitutionFactory(name="Government")


def test_a_row_that_nobody_knows_is_new_and_says_what_it_makes(user, government):
    lines, _to = looked_over(
        user, government, PUTIN, "President,Vladimir Putin,Q7747,2012-05-07"
    )

    assert verdicts(lines) == [
        ("new", "New official. New post. New appointment."),
        ("new", "New appointment."),
    ]


def test_the_same_file_twice_changes_nothing(user, government):
    rows = [PUTIN, "Minister,Garin,,2009,", "Minister,Garin,,2015,2016"]
    assert brought_in(user, government, *rows) == (3, 2, 0)

    lines, _to = looked_over(user, government, *rows)

    assert verdicts(lines) == [("same", "On record already.")] * 3


def test_two_rows_of_one_person_make_one_official(user, government):
    brought_in(user, government, PUTIN, "Prime Minister,V. Putin,Q7747,2008-05-08")

    official = Official.objects.get()
    assert official.name == "Vladimir Putin"
    assert official.appointments.count() == 2


def test_a_row_that_stands_twice_in_the_file_counts_once(user, government):
    lines, _to = looked_over(user, government, PUTIN, PUTIN)

    assert statuses(lines) == ["new", "same"]
    assert why(lines[1]) == ["Row 2 says the same."]


def test_an_end_that_was_open_is_a_change(user, government):
    brought_in(user, government, "President,Vladimir Putin,Q7747,2000-05-07")

    lines, _to = looked_over(user, government, PUTIN)
    tally = brought_in(user, government, PUTIN)

    assert verdicts(lines) == [("changed", "Ended 7 May 2008; that was open.")]
    assert tally == (0, 0, 1)
    assert Appointment.objects.get().ended == day("2008-05-07")


def test_an_end_that_we_know_is_not_opened_again(user, government):
    brought_in(user, government, PUTIN)

    lines, _to = looked_over(
        user, government, "President,Vladimir Putin,Q7747,2000-05-07"
    )

    why = "On record already, and that it ended 7 May 2008."
    assert verdicts(lines) == [("same", why)]


@pytest.mark.parametrize("order", [1, -1])
def test_an_open_row_beside_an_ended_one_says_nothing_new(user, government, order):
    open_row = "President,Vladimir Putin,Q7747,2000-05-07"
    rows = [open_row, PUTIN][::order]

    lines, _to = looked_over(user, government, *rows)
    brought_in(user, government, *rows)

    assert statuses(lines) == ["same", "new"][::order]
    assert Appointment.objects.get().ended == day("2008-05-07")
    assert statuses(looked_over(user, government, *rows)[0]) == ["same", "same"]


def test_another_end_is_new_and_says_which_one_is_known(user, government):
    brought_in(user, government, PUTIN)

    lines, _to = looked_over(
        user, government, "President,Vladimir Putin,Q7747,2000-05-07,2008"
    )

    why = "Known from the same start with another end: 7 May 2008."
    assert verdicts(lines) == [("new", why)]


def test_another_source_is_new_and_says_so(user, government):
    brought_in(user, government, PUTIN, source="one")

    lines, _to = looked_over(user, government, PUTIN, source="another")

    why = "The same start is on record from another source."
    assert verdicts(lines) == [("new", why)]


def test_what_we_did_not_know_of_a_person_is_added_and_the_rest_is_left(
    user, government
):
    brought_in(user, government, PUTIN)
    Official.objects.update(born=day("1952"))

    row = f"{PUTIN},male,1952-10-07,"
    lines, _to = looked_over(user, government, row)
    brought_in(user, government, row)

    official = Official.objects.get()
    assert verdicts(lines) == [("changed", "Adds gender: Male. On record already.")]
    assert (official.gender, official.born) == ("m", day("1952"))
    assert statuses(looked_over(user, government, row)[0]) == ["same"]


def test_who_would_have_died_before_being_born_is_left_out_and_named(user, government):
    why = "Died before being born: mend one of the dates."
    brought_in(user, government, f"{PUTIN},male,1952-10-07,")
    dead_too_early = f"{PUTIN},male,,1951-10-07"
    other = "Minister,Semyon Garin,Q1,2009,2010"
    two_rows = (f"{other},,1950,", f"{other},,,1949")

    lines, _to = looked_over(user, government, dead_too_early, *two_rows)
    brought_in(user, government, dead_too_early, *two_rows)

    assert statuses(lines) == ["wrong"] * 3
    assert all(why in sentences for _status, sentences in verdicts(lines))
    official = Official.objects.get()
    assert (official.born, official.died) == (day("1952-10-07"), None)
    brought_in(user, government, f"{PUTIN},male,,2001")
    assert Official.objects.get().died == day("2001")


def test_a_person_without_an_item_is_known_by_name_in_any_script(user, government):
    garin = OfficialFactory(named="Рашид Нургалиев")

    brought_in(user, government, "Minister,Rashid Nurgaliyev,,2009")

    assert Official.objects.get() == garin
    assert garin.appointments.count() == 1


def test_names_that_only_sound_alike_wait_for_a_person_to_say(user, government):
    OfficialFactory(named="Пётр Жуков")

    rows, _to = looked_over(
        user, government, "Minister,Пётр Зуков,,2009", "Minister,Петр Жуков,,2010"
    )

    assert statuses(rows) == ["doubt", "new"]
    assert rows[1].official


def test_a_person_is_known_by_any_of_their_names(user, government):
    garin = OfficialFactory(named="Semyon Garin")
    OfficialNameFactory(official=garin, text="Syoma Garin", kind="alias")

    brought_in(user, government, "Minister,Syoma Garin,,2009")

    assert garin.appointments.count() == 1


def test_a_name_that_several_have_waits_until_somebody_says_who_it_is(user, government):
    both = [
        OfficialFactory(named="Aleksandr Sokolov", item=item) for item in ("Q1", "Q2")
    ]

    lines, _to = looked_over(
        user, government, "Minister,Aleksandr Sokolov,,2009", "a,Aleksandr Sokolov,Q2"
    )

    assert statuses(lines) == ["doubt", "new"]
    officials = {each["official"] for each in lines[0].candidates}
    assert officials == {str(official.pk) for official in both}


@pytest.mark.parametrize("order", [1, -1])
def test_a_row_without_an_item_is_about_the_one_of_that_name_in_the_file(
    user, government, order
):
    rows = ["Minister,Dmitry Medvedev,,2020", "President,Dmitry Medvedev,Q23530,2008"]

    brought_in(user, government, *rows[::order])

    assert Official.objects.get().identifiers.get().value == "Q23530"
    lines, _to = looked_over(user, government, *rows[::order])
    assert statuses(lines) == ["same", "same"]


def test_a_namesake_without_an_item_may_be_the_same_and_the_row_waits(user, government):
    putin = OfficialFactory(named="Vladimir Putin")

    lines, _to = looked_over(user, government, PUTIN)

    assert statuses(lines) == ["doubt"]
    assert why(lines[0]) == [
        "Somebody like this is on record: say whether it is the same."
    ]
    assert [each["official"] for each in lines[0].candidates] == [str(putin.pk)]
    assert brought_in(user, government, PUTIN) == (0, 0, 0)


def test_a_namesake_with_another_item_is_another_person(user, government):
    OfficialFactory(named="Vladimir Putin", item="Q1")

    lines, _to = looked_over(user, government, PUTIN)

    assert "One of this name is on record, and is somebody else." in why(lines[0])
    assert brought_in(user, government, PUTIN) == (1, 1, 0)


@pytest.mark.parametrize(("choice", "officials"), [("same", 1), ("new", 2)])
def test_a_row_in_doubt_goes_where_a_person_says(user, government, choice, officials):
    putin = OfficialFactory(named="Vladimir Putin")
    decision = str(putin.pk) if choice == "same" else choice
    to = Destination(government, all_staff(), "cabinet")

    taken_in(user, file_of(PUTIN), to, choices={"2": decision})

    assert Official.objects.count() == officials
    assert putin.identifiers.count() == (choice == "same")


def test_what_is_to_be_decided_later_stays_out(user, government):
    OfficialFactory(named="Vladimir Putin")
    to = Destination(government, all_staff(), "cabinet")

    rows, _institutions = compared(user, file_of(PUTIN), to, choices={"2": "later"})

    assert verdicts(rows)[0] == (
        "doubt",
        "Somebody like this is on record: say whether it is the same. "
        "To be decided later.",
    )
    assert taken_in(user, file_of(PUTIN), to, choices={"2": "later"}) == (0, 0, 0)


def test_namesakes_born_on_other_days_are_not_taken_for_one(user, government):
    OfficialFactory(named="Semyon Garin", born=day("1950"))

    rows, _to = looked_over(user, government, "Minister,Semyon Garin,,,,,1980-01-01,")

    assert statuses(rows) == ["doubt"]


def test_posts_of_other_institutions_are_other_posts(user, government):
    PostFactory(title="President", institution=InstitutionFactory())
    ours = PostFactory(title="Head", native_title="Начальник", institution=government)

    brought_in(user, government, PUTIN, "Начальник,Garin,,2001")

    assert Post.objects.filter(title="President").count() == 2
    assert ours.appointments.count() == 1


def test_a_wrong_row_stays_out_and_the_others_go_in(user, government):
    rows = [PUTIN, "Minister,,,2009", "Minister,Garin,,1999-13"]

    lines, _to = looked_over(user, government, *rows)

    assert statuses(lines) == ["new", "wrong", "wrong"]
    assert brought_in(user, government, *rows) == (1, 1, 0)


def test_a_new_name_has_its_parts_and_its_script(user, government):
    brought_in(user, government, "a,Anna Sergeevna Volkova", "a,Пётр Гарин")

    latin, native = OfficialName.objects.order_by("script").reverse()
    assert (latin.given, latin.patronymic, latin.family) == (
        "Anna",
        "Sergeevna",
        "Volkova",
    )
    assert (latin.kind, native.kind) == ("romanised", "native")
    assert latin.is_display
    assert native.is_display
    assert Official.objects.search("гарин").count() == 1


# Circles


def test_what_goes_to_a_circle_stays_there(user, government):
    circle = CircleFactory(people=[user])
    in_public = OfficialFactory(named="Vladimir Putin", item="Q7747")

    lines, _to = looked_over(user, government, PUTIN, circle=circle)
    brought_in(user, government, PUTIN, circle=circle)

    assert "One of this name is on record in another circle." in why(lines[0])
    assert in_public.appointments.count() == 0
    assert set(Appointment.objects.values_list("circle", flat=True)) == {circle.pk}
    outsider = UserFactory()
    with acting_as(outsider):
        assert not Appointment.objects.exists()
        assert not Post.objects.exists()


def test_an_official_of_a_hidden_circle_does_not_exist_for_the_import(user, government):
    hidden = CircleFactory()
    secret = OfficialFactory(named="Garin", circle=hidden)
    AppointmentFactory(official=secret, post__institution=government)

    with acting_as(user):
        lines, _to = looked_over(user, government, "Minister,Garin,,2009")

    assert verdicts(lines) == [("new", "New official. New post. New appointment.")]


# However many rows


def test_the_comparison_asks_as_much_for_many_rows_as_for_one(user, government):
    rows = [f"Minister {n},Person {n},Q{n + 1},2001" for n in range(300)]
    brought_in(user, government, *rows)
    user.has_perm("asked.before")
    query_counts = []

    for count in (1, 300):
        with CaptureQueriesContext(connection) as captured:
            lines, _to = looked_over(user, government, *rows[:count])
        query_counts.append(len(captured))
        assert statuses(lines) == ["same"] * count

    assert query_counts[0] == query_counts[1] < 40


def test_somebody_on_record_in_another_spelling_is_asked_about(user, government):
    OfficialFactory(named="Wladimir Schirinowski")
    OfficialFactory(named="Wladimir Orlow")

    lines, _to = looked_over(user, government, "Deputy,Владимир Жириновский,,2009")

    assert statuses(lines) == ["doubt"]
    assert len(lines[0].candidates) == 1


def test_statistics_are_gathered_after_a_large_import(user, government):
    """By the serving role, which does not own the tables; else pages are slow."""
    if connection.pg_version < 170000:
        pytest.skip("only the owner may gather them: `check` says so (test_ownership)")
    rows = [f"Minister {n},Person Number {n}" for n in range(MANY + 1)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE officials_official")
        cursor.execute(ROWS_AS_KNOWN)
        assert cursor.fetchone() == (0,)

        brought_in(user, government, *rows)

        cursor.execute(ROWS_AS_KNOWN)
        assert cursor.fetchone() == (MANY + 1,)
