"""The tree of institutions, what they were called, and what they belonged to."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from officials.dates import PartialDate
from officials.institutions.changes import (
    merge_into,
    move_under,
    names_on,
    parts_on,
    rename,
    wholes_on,
)
from officials.institutions.models import Institution, InstitutionChange
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def test_what_is_below_an_institution_is_found_however_far_down():
    top = InstitutionFactory()
    middle = InstitutionFactory(parent=top)
    bottom = InstitutionFactory(parent=middle)
    other = InstitutionFactory()

    assert set(Institution.objects.below(top)) == {top, middle, bottom}
    assert set(Institution.objects.below(bottom)) == {bottom}
    assert other not in Institution.objects.below(top)


def test_no_institution_stands_above_itself_whoever_writes():
    top = InstitutionFactory()
    bottom = InstitutionFactory(parent=InstitutionFactory(parent=top))

    top.parent = bottom
    with pytest.raises(ValidationError, match="belongs to this one already"):
        top.full_clean()
    with pytest.raises(IntegrityError, match="above_itself"), transaction.atomic():
        Institution.objects.filter(pk=top.pk).update(parent=bottom)
    with pytest.raises(IntegrityError, match="above_itself"), transaction.atomic():
        Institution.objects.bulk_update([top], ["parent"])


def test_a_loop_that_comes_whole_is_refused_as_well():
    one, other = Institution(name="One"), Institution(name="Other")
    one.kind = other.kind = "police"
    one.parent, other.parent = other, one

    with pytest.raises(IntegrityError, match="above_itself"), transaction.atomic():
        Institution.objects.bulk_create([one, other])


# Changes


def test_a_new_name_keeps_the_old_one_with_its_date():
    place = InstitutionFactory(name="Militia", native_name="Милиция")

    rename(place, name="Police", native_name="Полиция", happened_on=day("2011-03"))

    place.refresh_from_db()
    assert (place.name, place.native_name) == ("Police", "Полиция")
    change = place.changes.get()
    assert (change.former_name, change.former_native_name) == ("Militia", "Милиция")
    with pytest.raises(ValidationError, match="its name already"):
        rename(place, name="Police", native_name="Полиция", happened_on=day("2012"))


def test_a_refused_change_leaves_nothing_behind():
    InstitutionFactory(name="Police")
    place = InstitutionFactory(name="Militia")

    with pytest.raises(ValidationError, match="of this name already"):
        rename(place, name="Police", native_name="", happened_on=day("2011"))

    place.refresh_from_db()
    assert place.name == "Militia"
    assert not InstitutionChange.objects.exists()


def test_a_merged_institution_ends_on_that_day():
    place, other = InstitutionFactory(), InstitutionFactory()

    merge_into(place, other=other, happened_on=day("2018"))

    place.refresh_from_db()
    assert place.dissolved_on == day("2018")
    assert place.changes.get().other == other
    with pytest.raises(ValidationError, match="ceased to exist"):
        merge_into(place, other=other, happened_on=day("2019"))


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("1990", [("First", False)]),
        ("2005", [("Second", False)]),
        ("2020", [("Third", False)]),
        ("2011-02", [("Second", False)]),
        ("2011-03-01", [("Third", False)]),
        ("2011", [("Second", True), ("Third", True)]),
        ("1998-07", [("First", True), ("Second", True)]),
    ],
)
def test_the_name_of_then_is_certain_or_one_of_those_possible(on, names):
    place = InstitutionFactory(name="First")
    rename(place, name="Second", native_name="", happened_on=day("1998"))
    rename(place, name="Third", native_name="", happened_on=day("2011-03-01"))
    place.refresh_from_db()

    past_names = names_on(place, place.changes.all(), PartialDate.parse(on))

    assert [(was.value[0], was.perhaps) for was in past_names] == names


def test_what_belonged_to_what_follows_the_moves():
    reader, old, new = UserFactory(), InstitutionFactory(), InstitutionFactory()
    part = InstitutionFactory(parent=old)
    gone = InstitutionFactory(parent=old, dissolved_on=day("1995"))
    move_under(part, parent=new, happened_on=day("1999"))
    part.refresh_from_db()

    def parts(whole, on):
        past_parts = parts_on(whole, reader, PartialDate.parse(on))
        return {was.value: was.perhaps for was in past_parts}

    assert parts(old, "1990") == {part: False, gone: False}
    assert parts(old, "1999-05") == {part: True}
    assert parts(old, "2005") == {}
    assert parts(new, "1990") == {}
    assert parts(new, "2005") == {part: False}
    wholes = wholes_on(part, part.changes.all(), PartialDate.parse("1990"))
    assert [was.value for was in wholes] == [old]


def test_parts_of_then_are_those_that_the_reader_sees():
    reader, whole = UserFactory(), InstitutionFactory()
    hidden = InstitutionFactory(parent=whole, circle=CircleFactory())
    open_part = InstitutionFactory(parent=whole)
    assert hidden in whole.parts.all()

    past_parts = parts_on(whole, reader, PartialDate.parse("2005"))

    assert [was.value for was in past_parts] == [open_part]
