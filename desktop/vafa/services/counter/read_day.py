"""The day at a glance: what the counter's quiet corner shows."""

from datetime import datetime

from msgspec import Struct

from vafa.clock import from_ms
from vafa.domain.card_code import receipt_number
from vafa.domain.outlier import FEWEST_OF_SHOP, usual_amount
from vafa.domain.receipt import ReceiptKind
from vafa.store.day_book import DayBook, DayPosting
from vafa.store.shopfile import Store

SHOWN = 12


class LastPosting(Struct, frozen=True):
    """A slip of today. `name` is the member's present name, "" without membership; `points_change` what it did to the
    account (0 once it was undone)."""

    moment: datetime
    number: str
    kind: ReceiptKind
    name: str
    points_change: int
    amount_rial: int
    undone: bool


class Day(Struct, frozen=True):
    """The business day so far. Sales that were undone count nowhere; what was reassigned counts for its present
    member. `earned`, `spent` and `spent_rial` are what today's sales (and redemptions) gave and took, without what
    refunds brought back. `usual_rial` is the median of the till's latest sales, None while there are too few."""

    receipts: int = 0
    with_member: int = 0
    enrolled: int = 0
    enrolled_yesterday: int = 0
    earned: int = 0
    spent: int = 0
    spent_rial: int = 0
    usual_rial: int | None = None
    last: tuple[LastPosting, ...] = ()


class ReadDay:
    """Reads the present business day; what it read before it does not read again. May be asked from any lane."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._book = DayBook(store.database)

    def __call__(self) -> Day:
        store = self._store
        with store.reading():
            page = self._book.page(store.now())
            usual = usual_amount(self._book.latest_sales_rial(), FEWEST_OF_SHOP)
            last = tuple(self._shown(posting) for posting in page.postings[: -SHOWN - 1 : -1])
        standing = [posting for posting in page.postings if not posting.undone]
        sales = [posting for posting in standing if posting.kind is ReceiptKind.SALE]
        spending = [posting for posting in standing if posting.kind is not ReceiptKind.REFUND]
        return Day(
            receipts=len(sales),
            with_member=sum(sale.member is not None for sale in sales),
            enrolled=page.enrolled,
            enrolled_yesterday=page.enrolled_yesterday,
            earned=sum(sale.gained for sale in sales),
            spent=sum(posting.lost for posting in spending),
            spent_rial=sum(posting.money_off_rial for posting in spending),
            usual_rial=usual,
            last=last,
        )

    def _shown(self, posting: DayPosting) -> LastPosting:
        member = self._store.members.get(posting.member) if posting.member else None
        return LastPosting(
            moment=from_ms(posting.moment_ms),
            number=receipt_number(posting.mark, posting.number),
            kind=posting.kind,
            name=member.name if member else "",
            points_change=0 if posting.undone else posting.gained - posting.lost,
            amount_rial=posting.amount_rial,
            undone=posting.undone,
        )
