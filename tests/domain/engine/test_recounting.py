"""What the margin guard takes back of a coupon is not counted: it is cut as a rule would be."""

from tests.domain.engine.bills import line
from tests.domain.engine.test_guarding import RIAL, USES, YALDA_BUDGET, guarded

from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.effects import AmountOff, CheapestFree
from vafa.domain.rulebook.plans import CouponPlan, MarginGuard, Rule


def test_a_code_that_is_cut_gives_back_its_limit_and_its_budget():
    plan = CouponPlan(id="c", give=AmountOff(rial=20_000), codes=("nowruz",), budget="b", limits=(RIAL, USES))
    case, _, taken = guarded(programme={"coupons": (plan,), "budgets": (YALDA_BUDGET,)}, codes=("nowruz",))
    assert [one.rial for one in taken.discounts] == [12_000]
    assert {count.key: count.amount for count in taken.counts} == {
        "coupon:c|rial|": 12_000,
        "coupon:c|uses|": 1,
        "budget:b|rial|": 12_000,
    }
    assert case.budget_given == {"b": 12_000}


def test_a_code_on_the_whole_bill_is_cut_after_a_rule_for_some_goods():
    plan = CouponPlan(id="c", give=AmountOff(rial=5_000), codes=("nowruz",))
    rule = Rule(id="rice", give=AmountOff(rial=9_000), scope=Scope(products=("rice",)))
    _, _, taken = guarded(rule, programme={"coupons": (plan,)}, codes=("nowruz",))
    assert {one.id: one.rial for one in taken.discounts} == {"c": 5_000, "rice": 7_000}


def test_a_unit_that_a_code_makes_free_may_fall_below_its_cost():
    plan = CouponPlan(id="c", give=CheapestFree(of=2), codes=("nowruz",))
    case, _, taken = guarded(
        lines=(line("rice", 100_000), line("rice", 300_000)),
        guard=MarginGuard(most_percent=90),
        programme={"coupons": (plan,)},
        codes=("nowruz",),
    )
    assert (case.rest_rial, taken.discounts[0].rial) == ([0, 300_000], 100_000)
