"""Measuring: figures beside a floor taken in the same run, so that a noisy machine does not matter much."""

import time
from collections.abc import Callable, Sequence

from msgspec import Struct


class Measure(Struct, frozen=True):
    """One figure. `ratio` is figure/floor; `bars` name the limits it was held against, `met` says how that ended."""

    name: str
    unit: str
    figure: float
    floor_name: str = ""
    floor: float | None = None
    ratio: float | None = None
    bars: dict[str, float] = {}
    met: bool = True
    details: dict[str, float | str] = {}


def held(
    name: str,
    unit: str,
    figure: float,
    *,
    floor_name: str = "",
    floor: float | None = None,
    most: float | None = None,
    most_ratio: float | None = None,
    details: dict[str, float | str] | None = None,
) -> Measure:
    """A figure held against its bars: at most `most`, and at most `most_ratio` times its floor."""
    ratio = figure / floor if floor else None
    bars = {bar: limit for bar, limit in (("figure", most), ("ratio", most_ratio)) if limit is not None}
    met = (most is None or figure <= most) and (most_ratio is None or (ratio is not None and ratio <= most_ratio))
    return Measure(
        name=name,
        unit=unit,
        figure=round(figure, 4),
        floor_name=floor_name,
        floor=None if floor is None else round(floor, 4),
        ratio=None if ratio is None else round(ratio, 3),
        bars=bars,
        met=met,
        details=details or {},
    )


def timed_ms(work: Callable[[], object]) -> float:
    """Milliseconds that one call took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


def share(samples: Sequence[float], part: float) -> float:
    """The value below which `part` of the samples lie."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
