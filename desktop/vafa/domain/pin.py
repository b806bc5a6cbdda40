"""PINs as people type them, and how long wrong ones make one wait."""

from itertools import pairwise

from vafa.domain.errors import Refusal
from vafa.persian.digits import typed

PIN_DIGITS = range(4, 9)

FREE_MISSES = 3
"""So many wrong PINs in a row make a person wait for the first time."""

FIRST_PAUSE_S, LONGEST_PAUSE_S = 5, 300
"""Each further miss doubles the pause, up to the longest."""


def pin_digits(text: str) -> str | None:
    """The PIN in ASCII digits, typed in any digit set; None for what can be no PIN."""
    digits = typed(text)
    return digits if len(digits) in PIN_DIGITS and digits.isascii() and digits.isdecimal() else None


def read_pin(text: str) -> str:
    """A PIN that somebody chooses. Raises Refusal `pin_invalid` (shortest, longest)."""
    digits = pin_digits(text)
    if digits is None:
        raise Refusal("pin_invalid", shortest=PIN_DIGITS[0], longest=PIN_DIGITS[-1])
    return digits


def refuse_simple(digits: str) -> None:
    """Raises Refusal `pin_too_simple` for one digit again and again, and for digits in a row, up or down."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Refusal("pin_too_simple")


def misses_left(misses: int) -> int:
    """How many more wrong PINs go without a pause."""
    return max(0, FREE_MISSES - misses)


def pause_s(misses: int) -> int:
    """How long to wait after so many wrong PINs in a row."""
    if misses < FREE_MISSES:
        return 0
    doublings = min(misses - FREE_MISSES, LONGEST_PAUSE_S.bit_length())
    return min(FIRST_PAUSE_S << doublings, LONGEST_PAUSE_S)
