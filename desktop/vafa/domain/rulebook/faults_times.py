"""Days, times, windows, ranges and steps that cannot be."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct

from vafa.domain.rulebook.conditions import Limit, LimitPer, Reach, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import FactorStep, GrowingMultiplier, PercentStep, SteppedOff
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.kinds import MAX_FIGURE, DateRange, HourRange, Window, WindowKind, YearlyRange
from vafa.domain.rulebook.plans import Budget
from vafa.domain.rulebook.walking import walk
from vafa.persian.jalali import Birthday, JalaliDate

MOST_BIRTHDAY_DAYS = 183
_DAY_LETTERS, _TIME_LETTERS, _MONTH_DAY_LETTERS = 10, 5, 5
_DAY_MINUTES = 24 * 60

Known = TypeVar("Known")


def shape_faults(programme: Programme) -> Iterator[Fault]:
    """The faults that a shape has by itself, wherever in the document it stands."""
    for place, shape in walk(programme):
        match shape:
            case Window():
                yield from _window(place, shape)
            case HourRange():
                yield from _hours(place, shape)
            case DateRange() | Budget():
                yield from _dates(place, shape)
            case YearlyRange():
                yield from _yearly(place, shape)
            case Reach():
                yield from _reach(place, shape)
            case When():
                yield from _when(place, shape)
            case Limit() if shape.per is LimitPer.PURCHASE and shape.window.kind is not WindowKind.ALWAYS:
                yield Fault(f"{place}.window", "limit_window")
            case GrowingMultiplier():
                yield from _steps(place, shape.steps)
            case SteppedOff():
                yield from _steps(place, shape.steps)
            case Struct():
                pass


def jalali_day(text: str) -> JalaliDate:
    """A written Jalali day. ValueError when there is none."""
    if len(text) != _DAY_LETTERS:
        raise ValueError(text)
    year, month, day = (int(part) for part in text.split("/"))
    return JalaliDate(year, month, day)


def month_day(text: str) -> tuple[int, int]:
    """A written day of every year; 30 Esfand is one. ValueError when no year has it."""
    if len(text) != _MONTH_DAY_LETTERS:
        raise ValueError(text)
    month, day = (int(part) for part in text.split("/"))
    Birthday(month, day)
    return month, day


def minute(text: str) -> int:
    """A written time as the minute of the day, 24:00 as its end. ValueError when there is none."""
    hour, past = (int(part) for part in text.split(":"))
    if len(text) != _TIME_LETTERS or past >= 60 or hour * 60 + past > _DAY_MINUTES:
        raise ValueError(text)
    return hour * 60 + past


def _read(read: Callable[[str], Known], place: str, text: str, mend: str) -> tuple[Known | None, list[Fault]]:
    try:
        return read(text), []
    except ValueError:
        return None, [Fault(place, mend, names={"text": text.strip()})]


def _window(place: str, window: Window) -> Iterator[Fault]:
    if window.kind is WindowKind.ROLLING and window.days is None:
        yield Fault(f"{place}.days", "window_days")
    if window.kind is not WindowKind.ROLLING and window.days is not None:
        yield Fault(f"{place}.days", "window_no_days", names={"kind": window.kind.value})


def _hours(place: str, hours: HourRange) -> Iterator[Fault]:
    first, faults = _read(minute, f"{place}.from", hours.first, "no_such_time")
    last, more = _read(minute, f"{place}.to", hours.last, "no_such_time")
    yield from [*faults, *more]
    if first is not None and first == last:
        yield Fault(place, "hours_empty", names={"text": hours.first})


def _dates(place: str, dates: DateRange | Budget) -> Iterator[Fault]:
    first, faults = _read(jalali_day, f"{place}.from", dates.first, "no_such_day")
    last, more = _read(jalali_day, f"{place}.to", dates.last, "no_such_day")
    yield from [*faults, *more]
    if first is not None and last is not None and last < first:
        yield Fault(f"{place}.to", "range_backwards", names={"from": dates.first, "to": dates.last})


def _yearly(place: str, days: YearlyRange) -> Iterator[Fault]:
    for key, text in (("from", days.first), ("to", days.last)):
        yield from _read(month_day, f"{place}.{key}", text, "no_such_day")[1]


def _reach(place: str, reach: Reach) -> Iterator[Fault]:
    if not 0 <= reach.at_least <= MAX_FIGURE:
        yield Fault(f"{place}.at_least", "between", {"least": 0, "most": MAX_FIGURE})
    if reach.at_most is not None:
        if not 0 <= reach.at_most <= MAX_FIGURE:
            yield Fault(f"{place}.at_most", "between", {"least": 0, "most": MAX_FIGURE})
        if reach.at_most < reach.at_least:
            yield Fault(f"{place}.at_most", "at_least", {"least": reach.at_least})


def _when(place: str, when: When) -> Iterator[Fault]:
    least, most, days = when.min_amount_rial, when.max_amount_rial, when.birthday_within_days
    if least is not None and most is not None and most < least:
        yield Fault(f"{place}.max_amount_rial", "at_least", {"least": least})
    if days is not None and not 0 <= days <= MOST_BIRTHDAY_DAYS:
        yield Fault(f"{place}.birthday_within_days", "between", {"least": 0, "most": MOST_BIRTHDAY_DAYS})


def _steps(place: str, steps: tuple[FactorStep, ...] | tuple[PercentStep, ...]) -> Iterator[Fault]:
    if not steps:
        yield Fault(f"{place}.steps", "empty")
    for at in range(1, len(steps)):
        if steps[at].at <= steps[at - 1].at:
            yield Fault(f"{place}.steps[{at}].from", "growing", {"above": steps[at - 1].at})
