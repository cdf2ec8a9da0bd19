"""Dates of which a person may know only the year or the month."""

import contextlib
import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from engagements.monitoring.models import Note
from officials.dates import EARLIEST, LATEST, PartialDate, PartialDateFormField
from officials.people.models import Official
from staff.columns import PartialDateText
from tests.factories import day
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory

DAYS = st.dates(datetime.date(EARLIEST, 1, 1), datetime.date(LATEST, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso_date"),
    [
        ("12.11.2026", "2026-11-12"),
        ("12/11/2026", "2026-11-12"),
        ("2026-11-12", "2026-11-12"),
        ("2026-1-2", "2026-01-02"),
        ("12 November 2026", "2026-11-12"),
        ("Nov 12, 2026", "2026-11-12"),
        ("12 ноября 2026", "2026-11-12"),
        ("12 ноября 2026 г.", "2026-11-12"),
        ("12 ноября 2026г.", "2026-11-12"),
        ("  12   ноября  2026 ", "2026-11-12"),
        ("11.2026", "2026-11"),
        ("2026-11", "2026-11"),
        ("Nov 2026", "2026-11"),
        ("Sept. 2026", "2026-09"),
        ("ноябрь 2026", "2026-11"),
        ("НОЯБРЬ 2026 г.", "2026-11"),
        ("нояб. 2026", "2026-11"),
        ("2026", "2026"),
        ("2026 г.", "2026"),
        ("29.02.2024", "2024-02-29"),
        ("٢٠٢٦-١١-١٢", "2026-11-12"),
    ],
)
def test_a_date_is_understood_as_people_write_it(text, iso_date):
    assert PartialDate.parse(text).isoformat() == iso_date


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2009-02-30", "no day “2009-02-30” in the calendar"),
        ("29.02.2023", "no day “29.02.2023” in the calendar"),
        ("1999-13", "no day “1999-13” in the calendar"),
        ("2009-00", "no day"),
        ("0.5.2009", "no day"),
        ("до 1991", "“до 1991” is not a date"),
        ("about 1991", "is not a date"),
        ("12 Nonsense 2026", "is not a date"),
        ("26", "is not a date"),
        ("", "is not a date"),
        ("0999", "0999 cannot be right"),
        ("9999", "9999 cannot be right: write a year from 1700 to 2200"),
        ("٠٩٩٩", "cannot be right"),
        ("2026-11-12\x00", "is not a date"),
        ("x" * 5000, "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text, sentence):
    with pytest.raises(ValueError, match=sentence) as refusal:
        PartialDate.parse(text)

    assert len(str(refusal.value)) < 150


def test_a_date_knows_how_much_of_it_is_known():
    assert day("2026").precision == "year"
    assert day("2026-11").precision == "month"
    assert day("2026-11-12").precision == "day"
    span = PartialDate(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    assert span.precision == "span"
    assert span.isoformat() == "2026-01-01/2026-03-31"


def test_a_date_is_all_the_days_on_which_it_may_have_been():
    assert day("2024-02") == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    assert day("2023-02").last == datetime.date(2023, 2, 28)
    assert day("2026") == (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    assert day("2026-11-12").first == day("2026-11-12").last


def test_a_date_is_shown_in_the_language_of_the_reader():
    dates = [day("2026"), day("2026-11"), day("2026-11-12")]

    assert [str(each) for each in dates] == ["2026", "Nov 2026", "12 Nov 2026"]
    with translation.override("ru"):
        russian = [str(each) for each in dates]
    assert russian[0] == "2026"
    assert russian[2].split() == ["12", "ноября", "2026"]


def test_a_stretch_of_days_is_shown_like_its_days():
    span = PartialDate(datetime.date(2026, 5, 11), datetime.date(2026, 5, 15))

    assert str(span) == "11 May 2026 – 15 May 2026"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_shown_can_be_typed_again(language):
    with translation.override(language):
        for month in range(1, 13):
            for date in (day(f"2026-{month}"), day(f"2026-{month}-28")):
                assert PartialDate.parse(str(date)) == date


@given(DAYS)
def test_what_a_file_holds_reads_back_as_the_same_date(one):
    for parts in ((one.year,), (one.year, one.month), (one.year, one.month, one.day)):
        date = PartialDate.of(*parts)
        assert PartialDate.parse(date.isoformat()) == date
        assert date.first <= one <= date.last


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_refused_with_a_sentence(text):
    with contextlib.suppress(ValueError):
        date = PartialDate.parse(text)
        assert date.first <= date.last


def test_a_form_shows_the_date_that_was_typed_again_and_says_what_is_wrong():
    field = PartialDateFormField(required=False)

    assert field.clean("Nov 2026") == day("2026-11")
    assert field.clean("  ") is None
    assert field.prepare_value(day("2026-11")) == "2026-11"
    assert not field.has_changed(day("2026-11"), "ноябрь 2026")
    assert field.has_changed(day("2026-11"), "2026")
    assert field.has_changed(day("2026-11"), "nonsense")
    with pytest.raises(ValidationError, match="not a date"):
        field.clean("до 1991")


@pytest.mark.django_db
def test_the_database_keeps_a_date_as_it_was():
    for text in ("2009", "2009-05", "2009-05-13", "1700", "2200"):
        official = OfficialFactory(born=day(text))
        assert Official.objects.get(pk=official.pk).born == day(text)
        assert Official.objects.filter(born=day(text)).get() == official

    nobody_knows = OfficialFactory(born=None)
    assert Official.objects.get(pk=nobody_knows.pk).born is None


@pytest.mark.django_db
def test_a_span_that_is_no_month_and_no_year_is_kept_too():
    span = PartialDate(datetime.date(2009, 1, 1), datetime.date(2009, 3, 31))
    official = OfficialFactory(born=span)

    assert Official.objects.get(pk=official.pk).born == span


@pytest.mark.django_db
def test_dates_sort_by_the_first_day_they_may_have_been():
    texts = ["2010", "2009-05-13", "2009", "2009-05", "2009-01-01", "2008-12-31"]
    for text in texts:
        NoteFactory(happened_on=day(text))

    in_database = Note.objects.order_by("happened_on", "pk")
    iso_dates = [note.happened_on.isoformat() for note in in_database]

    assert iso_dates == [
        "2008-12-31",
        "2009-01-01",
        "2009",
        "2009-05",
        "2009-05-13",
        "2010",
    ]
    assert iso_dates == [d.isoformat() for d in sorted(day(text) for text in texts)]


@pytest.mark.django_db
def test_a_file_writes_dates_as_the_page_does():
    dates = [
        day(text)
        for text in (
            "1700",
            "2200",
            "2009",
            "2024-02",
            "2023-02",
            "2009-12",
            "2009-01",
            "2009-01-01",
            "2009-12-31",
            "2024-02-29",
        )
    ]
    first = datetime.date(2009, 1, 1)
    for last in ((2009, 3, 31), (2010, 1, 1), (2010, 12, 31), (2009, 1, 2)):
        dates.append(PartialDate(first, datetime.date(*last)))
    for date in dates:
        NoteFactory(happened_on=date)

    notes = Note.objects.annotate(text=PartialDateText("happened_on"))

    assert len(dates) == 14
    for note in notes:
        assert note.text == note.happened_on.isoformat()


@pytest.mark.django_db
def test_a_file_leaves_an_unknown_date_empty():
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_partial_date(NULL), app_partial_date('empty')")
        assert cursor.fetchone() == (None, None)
