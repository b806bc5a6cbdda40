"""A labelled field: the label above, the text in an edged box, a hint or what is wrong below."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.caret_line import CaretLine
from vafa.ui.parts.icon import Icon
from vafa.ui.parts.look import look
from vafa.ui.parts.number_typing import Kind
from vafa.ui.parts.text import Text

Ring: TypeAlias = Literal["idle", "active", "error"]

_HALO_PX, _RADIUS_PX, _START_PX, _END_PX = 2, 10, 6, 16
_HALO_OPACITY = 0.16


class TextField(QWidget):
    """`typed` gives the text as it is meant with every letter, `accepted` comes with Enter, `left` when the caret goes.

    With `focus=False` the field only shows a value that is typed in the box: `clicked` tells that it is wanted.
    `big` is the field of an amount: 64 high, with large figures.
    """

    typed = Signal(str)
    accepted = Signal()
    left = Signal()
    clicked = Signal()

    def __init__(
        self,
        label: str = "",
        *,
        kind: Kind = "free",
        unit: str = "",
        icon: str = "",
        placeholder: str = "",
        hint: str = "",
        name: str = "",
        big: bool = False,
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint_text, self._error = hint, ""
        self._label = Text(label, "secondary", "ink2", parent=self)
        self._label.setVisible(bool(label))
        self._frame = _FieldFrame(kind, icon, big=big, focus=focus, parent=self)
        self._line = self._frame.line
        self._frame.unit.say(unit)
        self._frame.unit.setVisible(bool(unit))
        self._line.set_placeholder(placeholder)
        self._line.setAccessibleName(name or label)
        self._below = Text(hint, "caption", "ink3", wrap=True, parent=self)
        self._below.setVisible(bool(hint))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # what is wrong may take two lines
        self.setSizePolicy(policy)
        self.setFocusProxy(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._label, self._frame, self._below):
            column.addWidget(part)
        self._line.typed.connect(self.typed)
        self._line.returnPressed.connect(self.accepted)
        self._frame.left.connect(self.left)
        self._frame.clicked.connect(self.clicked)

    def text(self) -> str:
        """What is typed, as it is meant: ASCII digits, in fields of digits without separators."""
        return self._line.meaning()

    def set_text(self, text: str) -> None:
        """Shows a text; nothing is signalled."""
        if text != self._line.meaning():
            self._line.put(text)

    def say_hint(self, hint: str) -> None:
        """What stands below; what is wrong takes its place while there is something."""
        self._hint_text = hint
        self._show_below()

    def say_error(self, error: str) -> None:
        """What is wrong with the text, or "" when nothing is."""
        if error != self._error:
            self._error = error
            self._frame.set_ring("error" if error else "idle")
            self._show_below()

    def say_unit(self, unit: str) -> None:
        """The unit at the end of the field."""
        self._frame.unit.say(unit)
        self._frame.unit.setVisible(bool(unit))

    def say_placeholder(self, text: str) -> None:
        """What stands in the field while it is empty."""
        self._line.set_placeholder(text)

    def set_active(self, active: bool) -> None:
        """Rings a field without focus while the box fills it."""
        if not self._error:
            self._frame.set_ring("active" if active else "idle")

    def set_read_only(self, read_only: bool) -> None:
        """A value to read, not to write."""
        self._frame.set_read_only(read_only)

    def add_at_start(self, part: QWidget) -> None:
        """Puts a part before the text, inside the edge of the field."""
        self._frame.add_at_start(part)

    def press(self, key: str) -> None:
        """A key of a keypad beside it."""
        self._line.press(key)

    def take_focus(self) -> None:
        """The caret, with all text selected."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def _show_below(self) -> None:
        self._below.say(self._error or self._hint_text)
        self._below.tone("danger_ink" if self._error else "ink3")
        self._below.setVisible(bool(self._error or self._hint_text))
        self._line.setAccessibleDescription(self._error or self._hint_text)


class _FieldFrame(QWidget):
    left = Signal()
    clicked = Signal()

    def __init__(self, kind: Kind, icon: str, *, big: bool, focus: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._ring: Ring = "idle"
        self._read_only = False
        self._focus = focus
        self._height = (64 if big else 48) + 2 * _HALO_PX
        self.line = CaretLine(kind, "amount" if big else "field", self)
        self.unit = Text(role="body" if big else "secondary", tone="ink2", parent=self)
        self.line.focus_moved.connect(self._focus_moved)
        if not focus:
            self.line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(self._height)
        row = self._row = QHBoxLayout(self)
        start, end = _HALO_PX + _START_PX, _HALO_PX + _END_PX
        left, right = (end, start) if look().rtl else (start, end)
        row.setContentsMargins(left, _HALO_PX, right, _HALO_PX)
        row.setSpacing(4)
        if icon:
            row.addSpacing(4)
            row.addWidget(Icon(icon, 20, "ink2", parent=self))
        row.addWidget(self.line, 1)
        row.addWidget(self.unit)

    def add_at_start(self, part: QWidget) -> None:
        """Puts a part before the text."""
        self._row.insertWidget(0, part)

    def set_ring(self, ring: Ring) -> None:
        """Idle, active or in error."""
        if ring != self._ring:
            self._ring = ring
            self.line.tone("danger" if ring == "error" else "accent", "ink3" if self._read_only else "ink")
            self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Shows that nothing can be written here."""
        self._read_only = read_only
        self.line.setReadOnly(read_only)
        self.line.tone("accent", "ink3" if read_only else "ink")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(self._height, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _focus_moved(self, has_focus: bool) -> None:
        self.update()
        if not has_focus:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._focus:
            self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self.clicked.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        ring = self._ring
        if ring == "idle" and self.line.hasFocus():
            ring = "active"
        whole = QRectF(self.rect())
        inner = whole.adjusted(_HALO_PX, _HALO_PX, -_HALO_PX, -_HALO_PX)
        colour = {"idle": "field", "active": "accent", "error": "danger"}[ring]
        with painter_of(self) as painter:
            if ring != "idle":
                box(painter, whole, _RADIUS_PX + _HALO_PX, look().colour(colour, _HALO_OPACITY))
            fill = "sunken" if self._read_only else "surface"
            edge = "line2" if self._read_only else colour
            box(painter, inner, _RADIUS_PX, look().colour(fill), look().colour(edge), 1.3 if ring == "idle" else 2.2)
