"""A key and what it does just now."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.text import Text

_HINT_GAP_PX = 8


class KeyHint(QWidget):
    """Where it gets narrow the key can stand alone; the words are then in its tool tip."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_HINT_GAP_PX)
        self._cap = Keycap(name, parent=self)
        self._words = Text(role="secondary", tone="ink2", parent=self)
        row.addWidget(self._cap)
        row.addWidget(self._words)

    def say(self, words: str) -> None:
        """Changes what it does."""
        self._words.say(words)
        self.setToolTip(words)

    def words(self) -> str:
        """What it does."""
        return self._words.said()

    def width_with(self, *, words: bool) -> int:
        """How wide it is, with the words or without."""
        cap = self._cap.sizeHint().width()
        return cap + _HINT_GAP_PX + self._words.sizeHint().width() if words else cap

    def show_words(self, shown: bool) -> None:
        """With the words beside the key, or the key alone."""
        self._words.setVisible(shown)
        self._row.activate()
