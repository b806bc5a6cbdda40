"""What is known of one member while a story is played."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from vafa.domain.account import Entry
from vafa.domain.club.purse import Purse
from vafa.domain.engine.known import Coupon, DayTotal
from vafa.domain.engine.membership_terms import MembershipTerm
from vafa.domain.engine.tiering import TierPin
from vafa.persian.jalali import Birthday


class Book:
    """Everything that acts add to: the account, days, counters, coupons, memberships, wallet. It is never asked
    whether it may; whoever posts has asked the engine."""

    def __init__(self, id: str, member: bytes, joined_on: int) -> None:  # noqa: A002 - the file calls it so
        self.id, self.member, self.joined_on = id, member, joined_on
        self.title = ""
        self.birthday: Birthday | None = None
        self.segments: tuple[str, ...] = ()
        self.interests: dict[str, None] = {}
        self.fields: dict[str, None] = {}
        self.referrer: bytes | None = None
        self.purse = Purse()
        self.counts: dict[str, int] = {}
        self.coupons: dict[str, Coupon] = {}
        self.terms: list[MembershipTerm] = []
        self.pins: list[TierPin] = []
        self.wallet_rial = 0
        self._days: dict[int, DayTotal] = {}
        self._sorted: tuple[DayTotal, ...] | None = ()
        self.fresh: set[int] = set()
        self.past_changed = True
        """What a tier has to look at since it was last asked for: days that grew, or something further back."""

    @property
    def days(self) -> tuple[DayTotal, ...]:
        """The business days with purchases or points, oldest first."""
        if self._sorted is None:
            self._sorted = tuple(self._days[day] for day in sorted(self._days))
        return self._sorted

    def add_to_day(self, day: int, net_rial: int, points: int) -> None:
        """Adds to a business day (a refund takes away)."""
        if not net_rial and not points:
            return
        there = self._days.get(day)
        total = DayTotal(day, net_rial + (there.net_rial if there else 0), points + (there.points if there else 0))
        self._days[day] = total
        self.fresh.add(day)
        self.past_changed = self.past_changed or net_rial < 0 or points < 0
        last = self._sorted
        if last is not None and (not last or last[-1].day < day):
            self._sorted = (*last, total)
        elif last is not None and last[-1].day == day:
            self._sorted = (*last[:-1], total)
        else:
            self._sorted = None

    def pin(self, pin: TierPin) -> None:
        """A tier by hand."""
        self.pins.append(pin)

    def end_pins(self, today: int) -> None:
        """Pins hold no more from today on; what they were before stays."""
        past = [structs.replace(pin, until_day=min(pin.until_day, today - 1)) for pin in self.pins]
        self.pins = [pin for pin in past if pin.until_day >= pin.from_day]

    def count(self, key: str, amount: int) -> None:
        """Adds to a counter; one that is back at nothing is gone."""
        add_count(self.counts, key, amount)

    def apply(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.purse.apply(entry)


def add_count(counts: dict[str, int], key: str, amount: int) -> None:
    """Adds to a counter; one that is back at nothing is gone."""
    now = counts.get(key, 0) + amount
    if now:
        counts[key] = now
    else:
        counts.pop(key, None)


def together(root: Book, others: Sequence[Book]) -> Book:
    """The book of a member whose duplicates were found: their entries folded in ledger order, their days, counters,
    coupons and memberships together; who he is comes from `root`."""
    whole = Book(root.id, root.member, min(root.joined_on, *(other.joined_on for other in others)))
    books = (root, *others)
    whole.title = root.title
    whole.birthday = next((book.birthday for book in books if book.birthday), None)
    whole.segments = tuple(dict.fromkeys(name for book in books for name in book.segments))
    whole.referrer = next((book.referrer for book in books if book.referrer), None)
    whole.apply(sorted((entry for book in books for entry in book.purse.entries), key=lambda entry: entry.place))
    for book in books:
        whole.interests |= book.interests
        whole.fields |= book.fields
        whole.coupons |= book.coupons
        whole.terms += book.terms
        whole.pins += book.pins
        whole.wallet_rial += book.wallet_rial
        for key, amount in book.counts.items():
            whole.count(key, amount)
        for total in book.days:
            whole.add_to_day(total.day, total.net_rial, total.points)
    return whole
