"""What the engine may know when it reckons: the member, the goods, what was given before, what is wanted now."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, TypeAlias

from msgspec import Struct

from vafa.domain.account import NEVER
from vafa.domain.tender import Tender
from vafa.persian.jalali import Birthday

Wanted: TypeAlias = int | Literal["max"] | None
"""Points that shall be taken off: a number, as many as the bill and the balance allow, or none."""


class DayTotal(Struct, frozen=True):
    """A member's business day: what the purchases of that day still amount to after refunds, and the points that
    count for a tier."""

    day: int
    net_rial: int
    points: int = 0


class Coupon(Struct, frozen=True, omit_defaults=True):
    """A coupon that was issued to a member and is not used yet. `expires_on` is its last good day."""

    id: str
    plan: str
    issued_on: int
    expires_on: int = NEVER


class MemberFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member as rules see him: `days` oldest first, `counts` by the keys of `engine.limits`, and only what is in
    force at the moment (memberships with their grace, coupons not lapsed)."""

    member: bytes
    joined_on: int = 0
    birthday: Birthday | None = None
    tier: str = ""
    segments: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    days: tuple[DayTotal, ...] = ()
    counts: Mapping[str, int] = {}
    referrer: bytes | None = None


class GoodsKind(StrEnum):
    """Selling a gift card, a top-up of a wallet or a membership earns nothing and takes no discount."""

    GOODS = "goods"
    GIFT_CARD = "gift_card"
    TOP_UP = "top_up"
    MEMBERSHIP = "membership"


class Goods(Struct, frozen=True, omit_defaults=True):
    """A product: its category (`food/rice`), and what one unit (1,000 thousandths) costs the shop and is sold for."""

    category: str = ""
    cost_rial: int | None = None
    price_rial: int | None = None
    kind: GoodsKind = GoodsKind.GOODS


class Choices(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the customer wants: codes as typed, coupons by id, rewards by id (one twice: two of it), points as money
    off, and how the rest is paid. `override` lets a bill give more than the margin guard or a budget allows; whoever
    asks has checked the right to it, and its reason."""

    codes: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()
    redeem: Wanted = None
    tenders: tuple[Tender, ...] = ()
    override: bool = False


NO_CHOICE = Choices()


class Surroundings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a bill is made, what goods are known, and what the whole shop has given so far (`engine.limits`)."""

    branch: str = ""
    goods: Mapping[str, Goods] = {}
    counts: Mapping[str, int] = {}
