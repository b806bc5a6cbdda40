"""What holds for every bill, every programme and every order of lines."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.engine.bills import TODAY, bill, case_of, line, member

from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.known import Coupon, DayTotal, Goods, GoodsKind
from vafa.domain.engine.outcome import DiscountSource
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    CheapestFree,
    FreeItem,
    Gift,
    PercentOff,
    PercentStep,
    SteppedOff,
)
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import Budget, CouponPlan, Rule

SKUS = ("tea", "rice", "oil", "pot", "cigarette", "card")
GOODS = {
    "tea": Goods(category="food/hot", cost_rial=70),
    "rice": Goods(category="food"),
    "oil": Goods(category="food", cost_rial=30),
    "pot": Goods(category="home"),
    "cigarette": Goods(category="tobacco"),
    "card": Goods(kind=GoodsKind.GIFT_CARD),
}
MONTH = Window(WindowKind.MONTH)

rial = st.integers(1, 3_000)
percent = st.integers(1, 100)
count = st.integers(1, 3)
steps = st.lists(st.builds(PercentStep, st.integers(0, 4_000), percent), min_size=1, max_size=3).map(tuple)
effects = st.one_of(
    st.builds(PercentOff, percent, st.none() | rial),
    st.builds(AmountOff, rial),
    st.builds(SteppedOff, steps, st.none() | st.just(MONTH), st.none() | rial),
    st.builds(FreeItem, st.sampled_from(SKUS), count),
    st.builds(BuyGet, count, count, percent, st.none() | count),
    st.builds(CheapestFree, count),
    st.builds(Gift, st.just("mug"), count, st.integers(0, 500)),
)
scopes = st.builds(
    Scope,
    products=st.lists(st.sampled_from(SKUS), max_size=2, unique=True).map(tuple),
    categories=st.lists(st.sampled_from(("food", "home")), max_size=1).map(tuple),
    except_products=st.lists(st.sampled_from(SKUS), max_size=1).map(tuple),
)
limits = st.lists(
    st.one_of(
        st.builds(Limit, st.just(LimitOf.RIAL), rial, st.sampled_from(LimitPer), st.sampled_from((Window(), MONTH))),
        st.builds(Limit, st.just(LimitOf.USES), count, st.sampled_from(LimitPer)),
    ),
    max_size=2,
).map(tuple)
parts = {
    "give": effects,
    "scope": scopes,
    "when": st.builds(When, min_amount_rial=st.none() | rial),
    "limits": limits,
    "budget": st.sampled_from(("", "b")),
}


@st.composite
def programmes(draw):
    rules = [draw(st.builds(Rule, id=st.just(f"r{i}"), **parts)) for i in range(draw(st.integers(0, 5)))]
    coupons = [
        draw(
            st.builds(
                CouponPlan,
                id=st.just(f"c{i}"),
                codes=st.just((f"code{i}", f"also{i}")),
                single_use=st.booleans(),
                automatic=st.booleans(),
                **parts,
            )
        )
        for i in range(draw(st.integers(0, 4)))
    ]
    budget = Budget(id="b", rial=draw(rial), first="1405/01/01", last="1405/12/29")
    return Programme(rules=tuple(rules), coupons=tuple(coupons), budgets=(budget,), excluded_categories=("tobacco",))


lines = st.builds(line, st.sampled_from(SKUS), st.integers(0, 2_000), st.sampled_from((0.4, 1, 1.9, 2, 3)))
bought = st.lists(lines, min_size=1, max_size=6).filter(lambda some: sum(one.price_rial for one in some) > 0)
codes = st.lists(st.sampled_from([f"{word}{i}" for word in ("code", "also") for i in range(5)]), max_size=4).map(tuple)
held = st.lists(st.integers(0, 4), max_size=4).map(
    lambda plans: tuple(Coupon(f"k{n}", f"c{plan}", 1, TODAY + n) for n, plan in enumerate(plans))
)
counts = st.fixed_dictionaries({}, optional={"budget:b|rial|": rial, "rule:r0|rial|": rial, "coupon:c0|rial|": rial})


def case_for(programme, purchase, owned, codes, counts, **choices):
    who = member(coupons=owned, counts=counts, days=(DayTotal(TODAY - 1, 900),))
    return case_of(programme, purchase, who, goods=GOODS, counts=counts, codes=codes, **choices)


everything = given(programmes(), bought, st.integers(0, 500), held, codes, counts)


def bill_less(lines, off_rial):
    return bill(*lines, off_rial=min(off_rial, sum(one.price_rial for one in lines) - 1))


@everything
@settings(max_examples=100, deadline=None)
def test_what_was_taken_and_what_is_left_make_the_bill(programme, lines, off_rial, coupons, codes, counts):
    case = case_for(programme, bill_less(lines, off_rial), coupons, codes, counts)
    before = list(case.rest_rial)
    taken = take_discounts(case)
    for discount in taken.discounts:
        assert discount.rial > 0
        assert sum(discount.shares) == discount.rial
        assert min(discount.shares) >= 0
    off = [sum(discount.shares[place] for discount in taken.discounts) for place in range(len(before))]
    assert [rest + share for rest, share in zip(case.rest_rial, off, strict=True)] == before
    assert min(case.rest_rial) >= 0
    for place, one in enumerate(lines):
        if one.sku in ("cigarette", "card"):
            assert off[place] == 0
    assert sum(step.rial for step in taken.steps) == sum(off)


@everything
@settings(max_examples=100, deadline=None)
def test_no_cap_limit_or_budget_is_overrun(programme, lines, off_rial, coupons, codes, counts):
    case = case_for(programme, bill_less(lines, off_rial), coupons, codes, counts)
    taken = take_discounts(case)
    given_by = {}
    for discount in taken.discounts:
        give = (case.ruleset.rules if discount.source is DiscountSource.RULE else case.ruleset.coupons)[
            discount.id
        ].give
        cap = give.rial if isinstance(give, AmountOff) else getattr(give, "cap_rial", None)
        assert cap is None or discount.rial <= cap
        owner = f"{discount.source}:{discount.id}"
        given_by[owner] = given_by.get(owner, 0) + discount.rial
    handed = {}
    for one in taken.handed:
        handed[one.source] = handed.get(one.source, 0) + one.cost_rial
    of_budget = 0
    for kind, known in (("rule", programme.rules), ("coupon", programme.coupons)):
        for part in known:
            given = given_by.get(f"{kind}:{part.id}", 0) + handed.get(part.id, 0)
            of_budget += given if part.budget else 0
            for limit in part.limits:
                if limit.of is LimitOf.RIAL:
                    before = counts.get(f"{kind}:{part.id}|rial|", 0) if limit.window.kind is WindowKind.ALWAYS else 0
                    assert given <= max(0, limit.most - (0 if limit.per is LimitPer.PURCHASE else before))
    left = max(0, programme.budgets[0].rial - counts.get("budget:b|rial|", 0))
    assert of_budget <= left
    assert of_budget == sum(count.amount for count in taken.counts if count.key == "budget:b|rial|")
    assert of_budget == case.budget_given.get("b", 0)


@everything
@settings(max_examples=100, deadline=None)
def test_never_two_discounts_on_the_whole_bill(programme, lines, off_rial, coupons, codes, counts):
    case = case_for(programme, bill_less(lines, off_rial), coupons, codes, counts)
    known = {**case.ruleset.rules, **case.ruleset.coupons}
    wide = [
        discount
        for discount in take_discounts(case).discounts
        if isinstance(known[discount.id].give, PercentOff | AmountOff | SteppedOff)
        and not known[discount.id].scope.products
        and not known[discount.id].scope.categories
    ]
    assert len(wide) <= 1


@given(programmes(), bought, st.integers(0, 500), held, codes, counts, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_answer_does_not_depend_on_the_order_of_the_lines(
    programme, lines, off_rial, coupons, codes, counts, randoms
):
    shuffled = list(lines)
    randoms.shuffle(shuffled)
    one = case_for(programme, bill_less(lines, off_rial), coupons, codes, counts)
    two = case_for(programme, bill_less(shuffled, off_rial), coupons, codes, counts)
    first, second = take_discounts(one), take_discounts(two)

    def by_line(among, shares):
        return sorted(
            (bought.sku, bought.quantity, bought.price_rial, share) for bought, share in zip(among, shares, strict=True)
        )

    assert by_line(lines, one.rest_rial) == by_line(shuffled, two.rest_rial)
    assert [(d.id, d.rial, d.code, d.coupon) for d in first.discounts] == [
        (d.id, d.rial, d.code, d.coupon) for d in second.discounts
    ]
    for ours, theirs in zip(first.discounts, second.discounts, strict=True):
        assert by_line(lines, ours.shares) == by_line(shuffled, theirs.shares)
    for part in ("coupons_used", "handed", "counts", "steps", "declined"):
        assert getattr(first, part) == getattr(second, part)


@everything
@settings(max_examples=100, deadline=None)
def test_every_code_and_coupon_is_answered_once(programme, lines, off_rial, coupons, codes, counts):
    ids = tuple(coupon.id for coupon in coupons[::2])
    taken = take_discounts(case_for(programme, bill_less(lines, off_rial), coupons, codes, counts, coupons=ids))
    used = [step.names for step in taken.steps]
    for key, asked in (("code", {code.upper() for code in codes}), ("coupon", set(ids))):
        yes = {names[key] for names in used if key in names}
        no = {reason.names[key] for reason in taken.declined if key in reason.names}
        assert asked <= yes | no
        assert not yes & no
    assert len(set(taken.coupons_used)) == len(taken.coupons_used)
    assert set(taken.coupons_used) <= {coupon.id for coupon in coupons}
