"""What a customer buys, and how discounts spread over it."""

from functools import lru_cache

from msgspec import Struct, structs

from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptLine
from vafa.domain.sharing import share_out
from vafa.domain.texts import MAX_SKU, clean
from vafa.domain.units import Rial, Thousandths

MAX_AMOUNT_RIAL = Rial(1_000_000_000_000)
"""A bill above this is a slip of the finger (100 milliard toman)."""

MAX_LINES = 500
MAX_QUANTITY = Thousandths(1_000_000_000)

WHOLE_BILL = ""
"""The stock number of a bill that was typed as one amount."""


class PostedLine(Struct, frozen=True, omit_defaults=True, gc=False):
    """A line as it was posted.

    `net_rial` is the price after the bill's discount; `earning_rial` the part of it that earns (0 if excluded).
    """

    sku: str
    quantity: Thousandths
    price_rial: Rial
    net_rial: Rial
    earning_rial: Rial = Rial(0)


class Purchase(Struct, frozen=True):
    """A bill: what it asks for before points, and its lines (one line `WHOLE_BILL` when only the amount is known)."""

    amount_rial: Rial
    lines: tuple[ReceiptLine, ...]

    @property
    def discount_rial(self) -> Rial:
        """What the shop took off the bill before points."""
        return Rial(sum(line.price_rial for line in self.lines) - self.amount_rial)

    def net_rial(self) -> list[int]:
        """What each line costs after the bill's own discount."""
        prices = [int(line.price_rial) for line in self.lines]
        discounts = spread(self.discount_rial, prices, self.lines)
        return [price - discount for price, discount in zip(prices, discounts, strict=True)]


def purchase_of(amount_rial: int, lines: tuple[ReceiptLine, ...] = ()) -> Purchase:
    """A checked purchase. Lines may add up to more than the amount: the rest is the bill's discount.

    Raises Refusal `amount_not_positive`, `amount_too_large`, `too_many_lines`, `line_invalid`, `text_too_long` or
    `lines_below_amount`.
    """
    if amount_rial <= 0:
        raise Refusal("amount_not_positive", amount_rial=amount_rial)
    if amount_rial > MAX_AMOUNT_RIAL:
        raise Refusal("amount_too_large", amount_rial=amount_rial, limit_rial=MAX_AMOUNT_RIAL)
    if len(lines) > MAX_LINES:
        raise Refusal("too_many_lines", lines=len(lines), limit=MAX_LINES)
    lines = tuple([_with_clean_sku(line) for line in lines])
    for place, line in enumerate(lines, start=1):
        if not line.sku or not 0 < line.quantity <= MAX_QUANTITY or not 0 <= line.price_rial <= MAX_AMOUNT_RIAL:
            raise Refusal("line_invalid", line=place, sku=line.sku)
    if not lines:
        lines = (ReceiptLine(WHOLE_BILL, Thousandths(1_000), Rial(amount_rial)),)
    total_rial = sum(line.price_rial for line in lines)
    if total_rial < amount_rial:
        raise Refusal("lines_below_amount", amount_rial=amount_rial, lines_rial=total_rial)
    return Purchase(Rial(amount_rial), lines)


def _with_clean_sku(line: ReceiptLine) -> ReceiptLine:
    sku = _clean_sku(line.sku)
    return line if sku == line.sku else structs.replace(line, sku=sku)


@lru_cache(maxsize=8_192)
def _clean_sku(typed: str) -> str:
    """The same goods are sold all day."""
    return clean("sku", typed, MAX_SKU)


def spread(amount_rial: int, over_rial: list[int], lines: tuple[ReceiptLine, ...]) -> list[int]:
    """Shares of an amount taken off the bill, one a line; ties go by amount, stock number, line."""
    if not amount_rial:
        return [0] * len(lines)
    return share_out(amount_rial, over_rial, lambda place: line_order(lines[place]))


def line_order(line: ReceiptLine | PostedLine) -> tuple[str, int, int]:
    """The order of lines in which ties are settled; only of lines that are equal in all does the earlier come first."""
    return line.sku, line.quantity, line.price_rial
