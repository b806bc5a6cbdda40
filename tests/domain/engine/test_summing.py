from fractions import Fraction
from math import floor

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vafa.domain.engine.outcome import Facts, Term, TermKind
from vafa.domain.engine.summing import Kept, Sums, sums_for
from vafa.domain.rulebook.document import Vat
from vafa.domain.upcasts import UPCASTS

_CALM = settings(max_examples=200, deadline=None, derandomize=True)
TWO = [Kept(300_000, 2_000, 330_000), Kept(200_000, 500, 200_000)]


def _points(*terms: Term, kept: list[Kept] = TWO, most: int | None = None, vat: Vat = Vat.INCLUDED) -> int:
    return sums_for(Facts(1, vat, 10, 0, terms, most), kept).points


def _term(kind: TermKind, numerator: int, denominator: int = 1, **fields: object) -> Term:
    return Term("rule", kind, numerator, denominator, **fields)


BASE = _term(TermKind.AMOUNT, 1, 100_000)


@pytest.mark.parametrize(
    ("term", "points"),
    [
        (BASE, 5),
        (_term(TermKind.AMOUNT, 1, 100_000, lines=(1,)), 2),
        (_term(TermKind.UNIT, 3, 1_000), 7),
        (_term(TermKind.UNIT, 3, 1_000, lines=(0,)), 6),
        (_term(TermKind.FIXED, 9), 9),
        (_term(TermKind.FIXED, 9, least_rial=530_000), 9),
        (_term(TermKind.FIXED, 9, least_rial=530_001), 0),
        (_term(TermKind.FIXED, 9, least_quantity=2_500), 9),
        (_term(TermKind.FIXED, 9, least_quantity=2_501), 0),
        (_term(TermKind.AMOUNT, 1, 100_000, lines=(1,), least_rial=530_000, least_lines=(0, 1)), 2),
        (_term(TermKind.AMOUNT, 1, 100_000, lines=(1,), least_rial=200_001), 0),
        (_term(TermKind.AMOUNT, 1, 100_000, most=4), 4),
    ],
)
def test_a_term_alone(term: Term, points: int):
    assert _points(term) == points


def test_a_fixed_term_needs_a_base_unless_it_holds_always():
    nothing = [Kept(0, 1_000, 500)]
    assert _points(_term(TermKind.FIXED, 9), kept=nothing) == 0
    assert _points(_term(TermKind.FIXED, 9, always=True), kept=nothing) == 9
    assert _points(_term(TermKind.UNIT, 9), kept=nothing) == 0


def test_a_multiplier_takes_the_capped_value_and_its_own_lines():
    double = _term(TermKind.MULTIPLIER, 2, lines=(0,))
    assert _points(BASE, double) == 5 + 3
    assert _points(_term(TermKind.AMOUNT, 1, 100_000, most=2), double) == 2 + 2
    assert _points(BASE, _term(TermKind.MULTIPLIER, 2, most=4)) == 5 + 4
    assert _points(BASE, _term(TermKind.MULTIPLIER, 2, least_rial=530_001)) == 5
    assert _points(_term(TermKind.AMOUNT, 1, 100_000, lines=(1,)), double) == 2


def test_tax_is_taken_out_of_each_terms_sum():
    kept = [Kept(105, 1_000), Kept(105, 1_000)]
    every = _term(TermKind.AMOUNT, 1, 1)
    assert _points(every, kept=kept, vat=Vat.EXCLUDED) == 190
    first, second = (_term(TermKind.AMOUNT, 1, 1, lines=(place,)) for place in (0, 1))
    assert _points(first, second, kept=kept, vat=Vat.EXCLUDED) == 95 + 95
    assert _points(every, _term(TermKind.MULTIPLIER, 2, lines=(0,)), kept=kept, vat=Vat.EXCLUDED) == 190 + 95


def test_a_goal_in_points_is_judged_by_the_other_terms_for_a_tier():
    goal = _term(TermKind.FIXED, 50, least_points=5)
    assert _points(BASE, goal) == 55
    assert _points(BASE, _term(TermKind.FIXED, 50, least_points=6)) == 5
    assert _points(BASE, _term(TermKind.FIXED, 1, for_tier=False), _term(TermKind.FIXED, 50, least_points=6)) == 6
    assert _points(BASE, goal, most=4) == 4


def test_the_whole_is_capped_last():
    assert _points(BASE, _term(TermKind.FIXED, 9), most=12) == 12


def test_a_single_point_is_told_by_the_term_that_gave_it():
    assert Sums([_term(TermKind.FIXED, 1)], TWO, Vat.INCLUDED, 0).shares() == [1]


def test_a_fraction_of_money_kept_is_floored_to_whole_rial():
    assert _points(_term(TermKind.AMOUNT, 1, 1), kept=[Kept(Fraction(7, 2), 1), Kept(Fraction(7, 3), 1)]) == 5


_PARTS = st.lists(
    st.one_of(
        st.tuples(st.just(TermKind.AMOUNT), st.integers(1, 50), st.sampled_from([7, 1_000, 99])),
        st.tuples(st.just(TermKind.MULTIPLIER), st.integers(1, 9), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=6,
)


def _rounded_together(values: list[Fraction]) -> list[int]:
    """Whole numbers that add up to the floor of the sum: the largest remainders first, then the earlier places."""
    parts = [floor(value) for value in values]
    missing = floor(sum(values, Fraction(0))) - sum(parts)
    for i in sorted(range(len(values)), key=lambda i: (parts[i] - values[i], i))[:missing]:
        parts[i] += 1
    return parts


@_CALM
@given(_PARTS, st.integers(0, 100_000))
def test_shares_are_the_terms_rounded_together(parts: list, base: int):
    sums = Sums([_term(*part) for part in parts], [Kept(base, 1)], Vat.INCLUDED, 0)
    exact = [Fraction(value, sums.denominator) for value in sums.values]
    plain = sum((Fraction(base * n, d) for kind, n, d in parts if kind is TermKind.AMOUNT), Fraction(0))
    told = [Fraction(base * n, d) if kind is TermKind.AMOUNT else plain * (Fraction(n, d) - 1) for kind, n, d in parts]
    assert exact == told
    assert sums.shares() == (_rounded_together(told) if sum(told) > 0 else [0] * len(told))


@_CALM
@given(_PARTS, st.sampled_from(Vat), st.integers(0, 60), st.lists(st.fractions(0, 10**9), min_size=1, max_size=4))
def test_old_acts_give_the_very_same_points(parts: list, vat: Vat, vat_percent: int, earning: list[Fraction]):
    """What was recorded before there were terms: rules of amounts add up, each factor adds its part of their sum, the
    tax is taken out of the whole, and the whole is floored once."""
    effects = [
        {"type": "points_per_amount", "points": n, "per_rial": d}
        if kind is TermKind.AMOUNT
        else {"type": "multiplier", "numerator": n, "denominator": d}
        for kind, n, d in parts
    ]
    rules = [{"id": f"r{i}", "effect": effect} for i, effect in enumerate(effects)]
    exact = sum(earning, Fraction(0)) * (1 if vat is Vat.INCLUDED else Fraction(100, 100 + vat_percent))
    base = exact.numerator // exact.denominator
    plain = sum(Fraction(base * n, d) for kind, n, d in parts if kind is TermKind.AMOUNT)
    whole = plain + sum(plain * (Fraction(n, d) - 1) for kind, n, d in parts if kind is TermKind.MULTIPLIER)
    recorded = {"programme_version": 1, "rules": rules, "vat": vat.value, "vat_percent": vat_percent, "base_rial": base}
    facts = msgspec.convert(UPCASTS["purchase_posted", 1]({"facts": recorded})["facts"], Facts)
    assert sums_for(facts, [Kept(part, 1_000) for part in earning]).points == max(
        0, whole.numerator // whole.denominator
    )
