"""A large action to touch: an icon on its tile, the key that does the same, a title and a line."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import FOOT_PX, box, focus_ring, painter_of
from vafa.ui.parts.colour_fade import ColourFade
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.surface import CARD_RADIUS, paint_card
from vafa.ui.parts.text import Text


class ActionCard(QAbstractButton):
    """`clicked` tells. `strong` marks the one that is likeliest next."""

    def __init__(
        self,
        icon: str,
        title: str,
        line: str = "",
        *,
        key: str = "",
        strong: bool = False,
        focus: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._strong = strong
        self._title = Text(title, "card_title", "accent_ink" if strong else "ink")
        self._line = Text(line, "secondary", "accent_ink" if strong else "ink3", elide=True)
        self._veil = ColourFade(self, look().colour("accent_tint2", 0.0))
        self.setAccessibleName(f"{title} {line}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12 + FOOT_PX)
        layout.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(IconTile(icon, 44, "solid" if strong else "tint"))
        top.addStretch(1)
        if key:
            top.addWidget(Keycap(key), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        layout.addStretch(1)
        layout.addSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._line)
        self.pressed.connect(lambda: self._aim("press"))
        self.released.connect(self._aim)

    def say_line(self, line: str) -> None:
        """Shows another line under the title."""
        self._line.say(line)
        self.setAccessibleName(f"{self._title.said()} {line}".strip())

    def needed_size(self) -> QSize:
        return self.minimumSizeHint()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else QSize()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.EnabledChange}:
            self._aim()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rect = QRectF(self.rect()).adjusted(0, 0, 0, -FOOT_PX)
        with painter_of(self) as painter:
            if self.hasFocus():
                rect = focus_ring(painter, rect, CARD_RADIUS)
            paint_card(painter, rect, "accent" if self._strong else "plain")
            box(painter, rect, CARD_RADIUS, self._veil.now)

    def _aim(self, motion: str = "state") -> None:
        hovered = self.underMouse() and self.isEnabled()
        opacity = 0.9 if self.isDown() else 0.35 if hovered else 0.0
        self._veil.aim(look().colour("accent_tint2", opacity), motion)
