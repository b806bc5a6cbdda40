"""What every part that can be pressed shares: its name, whether it takes focus, and how it knows it is pointed at."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from vafa.ui.parts.brushwork import RING_GAP_PX, RING_PX, focus_ring


class Pressable(QAbstractButton):
    """Pressed by mouse, finger, Space and Enter. With `focus=False` it never takes the caret away from the box."""

    def __init__(self, name: str, *, focus: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def is_pointed_at(self) -> bool:
        """Whether the pointer is over it and it can be pressed."""
        return self.underMouse() and self.isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def ringed(self, painter: QPainter, radius: float) -> QRectF:
        """The place for the part itself: with the focus, a ring and a gap are taken off around it."""
        rect = QRectF(self.rect())
        return focus_ring(painter, rect, radius) if self.hasFocus() else rect

    @staticmethod
    def inside(radius: float) -> float:
        """The radius of what stands inside a focus ring of a radius."""
        return max(2.0, radius - RING_PX - RING_GAP_PX)
