"""A page as a flat list of things to draw. Lengths are dots, y grows downwards; painters make bytes of it."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from vafa.documents.typesetting import Line


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int


def colour(code: str) -> Colour:
    """A colour from its six hexadecimal digits."""
    return Colour(*bytes.fromhex(code))


BLACK = colour("000000")
WHITE = colour("FFFFFF")

Point: TypeAlias = tuple[float, float]
Contour: TypeAlias = tuple[Point, ...]
Matrix: TypeAlias = tuple[tuple[bool, ...], ...]
"""The cells of a code without its quiet border: rows from the top, True is dark."""


@dataclass(frozen=True, slots=True)
class Text:
    """A set line whose left end stands at `x` on `baseline`."""

    line: Line
    x: float
    baseline: float
    size: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, its corners rounded by `radius`."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour = BLACK
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line whose upper edge is `y`: solid, or in dashes of about `dash` dots and as much between them,
    beginning and ending with a dash."""

    x: float
    y: float
    width: float
    thickness: float = 2
    dash: float = 0
    colour: Colour = BLACK

    @property
    def gap(self) -> float:
        """The room between two dashes."""
        dashes = max(2, round((self.width / self.dash + 1) / 2))
        return (self.width - dashes * self.dash) / (dashes - 1)


@dataclass(frozen=True, slots=True)
class Shape:
    """Straight-edged contours: filled when `stroke_width` is 0, else drawn with round caps and joins."""

    contours: tuple[Contour, ...]
    colour: Colour = BLACK
    stroke_width: float = 0.0
    closed: bool = True
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Code:
    """A matrix code at its upper left cell; `cell` dots a side."""

    matrix: Matrix
    x: float
    y: float
    cell: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Gradient:
    """A rectangle whose colour runs evenly through `colours` from `start` to `end`, and stays the same beyond them."""

    x: float
    y: float
    width: float
    height: float
    start: Point
    end: Point
    colours: tuple[Colour, ...]


Item: TypeAlias = Text | Box | Rule | Shape | Code | Gradient


@dataclass(frozen=True, slots=True)
class Scene:
    """One page or one face of a card."""

    width: float
    height: float
    dots_per_inch: float
    items: tuple[Item, ...]
