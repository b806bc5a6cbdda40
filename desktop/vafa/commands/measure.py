"""Measuring: figures beside a floor taken in the same run, so that a noisy machine does not matter much."""

import time
from collections.abc import Callable, Sequence

from msgspec import Struct


class Measure(Struct, frozen=True):
    """One figure. `ratio` is figure/floor; `bars` name the limits it was held against, `met` says how that ended.

    Without a `figure` it could not be measured here (`details` say why), and no bar is met.
    """

    name: str
    unit: str
    figure: float | None
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
    exactly: float | None = None,
    details: dict[str, float | str] | None = None,
) -> Measure:
    """A figure held against its bars: at most `most`, at most `most_ratio` times its floor, or `exactly` so much."""
    ratio = figure / floor if floor else None
    asked = {"figure": most, "ratio": most_ratio, "exactly": exactly}
    met = (most is None or figure <= most) and (most_ratio is None or (ratio is not None and ratio <= most_ratio))
    met = met and (exactly is None or figure == exactly)
    return Measure(
        name=name,
        unit=unit,
        figure=round(figure, 4),
        floor_name=floor_name,
        floor=None if floor is None else round(floor, 4),
        ratio=None if ratio is None else round(ratio, 3),
        bars={bar: limit for bar, limit in asked.items() if limit is not None},
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
