"""What the engine answers, and what of it is recorded with an act so that it can be reckoned again for ever."""

from enum import StrEnum

from msgspec import Struct

from vafa.domain.engine.known import Coupon
from vafa.domain.purchase import PostedLine, Purchase
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.document import Vat
from vafa.domain.units import Points, Rial


class TermKind(StrEnum):
    """`amount`: numerator/denominator points a Rial of base. `unit`: … a thousandth of quantity. `fixed`: the points
    themselves. `multiplier`: the amount and unit terms of its lines, times (numerator/denominator - 1)."""

    AMOUNT = "amount"
    UNIT = "unit"
    FIXED = "fixed"
    MULTIPLIER = "multiplier"


class Term(Struct, frozen=True, omit_defaults=True, gc=False):
    """One summand of an award, free of the programme: it can be reckoned for any part of the bill.

    `lines` are places on the bill (None: all). It counts while what is kept of `least_lines` (None: its own lines)
    costs at least `least_rial` after all discounts and is at least `least_quantity`, and while the other terms for a
    tier give at least `least_points` (a fixed term also needs a kept base above 0, unless `always`); `most` caps it,
    for limits that were reached. `for_tier`: its points count towards a tier.
    """

    rule: str
    kind: TermKind
    numerator: int
    denominator: int = 1
    lines: tuple[int, ...] | None = None
    least_rial: int = 0
    least_quantity: int = 0
    most: int | None = None
    always: bool = False
    for_tier: bool = True
    least_lines: tuple[int, ...] | None = None
    least_points: int = 0


class Facts(Struct, frozen=True, omit_defaults=True):
    """What an award was reckoned from. `most` caps the whole; tier, segments and memberships are those of the member
    at that moment, for whoever reckons the award again from the programme of that version."""

    programme_version: int
    vat: Vat
    vat_percent: int
    base_rial: Rial
    terms: tuple[Term, ...] = ()
    most: int | None = None
    tier: str = ""
    segments: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()


class DiscountSource(StrEnum):
    RULE = "rule"
    COUPON = "coupon"
    REWARD = "reward"


class Discount(Struct, frozen=True, omit_defaults=True, gc=False):
    """Money taken off the bill: `shares` are the parts of the lines, in their order, and add up to `rial`."""

    source: DiscountSource
    id: str
    rial: Rial
    shares: tuple[int, ...]
    title: str = ""
    coupon: str = ""
    code: str = ""


class HandedKind(StrEnum):
    ITEM = "item"
    SERVICE = "service"
    GIFT = "gift"
    COUPON = "coupon"
    TICKET = "ticket"


class Handed(Struct, frozen=True, omit_defaults=True):
    """Something that is handed over, done or attached to the member besides the bill. `source` is the rule, coupon or
    reward; for a coupon `id` is its plan."""

    kind: HandedKind
    id: str
    source: str
    quantity: int = 1
    cost_rial: Rial = Rial(0)
    title: str = ""


class CountWay(StrEnum):
    """How a count comes back with a refund: `share`, in proportion to the value that came back; `whole`, when
    everything came back."""

    SHARE = "share"
    WHOLE = "whole"


class Count(Struct, frozen=True, omit_defaults=True, gc=False):
    """An addition to a counter that limits, claims and budgets read: the member's own or (`shop`) the whole shop's."""

    key: str
    amount: int
    shop: bool = False
    way: CountWay = CountWay.WHOLE


class Award(Struct, frozen=True, omit_defaults=True):
    """Points earned. The points of the reasons add up to `points`; `for_tier` of them count towards a tier."""

    points: Points
    reasons: tuple[Reason, ...]
    facts: Facts
    for_tier: Points = Points(0)


class SideAward(Struct, frozen=True, omit_defaults=True):
    """What a purchase gives to a member besides its own award: the two sides of a referral that it completed. It is
    recorded with the purchase and taken back once less than `least_rial` of its `lines` (None: of the whole bill) is
    kept (0: once nothing is kept), with the counts of that member. `for_tier` of the points count towards his tier;
    `coupons` are those of what was handed, as whoever records the purchase issued them."""

    member: bytes
    rule: str
    points: Points
    reasons: tuple[Reason, ...] = ()
    for_tier: Points = Points(0)
    handed: tuple[Handed, ...] = ()
    counts: tuple[Count, ...] = ()
    least_rial: Rial = Rial(0)
    coupons: tuple[Coupon, ...] = ()
    lines: tuple[int, ...] | None = None


class RewardTaken(Struct, frozen=True):
    """A reward bought with points."""

    id: str
    points: Points


class Bill(Struct, frozen=True, kw_only=True):
    """A bill worked out.

    `lines` carry what is paid for each after every discount; `discount_rial` is the sum of `discounts`;
    `points_spent` are those of `money_off_rial` and of `rewards` together; `payable_rial` is left to pay. `steps` are
    the reasons of everything that was taken off or handed over, `declined` of what was asked for or close but not
    given, each with what would make it a yes; `alerts` name budgets that run out.
    """

    purchase: Purchase
    lines: tuple[PostedLine, ...]
    discounts: tuple[Discount, ...]
    discount_rial: Rial
    points_spent: Points
    money_off_rial: Rial
    payable_rial: Rial
    award: Award
    rewards: tuple[RewardTaken, ...] = ()
    coupons_used: tuple[str, ...] = ()
    handed: tuple[Handed, ...] = ()
    counts: tuple[Count, ...] = ()
    steps: tuple[Reason, ...] = ()
    declined: tuple[Reason, ...] = ()
    alerts: tuple[Reason, ...] = ()
