from datetime import timedelta

import pytest
from msgspec import structs
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import SARA, account, line, nothing_written, number_of, publish, refused, sell

from vafa.domain.rulebook.document import Expiry, ExpiryMode
from vafa.domain.who import NOBODY


def test_the_worked_example_of_the_ledger(little: LittleShop):
    """Earn 42, earn 29, redeem 50, refund a part of the first, refund all of the second."""
    first = sell(little, rial=4_250_000)
    second = sell(little, rial=2_999_000)
    assert account(little) == (71, 0, 0)
    little.shop.redeem(SARA, 50)
    assert account(little) == (21, 0, 0)
    assert little.shop.take_back(number_of(first), amount_rial=2_000_000).receipt.points_clawed == 20
    assert account(little) == (1, 0, 0)
    assert little.shop.take_back(number_of(second)).receipt.points_clawed == 29
    assert account(little) == (0, 0, 28)


def test_a_refund_gives_money_and_points_back(little: LittleShop):
    sell(little, rial=40_000_000)
    posting = sell(little, rial=1_000_000, redeem=400)
    assert account(little) == (6, 0, 0)
    receipt = little.shop.take_back(number_of(posting)).receipt
    assert (receipt.paid_rial, receipt.money_off_rial, receipt.amount_rial) == (600_000, 400_000, 1_000_000)
    assert (receipt.points_clawed, receipt.points_returned) == (6, 400)
    assert receipt.of_number == number_of(posting)
    assert account(little) == (400, 0, 0)


def test_a_bill_paid_with_points_alone_comes_back_as_points(little: LittleShop):
    sell(little, rial=40_000_000)
    posting = sell(little, rial=99_500, redeem="max")
    half = little.shop.take_back(number_of(posting), amount_rial=50_000).receipt
    rest = little.shop.take_back(number_of(posting)).receipt
    assert half.paid_rial == rest.paid_rial == 0
    assert half.points_returned + rest.points_returned == 100
    assert account(little) == (400, 0, 0)


def test_goods_come_back_by_line(little: LittleShop):
    posting = sell(little, rial=1_000_000, lines=(line("tea", 600_000, 3), line("rice", 400_000), line("bag", 0)))
    number = number_of(posting)
    first = little.shop.take_back(number, lines={"tea": 1_000}).receipt
    assert (first.amount_rial, first.points_clawed) == (200_000, 2)
    with refused("refund_exceeds_rest_quantity", sku="tea", rest_thousandths=2_000):
        little.shop.take_back(number, lines={"tea": 2_001})
    with refused("refund_line_unknown", sku="soap"):
        little.shop.take_back(number, lines={"soap": 1_000})
    assert little.shop.take_back(number, lines={"bag": 1_000}).receipt.amount_rial == 0
    last = little.shop.take_back(number).receipt
    assert (last.amount_rial, last.points_clawed) == (800_000, 8)
    with refused("already_refunded"):
        little.shop.take_back(number)
    with refused("already_refunded"):
        little.shop.take_back(number, lines={"tea": 1_000})


def test_a_refund_is_never_blocked_because_the_points_are_gone(little: LittleShop):
    posting = sell(little, rial=10_000_000)
    little.shop.redeem(SARA, 100)
    little.shop.take_back(number_of(posting))
    assert account(little) == (0, 0, 100)


def test_points_of_a_lapsed_purchase_are_not_owed(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=3))
    posting = sell(little, rial=10_000_000)
    clock.forward(days=10)
    assert little.shop.take_back(number_of(posting)).receipt.points_clawed == 100
    assert account(little) == (0, 0, 0)


def test_points_of_a_lapsed_lot_come_back_for_a_while(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=3), refund_grace_days=7)
    sell(little, rial=10_000_000)
    posting = sell(little, rial=100_000, redeem="max")
    clock.forward(days=10)
    little.shop.take_back(number_of(posting))
    assert account(little) == (100, 0, 0)
    clock.forward(days=7)
    assert account(little) == (100, 0, 0)
    clock.forward(days=1)
    assert account(little) == (0, 0, 0)


def test_a_refund_keeps_to_the_terms_of_its_sale(little: LittleShop):
    """The programme became four times as generous since; the sale gave 10."""
    posting = sell(little, rial=1_000_000)
    publish(little, vat_percent=9, points_paid_earns=True)
    assert little.shop.take_back(number_of(posting), amount_rial=550_000).receipt.points_clawed == 6
    assert little.shop.take_back(number_of(posting)).receipt.points_clawed == 4


def test_the_same_key_is_the_same_refund(little: LittleShop):
    posting = sell(little)
    first = little.shop.take_back(number_of(posting), amount_rial=400_000, key="r")
    with nothing_written(little):
        again = little.shop.take_back(number_of(posting), amount_rial=400_000, key="r")
        assert again == structs.replace(first, repeated=True)
        with refused("key_reused"):
            little.shop.take_back(number_of(posting), amount_rial=300_000, key="r")
        with refused("key_reused"):
            sell(little, key="r")
    assert account(little) == (6, 0, 0)


def test_what_cannot_come_back(little: LittleShop, clock: HandClock):
    posting = sell(little)
    refund = little.shop.take_back(number_of(posting), amount_rial=400_000)
    voucher = little.shop.redeem(SARA, 1)
    gone = sell(little)
    little.shop.undo(number_of(gone))
    with nothing_written(little):
        with refused("refund_exceeds_rest", amount_rial=600_001, rest_rial=600_000):
            little.shop.take_back(number_of(posting), amount_rial=600_001)
        with refused("refund_exceeds_rest"):
            little.shop.take_back(number_of(posting), amount_rial=10**30)
        with refused("amount_not_positive"):
            little.shop.take_back(number_of(posting), amount_rial=0)
        with refused("not_a_sale", kind="refund"):
            little.shop.take_back(number_of(refund))
        with refused("not_a_sale", kind="redemption"):
            little.shop.take_back(number_of(voucher))
        with refused("already_undone"):
            little.shop.take_back(number_of(gone))
        with refused("receipt_unknown"):
            little.shop.take_back("F-999")
        with refused("receipt_number_bad"):
            little.shop.take_back("what")


def test_a_nameless_sale_comes_back_as_money(little: LittleShop):
    receipt = little.shop.take_back(number_of(sell(little, NOBODY))).receipt
    assert (receipt.paid_rial, receipt.points_clawed, receipt.anonymous) == (1_000_000, 0, True)


@pytest.mark.parametrize("parts", [(1, 99_999, 500_000), (333_333, 333_333, 333_333)])
def test_parts_add_up_to_the_whole(little: LittleShop, parts: tuple[int, ...]):
    sell(little, rial=80_000_000)
    number = number_of(sell(little, rial=1_999_999, redeem=777))
    backs = [little.shop.take_back(number, amount_rial=part).receipt for part in parts]
    backs.append(little.shop.take_back(number).receipt)
    assert sum(back.points_returned for back in backs) == 777
    assert sum(back.points_clawed for back in backs) == 12
    assert sum(back.paid_rial + back.money_off_rial for back in backs) == 1_999_999
    assert account(little) == (800, 0, 0)


def test_a_refund_is_not_dated_before_its_sale(little: LittleShop, clock: HandClock):
    posting = sell(little)
    with nothing_written(little), refused("refund_before_sale"):
        little.shop.take_back(number_of(posting), at=clock.now() - timedelta(days=1))
    clock.forward(minutes=-5)
    assert little.shop.take_back(number_of(posting)).receipt.paid_rial == 1_000_000
