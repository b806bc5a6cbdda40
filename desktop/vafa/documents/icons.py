"""The shipped line icons as shapes, for paper."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import SVGPath

from vafa import paths
from vafa.documents.scene import Colour, Contour, Point, Shape

_GRID = 24
_STROKE = 2
_STEPS = 8
"""Straight pieces of a curve; at print size nobody sees them."""


def icon(name: str, x: float, y: float, size: float, ink: Colour) -> Iterator[Shape]:
    """An icon from resources/icons with its upper left corner at x, y. OSError when there is none of that name."""
    scale = size / _GRID
    for closed in (True, False):
        contours = tuple(
            tuple((round(x + px * scale, 2), round(y + py * scale, 2)) for px, py in contour)
            for contour, is_closed in _contours(name)
            if is_closed is closed
        )
        if contours:
            yield Shape(contours, ink, stroke_width=_STROKE * scale, closed=closed)


@cache
def _contours(name: str) -> tuple[tuple[Contour, bool], ...]:
    """The flattened outlines of an icon on its grid, each with whether it closes."""
    pen = RecordingPen()
    SVGPath.fromstring((paths.resources() / "icons" / f"{name}.svg").read_bytes()).draw(pen)
    contours: list[tuple[Contour, bool]] = []
    points: list[Point] = []
    for verb, arguments in pen.value:
        if verb in {"closePath", "endPath"}:
            contours.append((tuple(points), verb == "closePath"))
        elif verb == "moveTo":
            points = [arguments[0]]
        elif verb == "lineTo":
            points.append(arguments[0])
        else:
            points.extend(_curve(points[-1], *arguments))
    return tuple(contours)


def _curve(start: Point, *rest: Point) -> Iterator[Point]:
    """A Bezier curve of any degree as points, without its start (de Casteljau)."""
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        points = [start, *rest]
        while len(points) > 1:
            points = [(ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in pairwise(points)]
        yield points[0]
