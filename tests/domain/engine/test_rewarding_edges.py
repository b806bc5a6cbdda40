"""Edges of what points buy: a figure that is floored, a limit met to the Rial, what a thing costs."""

import pytest
from tests.domain.engine.bills import YALDA, bill, case_of, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, Goods, Surroundings
from vafa.domain.engine.outcome import Bill
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.rewarding import MAX_REWARDS, Bought, points_off, take_rewards
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf
from vafa.domain.rulebook.document import MoneyOff, Programme
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    CouponIssued,
    DrawTicket,
    FreeItem,
    Gift,
    PercentOff,
    RewardEffect,
    Service,
)
from vafa.domain.rulebook.plans import Budget, Reward, Rule

RICH = Balance(spendable=100_000)


def _bought(give: RewardEffect, on: Purchase, times: int = 1, *, budget_rial: int = 0, **parts: object) -> Bought:
    """What is bought; with a budget the reward is paid from it."""
    named = {"budget": "b"} if budget_rial else {}
    budgets = (Budget(id="b", rial=budget_rial, first="1405/09/01", last="1405/09/30"),) if budget_rial else ()
    reward = Reward(id="r", points=5, give=give, **named, **parts)
    case = case_of(Programme(rewards=(reward,), budgets=budgets), on, rewards=("r",) * times)
    return take_rewards(case, RICH)


def test_as_many_rewards_as_may_be_asked_for_are_given():
    bought = _bought(AmountOff(rial=2), purchase_of(9_000), MAX_REWARDS)
    assert (bought.points, bought.discounts[0].rial) == (5 * MAX_REWARDS, 2 * MAX_REWARDS)


def test_the_percent_of_a_reward_is_floored_and_one_that_takes_nothing_is_not_sold():
    assert _bought(PercentOff(percent=10), purchase_of(999)).discounts[0].rial == 99
    with pytest.raises(Refusal) as said:
        _bought(PercentOff(percent=10), purchase_of(9))
    assert (said.value.code, said.value.figures["best"]) == ("reward_gives_nothing", 0)


@pytest.mark.parametrize(
    "give", [Gift("mug", 2), Service("delivery"), DrawTicket("yalda", 3), CouponIssued("next"), FreeItem("saffron", 2)]
)
def test_a_thing_costs_the_budget_what_it_costs_the_shop(give: RewardEffect):
    """60 Rial each time, however many pieces it has."""
    bought = _bought(give, purchase_of(900), 2, budget_rial=120, cost_rial=60)
    assert [(count.key, count.amount) for count in bought.counts] == [("budget:b|rial|", 120)]
    assert (bought.handed[0].cost_rial, bought.discounts) == (120, ())
    with pytest.raises(Refusal) as said:
        _bought(give, purchase_of(900), 2, budget_rial=119, cost_rial=60)
    assert (said.value.code, said.value.figures["best"], said.value.figures["left_rial"]) == ("reward_budget", 1, 59)


@pytest.mark.parametrize(("most_rial", "off_rial"), [(60, 60), (100, 100), (999, 100)])
def test_a_free_item_takes_its_price_and_no_more_than_its_limit(most_rial: int, off_rial: int):
    on = bill(line("tea", 200, 2), line("rice", 900))
    bought = _bought(FreeItem("tea"), on, limits=(Limit(LimitOf.RIAL, most_rial),))
    assert bought.discounts[0].shares == (off_rial, 0)


def test_a_free_item_that_is_on_the_bill_is_told_as_money_off():
    (step,) = _bought(FreeItem("tea"), bill(line("tea", 200, 2))).steps
    assert (step.code, step.rial, step.names) == ("reward_off", 100, {})
    assert step.figures == {"points": 5, "times": 1}


def _worked_out(rule: Rule, reward: Reward, on: Purchase) -> Bill:
    ruleset = Ruleset(Programme(rules=(rule,), rewards=(reward,)))
    choices = Choices(rewards=(reward.id,))
    return work_out(ruleset, member(), on, choices, RICH, instant_of(YALDA), Surroundings())


def test_a_unit_that_is_bought_is_worth_its_floor_whatever_others_have_become():
    """Of three teas for 100 one became 30 % cheaper; a whole one cost 33."""
    rule, reward = Rule(id="third", give=BuyGet(2, 1, 30)), Reward(id="tea", points=5, give=FreeItem("tea"))
    assert [one.rial for one in _worked_out(rule, reward, bill(line("tea", 100, 3))).discounts] == [9, 33]


@pytest.mark.parametrize(
    ("give", "parts", "cost_rial"),
    [
        (Gift("mug", 2), {"cost_rial": 61}, 62),
        (DrawTicket("yalda", 3), {"cost_rial": 61}, 63),
        (FreeItem("saffron", 2), {}, 0),
        (FreeItem("salt", 2), {}, 0),
        (CouponIssued("next"), {}, 0),
        (DrawTicket("yalda", 3), {}, 0),
    ],
)
def test_what_a_thing_costs_is_rounded_up_and_nothing_where_nobody_knows(give, parts, cost_rial: int):
    reward = Reward(id="r", points=5, give=give, **parts)
    goods = {"salt": Goods(category="food", price_rial=900)}
    bought = take_rewards(case_of(Programme(rewards=(reward,)), purchase_of(900), rewards=("r",), goods=goods), RICH)
    assert bought.handed[0].cost_rial == cost_rial


@pytest.mark.parametrize(("spendable", "most"), [(29, 0), (30, 30), (39, 30)])
def test_the_least_that_may_come_off_is_allowed_when_it_is_all_there_is(spendable: int, most: int):
    assert points_off(MoneyOff(1_000, step_points=10, least_points=25), 500_000, "max", Balance(spendable)) == most
