"""A member's account while a story is played: the ledger's own fold, with the figures of each moment at hand."""

from bisect import bisect_left

from msgspec import Struct

from vafa.domain.account import NEVER, Account, Balance, Entry, Lot, LotId, day_of, lapse_ms
from vafa.domain.club.written import day_text


class LotTold(Struct, frozen=True, gc=False):
    """Points of one lot; `expires_on` null: never; `spendable_from_ms` 0: at once."""

    lot: str
    points: int
    expires_on: str | None
    spendable_from_ms: int


class Purse:
    """An account that is asked after every event. Entries are applied once; the balance is counted anew only when the
    calendar changes it, in between it follows what each entry changed."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.account = Account()
        self._orders: list[tuple[int, int, LotId]] = []
        self._told: list[LotTold] = []
        self._from_ms, self._until_ms = 0, 0
        self._spendable = self._pending = self._lapsed = 0

    @property
    def debt(self) -> int:
        return self.account.debt

    def apply(self, entry: Entry) -> None:
        """Takes an entry in; it is later than all others."""
        self.entries.append(entry)
        for lot in self.account.apply(entry):
            self._follow(lot, self._place(lot))

    def balance(self, moment_ms: int) -> Balance:
        """The figures of a moment."""
        if not self._from_ms <= moment_ms < self._until_ms:
            self._count(moment_ms)
        return Balance(self._spendable, self._pending, self._lapsed, self.account.debt, self._until_ms)

    def first_lots(self, most: int) -> tuple[LotTold, ...]:
        """Lots with points left, in spending order, lapsed ones too; at most so many. They are told after every event
        and seldom change, so each is written when it does."""
        return tuple(self._told[:most])

    @property
    def lots_left(self) -> int:
        return len(self._orders)

    def _place(self, lot: Lot) -> int:
        """Puts a lot where it is spent, in place of what was known of it; returns how much its points have changed."""
        order = lot.order
        place = bisect_left(self._orders, order)
        end = place + (place < len(self._orders) and self._orders[place] == order)
        known = sum(told.points for told in self._told[place:end])
        self._orders[place:end] = [order] if lot.points else []
        self._told[place:end] = [told_lot(lot)] if lot.points else []
        return lot.points - known

    def _follow(self, lot: Lot, change: int) -> None:
        if not self._until_ms:
            return
        if lot.expires_on < day_of(self._from_ms):
            self._lapsed += change
            return
        if lot.spendable(self._from_ms):
            self._spendable += change
        else:
            self._pending += change
            self._until_ms = min(self._until_ms, lot.spendable_from_ms)
        self._until_ms = min(self._until_ms, lapse_ms(lot.expires_on))

    def _count(self, moment_ms: int) -> None:
        exact = self.account.balance(moment_ms)
        self._spendable, self._pending, self._lapsed = exact.spendable, exact.pending, exact.lapsed
        self._from_ms, self._until_ms = moment_ms, exact.valid_until_ms or lapse_ms(10_000_000)


def told_lot(lot: Lot) -> LotTold:
    """A lot as it is told."""
    return LotTold(
        f"#{int.from_bytes(lot.id.event_id)}-{lot.id.part}",
        lot.points,
        None if lot.expires_on == NEVER else day_text(lot.expires_on),
        lot.spendable_from_ms,
    )
