"""The few strokes every painted part is made of: a rounded box, the focus ring, the soft foot, a line of text."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from vafa.ui.parts.look import font, look
from vafa.ui.parts.painted_once import paint_once, paint_stretched

RING_PX, RING_GAP_PX = 2.5, 2.0
FOOT_PX = 3
_FOOT_OPACITY = {"light": (0.05, 0.03, 0.02), "dark": (0.30, 0.20, 0.10)}

_SMALL_AREA = 24_000
"""Boxes of up to so many pixels are kept whole, larger ones are pulled from their corners."""

_MEASURED_TEXTS = 2_000
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def painter_of(part: QWidget) -> QPainter:
    """A painter for the part's own paint event, with soft edges; its sentences run as the language does."""
    painter = QPainter(part)
    painter.setRenderHints(_SMOOTH)
    painter.setLayoutDirection(look().direction)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    edge_px: float = 1.0,
    *,
    foot: bool = False,
) -> None:
    """A rounded box whose edge lies wholly inside the rectangle; a foot reaches FOOT_PX under it."""
    foot_px = FOOT_PX if foot else 0

    def draw(inner: QPainter, place: QRectF) -> None:
        body = place.adjusted(0, 0, 0, -foot_px)
        if foot:
            _draw_foot(inner, body, radius)
        _draw_box(inner, body, radius, fill, edge, edge_px)

    whole = rect.adjusted(0, 0, 0, foot_px)
    key = (radius, fill and fill.rgba(), edge and edge.rgba(), edge_px, foot)
    if not _is_whole(whole):
        painter.save()
        painter.translate(whole.topLeft())
        draw(painter, QRectF(0, 0, whole.width(), whole.height()))
        painter.restore()
        return
    rim = 8 if foot else 4
    corner = ceil(max(radius, rim) / 4) * 4 + (4 if foot else 0)
    if _is_small(whole, corner):
        paint_once(painter, whole, key, draw)
        return
    paint_stretched(painter, whole, corner, rim, key, draw)
    if fill is not None:
        between = whole.adjusted(corner, 0, -corner, 0)
        painter.fillRect(whole.adjusted(rim, corner, -rim, -corner), fill)
        painter.fillRect(QRectF(between.left(), whole.top() + rim, between.width(), corner - rim), fill)
        painter.fillRect(QRectF(between.left(), whole.bottom() - corner, between.width(), corner - rim), fill)


def soft_foot(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The shade under a box that is painted over it; it reaches FOOT_PX under the rectangle."""
    box_and_foot = QRectF(0, 0, rect.width(), rect.height() + FOOT_PX)

    def draw(inner: QPainter, place: QRectF) -> None:
        _draw_foot(inner, place.adjusted(0, 0, 0, -FOOT_PX), radius)

    if _is_whole(rect) and _is_small(box_and_foot, ceil(radius)):
        paint_once(painter, box_and_foot.translated(rect.topLeft()), ("foot", radius), draw)
        return
    painter.save()
    painter.translate(rect.topLeft())
    draw(painter, box_and_foot)
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> QRectF:
    """Rings the rectangle from inside; gives what is left for the part itself."""
    box(painter, rect, radius, None, look().colour("accent"), RING_PX)
    inset = RING_PX + RING_GAP_PX
    return rect.adjusted(inset, inset, -inset, -inset)


def sized(size_px: float, weight: int, *, tabular: bool = False) -> QFont:
    """A font of a size that is no role of its own, at the chosen text size."""
    return _font(round(size_px * look().text_percent / 100), weight, tabular)


def advance(face: QFont, text: str) -> float:
    """How wide a text of one line is in a font of the house."""
    return _advance(face, text)


def line_height(face: QFont) -> float:
    """How high a line of a font of the house is, with all its marks."""
    return _line_height(face)


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    face: QFont,
    ink: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> None:
    """One line of text, upright in the middle of the rectangle's height."""
    painter.setFont(face)
    painter.setPen(ink)
    painter.drawText(rect, _ONE_LINE | side.value, text)


def write_on_baseline(painter: QPainter, x: float, baseline: float, text: str, face: QFont, ink: QColor) -> None:
    """One run of text with its left end at x, standing on a baseline."""
    painter.setFont(face)
    painter.setPen(ink)
    painter.drawText(QPointF(x, baseline), text)


def mirrored(rect: QRectF, within: QRectF) -> QRectF:
    """The same place counted from the other side."""
    return QRectF(within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height())


@lru_cache(128)
def _font(size_px: int, weight: int, tabular: bool) -> QFont:
    return font(size_px, weight, tabular=tabular)


@lru_cache(_MEASURED_TEXTS)
def _advance(face: QFont, text: str) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)


@lru_cache(128)
def _line_height(face: QFont) -> float:
    return QFontMetricsF(face).height()


def _is_whole(rect: QRectF) -> bool:
    # Pixels stay far under the numbers whose fractions a float loses.
    return not (rect.left() % 1 or rect.top() % 1 or rect.width() % 1 or rect.height() % 1)


def _is_small(rect: QRectF, corner_px: int) -> bool:
    return rect.width() * rect.height() <= _SMALL_AREA or min(rect.width(), rect.height()) < 2 * corner_px + 4


def _draw_box(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None, edge_px: float
) -> None:
    half = edge_px / 2 if edge is not None else 0.0
    painter.setPen(QPen(edge, edge_px) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def _draw_foot(painter: QPainter, rect: QRectF, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for drop, opacity in enumerate(_FOOT_OPACITY[look().theme], start=1):
        shade = QColor(0, 0, 0) if look().theme == "dark" else look().colour("ink")
        shade.setAlphaF(opacity)
        painter.setBrush(shade)
        painter.drawRoundedRect(rect.translated(0, drop), radius, radius)
