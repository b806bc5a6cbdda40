"""Measuring the programme engine: a long bill under many rules."""

from datetime import UTC, datetime

from vafa.commands.measure import Measure, held, share, timed_ms
from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, DayTotal, Goods, MemberFacts, Surroundings
from vafa.domain.engine.outcome import Bill
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.receipt import ReceiptLine
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Reach, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    CheapestFree,
    Effect,
    FactorStep,
    GrowingMultiplier,
    Multiplier,
    PercentOff,
    PercentStep,
    PointsFixed,
    PointsPerAmount,
    PointsPerUnit,
    SteppedOff,
)
from vafa.domain.rulebook.kinds import DateRange, HourRange, Weekday, Window, WindowKind
from vafa.domain.rulebook.kinds import Measure as Counted
from vafa.domain.rulebook.plans import CouponPlan, Rule, Tier, TierPlan, Trigger
from vafa.domain.units import Rial, Thousandths

LINES, RULES, BILLS = 30, 200, 2_000
SHOP_GOODS = 300
BILL_BAR_MS = 2.0

_MONTH = Window(WindowKind.MONTH)
_YEAR = Window(WindowKind.ROLLING, 365)
_MOMENT = datetime(2026, 12, 21, 15, 30, tzinfo=UTC)


def bench_engine(members: int) -> list[Measure]:
    """A bill of 30 lines worked out under a programme of 200 rules that are all in force: in a shop of 300 goods, and,
    without a bar, where every rule meets goods of this very bill. Beside each the same bill under one rule."""
    del members
    return [
        _measured(f"bill of {LINES} lines under {RULES} rules p99", SHOP_GOODS, BILL_BAR_MS),
        _measured("the same, every rule on the bill p99", LINES, None),
    ]


def _measured(name: str, shop_goods: int, most_ms: float | None) -> Measure:
    around = Surroundings(branch="b1", goods={sku(i): goods(i) for i in range(shop_goods)})
    bill, member = bill_of(LINES, shop_goods), member_of()
    wanted = Choices(codes=("YALDA-1405",), redeem="max")

    def work(ruleset: Ruleset) -> Bill:
        return work_out(ruleset, member, bill, wanted, Balance(spendable=500), instant_of(_MOMENT), around)

    many, one = Ruleset(programme_of(RULES, shop_goods)), Ruleset(Programme())
    taken = [timed_ms(lambda: work(many)) for _ in range(BILLS)][BILLS // 20 :]
    plain = [timed_ms(lambda: work(one)) for _ in range(BILLS)][BILLS // 20 :]
    answer = work(many)
    return held(
        name,
        "ms",
        share(taken, 0.99),
        floor_name="the same bill under one rule",
        floor=share(plain, 0.99),
        most=most_ms,
        details={
            "p50_ms": round(share(taken, 0.5), 4),
            "one_rule_p50_ms": round(share(plain, 0.5), 4),
            "discounts_taken": len(answer.discounts),
            "reasons_given": len(answer.award.reasons),
        },
    )


def sku(i: int) -> str:
    return f"SKU-{i:03}"


def goods(i: int) -> Goods:
    return Goods(category=f"food/{i % 10}", cost_rial=700_000)


def bill_of(lines: int, shop_goods: int) -> Purchase:
    """A bill of different goods, spread over the shop, at 1,000,000 Rial and more."""
    step = shop_goods // lines
    bought = tuple(
        ReceiptLine(sku(i * step + i % step), Thousandths(1_000 * (1 + i % 4)), Rial(1_000_000 + 12_345 * i))
        for i in range(lines)
    )
    return purchase_of(sum(line.price_rial for line in bought), bought)


def member_of() -> MemberFacts:
    """A silver member with a visit a week for two years."""
    today = instant_of(_MOMENT).business_day
    days = tuple(DayTotal(today - 7 * ago, 3_000_000, 30) for ago in range(104, 0, -1))
    return MemberFacts(member=bytes(16), joined_on=today - 730, tier="silver", segments=("vip",), days=days)


def programme_of(rules: int, shop_goods: int) -> Programme:
    """A programme of so many rules of every kind that a bill can set off, each with conditions that hold, over so many
    goods in ten categories."""
    effects: tuple[tuple[Effect, bool], ...] = (
        (PointsPerAmount(1, 100_000), False),
        (PointsPerUnit(2), True),
        (Multiplier(5, 4), False),
        (PointsFixed(3), False),
        (GrowingMultiplier(Counted.SPEND, _YEAR, (FactorStep(1, 11, 10), FactorStep(9_000_000, 6, 5))), False),
        (PercentOff(5, 200_000), True),
        (AmountOff(10_000), True),
        (BuyGet(2), True),
        (CheapestFree(3), True),
        (SteppedOff((PercentStep(1_000_000, 2), PercentStep(5_000_000, 4))), False),
    )
    return Programme(
        rules=tuple(_rule(i, *effects[i % len(effects)], shop_goods) for i in range(rules)),
        tiers=TierPlan((Tier("bronze", 0), Tier("silver", 50_000_000))),
        coupons=(CouponPlan(id="yalda", give=PercentOff(10, 500_000), codes=("YALDA1405",)),),
        segments=("vip",),
        branches=("b1",),
    )


def _rule(i: int, effect: Effect, scoped: bool, shop_goods: int) -> Rule:
    scope = Scope(products=(sku(i % shop_goods), sku((i * 7) % shop_goods))) if scoped else Scope()
    if i % 20 >= 10:
        scope = Scope(categories=(f"food/{i % 10}",), except_products=(sku(i % shop_goods),))
    when = (
        When(tiers=("silver", "bronze"), weekdays=(Weekday.MONDAY, Weekday.TUESDAY)),
        When(segments=("vip",), hours=(HourRange("18:00", "22:00"),)),
        When(dates=(DateRange("1405/09/01", "1405/10/30"),), min_amount_rial=100_000),
        When(branches=("b1",), reach=(Reach(Counted.VISITS, _YEAR, 3),)),
    )[i % 4]
    limits = (Limit(LimitOf.USES, 1_000, LimitPer.MEMBER, _MONTH),) if i % 3 == 0 else ()
    return Rule(id=f"rule-{i}", give=effect, trigger=Trigger.PURCHASE, scope=scope, when=when, limits=limits)
