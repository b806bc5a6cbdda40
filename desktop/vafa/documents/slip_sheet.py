"""A strip of paper that fills from the top: centred lines, rows of two cells, bands, rules and codes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from vafa.documents.code_matrix import QUIET_CELLS
from vafa.documents.ornament import centred_on, star
from vafa.documents.scene import BLACK, WHITE, Box, Code, Colour, Item, Matrix, Rule, Scene, Shape, Text
from vafa.documents.typesetting import Line, Weight, typeset, wrap

DOTS_PER_INCH = 203
FULL_WIDTH = 576

_MARGIN = 12
_NARROW_SCALE = 0.84
_SMALLEST = 20
_GAP = 16
_SPAN_GAP = 8
_DASH = 10
_LEADING = 1.52
_BASELINE = 1.05
_CODE_DOTS = {True: 160, False: 132}
_LARGEST_CELL = 8


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one size and weight; sizes are those of the wide slip and shrink on a narrow one."""

    text: str
    size: int = 26
    weight: Weight = Weight.MEDIUM


@dataclass(frozen=True, slots=True)
class _Set:
    line: Line
    size: int

    @property
    def width(self) -> float:
        return self.line.width(self.size)


_SetLine = tuple[_Set, ...]


class SlipSheet:
    """Lines go in from the top in reading order; "start" is the right edge of a right-to-left slip, else the left."""

    def __init__(self, width_dots: int, *, rtl: bool) -> None:
        self.width = width_dots
        self.rtl = rtl
        self._wide = width_dots >= FULL_WIDTH
        self._items: list[Item] = []
        self._left, self._right = _MARGIN, width_dots - _MARGIN
        self._ink: Colour = BLACK
        self._y = 0.0

    def finish(self) -> Scene:
        """The strip so far as a scene, closed by a margin."""
        return Scene(self.width, round(self._y) + _MARGIN * 2, DOTS_PER_INCH, tuple(self._items))

    def space(self, dots: float) -> None:
        """Empty paper."""
        self._y += round(dots * (1 if self._wide else _NARROW_SCALE))

    def mark(self, letter: str) -> None:
        """The shop's star with a letter in it."""
        radius, middle = (40, self.width / 2) if self._wide else (34, self.width / 2)
        centre = self._y + _MARGIN + radius
        self._items.append(Shape((star(middle, centre, radius),)))
        set_letter = _set_whole(Span(letter, 46, Weight.BOLD), self._wide, self.rtl)
        self._draw((set_letter,), *centred_on(set_letter.line, set_letter.size, middle, centre), WHITE)
        self._y = centre + radius

    def centred(self, span: Span) -> None:
        """A line, or more if it is long, in the middle."""
        for line in self._flow((span,), self._room):
            baseline = self._next(line)
            self._draw(line, (self._left + self._right - _width(line)) / 2, baseline, self._ink)

    def framed(self, span: Span) -> None:
        """A line in a frame of its own: what nobody may overlook."""
        (line, *_) = self._flow((span,), self._room - 2 * _GAP)
        width, height = _width(line) + 4 * _GAP, line[0].size * 1.7
        x = (self.width - width) / 2
        self._items.append(Box(x, self._y, width, height, BLACK, 12))
        self._items.append(Box(x + 3, self._y + 3, width - 6, height - 6, WHITE, 9))
        self._draw(line, x + 2 * _GAP, self._y + height * 0.66, BLACK)
        self._y += round(height)

    def row(self, start: Sequence[Span], end: Sequence[Span] = ()) -> None:
        """A label at the start and its value at the end. A long label wraps beside a short value, which stands on its
        last line; a long value goes below."""
        starts, ends = self._flow(start, self._room), self._flow(end, self._room)
        if len(ends) == 1 and _width(ends[0]) <= self._room / 2:
            starts = self._flow(start, self._room - _width(ends[0]) - _GAP)
        fits = starts and len(ends) == 1 and _width(starts[-1]) + _width(ends[0]) + _GAP <= self._room
        for line in starts[:-1] if fits else starts:
            self._at_start(line, self._next(line))
        if fits:
            baseline = self._next(starts[-1] + ends[0])
            self._at_start(starts[-1], baseline)
            self._at_end(ends[0], baseline)
            return
        for line in ends:
            self._at_end(line, self._next(line))

    def rule(self, *, dashed: bool = False) -> None:
        """A line across the strip."""
        self.space(8)
        self._items.append(Rule(_MARGIN, self._y, self.width - 2 * _MARGIN, 2, _DASH if dashed else 0))
        self.space(10)

    @contextmanager
    def band(self) -> Iterator[None]:
        """The one black block: whatever is laid inside stands white on it."""
        top, place = self._y, len(self._items)
        self._y += 12
        inset = 22 if self._wide else 14
        self._left, self._right, self._ink = self._left + inset, self._right - inset, WHITE
        yield
        self._left, self._right, self._ink = self._left - inset, self._right + inset, BLACK
        self._y = round(self._y + 10)
        self._items.insert(place, Box(_MARGIN, top, self.width - 2 * _MARGIN, self._y - top, BLACK, 14))

    def code(self, matrix: Matrix, beside: Sequence[Span]) -> None:
        """A code at the end with its quiet border, and lines about it at the start, in the middle of its height."""
        cell = min(_LARGEST_CELL, _CODE_DOTS[self._wide] // len(matrix))
        side = (len(matrix) + 2 * QUIET_CELLS) * cell
        room = self._room - side
        lines = [line for span in beside for line in self._flow((span,), room)]
        tall = sum(round(line[0].size * _LEADING) for line in lines)
        top, height = round(self._y), max(side, tall)
        x = self._left if self.rtl else self._right - side
        y = top + (height - side) // 2
        self._items.append(Code(matrix, x + QUIET_CELLS * cell, y + QUIET_CELLS * cell, cell))
        self._y = top + (height - tall) // 2
        for line in lines:
            self._at_start(line, self._next(line))
        self._y = top + height

    @property
    def _room(self) -> float:
        return self._right - self._left

    def _next(self, line: _SetLine) -> float:
        """The baseline of the next line; moves the pen below it."""
        size = max(part.size for part in line)
        baseline = round(self._y + size * _BASELINE)
        self._y += round(size * _LEADING)
        return baseline

    def _at_start(self, line: _SetLine, baseline: float) -> None:
        self._draw(line, self._right - _width(line) if self.rtl else self._left, baseline, self._ink)

    def _at_end(self, line: _SetLine, baseline: float) -> None:
        self._draw(line, self._left if self.rtl else self._right - _width(line), baseline, self._ink)

    def _draw(self, line: _SetLine, x: float, baseline: float, ink: Colour) -> None:
        for part in reversed(line) if self.rtl else line:
            self._items.append(Text(part.line, x, baseline, part.size, ink))
            x += part.width + _SPAN_GAP

    def _flow(self, spans: Sequence[Span], room: float) -> list[_SetLine]:
        """Spans on one line if they fit, else each on lines of its own."""
        parts = tuple(_set_whole(span, self._wide, self.rtl) for span in spans if span.text)
        if not parts:
            return []
        if _width(parts) <= room:
            return [parts]
        return [
            (_Set(line, _size(span, wide=self._wide)),)
            for span in spans
            for line in wrap(span.text, span.weight, _size(span, wide=self._wide), room, rtl=self.rtl)
        ]


def _width(line: _SetLine) -> float:
    return sum(part.width for part in line) + _SPAN_GAP * (len(line) - 1)


def _size(span: Span, *, wide: bool) -> int:
    return span.size if wide else max(_SMALLEST, round(span.size * _NARROW_SCALE))


@lru_cache(maxsize=2048)
def _set_whole(span: Span, wide: bool, rtl: bool) -> _Set:
    return _Set(typeset(span.text, span.weight, rtl=rtl), _size(span, wide=wide))
