"""The units that figures are counted in."""

from enum import StrEnum
from typing import NewType

Rial = NewType("Rial", int)
"""Integer current Rial; the only money that is ever stored."""

Points = NewType("Points", int)
"""Integer points."""

Thousandths = NewType("Thousandths", int)
"""A quantity of goods: 1,250 is one and a quarter pieces or kilograms."""


class DisplayUnit(StrEnum):
    """The money unit that people see; the ledger stays in current Rial (domain: 1 toman = 10 Rial)."""

    TOMAN = "toman"
    RIAL = "rial"
