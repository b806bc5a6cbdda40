"""The ways on as buttons in a row: the chosen one is primary and Enter's."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.counter.arranging import column, paired, row
from vafa.ui.counter.counter_state import WayOn
from vafa.ui.parts.button import Button, ButtonSize
from vafa.ui.parts.look import look
from vafa.wording.said_words import way_on

MOST_WAYS = 3

_ICONS = {
    WayOn.ASK_APPROVAL: "shield-check",
    WayOn.BY_MOBILE: "phone",
    WayOn.WITHOUT_MEMBER: "shopping-basket",
    WayOn.ENROL_THIS: "user-plus",
    WayOn.OPEN_HOLDER: "user",
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
    """`taken` tells the way that was pressed. Hidden while there is none."""

    taken = Signal(object)

    def __init__(
        self, *, size: ButtonSize = 44, upright: bool = False, spread: bool = True, parent: QWidget | None = None
    ) -> None:
        """`upright`: the ways stand under each other, for narrow columns; `spread`: they share the whole width."""
        super().__init__(parent)
        self._ways: Sequence[WayOn] = ()
        self._buttons = [Button("", size=size, focus=False) for _place in range(MOST_WAYS)]
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, place=place: self._take(place))
        line = column(*self._buttons, spacing=8) if upright else row(*self._buttons, spacing=8)
        for place in range(MOST_WAYS):
            line.setStretch(place, 1 if spread and not upright else 0)
        if not spread and not upright:
            line.addStretch(1)
        self.setLayout(line)

    def show_ways(self, ways: Sequence[WayOn], told: Mapping[str, object], unit: DisplayUnit, chosen: int) -> None:
        """Shows them; `told` are the figures of the question."""
        self._ways = ways[:MOST_WAYS]
        self.setVisible(bool(ways))
        for place, (button, way) in enumerate(paired(self._buttons, self._ways)):
            button.setVisible(way is not None)
            if way is not None:
                button.say(way_on(way, told, unit, look().language))
                button.set_icon(_ICONS.get(way, ""))
                button.set_kind("primary" if place == chosen else "secondary")
                button.set_key("Enter" if place == chosen else _OWN_KEYS.get(way, ""))

    def _take(self, place: int) -> None:
        if place < len(self._ways):
            self.taken.emit(self._ways[place])
