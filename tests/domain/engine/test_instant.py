"""Moments, windows and the names of stretches of time, each at its first and last day."""

from datetime import UTC, datetime

import pytest

from vafa.domain.engine.instant import (
    add_months,
    bucket,
    day_of_jalali,
    first_day,
    instant_of,
    last_day,
    minute_of,
    month_and_day,
    weekday_of,
    yearly_day,
)
from vafa.domain.rulebook.kinds import Weekday, Window, WindowKind
from vafa.persian.jalali import Birthday

WEEK, MONTH, SEASON, YEAR = (Window(WindowKind[name]) for name in ("WEEK", "MONTH", "SEASON", "YEAR"))
ALWAYS, DAY = Window(), Window(WindowKind.DAY)


def at(text: str) -> int:
    return day_of_jalali(text)


def test_an_instant_is_of_tehran():
    """20:29 in London is a minute before midnight in Tehran; midnight still belongs to the business day before."""
    before = instant_of(datetime(2026, 12, 21, 20, 29, tzinfo=UTC))
    after = instant_of(datetime(2026, 12, 21, 20, 30, tzinfo=UTC))
    assert (before.day, before.weekday, before.minute) == (at("1405/09/30"), Weekday.MONDAY, 23 * 60 + 59)
    assert (after.day, after.weekday, after.minute) == (at("1405/10/01"), Weekday.TUESDAY, 0)
    assert before.business_day == after.business_day == at("1405/09/30")
    assert after.moment_ms - before.moment_ms == 60_000


@pytest.mark.parametrize(
    ("window", "day", "first", "last"),
    [
        (DAY, "1405/09/30", "1405/09/30", "1405/09/30"),
        (WEEK, "1405/09/28", "1405/09/28", "1405/10/04"),
        (WEEK, "1405/10/04", "1405/09/28", "1405/10/04"),
        (MONTH, "1405/06/31", "1405/06/01", "1405/06/31"),
        (MONTH, "1405/07/01", "1405/07/01", "1405/07/30"),
        (SEASON, "1405/01/01", "1405/01/01", "1405/03/31"),
        (SEASON, "1405/02/15", "1405/01/01", "1405/03/31"),
        (SEASON, "1405/03/31", "1405/01/01", "1405/03/31"),
        (SEASON, "1405/04/01", "1405/04/01", "1405/06/31"),
        (SEASON, "1405/12/29", "1405/10/01", "1405/12/29"),
        (YEAR, "1405/01/01", "1405/01/01", "1405/12/29"),
        (YEAR, "1408/12/30", "1408/01/01", "1408/12/30"),
    ],
)
def test_a_stretch_of_the_calendar(window, day, first, last):
    assert (first_day(window, at(day)), last_day(window, at(day))) == (at(first), at(last))


def test_a_rolling_window_counts_today_in():
    seven, none = Window(WindowKind.ROLLING, 7), Window(WindowKind.ROLLING)
    assert (first_day(seven, 1_000), last_day(seven, 1_000)) == (994, 1_006)
    assert (first_day(none, 1_000), last_day(none, 1_000)) == (1_000, 1_000)
    assert first_day(ALWAYS, 1_000) == 0
    assert last_day(ALWAYS, 1_000) > at("1600/01/01")


@pytest.mark.parametrize(
    ("window", "days", "stretches"),
    [
        (ALWAYS, ["1405/01/01", "1408/01/01"], 1),
        (DAY, ["1405/01/01", "1405/01/02"], 2),
        (Window(WindowKind.ROLLING, 9), ["1405/01/01", "1405/01/02"], 2),
        (WEEK, ["1405/09/28", "1405/10/04"], 1),
        (WEEK, ["1405/09/27", "1405/09/28"], 2),
        (MONTH, ["1405/01/01", "1405/01/31"], 1),
        (MONTH, ["1405/01/31", "1405/02/01", "1406/01/31"], 3),
        (SEASON, ["1405/01/01", "1405/02/01", "1405/03/31"], 1),
        (SEASON, ["1405/04/01", "1405/05/01", "1405/06/31"], 1),
        (SEASON, ["1405/03/31", "1405/04/01", "1405/07/01", "1405/10/01", "1406/01/01"], 5),
        (YEAR, ["1405/01/01", "1405/12/29"], 1),
        (YEAR, ["1405/12/29", "1406/01/01"], 2),
    ],
)
def test_one_stretch_has_one_name(window, days, stretches):
    assert len({bucket(window.kind, at(day)) for day in days}) == stretches


@pytest.mark.parametrize(
    ("window", "name"),
    [(ALWAYS, ""), (MONTH, "m1405-09"), (SEASON, "s1405-3"), (YEAR, "y1405")],
)
def test_the_names_are_kept_for_ever(window, name):
    """Counters stand under them in every shop's file."""
    assert bucket(window.kind, at("1405/09/30")) == name
    assert bucket(WindowKind.DAY, 739_971) == "d739971"
    assert bucket(WindowKind.WEEK, at("1405/09/30")) == f"w{at('1405/09/28')}"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("1405/01/31", 1, "1405/02/31"),
        ("1405/06/31", 1, "1405/07/30"),
        ("1405/11/30", 1, "1405/12/29"),
        ("1407/12/29", 12, "1408/12/29"),
        ("1408/12/30", 12, "1409/12/29"),
        ("1405/12/29", 1, "1406/01/29"),
        ("1405/01/01", 0, "1405/01/01"),
        ("1405/01/15", 11, "1405/12/15"),
        ("1405/01/15", 12, "1406/01/15"),
    ],
)
def test_months_later(day, months, then):
    assert add_months(at(day), months) == at(then)


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("18:05", 1_085), ("23:59", 1_439), ("24:00", 1_440)])
def test_a_time_of_day(text, minute):
    assert minute_of(text) == minute


@pytest.mark.parametrize("text", ["24:01", "10:60", "25:00", "-1:00", "10:-1"])
def test_no_such_time(text):
    with pytest.raises(ValueError, match="no such time"):
        minute_of(text)


def test_days_of_the_year():
    assert month_and_day("12/30") == (12, 30)
    assert yearly_day(Birthday(12, 30), 1405) == at("1405/12/29")
    assert yearly_day(Birthday(12, 30), 1408) == at("1408/12/30")
    for text in ("13/01", "07/31", "00/01"):
        with pytest.raises(ValueError):
            month_and_day(text)


def test_the_week_begins_on_saturday():
    saturday = at("1405/09/28")
    assert [weekday_of(saturday + number) for number in range(7)] == list(Weekday)
