"""Text to glyphs: reading order (UAX #9), shaping, measuring and line breaking.

Positions are in font units, so one set line serves every size.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

import uharfbuzz

from vafa import paths

UNITS_PER_EM = 2048
ASCENT = 2100 / UNITS_PER_EM
DESCENT = 1100 / UNITS_PER_EM
CAPITAL = 1638 / UNITS_PER_EM
"""Heights of the typeface, per unit of size."""

LINES_KEPT = 4096
RUNS_KEPT = 8192

_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_MIRRORED = str.maketrans("()[]{}«»‹›<>", ")(][}{»«›‹><")


class Weight(StrEnum):
    """The weights of the typeface that paper uses."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"
    EXTRABOLD = "ExtraBold"


class Glyph(NamedTuple):
    """One glyph: its number in the font, its place from the line's left end, and the text it stands for as it is seen,
    left to right (empty when a neighbour stands for it)."""

    number: int
    x: int
    y: int
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to draw from left to right."""

    weight: Weight
    glyphs: tuple[Glyph, ...]
    advance: int

    def width(self, size: float) -> float:
        """How far the line reaches at a size, in the unit of the size."""
        return self.advance * size / UNITS_PER_EM


class Ink(NamedTuple):
    """The rectangle a line's ink fills, in font units from the left end of its baseline, y upwards."""

    left: int
    bottom: int
    right: int
    top: int


Levels: TypeAlias = tuple[int, ...]


@lru_cache(maxsize=LINES_KEPT)
def typeset(text: str, weight: Weight, *, rtl: bool, tabular: bool = False) -> Line:
    """One line of text in a paragraph of the given direction; `tabular` gives all digits one width, for columns."""
    return _line(text, _levels(text, rtl=rtl), weight, rtl=rtl, tabular=tabular)


def ink(line: Line) -> Ink:
    """Where the ink of a line is; all zero for a line without any."""
    boxes: list[Ink] = []
    for glyph in line.glyphs:
        box = _font(line.weight).get_glyph_extents(glyph.number)
        if box.width:
            left, top = glyph.x + box.x_bearing, glyph.y + box.y_bearing
            boxes.append(Ink(left, top + box.height, left + box.width, top))
    if not boxes:
        return Ink(0, 0, 0, 0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Ink(min(lefts), min(bottoms), max(rights), max(tops))


def wrap(text: str, weight: Weight, size: float, width: float, *, rtl: bool) -> tuple[Line, ...]:
    """A paragraph as lines no wider than `width`: broken at spaces, inside a word only where it alone is too wide.

    Lines are broken in logical order and each is put into reading order after, as UAX #9 asks.
    """
    whole = typeset(text, weight, rtl=rtl)
    if whole.width(size) <= width:
        return (whole,)
    levels = _levels(text, rtl=rtl)
    lines: list[Line] = []
    start = 0
    while start < len(text):
        end = _break(text, levels, start, weight, width * UNITS_PER_EM / size)
        lines.append(_line(text[start:end].rstrip(" "), levels[start:end], weight, rtl=rtl))
        start = end + len(text[end:]) - len(text[end:].lstrip(" "))
    return tuple(lines)


def _break(text: str, levels: Levels, start: int, weight: Weight, room: float) -> int:
    """Where the line that begins at `start` ends, at least one character on."""
    ends = [i for i in range(start + 1, len(text)) if text[i] == " " and text[i - 1] != " "] + [len(text)]
    fitting = start
    for end in ends:
        if _advance(text[start:end], levels[start:end], weight) > room:
            break
        fitting = end
    if fitting > start:
        return fitting
    fitting = start + 1
    while fitting < ends[0] and _advance(text[start : fitting + 1], levels[start : fitting + 1], weight) <= room:
        fitting += 1
    return fitting


@lru_cache(maxsize=LINES_KEPT)
def _levels(text: str, *, rtl: bool) -> Levels:
    """The embedding level of every character. Characters that the rules remove take the level before them."""
    if not rtl and text.isascii():
        return (0,) * len(text)
    # Half a second of imports that plain English never pays.
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    paragraph = BidiParagraph(text=text, base_direction=TextDirection.RTL if rtl else TextDirection.LTR)
    known = {c.character_index: c.embedding_level for c in paragraph.characters}
    levels: list[int] = []
    for i in range(len(text)):
        levels.append(known.get(i, levels[-1] if levels else int(rtl)))
    return tuple(levels)


def _line(text: str, levels: Levels, weight: Weight, *, rtl: bool, tabular: bool = False) -> Line:
    """Rules L1 and L2, then shaping: the glyphs of one already broken line."""
    levels = levels[: len(text)]
    trailing = len(text) - len(text.rstrip(" "))
    levels = levels[: len(levels) - trailing] + (int(rtl),) * trailing
    glyphs: list[Glyph] = []
    advance = 0
    for start, end, level in _visual_runs(levels):
        part, width = _shape(text[start:end], weight, rtl=bool(level & 1), tabular=tabular)
        glyphs.extend(Glyph(g.number, g.x + advance, g.y, g.source) for g in part)
        advance += width
    return Line(weight, tuple(glyphs), advance)


def _advance(text: str, levels: Levels, weight: Weight) -> int:
    """The width of a stretch; order does not matter to it."""
    return sum(_shape(text[a:b], weight, rtl=bool(level & 1))[1] for a, b, level in _runs(levels))


def _runs(levels: Levels) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    start = 0
    for i in range(1, len(levels) + 1):
        if i == len(levels) or levels[i] != levels[start]:
            runs.append((start, i, levels[start]))
            start = i
    return runs


def _visual_runs(levels: Levels) -> list[tuple[int, int, int]]:
    """Rule L2: from the highest level down to the lowest odd one, every stretch at or above it is reversed."""
    runs = _runs(levels)
    odd = [level for _, _, level in runs if level & 1]
    if not odd:
        return runs
    for floor in range(max(level for _, _, level in runs), min(odd) - 1, -1):
        i = 0
        while i < len(runs):
            j = i
            while j < len(runs) and runs[j][2] >= floor:
                j += 1
            runs[i:j] = reversed(runs[i:j])
            i = max(j, i + 1)
    return runs


@lru_cache(maxsize=RUNS_KEPT)
def _shape(text: str, weight: Weight, *, rtl: bool, tabular: bool = False) -> tuple[tuple[Glyph, ...], int]:
    """The glyphs of one run and its width. Direction controls have done their work and leave no glyph."""
    text = "".join(c for c in text if c not in _CONTROLS)
    if not text:
        return (), 0
    arabic = any(_is_arabic(c) for c in text)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = "Arab" if arabic else "Latn"
    buffer.language = "fa" if arabic else "en"
    uharfbuzz.shape(_font(weight), buffer, {"kern": True, "liga": True, "tnum": tabular})
    sources = _sources(text, [info.cluster for info in buffer.glyph_infos], rtl=rtl)
    glyphs: list[Glyph] = []
    x = 0
    for info, place, source in zip(buffer.glyph_infos, buffer.glyph_positions, sources, strict=True):
        glyphs.append(Glyph(info.codepoint, x + place.x_offset, place.y_offset, source))
        x += place.x_advance
    return tuple(glyphs), x


def _sources(text: str, clusters: list[int], *, rtl: bool) -> list[str]:
    """The text behind each glyph; of several glyphs from one cluster the first carries it all."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    sources: list[str] = []
    told: set[int] = set()
    for cluster in clusters:
        source = "" if cluster in told else text[cluster : ends[cluster]]
        told.add(cluster)
        sources.append(source[::-1].translate(_MIRRORED) if rtl else source)
    return sources


def _is_arabic(character: str) -> bool:
    return "\u0600" <= character <= "\u08ff" and unicodedata.category(character) != "Cf"


@cache
def font_bytes(weight: Weight) -> bytes:
    """The font file of a weight."""
    return (paths.resources() / "fonts" / f"Vazirmatn-{weight}.ttf").read_bytes()


@cache
def font_face(weight: Weight) -> uharfbuzz.Face:
    """The parsed face of a weight."""
    return uharfbuzz.Face(font_bytes(weight))


@cache
def _font(weight: Weight) -> uharfbuzz.Font:
    return uharfbuzz.Font(font_face(weight))


@cache
def glyph_advance(weight: Weight, number: int) -> int:
    """A glyph's own width in font units, before any adjustment."""
    return int(_font(weight).get_glyph_h_advance(number))
