"""A member's tier: a metal coin with an eight-pointed star, and the tier's name."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, line_height, mirrored, painter_of, sized, write
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.star_pattern import star_path

Metal: TypeAlias = Literal["bronze", "silver", "gold", "diamond"]
METALS: tuple[Metal, ...] = ("bronze", "silver", "gold", "diamond")

BadgeSize: TypeAlias = Literal[26, 32, 38]
_TEXT_PX: dict[BadgeSize, float] = {26: 13, 32: 14.5, 38: 16}
_COIN_SHARE, _EDGE_OPACITY, _NOTCH = 0.74, 0.45, 0.64


def metal_of(place: int) -> Metal:
    """The metal of a tier by its place from the lowest, 0; above the fourth all are of the highest."""
    return METALS[max(0, min(place, len(METALS) - 1))]


class TierBadge(QWidget):
    """Shows nothing until it is given a name."""

    def __init__(
        self, name: str = "", metal: Metal = "bronze", size: BadgeSize = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._metal = name, metal
        self._most_px: int | None = None
        self._size: BadgeSize = size
        self.setAccessibleName(name)
        self.setFont(sized(_TEXT_PX[size], 600))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tier(self, name: str, metal: Metal) -> None:
        """Shows another tier."""
        if (name, metal) != (self._name, self._metal):
            self._name, self._metal = name, metal
            self.setAccessibleName(name)
            self.setToolTip(name if self._shown_name() != name else "")
            self.updateGeometry()
            self.update()

    def set_most(self, most_px: int) -> None:
        """No wider than this: a longer name is cut, the whole of it stands in the tool tip."""
        self._most_px = most_px
        self.updateGeometry()
        self.update()

    def needed_size(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        if not self._name:
            return QSize(0, self._height())
        height = self._height()
        return QSize(round(advance(self.font(), self._shown_name())) + self._around(), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self._name:
            return
        key = ("badge", self._shown_name(), self._metal, self._size, self.isRightToLeft())
        with painter_of(self) as painter:
            paint_once(painter, QRectF(self.rect()), key, self._draw)

    def _draw(self, painter: QPainter, rect: QRectF) -> None:
        coin = self._coin()
        inset = (rect.height() - coin) / 2
        place = QRectF(inset, inset, coin, coin)
        words = QRectF(coin + inset, 0, rect.width() - coin - inset * 2.2, rect.height())
        if self.isRightToLeft():
            place, words = mirrored(place, rect), mirrored(words, rect)
        edge = look().colour(self._metal, _EDGE_OPACITY)
        box(painter, rect, rect.height() / 2, look().colour(f"{self._metal}_tint"), edge, 1.3)
        paint_coin(painter, place, self._metal)
        write(painter, words, self._shown_name(), self.font(), look().colour(f"{self._metal}_ink"))

    def _around(self) -> int:
        """The width of all but the name."""
        return round(self._coin() + self._height() * 0.84) + 6

    def _shown_name(self) -> str:
        if self._most_px is None:
            return self._name
        room = self._most_px - self._around()
        return self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)

    def _height(self) -> int:
        return max(self._size, round(line_height(self.font())) + 2)

    def _coin(self) -> int:
        return round(self._height() * _COIN_SHARE / 2) * 2


def paint_coin(painter: QPainter, rect: QRectF, metal: Metal) -> None:
    """Paints the coin of a metal into a square."""
    paint_once(painter, rect, ("coin", metal), lambda inner, place: _draw_coin(inner, place, metal))


def _draw_coin(painter: QPainter, rect: QRectF, metal: Metal) -> None:
    colour = look().colour(metal)
    ground = QLinearGradient(rect.topRight(), rect.bottomLeft())
    ground.setColorAt(0, colour.lighter(116))
    ground.setColorAt(1, colour.darker(118))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(rect)
    painter.setBrush(QColor(255, 255, 255, 240))
    painter.drawPath(star_path(rect.center(), rect.width() * 0.38, _NOTCH))
