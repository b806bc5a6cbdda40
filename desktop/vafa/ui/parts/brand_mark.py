"""The mark of the product: a star with «و»."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import font
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.star_pattern import star_path
from vafa.wording.catalogue import words

# The mark is the same in both themes, as a sign over a door is.
_LIGHT, _DEEP, _INK = "#3CC4B8", "#0B7A75", "#FFFFFF"


class BrandMark(QWidget):
    """The star with its letter; decorative."""

    def __init__(self, size_px: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            paint_mark(painter, QRectF(0, 0, self._size, self._size))


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """Paints the mark into a square."""
    paint_once(painter, rect, "brand mark", _draw_mark)


def _draw_mark(painter: QPainter, rect: QRectF) -> None:
    ground = QLinearGradient(rect.topRight(), rect.bottomLeft())
    ground.setColorAt(0, QColor(_LIGHT))
    ground.setColorAt(1, QColor(_DEEP))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawPath(star_path(rect.center(), rect.width() / 2))
    _ = words("fa")
    letter = QPainterPath()
    letter.addText(QPointF(0, 0), font(rect.width() * 0.46, 800), _("Vafa")[:1])
    ink = letter.boundingRect()
    # The letter's ink stands in the middle, whatever its place on the line is.
    letter.translate(rect.center() - ink.center())
    painter.setBrush(QColor(_INK))
    painter.drawPath(letter)
