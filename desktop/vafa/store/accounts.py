"""Accounts of members: entries, open lots and cached balances, kept equal to the fold of all entries."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

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
from vafa.domain.receipt import NextExpiry, Standing
from vafa.domain.units import Points, Rial
from vafa.persian.jalali import JalaliDate
from vafa.persian.tehran import tehran_date
from vafa.store.database import Database

_ENTRY = (
    "member, hlc, event_id, part, kind, points, moment_ms, spendable_from_ms, expires_on, of_event, of_part, grace_days"
)
_LOT = "expires_on, hlc, event_id, part, points, spendable_from_ms"


class Accounts:
    """The ledger's projections. Every method that writes runs inside the act's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def post(self, entries: Iterable[Entry]) -> None:
        """Adds an act's entries. Each that is later than all of its member's others is taken in by itself; anything
        else folds that member anew, once."""
        for member, group in groupby(sorted(entries, key=lambda entry: entry.member), key=lambda entry: entry.member):
            new = sorted(group, key=lambda entry: entry.place)
            self._db.raw.executemany(
                f"INSERT INTO entry ({_ENTRY}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", [_entry_row(entry) for entry in new]
            )
            head = self._head(member)
            if all(entry.kind in _BY_ITSELF for entry in new) and (head is None or head[0] < new[0].place):
                for entry in new:
                    self._take_in(entry, self._head(member))
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
        self._put_account(last, account.balance(last.moment_ms), last.moment_ms)

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
        row = self._db.row(
            "SELECT debt, spendable, pending, as_of_ms, valid_until_ms FROM account WHERE member = ?", (member,)
        )
        if row is None:
            return Balance()
        debt, spendable, pending, as_of_ms, valid_until_ms = row
        if as_of_ms <= moment_ms < (moment_ms + 1 if valid_until_ms is None else valid_until_ms):
            return Balance(spendable, pending, 0, debt, valid_until_ms)
        return self._reckon(member, debt, moment_ms)

    def spendable_now(self, member: bytes | None, moment_ms: int) -> Balance:
        """The balance that a redemption may draw on; empty for a customer without membership."""
        return self.balance(member, moment_ms) if member is not None else Balance()

    def standing(self, member: bytes, moment_ms: int) -> Standing:
        """The figures that a slip shows of an account."""
        balance = self.balance(member, moment_ms)
        first = self._db.row(
            "SELECT expires_on, sum(points) FROM lot WHERE member = ? AND expires_on = "
            "(SELECT min(expires_on) FROM lot WHERE member = ? AND expires_on >= ?) GROUP BY expires_on",
            (member, member, day_of(moment_ms)),
        )
        soon = NextExpiry(Points(first[1]), date.fromordinal(first[0])) if first and first[0] != NEVER else None
        saved = self._db.value(
            "SELECT rial FROM saving WHERE member = ? AND jalali_year = ?", (member, jalali_year(moment_ms))
        )
        return Standing(
            Points(balance.spendable), Points(balance.pending), Points(balance.debt), soon, Rial(saved or 0)
        )

    def add_saving(self, member: bytes, moment_ms: int, rial: int) -> None:
        """Counts money off (or, negative, its return) towards what the member saved in the Jalali year."""
        self._db.run(
            "INSERT INTO saving VALUES (?,?,?) ON CONFLICT DO UPDATE SET rial = rial + excluded.rial",
            (member, jalali_year(moment_ms), rial),
        )

    def _head(self, member: bytes) -> tuple[tuple[int, bytes, int], int] | None:
        row = self._db.row("SELECT hlc, event_id, part, debt FROM account WHERE member = ?", (member,))
        return ((row[0], row[1], row[2]), row[3]) if row else None

    def _take_in(self, entry: Entry, head: tuple[tuple[int, bytes, int], int] | None) -> None:
        """One earn, spend or adjustment after all others: touches only the lots it needs."""
        before = self.balance(entry.member, entry.moment_ms)
        debt = head[1] if head else 0
        if entry.points >= 0:
            paid = min(debt, entry.points)
            lot = Lot(entry.expires_on, entry.hlc, entry.lot_id, entry.points - paid, entry.spendable_from_ms)
            if lot.points:
                self._put_lot(entry.member, lot)
            after = _grown(before, lot, debt - paid, entry.moment_ms)
        else:
            after = self._spend(entry, before, debt)
        self._put_account(entry, after, entry.moment_ms)

    def _spend(self, entry: Entry, before: Balance, debt: int) -> Balance:
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
            before.spendable - from_spendable, before.pending - from_pending, 0, debt + missing, before.valid_until_ms
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

    def _put_account(self, last: Entry, balance: Balance, as_of_ms: int) -> None:
        self._db.run(
            "INSERT OR REPLACE INTO account VALUES (?,?,?,?,?,?,?,?,?)",
            (
                last.member,
                last.hlc,
                last.event_id,
                last.part,
                balance.debt,
                balance.spendable,
                balance.pending,
                as_of_ms,
                balance.valid_until_ms,
            ),
        )


_BY_ITSELF = frozenset({EntryKind.EARN, EntryKind.SPEND, EntryKind.ADJUST})
_ORDER = "ORDER BY hlc, event_id, part"
_LOT_ORDER = "ORDER BY expires_on, hlc, event_id, part"


def jalali_year(moment_ms: int) -> int:
    return JalaliDate.of(tehran_date(datetime.fromtimestamp(moment_ms // 1_000, UTC))).year


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
    )


def _lot(row: tuple[Any, ...]) -> Lot:
    return Lot(row[0], row[1], LotId(row[2], row[3]), row[4], row[5])
