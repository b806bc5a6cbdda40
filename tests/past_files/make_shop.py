"""How the past files were made, each once. None is ever made again: they stand for the files that shops have."""

from pathlib import Path

from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop, furnish

FURNISHED = dict(
    zip(
        MOBILES[:7],
        [(60, 0, 0), (0, 8, 0), (68, 0, 0), (50, 0, 0), (0, 10, 0), (40, 0, 0), (0, 0, 0)],
        strict=True,
    )
)
"""Spendable, pending and owed points of the members who are not erased, three days after the shop was founded."""


def make(folder: Path) -> None:
    clock = HandClock()
    with LittleShop(folder, create=True, clock=clock) as little:
        furnish(little, clock)
