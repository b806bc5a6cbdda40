"""What is told of a played story: one result for each event, and the club at the end. Codes and figures, no words."""

from msgspec import Struct

from vafa.domain.account import NEVER
from vafa.domain.club.book import Book
from vafa.domain.club.purse import LotTold
from vafa.domain.club.written import day_text
from vafa.domain.engine.known import Coupon
from vafa.domain.engine.outcome import Bill, Discount, Handed, RewardTaken
from vafa.domain.engine.tiering import TierStanding
from vafa.domain.receipt import Reason
from vafa.domain.tender import Tender

LOTS_TOLD = 100
"""An event names at most so many lots of its member; the state at the end names all."""


class Refused(Struct, frozen=True):
    """Why an event changed nothing."""

    code: str
    figures: dict[str, object]


class TierTold(Struct, frozen=True):
    tier: str
    since: str
    held_until: str
    measure: int
    next_tier: str
    missing: int


class CouponTold(Struct, frozen=True):
    id: str
    plan: str
    expires_on: str | None


class AwardTold(Struct, frozen=True):
    """Points given to somebody besides those of the bill: a side of a referral, a tier reached, a birthday."""

    member: str
    points: int
    cause: str
    reasons: tuple[Reason, ...] = ()
    handed: tuple[Handed, ...] = ()
    declined: tuple[Reason, ...] = ()


class TierChange(Struct, frozen=True):
    member: str
    day: str
    tier_before: str
    tier: str
    why: str


class GateTold(Struct, frozen=True):
    allowed: bool
    unmet: tuple[Reason, ...]


class AccountTold(Struct, frozen=True):
    """An account after the event. balance = spendable + pending - debt."""

    member: str
    balance: int
    spendable: int
    pending: int
    debt: int
    lapsed: int
    lots: tuple[LotTold, ...]
    lots_left_out: int
    wallet_rial: int
    tier: TierTold | None
    coupons: tuple[CouponTold, ...]
    memberships: tuple[str, ...]


class Result(Struct, kw_only=True):
    """What one event did. `points` is what it earned (or, of a refund, 0; see `points_clawed`); the points of
    `reasons` add up to it. `account` is the member's after the event, null for an event without a member."""

    n: int = 0
    event: str = ""
    id: str = ""
    at: str = ""
    refused: Refused | None = None
    repeated: bool = False
    posted: bool = False
    amount_rial: int = 0
    discount_rial: int = 0
    points_spent: int = 0
    money_off_rial: int = 0
    payable_rial: int = 0
    points: int = 0
    reasons: tuple[Reason, ...] = ()
    steps: tuple[Reason, ...] = ()
    declined: tuple[Reason, ...] = ()
    alerts: tuple[Reason, ...] = ()
    discounts: tuple[Discount, ...] = ()
    rewards: tuple[RewardTaken, ...] = ()
    handed: tuple[Handed, ...] = ()
    coupons_used: tuple[str, ...] = ()
    coupons_issued: tuple[CouponTold, ...] = ()
    value_rial: int = 0
    cash_rial: int = 0
    points_clawed: int = 0
    points_returned: int = 0
    tenders_back: tuple[Tender, ...] = ()
    fee_rial: int = 0
    awards: tuple[AwardTold, ...] = ()
    tier_changes: tuple[TierChange, ...] = ()
    gate: GateTold | None = None
    guard: dict[str, object] | None = None
    account: AccountTold | None = None


class MemberTold(Struct, frozen=True):
    """A member at the end; `merged_into` names the surviving one."""

    account: AccountTold
    merged_into: str
    spend_rial: int
    visits: int
    earned: int
    claims: dict[str, int]


class State(Struct, frozen=True):
    """The club at the end. `counts` are the shop's counters of limits and budgets."""

    at: str
    programme_version: int
    members: dict[str, MemberTold]
    gift_cards: dict[str, int]
    membership_income: dict[str, dict[str, int]]
    counts: dict[str, int]
    parked: tuple[str, ...]


class Played(Struct, frozen=True):
    """The answer to a story."""

    results: list[Result]
    state: State


def told_bill(result: Result, bill: Bill) -> None:
    """Puts a bill into a result."""
    result.amount_rial = bill.purchase.amount_rial
    result.discount_rial = bill.discount_rial
    result.points_spent = bill.points_spent
    result.money_off_rial = bill.money_off_rial
    result.payable_rial = bill.payable_rial
    result.points = bill.award.points
    result.reasons = bill.award.reasons
    result.steps = bill.steps
    result.declined = bill.declined
    result.alerts = bill.alerts
    result.discounts = bill.discounts
    result.rewards = bill.rewards
    result.handed = bill.handed
    result.coupons_used = bill.coupons_used


def told_account(
    book: Book, standing: TierStanding | None, moment_ms: int, memberships: tuple[str, ...], *, most: int = LOTS_TOLD
) -> AccountTold:
    """A member's account at a moment."""
    balance = book.purse.balance(moment_ms)
    return AccountTold(
        member=book.id,
        balance=balance.spendable + balance.pending - balance.debt,
        spendable=balance.spendable,
        pending=balance.pending,
        debt=balance.debt,
        lapsed=balance.lapsed,
        lots=book.purse.first_lots(most),
        lots_left_out=max(0, book.purse.lots_left - most),
        wallet_rial=book.wallet_rial,
        tier=told_tier(standing),
        coupons=tuple(told_coupon(coupon) for coupon in book.coupons.values()),
        memberships=memberships,
    )


def told_coupon(coupon: Coupon) -> CouponTold:
    return CouponTold(coupon.id, coupon.plan, None if coupon.expires_on == NEVER else day_text(coupon.expires_on))


def told_tier(standing: TierStanding | None) -> TierTold | None:
    """Where a member stands; None without tiers."""
    if standing is None:
        return None
    return TierTold(
        standing.tier,
        day_text(standing.since_day),
        day_text(standing.held_until_day),
        standing.measure,
        standing.next_tier,
        standing.missing,
    )
