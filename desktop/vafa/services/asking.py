"""What the counter asks for, in the shape that several services read."""

from msgspec import Struct

from vafa.domain.acts import Tender
from vafa.domain.bill import Wanted
from vafa.domain.receipt import ReceiptLine
from vafa.domain.who import NOBODY, Who


class Sale(Struct, frozen=True, kw_only=True):
    """A sale. `redeem`: points to take off, or "max"; `invoice`: the number of the shop's own till system."""

    who: Who = NOBODY
    amount_rial: int
    lines: tuple[ReceiptLine, ...] = ()
    redeem: Wanted = None
    tenders: tuple[Tender, ...] = ()
    invoice: str = ""
