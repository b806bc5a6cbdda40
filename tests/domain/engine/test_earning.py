import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.instant import bucket
from vafa.domain.engine.known import DayTotal, Goods, GoodsKind, MemberFacts
from vafa.domain.engine.outcome import Award, Count, CountWay
from vafa.domain.engine.summing import Kept, sums_for
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import (
    EarnEffect,
    FactorStep,
    GrowingMultiplier,
    Multiplier,
    PointsFixed,
    PointsPerAmount,
    PointsPerUnit,
)
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Budget, Rule, Tier, TierPlan, Trigger

VECTORS = json.loads((Path(__file__).parents[2] / "vectors.json").read_text("utf-8"))["earn_rounding"]
_CALM = settings(max_examples=150, deadline=None, derandomize=True)
BASE = Rule(id="base", give=PointsPerAmount())
DOUBLE = Rule(id="double", give=Multiplier(2))
MONTH = Window(WindowKind.MONTH)


def _rule(name: str, give: EarnEffect, **fields: object) -> Rule:
    return Rule(id=name, give=give, **fields)


def _rules(*rules: Rule, **fields: object) -> Programme:
    return Programme(rules=rules, **fields)


def _award(programme: Programme, purchase: Purchase, who: MemberFacts | None = None, **known: object) -> Award:
    return earn(case_of(programme, purchase, who, **known), 0)[0]


def _earned(programme: Programme, rial: int, who: MemberFacts | None = None, **known: object) -> int:
    return _award(programme, purchase_of(rial), who, **known).points


# Rounding, bases, reasons.


@pytest.mark.parametrize(("base_rial", "factor", "points"), VECTORS["rows"])
def test_points_are_floored_once_a_bill(base_rial: int, factor: list[int], points: int):
    programme = _rules(_rule("base", PointsPerAmount(1, VECTORS["unit"])), _rule("more", Multiplier(*factor)))
    award = _award(programme, purchase_of(base_rial))
    assert award.points == points == sum(reason.points for reason in award.reasons)


def test_the_tax_inside_a_price_can_be_left_out():
    told = VECTORS["vat_inclusive"]
    award = _award(Programme(vat=Vat.EXCLUDED, vat_percent=told["vat_percent"]), purchase_of(told["gross"]))
    assert (award.facts.base_rial, award.points) == (told["net"], told["points"])


@pytest.mark.parametrize(("vat", "base_rial", "points"), [(Vat.EXCLUDED, 727_272, 7), (Vat.INCLUDED, 800_000, 8)])
def test_a_discount_is_shared_by_all_lines_before_the_excluded_ones_drop_out(vat: Vat, base_rial: int, points: int):
    told = VECTORS["discount_allocation"]
    lines = [line(f"sku-{i}", price) for i, price in enumerate(told["lines"])]
    excluded = tuple(one.sku for one, good in zip(lines, told["eligible"], strict=True) if not good)
    case = case_of(Programme(vat=vat, excluded=excluded), bill(*lines, off_rial=told["discount"]))
    posted = posted_lines(case, 0)
    assert [one.price_rial - one.net_rial for one in posted] == told["alloc"]
    assert sum(one.earning_rial for one in posted) == told["eligible_net"]
    award = earn(case, 0)[0]
    assert (award.facts.base_rial, award.points) == (base_rial, points)


def test_the_tax_is_taken_out_of_the_sum_of_a_terms_lines():
    programme = _rules(_rule("base", PointsPerAmount(1, 1)), vat=Vat.EXCLUDED)
    assert _award(programme, bill(line("a", 105), line("b", 105))).points == 190
    assert _award(programme, bill(line("a", 105))).points == 95


def test_the_reasons_of_the_worked_example_add_up():
    programme = _rules(
        BASE,
        _rule("silver", Multiplier(5, 4), title="عضو نقره‌ای", when=When(tiers=("silver",))),
        _rule("friday", PointsFixed(10)),
        tiers=TierPlan((Tier("bronze", 0), Tier("silver", 1, title="نقره‌ای"))),
    )
    award = _award(programme, purchase_of(11_640_000), member(tier="silver"))
    assert [(reason.code, reason.points) for reason in award.reasons] == [
        ("per_amount", 116),
        ("multiplier", 29),
        ("points_fixed", 10),
    ]
    assert award.points == 155
    assert award.reasons[0].figures == {"base_rial": 11_640_000, "points": 1, "per_rial": 100_000}
    assert award.reasons[1].figures == {"numerator": 5, "denominator": 4}
    assert award.reasons[1].names == {"title": "عضو نقره‌ای", "tier": "نقره‌ای"}
    assert (award.facts.tier, [term.rule for term in award.facts.terms]) == ("silver", ["base", "silver", "friday"])


def test_multipliers_add_up():
    award = _award(_rules(BASE, _rule("silver", Multiplier(5, 4)), DOUBLE), purchase_of(1_000_000))
    assert [reason.points for reason in award.reasons] == [10, 2, 10]


def test_multipliers_that_take_more_than_there_is_leave_nothing_and_owe_nothing():
    award = _award(_rules(BASE, _rule("a", Multiplier(1, 4)), _rule("b", Multiplier(1, 4))), purchase_of(10_000_000))
    assert award.points == 0 == sum(reason.points for reason in award.reasons)


def test_facts_know_whom_the_award_was_for():
    who = member(tier="gold", segments=("vip",), memberships=("pro",))
    facts = _award(Programme(version=7), purchase_of(1), who).facts
    assert (facts.programme_version, facts.tier, facts.segments, facts.memberships) == (7, "gold", ("vip",), ("pro",))


def test_a_customer_without_membership_earns_nothing_without_reasons():
    award, counts, declined = earn(case_of(Programme(), purchase_of(5_000_000), anonymous=True), 0)
    assert (award.points, award.reasons, award.facts.terms, counts, declined) == (0, (), (), (), ())
    assert award.facts.base_rial == 5_000_000


@pytest.mark.parametrize(("setting", "points"), [(False, 6), (True, 10)])
def test_the_part_paid_with_points_earns_only_by_setting(setting: bool, points: int):
    assert earn(case_of(Programme(points_paid_earns=setting), purchase_of(1_000_000)), 400_000)[0].points == points


def test_a_bill_paid_with_points_alone_earns_nothing_at_all():
    programme = _rules(BASE, _rule("fixed", PointsFixed(5)), _rule("unit", PointsPerUnit(3)), DOUBLE)
    award = earn(case_of(programme, bill(line("a", 700_001), line("b", 299_999))), 1_000_000)[0]
    assert award.points == 0 == sum(reason.points for reason in award.reasons)


def test_what_discounts_took_does_not_earn():
    case = case_of(Programme(), bill(line("a", 700_000), line("b", 300_000)))
    case.rest_rial[0] = 0
    assert earn(case, 0)[0].points == 3


@pytest.mark.parametrize("kind", [GoodsKind.GIFT_CARD, GoodsKind.TOP_UP, GoodsKind.MEMBERSHIP])
def test_selling_stored_money_or_a_membership_earns_nothing(kind: GoodsKind):
    programme = _rules(BASE, _rule("unit", PointsPerUnit(7)), _rule("fixed", PointsFixed(1)))
    goods = {"card": Goods(kind=kind)}
    assert _award(programme, bill(line("card", 5_000_000)), goods=goods).points == 0
    mixed = bill(line("card", 5_000_000), line("tea", 100_000))
    assert _award(programme, mixed, goods=goods).points == 1 + 7 + 1


# Scopes.

GOODS = {"rice": Goods("food/rice"), "oil": Goods("food/oil"), "soap": Goods("home")}
BASKET = bill(line("rice", 1_000_000, 2), line("oil", 1_000_000), line("soap", 1_000_000))


def _scoped(*rules: Rule) -> int:
    return _award(_rules(BASE, *rules), BASKET, goods=GOODS).points


def test_only_the_closest_scope_counts_for_a_line():
    food = _rule("food", PointsPerAmount(2), scope=Scope(categories=("food",)))
    rice = _rule("rice", PointsPerAmount(5), scope=Scope(products=("rice",)))
    assert _scoped() == 30
    assert _scoped(food) == 20 + 20 + 10
    assert _scoped(food, rice) == 50 + 20 + 10
    assert _scoped(rice) == 50 + 10 + 10


def test_equally_close_rules_add_up_and_those_that_add_always_count():
    rice = _rule("rice", PointsPerAmount(5), scope=Scope(products=("rice",)))
    more = _rule("more", PointsPerUnit(1), scope=Scope(products=("rice", "oil")))
    extra = _rule("extra", PointsPerAmount(1), scope=Scope(categories=("food",)), adds=True)
    assert _scoped(rice, more) == (50 + 2) + 1 + 10
    assert _scoped(rice, extra) == 50 + 10 + 10 + 20


def test_a_rule_that_does_not_hold_leaves_its_lines_to_the_next_one():
    rice = _rule("rice", PointsPerAmount(5), scope=Scope(products=("rice",)), when=When(segments=("vip",)))
    assert _scoped(rice) == 30


def test_a_multiplier_multiplies_its_own_lines_alone_and_no_fixed_points():
    double_food = _rule("food", Multiplier(2), scope=Scope(categories=("food",)))
    double_rice = _rule("rice", Multiplier(2), scope=Scope(products=("rice",)))
    assert _scoped(double_food, double_rice, _rule("fixed", PointsFixed(4))) == 30 + 20 + 10 + 4
    assert _scoped(_rule("unit", PointsPerUnit(3), adds=True), double_rice) == 30 + 12 + 10 + 6


def test_exceptions_and_the_next_fraction_of_a_unit():
    dear = _rule("unit", PointsPerUnit(1, 1_000), scope=Scope(except_categories=("food",)))
    purchase = bill(line("rice", 100, 9), line("soap", 100, 1.999))
    assert _award(_rules(dear), purchase, goods=GOODS).points == 1


# Conditions, triggers.


def test_a_condition_on_the_amount_counts_the_scopes_lines_even_where_closer_rules_take_some():
    rice = _rule("rice", PointsPerAmount(5), scope=Scope(products=("rice",)))
    large = _rule("large", PointsPerAmount(2), when=When(min_amount_rial=3_000_000), adds=False)
    award = _award(_rules(large, rice), BASKET, goods=GOODS)
    assert award.points == 50 + 20 + 20
    kept = [Kept(1_000_000, 2_000, 1_000_000), Kept(1_000_000, 1_000, 1_000_000), Kept(999_999, 1_000, 999_999)]
    assert sums_for(award.facts, kept).points == 50


def test_what_is_close_is_declined_with_what_is_missing():
    big = _rule("big", PointsFixed(50), title="خرید بزرگ", when=When(min_amount_rial=2_000_000))
    other = _rule("vip", PointsFixed(50), when=When(min_amount_rial=2_000_000, segments=("vip",)))
    _, _, declined = earn(case_of(_rules(big, other), purchase_of(1_500_000)), 0)
    [reason] = declined
    assert (reason.code, reason.rule, reason.names) == ("unmet_amount", "big", {"title": "خرید بزرگ"})
    assert reason.figures == {"at_least_rial": 2_000_000, "missing_rial": 500_000}


def test_the_first_purchase_is_claimed_once():
    welcome = _rule("welcome", PointsFixed(20), trigger=Trigger.FIRST_PURCHASE)
    programme = _rules(welcome)
    award, counts, _ = earn(case_of(programme, purchase_of(10)), 0)
    assert (award.points, award.reasons[0].code) == (20, "first_purchase")
    assert counts == (Count("rule:welcome|once|", 1),)
    assert _earned(programme, 10, member(days=(DayTotal(TODAY - 9, 1),))) == 0
    assert _earned(programme, 10, member(days=(DayTotal(TODAY - 9, 0),))) == 20
    assert _earned(programme, 10, member(counts={"rule:welcome|once|": 1})) == 0
    assert _earned(programme, 10, member(counts={"rule:welcome|once|": 0})) == 20


def test_a_visit_is_the_first_bill_of_the_business_day():
    programme = _rules(_rule("come", PointsFixed(3), trigger=Trigger.VISIT))
    assert _award(programme, purchase_of(10)).reasons[0].code == "visit"
    assert _earned(programme, 10, member(days=(DayTotal(TODAY - 1, 5),))) == 3
    assert _earned(programme, 10, member(days=(DayTotal(TODAY, 0),))) == 3
    assert _earned(programme, 10, member(days=(DayTotal(TODAY, 1),))) == 0


@pytest.mark.parametrize(("spend", "points"), [(0, 10), (4_999_999, 10), (5_000_000, 15), (9_999_999, 15), (10**7, 20)])
def test_a_multiplier_grows_with_what_was_bought_before(spend: int, points: int):
    steps = (FactorStep(10_000_000, 2), FactorStep(5_000_000, 3, 2))
    programme = _rules(BASE, _rule("grow", GrowingMultiplier(Measure.SPEND, MONTH, steps)))
    award = _award(programme, purchase_of(1_000_000), member(days=(DayTotal(TODAY, spend),)))
    assert award.points == points
    if points > 10:
        assert award.reasons[1].code == "growing_multiplier"
        assert award.reasons[1].figures["reached"] == spend


# Limits, caps, budgets.


def _limit(of: LimitOf, most: int, per: LimitPer = LimitPer.MEMBER, window: Window = MONTH) -> Limit:
    return Limit(of, most, per, window)


def test_what_is_above_a_limit_is_not_given_and_the_reason_says_so():
    rule = structs.replace(BASE, limits=(_limit(LimitOf.POINTS, 30),))
    key = f"rule:base|points|{bucket(WindowKind.MONTH, TODAY)}"
    award, counts, declined = earn(case_of(_rules(rule, DOUBLE), purchase_of(1_000_000), member(counts={key: 24})), 0)
    assert [(reason.rule, reason.points) for reason in award.reasons] == [("base", 6), ("double", 6)]
    assert award.reasons[0].figures["limited_to"] == 6
    assert counts == (Count(key, 6, way=CountWay.SHARE),)
    assert declined == ()
    used_up = earn(case_of(_rules(rule), purchase_of(1_000_000), member(counts={key: 30})), 0)
    assert (used_up[0].points, [(one.code, one.rule) for one in used_up[2]]) == (0, [("used_up", "base")])


def test_a_limit_that_is_just_met_takes_nothing():
    rule = structs.replace(BASE, limits=(_limit(LimitOf.POINTS, 10),))
    award = _award(_rules(rule), purchase_of(1_000_000))
    assert (award.points, award.facts.terms[0].most) == (10, None)
    assert _award(_rules(rule), purchase_of(1_000_001)).facts.terms[0].most == 10


def test_uses_are_counted_with_what_was_given():
    rule = _rule("gift", PointsFixed(5), limits=(_limit(LimitOf.USES, 2), _limit(LimitOf.USES, 9, LimitPer.SHOP)))
    key = f"rule:gift|uses|{bucket(WindowKind.MONTH, TODAY)}"
    _, counts, _ = earn(case_of(_rules(rule), purchase_of(10), member(counts={key: 1})), 0)
    assert set(counts) == {Count(key, 1), Count(key, 1, shop=True)}
    assert _earned(_rules(rule), 10, member(counts={key: 2})) == 0
    assert _earned(_rules(rule), 10, counts={key: 9}) == 0


def test_a_cap_binds_all_rules_together():
    programme = _rules(BASE, DOUBLE, caps=(_limit(LimitOf.POINTS, 15, LimitPer.PURCHASE), _limit(LimitOf.POINTS, 100)))
    key = f"programme|points|{bucket(WindowKind.MONTH, TODAY)}"
    award, counts, _ = earn(case_of(programme, purchase_of(1_000_000)), 0)
    assert (award.points, award.facts.most, award.for_tier) == (15, 15, 15)
    assert [(reason.code, reason.points) for reason in award.reasons[2:]] == [("points_capped", -5)]
    assert award.reasons[2].names == {"limited_by": "caps"}
    assert counts == (Count(key, 15, way=CountWay.SHARE),)
    assert _earned(programme, 1_000_000, member(counts={key: 93})) == 7
    assert _earned(programme, 1_000_000, member(counts={key: 100})) == 0


def test_the_guard_binds_tighter_than_a_cap():
    programme = _rules(BASE, caps=(_limit(LimitOf.POINTS, 8, LimitPer.PURCHASE),))
    award = earn(case_of(programme, purchase_of(1_000_000)), 0, most=3)[0]
    assert (award.points, award.facts.most, award.reasons[-1].names) == (3, 3, {"limited_by": "guard"})
    assert earn(case_of(programme, purchase_of(1_000_000)), 0, most=9)[0].reasons[-1].names == {"limited_by": "caps"}
    assert earn(case_of(programme, purchase_of(1_000_000)), 0, most=0)[0].points == 0


def _budgeted(rial: int) -> Programme:
    budget = Budget(id="yalda", rial=rial, first="1405/09/01", last="1405/09/30")
    rules = (structs.replace(BASE, budget="yalda"), _rule("more", PointsFixed(10), budget="yalda"))
    return _rules(*rules, budgets=(budget,))


@pytest.mark.parametrize(
    ("rial", "shares"), [(20_000, [10, 10]), (19_999, [10, 9]), (15_000, [10, 5]), (10_000, [10]), (4_000, [4])]
)
def test_rules_of_one_budget_share_it(rial: int, shares: list[int]):
    award, counts, declined = earn(case_of(_budgeted(rial), purchase_of(1_000_000)), 0)
    assert [reason.points for reason in award.reasons] == shares
    assert counts == (Count("budget:yalda|rial|", sum(shares) * 1_000, shop=True, way=CountWay.SHARE),)
    assert [reason.code for reason in declined] == ["budget_used_up"] * (2 - len(shares))


def test_a_budget_counts_what_was_given_before_and_on_this_bill():
    case = case_of(_budgeted(30_000), purchase_of(1_000_000), counts={"budget:yalda|rial|": 15_000})
    case.budget_given["yalda"] = 11_000
    assert earn(case, 0)[0].points == 4
    overridden = case_of(
        _budgeted(30_000), purchase_of(1_000_000), counts={"budget:yalda|rial|": 30_000}, override=True
    )
    assert earn(overridden, 0)[0].points == 20


def test_points_that_do_not_count_for_a_tier_are_told_apart():
    programme = _rules(BASE, _rule("gift", PointsFixed(7), for_tier=False))
    award = _award(programme, purchase_of(1_000_000))
    assert (award.points, award.for_tier) == (17, 10)


# Properties.

_EFFECTS = st.one_of(
    st.builds(PointsPerAmount, st.integers(1, 9), st.sampled_from([70_000, 100_000, 33_333])),
    st.builds(PointsPerUnit, st.integers(1, 5), st.sampled_from([1_000, 300])),
    st.builds(PointsFixed, st.integers(1, 20)),
    st.builds(Multiplier, st.integers(4, 9), st.integers(1, 4)),
)
_SCOPES = st.one_of(
    st.just(Scope()),
    st.builds(Scope, products=st.just(("rice",))),
    st.builds(Scope, categories=st.sampled_from([("food",), ("food/oil",), ("home",)])),
    st.builds(Scope, except_products=st.just(("soap",))),
)
_LIMITS = st.lists(
    st.builds(_limit, st.just(LimitOf.POINTS), st.integers(1, 60), st.sampled_from(LimitPer)), max_size=1
).map(tuple)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    rules = draw(
        st.lists(
            st.builds(
                _rule,
                st.just("rule"),
                _EFFECTS,
                scope=_SCOPES,
                limits=_LIMITS,
                adds=st.booleans(),
                for_tier=st.booleans(),
                budget=st.sampled_from(["", "", "purse"]),
                when=st.sampled_from([When(), When(min_amount_rial=400_000), When(min_quantity=2_000)]),
                trigger=st.sampled_from([Trigger.PURCHASE, Trigger.FIRST_PURCHASE, Trigger.VISIT]),
            ),
            min_size=1,
            max_size=7,
        )
    )
    return Programme(
        rules=tuple(structs.replace(rule, id=f"rule-{i}") for i, rule in enumerate(rules)),
        vat=draw(st.sampled_from(Vat)),
        caps=draw(_LIMITS),
        budgets=(Budget(id="purse", rial=draw(st.integers(1, 90_000)), first="1405/01/01", last="1405/12/01"),),
        points_paid_earns=draw(st.booleans()),
        excluded=tuple(draw(st.sets(st.just("oil")))),
    )


_LINES = st.lists(
    st.builds(line, st.sampled_from(["rice", "oil", "soap"]), st.integers(1, 900_000), st.sampled_from([1, 3, 1.25])),
    min_size=1,
    max_size=6,
)


def _kept_of(case_lines: tuple[object, ...]) -> list[Kept]:
    return [Kept(one.earning_rial, one.quantity, one.net_rial) for one in case_lines]  # type: ignore[attr-defined]


@_CALM
@given(programmes(), _LINES, st.integers(0, 300_000))
def test_points_are_conserved_and_the_facts_alone_give_them_again(programme: Programme, lines: list, spent: int):
    purchase = bill(*lines)
    case = case_of(programme, purchase, goods=GOODS)
    money_off = min(spent, purchase.amount_rial)
    award, counts, _ = earn(case, money_off)
    assert award.points == sum(reason.points for reason in award.reasons)
    assert 0 <= award.for_tier <= award.points
    posted = posted_lines(case, money_off)
    assert sums_for(award.facts, _kept_of(posted)).points == award.points
    assert sums_for(award.facts, [Kept(0, 0, 0)] * len(lines)).points == 0
    for rule in programme.rules:
        for limit in rule.limits:
            given_points = sum(reason.points for reason in award.reasons if reason.rule == rule.id)
            assert given_points <= limit.most
    assert all(count.amount > 0 for count in counts)
    purse = sum(count.amount for count in counts if count.key.startswith("budget:"))
    assert purse <= programme.budgets[0].rial


@_CALM
@given(programmes(), _LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(programme: Programme, lines: list, chance: random.Random):
    shuffled = list(lines)
    chance.shuffle(shuffled)
    one, other = (
        earn(case_of(programme, bill(*some), goods=GOODS), 12_345 % _total(some))[0] for some in (lines, shuffled)
    )
    assert (one.points, one.for_tier) == (other.points, other.for_tier)
    assert [structs.astuple(reason) for reason in one.reasons] == [structs.astuple(reason) for reason in other.reasons]


def _total(lines: list) -> int:
    return sum(one.price_rial for one in lines) + 1


@_CALM
@given(programmes(), _LINES, st.data())
def test_less_kept_never_gives_more(programme: Programme, lines: list, data: st.DataObject):
    case = case_of(programme, bill(*lines), goods=GOODS)
    award = earn(case, 0)[0]
    kept = _kept_of(posted_lines(case, 0))
    last = award.points
    for _ in range(4):
        kept = [
            Kept(one.earning_rial * part // 10, one.quantity * part // 10, (one.net_rial or 0) * part // 10)
            for one, part in zip(
                kept, data.draw(st.lists(st.integers(0, 10), min_size=len(kept), max_size=len(kept))), strict=True
            )
        ]
        now = sums_for(award.facts, kept).points
        assert 0 <= now <= last
        last = now


@pytest.mark.parametrize(
    ("first", "last", "points"),
    [
        ("1405/09/30", "1405/09/30", 10),
        ("1405/10/01", "1405/10/30", 0),
        ("1405/09/01", "1405/09/29", 0),
    ],
)
def test_an_override_lifts_a_budget_only_on_its_days(first: str, last: str, points: int):
    budget = Budget(id="purse", rial=1_000, first=first, last=last)
    programme = _rules(structs.replace(BASE, budget="purse"), budgets=(budget,))
    assert _award(programme, purchase_of(1_000_000), override=True).points == points


def test_a_budget_of_one_point_gives_one_point():
    budget = Budget(id="purse", rial=1_000, first="1405/09/01", last="1405/09/30")
    hello, again = (_rule(name, PointsFixed(1), budget="purse") for name in ("hello", "again"))
    award = _award(_rules(hello, again, budgets=(budget,)), purchase_of(1_000_000))
    assert (award.points, {reason.rule: reason.points for reason in award.reasons if reason.points}) == (
        1,
        {"hello": 1},
    )
