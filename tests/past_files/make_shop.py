"""How the past files were made, each once. None is ever made again: they stand for the files that shops have."""

from pathlib import Path

from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop, furnish

_BEFORE_THE_CLUB = [(60, 0, 0), (0, 8, 0), (68, 0, 0), (50, 0, 0), (0, 10, 0), (40, 0, 0), (0, 0, 0)]
_IN_THE_CLUB = [(155, 0, 0), (0, 8, 0), (68, 0, 0), (59, 0, 0), (10, 10, 0), (40, 0, 0), (30, 0, 0)]

FURNISHED = {
    number: dict(zip(MOBILES[:7], balances, strict=True))
    for number, balances in {1: _BEFORE_THE_CLUB, 2: _BEFORE_THE_CLUB, 3: _IN_THE_CLUB}.items()
}
"""By past file: spendable, pending and owed points of the members who are not erased, three days after the shop was
founded."""


def make(folder: Path) -> None:
    clock = HandClock()
    with LittleShop(folder, create=True, clock=clock) as little:
        furnish(little, clock)
