"""Pictures that are painted once and shown many times: small shapes, and boxes stretched from their corners."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from vafa.ui.parts.look import Look, look

MOST_PIXELS = 5_000_000
"""Twenty megabytes of pictures; the ones not shown for longest go first."""

_Key = tuple[Hashable, int, int, float, Look]
_pictures: OrderedDict[_Key, QPixmap] = OrderedDict()
_kept_pixels = 0


def paint_once(painter: QPainter, rect: QRectF, key: Hashable, draw: Callable[[QPainter, QRectF], None]) -> None:
    """Shows what `draw` paints into a rectangle of this size; it is only called when that is not known yet.

    `key` names the picture: whatever it depends on besides its size and the look. The rectangle's corner is moved to
    a whole pixel.
    """
    picture = picture_of(painter, ceil(rect.width()), ceil(rect.height()), key, draw)
    painter.drawPixmap(round(rect.left()), round(rect.top()), picture)


def picture_of(
    painter: QPainter, width: int, height: int, key: Hashable, draw: Callable[[QPainter, QRectF], None]
) -> QPixmap:
    """The picture itself, for the painter's screen."""
    ratio = painter.device().devicePixelRatio()
    full_key = (key, width, height, ratio, look())
    known = _pictures.get(full_key)
    if known is not None:
        _pictures.move_to_end(full_key)
        return known
    image = QImage(
        max(1, round(width * ratio)), max(1, round(height * ratio)), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as inner:
        inner.setLayoutDirection(look().direction)
        inner.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        draw(inner, QRectF(0, 0, width, height))
    made = QPixmap.fromImage(image)
    _keep(full_key, made)
    return made


def paint_stretched(
    painter: QPainter,
    rect: QRectF,
    corner_px: int,
    rim_px: int,
    key: Hashable,
    draw: Callable[[QPainter, QRectF], None],
) -> None:
    """Like `paint_once` for large boxes: paints one just large enough for its corners and pulls its rims apart.

    Between the corners a rim must be the same all along. What lies further inside is left to the caller. Both lengths
    are multiples of 4, which are whole pixels at every usual scale of the screen.
    """
    side = 2 * corner_px + 4
    picture = picture_of(painter, side, side, key, draw)
    ratio = picture.devicePixelRatio()
    far = side - corner_px
    x, y = round(rect.left()), round(rect.top())
    right, bottom = round(rect.right()), round(rect.bottom())
    across, down = right - x - 2 * corner_px, bottom - y - 2 * corner_px
    pieces = (
        (x, y, corner_px, corner_px, 0, 0, corner_px, corner_px),
        (right - corner_px, y, corner_px, corner_px, far, 0, corner_px, corner_px),
        (x, bottom - corner_px, corner_px, corner_px, 0, far, corner_px, corner_px),
        (right - corner_px, bottom - corner_px, corner_px, corner_px, far, far, corner_px, corner_px),
        (x + corner_px, y, across, rim_px, corner_px, 0, 4, rim_px),
        (x + corner_px, bottom - rim_px, across, rim_px, corner_px, side - rim_px, 4, rim_px),
        (x, y + corner_px, rim_px, down, 0, corner_px, rim_px, 4),
        (right - rim_px, y + corner_px, rim_px, down, side - rim_px, corner_px, rim_px, 4),
    )
    for left, top, wide, tall, from_x, from_y, piece_wide, piece_tall in pieces:
        painter.drawPixmap(
            left,
            top,
            wide,
            tall,
            picture,
            round(from_x * ratio),
            round(from_y * ratio),
            round(piece_wide * ratio),
            round(piece_tall * ratio),
        )


def _keep(full_key: _Key, made: QPixmap) -> None:
    global _kept_pixels  # noqa: PLW0603 - the sum of what stands in _pictures
    _pictures[full_key] = made
    _kept_pixels += made.width() * made.height()
    while _kept_pixels > MOST_PIXELS and len(_pictures) > 1:
        _, oldest = _pictures.popitem(last=False)
        _kept_pixels -= oldest.width() * oldest.height()
