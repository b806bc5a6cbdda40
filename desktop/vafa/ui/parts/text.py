"""A piece of text on the window: role, colour, and the side it stands on."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from vafa.ui.parts.look import look

Side = Literal["start", "centre", "end"]


class Text(QLabel):
    """A label that stands on its side whatever its first letter is; `say` changes it only when it differs.

    `tone` is a colour name of the theme. `elide`: cut with an ellipsis when the place is too narrow, the full text in
    the tool tip; never for numbers.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        *,
        side: Side = "start",
        wrap: bool = False,
        elide: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._elide = elide
        self._tone = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        # Inside a button a label would take the button's own ink.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setFont(look().font(role, tabular=tabular))
        self.setWordWrap(wrap)
        flags = {"start": look().start, "centre": Qt.AlignmentFlag.AlignHCenter, "end": look().end}[side]
        self.setAlignment(flags | Qt.AlignmentFlag.AlignVCenter)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tone(tone)
        self.say(text)

    def say(self, text: str) -> None:
        """Shows a text."""
        if text == self._full:
            return
        self._full = text
        self._fit()

    def said(self) -> str:
        """The whole text, also where it is cut."""
        return self._full

    def tone(self, name: str) -> None:
        """Changes the colour."""
        if name == self._tone:
            return
        self._tone = name
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour(name))
        self.setPalette(palette)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._elide:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elide else hint

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, hint.height()) if self._elide else hint

    def _fit(self) -> None:
        shown = self._full
        if self._elide and self.width() > 0:
            shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
            self.setToolTip(self._full if shown != self._full else "")
        self.setText(shown)
