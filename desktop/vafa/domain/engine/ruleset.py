"""A programme made ready for reckoning: its parts by name, by trigger and by code."""

from collections.abc import Iterable

from vafa.domain.engine.making_ready import made_ready
from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import EarnEffect, GrowingMultiplier, MoneyEffect, SteppedOff
from vafa.domain.rulebook.plans import CouponPlan, Rule, Trigger

BILL_TRIGGERS = frozenset({Trigger.PURCHASE, Trigger.FIRST_PURCHASE, Trigger.VISIT})


class Ruleset:
    """Made once for a programme and kept; reading it never changes it. All lists are in the order of the document.
    `programme` has the stock numbers as bills have them."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme = made_ready(programme)
        rules = programme.rules
        on_bill = [rule for rule in rules if rule.trigger in BILL_TRIGGERS]
        self.earn_rules = tuple(rule for rule in on_bill if isinstance(rule.give, EarnEffect))
        self.money_rules = tuple(rule for rule in on_bill if isinstance(rule.give, MoneyEffect))
        self.handing_rules = tuple(rule for rule in on_bill if not isinstance(rule.give, EarnEffect | MoneyEffect))
        self.occasion_rules: dict[Trigger, tuple[Rule, ...]] = {
            trigger: tuple(rule for rule in rules if rule.trigger is trigger)
            for trigger in Trigger
            if trigger not in BILL_TRIGGERS
        }
        self.rules = {rule.id: rule for rule in rules}
        self.coupons = {plan.id: plan for plan in programme.coupons}
        self.coupon_by_code = dict(_codes(programme.coupons))
        self.rewards = {reward.id: reward for reward in programme.rewards}
        self.memberships = {plan.id: plan for plan in programme.memberships}
        self.budgets = {budget.id: budget for budget in programme.budgets}
        self.gates = {gate.id: gate for gate in programme.gates}
        self.excluded = frozenset(programme.excluded)
        self.excluded_categories = frozenset(programme.excluded_categories)
        asked = any(map(_rule_reads_history, rules)) or any(map(_coupon_reads_history, programme.coupons))
        self.reads_history = programme.tiers is not None or asked
        self.tier_titles = {tier.id: tier.title for tier in programme.tiers.tiers} if programme.tiers else {}
        self.membership_titles = {plan.id: plan.title for plan in programme.memberships}
        self.tier_rank = {tier.id: rank for rank, tier in enumerate(programme.tiers.tiers)} if programme.tiers else {}


def _rule_reads_history(rule: Rule) -> bool:
    """Whether it asks what the member bought before."""
    of_past = isinstance(rule.give, GrowingMultiplier | SteppedOff)
    return rule.trigger in _OF_HISTORY or bool(rule.when.reach) or of_past


def _coupon_reads_history(plan: CouponPlan) -> bool:
    return bool(plan.when.reach) or isinstance(plan.give, SteppedOff)


_OF_HISTORY = frozenset(
    {Trigger.FIRST_PURCHASE, Trigger.VISIT, Trigger.PERIOD_TARGET, Trigger.REFERRER, Trigger.REFEREE}
)


def _codes(plans: Iterable[CouponPlan]) -> Iterable[tuple[str, CouponPlan]]:
    for plan in plans:
        for code in plan.codes:
            yield folded_code(code), plan
