"""The small shapes that every part of a programme document is written with."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

MAX_FIGURE = 1_000_000_000_000
MAX_DAYS = 36_500

Id: TypeAlias = Annotated[str, Meta(min_length=1, max_length=64)]
"""Names a part of the document; reasons, coupons and counters refer to it."""

Title: TypeAlias = Annotated[str, Meta(max_length=120)]
"""The shop's own words for people, printed as they stand."""

Sku: TypeAlias = Annotated[str, Meta(min_length=1, max_length=64)]
Figure: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_FIGURE)]
FigureOrNone: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_FIGURE)]
Percent: TypeAlias = Annotated[int, Meta(ge=1, le=100)]
Days: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_DAYS)]

JalaliDay: TypeAlias = Annotated[str, Meta(pattern=r"^1[2-5][0-9]{2}/[0-9]{2}/[0-9]{2}$")]
"""A Jalali day, `1405/09/30`."""

MonthDay: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{2}/[0-9]{2}$")]
"""A day of every Jalali year, `09/30`."""

ClockTime: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{2}:[0-9]{2}$")]
"""A time of day in Tehran, `18:00`; `24:00` is the end of the day."""


class Weekday(StrEnum):
    """The days of the Iranian week, in its order."""

    SATURDAY = "sat"
    SUNDAY = "sun"
    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"


class WindowKind(StrEnum):
    """`rolling`: the last `days` business days, today included. The others are Jalali, weeks begin on Saturday."""

    ROLLING = "rolling"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    ALWAYS = "always"


class Window(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of time that ends today. `days` belongs to `rolling` alone."""

    kind: WindowKind = WindowKind.ALWAYS
    days: Days | None = None


class Measure(StrEnum):
    """What is counted of a member in a window. Spend is net Rial by the day of the purchase, so that a refund lowers
    it; a visit is a business day with a net spend above 0; points are those earned by rules that count for tiers.
    A streak is the number of Jalali months (or weeks) without a gap up to the present one, each with a visit."""

    SPEND = "spend"
    VISITS = "visits"
    POINTS = "points"
    MONTH_STREAK = "month_streak"
    WEEK_STREAK = "week_streak"


class DateRange(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """From a Jalali day to another, both included."""

    first: JalaliDay
    last: JalaliDay


class YearlyRange(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """The same days of every Jalali year, both included; a range may run over the new year (`12/20` to `01/05`)."""

    first: MonthDay
    last: MonthDay


class HourRange(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """From a time up to, not including, another; a range may run over midnight (`22:00` to `02:00`)."""

    first: ClockTime
    last: ClockTime
