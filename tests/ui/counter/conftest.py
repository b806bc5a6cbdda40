"""A counter over a real shop in a temporary folder; whatever a test did at it, the file is sound afterwards."""

import pytest
from tests.fakes.counter_desk import PINS, CounterDesk
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop

from vafa.domain.roles import Role

NAMES = ("Sara", "Omid", "Nima", "سارا محمدی", "سارا رضایی", "علی", "مریم", "رضا")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def little(tmp_path, clock: HandClock):
    with LittleShop(tmp_path / "shop", create=True, clock=clock) as little:
        little.shop.describe(name="Bazar")
        little.shop.hire("Laleh", Role.MANAGER, PINS[1])
        little.shop.hire("Nastaran", Role.CASHIER, PINS[2])
        little.enrol(NAMES)
        clock.forward(minutes=1)
        yield little
        assert little.shop.verify().faults == []


@pytest.fixture
def counter(little: LittleShop, clock: HandClock) -> CounterDesk:
    counter = CounterDesk(little, clock)
    counter.at.begin()
    return counter


@pytest.fixture
def slow(little: LittleShop, clock: HandClock) -> CounterDesk:
    """One whose answers come when the test says so."""
    return CounterDesk(little, clock, stepping=True)
