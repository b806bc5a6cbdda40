"""Edges of the engine that no other test stands on: a bound met to the Rial, a default, a figure of a report."""

import pytest
from tests.domain.engine.bills import TODAY, YALDA, bill, case_of, line, member
from tests.domain.engine.test_guarding import COST, STOCK, guarded

from vafa.domain.account import Balance
from vafa.domain.engine.earning import earn
from vafa.domain.engine.guarding import PastBill, simulate
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import NO_CHOICE, DayTotal, Surroundings
from vafa.domain.engine.limits import budget_key
from vafa.domain.engine.membership_terms import MonthIncome
from vafa.domain.engine.outcome import Facts, Term, TermKind
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.refunding import SoldBill, refund_amount
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.summing import Kept, points_for
from vafa.domain.purchase import PostedLine, purchase_of
from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import AmountOff, Gift, PercentOff
from vafa.domain.rulebook.kinds import Measure, Window
from vafa.domain.rulebook.plans import Budget, MarginGuard, Rule
from vafa.domain.units import Rial, Thousandths


def test_memberships_that_are_open_are_neither_renewed_nor_lapsed():
    month = MonthIncome(year=1405, month=9, fees_rial=Rial(900), refunds_rial=Rial(200), due=9, renewed=4, lapsed=2)
    assert (month.open, month.net_rial) == (3, 700)


def test_a_line_that_earns_on_a_single_rial_counts_its_units():
    unit = Term("unit", TermKind.UNIT, 3, 1_000)
    assert points_for(Facts(1, Vat.INCLUDED, 10, 0, (unit,)), [Kept(1, 1_000), Kept(0, 5_000)]) == 3


def test_a_day_of_a_single_rial_is_a_visit():
    case = case_of(Programme(), bill(line("tea", 9)), member(days=(DayTotal(TODAY - 1, 1), DayTotal(TODAY, 0))))
    assert case.measure(Measure.VISITS, Window()) == case.measure(Measure.MONTH_STREAK, Window()) == 1


def test_what_is_recorded_of_a_plain_rule_has_no_bound():
    award, *_ = earn(case_of(Programme(), purchase_of(500_000)), 0)
    assert award.facts.terms == (Term("base", TermKind.AMOUNT, 1, 100_000),)
    assert (award.facts.most, award.facts.base_rial) == (None, 500_000)


def test_a_bill_without_points_gives_none_back():
    lines = (PostedLine("tea", Thousandths(1_000), Rial(900), Rial(900), Rial(900)),)
    back = refund_amount(SoldBill(lines=lines, facts=Facts(1, Vat.INCLUDED, 10, Rial(900))), (), None)
    assert (back.points_returned, back.points_clawed, back.cash_rial, back.value_rial) == (0, 0, 900, 900)


@pytest.mark.parametrize(("before_rial", "percent"), [(79_900, 80), (80_990, 81), (99_800, 99), (99_900, 100)])
def test_the_percent_of_a_budget_is_what_is_full_of_it(before_rial, percent):
    """A Rial below the end is not a hundred percent yet."""
    rules = (Rule(id="off", give=AmountOff(rial=100), budget="b"),)
    budget = Budget(id="b", rial=100_000, first="1405/01/01", last="1405/12/01")
    around = Surroundings(counts={budget_key(budget): before_rial})
    ruleset = Ruleset(Programme(rules=rules, budgets=(budget,)))
    answer = work_out(ruleset, member(), purchase_of(5_000), NO_CHOICE, Balance(), instant_of(YALDA), around)
    (alert,) = answer.alerts
    assert (alert.code, alert.figures["percent"]) == ("budget_spent" if percent == 100 else "budget_low", percent)
    assert alert.figures["left_rial"] == 100_000 - before_rial - 100


def test_a_discount_cut_to_the_cost_says_so_even_when_the_margin_is_all_used():
    rule = Rule(id="d", give=PercentOff(50))
    case, keeper, left = guarded(rule, guard=MarginGuard(most_percent=100))
    assert case.rest_rial == [60_000]
    assert [(step.code, step.rial) for step in left.steps][1:] == [("margin_guard_cost", -10_000)]
    assert keeper.most_points() == 0


def test_a_cheap_line_that_is_discounted_leaves_the_rest_of_the_margin():
    """30 % of 40,000 for the rice and 200 for the soap, less 200: 11,860 Rial are 11 points."""
    rule = Rule(id="d", give=PercentOff(20), scope=Scope(products=("soap",)))
    _, keeper, left = guarded(rule, lines=(line("rice", 100_000), line("soap", 1_000)), guard=MarginGuard())
    assert (left.discounts[0].rial, keeper.most_points()) == (200, 11)


def test_what_is_handed_over_costs_at_once_in_a_rehearsal():
    """Sales of a million with a cost of 780,000: 10,000 off, and a gift of 5,000."""
    rules = (Rule(id="off", give=AmountOff(rial=10_000)), Rule(id="mug", give=Gift("mug", cost_rial=5_000)))
    programme = Programme(rules=rules, vat_percent=0, guard=MarginGuard(most_percent=25, **COST))
    one = PastBill(
        purchase=bill(line("goods", 1_000_000_000)), member=member(), moment=YALDA, around=Surroundings(goods=STOCK)
    )
    report = simulate(Ruleset(programme), [one])
    assert (report.expected_rial, report.conservative_rial) == (15_000, 15_000)
    assert report.silent == ()
