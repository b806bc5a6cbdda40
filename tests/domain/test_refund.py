import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vafa.domain.errors import Refusal
from vafa.domain.evaluation import MemberFacts, evaluate
from vafa.domain.programme import EarnRule, Multiplier, PointsPerAmount, Programme, Vat
from vafa.domain.purchase import purchase_of
from vafa.domain.receipt import ReceiptLine
from vafa.domain.refund import Refund, SoldFigures, refund_amount, refund_lines
from vafa.domain.units import Points, Rial, Thousandths

_CALM = settings(max_examples=200, deadline=None, derandomize=True)
SOMEBODY = MemberFacts(b"m" * 16)


def _line(sku: str, price_rial: int, thousandths: int = 1_000) -> ReceiptLine:
    return ReceiptLine(sku, Thousandths(thousandths), Rial(price_rial))


def _sold(
    amount_rial: int, lines: tuple[ReceiptLine, ...] = (), spent: int = 0, programme: Programme | None = None
) -> tuple[SoldFigures, Points]:
    programme = programme or Programme()
    money_off = Rial(min(spent * programme.money_off.rial_per_point, amount_rial))
    award = evaluate(programme, SOMEBODY, purchase_of(amount_rial, lines), money_off)
    return SoldFigures(award.lines, award.facts, Points(spent), money_off), award.points


_RULES = (EarnRule("base", PointsPerAmount(Points(3), Rial(70_000))), EarnRule("more", Multiplier(5, 4)))


@st.composite
def _sales(draw: st.DrawFn) -> tuple[SoldFigures, Points]:
    lines = tuple(
        draw(
            st.lists(
                st.builds(
                    _line,
                    st.sampled_from(["tea", "rice", "oil"]),
                    st.integers(0, 900_000),
                    st.sampled_from([1_000, 3_000, 1_250, 7]),
                ),
                min_size=1,
                max_size=5,
            )
        )
    )
    listed = sum(line.price_rial for line in lines)
    assume(listed > 0)
    amount = draw(st.integers(1, listed))
    programme = Programme(
        earn=_RULES,
        excluded_skus=tuple(draw(st.sets(st.just("oil")))),
        vat=draw(st.sampled_from(Vat)),
        points_paid_earns=draw(st.booleans()),
    )
    return _sold(amount, lines, draw(st.integers(0, -(-amount // 1_000))), programme)


def _some_refund(sold: SoldFigures, earlier: tuple[Refund, ...], data: st.DataObject) -> Refund | None:
    parts = tuple(refund.lines for refund in earlier)
    try:
        if data.draw(st.booleans()):
            line = data.draw(st.sampled_from(sold.lines))
            return refund_lines(sold, parts, {line.sku: data.draw(st.integers(1, line.quantity))})
        return refund_amount(sold, parts, data.draw(st.integers(1, sold.amount_rial)))
    except Refusal as refusal:
        if refusal.code not in {"refund_exceeds_rest", "refund_exceeds_rest_quantity", "already_refunded"}:
            raise
        return None


@_CALM
@given(_sales(), st.data())
def test_any_sequence_of_refunds_adds_up_to_the_whole(sale: tuple[SoldFigures, Points], data: st.DataObject):
    sold, earned = sale
    done: tuple[Refund, ...] = ()
    for _ in range(data.draw(st.integers(0, 6))):
        refund = _some_refund(sold, done, data)
        done += (refund,) if refund else ()
    if sum(refund.value_rial for refund in done) < sold.amount_rial:
        done += (refund_amount(sold, tuple(refund.lines for refund in done), None),)
    for refund in done:
        assert min(refund.cash_rial, refund.points_clawed, refund.points_returned, refund.value_rial) >= 0
        assert all(part.rial >= 0 and part.quantity >= 0 for part in refund.lines)
        assert refund.value_rial == sum(part.rial for part in refund.lines)
        assert refund.cash_rial <= refund.value_rial
    assert sum(refund.value_rial for refund in done) == sold.amount_rial
    assert sum(refund.cash_rial for refund in done) == sold.amount_rial - sold.money_off_rial
    assert sum(refund.points_clawed for refund in done) == earned
    assert sum(refund.points_returned for refund in done) == sold.points_spent
    for i, line in enumerate(sold.lines):
        assert sum(refund.lines[i].rial for refund in done) == line.net_rial
        assert sum(refund.lines[i].quantity for refund in done) <= line.quantity
    with pytest.raises(Refusal, match="already_refunded"):
        refund_amount(sold, tuple(refund.lines for refund in done), None)


@_CALM
@given(_sales())
def test_a_full_refund_in_one_is_the_sum_of_its_parts(sale: tuple[SoldFigures, Points]):
    sold, earned = sale
    whole = refund_amount(sold, (), None)
    assert (whole.value_rial, whole.points_clawed, whole.points_returned) == (
        sold.amount_rial,
        earned,
        sold.points_spent,
    )
    assert whole.cash_rial == sold.amount_rial - sold.money_off_rial
    assert refund_amount(sold, (), sold.amount_rial) == whole


@_CALM
@given(_sales())
def test_all_goods_line_by_line_are_the_whole_too(sale: tuple[SoldFigures, Points]):
    sold, earned = sale
    wanted: dict[str, int] = {}
    for line in sold.lines:
        wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
    whole = refund_lines(sold, (), wanted)
    assert (whole.value_rial, whole.points_clawed) == (sold.amount_rial, earned)


def test_the_worked_example_of_a_partial_refund():
    sold, earned = _sold(4_250_000)
    assert earned == 42
    assert refund_amount(sold, (), 2_000_000).points_clawed == 20


def test_a_bill_paid_with_points_alone_gives_points_back_and_no_money():
    sold, earned = _sold(99_500, spent=100)
    assert (earned, sold.money_off_rial) == (0, 99_500)
    first = refund_amount(sold, (), 500)
    rest = refund_amount(sold, (first.lines,), None)
    assert first.cash_rial == rest.cash_rial == 0
    assert (first.points_returned, rest.points_returned) == (0, 100)
    assert first.points_clawed + rest.points_clawed == 0


def test_goods_given_for_nothing_can_come_back():
    sold, earned = _sold(1_000_000, (_line("tea", 1_000_000), _line("cup", 0)))
    cup = refund_lines(sold, (), {"cup": 1_000})
    assert (cup.value_rial, cup.points_clawed) == (0, 0)
    tea = refund_lines(sold, (cup.lines,), {"tea": 1_000})
    assert tea.points_clawed == earned
    with pytest.raises(Refusal, match="refund_exceeds_rest_quantity"):
        refund_lines(sold, (cup.lines,), {"cup": 1})


def test_what_is_excluded_from_earning_is_not_clawed():
    sold, earned = _sold(
        1_000_000, (_line("tea", 600_000), _line("oil", 400_000)), programme=Programme(excluded_skus=("oil",))
    )
    assert earned == 6
    assert refund_lines(sold, (), {"oil": 1_000}).points_clawed == 0
    assert refund_lines(sold, (), {"tea": 1_000}).points_clawed == 6


def test_refunds_that_are_refused():
    sold, _ = _sold(1_000_000, (_line("tea", 600_000, 3_000), _line("oil", 400_000)))
    half = refund_amount(sold, (), 500_000)

    def refused(act, code: str, **figures: object) -> None:
        with pytest.raises(Refusal) as caught:
            act()
        assert (caught.value.code, caught.value.figures) == (code, figures)

    refused(lambda: refund_amount(sold, (), 0), "amount_not_positive", amount_rial=0)
    refused(lambda: refund_amount(sold, (), -1), "amount_not_positive", amount_rial=-1)
    refused(
        lambda: refund_amount(sold, (half.lines,), 500_001),
        "refund_exceeds_rest",
        amount_rial=500_001,
        rest_rial=500_000,
    )
    refused(lambda: refund_lines(sold, (), {"soap": 1_000}), "refund_line_unknown", sku="soap")
    refused(lambda: refund_lines(sold, (), {"tea": 0}), "line_invalid", line=1, sku="tea")
    refused(
        lambda: refund_lines(sold, (), {"tea": 3_001}),
        "refund_exceeds_rest_quantity",
        sku="tea",
        rest_thousandths=3_000,
    )


def test_a_bill_without_lines_has_no_line_to_give_back():
    sold, _ = _sold(1_000_000)
    with pytest.raises(Refusal, match="refund_line_unknown"):
        refund_lines(sold, (), {"": 1_000})


def test_goods_of_a_bill_that_was_given_back_as_an_amount_are_not_given_back_again():
    sold, _ = _sold(1_000_000, (_line("tea", 600_000), _line("oil", 400_000)))
    whole = refund_amount(sold, (), None)
    with pytest.raises(Refusal, match="already_refunded"):
        refund_lines(sold, (whole.lines,), {"tea": 1_000})
