from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian import jalali
from vafa.persian.jalali import Birthday, JalaliDate, parse_birthday, parse_jalali

FIRST = JalaliDate(1200, 1, 1).to_date()
LAST = JalaliDate(1600, 12, jalali.days_in_month(1600, 12)).to_date()


@pytest.mark.parametrize(
    ("gregorian", "expected"),
    [
        (date(2026, 3, 21), (1405, 1, 1)),
        (date(2027, 3, 21), (1406, 1, 1)),
        (date(2028, 3, 20), (1407, 1, 1)),
        (date(2029, 3, 20), (1408, 1, 1)),
        (date(2026, 12, 21), (1405, 9, 30)),
        (date(2026, 11, 21), (1405, 8, 30)),
        (date(2025, 3, 20), (1403, 12, 30)),
    ],
)
def test_known_days(gregorian: date, expected: tuple[int, int, int]) -> None:
    assert JalaliDate.of(gregorian) == JalaliDate(*expected)
    assert JalaliDate(*expected).to_date() == gregorian


def test_leap_years_around_now() -> None:
    assert [year for year in range(1390, 1421) if jalali.is_leap(year)] == [
        1391,
        1395,
        1399,
        1403,
        1408,
        1412,
        1416,
        1420,
    ]


def test_the_calendar_has_no_gap_from_end_to_end() -> None:
    day = FIRST
    for year in range(1200, 1601):
        for month in range(1, 13):
            assert JalaliDate(year, month, 1).to_date() == day
            day += timedelta(days=jalali.days_in_month(year, month))
    assert day - timedelta(days=1) == LAST


@given(st.dates(FIRST, LAST))
def test_there_and_back(day: date) -> None:
    assert JalaliDate.of(day).to_date() == day


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_order_is_the_order_of_days(one: date, other: date) -> None:
    assert (JalaliDate.of(one) < JalaliDate.of(other)) == (one < other)


@pytest.mark.parametrize(
    "parts", [(1404, 12, 30), (1405, 7, 31), (1405, 13, 1), (1405, 0, 1), (1405, 1, 0), (1199, 1, 1), (1601, 1, 1)]
)
def test_days_that_do_not_exist(parts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"no such Jalali|outside the Jalali years"):
        JalaliDate(*parts)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1), date.min, date.max])
def test_days_outside_the_bounds(day: date) -> None:
    with pytest.raises(ValueError, match="outside the Jalali years 1200 to 1600"):
        JalaliDate.of(day)


def test_a_stored_date_is_checked_when_it_is_read() -> None:
    stored = msgspec.json.encode(JalaliDate(1403, 12, 30))
    assert msgspec.json.decode(stored, type=JalaliDate) == JalaliDate(1403, 12, 30)
    with pytest.raises(msgspec.ValidationError, match="no such Jalali day"):
        msgspec.json.decode(stored.replace(b"1403", b"1404"), type=JalaliDate)


@pytest.mark.parametrize(
    "written",
    [
        "14050830",
        "1405/8/30",
        "1405/08/30",
        "05/08/30",
        "05/8/30",
        "1405-8-30",
        "1405.8.30",
        "1405 8 30",
        "۱۴۰۵/۰۸/۳۰",
        "١٤٠٥/٠٨/٣٠",
        " \u200f۱۴۰۵۰۸۳۰ ",
    ],
)
def test_typed_dates(written: str) -> None:
    assert parse_jalali(written) == JalaliDate(1405, 8, 30)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1404/12/30",
        "2026/11/21",
        "1405/13/1",
        "1405/8/31/",
        "1405/8-30",
        "5/8/30",
        "405/8/30",
        "1405/8",
        "1405083",
        "علی",
        "9" * 10**6,
    ],
)
def test_nonsense_is_no_date(written: str) -> None:
    assert parse_jalali(written) is None


@pytest.mark.parametrize(
    ("day", "month_end", "season_end", "year_end"),
    [
        ((1405, 1, 1), (1405, 1, 31), (1405, 3, 31), (1405, 12, 29)),
        ((1405, 8, 30), (1405, 8, 30), (1405, 9, 30), (1405, 12, 29)),
        ((1405, 12, 29), (1405, 12, 29), (1405, 12, 29), (1405, 12, 29)),
        ((1403, 10, 5), (1403, 10, 30), (1403, 12, 30), (1403, 12, 30)),
    ],
)
def test_ends(day: tuple, month_end: tuple, season_end: tuple, year_end: tuple) -> None:
    gregorian = JalaliDate(*day).to_date()
    assert JalaliDate.of(jalali.month_end(gregorian)) == JalaliDate(*month_end)
    assert JalaliDate.of(jalali.season_end(gregorian)) == JalaliDate(*season_end)
    assert JalaliDate.of(jalali.year_end(gregorian)) == JalaliDate(*year_end)


@given(st.dates(FIRST, LAST))
def test_the_day_after_an_end_is_the_first_of_a_month(day: date) -> None:
    for end in (jalali.month_end(day), jalali.season_end(day), jalali.year_end(day)):
        assert end >= day
        assert end == LAST or JalaliDate.of(end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("written", "birthday"),
    [
        ("02/24", Birthday(2, 24)),
        ("۲/۲۴", Birthday(2, 24)),
        ("12/30", Birthday(12, 30)),
        ("1370/2/24", Birthday(2, 24, 1370)),
        ("13700224", Birthday(2, 24, 1370)),
        ("70/02/24", Birthday(2, 24, 1370)),
        ("30/02/24", Birthday(2, 24, 1330)),
        ("05-02-24", Birthday(2, 24, 1405)),
        ("1399/12/30", Birthday(12, 30, 1399)),
    ],
)
def test_typed_birthdays(written: str, birthday: Birthday) -> None:
    assert parse_birthday(written) == birthday


@pytest.mark.parametrize(
    "written", ["", "24", "24/02", "12/31", "7/31", "1404/12/30", "2024/02/24", "امروز", "1" * 10**6]
)
def test_nonsense_is_no_birthday(written: str) -> None:
    assert parse_birthday(written) is None


def test_impossible_birthdays_are_refused() -> None:
    with pytest.raises(ValueError, match="no such Jalali day"):
        Birthday(12, 30, 1404)
    with pytest.raises(ValueError, match="outside the Jalali years"):
        Birthday(1, 1, 1601)


@given(st.text() | st.text(alphabet="0123456789/۱۲-. "))
def test_no_text_breaks_the_parsers(text: str) -> None:
    assert isinstance(parse_jalali(text), JalaliDate | None)
    assert isinstance(parse_birthday(text), Birthday | None)
