import pytest
from tests.domain.engine.bills import bill, case_of, line

from vafa.domain.account import Balance
from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.earning import earn
from vafa.domain.engine.guarding import margin_of
from vafa.domain.engine.known import Goods
from vafa.domain.engine.rewarding import take_rewards
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, FreeItem, PercentOff, PointsFixed
from vafa.domain.rulebook.plans import CouponPlan, MarginGuard, Reward, Rule
from vafa.domain.units import Points

TYPED = "چاي  كيسه"
"""A stock number with Arabic letters and two spaces; a bill carries it in Persian, with one."""

TWO = bill(line(TYPED, 100_000), line("rice", 50_000))
TEA = Scope(products=(TYPED,))
BUT_TEA = Scope(except_products=(TYPED,))


def _shares(*rules: Rule, coupons: tuple[CouponPlan, ...] = (), **choices: object) -> list[tuple[int, ...]]:
    taken = take_discounts(case_of(Programme(rules=rules, coupons=coupons), TWO, **choices))
    return [discount.shares for discount in taken.discounts]


def test_the_bill_carries_it_otherwise():
    assert TWO.lines[0].sku != TYPED


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        (Rule(id="r", give=PercentOff(10), scope=TEA), (10_000, 0)),
        (Rule(id="r", give=PercentOff(10), scope=BUT_TEA), (0, 5_000)),
        (Rule(id="r", give=FreeItem(TYPED)), (100_000, 0)),
    ],
)
def test_a_rule_finds_its_goods_however_they_are_written(rule: Rule, shares: tuple[int, ...]):
    assert _shares(rule) == [shares]


def test_so_do_coupons_and_rewards():
    plan = CouponPlan(id="c", give=AmountOff(7_000), scope=TEA, codes=("TEA7",))
    assert _shares(coupons=(plan,), codes=("tea7",)) == [(7_000, 0)]
    reward = Reward(id="w", points=Points(1), give=FreeItem(TYPED))
    bought = take_rewards(case_of(Programme(rewards=(reward,)), TWO, rewards=("w",)), Balance(spendable=Points(1)))
    assert [discount.shares for discount in bought.discounts] == [(100_000, 0)]


def test_so_do_earning_and_what_is_excluded():
    rule = Rule(id="r", give=PointsFixed(3), scope=TEA)
    assert earn(case_of(Programme(rules=(rule,)), TWO), 0)[0].points == 3
    assert earn(case_of(Programme(rules=(rule,), excluded=(TYPED,)), TWO), 0)[0].points == 0


def test_so_do_loss_leaders():
    guard = MarginGuard(loss_leaders=TEA)
    case = case_of(Programme(guard=guard), TWO, goods={"rice": Goods(cost_rial=10_000)})
    ready = case.ruleset.programme.guard
    assert ready is not None
    assert [floor > 0 for floor in margin_of(case, ready).floor_rial] == [False, True]


def test_equal_conditions_are_answered_once():
    rules = [
        Rule(id=name, give=PointsFixed(1), when=When(tiers=("gold",)), scope=Scope(products=(sku,)))
        for name, sku in (("a", TYPED), ("b", TWO.lines[0].sku))
    ]
    one, two = Ruleset(Programme(rules=tuple(rules))).programme.rules
    assert one.when is two.when
