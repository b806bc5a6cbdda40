from datetime import UTC, datetime

import pytest
from tests.domain.engine.bills import TODAY, YALDA, bill, case_of, line, member

from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.instant import bucket, day_of_jalali
from vafa.domain.engine.known import DayTotal, Goods, GoodsKind, MemberFacts
from vafa.domain.engine.outcome import Award, Count
from vafa.domain.engine.refunding import SoldBill, refund_amount
from vafa.domain.engine.targets import targets_reached
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import CouponIssued, PointsFixed, PointsPerAmount
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Rule, Target, Trigger

MONTH = Window(WindowKind.MONTH)
ROLLING = Window(WindowKind.ROLLING, 30)
CLAIM = f"rule:goal|once|{bucket(WindowKind.MONTH, TODAY)}"


def _goal(measure: Measure, at_least: int, window: Window = MONTH, **fields: object) -> Rule:
    fields = {"give": PointsFixed(50), **fields}
    return Rule(id="goal", trigger=Trigger.PERIOD_TARGET, target=Target(measure, at_least, window), **fields)


def _earned(rule: Rule, rial: int, who: MemberFacts | None = None, at: datetime = YALDA) -> Award:
    return earn(case_of(Programme(rules=(rule,)), purchase_of(rial), who, at=at), 0)[0]


def _spent(ago: int, rial: int, points: int = 0) -> DayTotal:
    return DayTotal(TODAY - ago, rial, points)


@pytest.mark.parametrize(("rial", "points"), [(399_999, 0), (400_000, 50), (5_000_000, 50)])
def test_a_goal_of_spend_is_reached_by_the_bill_that_reaches_it(rial: int, points: int):
    award = _earned(_goal(Measure.SPEND, 1_000_000), rial, member(days=(_spent(29, 500_000), _spent(0, 100_000))))
    assert award.points == points
    if points:
        [reason] = award.reasons
        assert (reason.code, reason.figures) == ("target_reached", {"points": 50, "at_least": 1_000_000})
        assert reason.names == {"measure": "spend", "window": "month"}


def test_only_days_of_the_window_count():
    # 1405/09/30 is the last day of its month, so that 30 days ago was the month before.
    assert _earned(_goal(Measure.SPEND, 1_000_000), 400_000, member(days=(_spent(30, 600_000),))).points == 0
    rolling = _goal(Measure.SPEND, 1_000_000, ROLLING)
    assert _earned(rolling, 400_000, member(days=(_spent(29, 600_000),))).points == 50
    assert _earned(rolling, 400_000, member(days=(_spent(30, 600_000),))).points == 0


def test_a_goal_that_was_passed_before_is_not_reached_again():
    assert _earned(_goal(Measure.SPEND, 1_000_000), 1, member(days=(_spent(1, 1_000_000),))).points == 0


def test_a_calendar_goal_is_claimed_once_in_its_stretch():
    rule = _goal(Measure.SPEND, 100)
    _, counts, _ = earn(case_of(Programme(rules=(rule,)), purchase_of(100)), 0)
    assert counts == (Count(CLAIM, 1),)
    assert _earned(rule, 100, member(counts={CLAIM: 1})).points == 0
    assert _earned(rule, 100, member(counts={CLAIM: 0})).points == 50
    next_month = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
    assert _earned(rule, 100, member(counts={CLAIM: 1}, days=(_spent(0, 100),)), next_month).points == 50


def test_a_rolling_goal_begins_anew_after_the_day_on_which_it_was_reached():
    rule = _goal(Measure.SPEND, 1_000_000, ROLLING)
    reached = {f"rule:goal|once|d{TODAY - 5}": 1}
    days = (_spent(5, 900_000), _spent(4, 500_000))
    assert _earned(rule, 499_999, member(days=days, counts=reached)).points == 0
    assert _earned(rule, 500_000, member(days=days, counts=reached)).points == 50
    given_back = {f"rule:goal|once|d{TODAY - 5}": 0}
    assert _earned(rule, 499_999, member(days=days, counts=given_back)).points == 0
    assert _earned(rule, 100_000, member(days=days[:1], counts=given_back)).points == 50
    today = {f"rule:goal|once|d{TODAY}": 1}
    assert _earned(rule, 9_000_000, member(days=days, counts=today)).points == 0


def test_the_last_day_on_which_it_was_reached_counts():
    counts = {f"rule:goal|once|d{TODAY - ago}": 1 for ago in (20, 3)}
    days = (_spent(10, 900_000), _spent(2, 100_000))
    rule = _goal(Measure.SPEND, 1_000_000, ROLLING)
    assert _earned(rule, 899_999, member(days=days, counts=counts)).points == 0
    assert _earned(rule, 900_000, member(days=days, counts=counts)).points == 50


def test_visits_are_days():
    rule = _goal(Measure.VISITS, 3)
    two = (_spent(9, 10), _spent(8, 10))
    assert _earned(rule, 1, member(days=two)).points == 50
    assert _earned(rule, 1, member(days=(*two, _spent(0, 0)))).points == 50
    assert _earned(rule, 1, member(days=(_spent(8, 10), _spent(0, 10)))).points == 0
    assert _earned(rule, 1, member(days=(*two, _spent(0, 10)))).points == 0


def test_points_of_the_bill_itself_count_but_not_those_of_the_goal():
    rule = _goal(Measure.POINTS, 100)
    programme = Programme(rules=(Rule(id="base", give=PointsPerAmount()), rule))
    who = member(days=(_spent(3, 1, 90),))
    assert earn(case_of(programme, purchase_of(999_999), who), 0)[0].points == 9
    case = case_of(programme, purchase_of(1_200_000), who)
    award, counts, _ = earn(case, 0)
    assert (award.points, award.reasons[1].names["measure"]) == (62, "points")
    sold = SoldBill(lines=posted_lines(case, 0), facts=award.facts, counts=counts)
    kept = refund_amount(sold, (), 200_000)
    assert (kept.points_clawed, kept.counts) == (2, ())
    lost = refund_amount(sold, (), 200_001)
    assert (lost.points_clawed, lost.counts) == (3 + 50, (Count(CLAIM, -1),))


def test_a_refund_under_the_goal_takes_it_back_and_the_goal_can_be_reached_again():
    rule = _goal(Measure.SPEND, 1_000_000)
    case = case_of(Programme(rules=(rule,)), purchase_of(700_000), member(days=(_spent(3, 600_000),)))
    award, counts, _ = earn(case, 0)
    sold = SoldBill(lines=posted_lines(case, 0), facts=award.facts, counts=counts)
    first = refund_amount(sold, (), 300_000)
    assert (first.points_clawed, first.counts) == (0, ())
    second = refund_amount(sold, (first.lines,), 1)
    assert (second.points_clawed, second.counts) == (50, (Count(CLAIM, -1),))
    rest = refund_amount(sold, (first.lines, second.lines), None)
    assert (rest.points_clawed, rest.counts) == (0, ())


def test_stored_money_that_is_sold_is_no_way_to_the_goal():
    case = case_of(
        Programme(rules=(_goal(Measure.SPEND, 1_000_000),)),
        bill(line("card", 900_000), line("tea", 100_000)),
        goods={"card": Goods(kind=GoodsKind.GIFT_CARD)},
    )
    assert earn(case, 0)[0].points == 0


def test_goals_of_other_effects_are_named_for_whoever_hands_them_out():
    rule = _goal(Measure.VISITS, 1, give=CouponIssued("yalda"))
    case = case_of(Programme(rules=(rule,)), purchase_of(10))
    [reached] = targets_reached(case, "rule", 0)
    assert (reached.rule, reached.claim) == (rule, CLAIM)
    assert earn(case, 0)[0].points == 0
    assert targets_reached(case_of(Programme(rules=(rule,)), purchase_of(10), anonymous=True), "rule", 0) == ()


def test_a_streak_may_be_a_goal():
    months = tuple(DayTotal(day_of_jalali(f"1405/0{month}/05"), 10) for month in (7, 8))
    rule = _goal(Measure.MONTH_STREAK, 3, Window())
    assert _earned(rule, 10, member(days=months)).points == 50
    assert _earned(rule, 10, member(days=months[:1])).points == 0
