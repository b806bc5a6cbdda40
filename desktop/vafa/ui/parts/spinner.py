"""The only thing that goes round: shown when work lasts longer than a person would overlook."""

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import SPINNER_AFTER_MS, look

TURN_MS, STEP_MS = 900, 40
_ARC_DEGREES, _TRACK_OPACITY = 110, 0.30


def paint_spinner(painter: QPainter, rect: QRectF, colour: QColor, turned_ms: int) -> None:
    """A ring with a brighter piece that stands where it got to after so many milliseconds."""
    width = max(2.0, rect.width() / 9)
    ring = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    track = QColor(colour)
    track.setAlphaF(colour.alphaF() * _TRACK_OPACITY)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(track, width))
    painter.drawEllipse(ring)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    start = 90 - (turned_ms % TURN_MS) * 360 // TURN_MS
    painter.drawArc(ring, round(start * 16), _ARC_DEGREES * 16)


class Spinner(QWidget):
    """`start` shows it after 300 ms, `stop` takes it away at once; the place is kept. It stands still when calm."""

    def __init__(
        self,
        size_px: int = 20,
        colour: str = "accent",
        *,
        after_ms: int = SPINNER_AFTER_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._colour, self._after_ms = size_px, colour, after_ms
        self._since = QElapsedTimer()
        self._step = QTimer(self)
        self._step.setInterval(STEP_MS)
        self._step.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def start(self) -> None:
        """Begins to wait; nothing changes when it waits already."""
        if not self._since.isValid():
            self._since.start()
            self._step.start()
            self.update()

    def stop(self) -> None:
        """Ends the waiting."""
        self._step.stop()
        self._since.invalidate()
        self.update()

    def is_turning(self) -> bool:
        """Whether it can be seen just now."""
        return self._since.isValid() and self._since.elapsed() >= self._after_ms

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self.is_turning():
            return
        with painter_of(self) as painter:
            turned_ms = 0 if look().calm else self._since.elapsed()
            paint_spinner(painter, QRectF(0, 0, self._size, self._size), look().colour(self._colour), turned_ms)
