"""A real shop in a temporary folder; whatever a test did to it, its file is sound afterwards."""

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def little(tmp_path, clock: HandClock):
    with LittleShop(tmp_path / "shop", create=True, clock=clock) as little:
        little.enrol()
        clock.forward(minutes=1)
        yield little
        assert little.shop.verify().faults == []
