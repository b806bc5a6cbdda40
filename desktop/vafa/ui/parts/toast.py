"""A word about something that ended in the background: four seconds at the foot of the page, never in the way."""

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from vafa.ui.parts.announce import announce
from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_button import TextButton

TOAST_MS = 4000
_MARGIN_PX = 24


class Toast(QWidget):
    """Lies over its host, at the start of its foot, for at the end stand the buttons. One at a time. `acted` when its
    action is pressed."""

    acted = Signal()

    # Events still arrive while Python's half of a page is already gone.
    _host: QWidget | None = None

    def __init__(self, host: QWidget, *, above_px: int = 48, focus: bool = False) -> None:
        """`above_px`: what it keeps clear at the host's foot, such as the key bar."""
        super().__init__(host)
        self._host, self._above = host, above_px
        self._icon = Icon("circle-check", 20, "rail_mark")
        self._text = Text("", "body_strong", "rail_on")
        self._action: QAbstractButton = TextButton("", "rail_mark", focus=focus)
        self._action.clicked.connect(self._act)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addWidget(self._action)
        row.addStrut(28)
        self.hide()
        host.installEventFilter(self)

    def show_text(self, text: str, action: str = "", *, icon: str = "circle-check", wait_ms: int = TOAST_MS) -> None:
        """Shows a text, with an action such as «برگردان» if there is one."""
        self._text.say(text)
        self._icon.show_icon(icon)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._over.start(wait_ms)
        announce(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self._host is not None
            and watched is self._host
            and event.type() == QEvent.Type.Resize
            and not self.isHidden()
        ):
            self._settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            box(painter, QRectF(self.rect()), 10, look().colour("rail"))

    def _act(self) -> None:
        self._over.stop()
        self.hide()
        self.acted.emit()

    def _settle(self) -> None:
        host = self._host
        if host is None:
            return
        width = min(self.sizeHint().width(), host.width() - 2 * _MARGIN_PX)
        self.resize(width, self.sizeHint().height())
        left = host.width() - self.width() - _MARGIN_PX if host.isRightToLeft() else _MARGIN_PX
        self.move(left, host.height() - self._above - self.height() - _MARGIN_PX // 2)
