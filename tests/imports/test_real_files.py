"""The files of office-holders that were brought to us, as they are."""

from collections import Counter
from pathlib import Path

import pytest

from officials.models import Appointment, Circle, Institution, Official, Post
from officials.office_holders.comparison import compare
from officials.office_holders.destination import Destination
from officials.office_holders.rows import read_holders
from officials.office_holders.writing import write
from tests.factories import UserFactory
from tests.house.sources import ROOT

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


def statuses(lines):
    return Counter(str(line.status) for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_real_file_is_new_once_and_then_the_same(roles, name):
    country, rows, officials, posts = FILES[name]
    user, to = UserFactory(), going_to(country, name)
    holders = read_holders(content_of(name))

    first = compare(holders.rows, to, user=user)
    write(first, to)
    second = compare(holders.rows, to, user=user)

    assert statuses(first) == {"new": rows}
    assert statuses(second) == {"same": rows}
    assert Appointment.objects.count() == rows
    assert Official.objects.count() == officials
    assert Post.objects.count() == posts
