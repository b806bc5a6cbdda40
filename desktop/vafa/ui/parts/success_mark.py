"""The mark of "done": a star with a tick that grows into its place once."""

import math

from PySide6.QtCore import QEasingCurve, QPointF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import look

_DISC_SHARE, _TICK_SHARE = 0.62, 0.052
# Blunter than the star of the pattern: it frames a disc.
_TIPS, _NOTCH = 8, 0.857
# The tick's corners, as shares of the disc's radius from its middle.
_TICK = ((-0.42, 0.02), (-0.12, 0.33), (0.42, -0.31))
_GROWS_FROM = 0.7


class SuccessMark(QWidget):
    """Decorative. `play` lets it appear (240 ms, at once when calm); it then stands still."""

    def __init__(self, size_px: int = 112, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size_px
        self._way = 1.0
        self._growth = QVariantAnimation(self)
        self._growth.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._growth.setStartValue(0.0)
        self._growth.setEndValue(1.0)
        self._growth.valueChanged.connect(self._grown)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def play(self) -> None:
        """Appears anew."""
        self._growth.stop()
        if look().ms("success") == 0:
            self._grown(1.0)
            return
        self._growth.setDuration(look().ms("success"))
        self._growth.start()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        middle = QPointF(self._size / 2, self._size / 2)
        grown = _GROWS_FROM + (1 - _GROWS_FROM) * self._way
        radius = self._size / 2 * _DISC_SHARE * grown
        with painter_of(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent_tint"))
            painter.drawPath(_soft_star(middle, self._size / 2 * grown))
            painter.setBrush(look().colour("accent"))
            painter.drawEllipse(middle, radius, radius)
            stroke = self._size * _TICK_SHARE
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(
                    look().colour("on_accent"),
                    stroke,
                    Qt.PenStyle.SolidLine,
                    Qt.PenCapStyle.RoundCap,
                    Qt.PenJoinStyle.RoundJoin,
                )
            )
            painter.drawPath(self._tick(middle, radius))

    def _tick(self, middle: QPointF, radius: float) -> QPainterPath:
        """As much of the tick as is drawn by now, from its short end."""
        corners = [QPointF(middle.x() + x * radius, middle.y() + y * radius) for x, y in _TICK]
        path = QPainterPath(corners[0])
        first, second = self._way / 0.4, (self._way - 0.4) / 0.6
        for start, end, share in ((corners[0], corners[1], first), (corners[1], corners[2], second)):
            if share > 0:
                path.lineTo(start + (end - start) * min(1.0, share))
        return path

    def _grown(self, way: float) -> None:
        self._way = way
        self.update()


def _soft_star(middle: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    for step in range(2 * _TIPS):
        reach = radius * (_NOTCH if step % 2 else 1)
        angle = step * math.pi / _TIPS
        corner = QPointF(middle.x() + reach * math.sin(angle), middle.y() - reach * math.cos(angle))
        if step:
            path.lineTo(corner)
        else:
            path.moveTo(corner)
    path.closeSubpath()
    return path
