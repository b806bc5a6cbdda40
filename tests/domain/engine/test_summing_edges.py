"""Sums of terms where a single unit more or less would be a point, or would say that a point came from nowhere."""

import pytest

from vafa.domain.engine.outcome import Term, TermKind
from vafa.domain.engine.summing import Kept, Sums
from vafa.domain.rulebook.document import Vat

TWO = [Kept(300_000, 2_000, 330_000), Kept(200_000, 500, 200_000)]


def _term(kind: TermKind, numerator: int, denominator: int = 1, **fields: object) -> Term:
    return Term("rule", kind, numerator, denominator, **fields)


BASE = _term(TermKind.AMOUNT, 1, 100_000)


def _sums(*terms: Term, kept: list[Kept] = TWO) -> Sums:
    return Sums(terms, kept, Vat.INCLUDED, 0)


@pytest.mark.parametrize(
    ("least", "points"),
    [
        ({"least_rial": 530_000}, 10),
        ({"least_rial": 530_001}, 5),
        ({"least_quantity": 2_500}, 10),
        ({"least_quantity": 2_501}, 5),
        ({"least_rial": 530_000, "least_quantity": 2_501}, 5),
    ],
)
def test_a_multiplier_counts_from_its_least_amount_and_quantity_on(least: dict[str, int], points: int):
    assert _sums(BASE, _term(TermKind.MULTIPLIER, 2, **least)).points == points


def test_a_multiplier_that_does_not_count_adds_nothing_at_all():
    """A Rial is missing to the first point."""
    sums = _sums(BASE, _term(TermKind.MULTIPLIER, 2, least_rial=500_000), kept=[Kept(99_999, 1_000)])
    assert (sums.points, sums.values[1]) == (0, 0)


def test_a_bound_that_is_not_reached_leaves_the_multiplied_value_as_it_is():
    bounded = _term(TermKind.AMOUNT, 1, 100_000, most=10)
    assert _sums(bounded, _term(TermKind.MULTIPLIER, 2, lines=(0,))).points == 5 + 3


def test_a_bound_on_a_unit_term_is_multiplied_on_the_lines_of_the_multiplier():
    bounded = _term(TermKind.UNIT, 3, 1_000, most=9)
    assert _sums(bounded, _term(TermKind.MULTIPLIER, 2, lines=(0,))).points == 7 + 6


def test_a_multiplier_of_units_alone_has_no_rial_in_it():
    """333 g at a point a kilogram, three times, are 0.999 points."""
    for kind, kept in ((TermKind.UNIT, Kept(500_000, 333)), (TermKind.AMOUNT, Kept(333, 5_000))):
        assert _sums(_term(kind, 1, 1_000), _term(TermKind.MULTIPLIER, 3), kept=[kept]).points == 0


def test_multipliers_that_take_all_there_is_leave_no_share_to_anybody():
    halves = [_term(TermKind.MULTIPLIER, 1, 2)] * 2
    assert _sums(BASE, *halves).shares() == [0, 0, 0]
    assert _sums(BASE, *halves, halves[0]).shares() == [0, 0, 0, 0]
