"""What stands where nothing is: a star with an icon, one sentence, one action."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.button import Button
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.star_pattern import star_path
from vafa.ui.parts.surface import INSET_RADIUS
from vafa.ui.parts.text import Text

_STAR_PX, _ICON_PX = 84, 28


class StarTile(QWidget):
    """An icon in a tinted star; decorative."""

    def __init__(self, icon: str, size_px: int = _STAR_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._size = icon, size_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str) -> None:
        """Shows another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rect = QRectF(0, 0, self._size, self._size)
        with painter_of(self) as painter:
            painter.setPen(QPen(look().colour("accent_line"), 1.2))
            painter.setBrush(look().colour("accent_tint"))
            painter.drawPath(star_path(rect.center(), self._size / 2 - 1))
            inset = (self._size - _ICON_PX * self._size / _STAR_PX) / 2
            draw_icon(painter, self._icon, rect.adjusted(inset, inset, -inset, -inset), "accent")


class EmptyState(QWidget):
    """`acted` when its action is pressed. `framed` draws the dashed frame of a place that waits to be filled."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        line: str = "",
        *,
        action: str = "",
        action_icon: str = "",
        key: str = "",
        framed: bool = False,
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed = framed
        self._tile = StarTile(icon)
        self._sentence = Text(sentence, "card_title", side="centre", wrap=True)
        self._line = Text(line, "secondary", "ink3", side="centre", wrap=True)
        self._action = Button(action, "primary", size=44, icon=action_icon, key=key, focus=focus)
        self._action.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(6)
        layout.addStretch(1)
        layout.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        layout.addWidget(self._sentence)
        layout.addWidget(self._line)
        layout.addSpacing(6)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._line.setVisible(bool(line))
        self._action.setVisible(bool(action))

    def say(self, icon: str, sentence: str, line: str = "") -> None:
        """Says why nothing is there now."""
        self._tile.show_icon(icon)
        self._sentence.say(sentence)
        self._line.say(line)
        self._line.setVisible(bool(line))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self._framed:
            return
        with painter_of(self) as painter:
            pen = QPen(look().colour("line2"), 1.4, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), INSET_RADIUS, INSET_RADIUS)
