"""Edges of what limits and triggers still allow on one bill."""

import pytest
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.known import DayTotal
from vafa.domain.engine.rewarding import take_rewards
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, Gift
from vafa.domain.rulebook.plans import CouponPlan, Reward, Rule, Trigger

ON_TEA = bill(line("tea", 1_000))


@pytest.mark.parametrize(
    ("limits", "times"),
    [
        ((Limit(LimitOf.USES, 5),), 1),
        ((Limit(LimitOf.USES, 5, LimitPer.SHOP),), 1),
        ((Limit(LimitOf.RIAL, 500, LimitPer.PURCHASE),), 1),
        ((Limit(LimitOf.USES, 5), Limit(LimitOf.RIAL, 500, LimitPer.PURCHASE)), 1),
        ((Limit(LimitOf.USES, 1, LimitPer.PURCHASE),), 1),
        ((Limit(LimitOf.USES, 2, LimitPer.PURCHASE),), 2),
    ],
)
def test_a_plan_is_taken_twice_on_a_bill_only_where_it_says_so(limits: tuple[Limit, ...], times: int):
    plan = CouponPlan(
        id="c", give=AmountOff(rial=10), scope=Scope(products=("tea",)), codes=("abc", "def"), limits=limits
    )
    taken = take_discounts(case_of(Programme(coupons=(plan,)), ON_TEA, codes=("abc", "def")))
    assert len(taken.discounts) == times


def test_a_bill_that_was_taken_back_altogether_was_no_visit():
    rule = Rule(id="visit", give=AmountOff(rial=5), trigger=Trigger.VISIT)
    for net_rial, given in ((0, 1), (1, 0)):
        who = member(days=(DayTotal(TODAY - 1, 900), DayTotal(TODAY, net_rial)))
        assert len(take_discounts(case_of(Programme(rules=(rule,)), ON_TEA, who)).discounts) == given


def test_what_is_handed_over_uses_up_a_limit_in_rial_on_the_same_bill():
    limits = (Limit(LimitOf.RIAL, 100),)
    programme = Programme(rewards=(Reward(id="mug", points=5, give=Gift("mug", cost_rial=40), limits=limits),))

    def handed(times: int) -> int:
        case = case_of(programme, ON_TEA, rewards=("mug",) * times)
        return take_rewards(case, Balance(spendable=500)).handed[0].quantity

    assert handed(2) == 2
    with pytest.raises(Refusal) as said:
        handed(3)
    assert (said.value.code, said.value.figures["best"], said.value.figures["left_rial"]) == ("reward_budget", 2, 20)
