"""Times in a programme that never come together, and points that lapse before they can be spent."""

from collections.abc import Iterator
from datetime import date, timedelta

from vafa.domain.rulebook.conditions import When
from vafa.domain.rulebook.document import ExpiryMode, Programme
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.faults_times import jalali_day, month_day
from vafa.domain.rulebook.kinds import Weekday
from vafa.persian.jalali import JalaliDate

_WEEK = tuple(Weekday)
_SATURDAY = 5
_LONG_ENOUGH = timedelta(days=3_000)
"""In so long a time every day of a Jalali year has been every day of the week."""


def never_together(place: str, when: When, today: date) -> Iterator[Fault]:
    """Dates of which none that is still to come is one of the other days that are asked for."""
    if not when.dates or not (when.weekdays or when.yearly):
        return
    later = [dates for dates in when.dates if jalali_day(dates.last).to_date() >= today]
    for dates in later:
        first, last = max(today, jalali_day(dates.first).to_date()), jalali_day(dates.last).to_date()
        if last - first >= _LONG_ENOUGH or any(_is_meant(when, first, days) for days in range((last - first).days + 1)):
            return
    if later:
        yield Fault(f"{place}.dates", "never_together", names={"to": max(dates.last for dates in later)})


def _is_meant(when: When, first: date, days: int) -> bool:
    day = first + timedelta(days=days)
    if when.weekdays and _WEEK[(day.weekday() - _SATURDAY) % len(_WEEK)] not in when.weekdays:
        return False
    return not when.yearly or any(
        _in_year(month_day(yearly.first), month_day(yearly.last), day) for yearly in when.yearly
    )


def _in_year(first: tuple[int, int], last: tuple[int, int], day: date) -> bool:
    jalali = JalaliDate.of(day)
    here = (jalali.month, jalali.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def lapses_unspent(programme: Programme, today: date) -> Iterator[Fault]:
    """Points that lapse before they can be spent: always, or when they are earned late in the month or season."""
    expiry, wait = programme.expiry, programme.pending_days
    match expiry.mode:
        case ExpiryMode.NEVER:
            return
        case ExpiryMode.DAYS:
            unspent = wait > (expiry.days or 0)
        case ExpiryMode.FIXED:
            unspent = expiry.on is not None and expiry.on < today + timedelta(days=wait)
        case _:
            unspent = wait > 0
    if unspent:
        yield Fault("expiry", "lapses_unspent", {"days": wait})
