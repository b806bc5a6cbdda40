"""What a posting of a story leaves behind, for whoever takes it back."""

from msgspec import Struct

from vafa.domain.account import LotId
from vafa.domain.engine.instant import Instant
from vafa.domain.engine.known import Choices, Coupon, MemberFacts, Surroundings
from vafa.domain.engine.membership_terms import MembershipTerm
from vafa.domain.engine.outcome import Bill, Count
from vafa.domain.engine.refunding import Refund, SoldBill
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.tendering import Load

SPENT, EARNED, RETURNED, CLAWED, ADJUSTED, ASIDE = 1, 2, 3, 4, 5, 6
"""The parts of an act in the order in which they take effect; from `ASIDE` on they go to others beside a bill."""


class Stamp(Struct, frozen=True):
    """Which event it is, counted from 1, and when."""

    n: int
    instant: Instant

    @property
    def event_id(self) -> bytes:
        return self.n.to_bytes(16, "big")

    def lot(self, part: int) -> LotId:
        return LotId(self.event_id, part)


class Aside(Struct, frozen=True):
    """Something given to a member beside a bill, taken back with it. `rule` names that of a side of a referral, `tier`
    the one that was reached: when it is lost by goods that come back, what it brought goes as well."""

    member: str
    rule: str
    lot: LotId
    points: int
    for_tier: int
    day: int
    counts: tuple[Count, ...] = ()
    coupons: tuple[str, ...] = ()
    tier: str = ""


class Dues(Struct, frozen=True):
    """A membership that a line of a bill sells, and what was asked for it."""

    place: int
    plan: str
    fee_rial: int


class Sale(Struct, kw_only=True):
    """A posted bill and what happened to it since. `member` holds its points now ("": nobody); `terms` are the
    memberships of `dues`, one for each, and `ended` those of them that came back with a refund."""

    id: str
    member: str
    stamp: Stamp
    award: Stamp
    ruleset: Ruleset
    choices: Choices
    around: Surroundings
    facts: MemberFacts | None
    bill: Bill
    sold: SoldBill
    day_rial: list[int]
    loads: tuple[Load, ...] = ()
    coupons: tuple[tuple[str, Coupon], ...] = ()
    issued: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    dues: tuple[Dues, ...] = ()
    terms: tuple[MembershipTerm, ...] = ()
    ended: tuple[MembershipTerm, ...] = ()
    refunds: list[Refund] = []
    undone: bool = False

    def of_discounts(self, count: Count) -> bool:
        """Whether a count of the bill is of what it took off or handed over, and not of what it earned. A budget that
        does both is not parted."""
        owner, bill = count.key.split("|")[0], self.bill
        if owner.startswith("budget:"):
            return bool(bill.discounts or bill.handed)
        owners = {f"{discount.source.value}:{discount.id}" for discount in bill.discounts}
        owners |= {f"reward:{reward.id}" for reward in bill.rewards}
        owners |= {f"{kind}:{handed.source}" for handed in bill.handed for kind in ("rule", "coupon", "reward")}
        return owner in owners


class Returned(Struct, frozen=True, kw_only=True):
    """A refund as a posting: nothing before it can be undone any more, nor can it be itself."""

    id: str
    member: str
    undone: bool = False


class Redeemed(Struct, kw_only=True):
    """Points that were spent without a bill."""

    id: str
    member: str
    stamp: Stamp
    points: int
    counts: tuple[Count, ...] = ()
    issued: tuple[str, ...] = ()
    undone: bool = False
