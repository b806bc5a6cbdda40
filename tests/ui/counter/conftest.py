"""A counter over a real shop in a temporary folder; whatever a test did at it, the file is sound afterwards."""

import shutil
from pathlib import Path

import pytest
from tests.fakes.counter_desk import PINS, CounterDesk
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop

from vafa.domain.roles import Role

NAMES = ("Sara", "Omid", "Nima", "سارا محمدی", "سارا رضایی", "علی", "مریم", "رضا")


@pytest.fixture(scope="session")
def staffed_shop(tmp_path_factory) -> Path:
    """The folder of a shop with two people and eight members, to be copied: making one takes longer than a test."""
    folder = tmp_path_factory.mktemp("staffed") / "shop"
    with LittleShop(folder, create=True, clock=HandClock()) as little:
        little.shop.describe(name="Bazar")
        little.shop.hire("Laleh", Role.MANAGER, PINS[1])
        little.shop.hire("Nastaran", Role.CASHIER, PINS[2])
        little.enrol(NAMES)
    return folder


@pytest.fixture
def clock() -> HandClock:
    """A minute later than the shop was made, and with other chance than then."""
    clock = HandClock(seed=2)
    clock.forward(minutes=1)
    return clock


@pytest.fixture
def little(tmp_path, staffed_shop: Path, clock: HandClock):
    shutil.copytree(staffed_shop, tmp_path / "shop")
    with LittleShop(tmp_path / "shop", clock=clock) as little:
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
