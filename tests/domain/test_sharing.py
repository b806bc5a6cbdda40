from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from vafa.domain.sharing import share_out

_WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=12)
_CALM = settings(max_examples=200, deadline=None, derandomize=True)


@_CALM
@given(st.integers(0, 10**12), _WEIGHTS)
def test_parts_add_up_and_are_within_one_of_the_exact_share(total: int, weights: list[int]):
    parts = share_out(total, weights)
    if sum(weights) == 0:
        assert parts == [0] * len(weights)
        return
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert weight or not part


@_CALM
@given(_WEIGHTS, st.data())
def test_no_part_is_larger_than_its_weight_when_the_total_fits(weights: list[int], data: st.DataObject):
    total = data.draw(st.integers(0, sum(weights)))
    assert all(part <= weight for part, weight in zip(share_out(total, weights), weights, strict=True))


@_CALM
@given(st.integers(0, 10**6), st.lists(st.integers(0, 1_000), min_size=2, max_size=8))
def test_a_larger_weight_never_gets_less(total: int, weights: list[int]):
    parts = share_out(total, weights)
    ranked = sorted(zip(weights, parts, strict=True))
    for (light, less), (heavy, more) in pairwise(ranked):
        assert less <= more or light == heavy


def test_ties_go_to_the_larger_weight_then_the_order_then_the_place():
    assert share_out(1, [1, 1, 1]) == [1, 0, 0]
    assert share_out(1, [1, 1, 1], ["c", "a", "b"].__getitem__) == [0, 1, 0]
    assert share_out(2, [1, 1, 1], ["b", "a", "a"].__getitem__) == [0, 1, 1]
    assert share_out(1, [1, 3]) == [0, 1]
    assert share_out(2, [1, 3]) == [0, 2]
    assert share_out(2, [3, 1], ["z", "a"].__getitem__) == [2, 0]
    assert share_out(1, [3, 1], ["z", "a"].__getitem__) == [1, 0]


def test_nothing_to_weigh_by_splits_nothing():
    assert share_out(5, []) == []
    assert share_out(5, [0, 0]) == [0, 0]
