"""Whole bills at the places where a Rial decides about a tier or about what is said of a budget."""

import pytest
from tests.domain.engine.bills import TODAY, YALDA, bill, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, DayTotal, Goods, GoodsKind, Surroundings
from vafa.domain.engine.outcome import Bill
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, PercentOff, PointsPerAmount
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.rulebook.plans import Budget, Rule, Tier, TierPlan

BASE = Rule(id="base", give=PointsPerAmount())


def _worked(programme: Programme, purchase: Purchase, around: Surroundings | None = None, **known: object) -> Bill:
    who, choices = member(tier="a", **known), Choices()
    return work_out(Ruleset(programme), who, purchase, choices, Balance(), instant_of(YALDA), around or Surroundings())


@pytest.mark.parametrize(
    ("today_rial", "bill_rial", "visits", "tier"),
    [(None, 1, 1, "b"), (0, 1, 1, "b"), (1, 500_000, 2, "a"), (-1, 1, 1, "a"), (-1, 2, 1, "b")],
)
def test_a_visit_begins_with_the_first_rial_of_a_day(today_rial: int | None, bill_rial: int, visits: int, tier: str):
    """Of a day on which more came back than was bought the bill has to make up first; a second bill is no visit."""
    plan = TierPlan((Tier("a", 0), Tier("b", visits)), measure=Measure.VISITS, counts_at_once=True)
    days = () if today_rial is None else (DayTotal(TODAY, today_rial),)
    answer = _worked(Programme(rules=(BASE,), tiers=plan), purchase_of(bill_rial), days=days)
    assert answer.award.facts.tier == tier


def test_a_gift_card_alone_is_no_visit():
    plan = TierPlan((Tier("a", 0), Tier("b", 1)), measure=Measure.VISITS, counts_at_once=True)
    around = Surroundings(goods={"card": Goods(kind=GoodsKind.GIFT_CARD)})
    for sku, tier in (("card", "a"), ("tea", "b")):
        answer = _worked(Programme(rules=(BASE,), tiers=plan), bill(line(sku, 500_000)), around)
        assert answer.award.facts.tier == tier


def test_a_tier_that_its_own_discount_takes_away_is_not_counted():
    """A million reaches the tier, but with the tier's own tenth off it does not; the one below it stays."""
    plan = TierPlan((Tier("a", 0), Tier("b", 500_000), Tier("c", 1_000_000)), counts_at_once=True)
    off = Rule(id="off", give=PercentOff(10), when=When(tiers=("c",)))
    for rial, tier, paid in ((1_000_000, "b", 1_000_000), (1_200_000, "c", 1_080_000), (1_111_110, "b", 1_111_110)):
        answer = _worked(Programme(rules=(BASE, off), tiers=plan), purchase_of(rial))
        assert (answer.award.facts.tier, answer.payable_rial) == (tier, paid)


def _budget(name: str, first: str = "1405/09/01", last: str = "1405/09/30") -> Budget:
    return Budget(id=name, rial=100_000, first=first, last=last)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("1405/09/30", "1405/10/30", True),
        ("1405/09/01", "1405/09/30", True),
        ("1405/10/01", "1405/10/30", False),
        ("1405/09/01", "1405/09/29", False),
    ],
)
def test_a_spent_budget_is_told_on_its_days(first: str, last: str, told: bool):
    around = Surroundings(counts={"budget:b|rial|": 100_000})
    answer = _worked(Programme(rules=(BASE,), budgets=(_budget("b", first, last),)), purchase_of(9_000), around)
    assert [alert.code for alert in answer.alerts] == (["budget_spent"] if told else [])


def test_what_a_budget_has_given_is_its_own():
    """Neither what another budget gives nor the counter of a limit of the shop is counted in."""
    limits = (Limit(LimitOf.RIAL, 900_000, LimitPer.SHOP),)
    rules = (
        Rule(id="one", give=AmountOff(80_000), budget="one", scope=Scope(products=("tea",)), limits=limits),
        Rule(id="two", give=AmountOff(90_000), budget="two", scope=Scope(products=("rice",)), limits=limits),
    )
    purchase = bill(line("tea", 500_000), line("rice", 500_000))
    answer = _worked(Programme(rules=rules, budgets=(_budget("one"), _budget("two"))), purchase)
    assert {alert.rule: alert.figures["given_rial"] for alert in answer.alerts} == {"one": 80_000, "two": 90_000}


def test_an_override_is_not_blamed_for_what_was_spent_before_it():
    rule = Rule(id="off", give=AmountOff(30_000), budget="b")
    around, choices = Surroundings(counts={"budget:b|rial|": 150_000}), Choices(override=True)
    ruleset, now = Ruleset(Programme(rules=(rule,), budgets=(_budget("b"),))), instant_of(YALDA)
    answer = work_out(ruleset, member(), purchase_of(500_000), choices, Balance(), now, around)
    assert [step.figures for step in answer.steps if step.code == "budget_lifted"] == [
        {"over_rial": 30_000, "budget_rial": 100_000}
    ]
