"""A card that is pressed as a whole: the large actions of the idle page, parked purchases, rows to choose from."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import FOOT_PX, box, painter_of
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import INSET_RADIUS, paint_card
from vafa.ui.parts.tone import Tone

_CHOSEN_EDGE_PX = 2.2


class PressCard(QWidget):
    """Put things into `body`; `struck` tells that it was pressed. Never takes the caret away from the box.

    `edge=False`: a row of a list, without a ground of its own until it is chosen.
    """

    struck = Signal()

    def __init__(
        self,
        name: str,
        *,
        tone: Tone = "plain",
        inset: bool = False,
        edge: bool = True,
        padding: tuple[int, int] = (16, 14),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._inset, self._edge = inset, edge
        self._down = self._chosen = False
        self.body = QVBoxLayout(self)
        across, down = padding
        self.body.setContentsMargins(across, down, across, down + (0 if inset else FOOT_PX))
        self.body.setSpacing(6)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_chosen(self, chosen: bool) -> None:
        """Whether Enter would take this one."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        struck = self._down and self.rect().contains(event.position().toPoint())
        self._press(False)
        if struck:
            self.struck.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rect = QRectF(self.rect()).adjusted(0, 0, 0, 0 if self._inset else -FOOT_PX)
        with painter_of(self) as painter:
            if self._chosen:
                box(painter, rect, INSET_RADIUS, look().colour("accent_tint"), look().colour("accent"), _CHOSEN_EDGE_PX)
                return
            if self._edge:
                paint_card(painter, rect, self._tone, inset=self._inset)
            if self._down or self.underMouse():
                box(painter, rect, INSET_RADIUS, look().colour("ink", 0.06 if self._down else 0.025))

    def _press(self, down: bool) -> None:
        if down != self._down:
            self._down = down
            self.update()
