"""What a business day amounts to, read from the journal once and then only as far as it has grown."""

from datetime import date, datetime, timedelta
from threading import Lock

import msgspec
from msgspec import Struct, structs

from vafa.clock import from_ms, to_ms
from vafa.domain import envelope as sealing
from vafa.domain import gains
from vafa.domain.acts import (
    Body,
    PointsRedeemed,
    PostingUndone,
    PurchasePosted,
    PurchaseReassigned,
    PurchaseRefunded,
    read_body,
)
from vafa.domain.envelope import Envelope
from vafa.domain.errors import Trouble
from vafa.domain.hlc import COUNTER_BITS
from vafa.domain.receipt import ReceiptKind
from vafa.persian.tehran import business_day, business_day_start
from vafa.store.database import Database

USUAL_SALES = 200
"""What is usual at the till is told by so many of its latest sales."""

_ONE_DAY = timedelta(days=1)
_ENROLMENTS = "SELECT moment_ms FROM journal WHERE n > ? AND n <= ? AND kind = 'member_enrolled'"
_POSTINGS = (
    "SELECT n, envelope FROM journal WHERE n > ? AND n <= ? AND kind IN "
    "('purchase_posted', 'points_redeemed', 'purchase_refunded', 'posting_undone', 'purchase_reassigned') ORDER BY n"
)
_SALES = (
    "SELECT amount_rial FROM (SELECT kind, undone, amount_rial FROM receipt WHERE mark = ? ORDER BY number DESC "
    "LIMIT ?) WHERE kind = 'sale' AND undone = 0 LIMIT ?"
)


class DayPosting(Struct, frozen=True):
    """A slip of the day as it stands now. `gained` and `lost` are points of the account, whatever the kind."""

    mark: str
    number: int
    kind: ReceiptKind
    moment_ms: int
    member: bytes | None
    amount_rial: int
    gained: int = 0
    lost: int = 0
    money_off_rial: int = 0
    undone: bool = False


class DayPage(Struct, frozen=True):
    """A business day so far: its slips, the oldest first, and how many became members on it and the day before."""

    postings: tuple[DayPosting, ...]
    enrolled: int
    enrolled_yesterday: int


class DayBook:
    """The present business day of whoever asks. A new day, or a journal that is not the one read before (a shop that
    was restored), is read afresh. Threads may ask at once."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._lock = Lock()
        self._forget()

    def page(self, now: datetime) -> DayPage:
        """The business day of a moment. Call it inside a snapshot. Raises Trouble `shop_damaged`."""
        day = business_day(now)
        with self._lock:
            try:
                if day != self._day or not self._still_there():
                    self._forget()
                    self._begin(day)
                self._read_on(day)
            except BaseException:
                self._forget()
                raise
            return DayPage(
                tuple(self._postings.values()), self._enrolled.get(day, 0), self._enrolled.get(day - _ONE_DAY, 0)
            )

    def latest_sales_rial(self) -> list[int]:
        """The amounts of the till's latest sales, newest first; at most `USUAL_SALES`. After many refunds in a row
        fewer."""
        found: list[int] = []
        for (mark,) in self._db.rows("SELECT mark FROM stream ORDER BY opened_ms DESC"):
            wanted = USUAL_SALES - len(found)
            found += [rial for (rial,) in self._db.rows(_SALES, (mark, 2 * wanted, wanted))]
            if len(found) >= USUAL_SALES:
                break
        return found

    def _forget(self) -> None:
        self._day: date | None = None
        self._read = 0
        self._hash: bytes | None = None
        self._enrolled: dict[date, int] = {}
        self._postings: dict[bytes, DayPosting] = {}

    def _still_there(self) -> bool:
        """Whether the last act that was read is still at its place."""
        return self._hash_at(self._read) == self._hash

    def _hash_at(self, n: int) -> bytes | None:
        found: bytes | None = self._db.value("SELECT hash FROM journal WHERE n = ?", (n,))
        return found

    def _begin(self, day: date) -> None:
        """Goes to the first act of the day; of the day before only the enrolments are counted."""
        last = self._last()
        self._day = day
        self._read = self._before(day, last)
        self._hash = self._hash_at(self._read)
        self._count_enrolments(self._before(day - _ONE_DAY, self._read), self._read)

    def _before(self, day: date, last: int) -> int:
        """The last act before a day began, by halving: n is dense from 1, and hlc grows with it. An act of a clock
        that was ahead stands later than its day, never earlier."""
        first_hlc = to_ms(business_day_start(day)) << COUNTER_BITS
        low, high = 0, last
        while low < high:
            middle = (low + high + 1) // 2
            hlc = self._db.value("SELECT hlc FROM journal WHERE n = ?", (middle,))
            if hlc is None or hlc < first_hlc:
                low = middle
            else:
                high = middle - 1
        return low

    def _last(self) -> int:
        return int(self._db.value("SELECT coalesce(max(n), 0) FROM journal"))

    def _read_on(self, day: date) -> None:
        last = self._last()
        if last == self._read:
            return
        self._count_enrolments(self._read, last)
        for n, data in self._db.each(_POSTINGS, (self._read, last)):
            try:
                envelope = sealing.open_envelope(data)
                body = read_body(envelope.kind, envelope.v, envelope.body)
            except msgspec.DecodeError as error:
                raise Trouble("shop_damaged", detail=f"act {n}") from error
            self._take_in(envelope, body, day)
        self._read, self._hash = last, self._hash_at(last)

    def _count_enrolments(self, after: int, last: int) -> None:
        for (moment_ms,) in self._db.each(_ENROLMENTS, (after, last)):
            day = business_day(from_ms(moment_ms))
            self._enrolled[day] = self._enrolled.get(day, 0) + 1

    def _take_in(self, envelope: Envelope, body: Body | None, day: date) -> None:
        match body:
            case PurchasePosted() | PointsRedeemed() | PurchaseRefunded() if body.business_day == day:
                self._postings[envelope.event_id] = _posting(envelope, body)
            case PostingUndone() if body.of in self._postings:
                self._postings[body.of] = structs.replace(self._postings[body.of], undone=True)
            case PurchaseReassigned() if body.of in self._postings:
                self._postings[body.of] = structs.replace(
                    self._postings[body.of],
                    member=envelope.member,
                    gained=body.points_earned,
                    lost=body.points_spent,
                )
            case _:
                pass


def _posting(envelope: Envelope, body: PurchasePosted | PointsRedeemed | PurchaseRefunded) -> DayPosting:
    gained = lost = off_rial = 0
    match body:
        case PurchasePosted():
            kind, amount_rial, off_rial = ReceiptKind.SALE, body.amount_rial, body.money_off_rial
            gained, lost = gains.gained(body, envelope.member), body.points_spent
        case PointsRedeemed():
            kind, amount_rial, off_rial = ReceiptKind.REDEMPTION, body.money_off_rial, body.money_off_rial
            lost = body.points_spent
        case PurchaseRefunded():
            kind, amount_rial = ReceiptKind.REFUND, body.value_rial
            gained, lost = body.points_returned, gains.clawed(body, envelope.member)
    return DayPosting(
        mark=body.mark,
        number=body.number,
        kind=kind,
        moment_ms=envelope.moment_ms,
        member=envelope.member,
        amount_rial=amount_rial,
        gained=gained,
        lost=lost,
        money_off_rial=off_rial,
    )
