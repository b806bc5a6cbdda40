import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.engine.bills import bill, case_of, line
from tests.domain.engine.test_earning import GOODS, programmes

from vafa.domain.account import Account, Entry, EntryKind, LotId
from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.outcome import Count, CountWay, SideAward
from vafa.domain.engine.refunding import Refund, SoldBill, refund_amount, refund_lines
from vafa.domain.errors import Refusal
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import Multiplier, PointsFixed, PointsPerAmount, PointsPerUnit
from vafa.domain.rulebook.kinds import Window
from vafa.domain.rulebook.plans import Rule, Trigger
from vafa.domain.tender import Tender
from vafa.domain.units import Points, Rial

STEPS = json.loads((Path(__file__).parents[2] / "vectors.json").read_text("utf-8"))["ledger"]["steps"]
_CALM = settings(max_examples=150, deadline=None, derandomize=True)
BASE = Rule(id="base", give=PointsPerAmount())


def _sold(
    purchase: Purchase | int,
    programme: Programme | None = None,
    spent: int = 0,
    **fields: object,
) -> tuple[SoldBill, int]:
    purchase = purchase_of(purchase) if isinstance(purchase, int) else purchase
    programme = programme or Programme()
    case = case_of(programme, purchase, goods=GOODS)
    money_off = Rial(min(spent * programme.money_off.rial_per_point, purchase.amount_rial))
    award, counts, _ = earn(case, money_off)
    sold = SoldBill(
        lines=posted_lines(case, money_off),
        facts=award.facts,
        points_spent=Points(spent),
        money_off_rial=money_off,
        counts=(*counts, *fields.pop("counts", ())),  # type: ignore[misc]
        **fields,
    )
    return sold, award.points


def _lines_of(refunds: tuple[Refund, ...]) -> tuple:
    return tuple(refund.lines for refund in refunds)


def _some_refund(sold: SoldBill, earlier: tuple[Refund, ...], data: st.DataObject) -> Refund | None:
    try:
        if data.draw(st.booleans()):
            one = data.draw(st.sampled_from(sold.lines))
            return refund_lines(sold, _lines_of(earlier), {one.sku: data.draw(st.integers(1, one.quantity))})
        return refund_amount(sold, _lines_of(earlier), data.draw(st.integers(1, sold.amount_rial)))
    except Refusal as refusal:
        if refusal.code not in {"refund_exceeds_rest", "refund_exceeds_rest_quantity", "already_refunded"}:
            raise
        return None


_SKUS = st.sampled_from(["rice", "oil", "soap"])
_LINES = st.lists(
    st.builds(line, _SKUS, st.integers(1, 900_000), st.sampled_from([1, 3, 1.25, 0.007])), min_size=1, max_size=5
)


@st.composite
def sales(draw: st.DrawFn) -> tuple[SoldBill, int]:
    lines = draw(_LINES)
    listed = sum(one.price_rial for one in lines)
    purchase = bill(*lines, off_rial=draw(st.integers(0, listed - 1)))
    spent = draw(st.integers(0, -(-purchase.amount_rial // 1_000)))
    cash = purchase.amount_rial - min(spent * 1_000, purchase.amount_rial)
    first = draw(st.integers(0, cash))
    tenders = tuple(Tender(kind, Rial(rial)) for kind, rial in (("cash", first), ("card", cash - first)) if rial)
    counts = (Count("budget:b|rial|", draw(st.integers(1, 9_999)), shop=True, way=CountWay.SHARE), Count("uses", 1))
    side = SideAward(
        b"r" * 16, "friend", Points(30), for_tier=Points(10), least_rial=Rial(draw(st.integers(0, 500_000)))
    )
    return _sold(purchase, draw(programmes()), spent, counts=counts, side_awards=(side,), tenders=tenders)


@_CALM
@given(sales(), st.data())
def test_any_sequence_of_refunds_adds_up_to_the_whole(sale: tuple[SoldBill, int], data: st.DataObject):
    sold, earned = sale
    whole = refund_amount(sold, (), None)
    done: tuple[Refund, ...] = ()
    for _ in range(data.draw(st.integers(0, 5))):
        refund = _some_refund(sold, done, data)
        done += (refund,) if refund else ()
    if sum(refund.value_rial for refund in done) < sold.amount_rial:
        done += (refund_amount(sold, _lines_of(done), None),)
    for refund in done:
        assert min(refund.cash_rial, refund.points_clawed, refund.points_returned, refund.value_rial) >= 0
        assert refund.points_for_tier_clawed >= 0
        assert refund.value_rial == sum(part.rial for part in refund.lines)
        assert all(part.rial > 0 for part in refund.tenders)
        assert not sold.tenders or sum(part.rial for part in refund.tenders) == refund.cash_rial
        assert all(count.amount < 0 for count in refund.counts)
    assert sum(refund.value_rial for refund in done) == sold.amount_rial == whole.value_rial
    assert sum(refund.cash_rial for refund in done) == sold.amount_rial - sold.money_off_rial == whole.cash_rial
    assert sum(refund.points_clawed for refund in done) == earned == whole.points_clawed
    assert sum(refund.points_for_tier_clawed for refund in done) == whole.points_for_tier_clawed
    assert sum(refund.points_returned for refund in done) == sold.points_spent == whole.points_returned
    assert [claw.points for refund in done for claw in refund.side_claws] == [30]
    for count in sold.counts:
        back = [
            one.amount for refund in done for one in refund.counts if (one.key, one.shop) == (count.key, count.shop)
        ]
        assert sum(back) == -sum(one.amount for one in sold.counts if (one.key, one.shop) == (count.key, count.shop))
    for tender in sold.tenders:
        assert sum(part.rial for refund in done for part in refund.tenders if part.kind == tender.kind) == tender.rial
    for place, one in enumerate(sold.lines):
        assert sum(refund.lines[place].rial for refund in done) == one.net_rial
        assert sum(refund.lines[place].quantity for refund in done) <= one.quantity
    with pytest.raises(Refusal, match="already_refunded"):
        refund_amount(sold, _lines_of(done), None)


@_CALM
@given(sales())
def test_all_goods_line_by_line_are_the_whole_too(sale: tuple[SoldBill, int]):
    sold, earned = sale
    wanted: dict[str, int] = {}
    for one in sold.lines:
        wanted[one.sku] = wanted.get(one.sku, 0) + one.quantity
    whole = refund_lines(sold, (), wanted)
    assert (whole.value_rial, whole.points_clawed) == (sold.amount_rial, earned)


def test_multipliers_below_one_never_make_a_refund_give_points():
    rules = (
        BASE,
        *(Rule(id=f"cut-{i}", give=Multiplier(1, 4)) for i in range(2)),
        Rule(id="fixed", give=PointsFixed(9)),
    )
    sold, earned = _sold(1_000_000, Programme(rules=rules))
    first = refund_amount(sold, (), 900_000)
    rest = refund_amount(sold, (first.lines,), None)
    assert earned == 4
    assert (first.points_clawed, rest.points_clawed) == (0, 4)


# The ledger.


class _Ledger:
    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def post(self, kind: EntryKind, points: int, of: LotId | None = None) -> LotId:
        number = len(self.entries) + 1
        entry = Entry(
            member=b"m" * 16,
            hlc=number,
            event_id=number.to_bytes(16, "big"),
            part=0,
            kind=kind,
            points=points,
            moment_ms=number * 1_000,
            of=of,
        )
        self.entries.append(entry)
        return entry.lot_id

    @property
    def net(self) -> int:
        balance = Account(self.entries).balance(10_000_000)
        return balance.spendable + balance.pending - balance.debt


def test_the_worked_ledger():
    ledger, nets = _Ledger(), []
    (first, earned_first), (second, earned_second) = _sold(4_250_000), _sold(2_999_000)
    lot_first = ledger.post(EntryKind.EARN, earned_first)
    nets.append(ledger.net)
    lot_second = ledger.post(EntryKind.EARN, earned_second)
    nets.append(ledger.net)
    ledger.post(EntryKind.SPEND, -50)
    nets.append(ledger.net)
    ledger.post(EntryKind.CLAW, -refund_amount(first, (), 2_000_000).points_clawed, lot_first)
    nets.append(ledger.net)
    ledger.post(EntryKind.CLAW, -refund_amount(second, (), None).points_clawed, lot_second)
    nets.append(ledger.net)
    assert nets == [net for _, net in STEPS]


@_CALM
@given(sales(), st.data())
def test_a_full_refund_restores_the_net_exactly(sale: tuple[SoldBill, int], data: st.DataObject):
    sold, earned = sale
    ledger = _Ledger()
    ledger.post(EntryKind.EARN, sold.points_spent + 5)
    before = ledger.net
    spend = ledger.post(EntryKind.SPEND, -sold.points_spent)
    earn_lot = ledger.post(EntryKind.EARN, earned)
    done: tuple[Refund, ...] = ()
    for part in (_some_refund(sold, (), data), None):
        refund = part
        if refund is None:
            try:
                refund = refund_amount(sold, _lines_of(done), None)
            except Refusal:
                break
        done += (refund,)
        ledger.post(EntryKind.CLAW, -refund.points_clawed, earn_lot)
        ledger.post(EntryKind.RETURN, refund.points_returned, spend)
    assert ledger.net == before


# Counts, side awards, tenders.


def test_counts_come_back_by_share_or_as_a_whole():
    counts = (Count("points", 7, way=CountWay.SHARE), Count("uses", 1))
    sold, _ = _sold(1_000, counts=counts)
    first = refund_amount(sold, (), 999)
    assert first.counts == (Count("points", -6, way=CountWay.SHARE),)
    assert refund_amount(sold, (first.lines,), None).counts == (
        Count("points", -1, way=CountWay.SHARE),
        Count("uses", -1),
    )


def test_a_claim_comes_back_when_its_term_gives_nothing_any_more():
    rule = Rule(id="hello", give=PointsFixed(20), trigger=Trigger.FIRST_PURCHASE, when=When(min_amount_rial=500_000))
    sold, earned = _sold(800_000, Programme(rules=(BASE, rule)), counts=(Count("rule:other|once|", 1),))
    assert earned == 28
    first = refund_amount(sold, (), 300_000)
    assert (first.points_clawed, first.counts) == (3, ())
    second = refund_amount(sold, (first.lines,), 1)
    assert (second.points_clawed, second.counts) == (21, (Count("rule:hello|once|", -1),))
    rest = refund_amount(sold, (first.lines, second.lines), None)
    assert (rest.points_clawed, rest.counts) == (4, (Count("rule:other|once|", -1),))


def test_points_that_a_limit_counted_come_back_with_their_share():
    rule = Rule(id="base", give=PointsPerAmount(), limits=(Limit(LimitOf.POINTS, 8, window=Window()),))
    sold, earned = _sold(1_000_000, Programme(rules=(rule,)))
    assert (earned, sold.counts) == (8, (Count("rule:base|points|", 8, way=CountWay.SHARE),))
    half = refund_amount(sold, (), 500_000)
    assert (half.points_clawed, half.counts[0].amount) == (3, -4)


def test_a_side_award_comes_back_once_the_bill_falls_below_what_completed_it():
    counts = (Count("rule:friend|uses|", 1),)
    side = SideAward(b"r" * 16, "friend", Points(30), for_tier=Points(5), counts=counts, least_rial=Rial(600_000))
    late = SideAward(b"b" * 16, "welcome", Points(10))
    sold, _ = _sold(1_000_000, side_awards=(side, late))
    kept = refund_amount(sold, (), 400_000)
    assert kept.side_claws == ()
    fallen = refund_amount(sold, (kept.lines,), 1)
    [claw] = fallen.side_claws
    assert (claw.member, claw.points, claw.for_tier, claw.counts[0].amount) == (b"r" * 16, 30, 5, -1)
    rest = refund_amount(sold, (kept.lines, fallen.lines), None)
    assert [claw.rule for claw in rest.side_claws] == ["welcome"]


def test_the_last_point_of_a_claim_keeps_the_claim():
    rule = Rule(id="hello", give=PointsFixed(1), trigger=Trigger.FIRST_PURCHASE)
    sold, earned = _sold(800_000, Programme(rules=(rule,)))
    kept = refund_amount(sold, (), 700_000)
    assert (earned, kept.points_clawed, kept.counts) == (1, 0, ())
    assert refund_amount(sold, (kept.lines,), None).counts == (Count("rule:hello|once|", -1),)


@pytest.mark.parametrize(
    ("least_rial", "tea_back_rial", "taken_back"),
    [
        (0, 999_999, False),
        (0, 1_000_000, True),
        (600_000, 400_000, False),
        (600_000, 400_001, True),
    ],
)
def test_a_side_award_of_some_goods_stands_as_long_as_enough_of_them_is_kept(
    least_rial: int, tea_back_rial: int, taken_back: bool
):
    side = SideAward(b"r" * 16, "friend", Points(30), least_rial=Rial(least_rial), lines=(0,))
    sold, _ = _sold(bill(line("tea", 1_000_000, 1_000), line("card", 5_000_000)), side_awards=(side,))
    tea = refund_lines(sold, (), {"tea": tea_back_rial})
    assert (tea.value_rial, bool(tea.side_claws)) == (tea_back_rial, taken_back)


def test_points_for_a_tier_come_back_apart_from_the_others():
    gift = Rule(id="gift", give=PointsPerAmount(), for_tier=False, adds=True)
    sold, earned = _sold(1_000_000, Programme(rules=(BASE, gift)))
    part = refund_amount(sold, (), 400_000)
    assert (earned, part.points_clawed, part.points_for_tier_clawed) == (20, 8, 4)


def test_money_goes_back_to_what_it_was_paid_with():
    tenders = (Tender("gift_card", Rial(600), "17"), Tender("cash", Rial(300)))
    sold, _ = _sold(1_900, spent=1, tenders=tenders)
    first = refund_amount(sold, (), 950)
    assert (first.cash_rial, first.points_returned) == (450, 0)
    assert first.tenders == (Tender("gift_card", Rial(300), "17"), Tender("cash", Rial(150)))
    rest = refund_amount(sold, (first.lines,), None)
    assert (rest.cash_rial, rest.points_returned, rest.tenders) == (450, 1, first.tenders)
    little = refund_amount(sold, (), 190)
    assert refund_amount(sold, (little.lines,), None).tenders == (
        Tender("gift_card", Rial(540), "17"),
        Tender("cash", Rial(270)),
    )
    assert refund_amount(_sold(1_000)[0], (), None).tenders == ()


def test_units_come_back_with_their_goods_or_with_their_value():
    programme = Programme(rules=(Rule(id="unit", give=PointsPerUnit(1)),))
    sold, earned = _sold(bill(line("tea", 1_000, 4)), programme)
    assert earned == 4
    assert refund_lines(sold, (), {"tea": 1_000}).points_clawed == 1
    assert refund_amount(sold, (), 250).points_clawed == 1
    assert refund_amount(sold, (), 251).points_clawed == 2


def test_a_part_of_a_unit_is_no_unit_any_more():
    """Of three for 1,000,000 what is kept for 666,666 is less than two: one point of three stays."""
    programme = Programme(rules=(Rule(id="unit", give=PointsPerUnit(1)),))
    sold, _ = _sold(bill(line("tea", 1_000_000, 3)), programme)
    assert refund_amount(sold, (), 333_334).points_clawed == 2


def test_goods_come_back_at_their_price_in_whole_rial_and_the_last_takes_the_rest():
    sold, _ = _sold(bill(line("tea", 1_000, 3)))
    done: list[Refund] = []
    for _ in range(3):
        done.append(refund_lines(sold, [one.lines for one in done], {"tea": 1_000}))
    assert [one.value_rial for one in done] == [333, 333, 334]


def test_a_gram_can_come_back():
    sold, _ = _sold(bill(line("saffron", 3_000_000, 3)))
    gram = refund_lines(sold, (), {"saffron": 1})
    assert (gram.value_rial, gram.lines[0].quantity) == (1_000, 1)


def test_what_was_free_adds_nothing_to_what_earned():
    """199,999 Rial earned one point; a cup that cost nothing does not make it two."""
    sold, earned = _sold(bill(line("tea", 199_999), line("cup", 0)))
    assert (earned, refund_amount(sold, (), None).points_clawed) == (1, 1)


def test_a_bill_that_cost_nothing_gives_its_points_back_with_its_goods():
    case = case_of(Programme(), bill(line("tea", 1_000, 2)))
    case.rest_rial[0] = 0
    award, _, _ = earn(case, 0)
    sold = SoldBill(lines=posted_lines(case, 0), facts=award.facts, points_spent=Points(5))
    one = refund_lines(sold, (), {"tea": 1_000})
    assert (one.points_returned, one.value_rial, one.cash_rial) == (2, 0, 0)
    rest = refund_amount(sold, (one.lines,), None)
    assert (rest.points_returned, rest.value_rial, rest.cash_rial, rest.lines[0].rial) == (3, 0, 0, 0)
    with pytest.raises(Refusal, match="already_refunded"):
        refund_amount(sold, (one.lines, rest.lines), None)


# Refusals, as before.


def test_refunds_that_are_refused():
    sold, _ = _sold(bill(line("tea", 600_000, 3), line("oil", 400_000)))
    half = refund_amount(sold, (), 500_000)

    def refused(act: Callable[[], object], code: str, **figures: object) -> None:
        with pytest.raises(Refusal) as caught:
            act()
        assert (caught.value.code, caught.value.figures) == (code, figures)

    refused(lambda: refund_amount(sold, (), 0), "amount_not_positive", amount_rial=0)
    refused(lambda: refund_amount(sold, (), -1), "amount_not_positive", amount_rial=-1)
    figures = {"amount_rial": 500_001, "rest_rial": 500_000}
    refused(lambda: refund_amount(sold, (half.lines,), 500_001), "refund_exceeds_rest", **figures)
    refused(lambda: refund_lines(sold, (), {"soap": 1_000}), "refund_line_unknown", sku="soap")
    refused(lambda: refund_lines(sold, (), {"tea": 0}), "line_invalid", line=1, sku="tea")
    too_many = {"sku": "tea", "rest_thousandths": 3_000}
    refused(lambda: refund_lines(sold, (), {"tea": 3_001}), "refund_exceeds_rest_quantity", **too_many)
    refused(lambda: refund_lines(sold, (), {"tea": 2_000, " tea": 1_001}), "refund_exceeds_rest_quantity", **too_many)
    whole = refund_amount(sold, (), None)
    refused(lambda: refund_lines(sold, (whole.lines,), {"tea": 1}), "already_refunded", amount_rial=1_000_000)
    refused(lambda: refund_lines(_sold(1_000)[0], (), {"": 1_000}), "refund_line_unknown", sku="")


def test_goods_given_for_nothing_can_come_back():
    sold, earned = _sold(bill(line("tea", 1_000_000), line("cup", 0)))
    cup = refund_lines(sold, (), {"cup": 1_000})
    assert (cup.value_rial, cup.points_clawed) == (0, 0)
    tea = refund_lines(sold, (cup.lines,), {"tea": 1_000})
    assert tea.points_clawed == earned
    with pytest.raises(Refusal, match="refund_exceeds_rest_quantity"):
        refund_lines(sold, (cup.lines,), {"cup": 1})


def test_what_is_excluded_from_earning_is_not_clawed():
    sold, earned = _sold(bill(line("tea", 600_000), line("oil", 400_000)), Programme(excluded=("oil",)))
    assert earned == 6
    assert refund_lines(sold, (), {"oil": 1_000}).points_clawed == 0
    assert refund_lines(sold, (), {"tea": 1_000}).points_clawed == 6
