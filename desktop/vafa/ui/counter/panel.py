"""What every panel of the counter can tell the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vafa.ui.counter.counter_state import CounterState


class Panel(QWidget):
    """A piece of the page, made once. `show_state` shows its part of a state and costs nothing when that is the same.

    What the hand does with mouse or finger is told by the names of the keys that do the same.
    """

    key = Signal(str)
    accepted = Signal()
    picked = Signal(int)
    way = Signal(object)
    padded = Signal(str)
    """A key of the keypad: figures, "back" or "clear"."""
    filled = Signal(str)
    """A text for the box, as if it had been typed there."""

    def show_state(self, state: CounterState) -> None:
        """Shows its part of a state."""

    def set_wide(self, wide: bool) -> None:
        """Whether the window is wide enough for the larger arrangement."""

    def tell_through(self, *panels: "Panel") -> None:
        """Passes on whatever the panels inside it tell."""
        for panel in panels:
            panel.key.connect(self.key)
            panel.accepted.connect(self.accepted)
            panel.picked.connect(self.picked)
            panel.way.connect(self.way)
            panel.padded.connect(self.padded)
            panel.filled.connect(self.filled)
