"""The Jalali calendar: dates, birthdays, and the ends of months, seasons and years (1200 to 1600)."""

import re
from datetime import date

from msgspec import Struct
from persiantools import jdatetime

from vafa.persian import digits

FIRST_YEAR = 1200
LAST_YEAR = 1600

_ESFAND = 12
_A_LEAP_YEAR = 1403
_FIRST_DAY = date(1821, 3, 21)
_LAST_DAY = date(2222, 3, 20)

_LONGEST_INPUT = 40
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WRITTEN = re.compile(r"([0-9]{2}|[0-9]{4})([/\-. ])([0-9]{1,2})\2([0-9]{1,2})")
_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})[/\-. ]([0-9]{1,2})")


class JalaliDate(Struct, frozen=True, order=True):
    """A day of the Jalali calendar. A day that does not exist, such as 1404/12/30, raises ValueError."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not 1 <= self.day <= days_in_month(self.year, self.month):
            raise ValueError(f"no such Jalali day: {self.year}/{self.month}/{self.day}")

    @classmethod
    def of(cls, day: date) -> "JalaliDate":
        """The Jalali date of a Gregorian one; ValueError outside 1200 to 1600."""
        if not _FIRST_DAY <= day <= _LAST_DAY:
            raise ValueError(f"outside the Jalali years {FIRST_YEAR} to {LAST_YEAR}: {day}")
        jalali = jdatetime.JalaliDate.to_jalali(day)  # type: ignore[no-untyped-call]
        return cls(jalali.year, jalali.month, jalali.day)

    def to_date(self) -> date:
        """The Gregorian date of this day."""
        jalali = jdatetime.JalaliDate(self.year, self.month, self.day)  # type: ignore[no-untyped-call]
        return jalali.to_gregorian()


class Birthday(Struct, frozen=True):
    """Month and day of birth, and the Jalali year where it is known. Impossible days raise ValueError."""

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        JalaliDate(_A_LEAP_YEAR if self.year is None else self.year, self.month, self.day)


def days_to_birthday(birthday: Birthday, today: date) -> int:
    """How many days there are until the next birthday, 0 on the day itself. Whoever was born on 30 Esfand has it on
    the last day of the year."""
    this_year = JalaliDate.of(today).year
    coming = (_in_year(birthday, year) for year in (this_year, this_year + 1))
    return next((day - today).days for day in coming if day >= today)


def _in_year(birthday: Birthday, year: int) -> date:
    last = days_in_month(year, birthday.month)
    return JalaliDate(year, birthday.month, min(birthday.day, last)).to_date()


def is_leap(year: int) -> bool:
    """Whether Esfand of the Jalali year has 30 days; ValueError outside 1200 to 1600."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"outside the Jalali years {FIRST_YEAR} to {LAST_YEAR}: {year}")
    return bool(jdatetime.JalaliDate.is_leap(year))


def days_in_month(year: int, month: int) -> int:
    """29, 30 or 31; ValueError for a month that is not 1 to 12 or a year outside 1200 to 1600."""
    leap = is_leap(year)
    if not 1 <= month <= _ESFAND:
        raise ValueError(f"no such Jalali month: {month}")
    if month == _ESFAND:
        return 30 if leap else 29
    return 31 if month <= _ESFAND // 2 else 30


def month_end(day: date) -> date:
    """The last day of the Jalali month that a Gregorian date lies in."""
    jalali = JalaliDate.of(day)
    return _last_of(jalali.year, jalali.month)


def season_end(day: date) -> date:
    """The last day of the Jalali season (quarter) that a Gregorian date lies in."""
    jalali = JalaliDate.of(day)
    return _last_of(jalali.year, (jalali.month + 2) // 3 * 3)


def year_end(day: date) -> date:
    """The last day of the Jalali year that a Gregorian date lies in."""
    return _last_of(JalaliDate.of(day).year, _ESFAND)


def _last_of(year: int, month: int) -> date:
    return JalaliDate(year, month, days_in_month(year, month)).to_date()


def parse_jalali(text: str) -> JalaliDate | None:
    """A typed date in any digits (14050830, 1405/8/30, 05-08-30), or None when no such day exists.

    Year, month, day in this order with `/ - .` or spaces between; a year of two digits means 14xx.
    """
    parts = _year_month_day(text)
    if parts is None:
        return None
    year, month, day = parts
    try:
        return JalaliDate(int(year) + (1400 if len(year) == 2 else 0), month, day)
    except ValueError:
        return None


def parse_birthday(text: str) -> Birthday | None:
    """A typed birthday with its year (like `parse_jalali`) or without ("02/24"), or None.

    A year of two digits means the one in 1330 to 1429: most members were born in 13xx.
    """
    if len(text) <= _LONGEST_INPUT and (match := _MONTH_AND_DAY.fullmatch(digits.typed(text))):
        return _birthday_or_none(int(match[1]), int(match[2]), None)
    parts = _year_month_day(text)
    if parts is None:
        return None
    year, month, day = parts
    full_year = int(year) if len(year) == 4 else (int(year) - 30) % 100 + 1330
    return _birthday_or_none(month, day, full_year)


def _year_month_day(text: str) -> tuple[str, int, int] | None:
    if len(text) > _LONGEST_INPUT:
        return None
    plain = digits.typed(text)
    if match := _COMPACT.fullmatch(plain):
        return match[1], int(match[2]), int(match[3])
    if match := _WRITTEN.fullmatch(plain):
        return match[1], int(match[3]), int(match[4])
    return None


def _birthday_or_none(month: int, day: int, year: int | None) -> Birthday | None:
    try:
        return Birthday(month, day, year)
    except ValueError:
        return None
