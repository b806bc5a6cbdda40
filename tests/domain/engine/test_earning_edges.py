"""Earning where a single point, a part of a point or an equal bound decides."""

import pytest
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.instant import bucket
from vafa.domain.engine.known import DayTotal, Goods, GoodsKind
from vafa.domain.engine.limits import budget_key
from vafa.domain.engine.outcome import Award, Count, CountWay
from vafa.domain.engine.refunding import SoldBill, refund_lines
from vafa.domain.engine.summing import sums_for
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import MoneyOff, Programme
from vafa.domain.rulebook.effects import (
    EarnEffect,
    FactorStep,
    GrowingMultiplier,
    Multiplier,
    PointsFixed,
    PointsPerAmount,
    PointsPerUnit,
)
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Budget, Rule, Target, Trigger

MONTH = Window(WindowKind.MONTH)
STRETCH = bucket(WindowKind.MONTH, TODAY)
BASE = Rule(id="base", give=PointsPerAmount())


def _rule(name: str, give: EarnEffect, **fields: object) -> Rule:
    return Rule(id=name, give=give, **fields)


def _award(*rules: Rule, rial: int = 1_000_000, **fields: object) -> Award:
    return earn(case_of(Programme(rules=rules, **fields), purchase_of(rial)), 0)[0]


def _purse(rial: int) -> Budget:
    return Budget(id="purse", rial=rial, first="1405/09/01", last="1405/09/30")


@pytest.mark.parametrize(("most", "by"), [(7, "guard"), (8, "caps"), (9, "caps")])
def test_of_two_equal_bounds_the_cap_is_named(most: int, by: str):
    caps = (Limit(LimitOf.POINTS, 8, LimitPer.PURCHASE),)
    award, *_ = earn(case_of(Programme(rules=(BASE,), caps=caps), purchase_of(1_000_000)), 0, most)
    assert (award.points, award.reasons[-1].names) == (min(most, 8), {"limited_by": by})


def test_a_bound_that_takes_nothing_is_not_named():
    award, *_ = earn(case_of(Programme(rules=(BASE,)), purchase_of(1_000_000)), 0, 10)
    assert ([reason.code for reason in award.reasons], award.facts.most) == (["per_amount"], None)


@pytest.mark.parametrize(("rial", "counted"), [(99_999, None), (100_000, 1), (200_000, 2)])
def test_a_rule_is_used_from_its_first_whole_point_on(rial: int, counted: int | None):
    limits = tuple(Limit(of, 99, LimitPer.MEMBER, MONTH) for of in (LimitOf.USES, LimitOf.POINTS))
    rule = _rule("base", PointsPerAmount(), limits=limits, trigger=Trigger.VISIT)
    _, counts, _ = earn(case_of(Programme(rules=(rule,), caps=limits[:1]), purchase_of(rial)), 0)
    claim, uses = Count(f"rule:base|once|d{TODAY}", 1), Count(f"rule:base|uses|{STRETCH}", 1)
    whole = Count(f"programme|uses|{STRETCH}", 1)
    points = Count(f"rule:base|points|{STRETCH}", counted or 0, way=CountWay.SHARE)
    assert set(counts) == ({claim, uses, points, whole} if counted else set())


def test_parts_of_a_point_do_not_overdraw_a_budget():
    """Two of 0.9 points and one of a whole point, from a budget of one, two or three."""
    parts = [_rule(name, PointsPerAmount(), adds=True, budget="purse") for name in ("one", "two")]
    whole = _rule("whole", PointsFixed(1), budget="purse")
    for rial in (1_000, 2_000, 3_000):
        assert _award(*parts, whole, rial=90_000, budgets=(_purse(rial),)).points * 1_000 <= rial
    assert _award(*parts, whole, rial=90_000, budgets=(_purse(3_000),)).points == 2


def test_a_budget_that_gave_too_much_gives_nothing_more():
    rule = _rule("gift", PointsFixed(5), budget="purse")
    programme = Programme(rules=(rule,), budgets=(_purse(5),), money_off=MoneyOff(rial_per_point=1))
    for given_rial, points in ((0, 5), (3, 2), (5, 0), (9, 0)):
        case = case_of(programme, purchase_of(10), counts={budget_key(programme.budgets[0]): given_rial})
        assert earn(case, 0)[0].points == points
        case.budget_given["purse"] = 1
        assert earn(case, 0)[0].points == max(0, points - 1)


def test_a_multiplier_of_a_budget_gets_what_the_others_left():
    double = _rule("double", Multiplier(2), budget="purse")
    more = _rule("more", PointsPerUnit(3), adds=True, budget="purse")
    award, counts, declined = earn(
        case_of(Programme(rules=(double, BASE, more), budgets=(_purse(8_000),)), purchase_of(1_000_000)), 0
    )
    assert [(reason.rule, reason.points) for reason in award.reasons] == [("base", 10), ("more", 3), ("double", 5)]
    assert sum(count.amount for count in counts) == 8_000
    assert declined == ()


def test_the_reason_of_a_line_tells_what_it_was_reckoned_from():
    tea = Scope(products=("tea",))
    rules = (BASE, _rule("unit", PointsPerUnit(3), scope=tea, adds=True), _rule("double", Multiplier(2), scope=tea))
    basket = bill(line("rice", 500_000, 2), line("tea", 300_000, 1.5))
    award, *_ = earn(case_of(Programme(rules=rules), basket), 0)
    assert [(reason.rule, reason.points) for reason in award.reasons] == [("base", 8), ("unit", 5), ("double", 7)]
    assert award.reasons[0].figures["base_rial"] == 800_000
    assert award.reasons[1].figures == {"quantity": 1_500, "points": 3, "per_thousandths": 1_000}


def test_a_growing_multiplier_takes_the_highest_step_that_was_reached():
    steps = (FactorStep(100, 3), FactorStep(200, 2), FactorStep(300, 5))
    rules = (BASE, _rule("grow", GrowingMultiplier(Measure.SPEND, MONTH, steps)))
    for spent, points in ((99, 10), (100, 30), (200, 20), (299, 20), (300, 50)):
        who = member(days=(DayTotal(TODAY, spent),))
        assert earn(case_of(Programme(rules=rules), purchase_of(1_000_000), who), 0)[0].points == points


def test_a_goal_keeps_to_its_own_limit_and_budget():
    target = Target(Measure.SPEND, 100, MONTH)
    limits = (Limit(LimitOf.USES, 1, LimitPer.SHOP),)
    goal = _rule("goal", PointsFixed(50), trigger=Trigger.PERIOD_TARGET, target=target, limits=limits, budget="purse")
    programme = Programme(rules=(BASE, goal), budgets=(_purse(20_000),))
    for used, points, codes in ((0, 20, []), (1, 0, ["used_up"])):
        case = case_of(programme, purchase_of(100), counts={"rule:goal|uses|": used})
        award, _, declined = earn(case, 0)
        assert (award.points, [reason.code for reason in declined]) == (points, codes)


def test_a_multiplier_that_multiplies_nothing_is_not_told():
    tea = Scope(products=("tea",))
    rules = (BASE, _rule("unit", PointsPerUnit(1, 1_000), scope=tea, adds=True), _rule("same", Multiplier(1)))
    award, *_ = earn(case_of(Programme(rules=rules), bill(line("tea", 10_000))), 0)
    assert [(reason.rule, reason.points) for reason in award.reasons] == [("base", 0), ("unit", 1)]


@pytest.mark.parametrize(("segment", "points"), [("near", 5), ("far", 0)])
def test_enough_goods_do_not_stand_for_a_condition_of_the_member(segment: str, points: int):
    rule = _rule("gift", PointsFixed(5), when=When(segments=(segment,), min_amount_rial=100))
    case = case_of(Programme(rules=(rule,)), purchase_of(100), member(segments=("near",)))
    assert earn(case, 0)[0].points == points


def test_a_goal_is_lost_with_its_goods_whatever_card_was_bought_besides():
    target = Target(Measure.SPEND, 100_000, MONTH)
    goal = _rule("goal", PointsFixed(50), trigger=Trigger.PERIOD_TARGET, target=target)
    basket = bill(line("tea", 100_000, 2), line("card", 900_000))
    case = case_of(Programme(rules=(goal,)), basket, goods={"card": Goods(kind=GoodsKind.GIFT_CARD)})
    award, counts, _ = earn(case, 0)
    sold = SoldBill(lines=posted_lines(case, 0), facts=award.facts, counts=counts)
    assert (award.points, refund_lines(sold, (), {"tea": 1_000}).points_clawed) == (50, 50)
    assert refund_lines(sold, (), {"card": 1_000}).points_clawed == 0


def test_only_the_base_is_told_when_it_gives_nothing():
    """A bill that points paid tells its base; a rule that the budget leaves nothing is declined instead."""
    award, *_ = earn(case_of(Programme(rules=(BASE, _rule("gift", PointsFixed(5)))), purchase_of(1_000)), 1_000)
    assert [(reason.rule, reason.points) for reason in award.reasons] == [("base", 0)]
    rules = [_rule(name, PointsPerAmount(), adds=True, budget="purse") for name in ("one", "two")]
    case = case_of(Programme(rules=tuple(rules), budgets=(_purse(10_000),)), purchase_of(1_000_000))
    award, _, declined = earn(case, 0)
    assert [(reason.rule, reason.points) for reason in award.reasons] == [("one", 10)]
    assert [reason.rule for reason in declined] == ["two"]


def test_the_facts_of_a_bill_that_was_bounded_by_a_point_give_no_more():
    case = case_of(Programme(rules=(BASE,)), purchase_of(1_000_000))
    award, *_ = earn(case, 0, 9)
    assert (award.points, sums_for(award.facts, posted_lines(case, 0)).points) == (9, 9)


def test_a_rule_that_gave_no_whole_point_is_not_used():
    limits = (Limit(LimitOf.USES, 9, LimitPer.MEMBER, MONTH),)
    small = _rule("small", PointsPerAmount(1, 3_000_000), adds=True, limits=limits)
    award, counts, _ = earn(case_of(Programme(rules=(BASE, small)), purchase_of(1_000_000)), 0)
    assert (award.points, counts) == (10, ())
