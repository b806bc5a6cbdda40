"""Edges of the engine that no other test stands on: a bound met to the Rial, a default, a figure of a report."""

import pytest
from msgspec import structs
from tests.domain.engine.bills import TODAY, YALDA, bill, case_of, line, member
from tests.domain.engine.test_guarding import COST, STOCK, guarded

from vafa.domain.account import Balance
from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.earning import earn
from vafa.domain.engine.guarding import PastBill, simulate
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import NO_CHOICE, Choices, DayTotal, Goods, GoodsKind, Surroundings
from vafa.domain.engine.limits import CAPS, budget_key, with_counts
from vafa.domain.engine.membership_terms import MonthIncome
from vafa.domain.engine.outcome import Count, Facts, Term, TermKind
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.refunding import SoldBill, refund_amount, refund_lines
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.summing import Kept, sums_for
from vafa.domain.engine.tiering import tier_standing
from vafa.domain.purchase import PostedLine, purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import AmountOff, CheapestFree, Gift, Multiplier, PercentOff, PointsPerAmount
from vafa.domain.rulebook.kinds import Measure, Window
from vafa.domain.rulebook.plans import Budget, MarginGuard, Rule, Tier, TierPlan
from vafa.domain.units import Rial, Thousandths


def test_memberships_that_are_open_are_neither_renewed_nor_lapsed():
    month = MonthIncome(year=1405, month=9, fees_rial=Rial(900), refunds_rial=Rial(200), due=9, renewed=4, lapsed=2)
    assert (month.open, month.net_rial) == (3, 700)


def test_a_line_that_earns_on_a_single_rial_counts_its_units():
    unit = Term("unit", TermKind.UNIT, 3, 1_000)
    assert sums_for(Facts(1, Vat.INCLUDED, 10, 0, (unit,)), [Kept(1, 1_000), Kept(0, 5_000)]).points == 3


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


def test_a_piece_of_three_is_worth_its_floor():
    """Made free, and given back: of 100 Rial the third piece takes what is left."""
    rule = Rule(id="free", give=CheapestFree(of=3))
    taken = take_discounts(case_of(Programme(rules=(rule,)), bill(line("tea", 100, 3))))
    assert [discount.rial for discount in taken.discounts] == [33]
    lines = (PostedLine("tea", Thousandths(3_000), Rial(100), Rial(100), Rial(100)),)
    sold = SoldBill(lines=lines, facts=Facts(1, Vat.INCLUDED, 10, Rial(100)))
    first = refund_lines(sold, (), {"tea": 1_000})
    rest = refund_lines(sold, (first.lines,), {"tea": 2_000})
    assert (first.value_rial, rest.value_rial) == (33, 67)


def test_a_closer_rule_whose_budget_is_used_up_leaves_the_line_to_the_others():
    budget = Budget(id="b", rial=100_000, first="1405/01/01", last="1405/12/01")
    close = Rule(id="tea", give=PointsPerAmount(9, 100_000), scope=Scope(products=("tea",)), budget="b")
    programme = Programme(rules=(Rule(id="base", give=PointsPerAmount()), close), budgets=(budget,))
    for given_rial, points in ((0, 45), (99_001, 5), (100_000, 5)):
        case = case_of(programme, bill(line("tea", 500_000)), counts={budget_key(budget): given_rial})
        assert earn(case, 0)[0].points == points


@pytest.mark.parametrize(
    ("first", "last", "off_rial"),
    [
        ("1405/09/30", "1405/10/30", 500),
        ("1405/09/01", "1405/09/30", 500),
        ("1405/10/01", "1405/10/30", 0),
        ("1405/09/01", "1405/09/29", 0),
    ],
)
def test_an_override_lifts_the_budget_of_a_discount_only_on_its_days(first, last, off_rial):
    budget = Budget(id="b", rial=9, first=first, last=last)
    programme = Programme(rules=(Rule(id="d", give=AmountOff(rial=500), budget="b"),), budgets=(budget,))
    taken = take_discounts(case_of(programme, bill(line("tea", 9_000)), override=True))
    assert sum(discount.rial for discount in taken.discounts) == off_rial


def test_a_rehearsal_floors_its_figures():
    """10 % VAT: 10,000 off are 9,090.9 without it, of sales of 909,090.9 with a cost of 780,000."""
    rules = (Rule(id="off", give=AmountOff(rial=10_000)),)
    programme = Programme(rules=rules, vat_percent=10, guard=MarginGuard(most_percent=25, **COST))
    goods = {"goods": Goods(cost_rial=780_000)}
    one = PastBill(
        purchase=bill(line("goods", 1_000_000)), member=member(), moment=YALDA, around=Surroundings(goods=goods)
    )
    report = simulate(Ruleset(programme), [one])
    assert (report.sales_rial, report.margin_rial) == (909_090, 129_090)
    assert (report.expected_rial, report.conservative_rial) == (9_090, 9_090)


@pytest.mark.parametrize(("used", "points"), [(2, 5), (3, 0)])
def test_a_cap_on_uses_ends_all_earning(used, points):
    caps = (Limit(LimitOf.USES, 3, LimitPer.SHOP),)
    key = f"{CAPS}|uses|"
    award, _, declined = earn(case_of(Programme(caps=caps), purchase_of(500_000), counts={key: used}), 0)
    assert award.points == points
    assert [reason.code for reason in declined] == (["used_up"] if not points else [])


@pytest.mark.parametrize(("after_days", "tier"), [(-1, "b"), (0, "a"), (1, "a"), (2, "a")])
def test_the_last_day_of_a_tier_plan_is_the_one_before_the_next_begins(after_days, tier):
    old, new = (TierPlan((Tier("a", 0), Tier("b", at_least))) for at_least in (1_000_000, 9_000_000))
    days = (DayTotal(TODAY + after_days, 2_000_000),)
    assert tier_standing(((0, old), (TODAY, new)), days, (), TODAY + 3).tier == tier


@pytest.mark.parametrize(
    ("measure", "at_least", "days", "bill_rial", "points"),
    [
        (Measure.SPEND, 1_000_000, (), 1_000_000, 20),
        (Measure.SPEND, 1_000_000, (), 999_999, 9),
        (Measure.SPEND, 1_000_000, (DayTotal(TODAY, 1),), 999_999, 19),
        (Measure.VISITS, 1, (), 500_000, 10),
        (Measure.VISITS, 2, (), 500_000, 5),
        (Measure.VISITS, 2, (DayTotal(TODAY - 1, 9),), 500_000, 10),
        (Measure.VISITS, 2, (DayTotal(TODAY, 9),), 500_000, 5),
        (Measure.VISITS, 2, (DayTotal(TODAY - 1, 9), DayTotal(TODAY, 0)), 500_000, 10),
        (Measure.POINTS, 5, (), 500_000, 10),
        (Measure.POINTS, 6, (), 500_000, 5),
        (Measure.POINTS, 6, (DayTotal(TODAY - 3, 0, 1),), 500_000, 10),
    ],
)
def test_the_present_bill_may_count_for_its_own_tier(measure, at_least, days, bill_rial, points):
    plan = TierPlan((Tier("a", 0), Tier("b", at_least)), measure=measure, counts_at_once=True)
    double = Rule(id="double", give=Multiplier(2), when=When(tiers=("b",)))
    rules = (Rule(id="base", give=PointsPerAmount()), double)
    who = member(tier="a", days=days)
    for at_once, told in ((True, points), (False, bill_rial // 100_000)):
        ruleset = Ruleset(Programme(rules=rules, tiers=structs.replace(plan, counts_at_once=at_once)))
        bill_now = work_out(
            ruleset, who, purchase_of(bill_rial), NO_CHOICE, Balance(), instant_of(YALDA), Surroundings()
        )
        assert bill_now.award.points == told


def test_a_gift_card_does_not_count_for_the_tier_of_its_bill():
    plan = TierPlan((Tier("a", 0), Tier("b", 1_000_000)), counts_at_once=True)
    rules = (Rule(id="base", give=PointsPerAmount()), Rule(id="x", give=Multiplier(2), when=When(tiers=("b",))))
    goods = {"card": Goods(kind=GoodsKind.GIFT_CARD)}
    bought = bill(line("tea", 900_000), line("card", 500_000))
    ruleset, around = Ruleset(Programme(rules=rules, tiers=plan)), Surroundings(goods=goods)
    now = work_out(ruleset, member(tier="a"), bought, NO_CHOICE, Balance(), instant_of(YALDA), around)
    assert now.award.points == 9


def test_who_has_no_tier_yet_may_reach_the_first_with_this_bill():
    plan = TierPlan((Tier("b", 1_000_000),), counts_at_once=True, no_tier=True)
    rules = (Rule(id="base", give=PointsPerAmount()), Rule(id="x", give=Multiplier(2), when=When(tiers=("b",))))
    ruleset = Ruleset(Programme(rules=rules, tiers=plan))
    for rial, points in ((1_000_000, 20), (999_999, 9)):
        now = work_out(ruleset, member(), purchase_of(rial), NO_CHOICE, Balance(), instant_of(YALDA), Surroundings())
        assert now.award.points == points


@pytest.mark.parametrize(("budget_rial", "lifted"), [(499, [1]), (500, [])])
def test_an_override_says_only_what_was_above_the_budget(budget_rial, lifted):
    budget = Budget(id="b", rial=budget_rial, first="1405/01/01", last="1405/12/01")
    programme = Programme(rules=(Rule(id="d", give=AmountOff(rial=500), budget="b"),), budgets=(budget,))
    choices, now = Choices(override=True), instant_of(YALDA)
    answer = work_out(Ruleset(programme), member(), purchase_of(9_000), choices, Balance(), now, Surroundings())
    assert [step.figures["over_rial"] for step in answer.steps if step.code == "budget_lifted"] == lifted


def test_what_the_shop_has_given_grows_by_a_bill():
    counts = (Count("a", 3, shop=True), Count("b", 4, shop=True), Count("a", 9))
    around = with_counts(Surroundings(branch="north", counts={"a": 2, "c": 1}), counts)
    assert around == Surroundings(branch="north", counts={"a": 5, "b": 4, "c": 1})
