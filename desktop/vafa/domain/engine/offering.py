"""What may be given on a bill: rules and coupons as offers of one shape, and how much of each is still allowed."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import day_of_jalali
from vafa.domain.engine.known import Coupon
from vafa.domain.engine.limits import Meters, budget_key, budget_left, claim_key, counted, least, meters_of, room
from vafa.domain.engine.meeting import asks_lines
from vafa.domain.engine.outcome import Count, CountWay, DiscountSource
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.scope_index import ScopeIndex
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    CheapestFree,
    CouponEffect,
    Effect,
    FreeItem,
    PercentOff,
    SteppedOff,
)
from vafa.domain.rulebook.plans import CouponPlan, Rule, Trigger

FreeGoods: TypeAlias = FreeItem | BuyGet | CheapestFree
MoneyOffGoods: TypeAlias = PercentOff | AmountOff | SteppedOff
FREE_GOODS = (FreeItem, BuyGet, CheapestFree)
MONEY_OFF_GOODS = (PercentOff, AmountOff, SteppedOff)
"""The same as tuples: asking `isinstance` of those costs a fraction."""


def order_wide(give: Effect, scope: Scope) -> bool:
    """Whether it is a discount on the whole bill."""
    return isinstance(give, MoneyOffGoods) and not (scope.products or scope.categories)


class Offer(Struct, frozen=True, kw_only=True):
    """A rule or a coupon that may give something on a bill.

    `rank` is its place in the document, `owner` the name its counters are kept under, `coupon` the id of a coupon
    attached to the member, `code` a folded code, `names` those by which its reasons speak of it. Of `order_wide`
    discounts, those on the whole bill, only the best is taken. `bounded` (a limit, a budget or a claim binds it),
    `rial_bounded` (Rial by a limit or a budget), `meters`, `triggered` (not by any purchase), `attached` (a coupon)
    and `asks_lines` (conditions are also about the lines) follow from the rest.
    """

    source: DiscountSource
    id: str
    rank: int
    owner: str
    give: Effect | CouponEffect
    scope: Scope
    when: When
    limits: tuple[Limit, ...]
    title: str = ""
    budget: str = ""
    trigger: Trigger = Trigger.PURCHASE
    coupon: str = ""
    code: str = ""
    single_use: bool = False
    expires_on: int = 0
    order_wide: bool = False
    names: dict[str, str] = {}
    bounded: bool = False
    meters: Meters = Meters()
    rial_bounded: bool = False
    triggered: bool = False
    attached: bool = False
    asks_lines: bool = False

    def __post_init__(self) -> None:
        attached = self.source is DiscountSource.COUPON
        structs.force_setattr(self, "attached", attached)
        structs.force_setattr(self, "asks_lines", asks_lines(self.when))
        structs.force_setattr(self, "triggered", self.trigger is not Trigger.PURCHASE)
        structs.force_setattr(self, "bounded", bool(self.limits or self.budget or attached))
        meters = meters_of(self.owner, self.limits)
        structs.force_setattr(self, "meters", meters)
        structs.force_setattr(self, "rial_bounded", bool(meters.rial or self.budget))


OnBill: TypeAlias = tuple[Offer, tuple[int, ...]]
"""An offer with the places of the lines of its scope."""


class OfferIndex:
    """Offers of rules, found by what lies on the bill."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._offers = {offer.rank: offer for offer in offers}
        self._index = ScopeIndex((rank, offer.scope) for rank, offer in self._offers.items())

    def on(self, case: Case) -> list[OnBill]:
        """The offers with lines on this bill, in the order of the document, each with the places of its lines."""
        if not self._offers:
            return []
        return [(self._offers[rank], lines) for rank, lines in self._index.on(case)]


class RuleOffers(Struct, frozen=True):
    """The rules of a programme by their place in the order of work, and the place of each coupon plan."""

    free: OfferIndex
    wide: OfferIndex
    specific: OfferIndex
    handing: OfferIndex
    plan_rank: dict[str, int]


@lru_cache(maxsize=16)
def rule_offers(ruleset: Ruleset) -> RuleOffers:
    """The offers of a programme's rules, made once."""
    money = [_offer_of(rank, rule) for rank, rule in enumerate(ruleset.money_rules)]
    return RuleOffers(
        OfferIndex(offer for offer in money if isinstance(offer.give, FreeGoods)),
        OfferIndex(offer for offer in money if offer.order_wide),
        OfferIndex(offer for offer in money if isinstance(offer.give, MoneyOffGoods) and not offer.order_wide),
        OfferIndex(_offer_of(rank, rule) for rank, rule in enumerate(ruleset.handing_rules)),
        {plan_id: rank for rank, plan_id in enumerate(ruleset.coupons)},
    )


def _offer_of(rank: int, rule: Rule) -> Offer:
    return Offer(
        source=DiscountSource.RULE,
        id=rule.id,
        rank=rank,
        owner=f"rule:{rule.id}",
        give=rule.give,
        scope=rule.scope,
        when=rule.when,
        limits=rule.limits,
        title=rule.title,
        budget=rule.budget,
        trigger=rule.trigger,
        order_wide=order_wide(rule.give, rule.scope),
        names={"title": rule.title} if rule.title else {},
    )


def offer_by_code(plan: CouponPlan, code: str, ruleset: Ruleset) -> Offer:
    """A coupon plan as somebody asks for it with a folded code."""
    return _offer_from(plan, ruleset, code=code, single_use=plan.single_use)


def offer_held(plan: CouponPlan, coupon: Coupon, ruleset: Ruleset) -> Offer:
    """A coupon that is attached to the member."""
    return _offer_from(plan, ruleset, coupon=coupon.id, expires_on=coupon.expires_on)


def _offer_from(
    plan: CouponPlan,
    ruleset: Ruleset,
    *,
    code: str = "",
    coupon: str = "",
    single_use: bool = False,
    expires_on: int = 0,
) -> Offer:
    return Offer(
        source=DiscountSource.COUPON,
        id=plan.id,
        rank=rule_offers(ruleset).plan_rank[plan.id],
        owner=f"coupon:{plan.id}",
        give=plan.give,
        scope=plan.scope,
        when=plan.when,
        limits=plan.limits,
        title=plan.title,
        budget=plan.budget,
        coupon=coupon,
        code=code,
        single_use=single_use,
        expires_on=expires_on,
        order_wide=order_wide(plan.give, plan.scope),
        names={key: name for key, name in (("title", plan.title), ("code", code), ("coupon", coupon)) if name},
    )


class Allowance:
    """What limits, budgets and claims still allow on this bill, and what the bill adds to their counters."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._uses: dict[str, int] = {}
        self._rial: dict[str, int] = {}
        self._counts: dict[tuple[str, bool, CountWay], int] = {}

    @property
    def counts(self) -> tuple[Count, ...]:
        """Everything that was counted; nobody's own counters without a member."""
        known = self._case.member is not None
        return tuple(
            Count(key, amount, shop, way) for (key, shop, way), amount in self._counts.items() if shop or known
        )

    def obstacle(self, offer: Offer) -> Reason | None:
        """Why no use of it is left: the code or the trigger was claimed, or a limit is used up."""
        case = self._case
        if offer.single_use and case.around.counts.get(claim_key(offer.owner, offer.code)):
            return Reason("coupon_used", rule=offer.id)
        if not offer.limits and offer.source is DiscountSource.RULE:
            return None
        used = self._uses.get(offer.owner, 0)
        if used and offer.source is DiscountSource.COUPON and not _many_a_bill(offer):
            return Reason("coupon_once_a_bill", rule=offer.id)
        left = room(offer.meters.uses, case)
        if left is not None and left <= used:
            return Reason("used_up", rule=offer.id, names={"of": LimitOf.USES.value})
        if offer.meters.rial and self._limit_left(offer) == 0:
            return Reason("used_up", rule=offer.id, names={"of": LimitOf.RIAL.value})
        return None

    def budget_obstacle(self, offer: Offer) -> Reason | None:
        """Its budget has nothing left for it, or is not of this day."""
        budget = self._case.ruleset.budgets.get(offer.budget) if offer.budget else None
        if budget is None or self._budget_left(offer) != 0:
            return None
        first, last = day_of_jalali(budget.first), day_of_jalali(budget.last)
        if first <= self._case.instant.day <= last:
            return Reason("budget_used_up", rule=offer.id, names={"budget": offer.budget})
        figures = {"first_day": first, "last_day": last}
        return Reason("budget_closed", rule=offer.id, figures=figures, names={"budget": offer.budget})

    def rial_left(self, offer: Offer) -> int | None:
        """The most that it may give in Rial by its limits and its budget; None without a bound."""
        return least((self._limit_left(offer), self._budget_left(offer))) if offer.rial_bounded else None

    def _limit_left(self, offer: Offer) -> int | None:
        left = room(offer.meters.rial, self._case)
        return None if left is None else max(0, left - self._rial.get(offer.owner, 0))

    def _budget_left(self, offer: Offer) -> int | None:
        budget = self._case.ruleset.budgets.get(offer.budget) if offer.budget else None
        if budget is None:
            return None
        day = self._case.instant.day
        if self._case.choices.override and day_of_jalali(budget.first) <= day <= day_of_jalali(budget.last):
            return None
        left = budget_left(budget, self._case.instant, self._case.around)
        return max(0, left - self._case.budget_given.get(budget.id, 0))

    def record(self, offer: Offer, rial: int, handed_rial: int, claims: Sequence[str]) -> None:
        """Counts one use that gave so much off the bill and so much by hand. What was handed over does not come back
        with a part of the bill."""
        case = self._case
        if not offer.bounded and not claims:
            return
        self._uses[offer.owner] = self._uses.get(offer.owner, 0) + 1
        self._rial[offer.owner] = self._rial.get(offer.owner, 0) + rial + handed_rial
        for count in counted(offer.meters, case.instant, uses=1, rial=rial):
            self._add(count)
        if handed_rial:
            for count in counted(offer.meters, case.instant, rial=handed_rial):
                self._add(structs.replace(count, way=CountWay.WHOLE))
        if offer.single_use:
            self._add(Count(claim_key(offer.owner, offer.code), 1, shop=True))
        for claim in claims:
            self._add(Count(claim, 1))
        budget = case.ruleset.budgets.get(offer.budget) if offer.budget else None
        if budget is not None:
            case.budget_given[budget.id] = case.budget_given.get(budget.id, 0) + rial + handed_rial
            self._add(Count(budget_key(budget), rial, shop=True, way=CountWay.SHARE))
            self._add(Count(budget_key(budget), handed_rial, shop=True))

    def _add(self, count: Count) -> None:
        if count.amount:
            key = count.key, count.shop, count.way
            self._counts[key] = self._counts.get(key, 0) + count.amount


def _many_a_bill(offer: Offer) -> bool:
    return any(limit.of is LimitOf.USES and limit.per is LimitPer.PURCHASE for limit in offer.limits)


def trigger_claims(offer: Offer, case: Case) -> tuple[str, ...] | None:
    """The claims that a rule of this trigger makes on this bill; None when the bill does not set it off."""
    if offer.trigger is Trigger.PURCHASE:
        return ()
    member = case.member
    if member is None:
        return None
    today = case.instant.business_day
    if offer.trigger is Trigger.FIRST_PURCHASE:
        claim, before = claim_key(offer.owner), any(total.net_rial > 0 for total in member.days)
    else:
        claim = claim_key(offer.owner, f"d{today}")
        before = any(total.net_rial > 0 for total in member.days if total.day == today)
    return None if before or member.counts.get(claim) else (claim,)
