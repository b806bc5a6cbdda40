"""A member's business days as rules and tiers read them, folded from his ledger."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from vafa.domain.account import Entry, EntryKind, LotId
from vafa.domain.engine.known import DayTotal
from vafa.persian.tehran import business_day

_QUARTER_MS = 900_000
"""The cut-off is a full hour and the zone half an hour off: a quarter of an hour has one business day."""


class _Part:
    """What one earn still adds to its day."""

    __slots__ = ("day", "points", "rial")

    def __init__(self, day: int, rial: int, points: int) -> None:
        self.day, self.rial, self.points = day, rial, points


def day_totals(entries: Iterable[Entry]) -> tuple[DayTotal, ...]:
    """The days with a purchase or with points that count for a tier, oldest first. What is taken back lessens the day
    of what it answers, not its own. `entries` are in ledger order; those that say nothing about a day may be left
    out."""
    parts: dict[LotId, _Part] = {}
    for entry in entries:
        if entry.kind is EntryKind.CLAW:
            part = parts.get(entry.of) if entry.of else None
            if part is not None:
                part.rial += -part.rial if entry.spend_rial is None else entry.spend_rial
                part.points += -part.points if entry.tier_points is None else entry.tier_points
        elif entry.kind is EntryKind.EARN:
            parts[entry.lot_id] = _Part(business_day_of(entry.moment_ms), entry.spend_rial or 0, entry.tier_points or 0)
    sums: dict[int, _Part] = {}
    for part in parts.values():
        total = sums.setdefault(part.day, _Part(part.day, 0, 0))
        total.rial += part.rial
        total.points += part.points
    return tuple(DayTotal(day, sums[day].rial, sums[day].points) for day in sorted(sums))


def business_day_of(moment_ms: int) -> int:
    """The business day of a moment, counted as `date.toordinal`."""
    return _day_of_quarter(moment_ms // _QUARTER_MS)


@lru_cache(maxsize=4_000)
def _day_of_quarter(quarter: int) -> int:
    return business_day(datetime.fromtimestamp(quarter * _QUARTER_MS // 1_000, UTC)).toordinal()
