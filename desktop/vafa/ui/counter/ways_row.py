"""The ways on as buttons in a row: the chosen one is primary and Enter's."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.counter.arranging import paired
from vafa.ui.counter.counter_state import WayOn
from vafa.ui.parts.button import Button, ButtonKind, ButtonSize
from vafa.ui.parts.look import look
from vafa.wording.said_words import way_on

MOST_WAYS = 3
_GAP_PX = 8

_ICONS = {
    WayOn.ASK_APPROVAL: "shield-check",
    WayOn.BY_MOBILE: "phone",
    WayOn.WITHOUT_MEMBER: "shopping-basket",
    WayOn.ENROL_THIS: "user-plus",
    WayOn.OPEN_EXISTING: "user-check",
    WayOn.TRY_AGAIN: "refresh-cw",
    WayOn.SET_CLOCK: "clock",
    WayOn.CLOCK_IS_RIGHT: "check",
    WayOn.PARK: "circle-pause",
    WayOn.PARK_AND_OPEN: "circle-pause",
    WayOn.SWITCH_MEMBER: "users",
    WayOn.PRINT_AGAIN: "printer",
    WayOn.DISCARD: "trash-2",
}

_OWN_KEYS = {WayOn.WITHOUT_MEMBER: "Ctrl+Space"}


class WaysRow(QWidget):
    """`taken` tells the way that was pressed. Hidden while there is none.

    Where they have no room beside each other they lose their icons, then stand under each other.
    """

    taken = Signal(object)

    def __init__(
        self, *, size: ButtonSize = 44, upright: bool = False, spread: bool = True, parent: QWidget | None = None
    ) -> None:
        """`upright`: under each other, for narrow columns; `spread`: they share the whole width."""
        super().__init__(parent)
        self._ways: Sequence[WayOn] = ()
        self._upright = upright
        self._buttons = [Button("", size=size, focus=False) for _place in range(MOST_WAYS)]
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_GAP_PX)
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for place, button in enumerate(self._buttons):
            self._line.addWidget(button, 1 if spread else 0)
            button.clicked.connect(lambda _=False, place=place: self._take(place))
        if not spread:
            self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ways(self, ways: Sequence[WayOn], told: Mapping[str, object], unit: DisplayUnit, chosen: int) -> None:
        """Shows them; `told` are the figures of the question."""
        self._ways = ways[:MOST_WAYS]
        self.setVisible(bool(ways))
        for place, (button, way) in enumerate(paired(self._buttons, self._ways)):
            button.setVisible(way is not None)
            if way is not None:
                button.say(way_on(way, told, unit, look().language))
                button.set_kind(_kind(way, chosen=place == chosen))
                button.set_key("Enter" if place == chosen else _OWN_KEYS.get(way, ""))
        self._arrange()

    def sizeHint(self) -> QSize:
        hints = [button.minimumSizeHint() for button in self._buttons[: len(self._ways)]]
        if not hints:
            return QSize(0, 0)
        wide, tall = max(hint.width() for hint in hints), max(hint.height() for hint in hints)
        return QSize(wide, tall * len(hints) + _GAP_PX * (len(hints) - 1) if self._stacked() else tall)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _stacked(self) -> bool:
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def _arrange(self) -> None:
        beside = not self._upright and any(
            self._width(with_icons=with_icons) <= self.width() for with_icons in (True, False)
        )
        if not beside:
            self._width(with_icons=True)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._line.direction():
            self._line.setDirection(direction)
            self.updateGeometry()

    def _width(self, *, with_icons: bool) -> int:
        """How wide the ways are beside each other, with their icons or without; that is how they then look."""
        shown = self._buttons[: len(self._ways)]
        for button, way in zip(shown, self._ways, strict=True):
            button.set_icon(_ICONS.get(way, "") if with_icons else "")
        return sum(button.minimumSizeHint().width() for button in shown) + _GAP_PX * (len(shown) - 1)

    def _take(self, place: int) -> None:
        if place < len(self._ways):
            self.taken.emit(self._ways[place])


def _kind(way: WayOn, *, chosen: bool) -> ButtonKind:
    """What cannot be brought back is red, also where it is chosen."""
    if way is WayOn.DISCARD:
        return "danger_solid" if chosen else "danger_quiet"
    return "primary" if chosen else "secondary"
