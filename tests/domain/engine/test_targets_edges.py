"""Goals of a period at the places where the bill, the day or the scope decides."""

import pytest
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.engine.earning import earn
from vafa.domain.engine.known import DayTotal
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PointsFixed, PointsPerAmount
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Rule, Target, Trigger

ANY = When()


def _goal(measure: Measure, at_least: int, *products: str, when: When = ANY) -> Rule:
    target = Target(measure, at_least, Window(WindowKind.MONTH))
    scope = Scope(products)
    return Rule(id="goal", trigger=Trigger.PERIOD_TARGET, target=target, give=PointsFixed(50), scope=scope, when=when)


def test_a_bill_without_the_goods_of_a_goal_does_not_reach_it():
    programme = Programme(rules=(_goal(Measure.SPEND, 100_000, "tea"),))
    for sku, points in (("tea", 50), ("rice", 0)):
        assert earn(case_of(programme, bill(line(sku, 100_000))), 0)[0].points == points


def test_points_of_an_earlier_bill_of_the_same_day_count_for_a_goal():
    programme = Programme(rules=(Rule(id="base", give=PointsPerAmount()), _goal(Measure.POINTS, 10)))
    for earlier, points in ((4, 5), (5, 55), (9, 55), (10, 5)):
        who = member(days=(DayTotal(TODAY, 400_000, earlier),))
        assert earn(case_of(programme, purchase_of(500_000), who), 0)[0].points == points


@pytest.mark.parametrize(
    ("when", "points"),
    [
        (When(segments=("near",)), 50),
        (When(segments=("far",)), 0),
        (When(branches=("north",)), 0),
        (When(min_amount_rial=100_000), 50),
        (When(min_amount_rial=100_001), 0),
        (When(min_quantity=1_001), 0),
        (When(segments=("far",), min_amount_rial=100_001), 0),
    ],
)
def test_a_goal_is_reached_only_by_a_bill_that_meets_its_conditions(when: When, points: int):
    """Those of its own goods: the rice is no part of them."""
    programme = Programme(rules=(_goal(Measure.SPEND, 100_000, "tea", when=when),))
    purchase = bill(line("tea", 100_000), line("rice", 900_000))
    assert earn(case_of(programme, purchase, member(segments=("near",))), 0)[0].points == points
