"""Giving goods back: how much money, how many points each way, which counts. Parts always sum to the whole."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct, structs

from vafa.domain.engine.limits import claim_key
from vafa.domain.engine.outcome import Count, CountWay, Facts, SideAward
from vafa.domain.engine.summing import Kept, Sums, sums_for
from vafa.domain.engine.tendering import tenders_back
from vafa.domain.errors import Refusal
from vafa.domain.purchase import PostedLine, line_order
from vafa.domain.sharing import share_out
from vafa.domain.tender import Tender
from vafa.domain.texts import MAX_SKU, clean
from vafa.domain.units import Points, Rial, Thousandths


class RefundedLine(Struct, frozen=True):
    """What came back of one posted line: its value after the bill's discounts, and how much of the goods."""

    rial: Rial
    quantity: Thousandths = Thousandths(0)


class SoldBill(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The recorded figures of a purchase that a refund is reckoned from."""

    lines: tuple[PostedLine, ...]
    facts: Facts
    points_spent: Points = Points(0)
    money_off_rial: Rial = Rial(0)
    counts: tuple[Count, ...] = ()
    side_awards: tuple[SideAward, ...] = ()
    tenders: tuple[Tender, ...] = ()

    @property
    def amount_rial(self) -> int:
        return sum(line.net_rial for line in self.lines)


class SideClaw(Struct, frozen=True, omit_defaults=True):
    """A side award that is taken back, with the counts (negative) of its member; `part` is its place
    among the side awards of the purchase."""

    part: int
    member: bytes
    rule: str
    points: Points
    for_tier: Points = Points(0)
    counts: tuple[Count, ...] = ()


class Refund(Struct, frozen=True, kw_only=True):
    """One refund: value of the goods, money handed back (`tenders`: to what it was paid with), points taken back (those
    for a tier are a part of them), points given back, counts that come back (negative), side awards taken back."""

    lines: tuple[RefundedLine, ...]
    value_rial: Rial
    cash_rial: Rial
    points_clawed: Points
    points_for_tier_clawed: Points
    points_returned: Points
    counts: tuple[Count, ...] = ()
    side_claws: tuple[SideClaw, ...] = ()
    tenders: tuple[Tender, ...] = ()


Parts: TypeAlias = tuple[RefundedLine, ...]


def refund_amount(sold: SoldBill, earlier: Sequence[Parts], amount_rial: int | None) -> Refund:
    """A refund of goods worth `amount_rial` (None: all that is left), spread over the lines by what is left of them.
    `earlier` are the lines of the refunds before this one, in their order.

    Raises Refusal `amount_not_positive`, `refund_exceeds_rest` (rest_rial) or `already_refunded`.
    """
    left = _left(sold, earlier)
    value = left.rial if amount_rial is None else amount_rial
    if value <= 0 and amount_rial is not None:
        raise Refusal("amount_not_positive", amount_rial=amount_rial)
    left.check_open()
    if value > left.rial:
        raise Refusal("refund_exceeds_rest", amount_rial=value, rest_rial=left.rial)
    if not sold.amount_rial:
        return _refund(sold, earlier, tuple(RefundedLine(Rial(0), Thousandths(left_of)) for left_of in left.quantities))
    parts = share_out(value, left.rials, lambda place: line_order(sold.lines[place]))
    return _refund(sold, earlier, tuple(RefundedLine(Rial(part)) for part in parts))


def refund_lines(sold: SoldBill, earlier: Sequence[Parts], wanted: Mapping[str, int]) -> Refund:
    """A refund of quantities (thousandths) by stock number.

    Raises Refusal `already_refunded`, `refund_line_unknown`, `line_invalid` or `refund_exceeds_rest_quantity` (sku,
    rest_thousandths).
    """
    left = _left(sold, earlier)
    left.check_open()
    parts = [RefundedLine(Rial(0))] * len(sold.lines)
    asked: dict[str, int] = {}
    for typed, quantity in wanted.items():
        sku = clean("sku", typed, MAX_SKU)
        places = [place for place, line in enumerate(sold.lines) if line.sku == sku]
        if not places or not sku:
            raise Refusal("refund_line_unknown", sku=sku)
        if quantity <= 0:
            raise Refusal("line_invalid", line=places[0] + 1, sku=sku)
        asked[sku] = asked.get(sku, 0) + quantity
        available = sum(left.quantities[place] for place in places)
        if asked[sku] > available:
            raise Refusal("refund_exceeds_rest_quantity", sku=sku, rest_thousandths=available)
    for place, line in sorted(enumerate(sold.lines), key=lambda known: line_order(known[1])):
        taken = min(asked.get(line.sku, 0), left.quantities[place])
        if taken > 0:
            asked[line.sku] -= taken
            parts[place] = RefundedLine(Rial(left.worth(place, taken)), Thousandths(taken))
    return _refund(sold, earlier, tuple(parts))


class _Left:
    """What is left of the lines after some refunds. `whole` is the bill's weight (its value, or its quantity when
    everything on it was free), `back` how much of the weight came back."""

    def __init__(self, sold: SoldBill, rials: list[int], quantities: list[int]) -> None:
        self._sold, self.rials, self.quantities = sold, rials, quantities
        self.rial = sum(rials)
        of_value = sold.amount_rial
        self.whole: int = of_value or sum(line.quantity for line in sold.lines)
        self.back = self.whole - (self.rial if of_value else sum(quantities))

    def less(self, parts: Parts) -> "_Left":
        """What is left after one more refund."""
        return _Left(
            self._sold,
            [rial - part.rial for rial, part in zip(self.rials, parts, strict=True)],
            [quantity - part.quantity for quantity, part in zip(self.quantities, parts, strict=True)],
        )

    def check_open(self) -> None:
        """Raises Refusal `already_refunded` when nothing is left."""
        if self.back == self.whole:
            raise Refusal("already_refunded", amount_rial=self._sold.amount_rial)

    def share(self, whole: int) -> int:
        """How much of a figure of the bill came back with it; all of it at the end."""
        return whole * self.back // self.whole

    def worth(self, place: int, taken: int) -> int:
        """The value of a quantity of a line; the last of it takes all that is left."""
        line = self._sold.lines[place]
        if taken == self.quantities[place]:
            return self.rials[place]
        return min(self.rials[place], line.net_rial * taken // line.quantity)

    def kept(self) -> list[Kept]:
        """What the customer keeps. Of a line given back by amount as much quantity came back as value."""
        return [
            Kept(
                Fraction(line.earning_rial * rial, line.net_rial) if line.net_rial else Fraction(0),
                min(quantity, line.quantity * rial // line.net_rial) if line.net_rial else quantity,
                rial,
            )
            for line, rial, quantity in zip(self._sold.lines, self.rials, self.quantities, strict=True)
        ]


def _left(sold: SoldBill, earlier: Sequence[Parts]) -> _Left:
    left = _Left(sold, [line.net_rial for line in sold.lines], [line.quantity for line in sold.lines])
    for parts in earlier:
        left = left.less(parts)
    return left


class _Stage:
    """Where a bill stands after some refunds: points still held never rise again, however odd the programme."""

    def __init__(self, sold: SoldBill, left: _Left, before: "_Stage | None") -> None:
        self.left = left
        self.sums: Sums = sums_for(sold.facts, self.left.kept())
        self.points: int = self.sums.points if before is None else min(before.points, self.sums.points)
        self.for_tier: int = self.sums.for_tier if before is None else min(before.for_tier, self.sums.for_tier)
        self.cash_rial = self.left.back - self.left.share(sold.money_off_rial) if sold.amount_rial else 0
        self.done = self.left.back == self.left.whole
        dead = (term.rule for term, value in zip(sold.facts.terms, self.sums.values, strict=True) if value <= 0)
        self.dropped: set[str] = {claim_key(f"rule:{rule}") for rule in dead} | (before.dropped if before else set())

    def count_back(self, count: Count) -> int:
        """How much of a count has come back. A claim comes back as soon as its term gives nothing."""
        if count.way is CountWay.SHARE:
            return self.left.share(count.amount)
        return count.amount if self.done or count.key.startswith(tuple(self.dropped)) else 0

    def side_back(self, side: SideAward) -> bool:
        """Whether a side award is taken back."""
        if self.done or not self.left.back:
            return self.done
        if side.lines is None:
            return self.left.rial < side.least_rial
        return sum(self.left.rials[place] for place in side.lines) < max(1, side.least_rial)


def _refund(sold: SoldBill, earlier: Sequence[Parts], parts: Parts) -> Refund:
    before = after = _Stage(sold, _left(sold, ()), None)
    paid_back: list[tuple[Tender, ...]] = []
    for lines in (*earlier, parts):
        before, after = after, _Stage(sold, after.left.less(lines), after)
        paid_back.append(tenders_back(sold.tenders, paid_back, after.cash_rial - before.cash_rial))
    return Refund(
        lines=parts,
        value_rial=Rial(before.left.rial - after.left.rial),
        cash_rial=Rial(after.cash_rial - before.cash_rial),
        points_clawed=Points(before.points - after.points),
        points_for_tier_clawed=Points(before.for_tier - after.for_tier),
        points_returned=Points(after.left.share(sold.points_spent) - before.left.share(sold.points_spent)),
        counts=_less((count, after.count_back(count) - before.count_back(count)) for count in sold.counts),
        side_claws=tuple(
            SideClaw(
                part,
                side.member,
                side.rule,
                side.points,
                side.for_tier,
                _less((one, one.amount) for one in side.counts),
            )
            for part, side in enumerate(sold.side_awards)
            if after.side_back(side) and not before.side_back(side)
        ),
        tenders=paid_back[-1],
    )


def _less(counts: Iterable[tuple[Count, int]]) -> tuple[Count, ...]:
    return tuple(structs.replace(count, amount=-amount) for count, amount in counts if amount)
