"""Who is at the desk: first letter, name, and the till or role."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.brushwork import sized
from vafa.ui.parts.text import Text

_DISC_PX = 42


class PersonPlate(QWidget):
    """Decorative, for the top row; `say` changes who it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar("", _DISC_PX, parent=self)
        self._name = Text(role="secondary", parent=self)
        self._name.setFont(sized(14.5, 600))
        self._line = Text(role="minimum", tone="ink3", parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._avatar)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._name)
        lines.addWidget(self._line)
        row.addLayout(lines)

    def say(self, name: str, line: str) -> None:
        """Shows a person and where he or she works."""
        self._avatar.show_name(name)
        self._name.say(name)
        self._line.say(line)
        self.setAccessibleName(f"{name}. {line}")
