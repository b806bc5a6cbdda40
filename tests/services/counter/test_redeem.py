from msgspec import structs
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import SARA, account, nothing_written, publish, refused, sell

from vafa.domain.receipt import ReceiptKind
from vafa.domain.rulebook.document import MoneyOff
from vafa.domain.units import Rial
from vafa.domain.who import NOBODY


def test_points_become_a_voucher(little: LittleShop):
    sell(little, rial=10_000_000)
    receipt = little.shop.redeem(SARA, 60).receipt
    assert (receipt.kind, receipt.number) == (ReceiptKind.REDEMPTION, "F-2")
    assert (receipt.points_spent, receipt.money_off_rial, receipt.amount_rial) == (60, 60_000, 60_000)
    assert account(little) == (40, 0, 0)
    little.shop.redeem(SARA, 40)
    assert account(little) == (0, 0, 0)


def test_a_point_is_worth_what_the_programme_says(little: LittleShop):
    publish(little, money_off=MoneyOff(Rial(2_500)))
    sell(little, rial=1_000_000)
    assert little.shop.redeem(SARA, 3).receipt.money_off_rial == 7_500


def test_what_is_not_there_is_not_given(little: LittleShop):
    sell(little, rial=10_000_000)
    with nothing_written(little):
        with refused("not_enough_points", points=101, best=100):
            little.shop.redeem(SARA, 101)
        with refused("not_enough_points"):
            little.shop.redeem(SARA, 10**30)
        for points in (0, -1):
            with refused("points_not_positive"):
                little.shop.redeem(SARA, points)
        with refused("member_unknown"):
            little.shop.redeem(NOBODY, 1)


def test_the_same_key_is_the_same_voucher(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    first = little.shop.redeem(SARA, 60, key="v")
    clock.forward(days=2)
    with nothing_written(little):
        assert little.shop.redeem(SARA, 60, key="v") == structs.replace(first, repeated=True)
        with refused("key_reused"):
            little.shop.redeem(SARA, 61, key="v")
    assert account(little) == (40, 0, 0)
