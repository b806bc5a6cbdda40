"""One line of an account: a sign, what it is called, how it was reckoned, and what it came to."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.counter.arranging import row
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.text import Text

_AIR_PX = 3


class BecauseLine(QWidget):
    """The name goes before the detail where there is no room for both; the figure is never cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("star", 18, "accent")
        self._name = Text("", "body_strong", elide=True)
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._detail = Text("", "secondary", "ink3", elide=True)
        self._figure = Figure(side="end")
        line = row(self._icon, self._name, self._detail, self._figure, spacing=10)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.set_close(False)

    def set_close(self, close: bool) -> None:
        """Whether the lines stand close together, where room is short."""
        air = 0 if close else _AIR_PX
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, air, 0, air)

    def show_because(self, icon: str, name: str, detail: str, *figure: Run) -> None:
        """Shows one line."""
        self._icon.show_icon(icon)
        if name != self._name.said():
            self._name.say(name)
            # What is shown of it hangs on the room that it has, and that on the whole of it.
            self._name.updateGeometry()
        self._detail.say(detail)
        self._figure.show_runs(*figure)
