"""Edges of what one rule gives: a bound that is met to the Rial, a thing that is half paid for, a first purchase."""

import pytest
from tests.domain.engine.bills import bill, case_of, line

from vafa.domain.engine.discounting import Taken, take_discounts
from vafa.domain.engine.known import Goods
from vafa.domain.engine.outcome import Handed, HandedKind
from vafa.domain.rulebook.conditions import Limit, LimitOf
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, CheapestFree, FreeItem, Gift, PercentOff
from vafa.domain.rulebook.plans import Budget, CouponPlan, Rule, Trigger

TWO_TEAS = bill(line("tea", 200, 2), line("rice", 900))


def _taken(
    give: object, *, most_rial: int | None = None, goods: dict[str, Goods] | None = None, **parts: object
) -> Taken:
    limits = (Limit(LimitOf.RIAL, most_rial),) if most_rial is not None else ()
    rule = Rule(id="r", give=give, limits=limits, **parts)
    return take_discounts(case_of(Programme(rules=(rule,)), TWO_TEAS, goods=goods))


@pytest.mark.parametrize("give", [AmountOff(rial=100), FreeItem("tea")])
@pytest.mark.parametrize(
    ("most_rial", "off_rial", "told"), [(99, 99, {"left_rial": 99}), (100, 100, {}), (101, 100, {})]
)
def test_a_limit_is_named_only_where_it_took_something(give, most_rial: int, off_rial: int, told: dict[str, int]):
    taken = _taken(give, most_rial=most_rial)
    assert [one.rial for one in taken.discounts] == [off_rial]
    assert {key: figure for key, figure in taken.steps[0].figures.items() if key == "left_rial"} == told


def test_a_first_purchase_that_lacks_units_is_told_what_is_missing():
    taken = _taken(CheapestFree(4), trigger=Trigger.FIRST_PURCHASE)
    assert (taken.discounts, taken.counts) == ((), ())
    assert [(one.code, one.figures) for one in taken.declined] == [("unmet_units", {"at_least": 4, "missing": 1})]


@pytest.mark.parametrize(("most_rial", "handed"), [(239, 0), (240, 1), (279, 1), (280, 2), (999, 2)])
def test_a_limit_pays_for_the_units_on_the_bill_before_those_that_are_handed_over(most_rial: int, handed: int):
    """Four teas free: two on the bill for 200, and two from the shelf that cost the shop 40 each."""
    taken = _taken(FreeItem("tea", 4), most_rial=most_rial, goods={"tea": Goods(cost_rial=40)})
    assert [one.rial for one in taken.discounts] == [200]
    assert [(one.quantity, one.cost_rial) for one in taken.handed] == ([(handed, 40 * handed)] if handed else [])
    assert [step.code for step in taken.steps] == ["off_free_item"] + ["handed_item"] * bool(handed)


def test_a_gift_that_is_not_paid_for_is_no_gift():
    taken = _taken(Gift("mug", 2, 30), most_rial=29)
    assert (taken.handed, taken.steps, taken.counts) == ((), (), ())


def test_a_product_of_unknown_price_costs_nothing_when_it_is_handed_over():
    taken = _taken(FreeItem("salt"), goods={"salt": Goods(category="food")})
    assert taken.handed == (Handed(HandedKind.ITEM, "salt", "r"),)


@pytest.mark.parametrize(("first", "last"), [("1405/09/30", "1405/12/01"), ("1405/01/01", "1405/09/30")])
def test_a_budget_that_is_spent_on_its_first_or_last_day_is_used_up_and_not_closed(first: str, last: str):
    budget = Budget(id="b", rial=10, first=first, last=last)
    plan = CouponPlan(id="c", give=PercentOff(10), codes=("abc",), budget="b")
    case = case_of(
        Programme(coupons=(plan,), budgets=(budget,)), TWO_TEAS, codes=("abc",), counts={"budget:b|rial|": 10}
    )
    assert [one.code for one in take_discounts(case).declined] == ["budget_used_up"]
