"""A hairline between things that belong together."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import look

_DASH = (3.0, 3.0)


class Divider(QWidget):
    """A line across its place, or down it; `dashed` where a sum or an aside begins."""

    def __init__(
        self, *, upright: bool = False, dashed: bool = False, colour: str = "line", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._upright, self._dashed = upright, dashed
        self._colour = "line2" if dashed else colour
        thin, long = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(thin if upright else long, long if upright else thin)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            if not self._dashed:
                painter.fillRect(self.rect(), look().colour(self._colour))
                return
            pen = QPen(look().colour(self._colour), 1, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern(list(_DASH))
            painter.setPen(pen)
            if self._upright:
                painter.drawLine(0, 0, 0, self.height())
            else:
                painter.drawLine(0, 0, self.width(), 0)
