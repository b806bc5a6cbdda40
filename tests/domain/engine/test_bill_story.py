"""What a bill tells people of its discounts, its gifts and its hints."""

import pytest
from tests.domain.engine.bills import YALDA, bill, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.bill_story import guarded, handed_over, taken_off, worth_telling
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, Surroundings
from vafa.domain.engine.outcome import Discount, DiscountSource, Handed, HandedKind
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, Gift, PercentOff
from vafa.domain.rulebook.plans import CouponPlan, MarginGuard, Rule
from vafa.domain.units import Rial

PROGRAMME = Programme(
    rules=(
        Rule("all", PercentOff(10), title="Yalda"),
        Rule("tea", AmountOff(50_000), scope=Scope(products=("TEA",))),
        Rule("mug", Gift("Mug", 2), title="Winter"),
    ),
    coupons=(
        CouponPlan("jam", AmountOff(40_000), title="Jam", codes=("JAM1", "JAM2"), scope=Scope(products=("JAM",))),
    ),
)


def worked(programme: Programme = PROGRAMME, **choices: object):
    bought = bill(line("TEA", 600_000), line("JAM", 400_000))
    instant = instant_of(YALDA)
    return work_out(Ruleset(programme), member(), bought, Choices(**choices), Balance(), instant, Surroundings())


@pytest.mark.parametrize("guard", [None, MarginGuard(most_percent=30, margin_percent=30)])
def test_discounts_are_told_with_what_came_off_in_the_end(guard):
    done = worked(Programme(rules=PROGRAMME.rules, coupons=PROGRAMME.coupons, guard=guard), codes=("JAM1",))
    told = taken_off(done.discounts, done.steps)
    assert sum(reason.rial for reason in told) == done.discount_rial > 0
    assert [reason.rial for reason in told] == [discount.rial for discount in done.discounts]
    assert {reason.names.get("title", "") for reason in told} <= {"Yalda", "Jam", ""}
    assert all(reason.code.startswith("off_") for reason in told)


def test_a_discount_without_a_step_still_has_its_name():
    (told,) = taken_off((Discount(DiscountSource.RULE, "old", Rial(7), (7,), title="Old"),), ())
    assert (told.code, told.rule, told.rial, told.names) == ("", "old", 7, {"title": "Old"})


def test_what_is_handed_over():
    (told,) = handed_over(worked().handed)
    assert (told.code, told.figures, told.names) == ("handed_gift", {"quantity": 2}, {"id": "Mug", "title": "Winter"})
    kinds = handed_over(Handed(kind, "x", "rule") for kind in HandedKind)
    assert len({reason.code for reason in kinds}) == len(HandedKind)


def test_a_cut_of_the_guard_is_told():
    tight = worked(Programme(rules=PROGRAMME.rules, guard=MarginGuard(most_percent=10, margin_percent=20)))
    assert guarded(tight.steps)
    assert guarded(worked().steps) == ()


@pytest.mark.parametrize(
    ("reason", "hints", "told"),
    [
        (Reason("coupon_unknown", names={"code": "X"}), False, True),
        (Reason("coupon_suggested", names={"suggested": "c1"}), False, True),
        (Reason("unmet_amount", figures={"missing_rial": 25, "at_least_rial": 100}), True, True),
        (Reason("unmet_amount", figures={"missing_rial": 25, "at_least_rial": 100}), False, False),
        (Reason("unmet_amount", figures={"missing_rial": 26, "at_least_rial": 100}), True, False),
        (Reason("unmet_units", figures={"missing": 1, "at_least": 4}), True, True),
        (Reason("budget_used_up", names={"budget": "b"}), True, False),
    ],
)
def test_only_what_was_asked_for_or_is_near_is_worth_a_word(reason, hints, told):
    assert worth_telling([reason], hints=hints) == ((reason,) if told else ())
