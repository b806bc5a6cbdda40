"""Giving goods back: how much money, how many points each way. Parts always sum to the whole."""

from fractions import Fraction

from msgspec import Struct

from vafa.domain.errors import Refusal
from vafa.domain.evaluation import Facts, earn_base, points_for
from vafa.domain.purchase import PostedLine
from vafa.domain.sharing import share_out
from vafa.domain.texts import MAX_SKU, clean
from vafa.domain.units import Points, Rial, Thousandths


class RefundedLine(Struct, frozen=True):
    """What came back of one posted line: its value after the bill's discount, and how much of the goods."""

    rial: Rial
    quantity: Thousandths = Thousandths(0)


class SoldFigures(Struct, frozen=True):
    """The recorded figures of a purchase that a refund is reckoned from."""

    lines: tuple[PostedLine, ...]
    facts: Facts
    points_spent: Points
    money_off_rial: Rial

    @property
    def amount_rial(self) -> int:
        return sum(line.net_rial for line in self.lines)


class Refund(Struct, frozen=True):
    """One refund: value of the goods, money handed back, points taken back and points given back."""

    lines: tuple[RefundedLine, ...]
    value_rial: Rial
    cash_rial: Rial
    points_clawed: Points
    points_returned: Points


Parts = tuple[RefundedLine, ...]


def refund_amount(sold: SoldFigures, earlier: tuple[Parts, ...], amount_rial: int | None) -> Refund:
    """A refund of goods worth `amount_rial` (None: all that is left), spread over the lines by what is left of them.

    Raises Refusal `amount_not_positive`, `refund_exceeds_rest` (rest_rial) or `already_refunded`.
    """
    rest = _rest(sold, earlier)
    value = sum(rest) if amount_rial is None else amount_rial
    if value <= 0 and amount_rial is not None:
        raise Refusal("amount_not_positive", amount_rial=amount_rial)
    if sum(rest) == 0:
        raise Refusal("already_refunded", amount_rial=sold.amount_rial)
    if value > sum(rest):
        raise Refusal("refund_exceeds_rest", amount_rial=value, rest_rial=sum(rest))
    parts = share_out(value, rest, [line.sku for line in sold.lines])
    return _refund(sold, earlier, tuple(RefundedLine(Rial(part)) for part in parts))


def refund_lines(sold: SoldFigures, earlier: tuple[Parts, ...], wanted: dict[str, int]) -> Refund:
    """A refund of quantities (thousandths) by stock number.

    Raises Refusal `already_refunded`, `refund_line_unknown`, `line_invalid` or `refund_exceeds_rest_quantity` (sku,
    rest_thousandths).
    """
    rest = _rest(sold, earlier)
    if sum(rest) == 0:
        raise Refusal("already_refunded", amount_rial=sold.amount_rial)
    back = [sum(parts[i].quantity for parts in earlier) for i in range(len(sold.lines))]
    parts = [RefundedLine(Rial(0))] * len(sold.lines)
    for typed, quantity in wanted.items():
        sku = clean("sku", typed, MAX_SKU)
        places = [i for i, line in enumerate(sold.lines) if line.sku == sku]
        if not places or not sku:
            raise Refusal("refund_line_unknown", sku=sku)
        if quantity <= 0:
            raise Refusal("line_invalid", line=places[0] + 1, sku=sku)
        left = quantity
        for i in places:
            line = sold.lines[i]
            taken = min(left, line.quantity - back[i])
            if taken <= 0:
                continue
            left -= taken
            whole = back[i] + taken == line.quantity
            value = rest[i] if whole else min(rest[i], line.net_rial * taken // line.quantity)
            parts[i] = RefundedLine(Rial(value), Thousandths(taken))
        if left:
            available = sum(sold.lines[i].quantity - back[i] for i in places)
            raise Refusal("refund_exceeds_rest_quantity", sku=sku, rest_thousandths=available)
    return _refund(sold, earlier, tuple(parts))


def _rest(sold: SoldFigures, earlier: tuple[Parts, ...]) -> list[int]:
    return [line.net_rial - sum(parts[i].rial for parts in earlier) for i, line in enumerate(sold.lines)]


def _refund(sold: SoldFigures, earlier: tuple[Parts, ...], parts: Parts) -> Refund:
    rest_before = _rest(sold, earlier)
    rest_after = _rest(sold, (*earlier, parts))
    value = sum(rest_before) - sum(rest_after)
    amount = sold.amount_rial
    value_before = amount - sum(rest_before)
    value_after = amount - sum(rest_after)
    money_off_back = _cumulative(sold.money_off_rial, value_before, value_after, amount)
    return Refund(
        lines=parts,
        value_rial=Rial(value),
        cash_rial=Rial(value - money_off_back),
        points_clawed=Points(
            points_for(sold.facts, _base_left(sold, rest_before)) - points_for(sold.facts, _base_left(sold, rest_after))
        ),
        points_returned=Points(_cumulative(sold.points_spent, value_before, value_after, amount)),
    )


def _cumulative(whole: int, before: int, after: int, amount: int) -> int:
    return whole * after // amount - whole * before // amount


def _base_left(sold: SoldFigures, rest: list[int]) -> Rial:
    """The earn base of what the customer keeps."""
    earning = sum(
        (
            Fraction(line.earning_rial * left, line.net_rial)
            for line, left in zip(sold.lines, rest, strict=True)
            if line.net_rial
        ),
        Fraction(0),
    )
    return earn_base(sold.facts.vat, sold.facts.vat_percent, earning)
