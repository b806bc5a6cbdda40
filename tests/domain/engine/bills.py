"""Bills, members and programmes of the engine's tests, in few words."""

from datetime import UTC, datetime

from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import day_of_jalali, instant_of
from vafa.domain.engine.known import Choices, Coupon, DayTotal, Goods, MemberFacts, Surroundings
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.receipt import ReceiptLine
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Reach, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    DrawTicket,
    Multiplier,
    PercentOff,
    PercentStep,
    PointsFixed,
    PointsPerAmount,
    PointsPerUnit,
    SteppedOff,
)
from vafa.domain.rulebook.kinds import HourRange, Measure, Weekday, Window, WindowKind
from vafa.domain.rulebook.plans import Budget, CouponPlan, MarginGuard, Reward, Rule
from vafa.domain.tender import Tender
from vafa.domain.units import Rial, Thousandths

YALDA = datetime(2026, 12, 21, 16, 0, tzinfo=UTC)
"""Monday 1405/09/30, 19:30 in Tehran."""

TODAY = day_of_jalali("1405/09/30")


def line(sku: str, price_rial: int, units: float = 1) -> ReceiptLine:
    return ReceiptLine(sku, Thousandths(round(units * 1_000)), Rial(price_rial))


def bill(*lines: ReceiptLine, off_rial: int = 0) -> Purchase:
    return purchase_of(sum(one.price_rial for one in lines) - off_rial, lines)


def member(**facts: object) -> MemberFacts:
    return MemberFacts(member=b"m" * 16, **facts)


def case_of(
    programme: Programme,
    purchase: Purchase,
    who: MemberFacts | None = None,
    *,
    anonymous: bool = False,
    at: datetime = YALDA,
    goods: dict[str, Goods] | None = None,
    counts: dict[str, int] | None = None,
    branch: str = "",
    tenders: tuple[Tender, ...] = (),
    **choices: object,
) -> Case:
    """A case of somebody (of nobody when `anonymous`) on Yalda eve."""
    around = Surroundings(branch=branch, goods=goods or {}, counts=counts or {})
    who = None if anonymous else who or member()
    return Case(Ruleset(programme), who, purchase, instant_of(at), around, Choices(tenders=tenders, **choices))


BUSY_RULES, BUSY_LINES = 200, 30


def busy_programme(products: int = 300) -> Programme:
    """A programme of 200 rules, all in force today, as a large shop may run it: some speak of every line, some of a
    product, a category, a tier, a segment, an hour or a goal, some are limited or budgeted. Those of products and
    categories speak of so many products; with 30 every rule has lines on the busy bill."""
    rules = [Rule(id="base", give=PointsPerAmount())]
    for number in range(BUSY_RULES - 1):
        rules.append(_busy_rule(number, products))
    coupons = tuple(
        CouponPlan(id=f"plan{number}", give=AmountOff(rial=10_000 + number), codes=(f"CODE-{number}",))
        for number in range(20)
    )
    return Programme(
        rules=tuple(rules),
        coupons=coupons,
        rewards=tuple(Reward(id=f"reward{number}", points=50, give=AmountOff(rial=9_000)) for number in range(20)),
        caps=(Limit(LimitOf.POINTS, 1_000_000, LimitPer.MEMBER, Window(WindowKind.MONTH)),),
        budgets=(Budget(id="yalda", rial=10**11, first="1405/09/01", last="1405/09/30"),),
        guard=MarginGuard(most_percent=60, category_margins={f"food/c{number}": 15 for number in range(10)}),
    )


def _busy_rule(number: int, products: int) -> Rule:
    name = f"rule{number}"
    sku, category = f"sku{number * 7 % products}", f"food/c{number % (products // 3)}"
    product, aisle, all_but = Scope(products=(sku,)), Scope(categories=(category,)), Scope(except_products=("other",))
    member_limit = (Limit(LimitOf.USES, 1_000, LimitPer.MEMBER, Window(WindowKind.YEAR)),)
    evening = When(hours=(HourRange(first="18:00", last="22:00"),), weekdays=(Weekday.MONDAY,))
    often = When(reach=(Reach(Measure.VISITS, Window(WindowKind.ROLLING, 90), at_least=1),))
    match number % 12:
        case 0:
            return Rule(id=name, give=PointsPerAmount(points=2), scope=product, limits=member_limit)
        case 1:
            return Rule(id=name, give=PointsPerUnit(points=1), scope=aisle, adds=True)
        case 2:
            return Rule(id=name, give=Multiplier(numerator=101, denominator=100), when=When(tiers=("silver", "gold")))
        case 3:
            return Rule(id=name, give=PercentOff(percent=1 + number % 3), scope=product, when=evening)
        case 4:
            return Rule(id=name, give=PercentOff(percent=1 + number % 5), scope=all_but if number % 2 else Scope())
        case 5:
            return Rule(id=name, give=AmountOff(rial=1_000), scope=aisle, when=When(min_amount_rial=10_000))
        case 6:
            return Rule(id=name, give=PointsFixed(points=1), when=often, limits=member_limit)
        case 7:
            return Rule(id=name, give=PointsPerAmount(), scope=all_but, adds=True, budget="yalda")
        case 8:
            return Rule(id=name, give=BuyGet(buy=2), scope=product)
        case 9:
            return Rule(id=name, give=Multiplier(numerator=3, denominator=2), scope=aisle, when=evening)
        case 10:
            return Rule(id=name, give=SteppedOff((PercentStep(100_000, 1), PercentStep(900_000, 2))), scope=product)
        case _:
            return Rule(id=name, give=DrawTicket(draw="yalda"), when=When(segments=("near",)), limits=member_limit)


def busy_bill() -> Purchase:
    """30 lines of 30 products, two of each, and a discount of the till's own."""
    return bill(*(line(f"sku{number}", 100_000 + number * 7_919, 2) for number in range(BUSY_LINES)), off_rial=12_345)


def busy_goods() -> dict[str, Goods]:
    """The products of the busy bill; every third has no known cost."""
    return {
        f"sku{number}": Goods(f"food/c{number % 10}", None if number % 3 == 0 else 30_000)
        for number in range(BUSY_LINES)
    }


def busy_member() -> MemberFacts:
    """A member with a year of purchases and some coupons."""
    days = tuple(DayTotal(TODAY - 3 * back, 500_000 + back, 5) for back in range(120, 0, -1))
    return member(
        tier="silver",
        segments=("near",),
        days=days,
        coupons=(Coupon("k1", "plan1", TODAY), Coupon("k2", "plan2", TODAY)),
    )
