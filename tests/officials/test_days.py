"""Days of what we do: from 1900 to 2200, and what reckons from them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from officials.dates import PartialDate
from officials.days import (
    FIRST,
    LAST,
    DayField,
    shift,
    that_has_come,
    within_reach,
    within_ten_years,
)

FARTHEST = (datetime.date.min, datetime.date.max)


@pytest.mark.parametrize("day", [FIRST, LAST, None])
def test_a_day_of_ours_lies_between_1900_and_2200(day):
    assert within_reach(day) == day
    for wrong in (shift(FIRST, -1), shift(LAST, 1), *FARTHEST):
        with pytest.raises(ValidationError, match="between 1900 and 2200"):
            within_reach(wrong)


def test_a_form_says_it_beside_the_day():
    assert DayField().clean("12.11.2026") == datetime.date(2026, 11, 12)
    for wrong in ("31.12.9999", "0001-01-01", "31.12.1899"):
        with pytest.raises(ValidationError, match="between 1900 and 2200"):
            DayField().clean(wrong)


def test_what_is_planned_lies_within_ten_years_and_what_happened_has_come():
    today = timezone.localdate()
    assert within_ten_years(shift(today, years=10)) == shift(today, years=10)
    with pytest.raises(ValidationError, match="within ten years"):
        within_ten_years(shift(today, 1, years=10))
    assert that_has_come(today) == today
    with pytest.raises(ValidationError, match="still to come"):
        that_has_come(shift(today, 1))


def test_reckoning_from_a_day_stops_where_the_calendar_does():
    first, last = FARTHEST
    assert shift(datetime.date(2026, 12, 31), 1) == datetime.date(2027, 1, 1)
    assert shift(datetime.date(2028, 2, 29), years=1) == datetime.date(2029, 2, 28)
    assert (shift(last, 1), shift(last, years=1), shift(first, -1)) == (
        last,
        last,
        first,
    )
    assert (shift(last, -1), shift(first, 1)) == (
        datetime.date(9999, 12, 30),
        datetime.date(1, 1, 2),
    )


@pytest.mark.parametrize("day", FARTHEST)
def test_a_date_at_the_edge_of_the_calendar_is_told_like_any(day):
    date = PartialDate(day, day)

    assert date.precision == "day"
    assert date.isoformat() == day.isoformat()
    assert str(day.year) in str(date)
    assert PartialDate(datetime.date(2026, 2, 1), day).precision == "span"
