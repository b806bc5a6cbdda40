"""What the counter asks for, in the shape that several services read, and what of it waits."""

import msgspec
from msgspec import Struct

from vafa.domain.engine.known import Choices, Wanted
from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptLine
from vafa.domain.tender import Tender
from vafa.domain.who import NOBODY, Who
from vafa.store.parking import Parked
from vafa.store.shopfile import Store


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


class SaleKept(Sale, frozen=True, kw_only=True):
    """A sale as it lies parked, and the key that it was parked under."""

    key: str = ""


def lying(store: Store, parked: int | None, key: str | None) -> list[Parked]:
    """What waits of a purchase on its way under a key: as the parked one that it was made of, and as what an attempt
    to park it left whose answer nobody heard. Raises Refusal `parked_unknown` when it was made of one and neither is
    there."""
    found = [one for one in store.parking.all() if one.number == parked or (key and _key(one) == key)]
    if parked is not None and not found:
        raise Refusal("parked_unknown", parked=parked)
    return found


def _key(parked: Parked) -> str:
    return msgspec.msgpack.decode(parked.content, type=SaleKept).key
