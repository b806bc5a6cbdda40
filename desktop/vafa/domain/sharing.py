"""Splitting a whole number so that the parts always add up to it."""

from collections.abc import Callable, Sequence
from typing import Any


def share_out(total: int, weights: Sequence[int], order: Callable[[int], Any] | None = None) -> list[int]:
    """Splits `total` pro rata to `weights` by the largest remainder; the parts add up to `total`.

    `weights` are not negative. Equal remainders go to the larger weight, then to the smaller `order` of its place among
    the weights, then to the earlier one. With weights that are all zero nothing can be split: all parts are zero.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    exact = [total * weight for weight in weights]
    parts = [over // whole for over in exact]
    missing = total - sum(parts)
    if not missing:
        return parts
    remainders = [over % whole for over in exact]
    ranked = sorted(remainders, reverse=True)
    least = ranked[missing - 1]
    if ranked[missing] < least:
        return [part + (left >= least) for part, left in zip(parts, remainders, strict=True)]
    places = range(len(weights))
    rank = order or places.__getitem__
    for place in sorted(places, key=lambda i: (-remainders[i], -weights[i], rank(i)))[:missing]:
        parts[place] += 1
    return parts
