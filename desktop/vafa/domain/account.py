"""A member's account: a pure, total fold over his entries. It never refuses; what is missing becomes debt.

Lots are spent soonest expiry first, then the oldest, never-expiring last. A lot lapses by the
calendar alone: nothing is posted, its points simply stop counting after its last good day. Hence at any moment

    sum of entries = spendable + pending + lapsed - debt        and        debt > 0 only when no lot is alive.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct, structs

from vafa.domain.sharing import share_out
from vafa.persian.tehran import end_of_day, tehran_date

NEVER = 9_999_999
"""The expiry day of a lot that does not lapse; days are counted as `date.toordinal`."""

_LAST_DAY = date.max.toordinal() - 1


class EntryKind(StrEnum):
    EARN = "earn"
    SPEND = "spend"
    RETURN = "return"
    CLAW = "claw"
    ADJUST = "adjust"


class LotId(Struct, frozen=True, order=True):
    """The earn (or return) entry that made a lot."""

    event_id: bytes
    part: int


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the ledger. An act may make several; they are never netted.

    `of` names the entry that a claw or a return answers: the earn, or the spend. `spendable_from_ms` and `expires_on`
    are the terms of the lot that an earn makes; `grace_days` those of points returned to a lapsed lot. `spend_rial` and
    `tier_points` are what the entry adds to (a claw takes from) the member's history; None in a claw: all of it.
    """

    member: bytes
    hlc: int
    event_id: bytes
    part: int
    kind: EntryKind
    points: int
    moment_ms: int
    spendable_from_ms: int = 0
    expires_on: int = NEVER
    of: LotId | None = None
    grace_days: int = 0
    spend_rial: int | None = 0
    tier_points: int | None = 0

    @property
    def place(self) -> tuple[int, bytes, int]:
        """The order of the fold."""
        return (self.hlc, self.event_id, self.part)

    @property
    def lot_id(self) -> LotId:
        return LotId(self.event_id, self.part)


class Lot(Struct):
    """Points with terms of their own. `points` is what is left."""

    expires_on: int
    hlc: int
    id: LotId
    points: int
    spendable_from_ms: int

    @property
    def order(self) -> tuple[int, int, LotId]:
        return (self.expires_on, self.hlc, self.id)

    def alive(self, day: int) -> bool:
        return self.points > 0 and self.expires_on >= day

    def spendable(self, moment_ms: int) -> bool:
        return self.spendable_from_ms <= moment_ms


class Taking(Struct):
    """Points that a spend took from one lot, or (lot None) ran up as debt; `returned` counts what came back."""

    lot: LotId | None
    points: int
    returned: int = 0


class Balance(Struct, frozen=True):
    """An account at a moment. `valid_until_ms` is the next moment at which the calendar alone changes it."""

    spendable: int = 0
    pending: int = 0
    lapsed: int = 0
    debt: int = 0
    valid_until_ms: int | None = None


def take(lots: Iterable[Lot], points: int) -> tuple[list[tuple[Lot, int]], int]:
    """Takes points from lots in the given order; returns what each gave and what is missing. Changes the lots."""
    taken: list[tuple[Lot, int]] = []
    if points > 0:
        for lot in lots:
            given = min(lot.points, points)
            lot.points -= given
            points -= given
            taken.append((lot, given))
            if not points:
                break
    return taken, points


def spending_order(lots: Sequence[Lot], moment_ms: int) -> Iterator[Lot]:
    """Live lots as a spend takes them: spendable ones first; points in waiting are touched only before debt."""
    day = day_of(moment_ms)
    alive = [lot for lot in lots if lot.alive(day)]
    yield from (lot for lot in alive if lot.spendable(moment_ms))
    yield from (lot for lot in alive if not lot.spendable(moment_ms))


def balance_of(lots: Iterable[Lot], debt: int, moment_ms: int) -> Balance:
    """What the lots and the debt amount to at a moment."""
    day = day_of(moment_ms)
    spendable = pending = lapsed = 0
    changes: list[int] = []
    for lot in lots:
        if lot.expires_on < day:
            lapsed += lot.points
            continue
        if lot.spendable(moment_ms):
            spendable += lot.points
        else:
            pending += lot.points
            changes.append(lot.spendable_from_ms)
        if lot.points and lot.expires_on != NEVER:
            changes.append(lapse_ms(lot.expires_on))
    return Balance(spendable, pending, lapsed, debt, min(changes, default=None))


def day_of(moment_ms: int) -> int:
    """The Tehran day of a moment, counted as `date.toordinal`."""
    return _day_of_quarter(moment_ms // _QUARTER_MS)


_QUARTER_MS = 900_000
"""No zone of today changes its day inside a quarter of an hour, so a quarter has one day."""


@lru_cache(maxsize=4_000)
def _day_of_quarter(quarter: int) -> int:
    return tehran_date(datetime.fromtimestamp(quarter * _QUARTER_MS // 1_000, UTC)).toordinal()


@lru_cache(maxsize=4_000)
def lapse_ms(expires_on: int) -> int:
    """The first moment at which a lot with this last good day has lapsed; days out of the calendar at its edges."""
    return int(end_of_day(date.fromordinal(min(max(expires_on, 1), _LAST_DAY))).timestamp() * 1_000)


class Account:
    """The fold itself. Apply entries in the order of `Entry.place`; read `lots`, `debt`, `balance`."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.debt = 0
        self._lots: list[tuple[tuple[int, int, LotId], Lot]] = []
        self._by_id: dict[LotId, Lot] = {}
        self._takings: dict[LotId, list[Taking]] = {}
        for entry in entries:
            self.apply(entry)

    @property
    def lots(self) -> list[Lot]:
        """Lots with points left, in spending order; lapsed ones too."""
        return [lot for _, lot in self._lots if lot.points]

    def balance(self, moment_ms: int) -> Balance:
        return balance_of(self.lots, self.debt, moment_ms)

    def lot(self, lot_id: LotId) -> Lot | None:
        """A lot by the entry that made it, empty or not."""
        return self._by_id.get(lot_id)

    def lapsing(self, first_day: int, day: int) -> list[Lot]:
        """Lots whose last good day is in [first_day, day)."""
        start = bisect_left(self._lots, first_day, key=lambda item: item[0][0])
        stop = bisect_left(self._lots, day, key=lambda item: item[0][0])
        return [lot for _, lot in self._lots[start:stop]]

    def apply(self, entry: Entry) -> list[Lot]:
        """Takes the entry in; returns the lots whose points it changed. The sign says whether points come or go, the
        kind from where: no entry, however odd, makes a lot or the debt negative."""
        if entry.points < 0:
            return self._claw(entry) if entry.kind is EntryKind.CLAW else self._spend(entry)
        if entry.kind is EntryKind.RETURN:
            return self._give_back(entry)
        return [self._add(entry, entry.points)]

    def _pay_debt(self, points: int) -> int:
        paid = min(self.debt, points)
        self.debt -= paid
        return points - paid

    def _add(self, entry: Entry, points: int) -> Lot:
        rest = self._pay_debt(points)
        lot = Lot(entry.expires_on, entry.hlc, entry.lot_id, rest, entry.spendable_from_ms)
        self._by_id[lot.id] = lot
        insort(self._lots, (lot.order, lot), key=lambda item: item[0])
        return lot

    def _live(self, moment_ms: int) -> list[Lot]:
        first = bisect_left(self._lots, day_of(moment_ms), key=lambda item: item[0][0])
        return [lot for _, lot in self._lots[first:] if lot.points]

    def _spend(self, entry: Entry) -> list[Lot]:
        taken, missing = take(spending_order(self._live(entry.moment_ms), entry.moment_ms), -entry.points)
        self.debt += missing
        takings = [Taking(lot.id, points) for lot, points in taken]
        self._takings[entry.lot_id] = [*takings, Taking(None, missing)] if missing else takings
        return [lot for lot, _ in taken]

    def _claw(self, entry: Entry) -> list[Lot]:
        """From the purchase's own lot first, even a lapsed part of it; then soonest expiry; the rest is debt."""
        own = self._by_id.get(entry.of) if entry.of else None
        from_own, left = take([own] if own else [], -entry.points)
        from_others, missing = take(self._live(entry.moment_ms), left)
        self.debt += missing
        return [lot for lot, _ in from_own + from_others]

    def _give_back(self, entry: Entry) -> list[Lot]:
        """Spent points go back to their own lots, pro rata to what is still out; debt is paid first."""
        takings = self._takings.get(entry.of, []) if entry.of else []
        out = [taking.points - taking.returned for taking in takings]
        shares = share_out(min(entry.points, sum(out)), out)
        day = day_of(entry.moment_ms)
        homeless = entry.points - sum(shares)
        changed: list[Lot] = []
        for taking, share in zip(takings, shares, strict=True):
            taking.returned += share
            rest = self._pay_debt(share)
            lot = self._by_id.get(taking.lot) if taking.lot else None
            if lot and lot.expires_on >= day:
                lot.points += rest
                changed.append(lot)
            else:
                homeless += rest
        if homeless:
            changed.append(self._add(structs.replace(entry, expires_on=day + entry.grace_days), homeless))
        return changed


class StatementLine(Struct, frozen=True):
    """One line of a statement: an entry, or (entry None) the lapse of a lot, and the net points after it."""

    moment_ms: int
    points: int
    net: int
    entry: Entry | None = None
    lot: LotId | None = None


def statement(entries: Sequence[Entry], now_ms: int) -> list[StatementLine]:
    """The member's whole story: entries in ledger order, each lapse up to now at its date, running net points."""
    account = Account()
    shown_as_lapsed: dict[LotId, int] = {}
    lines: list[StatementLine] = []
    last_day, today = 0, day_of(now_ms)

    def add(moment_ms: int, points: int, entry: Entry | None = None, lot: LotId | None = None) -> None:
        lines.append(StatementLine(moment_ms, points, (lines[-1].net if lines else 0) + points, entry, lot))

    def show_lapses(lots: Iterable[Lot], day: int, moment_ms: int) -> None:
        """A lot that lapsed stands at its date; what a correction moved in a lapsed lot stands at the correction."""
        for lot in lots:
            gone = lot.points if lot.expires_on < day else 0
            change = gone - shown_as_lapsed.get(lot.id, 0)
            if change:
                first_time = lot.id not in shown_as_lapsed
                add(lapse_ms(lot.expires_on) if first_time else moment_ms, -change, lot=lot.id)
                shown_as_lapsed[lot.id] = gone

    for entry in entries:
        day = min(today, max(last_day, day_of(entry.moment_ms)))
        show_lapses(account.lapsing(last_day, day), day, entry.moment_ms)
        changed = account.apply(entry)
        add(entry.moment_ms, entry.points, entry)
        show_lapses(changed, day, entry.moment_ms)
        last_day = day
    show_lapses(account.lapsing(last_day, today), today, now_ms)
    return lines
