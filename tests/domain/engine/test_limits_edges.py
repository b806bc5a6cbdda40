"""Limits at the first and the last day of their stretch, and what is counted in them."""

import pytest
from tests.domain.engine.bills import TODAY, YALDA, case_of, member

from vafa.domain.account import Balance
from vafa.domain.engine.earning import earn
from vafa.domain.engine.instant import bucket, instant_of
from vafa.domain.engine.known import Choices, Surroundings
from vafa.domain.engine.limits import budget_key
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, PointsFixed
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import Budget, Reward, Rule
from vafa.domain.units import Points

MONTH, WEEK_LONG = Window(WindowKind.MONTH), Window(WindowKind.ROLLING, 7)


@pytest.mark.parametrize(("ago", "points"), [(0, 0), (1, 0), (6, 0), (7, 5), (-1, 5)])
def test_a_rolling_limit_holds_its_first_day_and_today(ago: int, points: int):
    rule = Rule(id="gift", give=PointsFixed(5), limits=(Limit(LimitOf.USES, 1, LimitPer.MEMBER, WEEK_LONG),))
    who = member(counts={f"rule:gift|uses|d{TODAY - ago}": 1})
    assert earn(case_of(Programme(rules=(rule,)), purchase_of(10), who), 0)[0].points == points


def test_a_rolling_limit_adds_its_days_up():
    rule = Rule(id="gift", give=PointsFixed(5), limits=(Limit(LimitOf.POINTS, 9, LimitPer.MEMBER, WEEK_LONG),))
    for days, points in (({0: 2, 6: 3, 7: 8}, 4), ({0: 2, 3: 1, 6: 3}, 3), ({2: 9}, 0)):
        who = member(counts={f"rule:gift|points|d{TODAY - ago}": amount for ago, amount in days.items()})
        assert earn(case_of(Programme(rules=(rule,)), purchase_of(10), who), 0)[0].points == points


def test_two_limits_on_one_counter_count_once():
    """One of the bill and one of the month, and one of the month that is tighter."""
    limits = tuple(Limit(LimitOf.USES, most, LimitPer.MEMBER, MONTH) for most in (5, 2))
    rule = Rule(id="gift", give=PointsFixed(5), limits=(*limits, Limit(LimitOf.USES, 3, LimitPer.PURCHASE)))
    ruleset = Ruleset(Programme(rules=(rule,)))
    key = f"rule:gift|uses|{bucket(WindowKind.MONTH, TODAY)}"
    given: dict[str, int] = {}
    for points in (5, 5, 0):
        answer = work_out(
            ruleset,
            member(counts=dict(given)),
            purchase_of(10),
            Choices(),
            Balance(),
            instant_of(YALDA),
            Surroundings(),
        )
        assert answer.award.points == points
        given.update({count.key: given.get(count.key, 0) + count.amount for count in answer.counts})
    assert given == {key: 2}


def test_a_limit_in_rial_counts_what_a_reward_took_off_and_no_more():
    limits = tuple(Limit(of, 90_000, LimitPer.MEMBER, MONTH) for of in (LimitOf.RIAL, LimitOf.POINTS))
    reward = Reward(id="off", points=Points(20), give=AmountOff(30_000), limits=limits)
    ruleset, now = Ruleset(Programme(rules=(), rewards=(reward,))), instant_of(YALDA)
    balance, wanted = Balance(spendable=Points(100)), Choices(rewards=("off",))
    answer = work_out(ruleset, member(), purchase_of(500_000), wanted, balance, now, Surroundings())
    stretch = bucket(WindowKind.MONTH, TODAY)
    counts = {count.key: count.amount for count in answer.counts}
    assert counts == {f"reward:off|rial|{stretch}": 30_000, f"reward:off|points|{stretch}": 20}


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("1405/09/30", "1405/10/30", "budget_used_up"),
        ("1405/09/01", "1405/09/30", "budget_used_up"),
        ("1405/10/01", "1405/10/30", "budget_closed"),
        ("1405/09/01", "1405/09/29", "budget_closed"),
    ],
)
def test_a_budget_is_spent_on_its_days_and_closed_on_others(first: str, last: str, code: str):
    budget = Budget(id="purse", rial=9_000, first=first, last=last)
    programme = Programme(rules=(Rule(id="gift", give=PointsFixed(5), budget="purse"),), budgets=(budget,))
    _, _, declined = earn(case_of(programme, purchase_of(10), counts={budget_key(budget): 9_000}), 0)
    assert [reason.code for reason in declined] == [code]
