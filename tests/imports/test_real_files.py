"""The files of office-holders that were brought to us, as they are."""

from collections import Counter
from pathlib import Path

import pytest

from officials.imports.destination import Destination
from officials.imports.file_reader import Kind
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import Official
from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.house.sources import ROOT
from tests.imports.files import compared, taken_in

FOLDER = ROOT.parent / "shared" / "data" / "officials"
FILES = {
    "russia-cabinet-holders21.csv": ("RU", 522, 408, 143),
    "ukraine-cabinet-holders21.csv": ("UA", 504, 360, 101),
    "belarus-ministers-holders21.csv": ("BY", 384, 293, 173),
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not there"),
]


def content_of(name):
    return Path(FOLDER / name).read_bytes()


def going_to(country, name):
    institution = Institution.objects.create(
        name=f"Government of {country}", kind="other", country=country
    )
    return Destination(institution, Circle.objects.get(pk=Circle.ALL_STAFF), name)


def statuses(rows):
    return Counter(row.status for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_real_file_is_new_once_and_then_the_same(roles, name):
    country, rows, officials, posts = FILES[name]
    user, to, content = UserFactory(), going_to(country, name), content_of(name)

    first, _institutions = compared(user, content, to)
    taken_in(user, content, to)
    second, _institutions = compared(user, content, to)

    assert statuses(first) == {"new": rows}
    assert statuses(second) == {"same": rows}
    assert Appointment.objects.count() == rows
    assert Official.objects.count() == officials
    assert Post.objects.count() == posts


def test_the_three_go_in_together_with_what_contradicts_marked_as_disputed(roles):
    user = UserFactory()

    for name, (country, *_counts) in FILES.items():
        to = going_to(country, name)
        to.one_seat = True
        taken_in(user, content_of(name), to)
        again, _institutions = compared(user, content_of(name), to)
        assert set(statuses(again)) == {"same"}

    assert Appointment.objects.count() == sum(counts[1] for counts in FILES.values())
    assert Appointment.objects.filter(disputed=True).exists()
    several = Post.objects.filter(title="Deputy Prime Minister")
    assert several.exists()
    assert set(several.values_list("seats", flat=True)) == {None}
    assert set(
        Post.objects.filter(title="President").values_list("seats", flat=True)
    ) == {1}


def test_the_two_files_of_one_duma_meet(roles):
    user, to = UserFactory(), going_to("RU", "duma")
    to.post = "Member of the State Duma"
    first, second = (
        content_of(f"russia-duma8-{name}.csv") for name in ("scraped", "wikidata")
    )
    taken_in(user, first, to)
    people = Official.objects.count()
    assert people == 450

    rows, _institutions = compared(user, second, to)

    rows_on_record = [row for row in rows if row.official]
    assert len(rows_on_record) >= 440
    kuznetsova = next(
        row for row in rows if "Кузнецова" in row.name and "Анна" in row.name
    )
    assert kuznetsova.name != "Кузнецова, Анна Юрьевна"
    assert (
        Official.objects.get(pk=kuznetsova.official).name == "Кузнецова, Анна Юрьевна"
    )


def test_they_meet_by_name_alone_as_well(roles):
    user, to = UserFactory(), going_to("RU", "duma")
    to.post = "Member of the State Duma"
    first, second = (
        b"\n".join(
            b"," + line.partition(b",")[2] for line in content.splitlines()
        ).replace(b",itemLabel", b"x,itemLabel", 1)
        for content in (
            content_of("russia-duma8-scraped.csv"),
            content_of("russia-duma8-wikidata.csv"),
        )
    )
    taken_in(user, first, to)

    rows, _institutions = compared(user, second, to)

    assert len([row for row in rows if row.official]) >= 430


def test_popolo_of_the_duma_comes_in_with_all_names_and_numbers(roles):
    user, to = UserFactory(), going_to("RU", "popolo")
    content = Path(FOLDER.parent / "popolo" / "duma-popolo-sample.json").read_bytes()

    tally = taken_in(user, content, to, kind=Kind.POPOLO)
    again, _institutions = compared(user, content, to, kind=Kind.POPOLO)

    assert tally.officials == 3
    assert statuses(again) == {"same": 3}
    goldstein = Official.objects.get(identifiers__value="Q4142768")
    assert goldstein.names.count() == 5
    assert goldstein.identifiers.count() == 3
