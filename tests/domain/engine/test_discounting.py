import pytest
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.instant import bucket
from vafa.domain.engine.known import DayTotal, Goods, GoodsKind
from vafa.domain.engine.limits import counted, meters_of
from vafa.domain.engine.outcome import Count, CountWay, Discount, DiscountSource, Handed, HandedKind
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import (
    AmountOff,
    CouponIssued,
    DrawTicket,
    FreeItem,
    Gift,
    PercentOff,
    PercentStep,
    PointsPerAmount,
    Service,
    SteppedOff,
)
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Budget, CouponPlan, Rule, Trigger

MONTH = Window(WindowKind.MONTH)
USES, RIAL = LimitOf.USES, LimitOf.RIAL


def rules(*gives, **parts):
    return Programme(rules=tuple(Rule(id=f"r{i}", give=give, **parts) for i, give in enumerate(gives)))


def rial_of(taken):
    return sum(discount.rial for discount in taken.discounts)


def test_a_discount_says_what_was_taken_from_each_line():
    case = case_of(rules(PercentOff(10), title="یلدا"), bill(line("a", 550_000), line("b", 450_000)))
    taken = take_discounts(case)
    assert taken.discounts == (Discount(DiscountSource.RULE, "r0", 100_000, (55_000, 45_000), "یلدا"),)
    assert case.rest_rial == [495_000, 405_000]
    (step,) = taken.steps
    assert (step.code, step.rule, step.rial, step.names) == ("off_percent", "r0", 100_000, {"title": "یلدا"})
    assert step.figures == {"base_rial": 1_000_000, "percent": 10}


@pytest.mark.parametrize(
    ("give", "amount_rial", "off_rial"),
    [
        (PercentOff(10), 999, 99),
        (PercentOff(100), 999, 999),
        (PercentOff(10, 50_000), 500_000, 50_000),
        (PercentOff(10, 50_000), 499_999, 49_999),
        (PercentOff(10, 50_000), 500_010, 50_000),
        (AmountOff(30_000), 30_001, 30_000),
        (AmountOff(30_000), 29_999, 29_999),
        (PercentOff(10), 9, 0),
    ],
)
def test_percent_is_floored_and_capped_and_an_amount_never_exceeds_the_bill(give, amount_rial, off_rial):
    taken = take_discounts(case_of(rules(give), purchase_of(amount_rial)))
    assert rial_of(taken) == off_rial
    assert len(taken.steps) == (off_rial > 0)


def test_a_cap_that_binds_is_named():
    (step,) = take_discounts(case_of(rules(PercentOff(50, 1_000)), purchase_of(9_000))).steps
    assert step.figures["cap_rial"] == 1_000
    (step,) = take_discounts(case_of(rules(PercentOff(50, 4_500)), purchase_of(9_000))).steps
    assert "cap_rial" not in step.figures


STEPS = (PercentStep(1_000_000, 3), PercentStep(5_000_000, 5), PercentStep(2_000_000, 4))


@pytest.mark.parametrize(
    ("amount_rial", "percent"),
    [(999_999, 0), (1_000_000, 3), (1_999_999, 3), (2_000_000, 4), (4_999_999, 4), (5_000_000, 5), (90_000_000, 5)],
)
def test_steps_of_a_bill(amount_rial, percent):
    taken = take_discounts(case_of(rules(SteppedOff(STEPS)), purchase_of(amount_rial)))
    assert rial_of(taken) == amount_rial * percent // 100
    if percent:
        assert taken.steps[0].code == "off_stepped"
        assert taken.steps[0].figures["percent"] == percent
        assert taken.steps[0].figures["reached_rial"] == amount_rial


def test_a_stepped_discount_has_a_cap():
    taken = take_discounts(case_of(rules(SteppedOff(STEPS, cap_rial=200_000)), purchase_of(9_000_000)))
    assert rial_of(taken) == 200_000


@pytest.mark.parametrize(("before_rial", "percent"), [(3_999_999, 4), (4_000_000, 5), (0, 3)])
def test_steps_of_a_period_count_this_bill_in(before_rial, percent):
    first = TODAY - 29
    who = member(days=(DayTotal(first - 1, 50_000_000), DayTotal(first, before_rial)))
    steps = SteppedOff(STEPS, Window(WindowKind.ROLLING, 30))
    taken = take_discounts(case_of(rules(steps), purchase_of(1_000_000), who))
    assert rial_of(taken) == 10_000 * percent


def test_a_gift_card_on_the_bill_is_no_spend_and_takes_no_discount():
    purchase = bill(line("rice", 600_000), line("card", 5_000_000))
    steps = SteppedOff((PercentStep(600_001, 50), PercentStep(600_000, 10)), MONTH)
    case = case_of(rules(steps), purchase, goods={"card": Goods(kind=GoodsKind.GIFT_CARD)})
    assert rial_of(take_discounts(case)) == 60_000
    assert case.rest_rial == [540_000, 5_000_000]


def test_excluded_goods_take_no_discount():
    programme = Programme(
        rules=(Rule(id="r", give=PercentOff(10)),), excluded=("milk",), excluded_categories=("tobacco",)
    )
    purchase = bill(line("milk", 100), line("smoke", 200), line("tea", 300))
    case = case_of(programme, purchase, goods={"smoke": Goods(category="tobacco/pipe")})
    take_discounts(case)
    assert case.rest_rial == [100, 200, 270]


def test_only_the_best_discount_on_the_whole_bill_is_taken_and_specific_ones_on_what_is_left():
    programme = Programme(
        rules=(
            Rule(id="tea", give=PercentOff(50), scope=Scope(products=("tea",))),
            Rule(id="ten", give=PercentOff(10)),
            Rule(id="big", give=AmountOff(150_000)),
            Rule(id="but", give=PercentOff(10), scope=Scope(except_products=("rice",))),
            Rule(id="food", give=AmountOff(40_000), scope=Scope(categories=("food",))),
        )
    )
    goods = {"tea": Goods(category="drink/hot"), "rice": Goods(category="food/rice")}
    case = case_of(programme, bill(line("tea", 400_000), line("rice", 600_000)), goods=goods)
    taken = take_discounts(case)
    assert [(one.id, one.rial) for one in taken.discounts] == [("big", 150_000), ("tea", 170_000), ("food", 40_000)]
    assert case.rest_rial == [170_000, 470_000]
    assert taken.declined == ()


def test_of_equal_discounts_the_first_of_the_document_is_taken():
    taken = take_discounts(case_of(rules(PercentOff(10), AmountOff(100), PercentOff(10)), purchase_of(1_000)))
    assert [one.id for one in taken.discounts] == ["r0"]


def test_free_goods_come_before_the_discount_on_the_bill():
    programme = rules(PercentOff(10), FreeItem("tea"))
    taken = take_discounts(case_of(programme, bill(line("tea", 200), line("rice", 800))))
    assert [(one.id, one.rial) for one in taken.discounts] == [("r1", 200), ("r0", 80)]


def test_conditions_read_what_the_bill_costs_by_then():
    programme = Programme(
        rules=(
            Rule(id="ten", give=PercentOff(10)),
            Rule(id="tea", give=AmountOff(5), scope=Scope(products=("tea",)), when=When(min_amount_rial=901)),
            Rule(id="pot", give=AmountOff(5), scope=Scope(products=("tea",)), when=When(min_amount_rial=900)),
        )
    )
    taken = take_discounts(case_of(programme, bill(line("tea", 1_000))))
    assert [one.id for one in taken.discounts] == ["ten", "pot"]


def test_a_rule_that_is_nearly_reached_is_named_the_closest_first():
    programme = Programme(
        rules=tuple(
            Rule(id=f"at-{least}", give=AmountOff(10), title="هدیه", when=When(min_amount_rial=least))
            for least in (2_000, 2_001, 1_001, 1_500, 1_200)
        )
    )
    declined = take_discounts(case_of(programme, purchase_of(1_000))).declined
    assert [one.rule for one in declined] == ["at-1001", "at-1200", "at-1500"]
    assert declined[0].figures == {"at_least_rial": 1_001, "missing_rial": 1}
    assert declined[0].names == {"title": "هدیه"}


def test_half_of_the_goal_is_near_and_less_is_not():
    for least, named in ((2_000, 1), (2_001, 0)):
        programme = rules(AmountOff(10), when=When(min_amount_rial=least))
        assert len(take_discounts(case_of(programme, purchase_of(1_000))).declined) == named


def test_a_rule_whose_other_conditions_do_not_hold_or_that_is_used_up_is_not_named():
    when = When(min_amount_rial=1_100, segments=("vip",))
    assert take_discounts(case_of(rules(AmountOff(10), when=when), purchase_of(1_000))).declined == ()
    who = member(counts={"rule:r0|uses|": 1})
    programme = rules(AmountOff(10), when=When(min_amount_rial=1_100), limits=(Limit(USES, 1),))
    assert take_discounts(case_of(programme, purchase_of(1_000), who)).declined == ()


def test_a_bill_without_member_takes_what_is_for_everybody():
    programme = Programme(
        rules=(
            Rule(id="members", give=PercentOff(50)),
            Rule(id="all", give=PercentOff(10), when=When(members_only=False), limits=(Limit(USES, 5),)),
            Rule(id="coupon", give=CouponIssued("next"), when=When(members_only=False)),
            Rule(id="first", give=AmountOff(1), trigger=Trigger.FIRST_PURCHASE, when=When(members_only=False)),
        ),
        coupons=(CouponPlan(id="next", give=PercentOff(5)),),
    )
    taken = take_discounts(case_of(programme, purchase_of(1_000), anonymous=True))
    assert [one.id for one in taken.discounts] == ["all"]
    assert (taken.handed, taken.counts) == ((), ())


def test_the_first_purchase_and_the_first_bill_of_a_day():
    programme = Programme(
        rules=(
            Rule(id="first", give=AmountOff(7), scope=Scope(categories=("food",)), trigger=Trigger.FIRST_PURCHASE),
            Rule(id="visit", give=AmountOff(5), scope=Scope(categories=("food",)), trigger=Trigger.VISIT),
        )
    )

    def ids(**facts):
        goods = {"tea": Goods(category="food")}
        taken = take_discounts(case_of(programme, bill(line("tea", 1_000)), member(**facts), goods=goods))
        return [one.id for one in taken.discounts], taken.counts

    claims = (Count("rule:first|once|", 1), Count(f"rule:visit|once|d{TODAY}", 1))
    assert ids() == (["first", "visit"], claims)
    assert ids(days=(DayTotal(TODAY - 1, 0),))[0] == ["first", "visit"]
    assert ids(days=(DayTotal(TODAY - 1, 1),))[0] == ["visit"]
    assert ids(days=(DayTotal(TODAY, 1),))[0] == []
    assert ids(counts={"rule:first|once|": 1})[0] == ["visit"]
    assert ids(counts={f"rule:visit|once|d{TODAY}": 1})[0] == ["first"]
    assert ids(counts={f"rule:visit|once|d{TODAY - 1}": 1})[0] == ["first", "visit"]


@pytest.mark.parametrize(("given", "off_rial"), [(0, 1), (1, 1), (2, 0), (3, 0)])
def test_uses_of_a_member_in_a_window(given, off_rial):
    limit = Limit(USES, 2, LimitPer.MEMBER, MONTH)
    key = f"rule:r0|uses|{bucket(WindowKind.MONTH, TODAY)}"
    taken = take_discounts(
        case_of(rules(AmountOff(1), limits=(limit,)), purchase_of(9), member(counts={key: given, "rule:r0|uses|": 9}))
    )
    assert rial_of(taken) == off_rial
    assert taken.counts == ((Count(key, 1),) if off_rial else ())


def test_rial_limits_give_what_is_left_and_say_so():
    limits = (Limit(RIAL, 1_000, LimitPer.SHOP), Limit(RIAL, 900, LimitPer.PURCHASE), Limit(USES, 9))
    programme = rules(PercentOff(50), limits=limits)
    case = case_of(programme, bill(line("b", 600), line("a", 400)), counts={"rule:r0|rial|": 877})
    taken = take_discounts(case)
    assert taken.discounts[0].rial == 123
    assert taken.discounts[0].shares == (74, 49)
    assert taken.steps[0].figures["left_rial"] == 123
    assert set(taken.counts) == {
        Count("rule:r0|rial|", 123, shop=True, way=CountWay.SHARE),
        Count("rule:r0|uses|", 1),
    }
    taken = take_discounts(case_of(programme, purchase_of(9_000), counts={"rule:r0|rial|": 1_000}))
    assert taken.discounts == ()
    assert rial_of(take_discounts(case_of(programme, purchase_of(9_000)))) == 900


def test_a_budget_is_shared_by_all_that_name_it_and_never_overrun():
    budget = Budget(id="yalda", rial=1_000, first="1405/09/01", last="1405/09/30")
    programme = Programme(
        rules=(
            Rule(id="a", give=AmountOff(300), scope=Scope(products=("tea",)), budget="yalda"),
            Rule(id="b", give=AmountOff(300), scope=Scope(products=("tea",)), budget="yalda"),
            Rule(id="c", give=AmountOff(300), scope=Scope(products=("tea",)), budget="yalda", title="سه"),
        ),
        budgets=(budget,),
    )
    purchase = bill(line("tea", 5_000))
    counts = {"budget:yalda|rial|": 500}
    case = case_of(programme, purchase, counts=counts)
    taken = take_discounts(case)
    assert [one.rial for one in taken.discounts] == [300, 200]
    assert taken.counts == (Count("budget:yalda|rial|", 500, shop=True, way=CountWay.SHARE),)
    assert case.budget_given == {"yalda": 500}
    (spent,) = taken.declined
    assert (spent.code, spent.rule, spent.names) == ("budget_used_up", "c", {"budget": "yalda", "title": "سه"})
    assert rial_of(take_discounts(case_of(programme, purchase, counts=counts, override=True))) == 900


@pytest.mark.parametrize(("first", "last", "given"), [("1405/09/30", "1405/09/30", 1), ("1405/09/01", "1405/09/29", 0)])
def test_a_budget_lives_on_its_days_alone_whoever_asks(first, last, given):
    programme = Programme(
        rules=(Rule(id="a", give=AmountOff(300), budget="b"),),
        budgets=(Budget(id="b", rial=1, first=first, last=last),),
    )
    assert len(take_discounts(case_of(programme, purchase_of(900), override=True)).discounts) == given


def test_services_gifts_tickets_and_coupons_are_handed_over_by_what_the_bill_has_become():
    programme = Programme(
        rules=(
            Rule(id="ship", give=Service("delivery", 50_000, 40_000), when=When(min_amount_rial=900), title="پیک"),
            Rule(id="far", give=Service("installation"), when=When(min_amount_rial=901)),
            Rule(id="gift", give=Gift("mug", 2, 30)),
            Rule(id="draw", give=DrawTicket("car", 3), limits=(Limit(USES, 1),)),
            Rule(id="next", give=CouponIssued("ten")),
            Rule(id="off", give=PercentOff(10)),
            Rule(id="rice", give=Gift("spoon"), scope=Scope(products=("rice",))),
            Rule(id="earn", give=PointsPerAmount()),
        ),
        coupons=(CouponPlan(id="ten", give=PercentOff(10), automatic=True),),
    )
    taken = take_discounts(case_of(programme, bill(line("tea", 1_000))))
    assert taken.handed == (
        Handed(HandedKind.SERVICE, "delivery", "ship", 1, 40_000, "پیک"),
        Handed(HandedKind.GIFT, "mug", "gift", 2, 60),
        Handed(HandedKind.TICKET, "car", "draw", 3),
        Handed(HandedKind.COUPON, "ten", "next"),
    )
    assert [step.code for step in taken.steps] == [
        "off_percent",
        "handed_service",
        "handed_gift",
        "handed_ticket",
        "handed_coupon",
    ]
    assert taken.steps[1].figures == {"quantity": 1, "value_rial": 50_000}
    assert taken.steps[1].names == {"id": "delivery", "title": "پیک"}
    assert taken.counts == (Count("rule:draw|uses|", 1),)
    assert rial_of(taken) == 100, "the coupon of this bill is for the next one"


@pytest.mark.parametrize(("left", "mugs"), [(29, 0), (30, 1), (59, 1), (60, 2), (90, 2)])
def test_a_budget_pays_for_whole_gifts_only(left, mugs):
    programme = Programme(
        rules=(Rule(id="gift", give=Gift("mug", 2, 30), budget="b"),),
        budgets=(Budget(id="b", rial=1_000, first="1405/01/01", last="1405/12/29"),),
    )
    taken = take_discounts(case_of(programme, purchase_of(100), counts={"budget:b|rial|": 1_000 - left}))
    assert sum(one.quantity for one in taken.handed) == mugs
    assert taken.counts == ((Count("budget:b|rial|", mugs * 30, shop=True),) if mugs else ())


def test_what_is_handed_over_comes_back_with_the_whole_bill_only():
    limit = Limit(RIAL, 100, LimitPer.SHOP)
    programme = rules(Gift("mug", 1, 30), limits=(limit,))
    case = case_of(programme, purchase_of(100))
    (count,) = take_discounts(case).counts
    (as_share,) = counted(meters_of("rule:r0", (limit,)), case.instant, rial=30)
    assert (count.key, count.amount, count.way) == (as_share.key, 30, CountWay.WHOLE)


def test_measures_are_asked_for_by_the_day_of_business():
    who = member(days=(DayTotal(TODAY, 700),))
    case = case_of(rules(SteppedOff((PercentStep(1_700, 10),), Window(WindowKind.DAY))), purchase_of(1_000), who)
    assert case.measure(Measure.SPEND, Window(WindowKind.DAY)) == 700
    assert rial_of(take_discounts(case)) == 100
