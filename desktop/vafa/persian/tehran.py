"""The day in Tehran: calendar day, business day, midnight."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]


def _zone() -> ZoneInfo:
    # The packaged zone, not the machine's: an old system still turns the clock in summer, and the tills of one
    # shop have to agree on the day.
    with Path(tzdata.__file__).with_name("zoneinfo").joinpath("Asia", "Tehran").open("rb") as file:
        return ZoneInfo.from_file(file, key="Asia/Tehran")


_TEHRAN = _zone()
_ONE_DAY = timedelta(days=1)

CUTOFF_HOUR = 4
"""Before this hour in Tehran a shop still counts to the day before."""


def tehran_time(moment: datetime) -> datetime:
    """The moment on a Tehran clock. A naive moment raises ValueError: it would silently mean the machine's zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(_TEHRAN)


def tehran_moment(day: date, at: time) -> datetime:
    """The aware UTC moment at which clocks in Tehran show this day and time."""
    return datetime.combine(day, at, _TEHRAN).astimezone(UTC)


def tehran_date(moment: datetime) -> date:
    """The calendar day in Tehran of an aware moment."""
    return tehran_time(moment).date()


def business_day(moment: datetime, cutoff_hour: int = CUTOFF_HOUR) -> date:
    """The day a shop counts an aware moment to: before the cut-off hour in Tehran it is still yesterday."""
    local = tehran_time(moment)
    return local.date() if local.hour >= cutoff_hour else local.date() - _ONE_DAY


def business_day_start(day: date) -> datetime:
    """The aware UTC moment at which a shop's business day begins."""
    return tehran_moment(day, time(CUTOFF_HOUR))


def end_of_day(day: date) -> datetime:
    """The aware UTC moment of the midnight in Tehran that ends the day; the first moment that is not in it."""
    return datetime.combine(day + _ONE_DAY, time(), _TEHRAN).astimezone(UTC)
