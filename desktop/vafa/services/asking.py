"""What the counter asks for, in the shape that several services read."""

from msgspec import Struct

from vafa.domain.engine.known import Choices, Wanted
from vafa.domain.receipt import ReceiptLine
from vafa.domain.tender import Tender
from vafa.domain.who import NOBODY, Who


class Sale(Struct, frozen=True, kw_only=True):
    """A sale. `redeem`: points to take off, or "max"; `invoice`: the number of the shop's own till system; `codes` as
    typed, `coupons` and `rewards` by id; `override`: why this bill may give more than the margin guard or a budget
    allows."""

    who: Who = NOBODY
    amount_rial: int
    lines: tuple[ReceiptLine, ...] = ()
    redeem: Wanted = None
    tenders: tuple[Tender, ...] = ()
    invoice: str = ""
    codes: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()
    override: str = ""

    @property
    def choices(self) -> Choices:
        """What the customer wants of the programme."""
        return Choices(
            codes=self.codes,
            coupons=self.coupons,
            rewards=self.rewards,
            redeem=self.redeem,
            tenders=self.tenders,
            override=bool(self.override),
        )
