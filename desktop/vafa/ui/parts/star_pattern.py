"""The house's motif on the window: the eight-pointed star, alone and in its tiling with crosses."""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

_POINTS = 8
# Where two squares cross, as a share of their corners' distance from the middle.
_NOTCH = math.cos(math.pi / 4) / math.cos(math.pi / 8)
_INNER, _TINTED_OPACITY = 0.6, 0.30
_CACHED_PATTERNS = 24


def star_path(middle: QPointF, radius: float, notch: float = _NOTCH) -> QPainterPath:
    """Two crossed squares around a point; `radius` reaches the tips, of which four point along the edges.

    A smaller `notch` (share of the radius) makes the tips sharper, for small sizes.
    """
    path = QPainterPath()
    for step in range(_POINTS * 2):
        angle = step * math.pi / _POINTS
        reach = radius if step % 2 == 0 else radius * notch
        corner = QPointF(middle.x() + reach * math.sin(angle), middle.y() - reach * math.cos(angle))
        if step:
            path.lineTo(corner)
        else:
            path.moveTo(corner)
    path.closeSubpath()
    return path


def paint_stars(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    *,
    pitch: int = 86,
    stroke_px: float = 1.5,
    fade: tuple[float, float] | None = None,
    tinted: bool = True,
) -> None:
    """Fills a rectangle with stars that touch at their tips. The colour's opacity is that of the lines.

    `fade`: shares of the width, from the left, where the lines are full and where they are gone.
    """
    ratio = painter.device().devicePixelRatio()
    size = (math.ceil(rect.width()), math.ceil(rect.height()))
    if size[0] > 0 and size[1] > 0:
        argb = colour.name(QColor.NameFormat.HexArgb)
        painter.drawPixmap(rect.topLeft(), _tiling(*size, argb, pitch, stroke_px, fade, tinted, ratio))


@lru_cache(_CACHED_PATTERNS)
def _tiling(
    width: int,
    height: int,
    argb: str,
    pitch: int,
    stroke_px: float,
    fade: tuple[float, float] | None,
    tinted: bool,
    ratio: float,
) -> QPixmap:
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    tint = QColor(argb)
    tint.setAlphaF(tint.alphaF() * _TINTED_OPACITY)
    with QPainter(image) as painter:
        lines = QPen(QColor(argb), stroke_px)
        plain, filled = _stamp(pitch, lines, None, ratio), _stamp(pitch, lines, tint, ratio)
        for row in range(-1, height // pitch + 2):
            for column in range(-1, width // pitch + 2):
                stamp = filled if tinted and (column + 2 * row) % 3 == 1 else plain
                painter.drawImage(QPointF((column - 1) * pitch, row * pitch), stamp)
        if fade is not None:
            mask = QLinearGradient(fade[0] * width, 0, fade[1] * width, 0)
            mask.setColorAt(0, QColor(0, 0, 0, 255))
            mask.setColorAt(1, QColor(0, 0, 0, 0))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.fillRect(0, 0, width, height, mask)
    return QPixmap.fromImage(image)


def _stamp(pitch: int, lines: QPen, tint: QColor | None, ratio: float) -> QImage:
    """One star with the smaller one in it, to be set again and again: drawing each would be seen when a page opens."""
    side = round(2 * pitch * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    middle = QPointF(1.1 * pitch, 0.7 * pitch)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(lines)
        if tint is not None:
            painter.setBrush(tint)
        painter.drawPath(star_path(middle, pitch / 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(star_path(middle, pitch / 2 * _INNER))
    return image
