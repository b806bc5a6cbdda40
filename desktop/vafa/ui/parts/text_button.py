"""An action that is only its words, in the accent or another ink."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, focus_ring, line_height, painter_of, sized, write
from vafa.ui.parts.look import look

_AIR_PX = 6


class TextButton(QAbstractButton):
    """`clicked` tells. `tone` is a colour name. Under the pointer it is underlined."""

    def __init__(
        self,
        text: str,
        tone: str = "accent_ink",
        *,
        px: float = 14.5,
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(sized(px, 600))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Shows another text."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def needed_size(self) -> QSize:
        return QSize(round(advance(self.font(), self.text())), round(line_height(self.font())))

    def sizeHint(self) -> QSize:
        needed = self.needed_size()
        return QSize(needed.width() + 2 * _AIR_PX, needed.height() + _AIR_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        face = self.font()
        face.setUnderline(self.underMouse() and self.isEnabled())
        ink = look().colour(self._tone if self.isEnabled() else "ink4")
        with painter_of(self) as painter:
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), 8)
            write(painter, QRectF(self.rect()), self.text(), face, ink)
