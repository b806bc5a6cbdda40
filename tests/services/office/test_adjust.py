from msgspec import structs
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import SARA, account, nothing_written, number_of, publish, refused, sell

from vafa.domain.roles import ADJUST_LIMIT_POINTS, Role
from vafa.domain.rulebook.document import Expiry, ExpiryMode


def test_points_are_given_and_taken_with_a_reason(little: LittleShop):
    given = little.shop.adjust(SARA, 50, "an apology")
    assert (given.points, given.standing.balance) == (50, 50)
    taken = little.shop.adjust(SARA, -20, "a mistake")
    assert (taken.points, taken.standing.balance) == (-20, 30)


def test_given_points_live_as_long_as_earned_ones_and_do_not_wait(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=3), pending_days=9)
    little.shop.adjust(SARA, 50, "an apology")
    assert account(little) == (50, 0, 0)
    clock.forward(days=5)
    assert account(little) == (0, 0, 0)


def test_taking_makes_no_debt(little: LittleShop):
    publish(little, pending_days=9)
    sell(little)
    little.shop.adjust(SARA, 5, "x")
    with nothing_written(little), refused("not_enough_points", best=15, spendable=5, pending=10):
        little.shop.adjust(SARA, -16, "x")
    little.shop.adjust(SARA, -15, "x")
    assert account(little) == (0, 0, 0)


def test_a_debt_is_written_off_by_giving(little: LittleShop):
    posting = sell(little, rial=3_000_000)
    little.shop.redeem(SARA, 30)
    little.shop.take_back(number_of(posting))
    assert account(little) == (0, 0, 30)
    little.shop.adjust(SARA, 30, "written off")
    assert account(little) == (0, 0, 0)


def test_what_is_no_adjustment(little: LittleShop):
    with nothing_written(little):
        with refused("reason_missing"):
            little.shop.adjust(SARA, 5, " \n")
        with refused("points_zero"):
            little.shop.adjust(SARA, 0, "x")
        for points in (1_000_001, -(10**30)):
            with refused("points_too_many"):
                little.shop.adjust(SARA, points, "x")


def test_the_same_key_is_the_same_adjustment(little: LittleShop, clock: HandClock):
    first = little.shop.adjust(SARA, 50, "x", key="a")
    clock.forward(days=1)
    with nothing_written(little):
        assert little.shop.adjust(SARA, 50, " x ", key="a") == structs.replace(first, repeated=True)
        with refused("key_reused"):
            little.shop.adjust(SARA, 50, "y", key="a")


def test_a_supervisor_adjusts_up_to_a_limit(little: LittleShop):
    supervisor, manager = (
        little.shop.hire(f"Ava {role}", role).person.number for role in (Role.SUPERVISOR, Role.MANAGER)
    )
    little.shop.adjust(SARA, 3 * ADJUST_LIMIT_POINTS, "x", staff=manager)
    with nothing_written(little):
        for points in (ADJUST_LIMIT_POINTS + 1, -ADJUST_LIMIT_POINTS - 1):
            with refused("adjust_above_limit", points=ADJUST_LIMIT_POINTS + 1, limit=1_000, needs="manager"):
                little.shop.adjust(SARA, points, "x", staff=supervisor)
    little.shop.adjust(SARA, -ADJUST_LIMIT_POINTS, "x", staff=supervisor)
    little.shop.adjust(SARA, ADJUST_LIMIT_POINTS, "x", staff=supervisor)
    assert account(little) == (3 * ADJUST_LIMIT_POINTS, 0, 0)
