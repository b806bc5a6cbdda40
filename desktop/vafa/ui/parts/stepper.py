"""The stepper: a value between minus and plus, with its unit and what it is worth."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.pressable import Pressable
from vafa.ui.parts.text import Text

StepperState: TypeAlias = Literal["idle", "active", "error"]

_HEIGHT_PX, _RADIUS_PX, _KEY_PX, _KEY_RADIUS_PX = 56, 11, 40, 8
_EDGES: dict[StepperState, tuple[str, float]] = {
    "idle": ("field", 1.3),
    "active": ("accent", 2.2),
    "error": ("danger", 2.2),
}


class Stepper(QWidget):
    """Signals `less` and `more`; whoever listens shows the new value. Minus stands at the start, plus at the end."""

    less = Signal()
    more = Signal()

    def __init__(self, name: str, *, focus: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self._state: StepperState = "idle"
        self.setAccessibleName(name)
        self._less = _StepKey("minus", _("Less"), focus=focus, parent=self)
        self._more = _StepKey("plus", _("More"), focus=focus, parent=self)
        self._figure = Text(role="stepper", parent=self)
        self._unit = Text(role="secondary", tone="ink2", parent=self)
        self._worth = Text(role="secondary", tone="ink2", parent=self)
        self._less.clicked.connect(self.less)
        self._more.clicked.connect(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._less)
        row.addStretch(1)
        row.addWidget(self._figure)
        row.addWidget(self._unit)
        row.addSpacing(6)
        row.addWidget(self._worth)
        row.addStretch(1)
        row.addWidget(self._more)

    def show_value(self, figure: str, unit: str = "", worth: str = "") -> None:
        """Shows a value, its unit and its worth («= ۴۰٬۰۰۰ تومان»)."""
        self._figure.say(figure)
        self._unit.say(unit)
        self._worth.say(worth)
        self._unit.setVisible(bool(unit))
        self._worth.setVisible(bool(worth))
        self.setAccessibleDescription(" ".join(part for part in (figure, unit, worth) if part))

    def set_state(self, state: StepperState) -> None:
        """Idle, active (the box changes it just now) or in error."""
        if state == self._state:
            return
        self._state = state
        self._figure.tone("danger_ink" if state == "error" else "ink")
        self._worth.tone("accent_ink" if state == "active" else "ink2")
        self.update()

    def allow(self, *, less: bool, more: bool) -> None:
        """Which way it can go."""
        self._less.setEnabled(less)
        self._more.setEnabled(more)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(_HEIGHT_PX, look().px(46)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        edge, edge_px = _EDGES[self._state]
        with painter_of(self) as painter:
            box(painter, QRectF(self.rect()), _RADIUS_PX, look().colour("surface"), look().colour(edge), edge_px)


class _StepKey(Pressable):
    def __init__(self, sign: str, name: str, *, focus: bool, parent: QWidget) -> None:
        super().__init__(name, focus=focus, parent=parent)
        self._sign = sign
        self.setAutoRepeat(True)
        self.setAutoRepeatDelay(400)
        self.setAutoRepeatInterval(120)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_KEY_PX, _KEY_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        fill = "accent_tint2" if self.isDown() else "line" if self.is_pointed_at() else "sunken"
        with painter_of(self) as painter:
            rect = self.ringed(painter, _KEY_RADIUS_PX + 2)
            box(painter, rect, _KEY_RADIUS_PX, look().colour(fill))
            sign = QRectF(0, 0, 22, 22)
            sign.moveCenter(rect.center())
            draw_icon(painter, self._sign, sign, "ink" if self.isEnabled() else "ink4")
