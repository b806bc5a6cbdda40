"""A line of a list or of an explanation: something before it, a title with its line, a value at the end."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from vafa.ui.parts.brushwork import box, focus_ring, painter_of
from vafa.ui.parts.figure import Figure, Run
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.look import look
from vafa.ui.parts.text import Text

_RADIUS_PX = 12


class ListRow(QAbstractButton):
    """`clicked` tells when it is `pressable`; otherwise it is only read. Put anything else with `add`.

    `lead` stands before the words (an Icon, an Avatar, a Keycap); `stacked` puts the line under the title. `digit` is
    the key that picks it. A selected row has a tint and a ring.
    """

    def __init__(
        self,
        title: str = "",
        line: str = "",
        *,
        lead: QWidget | None = None,
        digit: str = "",
        key: str = "",
        stacked: bool = False,
        pressable: bool = False,
        framed: bool = False,
        focus: bool = False,
        padding: tuple[int, int] = (0, 5),
        title_role: str = "body_strong",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pressable, self._framed, self._selected = pressable, framed, False
        self._title = Text(title, title_role, elide=stacked)
        self._line = Text(line, "secondary", "ink3", elide=True)
        self._value = Figure(side="end")
        self._digit, self._key = Keycap(digit), Keycap(key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressable and focus else Qt.FocusPolicy.NoFocus)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._lay_out(lead, padding, stacked=stacked)
        self._digit.setVisible(bool(digit))
        self._key.setVisible(bool(key))
        self._value.setVisible(False)
        self._line.setVisible(bool(line))
        self._name()

    def say(self, title: str, line: str = "", *, title_tone: str = "ink", line_tone: str = "ink3") -> None:
        """Shows other words; tones are colour names."""
        self._title.say(title)
        self._title.tone(title_tone)
        self._line.say(line)
        self._line.tone(line_tone)
        self._line.setVisible(bool(line))
        self._name()

    def show_value(
        self, number: str, unit: str = "", *, tone: str = "ink", role: str = "body_strong", unit_tone: str = "ink3"
    ) -> None:
        """Shows the value at the end; nothing for an empty number."""
        self._value.show_runs(Run(number, role, tone), Run(unit, "caption", unit_tone, 6))
        self._value.setVisible(bool(number))
        self._name()

    def set_selected(self, selected: bool) -> None:
        """Marks the one that Enter would take."""
        if selected != self._selected:
            self._selected = selected
            self._digit.set_kind("strong" if selected else "quiet")
            self.update()

    def set_digit(self, digit: str) -> None:
        """Shows the key that picks it; none for an empty name."""
        self._digit.say(digit)
        self._digit.setVisible(bool(digit))

    def add(self, part: QWidget) -> None:
        """Puts a part at the end, before the value."""
        self._row.insertWidget(self._row.indexOf(self._value), part, 0, Qt.AlignmentFlag.AlignVCenter)

    def needed_size(self) -> QSize:
        return QSize(0, self._row.minimumSize().height())

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pressable and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        hovered = self._pressable and self.underMouse() and self.isEnabled()
        if not (self._selected or self._framed or hovered or self.hasFocus()):
            return
        rect, radius = QRectF(self.rect()), float(_RADIUS_PX)
        with painter_of(self) as painter:
            if self.hasFocus():
                rect = focus_ring(painter, rect, radius)
                radius -= 3
            if self._selected:
                box(painter, rect, radius, look().colour("accent_tint"), look().colour("accent"), 2)
                return
            fill = look().colour("sunken") if hovered else None
            box(painter, rect, radius, fill, look().colour("line2") if self._framed else None, 1.3)

    def _lay_out(self, lead: QWidget | None, padding: tuple[int, int], *, stacked: bool) -> None:
        row = self._row
        row.setContentsMargins(padding[0], padding[1], padding[0], padding[1])
        row.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._digit, 0, middle)
        if lead is not None:
            row.addWidget(lead, 0, middle)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        words = QBoxLayout(way)
        words.setSpacing(0 if stacked else 10)
        words.addWidget(self._title)
        words.addWidget(self._line, 0 if stacked else 1)
        row.addLayout(words, 1)
        row.addWidget(self._value, 0, middle)
        row.addWidget(self._key, 0, middle)

    def _name(self) -> None:
        pieces = (self._title.said(), self._line.said(), self._value.said())
        self.setAccessibleName(", ".join(piece for piece in pieces if piece))
