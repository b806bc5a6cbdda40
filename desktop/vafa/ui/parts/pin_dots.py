"""How many digits of a PIN are typed, and never which."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.look import look

DotState: TypeAlias = Literal["idle", "error"]

_DOT_PX, _GAP_PX, _EDGE_PX = 20, 14, 2


class PinDots(QWidget):
    """Dots fill from the left in every language, as digits do. `show_count` tells how many of how many at least."""

    def __init__(self, name: str = "", places: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._places = 0, places
        self._state: DotState = "idle"
        _ = look().words
        self.setAccessibleName(name or _("PIN"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, places: int | None = None) -> None:
        """Shows how many digits there are; more than the places make more dots."""
        wanted = (count, self._places if places is None else places)
        if wanted != (self._count, self._places):
            self._count, self._places = wanted
            self.updateGeometry()
            self.update()

    def set_state(self, state: DotState) -> None:
        """Red edges after a wrong PIN."""
        if state != self._state:
            self._state = state
            self.update()

    def sizeHint(self) -> QSize:
        dots = max(self._count, self._places)
        return QSize(dots * _DOT_PX + (dots - 1) * _GAP_PX, _DOT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        colour = look().colour("danger" if self._state == "error" else "accent")
        edge = colour if self._state == "error" else look().colour("field")
        dots = max(self._count, self._places)
        left = (self.width() - self.sizeHint().width()) / 2
        with painter_of(self) as painter:
            for at in range(dots):
                dot = QRectF(left + at * (_DOT_PX + _GAP_PX), (self.height() - _DOT_PX) / 2, _DOT_PX, _DOT_PX)
                if at < self._count:
                    box(painter, dot.adjusted(1, 1, -1, -1), _DOT_PX / 2 - 1, colour)
                else:
                    box(painter, dot, _DOT_PX / 2, None, edge, _EDGE_PX)
