"""An amount with a slip of the unit: Toman typed for Rial, a nought too many, or the new money for the old."""

from collections.abc import Iterable, Sequence

FACTORS = (10, 10_000)
"""1 Toman = 10 Rial, which is also one nought; one Rial of the new money = 10,000 of the present ones."""

STRANGE_TIMES = 6
"""An amount is strange from six times the usual on, or up to a sixth of it. Baskets scatter widely (three times the
usual is an ordinary week-end): with a narrower band every twentieth purchase would be asked about, so it is every
fortieth, and none without a better guess."""

NEAR_TIMES = 5 / 3
"""What may have been meant is at most so many times the usual amount, or that part of it: 6 to 17 times too much."""

FAR_TIMES = 50
"""So many times the usual no slip of the unit explains, and hardly any basket: such an amount is asked about too."""

FEWEST_OF_SHOP, FEWEST_OF_MEMBER = 10, 3


def usual_amount(amounts_rial: Sequence[int], fewest: int) -> int | None:
    """The median of the latest amounts (the lower of two); None while there are fewer than `fewest`."""
    if len(amounts_rial) < max(fewest, 1):
        return None
    return sorted(amounts_rial)[(len(amounts_rial) - 1) // 2]


def likely_meant(amount_rial: int, usual_rials: Iterable[int | None]) -> int | None:
    """The amount that was probably meant, or None when there is nothing to ask.

    `usual_rials` are what is usual for the member and at the till; None for one that is not known yet. An amount that
    is not strange beside any one of them is not asked about: a member who buys for a whole office is known for it, and
    so is a shop that sells refrigerators beside tea. Of several answers the one nearest to its usual amount counts.
    """
    known = [usual for usual in usual_rials if usual]
    if amount_rial <= 0 or not all(_strange(amount_rial, usual) for usual in known):
        return None
    guesses = [
        (_times(guess, usual), guess)
        for usual in known
        for guess in _other_units(amount_rial)
        if _times(guess, usual) <= NEAR_TIMES
    ]
    return min(guesses)[1] if guesses else None


def far_above(amount_rial: int, usual_rials: Iterable[int | None]) -> int | None:
    """How many times what is usual an amount is that lies far above all of it, beside the nearest; None for any other
    amount, and where nothing is known to be usual."""
    known = [usual for usual in usual_rials if usual]
    times = amount_rial // max(known) if known else 0
    return times if times >= FAR_TIMES else None


def _other_units(amount_rial: int) -> list[int]:
    """The same digits in another unit. One that would not come out even cannot have been meant."""
    larger = [amount_rial * factor for factor in FACTORS]
    smaller = [amount_rial // factor for factor in FACTORS if amount_rial % factor == 0]
    return larger + smaller


def _strange(amount_rial: int, usual_rial: int) -> bool:
    return _times(amount_rial, usual_rial) >= STRANGE_TIMES


def _times(one_rial: int, other_rial: int) -> float:
    """How many times the larger is the smaller."""
    return max(one_rial, other_rial) / min(one_rial, other_rial)
