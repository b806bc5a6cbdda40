"""Where shares of equal weight leave a Rial over, the order of the lines decides nothing."""

from itertools import permutations

import pytest
from tests.domain.engine.bills import bill, case_of, line

from vafa.domain.account import Balance
from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.earning import earn, posted_lines
from vafa.domain.engine.guarding import Guard
from vafa.domain.engine.known import Goods
from vafa.domain.engine.refunding import SoldBill, refund_amount, refund_lines
from vafa.domain.engine.rewarding import take_rewards
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import ReceiptLine
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import AmountOff, FreeItem
from vafa.domain.rulebook.plans import MarginGuard, Reward, Rule
from vafa.domain.units import Points

# Of one stock number and one price, in different quantities: only those tell the lines apart.
LINES = (line("rice", 100_000, 1), line("rice", 100_000, 2), line("rice", 100_000, 3))
ORDERS = list(permutations(LINES))


def _by_quantity(purchase: Purchase, shares: tuple[int, ...]) -> list[int]:
    return [share for _, share in sorted(zip([one.quantity for one in purchase.lines], shares, strict=True))]


@pytest.mark.parametrize("lines", ORDERS)
def test_rewards(lines: tuple[ReceiptLine, ...]):
    purchase = bill(*lines)
    reward = Reward(id="w", points=Points(1), give=AmountOff(10_000))
    bought = take_rewards(case_of(Programme(rewards=(reward,)), purchase, rewards=("w",)), Balance(spendable=Points(1)))
    assert _by_quantity(purchase, bought.discounts[0].shares) == [3_334, 3_333, 3_333]


@pytest.mark.parametrize("lines", ORDERS)
def test_free_items_of_rewards(lines: tuple[ReceiptLine, ...]):
    purchase = bill(*lines)
    reward = Reward(id="w", points=Points(1), give=FreeItem("rice", 2))
    bought = take_rewards(case_of(Programme(rewards=(reward,)), purchase, rewards=("w",)), Balance(spendable=Points(1)))
    assert _by_quantity(purchase, bought.discounts[0].shares) == [100_000, 50_000, 0]


@pytest.mark.parametrize("lines", ORDERS)
def test_the_margin_guard(lines: tuple[ReceiptLine, ...]):
    purchase = bill(*lines)
    guard = MarginGuard(most_percent=10)
    programme = Programme(rules=(Rule(id="r", give=AmountOff(50_001)),), vat_percent=0, guard=guard)
    case = case_of(programme, purchase, goods={"rice": Goods(cost_rial=1)})
    keeper = Guard(case, guard)
    kept = keeper.curb(take_discounts(case))
    assert kept.discounts[0].rial == 29_999
    assert _by_quantity(purchase, kept.discounts[0].shares) == [10_000, 10_000, 9_999]


def _sold(purchase: Purchase) -> SoldBill:
    case = case_of(Programme(), purchase)
    return SoldBill(lines=posted_lines(case, 0), facts=earn(case, 0)[0].facts)


@pytest.mark.parametrize("lines", ORDERS)
def test_refunds_of_an_amount(lines: tuple[ReceiptLine, ...]):
    purchase = bill(*lines)
    back = refund_amount(_sold(purchase), (), 10_000)
    assert _by_quantity(purchase, tuple(part.rial for part in back.lines)) == [3_334, 3_333, 3_333]


@pytest.mark.parametrize("lines", ORDERS)
def test_refunds_of_a_quantity(lines: tuple[ReceiptLine, ...]):
    purchase = bill(*lines)
    back = refund_lines(_sold(purchase), (), {"rice": 2_000})
    assert _by_quantity(purchase, tuple(part.rial for part in back.lines)) == [100_000, 50_000, 0]
