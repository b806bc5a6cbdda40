"""A moment as conditions and windows read it: days, weekday and minute in Tehran, and Jalali stretches of time."""

from datetime import UTC, date, datetime
from functools import lru_cache

from msgspec import Struct

from vafa.domain.rulebook.kinds import Weekday, Window, WindowKind
from vafa.persian.jalali import Birthday, JalaliDate, days_in_month, month_end, season_end, year_end
from vafa.persian.tehran import business_day, tehran_time

_WEEK = tuple(Weekday)
_SATURDAY = 5


class Instant(Struct, frozen=True):
    """`day` and `business_day` are counted as `date.toordinal`; `minute` is of the Tehran day."""

    moment: datetime
    day: int
    business_day: int
    weekday: Weekday
    minute: int

    @property
    def moment_ms(self) -> int:
        return int(self.moment.timestamp() * 1_000)


@lru_cache(maxsize=4_000)
def instant_of(moment: datetime) -> Instant:
    """The instant of an aware moment."""
    local = tehran_time(moment)
    return Instant(
        moment.astimezone(UTC),
        local.date().toordinal(),
        business_day(moment).toordinal(),
        weekday_of(local.date().toordinal()),
        local.hour * 60 + local.minute,
    )


def weekday_of(day: int) -> Weekday:
    """The day of the Iranian week."""
    return _WEEK[(date.fromordinal(day).weekday() - _SATURDAY) % 7]


@lru_cache(maxsize=4_000)
def jalali_of(day: int) -> JalaliDate:
    """The Jalali date of a day."""
    return JalaliDate.of(date.fromordinal(day))


@lru_cache(maxsize=4_000)
def day_of_jalali(text: str) -> int:
    """The day of a written Jalali date (`1405/09/30`). ValueError when there is no such day."""
    year, month, day = (int(part) for part in text.split("/"))
    return JalaliDate(year, month, day).to_date().toordinal()


@lru_cache(maxsize=4_000)
def minute_of(text: str) -> int:
    """The minute of the day of a written time (`18:00`, `24:00`). ValueError when there is no such time."""
    hour, minute = (int(part) for part in text.split(":"))
    if not (0 <= minute < 60 and 0 <= hour * 60 + minute <= 24 * 60):
        raise ValueError(f"no such time: {text}")
    return hour * 60 + minute


@lru_cache(maxsize=4_000)
def month_and_day(text: str) -> tuple[int, int]:
    """Month and day of a written day of every year (`12/30` is allowed). ValueError when no year has it."""
    month, day = (int(part) for part in text.split("/"))
    Birthday(month, day)
    return month, day


def first_day(window: Window, day: int) -> int:
    """The first day of the window that ends on `day`."""
    match window.kind:
        case WindowKind.ROLLING:
            return day - (window.days or 1) + 1
        case WindowKind.ALWAYS:
            return 0
        case WindowKind.DAY:
            return day
        case WindowKind.WEEK:
            return day - _WEEK.index(weekday_of(day))
        case _:
            jalali = jalali_of(day)
            month = {
                WindowKind.MONTH: jalali.month,
                WindowKind.SEASON: (jalali.month - 1) // 3 * 3 + 1,
                WindowKind.YEAR: 1,
            }[window.kind]
            return JalaliDate(jalali.year, month, 1).to_date().toordinal()


def last_day(window: Window, day: int) -> int:
    """The last day of the window that begins with, or (calendar ones) holds, `day`; ALWAYS never ends."""
    match window.kind:
        case WindowKind.ROLLING:
            return day + (window.days or 1) - 1
        case WindowKind.ALWAYS:
            return date.max.toordinal() - 1
        case WindowKind.DAY:
            return day
        case WindowKind.WEEK:
            return first_day(window, day) + 6
        case WindowKind.MONTH:
            return month_end(date.fromordinal(day)).toordinal()
        case WindowKind.SEASON:
            return season_end(date.fromordinal(day)).toordinal()
        case WindowKind.YEAR:
            return year_end(date.fromordinal(day)).toordinal()


@lru_cache(maxsize=4_000)
def bucket(kind: WindowKind, day: int) -> str:
    """The name of the calendar stretch that holds a day; counters of limits are kept under it. A rolling window is
    counted day by day."""
    jalali = jalali_of(day)
    match kind:
        case WindowKind.ALWAYS:
            return ""
        case WindowKind.ROLLING | WindowKind.DAY:
            return f"d{day}"
        case WindowKind.WEEK:
            return f"w{first_day(Window(kind), day)}"
        case WindowKind.MONTH:
            return f"m{jalali.year}-{jalali.month:02}"
        case WindowKind.SEASON:
            return f"s{jalali.year}-{(jalali.month - 1) // 3 + 1}"
        case WindowKind.YEAR:
            return f"y{jalali.year}"


def yearly_day(birthday: Birthday, year: int) -> int:
    """The day of a birthday or anniversary in a Jalali year; of 30 Esfand the last day of Esfand."""
    last = days_in_month(year, birthday.month)
    return JalaliDate(year, birthday.month, min(birthday.day, last)).to_date().toordinal()


def add_months(day: int, months: int) -> int:
    """The same day so many Jalali months later; the last day of a month that has no such day."""
    jalali = jalali_of(day)
    count = jalali.year * 12 + jalali.month - 1 + months
    year, month = divmod(count, 12)
    return JalaliDate(year, month + 1, min(jalali.day, days_in_month(year, month + 1))).to_date().toordinal()
