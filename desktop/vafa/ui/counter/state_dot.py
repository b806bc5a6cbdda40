"""A round mark of a state; the word beside it says the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import look

HOLLOW = "field"
"""The tone of what is not there: a ring instead of a disc."""


class StateDot(QWidget):
    """Decorative. `tone` is a colour name."""

    def __init__(self, tone: str = HOLLOW, size_px: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._size = tone, size_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Changes the colour."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        colour = look().colour(self._tone)
        disc = QRectF(self.rect())
        with painter_of(self) as painter:
            if self._tone == HOLLOW:
                painter.setPen(QPen(colour, 1.6))
                painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(disc)
