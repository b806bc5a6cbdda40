"""A notice where it concerns: an icon, a bold sentence, a supporting line, one action."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from vafa.ui.parts.announce import announce
from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.button import Button, ButtonKind
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text
from vafa.ui.parts.tone import Tone, colours_of, icon_of

_BUTTONS: dict[Tone, ButtonKind] = {
    "plain": "secondary",
    "sunken": "secondary",
    "accent": "accent_quiet",
    "info": "info_quiet",
    "warn": "warn_quiet",
    "danger": "danger_quiet",
}


class NoticeBar(QWidget):
    """`acted` when its one action is pressed. Hidden while it has nothing to say.

    `slim` is the 40 px bar under the top row: bold sentence and line side by side, a fact at the end. `edge=False` for
    the refusal inside a card.
    """

    acted = Signal()

    # The parent comes before the first sentence does.
    _sentence = ""

    def __init__(
        self, *, slim: bool = False, edge: bool = True, focus: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._slim, self._edge = slim, edge
        self._tone: Tone = "info"
        self._said: tuple[object, ...] = ()
        self._icon = Icon("info", 22 if slim else 24, "info")
        self._bold = Text("", "body_strong", wrap=not slim)
        self._line = Text("", "secondary", wrap=not slim, elide=slim)
        self._fact = Text("", "secondary", side="end")
        self._action = Button("", "info_quiet", size=36, focus=focus)
        self._action.clicked.connect(self.acted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._appear()

    def say(
        self,
        tone: Tone,
        bold: str,
        line: str = "",
        *,
        fact: str = "",
        action: str = "",
        key: str = "",
        icon: str = "",
    ) -> None:
        """Shows a notice, and tells a screen reader once. An empty sentence hides the bar."""
        wanted = (tone, bold, line, fact, action, key, icon)
        if wanted == self._said:
            return
        announced = self._said[:3] != wanted[:3]
        self._said, self._tone = wanted, tone
        colours = colours_of(tone)
        self._icon.show_icon(icon or icon_of(tone))
        self._icon.tone(colours.mark)
        for part, text, ink in (
            (self._bold, bold, colours.ink),
            (self._line, line, colours.soft),
            (self._fact, fact, colours.soft),
        ):
            part.say(text)
            part.tone(ink)
            part.setVisible(bool(text))
        self._action.say(action)
        self._action.set_key(key)
        self._action.set_kind(_BUTTONS[tone])
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{bold} {line}".strip())
        self._sentence = bold
        self._appear()
        self.update()
        if announced and bold:
            announce(self, self.accessibleName(), urgent=tone in {"warn", "danger"})

    def clear(self) -> None:
        """Nothing to say any more."""
        self.say(self._tone, "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange and not self._sentence:
            self._appear()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        colours = colours_of(self._tone)
        edge = look().colour(colours.edge) if self._edge else None
        with painter_of(self) as painter:
            box(painter, QRectF(self.rect()), 12, look().colour(colours.fill), edge, 1.3)

    def _appear(self) -> None:
        """Without a parent it would open a window of its own."""
        if self.parentWidget() is not None:
            self.setVisible(bool(self._sentence))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4 if self._slim else 10, 14, 4 if self._slim else 10)
        row.setSpacing(12)
        row.addStrut((40 if self._slim else 44) - row.contentsMargins().top() - row.contentsMargins().bottom())
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        way = QBoxLayout.Direction.LeftToRight if self._slim else QBoxLayout.Direction.TopToBottom
        words = QBoxLayout(way)
        words.setSpacing(12 if self._slim else 0)
        words.addWidget(self._bold)
        words.addWidget(self._line, 1)
        row.addLayout(words, 1)
        row.addWidget(self._fact)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
