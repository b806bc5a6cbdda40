"""When something was or will be, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from vafa.wording import times

NOW = datetime(2026, 11, 21, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "fa", "en"),
    [
        (timedelta(minutes=-40), "همین حالا", "just now"),
        (timedelta(seconds=59), "همین حالا", "just now"),
        (timedelta(seconds=60), "یک دقیقه پیش", "a minute ago"),
        (timedelta(minutes=4), "۴ دقیقه پیش", "4 minutes ago"),
        (timedelta(minutes=60), "یک ساعت پیش", "an hour ago"),
        (timedelta(hours=15), "۱۵ ساعت پیش", "15 hours ago"),
        (timedelta(hours=20), "دیروز", "yesterday"),
        (timedelta(days=1), "دیروز", "yesterday"),
        (timedelta(days=12), "۱۲ روز پیش", "12 days ago"),
        (timedelta(days=14), "۲ هفته پیش", "2 weeks ago"),
        (timedelta(days=60), "۲ ماه پیش", "2 months ago"),
        (timedelta(days=160), "۵ ماه پیش", "5 months ago"),
        (timedelta(days=366), "یک سال پیش", "a year ago"),
        (timedelta(days=1_100), "۳ سال پیش", "3 years ago"),
    ],
)
def test_how_long_ago(span: timedelta, fa: str, en: str):
    assert (times.ago(NOW - span, NOW, "fa"), times.ago(NOW - span, NOW, "en")) == (fa, en)


def test_an_hour_before_midnight_is_not_yet_yesterday():
    after_midnight = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
    assert times.ago(after_midnight - timedelta(hours=2), after_midnight, "fa") == "۲ ساعت پیش"


@pytest.mark.parametrize(
    ("days", "fa", "en"),
    [(-3, "امروز", "today"), (0, "امروز", "today"), (1, "فردا", "tomorrow"), (6, "۶ روز دیگر", "in 6 days")],
)
def test_how_long_until_a_day(days: int, fa: str, en: str):
    assert (times.in_days(days, "fa"), times.in_days(days, "en")) == (fa, en)


def test_days_by_their_names():
    day = date(2026, 11, 21)
    assert times.weekday_and_day(day, "fa") == "شنبه ۳۰ آبان"
    assert times.weekday_and_day(day, "en") == "Saturday 30 Aban"
    assert times.short_day(day, "fa") == "۰۸/۳۰"
    assert times.jalali_year(NOW, "fa") == "۱۴۰۵"
    assert times.same_year(day, NOW)
    assert not times.same_year(date(2027, 4, 1), NOW)
