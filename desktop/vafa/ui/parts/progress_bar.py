"""How far somebody has come: a bar that grows in reading direction, what was and what is added in two pieces."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import painter_of
from vafa.ui.parts.look import look

_GAP_PX = 2


class Progress(QWidget):
    """Shares from 0 to 1. `past_tone` and `now_tone` are colour names; `name` is what it measures."""

    def __init__(
        self,
        *,
        past_tone: str = "accent",
        now_tone: str = "accent",
        height_px: int = 10,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._past = self._now = 0.0
        self._past_tone, self._now_tone, self._height = past_tone, now_tone, height_px
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, past: float, now: float = 0.0, *, spoken: str = "") -> None:
        """What was there, and what comes to it; together they never show more than the whole."""
        past = min(1.0, max(0.0, past))
        now = min(1.0 - past, max(0.0, now))
        self.setAccessibleDescription(spoken)
        if (past, now) != (self._past, self._now):
            self._past, self._now = past, now
            self.update()

    def set_tones(self, past_tone: str, now_tone: str) -> None:
        """Changes the colours, by name."""
        if (past_tone, now_tone) != (self._past_tone, self._now_tone):
            self._past_tone, self._now_tone = past_tone, now_tone
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rect = QRectF(0, (self.height() - self._height) / 2, self.width(), self._height)
        outline = QPainterPath()
        outline.addRoundedRect(rect, self._height / 2, self._height / 2)
        past, now = rect.width() * self._past, rect.width() * self._now
        with painter_of(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillPath(outline, look().colour("line"))
            painter.setClipPath(outline)
            for begin, length, tone in (
                (0.0, past - (_GAP_PX if past and now else 0), self._past_tone),
                (past, now, self._now_tone),
            ):
                if length > 0:
                    left = rect.right() - begin - length if self.isRightToLeft() else rect.left() + begin
                    painter.fillRect(QRectF(left, rect.top(), length, rect.height()), look().colour(tone))
            if past and now:
                at = rect.right() - past if self.isRightToLeft() else rect.left() + past - _GAP_PX
                painter.fillRect(QRectF(at, rect.top(), _GAP_PX, rect.height()), look().colour("surface"))
