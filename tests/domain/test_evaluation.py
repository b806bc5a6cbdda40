import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from vafa.domain.evaluation import MemberFacts, evaluate, points_for
from vafa.domain.programme import EarnRule, Multiplier, PointsPerAmount, Programme, Vat
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.receipt import ReceiptLine
from vafa.domain.units import Points, Rial, Thousandths

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))["earn_rounding"]
SOMEBODY = MemberFacts(b"m" * 16)
_CALM = settings(max_examples=150, deadline=None, derandomize=True)


def _programme(*effects: PointsPerAmount | Multiplier, **fields: object) -> Programme:
    return Programme(earn=tuple(EarnRule(f"rule-{i}", effect) for i, effect in enumerate(effects)), **fields)


def _line(sku: str, price_rial: int, pieces: int = 1) -> ReceiptLine:
    return ReceiptLine(sku, Thousandths(pieces * 1_000), Rial(price_rial))


@pytest.mark.parametrize(("base_rial", "factor", "points"), VECTORS["rows"])
def test_points_are_floored_once_a_purchase(base_rial: int, factor: list[int], points: int):
    programme = _programme(PointsPerAmount(Points(1), Rial(VECTORS["unit"])), Multiplier(*factor))
    award = evaluate(programme, SOMEBODY, purchase_of(base_rial), Rial(0))
    assert award.points == points == sum(reason.points for reason in award.reasons)


def test_the_tax_inside_a_price_can_be_left_out():
    told = VECTORS["vat_inclusive"]
    programme = Programme(vat=Vat.EXCLUDED, vat_percent=told["vat_percent"])
    award = evaluate(programme, SOMEBODY, purchase_of(told["gross"]), Rial(0))
    assert (award.facts.base_rial, award.points) == (told["net"], told["points"])


@pytest.mark.parametrize(("vat", "base_rial", "points"), [(Vat.EXCLUDED, 727_272, 7), (Vat.INCLUDED, 800_000, 8)])
def test_a_discount_is_shared_by_all_lines_before_the_excluded_ones_drop_out(vat: Vat, base_rial: int, points: int):
    told = VECTORS["discount_allocation"]
    lines = tuple(_line(f"sku-{i}", price) for i, price in enumerate(told["lines"]))
    excluded = tuple(line.sku for line, eligible in zip(lines, told["eligible"], strict=True) if not eligible)
    purchase = purchase_of(sum(told["lines"]) - told["discount"], lines)
    award = evaluate(Programme(vat=vat, excluded_skus=excluded), SOMEBODY, purchase, Rial(0))
    assert [line.price_rial - line.net_rial for line in award.lines] == told["alloc"]
    assert sum(line.earning_rial for line in award.lines) == told["eligible_net"]
    assert (award.facts.base_rial, award.points) == (base_rial, points)


def test_multipliers_add_up_and_the_reasons_too():
    programme = _programme(PointsPerAmount(), Multiplier(5, 4), Multiplier(2))
    award = evaluate(programme, SOMEBODY, purchase_of(1_000_000), Rial(0))
    assert [reason.points for reason in award.reasons] == [10, 2, 10]
    assert award.points == 22


def test_multipliers_that_take_more_than_there_is_leave_nothing_and_owe_nothing():
    programme = _programme(PointsPerAmount(), Multiplier(1, 4), Multiplier(1, 4))
    award = evaluate(programme, SOMEBODY, purchase_of(10_000_000), Rial(0))
    assert award.points == 0 == points_for(award.facts, award.facts.base_rial)
    assert sum(reason.points for reason in award.reasons) == 0


@pytest.mark.parametrize(("setting", "points"), [(False, 6), (True, 10)])
def test_the_part_paid_with_points_earns_only_by_setting(setting: bool, points: int):
    award = evaluate(Programme(points_paid_earns=setting), SOMEBODY, purchase_of(1_000_000), Rial(400_000))
    assert award.points == points


def test_a_bill_paid_with_points_alone_earns_nothing():
    lines = (_line("a", 700_001), _line("b", 299_999), _line("gift", 0))
    award = evaluate(Programme(), SOMEBODY, purchase_of(1_000_000, lines), Rial(1_000_000))
    assert award.points == 0
    assert all(line.earning_rial == 0 for line in award.lines)


def test_a_discount_larger_than_a_line_leaves_no_line_below_zero():
    lines = (_line("a", 1_000), _line("b", 999_000), _line("free", 0))
    award = evaluate(Programme(), SOMEBODY, purchase_of(10, lines), Rial(0))
    assert [line.net_rial for line in award.lines] == [0, 10, 0]


def test_nobody_earns_without_membership():
    award = evaluate(Programme(), None, purchase_of(1_000_000), Rial(0))
    assert (award.points, award.reasons) == (0, ())
    assert award.facts.base_rial == 1_000_000


def test_a_programme_without_rules_gives_nothing():
    assert evaluate(Programme(earn=()), SOMEBODY, purchase_of(1_000_000), Rial(0)).points == 0


_EFFECTS = st.lists(
    st.one_of(
        st.builds(PointsPerAmount, st.integers(1, 50), st.integers(1, 200_000)),
        st.builds(Multiplier, st.integers(1, 9), st.integers(1, 9)),
    ),
    max_size=5,
)
_LINES = st.lists(
    st.builds(_line, st.sampled_from(["tea", "rice", "oil", "soap"]), st.integers(0, 3_000_000)), min_size=1, max_size=6
)


@st.composite
def _bills(draw: st.DrawFn) -> tuple[Programme, Purchase, Rial]:
    lines = tuple(draw(_LINES.filter(lambda lines: any(line.price_rial for line in lines))))
    amount = draw(st.integers(1, sum(line.price_rial for line in lines)))
    programme = _programme(
        *draw(_EFFECTS),
        excluded_skus=tuple(draw(st.sets(st.sampled_from(["oil", "soap"])))),
        vat=draw(st.sampled_from(Vat)),
        points_paid_earns=draw(st.booleans()),
    )
    return programme, purchase_of(amount, lines), Rial(draw(st.integers(0, amount)))


@_CALM
@given(_bills())
def test_what_holds_for_every_bill(bill: tuple[Programme, Purchase, Rial]):
    programme, purchase, money_off = bill
    award = evaluate(programme, SOMEBODY, purchase, money_off)
    assert award.points == sum(reason.points for reason in award.reasons) >= 0
    assert award.points == points_for(award.facts, award.facts.base_rial)
    assert sum(line.net_rial for line in award.lines) == purchase.amount_rial
    assert all(0 <= line.earning_rial <= line.net_rial <= line.price_rial for line in award.lines)
    assert 0 <= award.facts.base_rial <= purchase.amount_rial
    assert all(line.earning_rial == 0 for line in award.lines if line.sku in programme.excluded_skus)


@_CALM
@given(_bills(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(bill: tuple[Programme, Purchase, Rial], shuffle):
    programme, purchase, money_off = bill
    lines = list(purchase.lines)
    shuffle.shuffle(lines)
    mixed = structs.replace(purchase, lines=tuple(lines))
    one, other = (evaluate(programme, SOMEBODY, which, money_off) for which in (purchase, mixed))
    assert (one.points, one.reasons, one.facts) == (other.points, other.reasons, other.facts)

    def figures(award):
        return sorted((line.sku, line.price_rial, line.net_rial, line.earning_rial) for line in award.lines)

    assert figures(one) == figures(other)


@_CALM
@given(_bills(), st.integers(0, 10**7))
def test_a_smaller_base_never_gives_more(bill: tuple[Programme, Purchase, Rial], less: int):
    programme, purchase, money_off = bill
    facts = evaluate(programme, SOMEBODY, purchase, money_off).facts
    base = int(facts.base_rial)
    assert points_for(facts, max(0, base - less)) <= points_for(facts, base)
