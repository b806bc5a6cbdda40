"""One figure with what it is, its unit, and what to hold it against."""

from PySide6.QtWidgets import QWidget

from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.tone import Tone, colours_of


class StatTile(Card):
    """An inset panel: caption, number with unit, one line. `role` is the number's."""

    def __init__(
        self,
        caption: str,
        *,
        tone: Tone = "sunken",
        role: str = "name",
        padding: tuple[int, int] = (14, 10),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone=tone, inset=True, padding=padding, spacing=2, parent=parent)
        self._role = role
        self._caption = Text(caption, "secondary")
        self._figure = Figure(name=caption)
        self._line = Text("", "caption", wrap=True)  # numbers are never cut
        for part in (self._caption, self._figure, self._line):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._ink()

    def show_figure(self, number: str, unit: str = "", line: str = "", tone: Tone | None = None) -> None:
        """Shows a number; `tone` colours the whole tile."""
        if tone is not None:
            self.set_tone(tone)
            self._ink()
        colours = colours_of(self._tone)
        self._figure.show_runs(Run(number, self._role, colours.ink), Run(unit, "secondary", colours.soft))
        self._line.say(line)

    def say_caption(self, caption: str) -> None:
        """Says what the number is."""
        self._caption.say(caption)

    def _ink(self) -> None:
        colours = colours_of(self._tone)
        quiet = "ink2" if self._tone in {"plain", "sunken"} else colours.soft
        self._caption.tone(quiet)
        self._line.tone(colours.soft)
