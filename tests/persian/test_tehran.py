from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.persian import tehran

ONE_TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 21, 20, 29, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 20, 30, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2022, 7, 1, 19, 30, tzinfo=UTC), date(2022, 7, 2)),
        (datetime(2022, 7, 1, 19, 29, tzinfo=UTC), date(2022, 7, 1)),
        (datetime(2023, 7, 1, 19, 30, tzinfo=UTC), date(2023, 7, 1)),
        (datetime(2026, 11, 22, 1, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 21)),
    ],
)
def test_calendar_day(moment: datetime, expected: date) -> None:
    assert tehran.tehran_date(moment) == expected


@given(st.integers(0, 178 * 365 * 86_400))
def test_no_summer_time_since_1401(seconds: int) -> None:
    moment = datetime(2022, 9, 22, tzinfo=UTC) + timedelta(seconds=seconds)
    assert tehran.tehran_time(moment).utcoffset() == timedelta(hours=3, minutes=30)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        tehran.tehran_date(datetime(2026, 11, 21))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour_utc", "cutoff_hour", "expected"),
    [
        (0, 4, date(2026, 11, 20)),
        (1, 4, date(2026, 11, 21)),
        (0, 3, date(2026, 11, 21)),
        (0, 0, date(2026, 11, 21)),
        (21, 4, date(2026, 11, 21)),
        (21, 0, date(2026, 11, 22)),
    ],
)
def test_business_day(hour_utc: int, cutoff_hour: int, expected: date) -> None:
    assert tehran.business_day(datetime(2026, 11, 21, hour_utc, 29 + hour_utc, tzinfo=UTC), cutoff_hour) == expected


def test_the_business_day_turns_at_four() -> None:
    turn = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    assert tehran.business_day(turn - ONE_TICK) == date(2026, 11, 20)
    assert tehran.business_day(turn) == date(2026, 11, 21)


def test_end_of_day_is_a_moment_in_utc() -> None:
    end = tehran.end_of_day(date(2026, 11, 21))
    assert end == datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
    assert end.utcoffset() == timedelta(0)


@given(st.dates(date(1980, 1, 1), date(2200, 1, 1)))
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    end = tehran.end_of_day(day)
    assert tehran.tehran_date(end - ONE_TICK) == day
    assert tehran.tehran_date(end) == day + timedelta(days=1)


def test_every_day_of_the_summer_time_years_ends_once() -> None:
    day = date(2005, 1, 1)
    while day < date(2023, 1, 1):
        end = tehran.end_of_day(day)
        assert tehran.tehran_date(end - ONE_TICK) == day
        day += timedelta(days=1)
        assert tehran.tehran_date(end) == day
