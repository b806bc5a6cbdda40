import pytest

from vafa.domain.errors import Refusal
from vafa.domain.purchase import MAX_AMOUNT_RIAL, MAX_LINES, MAX_QUANTITY, WHOLE_BILL, purchase_of
from vafa.domain.receipt import ReceiptLine
from vafa.domain.units import Rial, Thousandths


def _line(sku: str, price_rial: int, thousandths: int = 1_000) -> ReceiptLine:
    return ReceiptLine(sku, Thousandths(thousandths), Rial(price_rial))


def test_a_bill_of_one_amount_has_one_nameless_line():
    purchase = purchase_of(70_000)
    assert purchase.lines == (_line(WHOLE_BILL, 70_000),)
    assert purchase.discount_rial == 0


def test_lines_above_the_amount_are_the_bills_discount():
    assert purchase_of(90_000, (_line("a", 60_000), _line("b", 40_000))).discount_rial == 10_000


@pytest.mark.parametrize(
    ("amount_rial", "lines", "code"),
    [
        (0, (), "amount_not_positive"),
        (-5, (), "amount_not_positive"),
        (MAX_AMOUNT_RIAL + 1, (), "amount_too_large"),
        (10**30, (), "amount_too_large"),
        (10, (_line("a", 9),), "lines_below_amount"),
        (10, (_line("", 10),), "line_invalid"),
        (10, (_line("a", -1), _line("b", 11)), "line_invalid"),
        (10, (_line("a", 10, 0),), "line_invalid"),
        (10, (_line("a", 10, MAX_QUANTITY + 1),), "line_invalid"),
        (10, (_line("a", MAX_AMOUNT_RIAL + 1),), "line_invalid"),
        (10, (_line("a", 10),) * (MAX_LINES + 1), "too_many_lines"),
    ],
)
def test_what_is_no_bill_is_refused(amount_rial: int, lines: tuple[ReceiptLine, ...], code: str):
    with pytest.raises(Refusal) as caught:
        purchase_of(amount_rial, lines)
    assert caught.value.code == code
