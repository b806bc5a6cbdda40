from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.domain.engine.bills import YALDA, bill, case_of, line, member

from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.guarding import Guard, PastBill, margin_of, simulate
from vafa.domain.engine.known import Coupon, Goods, GoodsKind, Surroundings
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import MoneyOff, Programme, Vat
from vafa.domain.rulebook.effects import AmountOff, CheapestFree, Gift, PercentOff, PointsPerAmount
from vafa.domain.rulebook.kinds import DateRange
from vafa.domain.rulebook.plans import Budget, CouponPlan, MarginGuard, Rule

GOODS = {"rice": Goods("food/rice", 60_000), "tea": Goods("food/tea", 80_000), "soap": Goods("home")}
ALL = Scope()


def off(give, name: str = "d", **more: object) -> Rule:
    return Rule(id=name, give=give, **more)


def guarded(*rules: Rule, guard: MarginGuard | None = None, lines=None, **more: object):
    """The case and what is left of the discounts; prices without VAT."""
    guard = guard or MarginGuard()
    programme = Programme(rules=rules, vat_percent=0, guard=guard, **more.pop("programme", {}))
    case = case_of(programme, bill(*(lines or (line("rice", 100_000),))), goods=GOODS, **more)
    keeper = Guard(case, guard)
    return case, keeper, keeper.curb(take_discounts(case))


# The margin itself.


def test_the_margin_is_without_vat():
    """Two rices for 220,000 with 10 % VAT: 200,000 less the cost of 120,000."""
    case = case_of(Programme(vat_percent=10), bill(line("rice", 220_000, 2)), goods=GOODS)
    margin = margin_of(case, MarginGuard())
    assert (margin.sales_rial, margin.margin_rial, margin.floor_rial) == (200_000, 80_000, (132_000,))


def test_the_tills_own_discount_has_lowered_the_margin():
    case = case_of(Programme(vat_percent=0), bill(line("rice", 100_000), off_rial=10_000), goods=GOODS)
    assert margin_of(case, MarginGuard()).margin_rial == 30_000


def test_goods_of_unknown_cost_earn_a_share_by_their_category():
    lines = (line("soap", 100_000), line("odd", 100_000))
    case = case_of(Programme(vat_percent=0), bill(*lines), goods=GOODS)
    guard = MarginGuard(margin_percent=25, category_margins={"home": 40})
    assert margin_of(case, guard).margin_rial == 65_000
    assert margin_of(case, guard).floor_rial == (60_000, 75_000)
    below = {"soap": Goods("home/bath")}
    case = case_of(Programme(vat_percent=0), bill(*lines), goods=below)
    assert margin_of(case, MarginGuard(category_margins={"home/bath": 10, "home": 40})).margin_rial == 30_000


def test_only_lines_that_take_part_have_a_margin():
    goods = {**GOODS, "card": Goods(kind=GoodsKind.GIFT_CARD)}
    lines = (line("rice", 100_000), line("card", 500_000), line("tea", 100_000))
    case = case_of(Programme(vat_percent=0, excluded=("tea",)), bill(*lines), goods=goods)
    assert (margin_of(case, MarginGuard()).sales_rial, margin_of(case, MarginGuard()).margin_rial) == (100_000, 40_000)


def test_weighed_goods_cost_by_their_weight():
    case = case_of(Programme(vat_percent=0), bill(line("rice", 130_000, 1.5)), goods=GOODS)
    assert margin_of(case, MarginGuard()).margin_rial == 40_000


def test_a_part_of_a_rial_of_cost_is_a_whole_one_of_the_least_price():
    """1.5 kg at 60,001 cost 90,001.5; three quarters of 99,999 are 74,999.25: nothing is sold for less."""
    lines = (line("rice", 130_000, 1.5), line("odd", 99_999))
    case = case_of(Programme(vat_percent=0), bill(*lines), goods={"rice": Goods("food/rice", 60_001)})
    assert margin_of(case, MarginGuard(margin_percent=25)).floor_rial == (90_002, 75_000)


# The guard of a receipt.


def test_what_the_margin_allows_passes_untouched():
    case, keeper, taken = guarded(off(AmountOff(rial=12_000)))
    assert ([one.rial for one in taken.discounts], case.rest_rial) == ([12_000], [88_000])
    assert [step.code for step in taken.steps] == ["off_amount"]
    assert keeper.most_points() == 0


def test_a_rial_more_is_cut():
    case, _, taken = guarded(off(AmountOff(rial=12_001), title="جشن"))
    assert ([one.rial for one in taken.discounts], case.rest_rial) == ([12_000], [88_000])
    step = taken.steps[-1]
    assert (step.code, step.rule, step.rial, step.names) == ("margin_guard", "d", -1, {"title": "جشن"})
    assert step.figures == {"cut_rial": 1, "left_rial": 12_000, "most_percent": 30, "margin_rial": 40_000}
    assert sum(step.rial for step in taken.steps) == 12_000


def test_specific_discounts_are_cut_before_order_wide_ones_and_the_later_first():
    rules = (
        off(AmountOff(rial=4_000), "s1", scope=Scope(products=("rice",))),
        off(AmountOff(rial=5_000), "w"),
        off(AmountOff(rial=6_000), "s2", scope=Scope(categories=("food",))),
    )
    _, _, taken = guarded(*rules)
    assert {one.id: one.rial for one in taken.discounts} == {"w": 5_000, "s1": 4_000, "s2": 3_000}
    assert [(step.rule, step.rial) for step in taken.steps if step.code == "margin_guard"] == [("s2", -3_000)]
    _, _, taken = guarded(*rules, guard=MarginGuard(most_percent=12))
    assert {one.id: one.rial for one in taken.discounts} == {"w": 4_800}


def test_free_goods_are_cut_after_other_discounts_of_goods_and_before_those_of_the_whole_bill():
    """A margin of 120,000 for three rices, 30 % of it 36,000; with the soap's 20,000 it is 42,000."""
    free, whole = off(CheapestFree(of=3), "free"), off(AmountOff(rial=10_000), "whole")
    rice = (line("rice", 300_000, 3),)
    _, _, taken = guarded(free, whole, lines=rice)
    assert {one.id: one.rial for one in taken.discounts} == {"free": 26_000, "whole": 10_000}
    soap = off(AmountOff(rial=10_000), "soap", scope=Scope(products=("soap",)))
    _, _, taken = guarded(free, soap, lines=(*rice, line("soap", 100_000)))
    assert {one.id: one.rial for one in taken.discounts} == {"free": 42_000}


def test_points_are_what_the_rest_of_the_margin_pays_for():
    _, keeper, _ = guarded(off(AmountOff(rial=7_000)))
    assert keeper.most_points() == 5
    _, keeper, _ = guarded(off(AmountOff(rial=7_000)), guard=MarginGuard(cost_percent=80, used_percent=50))
    assert keeper.most_points() == 12
    _, keeper, _ = guarded(off(AmountOff(rial=7_000)), programme={"money_off": MoneyOff(5_001)})
    assert keeper.most_points() == 0


def test_no_line_falls_below_its_cost():
    """Tea has a margin of 5,000; its half price stops there though the bill could give more."""
    lines = (line("tea", 85_000), line("rice", 300_000))
    rule = off(PercentOff(percent=50), scope=Scope(products=("tea",)))
    case, _, taken = guarded(rule, lines=lines)
    assert (taken.discounts[0].shares, case.rest_rial) == ((5_000, 0), [80_000, 300_000])
    assert taken.steps[-1].code == "margin_guard_cost"
    case, _, taken = guarded(rule, lines=lines, guard=MarginGuard(loss_leaders=Scope(products=("tea",))))
    assert case.rest_rial == [42_500, 300_000]


def test_a_line_below_its_cost_already_takes_nothing():
    lines = (line("tea", 70_000), line("rice", 300_000))
    case, _, taken = guarded(off(PercentOff(percent=10), scope=Scope(products=("tea",))), lines=lines)
    assert (case.rest_rial, taken.discounts, taken.counts) == ([70_000, 300_000], (), ())


def test_a_free_unit_is_measured_by_the_bill():
    lines = (line("rice", 300_000, 3),)
    case, _, taken = guarded(off(CheapestFree(of=3)), lines=lines, guard=MarginGuard(most_percent=90))
    assert (case.rest_rial, taken.discounts[0].rial) == ([200_000], 100_000)
    case, _, taken = guarded(off(CheapestFree(of=3)), lines=lines, guard=MarginGuard(most_percent=50))
    assert case.rest_rial == [240_000]


def test_a_line_that_is_free_altogether_may_fall_below_its_cost():
    lines = (line("rice", 100_000), line("rice", 300_000))
    case, _, taken = guarded(off(CheapestFree(of=2)), lines=lines, guard=MarginGuard(most_percent=90))
    assert (case.rest_rial, taken.discounts[0].rial) == ([0, 300_000], 100_000)


def test_a_bill_without_a_margin_gives_nothing():
    case, keeper, taken = guarded(off(PercentOff(percent=10)), lines=(line("rice", 50_000),))
    assert (taken.discounts, case.rest_rial, keeper.most_points()) == ((), [50_000], 0)


def test_a_gift_that_the_margin_does_not_pay_for_is_not_handed_over():
    dear, cheap = off(Gift(gift="mug", cost_rial=12_001), "g1"), off(Gift(gift="pen", cost_rial=500), "g2")
    limits = (Limit(LimitOf.USES, 9, LimitPer.SHOP),)
    rules = (Rule(id="g1", give=dear.give, limits=limits), cheap, off(AmountOff(rial=12_000)))
    _, keeper, taken = guarded(*rules)
    assert [one.id for one in taken.handed] == ["pen"]
    assert [(reason.code, reason.rule) for reason in taken.declined] == [("margin_guard_handed", "g1")]
    assert [one.rial for one in taken.discounts] == [11_500]
    assert taken.counts == ()
    assert [(step.code, step.rule) for step in taken.steps] == [
        ("off_amount", "d"),
        ("handed_gift", "g2"),
        ("margin_guard", "d"),
    ]
    assert keeper.most_points() == 0


def test_a_bill_without_a_margin_pays_for_no_gift_however_cheap():
    rules = off(AmountOff(rial=1_000), scope=Scope(products=("soap",))), off(Gift(gift="pen", cost_rial=1), "g")
    _, _, taken = guarded(*rules, lines=(line("rice", 60_000),))
    assert ((taken.handed, taken.steps), [reason.code for reason in taken.declined]) == (
        ((), ()),
        ["margin_guard_handed"],
    )


def test_two_discounts_of_a_line_stop_at_its_cost_together():
    """Tea has a margin of 5,000: the second of two times 4,000 gets 1,000, though the bill could give more."""
    first, second = (off(AmountOff(rial=4_000), name, scope=Scope(products=("tea",))) for name in ("s1", "s2"))
    case, _, taken = guarded(first, second, lines=(line("tea", 85_000), line("rice", 300_000)))
    assert ([one.rial for one in taken.discounts], case.rest_rial) == ([4_000, 1_000], [80_000, 300_000])


def test_an_override_is_told_only_for_the_points_beyond_the_margin():
    _, keeper, _ = guarded(off(AmountOff(rial=7_000)))
    assert (keeper.most_points(), keeper.lifted(5), keeper.lifted(7).figures["points"]) == (5, None, 2)


def test_the_margin_is_told_in_whole_rial_that_are_there():
    """110,001 with 10 % VAT are 100,000.9 without; less the cost 40,000.9."""
    programme = Programme(rules=(off(AmountOff(rial=50_000)),), vat_percent=10, guard=MarginGuard())
    case = case_of(programme, bill(line("rice", 110_001)), goods=GOODS)
    taken = Guard(case, MarginGuard()).curb(take_discounts(case))
    assert taken.steps[-1].figures["margin_rial"] == 40_000


def test_a_gift_may_take_all_that_the_margin_allows():
    _, _, taken = guarded(off(AmountOff(rial=1)), off(Gift(gift="mug", cost_rial=12_000), "g"))
    assert ([one.id for one in taken.handed], taken.discounts) == (["mug"], ())


def test_what_passes_untouched_is_charged():
    """A margin of 450,000, 30 % of it 135,000; 3,000 off the soap leave 132 points."""
    lines = (line("rice", 490_000), line("soap", 100_000))
    _, keeper, taken = guarded(off(AmountOff(rial=3_000), scope=Scope(products=("soap",))), lines=lines)
    assert (taken.discounts[0].rial, keeper.most_points()) == (3_000, 132)


def test_an_override_lets_everything_through_and_says_so():
    case, keeper, taken = guarded(
        off(AmountOff(rial=30_000)), off(Gift(gift="mug", cost_rial=50_000), "g"), override=True
    )
    assert (case.rest_rial, len(taken.handed)) == ([70_000], 1)
    step = taken.steps[-1]
    assert (step.code, step.rial, step.figures["over_rial"]) == ("margin_guard_lifted", 0, 50_000 + 18_000)
    assert keeper.lifted(1).figures["points"] == 1
    _, _, taken = guarded(off(AmountOff(rial=3_000)), override=True)
    assert [step.code for step in taken.steps] == ["off_amount"]


YALDA_BUDGET = Budget(id="b", rial=10**9, first="1405/09/01", last="1405/09/30")
RIAL = Limit(LimitOf.RIAL, 10**9)
USES = Limit(LimitOf.USES, 9)


def test_what_is_cut_is_not_counted():
    rule = off(AmountOff(rial=20_000), budget="b", limits=(RIAL, USES))
    case, _, taken = guarded(rule, programme={"budgets": (YALDA_BUDGET,)})
    assert {count.key: count.amount for count in taken.counts} == {
        "rule:d|rial|": 12_000,
        "rule:d|uses|": 1,
        "budget:b|rial|": 12_000,
    }
    assert case.budget_given == {"b": 12_000}


def test_a_coupon_of_which_nothing_is_left_stays_with_the_member():
    plan = CouponPlan(id="c", give=AmountOff(rial=5_000), codes=("NOWRUZ",), single_use=True, limits=(RIAL, USES))
    mine = CouponPlan(id="m", give=Gift(gift="mug", cost_rial=5_000), limits=(USES,), budget="b")
    who = member(coupons=(Coupon("k1", "m", 1),))
    case, _, taken = guarded(
        lines=(line("tea", 80_000),),
        programme={"coupons": (plan, mine), "budgets": (YALDA_BUDGET,)},
        who=who,
        codes=("nowruz",),
        coupons=("k1",),
    )
    assert (taken.discounts, taken.handed, taken.coupons_used, taken.counts) == ((), (), (), ())
    assert case.budget_given == {"b": 0}


def test_a_coupon_of_which_something_is_left_is_used_and_another_one_stays():
    both = tuple(
        CouponPlan(id=name, give=AmountOff(rial=20_000), scope=Scope(products=("rice",)), automatic=True)
        for name in ("first", "second")
    )
    who = member(coupons=(Coupon("k1", "first", 1), Coupon("k2", "second", 1)))
    _, _, taken = guarded(programme={"coupons": both}, who=who)
    assert ([(one.coupon, one.rial) for one in taken.discounts], taken.coupons_used) == ([("k1", 12_000)], ("k1",))


def test_of_two_codes_of_one_plan_the_one_that_gave_nothing_stays_good():
    """The first takes the 12,000 that the margin allows; the second is counted neither as a use nor as used up."""
    twice = Limit(LimitOf.USES, 2, LimitPer.PURCHASE)
    plan = CouponPlan(id="c", give=AmountOff(rial=12_000), codes=("A1", "B2"), single_use=True, limits=(USES, twice))
    rice = structs.replace(plan, scope=Scope(products=("rice",)))
    _, _, taken = guarded(programme={"coupons": (rice,)}, codes=("a1", "b2"))
    assert [(one.code, one.rial) for one in taken.discounts] == [("A1", 12_000)]
    assert {count.key: count.amount for count in taken.counts} == {"coupon:c|uses|": 1, "coupon:c|once|A1": 1}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([PercentOff(percent=40), AmountOff(rial=9_000), CheapestFree(of=2), Gift("g", 1, 4_000)]),
            st.sampled_from([ALL, Scope(products=("rice",)), Scope(categories=("food",)), Scope(products=("soap",))]),
        ),
        max_size=5,
    ),
    st.lists(st.tuples(st.sampled_from(["rice", "tea", "soap"]), st.integers(1, 200_000)), min_size=1, max_size=4),
    st.integers(1, 100),
    st.integers(0, 20),
)
def test_the_guard_holds_whatever_the_programme(gives, goods, most_percent, vat_percent):
    guard = MarginGuard(most_percent=most_percent)
    rules = tuple(off(give, f"r{place}", scope=scope) for place, (give, scope) in enumerate(gives))
    programme = Programme(rules=rules, vat_percent=vat_percent, guard=guard)
    case = case_of(programme, bill(*(line(sku, price, 2) for sku, price in goods)), goods=GOODS)
    before = list(case.rest_rial)
    keeper = Guard(case, guard)
    taken = keeper.curb(take_discounts(case))
    ex_vat = Fraction(100, 100 + vat_percent)
    given_rial = sum(one.rial for one in taken.discounts) * ex_vat + sum(one.cost_rial for one in taken.handed)
    points_rial = keeper.most_points() * programme.money_off.rial_per_point
    allowed = max(Fraction(0), keeper.margin.margin_rial * most_percent / 100)
    assert given_rial + points_rial <= allowed
    assert given_rial + points_rial + programme.money_off.rial_per_point > allowed
    lowered = [sum(one.shares[place] for one in taken.discounts) for place in range(len(before))]
    assert [was - now for was, now in zip(before, case.rest_rial, strict=True)] == lowered
    assert min(case.rest_rial) >= 0
    assert sum(step.rial for step in taken.steps) == sum(one.rial for one in taken.discounts)


# The rehearsal over past bills.

SALES = 1_000_000_000
STOCK = {"goods": Goods(cost_rial=780_000)}
COST = {"cost_percent": 80, "used_percent": 74}


def past(*rules: Rule, vat_percent: int = 0, most_percent: int = 25, bills: int = 1, **more: object):
    """Sales of a milliard without VAT, in so many bills."""
    programme = Programme(
        rules=rules,
        vat=Vat.EXCLUDED,
        vat_percent=vat_percent,
        guard=MarginGuard(most_percent=most_percent, **COST),
        **more,
    )
    gross = SALES // bills * (100 + vat_percent) // 100
    purchase = bill(line("goods", gross, 1_000 // bills))
    around = Surroundings(goods=STOCK)
    one = PastBill(purchase=purchase, member=member(), moment=YALDA, around=around)
    return simulate(Ruleset(programme), [one] * bills)


def percent_points(percent: int) -> Rule:
    return Rule(id="base", give=PointsPerAmount(points=percent, per_rial=100_000))


def hundredths(share: Fraction) -> int:
    """A share in hundredths of a percent, rounded half up."""
    return int(share * 10_000 + Fraction(1, 2))


@pytest.mark.parametrize("vat_percent", [0, 10])
@pytest.mark.parametrize("bills", [1, 10])
@pytest.mark.parametrize(
    ("percent", "expected_rial", "expected", "conservative"), [(1, 5_920_000, 269, 455), (2, 11_840_000, 538, 909)]
)
def test_points_of_the_worked_example(percent, expected_rial, expected, conservative, vat_percent, bills):
    report = past(percent_points(percent), vat_percent=vat_percent, bills=bills)
    assert (report.sales_rial, report.margin_rial, report.bills) == (SALES, 220_000_000, bills)
    assert report.expected_rial == expected_rial
    assert (hundredths(report.expected_share), hundredths(report.conservative_share)) == (expected, conservative)
    assert report.passes


@pytest.mark.parametrize("vat_percent", [0, 10])
def test_three_and_three_percent_pass_on_expectation_and_fail_conservatively(vat_percent: int):
    """3 % of the sales in points (the base is 97 % of them after the discount) and 3 % at once."""
    points = Rule(id="base", give=PointsPerAmount(points=30, per_rial=970_000))
    report = past(points, off(PercentOff(percent=3)), vat_percent=vat_percent)
    assert (report.expected_rial, report.conservative_rial) == (47_760_000, 60_000_000)
    assert (hundredths(report.expected_share), hundredths(report.conservative_share)) == (2171, 2727)
    assert report.expected_share * 100 < 25
    assert not report.passes
    assert past(points, off(PercentOff(percent=3)), most_percent=28).passes


def test_exactly_the_bound_passes():
    assert past(off(AmountOff(rial=55_000_000))).passes
    assert not past(off(AmountOff(rial=55_000_001))).passes


def test_sales_that_the_programme_does_not_touch_do_not_thin_it_out():
    programme = Programme(rules=(percent_points(1),), vat_percent=0, guard=MarginGuard(**COST))
    around = Surroundings(goods=STOCK)
    purchase = bill(line("goods", 1_000_000))
    bills = [PastBill(purchase=purchase, member=who, moment=YALDA, around=around) for who in (member(), None, None)]
    report = simulate(Ruleset(programme), bills)
    assert (report.bills, report.sales_rial, hundredths(report.conservative_share)) == (1, 1_000_000, 455)


def test_a_budget_does_not_make_a_rule_look_cheaper_than_it_is():
    budget = Budget(id="b", rial=1, first="1406/01/01", last="1406/01/02")
    assert past(off(AmountOff(rial=55_000_001), budget="b"), budgets=(budget,)).conservative_rial == 55_000_001


def test_rules_that_gave_nothing_are_named():
    later = When(dates=(DateRange(first="1406/01/01", last="1406/01/02"),))
    report = past(percent_points(1), off(PercentOff(percent=90), when=later))
    assert (report.silent, report.passes) == (("d",), True)


@pytest.mark.parametrize(
    ("cost_rial", "share", "passes"), [(999_999, 1, True), (1_000_000, None, False), (1_000_001, None, False)]
)
def test_a_rial_off_needs_a_rial_of_margin(cost_rial: int, share: int | None, passes: bool):
    programme = Programme(rules=(off(AmountOff(rial=1)),), vat_percent=0, guard=MarginGuard(most_percent=100))
    around = Surroundings(goods={"goods": Goods(cost_rial=cost_rial)})
    one = PastBill(purchase=bill(line("goods", 1_000_000)), member=member(), moment=YALDA, around=around)
    report = simulate(Ruleset(programme), [one])
    assert (report.expected_share, report.conservative_share, report.passes) == (share, share, passes)


def test_without_a_margin_nothing_may_be_given():
    programme = Programme(rules=(percent_points(1),), vat_percent=0)
    around = Surroundings(goods={"goods": Goods(cost_rial=2_000_000)})
    one = PastBill(purchase=bill(line("goods", 1_000_000)), member=member(), moment=YALDA, around=around)
    report = simulate(Ruleset(programme), [one])
    assert (report.conservative_share, report.passes, report.most_percent) == (None, False, 30)
    nothing = simulate(Ruleset(programme), [])
    assert (nothing.bills, nothing.conservative_share, nothing.passes) == (0, 0, True)
