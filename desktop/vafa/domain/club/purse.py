"""A member's account while a story is played: the ledger's own fold, with the figures of each moment at hand."""

from bisect import bisect_left, insort

from vafa.domain.account import Account, Balance, Entry, Lot, LotId, day_of, lapse_ms


class Purse:
    """An account that is asked after every event. Entries are applied once; the balance is counted anew only when the
    calendar changes it, in between it follows what each entry changed."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.account = Account()
        self._points: dict[LotId, int] = {}
        self._order: list[tuple[tuple[int, int, LotId], Lot]] = []
        self._from_ms, self._until_ms = 0, 0
        self._spendable = self._pending = self._lapsed = 0

    @property
    def debt(self) -> int:
        return self.account.debt

    def apply(self, entry: Entry) -> None:
        """Takes an entry in; it is later than all others."""
        self.entries.append(entry)
        for lot in self.account.apply(entry):
            change = lot.points - self._points.get(lot.id, 0)
            self._points[lot.id] = lot.points
            self._place(lot)
            self._follow(lot, change)

    def balance(self, moment_ms: int) -> Balance:
        """The figures of a moment."""
        if not self._from_ms <= moment_ms < self._until_ms:
            self._count(moment_ms)
        return Balance(self._spendable, self._pending, self._lapsed, self.account.debt, self._until_ms)

    def first_lots(self, most: int) -> list[Lot]:
        """Lots with points left, in spending order, lapsed ones too; at most so many."""
        return [lot for _, lot in self._order[:most]]

    @property
    def lots_left(self) -> int:
        return len(self._order)

    def _place(self, lot: Lot) -> None:
        place = bisect_left(self._order, lot.order, key=lambda item: item[0])
        there = place < len(self._order) and self._order[place][1] is lot
        if lot.points and not there:
            insort(self._order, (lot.order, lot), key=lambda item: item[0])
        elif there and not lot.points:
            del self._order[place]

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
