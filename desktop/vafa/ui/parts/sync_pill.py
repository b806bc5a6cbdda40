"""How fresh the data is: a word, its age, and a colour that never stands alone."""

from typing import Literal, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import FOOT_PX, box, painter_of, sized
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text

PillState: TypeAlias = Literal["ok", "warn", "danger"]


class _Dress(Struct, frozen=True):
    fill: str
    edge: str
    mark: str
    ink: str
    line: str
    icon: str


_DRESSES: dict[PillState, _Dress] = {
    "ok": _Dress("surface", "line", "accent", "ink", "ink2", "cloud"),
    "warn": _Dress("warn_tint", "warn_line", "warn", "warn_ink", "warn_ink", "cloud-off"),
    "danger": _Dress("danger_tint", "danger_line", "danger", "danger_ink", "danger_ink", "cloud-off"),
}
_RADIUS_PX = 11


class SyncPill(QWidget):
    """Always shown in the top row; `say` changes it. `icon` instead of a cloud, where there is nothing to sync with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: PillState = "ok"
        self._icon = Icon("cloud", 22, "accent", parent=self)
        self._title = Text(role="secondary", parent=self)
        self._title.setFont(sized(14.5, 700))
        self._line = Text(role="minimum", tone="ink2", parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6 + FOOT_PX // 2)
        row.setSpacing(10)
        row.addWidget(self._icon)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._title)
        lines.addWidget(self._line)
        row.addLayout(lines)

    def say(self, state: PillState, title: str, line: str, icon: str = "") -> None:
        """Shows how things stand."""
        dress = _DRESSES[state]
        self._icon.show_icon(icon or dress.icon)
        self._icon.tone(dress.mark)
        self._title.say(title)
        self._title.tone(dress.ink)
        self._line.say(line)
        self._line.tone(dress.line)
        self.setAccessibleName(f"{title}. {line}")
        if state != self._state:
            self._state = state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        dress = _DRESSES[self._state]
        with painter_of(self) as painter:
            box(painter, QRectF(self.rect()), _RADIUS_PX, look().colour(dress.fill), look().colour(dress.edge), 1.2)
