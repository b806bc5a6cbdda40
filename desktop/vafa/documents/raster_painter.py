"""Scenes as dots: one bit for the slip printer, or smooth RGB for pictures."""

import io
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import freetype
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from vafa.documents import typesetting
from vafa.documents.scene import WHITE, Box, Code, Colour, Contour, Gradient, Item, Rule, Scene, Shape, Text
from vafa.documents.typesetting import Line, Weight

GLYPHS_KEPT = 8192
LINES_KEPT = 512
PHASES = 4
"""Glyphs stand on quarters of a dot, so that joined letters meet exactly."""

_SMOOTHING = 4
_THRESHOLD = 128

Mask: TypeAlias = NDArray[np.uint8]
"""Coverage, 0 to 255."""

_NOTHING: Mask = np.zeros((0, 0), np.uint8)


@dataclass(frozen=True, slots=True)
class Raster:
    """A one-bit picture. Rows follow each other from the top, eight dots a byte, the leftmost in the highest bit;
    1 is black; a row is `width // 8` bytes (widths are multiples of eight)."""

    width: int
    height: int
    rows: bytes


def paint_bits(scene: Scene) -> Raster:
    """A scene in one bit: whatever is not white and covers half a dot is black; white text on black stays white."""
    width, height = round(scene.width), round(scene.height)
    if width % 8:
        raise ValueError("a one-bit picture is a multiple of eight dots wide")
    canvas = _Canvas(width, height, smooth=False)
    for item in scene.items:
        canvas.draw(item)
    black = canvas.pixels[:, :, 0] < _THRESHOLD
    return Raster(width, height, np.packbits(black, axis=1).tobytes())


def paint_smooth(scene: Scene) -> Image.Image:
    """A scene as an RGB picture on white, a pixel a dot, edges smoothed."""
    canvas = _Canvas(round(scene.width), round(scene.height), smooth=True)
    for item in scene.items:
        canvas.draw(item)
    return Image.fromarray(canvas.pixels, "RGB")


def raster_png(raster: Raster, dots_per_inch: int = 203) -> bytes:
    """A one-bit picture as a PNG file of two colours."""
    picture = Image.frombytes("1", (raster.width, raster.height), raster.rows, "raw", "1;I")
    return picture_png(picture, dots_per_inch)


def picture_png(picture: Image.Image, dots_per_inch: int) -> bytes:
    """A picture as a PNG file; the same picture gives the same bytes."""
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(dots_per_inch, dots_per_inch), compress_level=6)
    return file.getvalue()


class _Canvas:
    """Pixels on white. One-bit canvases have a single channel and masks that are all or nothing."""

    def __init__(self, width: int, height: int, *, smooth: bool) -> None:
        self.smooth = smooth
        self.pixels: Mask = np.full((height, width, 3 if smooth else 1), 255, np.uint8)

    def draw(self, item: Item) -> None:
        match item:
            case Text():
                self._text(item)
            case Rule():
                self._rule(item)
            case Box(radius=0):
                self._fill(item.x, item.y, item.width, item.height, item.colour)
            case Box():
                mask, left, top = _rounded(item.x, item.y, item.width, item.height, item.radius)
                self._mask(self._edged(mask), left, top, item.colour)
            case Code():
                self._code(item)
            case Shape():
                mask, left, top = _shape_mask(item)
                self._mask(self._edged(mask), left, top, item.colour, item.opacity)
            case Gradient():
                self._gradient(item)

    def _edged(self, mask: Mask) -> Mask:
        return mask if self.smooth else (mask >= _THRESHOLD) * np.uint8(255)

    def _text(self, item: Text) -> None:
        x, phase = divmod(round(item.x * PHASES), PHASES)
        mask, left, top = _line(item.line, item.size, phase, smooth=self.smooth)
        self._mask(mask, x + left, round(item.baseline) + top, item.colour)

    def _rule(self, item: Rule) -> None:
        if not item.dash:
            self._fill(item.x, item.y, item.width, item.thickness, item.colour)
            return
        x = item.x
        while x < item.x + item.width - item.dash / 2:
            self._fill(x, item.y, item.dash, item.thickness, item.colour)
            x += item.dash + item.gap

    def _code(self, item: Code) -> None:
        cell = round(item.cell)
        dark = np.array(item.matrix, np.uint8).repeat(cell, axis=0).repeat(cell, axis=1) * np.uint8(255)
        self._mask(dark, round(item.x), round(item.y), item.colour)

    def _gradient(self, item: Gradient) -> None:
        left, top, right, bottom = _dots(item.x, item.y, item.width, item.height)
        (x0, y0), (x1, y1) = item.start, item.end
        dx, dy = x1 - x0, y1 - y0
        xs = (np.arange(left, right) + 0.5 - x0) * dx
        ys = (np.arange(top, bottom) + 0.5 - y0) * dy
        along = (xs[None, :] + ys[:, None]) / (dx * dx + dy * dy)
        stops = np.linspace(0, 1, len(item.colours))
        channels = [np.interp(along, stops, [c[i] for c in item.colours]) for i in range(self.pixels.shape[2])]
        self.pixels[top:bottom, left:right] = np.rint(np.stack(channels, axis=2)).astype(np.uint8)

    def _fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        left, top, right, bottom = _dots(x, y, width, height)
        self.pixels[max(top, 0) : bottom, max(left, 0) : right] = colour[: self.pixels.shape[2]]

    def _mask(self, mask: Mask, left: int, top: int, colour: Colour, opacity: float = 1.0) -> None:
        height, width = self.pixels.shape[:2]
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + mask.shape[1], width), min(top + mask.shape[0], height)
        if x0 >= x1 or y0 >= y1:
            return
        part = mask[y0 - top : y1 - top, x0 - left : x1 - left]
        place = self.pixels[y0:y1, x0:x1]
        if not self.smooth:
            ink_bits = part[:, :, None]
            if colour == WHITE:
                place |= ink_bits
            else:
                place &= ~ink_bits
            return
        share = (part.astype(np.float32) * (opacity / 255))[:, :, None]
        ink = np.array(colour, np.float32)
        place[:] = np.rint(place + (ink - place) * share).astype(np.uint8)


def _dots(x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
    left, top = round(x), round(y)
    return left, top, left + max(1, round(width)), top + max(1, round(height))


_faces = threading.Lock()


@cache
def _face(weight: Weight) -> freetype.Face:
    return freetype.Face(io.BytesIO(typesetting.font_bytes(weight)))


@lru_cache(maxsize=LINES_KEPT)
def _line(line: Line, size: float, phase: int, *, smooth: bool) -> tuple[Mask, int, int]:
    """A line's mask and where its upper left dot lies from its left end on the baseline: dots right, dots down.
    `phase` is how many quarters of a dot the left end stands beyond a whole one."""
    scale = size / typesetting.UNITS_PER_EM
    parts: list[tuple[Mask, int, int]] = []
    for glyph in line.glyphs:
        x, glyph_phase = divmod(phase + round(glyph.x * scale * PHASES), PHASES)
        mask, left, top = _glyph(line.weight, glyph.number, size, glyph_phase, smooth=smooth)
        if mask.size:
            parts.append((mask, x + left, -round(glyph.y * scale) - top))
    if not parts:
        return _NOTHING, 0, 0
    left, top = min(x for _, x, _ in parts), min(y for _, _, y in parts)
    right = max(x + mask.shape[1] for mask, x, _ in parts)
    bottom = max(y + mask.shape[0] for mask, _, y in parts)
    whole: Mask = np.zeros((bottom - top, right - left), np.uint8)
    for mask, x, y in parts:
        place = whole[y - top : y - top + mask.shape[0], x - left : x - left + mask.shape[1]]
        np.maximum(place, mask, out=place)
    return whole, left, top


@lru_cache(maxsize=GLYPHS_KEPT)
def _glyph(weight: Weight, number: int, size: float, phase: int, *, smooth: bool) -> tuple[Mask, int, int]:
    """A glyph's mask and where its upper left dot lies from the pen: dots right, dots up."""
    flags = freetype.FT_LOAD_RENDER | freetype.FT_LOAD_NO_HINTING
    if not smooth:
        flags |= freetype.FT_LOAD_TARGET_MONO
    with _faces:
        face = _face(weight)
        face.set_char_size(round(size * 64))
        face.set_transform(freetype.Matrix(0x10000, 0, 0, 0x10000), freetype.Vector(phase * 64 // PHASES, 0))
        face.load_glyph(number, flags)
        slot = face.glyph
        bitmap = slot.bitmap
        cells = np.array(bitmap.buffer, np.uint8).reshape(bitmap.rows, -1) if bitmap.rows else None
        width, left, top = bitmap.width, slot.bitmap_left, slot.bitmap_top
    if cells is None:
        return _NOTHING, 0, 0
    mask = cells[:, :width] if smooth else np.unpackbits(cells, axis=1)[:, :width] * np.uint8(255)
    return np.ascontiguousarray(mask), left, top


@lru_cache(maxsize=512)
def _rounded(x: float, y: float, width: float, height: float, radius: float) -> tuple[Mask, int, int]:
    left, top, right, bottom = _dots(x, y, width, height)
    big = Image.new("L", ((right - left) * _SMOOTHING, (bottom - top) * _SMOOTHING))
    ImageDraw.Draw(big).rounded_rectangle((0, 0, big.width - 1, big.height - 1), radius * _SMOOTHING, fill=255)
    return np.asarray(big.reduce(_SMOOTHING)), left, top


@lru_cache(maxsize=2048)
def _shape_mask(item: Shape) -> tuple[Mask, int, int]:
    """Coverage of a shape within the dots it touches, drawn large and averaged down."""
    reach = item.stroke_width / 2 + 1
    points = [point for contour in item.contours for point in contour]
    left = int(min(x for x, _ in points) - reach)
    top = int(min(y for _, y in points) - reach)
    right = int(max(x for x, _ in points) + reach) + 1
    bottom = int(max(y for _, y in points) + reach) + 1
    big = Image.new("L", ((right - left) * _SMOOTHING, (bottom - top) * _SMOOTHING))
    draw = ImageDraw.Draw(big)
    for contour in item.contours:
        placed = tuple(((x - left) * _SMOOTHING, (y - top) * _SMOOTHING) for x, y in contour)
        if item.stroke_width:
            _stroke(draw, placed, item.stroke_width * _SMOOTHING, closed=item.closed)
        else:
            draw.polygon(placed, fill=255)
    return np.asarray(big.reduce(_SMOOTHING)), left, top


def _stroke(draw: ImageDraw.ImageDraw, points: Contour, width: float, *, closed: bool) -> None:
    path = [*points, points[0]] if closed else list(points)
    draw.line(path, fill=255, width=round(width))
    radius = width / 2 - 0.5
    for x, y in path:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
