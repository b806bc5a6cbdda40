from datetime import timedelta

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, nothing_written, number_of, refused, sell

from vafa.domain.acts import ClockConfirmed
from vafa.domain.errors import Trouble
from vafa.domain.roles import Role


def _last_body(little: LittleShop):
    return list(little.store.journal.acts())[-1].body


@pytest.mark.parametrize("off", [{"minutes": -11}, {"days": -300}, {"days": 15, "minutes": 1}, {"days": 4_000}])
def test_with_a_doubtful_clock_selling_goes_on_and_spending_waits(
    little: LittleShop, clock: HandClock, off: dict[str, int]
):
    sell(little, SARA, rial=10_000_000)
    sell(little, OMID, rial=10_000_000)
    spent = sell(little, SARA, redeem=10)
    clock.forward(**off)
    with refused("clock_doubtful"):
        sell(little, redeem=5)
    with refused("clock_doubtful"):
        little.shop.redeem(SARA, 5)
    with refused("clock_doubtful"):
        little.shop.adjust(SARA, -5, "x")
    assert sell(little, SARA).receipt.points_earned == 10
    assert _last_body(little).clock_doubt
    little.shop.take_back(number_of(spent))
    little.shop.adjust(SARA, 5, "x")
    little.shop.set_clock()
    assert isinstance(_last_body(little), ClockConfirmed)
    assert sell(little, redeem=5).receipt.points_spent == 5
    assert not _last_body(little).clock_doubt


@pytest.mark.parametrize("off", [{"minutes": -10}, {"days": 15}, {"minutes": 0}])
def test_a_clock_that_is_off_a_little_is_not_doubted(little: LittleShop, clock: HandClock, off: dict[str, int]):
    sell(little, rial=10_000_000)
    clock.forward(**off)
    assert sell(little, redeem=5).receipt.points_spent == 5
    assert not _last_body(little).clock_doubt


def test_without_points_to_take_off_there_is_nothing_to_doubt(little: LittleShop, clock: HandClock):
    clock.forward(days=100)
    assert sell(little, redeem="max").receipt.points_earned == 10


def test_a_clock_that_comes_back_by_itself_is_trusted_again(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    clock.forward(days=400)
    sell(little)
    clock.forward(days=-400, minutes=2)
    assert sell(little, redeem=5).receipt.points_spent == 5


def test_the_shop_keeps_the_time_it_was_told(little: LittleShop, clock: HandClock):
    right = clock.now() + timedelta(hours=1)
    clock.forward(days=-40)
    told = little.shop.set_clock(right)
    assert (told.now, told.offset) == (right, timedelta(days=40, hours=1))
    clock.forward(seconds=5)
    assert sell(little).receipt.moment == right + timedelta(seconds=5)
    assert little.shop.now() == right + timedelta(seconds=5)


def test_acts_keep_their_order_when_the_clock_goes_back(little: LittleShop, clock: HandClock):
    for days in (0, -300, 1):
        clock.forward(days=days)
        sell(little)
    order = [act.envelope.hlc for act in little.store.journal.acts()]
    assert order == sorted(set(order))


def test_sales_of_a_clock_that_was_ahead_still_count_when_it_is_right(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    clock.forward(days=-300)
    little.shop.set_clock()
    seen = little.shop.look_up(SARA)
    assert seen.balance.spendable == seen.standing.spendable == seen.lines[-1].net == 100
    assert sell(little, rial=100_000, redeem="max").receipt.points_spent == 100


def test_a_slip_of_the_finger_is_not_a_time(little: LittleShop, clock: HandClock):
    sell(little)
    for years in (95, -105):
        with nothing_written(little), refused("clock_implausible"):
            little.shop.set_clock(clock.now() + timedelta(days=365 * years))


def test_a_clock_of_another_age_is_trouble(little: LittleShop, clock: HandClock):
    clock.forward(days=365 * 300)
    with pytest.raises(Trouble, match="clock_impossible"):
        sell(little)
    clock.forward(days=-365 * 300)
    sell(little)


def test_who_sets_the_clock_stands_in_the_journal(little: LittleShop, clock: HandClock):
    cashier = little.shop.hire("Nastaran", Role.CASHIER).person
    little.shop.set_clock(clock.now() + timedelta(minutes=3), staff=cashier.number)
    assert list(little.store.journal.acts())[-1].envelope.staff == cashier.id
    with refused("staff_unknown"):
        little.shop.set_clock(clock.now(), staff=99)
