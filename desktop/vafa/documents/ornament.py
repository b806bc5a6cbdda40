"""The house's motif: the eight-pointed star, alone as a mark and in a tiling with crosses."""

import math
from collections.abc import Iterator

from vafa.documents import typesetting
from vafa.documents.scene import Colour, Contour, Shape
from vafa.documents.typesetting import Line

_POINTS = 8
_NOTCH = math.cos(math.pi / 4) / math.cos(math.pi / 8)
"""Where two squares cross, as a share of their corners' distance from the middle."""

_INNER = 0.6
_FILL_SHARE = 0.34
_FAINTEST = 0.004


def star(x: float, y: float, radius: float) -> Contour:
    """Two crossed squares around a point; `radius` reaches the tips."""
    corners: list[tuple[float, float]] = []
    for step in range(_POINTS * 2):
        angle = step * math.pi / _POINTS
        reach = radius if step % 2 == 0 else radius * _NOTCH
        corners.append((round(x + reach * math.sin(angle), 2), round(y - reach * math.cos(angle), 2)))
    return tuple(corners)


def centred_on(line: Line, size: float, x: float, y: float) -> tuple[float, float]:
    """Where a line's left end and baseline go so that its ink stands around a point: the letter in a star."""
    box = typesetting.ink(line)
    scale = size / typesetting.UNITS_PER_EM
    return x - (box.left + box.right) / 2 * scale, y + (box.bottom + box.top) / 2 * scale


def tiling(
    centres: Iterator[tuple[float, float, bool]],
    pitch: float,
    stroke: float,
    ink: Colour,
    opacity: float,
    fade: tuple[float, float],
) -> Iterator[Shape]:
    """Stars that touch at their tips, each with a smaller one inside, some of them tinted.

    `centres` gives x, y and whether the star is tinted. Ink is at its `opacity` at x = fade[0] and gone at fade[1].
    """
    full, gone = fade
    for x, y, tinted in centres:
        share = opacity * min(1.0, max(0.0, (gone - x) / (gone - full)))
        if share < _FAINTEST:
            continue
        outer, inner = star(x, y, pitch / 2), star(x, y, pitch / 2 * _INNER)
        if tinted:
            yield Shape((outer,), ink, opacity=round(share * _FILL_SHARE, 3))
        yield Shape((outer, inner), ink, stroke_width=stroke, opacity=round(share, 3))


def lattice(x: float, y: float, pitch: float, columns: int, rows: int) -> Iterator[tuple[float, float, bool]]:
    """Centres of a square lattice from the first one at x, y; every third is tinted, so that no two neighbours are."""
    for row in range(rows):
        for column in range(columns):
            yield x + column * pitch, y + row * pitch, (column + 2 * row) % 3 == 1
