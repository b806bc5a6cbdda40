"""Moments, days and birthdays as a story writes them, and how they are read and described."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from vafa.domain.engine.instant import jalali_of
from vafa.persian.jalali import Birthday, parse_birthday, parse_jalali
from vafa.persian.tehran import tehran_moment, tehran_time

NOON = time(12)
"""A day without a time means its noon, which lies in the business day of the same date."""

_FIRST_TOLD, _LAST_TOLD = date(1900, 1, 1).toordinal(), date(2200, 1, 1).toordinal()
_WITH_TIME = re.compile(r"(\S+) (\d{1,2}):(\d{2})(?::(\d{2}))?")
_LIKE_A_DAY = re.compile(r"\d{4}(?:/\d{1,2}/\d{1,2}|-\d{2}-\d{2})")


class Moment:
    """A moment, written `1405/09/30 18:00` (Tehran's time; without a time noon) or in ISO 8601 with an offset."""

    __slots__ = ("value",)

    def __init__(self, value: datetime) -> None:
        self.value = value


class Day:
    """A day, written `1405/09/30` or `2026-12-21`; counted as `date.toordinal`."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value


class Birth:
    """A birthday, written `1369/02/24` or without the year `02/24`."""

    __slots__ = ("value",)

    def __init__(self, value: Birthday) -> None:
        self.value = value


def read_written(kind: type, text: object) -> object:
    """What msgspec calls for the three kinds. Raises ValueError with what is expected; msgspec adds the place."""
    if not isinstance(text, str):
        raise ValueError(f"Expected `str`, got `{type(text).__name__}`")  # noqa: TRY004 - msgspec names the place of it
    if kind is Moment:
        return Moment(_moment(text))
    if kind is Day:
        return Day(_day(text).toordinal())
    birthday = parse_birthday(text)
    if birthday is None:
        raise ValueError("Expected a Jalali birthday such as `1369/02/24` or `02/24`")
    return Birth(birthday)


def describe_written(kind: type) -> dict[str, Any]:
    """The JSON Schema of the three kinds."""
    examples = {Moment: ["1405/09/30 18:00", "2026-12-21T14:30:00Z"], Day: ["1405/09/30", "2026-12-21"]}
    return {"type": "string", "description": kind.__doc__, "examples": examples.get(kind, ["1369/02/24", "02/24"])}


def written_plainly(value: object) -> object:
    """What msgspec calls to write one of the three kinds, for digests."""
    return str(value.value) if isinstance(value, Moment | Day | Birth) else str(value)


def _moment(text: str) -> datetime:
    match = _WITH_TIME.fullmatch(text)
    jalali = parse_jalali(match[1] if match else text)
    moment: datetime | None
    try:
        if jalali is not None:
            at = time(int(match[2]), int(match[3]), int(match[4] or 0)) if match else NOON
            moment = tehran_moment(jalali.to_date(), at)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        _refuse_no_day(text)
        raise ValueError("Expected a moment such as `1405/09/30 18:00` or ISO 8601 with an offset")
    if not can_be_told(moment):
        raise ValueError(f"Outside the calendar `{text}`")
    return moment


def can_be_told(moment: datetime) -> bool:
    """Whether a story may stand at this moment: far outside, neither calendar could name its day."""
    return _FIRST_TOLD <= moment.toordinal() <= _LAST_TOLD


def _day(text: str) -> date:
    try:
        return _calendar_day(text)
    except ValueError:
        _refuse_no_day(text)
        raise ValueError("Expected a day such as `1405/09/30` or `2026-12-21`") from None


def _calendar_day(text: str) -> date:
    jalali = parse_jalali(text) if "/" in text else None
    return jalali.to_date() if jalali is not None else date.fromisoformat(text)


def _refuse_no_day(text: str) -> None:
    """Raises ValueError for a day that is written well and stands in no calendar."""
    written = _LIKE_A_DAY.match(text)
    if written is None:
        return
    try:
        _calendar_day(written[0])
    except ValueError:
        raise ValueError(f"No such day `{written[0]}`") from None


@lru_cache(maxsize=4_000)
def day_text(day: int) -> str:
    """A day as a story writes it; empty for one outside the calendar, such as that of a tier which never ends."""
    if not _FIRST_TOLD <= day <= _LAST_TOLD:
        return ""
    jalali = jalali_of(day)
    return f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"


@lru_cache(maxsize=4_000)
def moment_text(moment: datetime) -> str:
    """A moment in ISO 8601 with Tehran's offset."""
    return tehran_time(moment).isoformat()
