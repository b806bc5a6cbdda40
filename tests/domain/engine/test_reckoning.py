import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.engine.bills import (
    YALDA,
    bill,
    busy_bill,
    busy_goods,
    busy_member,
    busy_programme,
    line,
    member,
)

from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, Coupon, Goods, GoodsKind, Surroundings
from vafa.domain.engine.outcome import Count, CountWay
from vafa.domain.engine.reckoning import together, work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import MoneyOff, Programme, Vat
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    CheapestFree,
    FreeItem,
    Gift,
    Multiplier,
    PercentOff,
    PercentStep,
    PointsFixed,
    PointsPerAmount,
    PointsPerUnit,
    Service,
    SteppedOff,
)
from vafa.domain.rulebook.plans import Budget, CouponPlan, MarginGuard, Reward, Rule, Trigger
from vafa.domain.tender import Tender

RICH = Balance(spendable=1_000)
BASE = Rule(id="base", give=PointsPerAmount())


def worked(
    programme: Programme, purchase, *, who=None, anonymous=False, balance=RICH, around=None, at=YALDA, **choices
):
    facts = None if anonymous else who or member()
    around = around or Surroundings()
    return work_out(Ruleset(programme), facts, purchase, Choices(**choices), balance, instant_of(at), around)


# The vectors.


@pytest.mark.parametrize(("vat", "points"), [(Vat.EXCLUDED, 7), (Vat.INCLUDED, 8)])
def test_discount_allocation(vat: Vat, points: int):
    purchase = bill(line("a", 550_000), line("b", 330_000), line("c", 220_000), off_rial=100_000)
    answer = worked(Programme(vat=vat, excluded=("c",)), purchase)
    assert [one.net_rial for one in answer.lines] == [500_000, 300_000, 200_000]
    assert sum(one.earning_rial for one in answer.lines) == 800_000
    assert answer.award.facts.base_rial == (727_272 if vat is Vat.EXCLUDED else 800_000)
    assert answer.award.points == points


@pytest.mark.parametrize(
    ("amount_rial", "factor", "points"),
    [
        (99_999, (1, 1), 0),
        (100_000, (1, 1), 1),
        (1_250_000, (3, 2), 18),
        (1_266_667, (3, 2), 19),
        (12_345_678, (5, 4), 154),
    ],
)
def test_earn_rounding(amount_rial: int, factor: tuple[int, int], points: int):
    rules = (BASE, Rule(id="more", give=Multiplier(numerator=factor[0], denominator=factor[1])))
    answer = worked(Programme(rules=rules), purchase_of(amount_rial))
    assert answer.award.points == points
    assert sum(reason.points for reason in answer.award.reasons) == points


def test_vat_inside_the_price():
    answer = worked(Programme(vat=Vat.EXCLUDED, vat_percent=10), purchase_of(1_100_000))
    assert answer.award.points == 10


# The order of work.


def test_the_whole_order_of_work():
    """1,000,000: a free tea (100,000), then 10 % (90,000), then 20,000 off rice, a reward of 90,000, 300 points; the
    rest is paid."""
    purchase = bill(line("rice", 800_000), line("tea", 200_000, 2))
    rules = (
        BASE,
        Rule(id="free", give=FreeItem(sku="tea")),
        Rule(id="wide", give=PercentOff(percent=10)),
        Rule(id="rice", give=AmountOff(rial=20_000), scope=Scope(products=("rice",))),
    )
    programme = Programme(rules=rules, rewards=(Reward(id="r", points=80, give=AmountOff(rial=90_000)),))
    tenders = (Tender("cash", 300_000), Tender("card", 100_000), Tender("gift_card", 100_000, "g1"))
    answer = worked(programme, purchase, rewards=("r",), redeem=200, tenders=tenders)
    assert [one.rial for one in answer.discounts] == [100_000, 90_000, 20_000, 90_000]
    assert (answer.discount_rial, answer.money_off_rial, answer.payable_rial) == (300_000, 200_000, 500_000)
    assert (answer.points_spent, answer.award.points) == (280, 5)
    assert sum(one.net_rial for one in answer.lines) == 700_000
    assert sum(one.earning_rial for one in answer.lines) == 500_000
    assert sum(step.rial for step in answer.steps) == 500_000


def test_the_bills_own_points_do_not_pay_for_it():
    answer = worked(Programme(), purchase_of(5_000_000), balance=Balance(10), redeem="max")
    assert (answer.points_spent, answer.award.points) == (10, 49)


def test_points_paid_may_earn():
    answer = worked(Programme(points_paid_earns=True), purchase_of(1_000_000), redeem=500)
    assert (answer.payable_rial, answer.award.points) == (500_000, 10)


def test_gift_card_and_wallet_payments_earn_in_full():
    tenders = (Tender("gift_card", 600_000, "g"), Tender("wallet", 400_000))
    assert worked(Programme(), purchase_of(1_000_000), tenders=tenders).award.points == 10


@pytest.mark.parametrize("kind", [GoodsKind.GIFT_CARD, GoodsKind.TOP_UP, GoodsKind.MEMBERSHIP])
def test_selling_money_or_membership_earns_nothing_and_takes_no_discount(kind: GoodsKind):
    around = Surroundings(goods={"sold": Goods(kind=kind)})
    purchase = bill(line("rice", 1_000_000), line("sold", 500_000))
    rules = (BASE, Rule(id="wide", give=PercentOff(percent=10)))
    answer = worked(Programme(rules=rules), purchase, around=around)
    assert (answer.discount_rial, answer.payable_rial, answer.award.points) == (100_000, 1_400_000, 9)


@pytest.mark.parametrize(
    ("tenders", "code"),
    [
        ((Tender("cash", 499_999),), "tenders_do_not_add_up"),
        ((Tender("cash", 500_000), Tender("cash", 0)), "tender_invalid"),
        ((Tender("gift_card", 500_000),), "gift_card_number_missing"),
    ],
)
def test_tenders_are_held_against_what_is_payable(tenders: tuple[Tender, ...], code: str):
    with pytest.raises(Refusal) as said:
        worked(Programme(), purchase_of(600_000), redeem=100, tenders=tenders)
    assert said.value.code == code


def test_a_tender_is_known_before_the_discount_that_it_brings():
    rules = (Rule(id="cash", give=PercentOff(percent=10), when=When(tenders=("cash",))),)
    assert worked(Programme(rules=rules), purchase_of(100), tenders=(Tender("cash", 90),)).payable_rial == 90
    with pytest.raises(Refusal) as said:
        worked(Programme(rules=rules), purchase_of(100), tenders=(Tender("cash", 100),))
    assert said.value.figures["payable_rial"] == 90


def test_nobody_earns_nothing_and_cannot_redeem():
    assert worked(Programme(), purchase_of(1_000_000), anonymous=True).award.points == 0
    with pytest.raises(Refusal) as said:
        worked(Programme(), purchase_of(1_000_000), anonymous=True, redeem=1)
    assert said.value.code == "redeem_needs_member"


# The guard and the budgets on a bill.

GUARDED = Programme(
    rules=(BASE, Rule(id="extra", give=PointsFixed(points=40)), Rule(id="off", give=AmountOff(rial=100_000))),
    vat_percent=0,
    guard=MarginGuard(most_percent=50),
)


def test_the_guard_cuts_points_first_with_a_reason():
    """A margin of 200,000; 100,000 may go. The discount takes it all and no point is left."""
    around = Surroundings(goods={"rice": Goods(cost_rial=800_000)})
    answer = worked(GUARDED, bill(line("rice", 1_000_000)), around=around)
    assert (answer.discount_rial, answer.award.points, answer.award.for_tier) == (100_000, 0, 0)
    around = Surroundings(goods={"rice": Goods(cost_rial=760_000)})
    answer = worked(GUARDED, bill(line("rice", 1_000_000)), around=around)
    assert (answer.discount_rial, answer.award.points) == (100_000, 20)
    assert sum(reason.points for reason in answer.award.reasons) == 20
    assert answer.award.reasons[-1].points == -29
    assert answer.award.facts.most == 20
    around = Surroundings(goods={"rice": Goods(cost_rial=960_000)})
    answer = worked(GUARDED, bill(line("rice", 1_000_000)), around=around)
    assert (answer.discount_rial, answer.award.points, answer.payable_rial) == (20_000, 0, 980_000)


def test_an_override_lifts_the_guard_and_is_recorded():
    around = Surroundings(goods={"rice": Goods(cost_rial=960_000)})
    answer = worked(GUARDED, bill(line("rice", 1_000_000)), around=around, override=True)
    assert (answer.discount_rial, answer.award.points) == (100_000, 49)
    lifted = [step.figures for step in answer.steps if step.code == "margin_guard_lifted"]
    assert [("over_rial" in figures, figures.get("points")) for figures in lifted] == [(True, None), (False, 49)]


def test_the_guard_does_not_touch_what_points_paid_for():
    around = Surroundings(goods={"rice": Goods(cost_rial=1_000_000)})
    programme = Programme(
        rules=(), vat_percent=0, guard=MarginGuard(), rewards=(Reward(id="r", points=80, give=AmountOff(rial=90_000)),)
    )
    answer = worked(
        programme, bill(line("rice", 1_000_000), off_rial=10_000), around=around, rewards=("r",), redeem=100
    )
    assert (answer.discount_rial, answer.money_off_rial, answer.payable_rial) == (90_000, 100_000, 800_000)


def test_the_guard_may_be_kept_off_receipts():
    guard = MarginGuard(most_percent=1, on_receipts=False)
    programme = Programme(rules=(Rule(id="off", give=AmountOff(rial=100_000)),), guard=guard)
    assert worked(programme, purchase_of(1_000_000)).discount_rial == 100_000


BUDGET = Budget(id="b", rial=1_000_000, first="1405/09/01", last="1405/09/30", source="بازاریابی")


@pytest.mark.parametrize(
    ("before", "codes", "percent"),
    [(699_999, [], None), (700_000, ["budget_low"], 80), (900_000, ["budget_spent"], 100)],
)
def test_a_budget_that_runs_out_is_named(before: int, codes: list[str], percent: int | None):
    programme = Programme(rules=(Rule(id="off", give=AmountOff(rial=100_000), budget="b"),), budgets=(BUDGET,))
    around = Surroundings(counts={"budget:b|rial|": before})
    answer = worked(programme, purchase_of(1_000_000), around=around)
    assert [alert.code for alert in answer.alerts] == codes
    if codes:
        alert = answer.alerts[0]
        assert (alert.rule, alert.names["source"], alert.figures["percent"]) == ("b", "بازاریابی", percent)
        assert alert.figures["left_rial"] == 900_000 - before


def test_a_budget_is_one_for_discounts_rewards_and_points():
    """250,000 left: 100,000 off, 60,000 for the gift, and of 100 points 90 are paid for."""
    programme = Programme(
        rules=(
            Rule(id="off", give=AmountOff(rial=100_000), budget="b"),
            Rule(id="points", give=PointsFixed(points=100), budget="b"),
        ),
        rewards=(Reward(id="r", points=5, give=Gift(gift="mug", cost_rial=60_000), budget="b"),),
        budgets=(BUDGET,),
    )
    around = Surroundings(counts={"budget:b|rial|": 750_000})
    answer = worked(programme, purchase_of(1_000_000), around=around, rewards=("r",))
    assert (answer.discount_rial, answer.handed[0].cost_rial, answer.award.points) == (100_000, 60_000, 90)
    assert sum(count.amount for count in answer.counts if count.key == "budget:b|rial|") == 250_000
    assert [alert.code for alert in answer.alerts] == ["budget_spent"]


def test_an_override_spends_more_than_a_budget_and_says_so():
    programme = Programme(rules=(Rule(id="off", give=AmountOff(rial=100_000), budget="b"),), budgets=(BUDGET,))
    around = Surroundings(counts={"budget:b|rial|": 940_000})
    assert worked(programme, purchase_of(1_000_000), around=around).discount_rial == 60_000
    answer = worked(programme, purchase_of(1_000_000), around=around, override=True)
    assert answer.discount_rial == 100_000
    lifted = answer.steps[-1]
    assert (lifted.code, lifted.rule, lifted.figures["over_rial"]) == ("budget_lifted", "b", 40_000)


def test_equal_counters_are_added_up():
    one, other = Count("k", 2), Count("k", 3, shop=True)
    assert together((one, other, one, Count("k", 1, way=CountWay.SHARE))) == (
        Count("k", 4),
        other,
        Count("k", 1, way=CountWay.SHARE),
    )


# Whatever the programme.

SKUS = ["rice", "tea", "soap", "card"]
KNOWN = {
    "rice": Goods("food/rice", 50_000),
    "tea": Goods("food/tea", 90_000),
    "card": Goods(kind=GoodsKind.GIFT_CARD),
}
scopes = st.sampled_from(
    [
        Scope(),
        Scope(products=("rice",)),
        Scope(categories=("food",)),
        Scope(products=("tea", "soap")),
        Scope((), (), ("tea",)),
    ]
)
moneys = st.one_of(
    st.builds(PercentOff, st.integers(1, 100), st.none() | st.integers(1, 50_000)),
    st.builds(AmountOff, st.integers(1, 300_000)),
    st.builds(lambda at, percent: SteppedOff((PercentStep(at, percent),)), st.integers(0, 99_999), st.integers(1, 100)),
    st.builds(FreeItem, st.sampled_from(SKUS), st.integers(1, 3)),
    st.builds(BuyGet, st.integers(1, 3), st.integers(1, 2), st.integers(1, 100)),
    st.builds(CheapestFree, st.integers(1, 4)),
)
earns = st.one_of(
    st.builds(PointsPerAmount, st.integers(1, 50), st.integers(1_000, 100_000)),
    st.builds(PointsPerUnit, st.integers(1, 50)),
    st.builds(PointsFixed, st.integers(1, 50)),
    st.builds(Multiplier, st.integers(1, 5), st.integers(1, 5)),
)
handings = st.sampled_from([Gift("mug", 1, 20_000), Service("delivery", 9, 9_000)])
limits = st.lists(
    st.builds(Limit, st.sampled_from(LimitOf), st.integers(1, 60_000), st.sampled_from(LimitPer)), max_size=1
).map(tuple)
whens = st.sampled_from([When(), When(min_amount_rial=90_000), When(members_only=False), When(tenders=("cash",))])
budgets = st.sampled_from(["", "b"])
rules = st.lists(
    st.tuples(
        st.one_of(moneys, earns, handings), scopes, whens, limits, budgets, st.sampled_from(["purchase", "visit"])
    ),
    max_size=8,
).map(
    lambda parts: tuple(
        Rule(id=f"r{place}", give=give, scope=scope, when=when, limits=bound, budget=budget, trigger=Trigger(trigger))
        for place, (give, scope, when, bound, budget, trigger) in enumerate(parts)
    )
)
coupons = st.lists(st.tuples(moneys, scopes, whens, limits, budgets), max_size=3).map(
    lambda parts: tuple(
        CouponPlan(
            id=f"c{place}", give=give, scope=scope, when=when, limits=bound, budget=budget, codes=(f"CODE{place}",)
        )
        for place, (give, scope, when, bound, budget) in enumerate(parts)
    )
)
rewards = st.lists(
    st.tuples(
        st.sampled_from([PercentOff(percent=60), AmountOff(rial=45_000), FreeItem(sku="tea"), Gift("pen")]),
        scopes,
        limits,
        budgets,
    ),
    max_size=2,
).map(
    lambda parts: tuple(
        Reward(id=f"w{place}", points=7, give=give, scope=scope, limits=bound, budget=budget)
        for place, (give, scope, bound, budget) in enumerate(parts)
    )
)
programmes = st.builds(
    Programme,
    rules=rules,
    coupons=coupons,
    rewards=rewards,
    excluded=st.sampled_from([(), ("soap",)]),
    vat=st.sampled_from(Vat),
    points_paid_earns=st.booleans(),
    money_off=st.builds(MoneyOff, st.integers(1, 3_000), st.integers(1, 5), st.integers(1, 5)),
    caps=limits,
    budgets=st.just((Budget(id="b", rial=90_000, first="1405/09/01", last="1405/09/30"),)),
    guard=st.none() | st.builds(MarginGuard, st.integers(1, 100), st.integers(0, 100)),
)
baskets = st.lists(
    st.tuples(st.sampled_from(SKUS), st.integers(0, 200_000), st.sampled_from([1, 2, 3, 1.5])), min_size=1, max_size=5
)


@settings(max_examples=150, deadline=None)
@given(programmes, baskets, st.integers(0, 3_000), st.sampled_from([None, "max"]), st.booleans(), st.integers(0, 1_000))
def test_no_programme_makes_a_payable_negative(programme, basket, spendable, redeem, override, till_off):
    lines = [line(sku, price, units) for sku, price, units in basket]
    total = sum(one.price_rial for one in lines)
    if not total:
        return
    purchase = bill(*lines, off_rial=min(till_off, total - 1))
    answer = work_with_rewards(programme, purchase, spendable, redeem, override)
    assert answer.payable_rial >= 0
    assert answer.payable_rial == purchase.amount_rial - answer.discount_rial - answer.money_off_rial
    assert answer.discount_rial == sum(one.rial for one in answer.discounts)
    assert all(one.rial > 0 and min(one.shares) >= 0 and sum(one.shares) == one.rial for one in answer.discounts)
    assert sum(one.net_rial for one in answer.lines) == purchase.amount_rial - answer.discount_rial
    assert all(0 <= one.earning_rial <= one.net_rial for one in answer.lines)
    assert answer.points_spent <= spendable
    assert sum(reason.points for reason in answer.award.reasons) == answer.award.points >= answer.award.for_tier >= 0
    assert all(count.amount > 0 for count in answer.counts)
    if not override:
        assert sum(count.amount for count in answer.counts if count.key == "budget:b|rial|") <= 90_000


def work_with_rewards(programme, purchase, spendable, redeem, override):
    """The bill with every code and one of each reward; without the rewards that it cannot have."""
    wanted = [reward.id for reward in programme.rewards]
    codes = tuple(code for plan in programme.coupons for code in plan.codes)
    who = member(coupons=tuple(Coupon(f"k{plan.id}", plan.id, 1) for plan in programme.coupons))
    while True:
        try:
            return worked(
                programme,
                purchase,
                who=who,
                balance=Balance(spendable),
                around=Surroundings(goods=KNOWN),
                codes=codes,
                coupons=tuple(f"k{plan.id}" for plan in programme.coupons),
                rewards=tuple(wanted),
                redeem=redeem,
                override=override,
            )
        except Refusal as refusal:
            wanted.remove(refusal.figures["reward"])


different_lines = st.lists(
    st.tuples(st.sampled_from(SKUS), st.integers(1, 200_000), st.sampled_from([1, 2, 3, 1.5])),
    min_size=1,
    unique_by=lambda parts: parts[0],
)


@settings(max_examples=80, deadline=None)
@given(programmes, different_lines, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_nothing(programme, basket, random):
    """Two lines of one product may become equal on the way; the earlier one then gets the odd Rial, so each line is
    of another product here."""
    mixed = list(basket)
    random.shuffle(mixed)
    one, other = (
        work_with_rewards(programme, bill(*(line(*parts) for parts in order)), 500, "max", override=False)
        for order in (basket, mixed)
    )
    for name in ("discount_rial", "points_spent", "money_off_rial", "payable_rial", "counts", "handed", "coupons_used"):
        assert getattr(one, name) == getattr(other, name)
    assert (one.award.points, one.award.for_tier) == (other.award.points, other.award.for_tier)
    assert sorted(map(repr, one.lines)) == sorted(map(repr, other.lines))


@pytest.mark.parametrize(("products", "discounts"), [(30, 50), (300, 5)])
def test_a_busy_bill_is_what_the_bench_thinks_it_is(products: int, discounts: int):
    """200 rules and 30 lines; with 30 products every rule has lines on the bill."""
    programme = busy_programme(products)
    around = Surroundings(goods=busy_goods())
    answer = worked(programme, busy_bill(), who=busy_member(), around=around, rewards=("reward1",), redeem="max")
    assert (len(programme.rules), len(answer.lines)) == (200, 30)
    assert len(answer.discounts) >= discounts
    assert len({reason.rule for reason in answer.award.reasons}) >= 50
    assert answer.payable_rial == answer.purchase.amount_rial - answer.discount_rial - answer.money_off_rial > 0
    assert answer.points_spent == 1_000
