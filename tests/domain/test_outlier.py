"""The question about a slip of the unit: asked when it is likely one, and never about an ordinary purchase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.domain.outlier import FACTORS, FAR_TIMES, STRANGE_TIMES, far_above, likely_meant, usual_amount

USUAL = 2_000_000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (20_000_000, 2_000_000),  # Rial typed where Toman is asked for
        (200_000, 2_000_000),  # and the other way round
        (20_000_000_000, 2_000_000),  # the present money for the new
        (200, 2_000_000),  # and the other way round
        (30_000_000, 3_000_000),
        (13_000_000, 1_300_000),
        (2_000_000, None),
        (10_000_000, None),  # five times the usual: a large purchase
        (400_000, None),  # a fifth of it: a small one
        (60_000_000, None),  # what nobody would have meant
        (200_000_000, None),  # a hundred times: no unit explains it
        (20_000, None),
    ],
)
def test_about_ten_times_or_ten_thousand_times_off_is_asked_about(typed: int, meant: int | None):
    assert likely_meant(typed, [USUAL]) == meant


def test_what_is_usual_for_the_member_or_at_the_till_is_not_asked_about():
    assert likely_meant(20_000_000, [USUAL, None]) == 2_000_000
    assert likely_meant(20_000_000, [USUAL, 18_000_000]) is None
    assert likely_meant(20_000_000, [None, None]) is None
    assert likely_meant(20_000_000, []) is None


def test_the_guess_nearest_to_what_is_usual_counts():
    assert likely_meant(20_000_000, [1_300_000, 2_100_000]) == 2_000_000
    assert likely_meant(20_000_000, [2_000_000, 2_500]) == 2_000_000


def test_an_amount_that_would_not_come_out_even_was_not_meant():
    assert likely_meant(20_000_005, [USUAL]) is None


@pytest.mark.parametrize("typed", [0, -20_000_000])
def test_no_amount_no_question(typed: int):
    assert likely_meant(typed, [USUAL]) is None


@given(st.integers(1, 10**12), st.lists(st.none() | st.integers(0, 10**12), max_size=3))
def test_a_guess_is_the_same_digits_and_near_something_usual(typed: int, usual: list[int | None]):
    meant = likely_meant(typed, usual)
    if meant is not None:
        assert max(typed, meant) / min(typed, meant) in FACTORS
        assert likely_meant(meant, usual) is None
        assert all(max(typed, known) / min(typed, known) >= STRANGE_TIMES for known in usual if known)


def test_the_usual_amount_is_the_middle_one_of_enough():
    assert usual_amount([5, 1, 9], 3) == 5
    assert usual_amount([5, 1, 9, 7], 3) == 5
    assert usual_amount([5, 1], 3) is None
    assert usual_amount([], 0) is None


@pytest.mark.parametrize(
    ("typed", "usual", "times"),
    [
        (184_000_000, [USUAL, None], 92),
        (USUAL * FAR_TIMES, [USUAL], FAR_TIMES),
        (USUAL * FAR_TIMES - 1, [USUAL], None),
        (184_000_000, [USUAL, 10_000_000], None),  # a member who buys for a whole office is known for it
        (184_000_000, [1_000_000, USUAL], 92),
        (20_000, [USUAL], None),  # far below costs nobody anything
        (184_000_000, [None, None], None),
        (0, [USUAL], None),
    ],
)
def test_what_is_far_above_everything_usual_is_told_by_how_many_times(
    typed: int, usual: list[int | None], times: int | None
):
    assert far_above(typed, usual) == times
