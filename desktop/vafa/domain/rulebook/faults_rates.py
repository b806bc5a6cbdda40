"""Points beyond what the ledger can hold, and multipliers that would make less than nothing of them."""

from collections.abc import Iterator
from fractions import Fraction

from vafa.domain.rulebook.document import MAX_POINTS_PER_RIAL, Programme
from vafa.domain.rulebook.effects import GrowingMultiplier, Multiplier, PointsPerAmount, PointsPerUnit
from vafa.domain.rulebook.fault import Fault


def rate_faults(programme: Programme) -> Iterator[Fault]:
    """The worst case is bounded: all rules that give points for an amount (or a unit), times all multipliers."""
    effects = [rule.give for rule in programme.rules]
    factors = [_factors(effect) for effect in effects]
    most = 1 + sum((max(found) for found in factors if found), Fraction(0))
    by_amount = sum(
        (Fraction(give.points, give.per_rial) for give in effects if isinstance(give, PointsPerAmount)), Fraction(0)
    )
    by_unit = sum(
        (Fraction(give.points, give.per_thousandths) for give in effects if isinstance(give, PointsPerUnit)),
        Fraction(0),
    )
    if by_amount * most > MAX_POINTS_PER_RIAL:
        yield Fault("rules", "rate_per_rial", {"most": MAX_POINTS_PER_RIAL})
    if by_unit * most > MAX_POINTS_PER_RIAL:
        yield Fault("rules", "rate_per_thousandth", {"most": MAX_POINTS_PER_RIAL})
    if sum((max(1 - min(found), Fraction(0)) for found in factors if found), Fraction(0)) > 1:
        yield Fault("rules", "factors_below_zero")


def _factors(effect: object) -> list[Fraction]:
    match effect:
        case Multiplier():
            return [Fraction(effect.numerator, effect.denominator)]
        case GrowingMultiplier():
            return [Fraction(step.numerator, step.denominator) for step in effect.steps]
        case _:
            return []
