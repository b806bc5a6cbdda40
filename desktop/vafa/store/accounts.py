"""Accounts of members: entries, open lots and cached balances, kept equal to the fold of all entries."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct, structs

from vafa.domain.account import (
    NEVER,
    Account,
    Balance,
    Entry,
    EntryKind,
    Lot,
    LotId,
    balance_of,
    day_of,
    lapse_ms,
    spending_order,
    take,
)
from vafa.domain.engine.history import day_totals
from vafa.domain.engine.known import DayTotal
from vafa.domain.receipt import NextExpiry, Standing
from vafa.domain.units import Points, Rial
from vafa.persian.jalali import JalaliDate
from vafa.store.database import Database

_ENTRY = (
    "member, hlc, event_id, part, kind, points, moment_ms, spendable_from_ms, expires_on, of_event, of_part, "
    "grace_days, spend_rial, tier_points"
)
_LOT = "expires_on, hlc, event_id, part, points, spendable_from_ms"


class Accounts:
    """The ledger's projections. Every method that writes runs inside the act's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def post(self, entries: Iterable[Entry]) -> None:
        """Adds an act's entries, given in ledger order. Each that is later than all of its member's others is taken in
        by itself; anything else folds that member anew, once."""
        by_member: dict[bytes, list[Entry]] = {}
        for entry in entries:
            self._db.run(_ADD_ENTRY, _entry_row(entry))
            by_member.setdefault(entry.member, []).append(entry)
        for member, new in by_member.items():
            cached = self._cached(member)
            if all(entry.kind in _BY_ITSELF for entry in new) and (cached is None or cached.last < new[0].place):
                for entry in new:
                    cached = self._take_in(entry, cached)
                if cached is not None:
                    self._put_account(member, cached)
            else:
                self.fold(member)

    def fold(self, member: bytes) -> None:
        """Replaces a member's lots and cached balance by the fold of all his entries."""
        entries = self.entries(member)
        account = Account(entries)
        self._db.run("DELETE FROM lot WHERE member = ?", (member,))
        self._db.run("DELETE FROM account WHERE member = ?", (member,))
        if not entries:
            return
        for lot in account.lots:
            self._put_lot(member, lot)
        last = entries[-1]
        self._put_account(member, _Cached(last.place, account.balance(last.moment_ms), last.moment_ms))

    def entries(self, member: bytes) -> list[Entry]:
        """All entries of a member in the order of the fold."""
        return [
            _entry(row) for row in self._db.each(f"SELECT {_ENTRY} FROM entry WHERE member = ? {_ORDER}", (member,))
        ]

    def lots(self, member: bytes) -> list[Lot]:
        """Lots with points left, lapsed ones too, in spending order."""
        return [_lot(row) for row in self._db.each(f"SELECT {_LOT} FROM lot WHERE member = ? {_LOT_ORDER}", (member,))]

    def balance(self, member: bytes, moment_ms: int) -> Balance:
        """What the account amounts to at a moment not before its last entry (`lapsed` is left at 0)."""
        return self._at(member, self._cached(member), moment_ms)

    def redeemable(self, member: bytes | None, moment_ms: int, now_ms: int) -> Balance:
        """The balance that a redemption may draw on; empty for a customer without membership. A redemption that is
        dated back must be covered then and now: dating back must not bring lapsed points to life."""
        if member is None:
            return Balance()
        now = self.balance(member, now_ms)
        then = self.balance(member, moment_ms)
        return structs.replace(now, spendable=min(now.spendable, then.spendable))

    def standing(self, member: bytes, moment_ms: int) -> Standing:
        """The figures that a slip shows of an account."""
        row = self._db.row(
            _STANDING,
            {"member": member, "day": day_of(moment_ms), "never": NEVER, "year": jalali_year(moment_ms)},
        )
        if row is None:
            return Standing()
        *cached, saved, expires_on, expiring = row
        balance = self._at(member, _cached(cached), moment_ms)
        return Standing(
            Points(balance.spendable),
            Points(balance.pending),
            Points(balance.debt),
            NextExpiry(Points(expiring), date.fromordinal(expires_on)) if expiring else None,
            Rial(saved or 0),
        )

    def history(self, member: bytes) -> tuple[DayTotal, ...]:
        """The member's business days with purchases or tier points, oldest first."""
        return day_totals(
            _entry(row)
            for row in self._db.each(
                f"SELECT {_ENTRY} FROM entry WHERE member = ? AND kind IN ('earn', 'claw') {_ORDER}", (member,)
            )
        )

    def latest(self, member: bytes, limit: int) -> list[Entry]:
        """The newest entries of a member, newest first."""
        return [
            _entry(row)
            for row in self._db.each(
                f"SELECT {_ENTRY} FROM entry WHERE member = ? {_BACKWARDS} LIMIT ?", (member, limit)
            )
        ]

    def expiring(self, member: bytes, moment_ms: int, last_day: int) -> NextExpiry | None:
        """The points that lapse from the day of a moment up to a day (counted as `date.toordinal`), and the last good
        day of the first of them."""
        row = self._db.row(
            "SELECT sum(points), min(expires_on) FROM lot WHERE member = ? AND expires_on BETWEEN ? AND ?",
            (member, day_of(moment_ms), last_day),
        )
        return NextExpiry(Points(row[0]), date.fromordinal(row[1])) if row and row[0] else None

    def last_moments(self, members: Sequence[bytes]) -> dict[bytes, int]:
        """When something last happened to the accounts of these members (some hundreds at most), in milliseconds;
        members without entries are left out."""
        marks = ",".join("?" * len(members))
        return dict(self._db.rows(f"SELECT member, as_of_ms FROM account WHERE member IN ({marks})", members))

    def add_saving(self, member: bytes, moment_ms: int, rial: int) -> None:
        """Counts money off (or, negative, its return) towards what the member saved in the Jalali year."""
        self._db.run(
            "INSERT INTO saving VALUES (?,?,?) ON CONFLICT DO UPDATE SET rial = rial + excluded.rial",
            (member, jalali_year(moment_ms), rial),
        )

    def _cached(self, member: bytes) -> "_Cached | None":
        row = self._db.row(f"SELECT {_ACCOUNT} FROM account WHERE member = ?", (member,))
        return _cached(row) if row else None

    def _at(self, member: bytes, cached: "_Cached | None", moment_ms: int) -> Balance:
        if cached is None:
            return Balance()
        until_ms = cached.balance.valid_until_ms
        if cached.as_of_ms <= moment_ms and (until_ms is None or moment_ms < until_ms):
            return cached.balance
        return self._reckon(member, cached.balance.debt, moment_ms)

    def _take_in(self, entry: Entry, cached: "_Cached | None") -> "_Cached":
        """One earn, spend or adjustment after all others: touches only the lots it needs."""
        before = self._at(entry.member, cached, entry.moment_ms)
        if entry.points >= 0:
            paid = min(before.debt, entry.points)
            lot = Lot(entry.expires_on, entry.hlc, entry.lot_id, entry.points - paid, entry.spendable_from_ms)
            if lot.points:
                self._put_lot(entry.member, lot)
            after = _grown(before, lot, before.debt - paid, entry.moment_ms)
        else:
            after = self._spend(entry, before)
        return _Cached(entry.place, after, entry.moment_ms)

    def _spend(self, entry: Entry, before: Balance) -> Balance:
        live = self._db.each(
            f"SELECT {_LOT} FROM lot WHERE member = ? AND expires_on >= ? {_LOT_ORDER}",
            (entry.member, day_of(entry.moment_ms)),
        )
        wanted = -entry.points
        if before.spendable >= wanted:
            candidates: Iterable[Lot] = (lot for lot in map(_lot, live) if lot.spendable(entry.moment_ms))
        else:
            candidates = spending_order(list(map(_lot, live)), entry.moment_ms)
        taken, missing = take(candidates, wanted)
        for lot, _ in taken:
            self._put_lot(entry.member, lot)
        from_spendable = sum(points for lot, points in taken if lot.spendable(entry.moment_ms))
        from_pending = wanted - missing - from_spendable
        return Balance(
            before.spendable - from_spendable,
            before.pending - from_pending,
            0,
            before.debt + missing,
            before.valid_until_ms,
        )

    def _reckon(self, member: bytes, debt: int, moment_ms: int) -> Balance:
        live = self._db.each(
            f"SELECT {_LOT} FROM lot WHERE member = ? AND expires_on >= ?", (member, day_of(moment_ms))
        )
        return balance_of(map(_lot, live), debt, moment_ms)

    def _put_lot(self, member: bytes, lot: Lot) -> None:
        place = (member, lot.expires_on, lot.hlc, lot.id.event_id, lot.id.part)
        if lot.points:
            self._db.run(
                "INSERT OR REPLACE INTO lot VALUES (?,?,?,?,?,?,?)", (*place, lot.points, lot.spendable_from_ms)
            )
        else:
            self._db.run(
                "DELETE FROM lot WHERE member = ? AND expires_on = ? AND hlc = ? AND event_id = ? AND part = ?", place
            )

    def _put_account(self, member: bytes, cached: "_Cached") -> None:
        balance = cached.balance
        self._db.run(
            "INSERT OR REPLACE INTO account VALUES (?,?,?,?,?,?,?,?,?)",
            (
                member,
                *cached.last,
                balance.debt,
                balance.spendable,
                balance.pending,
                cached.as_of_ms,
                balance.valid_until_ms,
            ),
        )


class _Cached(Struct, frozen=True):
    """The row of an account: its last entry, and what it amounted to at that entry's moment."""

    last: tuple[int, bytes, int]
    balance: Balance
    as_of_ms: int


_ACCOUNT = "hlc, event_id, part, debt, spendable, pending, as_of_ms, valid_until_ms"
_FIRST_EXPIRY = "SELECT min(expires_on) FROM lot WHERE member = :member AND expires_on >= :day AND expires_on < :never"
_STANDING = f"""
SELECT {_ACCOUNT}, (SELECT rial FROM saving WHERE member = :member AND jalali_year = :year), ({_FIRST_EXPIRY}),
    (SELECT sum(points) FROM lot WHERE member = :member AND expires_on = ({_FIRST_EXPIRY}))
FROM account WHERE member = :member
"""
_ADD_ENTRY = f"INSERT INTO entry ({_ENTRY}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"


def _cached(row: Sequence[Any]) -> _Cached:
    hlc, event_id, part, debt, spendable, pending, as_of_ms, valid_until_ms = row
    return _Cached((hlc, event_id, part), Balance(spendable, pending, 0, debt, valid_until_ms), as_of_ms)


_BY_ITSELF = frozenset({EntryKind.EARN, EntryKind.SPEND, EntryKind.ADJUST})
_ORDER = "ORDER BY hlc, event_id, part"
_BACKWARDS = "ORDER BY hlc DESC, event_id DESC, part DESC"
_LOT_ORDER = "ORDER BY expires_on, hlc, event_id, part"


def jalali_year(moment_ms: int) -> int:
    """The Jalali year of a moment, in Tehran."""
    return _year_of_day(day_of(moment_ms))


@lru_cache(maxsize=1_000)
def _year_of_day(day: int) -> int:
    return JalaliDate.of(date.fromordinal(day)).year


def _grown(before: Balance, lot: Lot, debt: int, moment_ms: int) -> Balance:
    """A balance after a lot joined it."""
    if not lot.points or not lot.alive(day_of(moment_ms)):
        return Balance(before.spendable, before.pending, 0, debt, before.valid_until_ms)
    changes = [] if before.valid_until_ms is None else [before.valid_until_ms]
    if lot.expires_on != NEVER:
        changes.append(lapse_ms(lot.expires_on))
    if lot.spendable(moment_ms):
        return Balance(before.spendable + lot.points, before.pending, 0, debt, min(changes, default=None))
    changes.append(lot.spendable_from_ms)
    return Balance(before.spendable, before.pending + lot.points, 0, debt, min(changes))


def _entry_row(entry: Entry) -> tuple[Any, ...]:
    of = entry.of
    return (
        entry.member,
        entry.hlc,
        entry.event_id,
        entry.part,
        entry.kind.value,
        entry.points,
        entry.moment_ms,
        entry.spendable_from_ms,
        entry.expires_on,
        of.event_id if of else None,
        of.part if of else None,
        entry.grace_days,
        entry.spend_rial,
        entry.tier_points,
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(
        member=row[0],
        hlc=row[1],
        event_id=row[2],
        part=row[3],
        kind=EntryKind(row[4]),
        points=row[5],
        moment_ms=row[6],
        spendable_from_ms=row[7],
        expires_on=row[8],
        of=LotId(row[9], row[10]) if row[9] is not None else None,
        grace_days=row[11],
        spend_rial=row[12],
        tier_points=row[13],
    )


def _lot(row: tuple[Any, ...]) -> Lot:
    return Lot(row[0], row[1], LotId(row[2], row[3]), row[4], row[5])
