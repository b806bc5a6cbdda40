"""The seconds that are left, in a ring that empties."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of, sized, write
from vafa.ui.parts.look import look
from vafa.wording import figures

_SIDE_PX, _STROKE_PX = 50, 4.5


class CountdownRing(QWidget):
    """Shows whole seconds; whoever counts tells it. `name` says what ends."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_s, self._of_s = 0, 1
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, left_s: int, of_s: int) -> None:
        """Shows what is left of a time."""
        if (left_s, of_s) != (self._left_s, self._of_s):
            self._left_s, self._of_s = left_s, max(1, of_s)
            self.setAccessibleDescription(figures.number(left_s, look().language))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE_PX, _SIDE_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        half = _STROKE_PX / 2
        ring = QRectF(0, 0, _SIDE_PX, _SIDE_PX).adjusted(half, half, -half, -half)
        share = max(0.0, min(1.0, self._left_s / self._of_s))
        with painter_of(self) as painter:
            painter.setPen(QPen(look().colour("line2"), _STROKE_PX))
            painter.setBrush(look().colour("surface"))
            painter.drawEllipse(ring)
            painter.setPen(QPen(look().colour("accent"), _STROKE_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if share:
                painter.drawArc(ring, 90 * 16, round(-share * 360 * 16))
            figure = figures.number(self._left_s, look().language)
            # The ring keeps its size at every text size, so its figure does too.
            face = sized(18 * 100 / look().text_percent, 700)
            write(painter, ring, figure, face, look().colour("ink"))
