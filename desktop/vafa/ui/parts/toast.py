"""A word about something that ended in the background: four seconds at the head of the page, never in the way."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from vafa.ui.parts.announce import announce
from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_button import TextButton

TOAST_MS = 4000
_GAP_PX, _EDGE_PX, _LEAST_PX = 14, 20, 44
_MOVED = frozenset({QEvent.Type.Resize, QEvent.Type.Move})


class Toast(QWidget):
    """Takes the room on its host between `beside` (the box) and the end of the line: near the eye, and over nothing but
    what is known anyway. One at a time. `acted` when its action is pressed."""

    acted = Signal()

    # Events still arrive while Python's half of a page is already gone.
    _host: QWidget | None = None

    def __init__(self, host: QWidget, beside: QWidget, *, focus: bool = False) -> None:
        super().__init__(host)
        self._host, self._beside = host, beside
        self._icon = Icon("circle-check", 20, "rail_mark")
        self._text = Text("", "body_strong", "rail_on", wrap=True)
        self._action: QAbstractButton = TextButton("", "rail_mark", focus=focus)
        self._action.clicked.connect(self._act)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        self.hide()
        for watched in (host, beside):
            watched.installEventFilter(self)

    def show_text(self, text: str, action: str = "", *, icon: str = "circle-check", wait_ms: int = TOAST_MS) -> None:
        """Shows a text, with an action such as «برگردان» if there is one."""
        self._text.say(text)
        self._icon.show_icon(icon)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._settle()
        self.show()
        self.raise_()
        self._over.start(wait_ms)
        announce(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._host is not None and event.type() in _MOVED and not self.isHidden():
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
        box = QRect(self._beside.mapTo(host, QPoint()), self._beside.size())
        rtl = host.isRightToLeft()
        room = (box.left() if rtl else host.width() - box.right() - 1) - _GAP_PX - _EDGE_PX
        layout = self.layout()
        if layout is None:
            return
        layout.invalidate()
        height = max(_LEAST_PX, box.height(), layout.totalHeightForWidth(room))
        left = _EDGE_PX if rtl else box.right() + 1 + _GAP_PX
        self.setGeometry(left, max(0, box.top() - (height - box.height()) // 2), room, height)
