"""The line that is typed into: no frame, a caret that can be seen, digits in the language while they are typed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from vafa.ui.parts.look import ROLES, font, look
from vafa.ui.parts.number_typing import LONGEST, Kind, meant, over_separator, reads_right_to_left, regrouped

CARET_PX = 2.4

_START_PX, _END_PX = 7, 4
_CARET_GAP_PX = 3
_PLACEHOLDER_GAP_PX = {True: 9, False: 2}
# QLineEdit gives the caret's rectangle five pixels of margin on its left.
_CARET_RECT_MARGIN_PX = 5
_LEAST_WIDTH_PX = 16
# Two pixels on each side are QLineEdit's own; the rest is what rounding takes.
_OWN_MARGIN_PX = 7


class CaretLine(QLineEdit):
    """Takes typed text of a kind. `typed` gives it as it is meant (ASCII digits, no separators), never what was set."""

    typed = Signal(str)
    focus_moved = Signal(bool)

    def __init__(self, kind: Kind = "free", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._role = role
        self._caret_colour = look().colour("accent")
        self._toned = ("", "")
        self._placeholder = ""
        self._placeholder_gap = _PLACEHOLDER_GAP_PX[role == "box"]
        self._composing = False
        self.setFont(look().font(role))
        self.setFrame(False)
        self.setMaxLength(LONGEST)
        start, end = _START_PX, _END_PX
        self.setTextMargins(*((end, 0, start, 0) if look().rtl else (start, 0, end, 0)))
        self.setAlignment(look().start | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setAutoFillBackground(False)
        self.tone("accent", "ink")
        self.set_kind(kind)
        self.textEdited.connect(self._edited)
        self._hide_hair_caret()

    def kind(self) -> Kind:
        """What is typed here."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Changes what is typed here; the text is shown anew."""
        self._kind = kind
        self.setEchoMode(QLineEdit.EchoMode.Password if kind == "secret" else QLineEdit.EchoMode.Normal)
        self._show(self.text(), self.cursorPosition())

    def meaning(self) -> str:
        """What stands here, as it is meant."""
        return meant(self.text(), self._kind)

    def put(self, text: str) -> None:
        """Shows a text, the caret after it; nothing is signalled."""
        self._show(text, len(text))

    def press(self, key: str) -> None:
        """A key of the keypad: figures, "back" or "clear"."""
        if key == "clear":
            self.selectAll()
            self.del_()
        elif key == "back":
            self._step_over(forward=False)
            self.backspace()
        else:
            self.insert(key)

    def tone(self, caret: str, text: str) -> None:
        """The colours of the caret and of the text, by their names."""
        if (caret, text) == self._toned:
            return
        self._toned = (caret, text)
        self._caret_colour = look().colour(caret)
        wrong = caret == "danger"
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.Text, look().colour(text))
        palette.setColor(QPalette.ColorRole.Highlight, look().colour("danger_tint" if wrong else "accent_tint2"))
        palette.setColor(QPalette.ColorRole.HighlightedText, look().colour("danger_ink" if wrong else "ink"))
        self.setPalette(palette)

    def set_placeholder(self, text: str) -> None:
        """What stands here in a lighter ink while nothing is typed."""
        if text != self._placeholder:
            self._placeholder = text
            self.updateGeometry()
            self.update()

    def placeholder_width(self) -> int:
        """How much room the placeholder wants."""
        return self.fontMetrics().horizontalAdvance(self._placeholder) + _START_PX + self._placeholder_gap + _END_PX

    def sizeHint(self) -> QSize:
        # Wide enough for the text: what belongs to a number stands right beside it.
        letters = "●" * len(self.text()) if self._kind == "secret" else self.text()
        text = self.fontMetrics().horizontalAdvance(letters) + _START_PX + _END_PX + _OWN_MARGIN_PX
        wanted = text if letters else max(self.placeholder_width() if self._placeholder else 0, _LEAST_WIDTH_PX)
        return QSize(wanted, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH_PX, self.fontMetrics().height() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasSelectedText():
            if event.key() == Qt.Key.Key_Backspace:
                self._step_over(forward=False)
            elif event.key() == Qt.Key.Key_Delete:
                self._step_over(forward=True)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_moved.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_moved.emit(False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._hide_hair_caret()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._placeholder and not self.text():
            self._paint_placeholder(painter)
        if self.hasFocus() and not (self.hasSelectedText() or self.isReadOnly() or self._composing):
            self._paint_caret(painter)

    def _hide_hair_caret(self) -> None:
        # The way an input method asks for it. Qt's own caret is a hair, with a flag wherever directions are mixed.
        no_caret = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 0, 0, None)
        super().inputMethodEvent(QInputMethodEvent("", [no_caret]))

    def _edited(self, text: str) -> None:
        self._show(text, self.cursorPosition())
        self.updateGeometry()
        self.typed.emit(self.meaning())

    def _show(self, text: str, caret: int) -> None:
        shown = regrouped(text, caret, self._kind, persian=look().language == "fa")
        if shown.text != self.text():
            self.setText(shown.text)
        if shown.caret != self.cursorPosition():
            self.setCursorPosition(shown.caret)
        rtl = self._kind == "free" and reads_right_to_left(shown.text, otherwise=look().rtl)
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        if direction != self.layoutDirection() or not self.testAttribute(Qt.WidgetAttribute.WA_SetLayoutDirection):
            self.setLayoutDirection(direction)
        self.updateGeometry()

    def _step_over(self, *, forward: bool) -> None:
        caret = self.cursorPosition()
        place = over_separator(self.text(), caret, self._kind, forward=forward)
        if place != caret:
            self.setCursorPosition(place)

    def _paint_placeholder(self, painter: QPainter) -> None:
        size_px, _ = ROLES[self._role]
        painter.setFont(font(size_px * look().text_percent / 100 * 0.92, 400))
        painter.setPen(look().colour("ink3"))
        gap = _START_PX + self._placeholder_gap
        room = self.rect().adjusted(*((0, 0, -gap, 0) if look().rtl else (gap, 0, 0, 0)))
        text = painter.fontMetrics().elidedText(self._placeholder, Qt.TextElideMode.ElideRight, room.width())
        # The direction of the line follows what is typed; the placeholder is a text of the language.
        painter.setLayoutDirection(look().direction)
        painter.drawText(room, int(look().start | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_caret(self, painter: QPainter) -> None:
        place = self.cursorRect()
        x = place.x() + _CARET_RECT_MARGIN_PX + 0.5
        if self.cursorPosition() == len(self.text()):
            # After the last letter it keeps a little distance, on the side where the next one will come.
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x += -_CARET_GAP_PX if rtl and self.text() else _CARET_GAP_PX if self.text() else 0
        height = min(self.height() - 2, round(place.height() * 0.84))
        top = (self.height() - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._caret_colour)
        half = CARET_PX / 2
        x = min(max(x, half), self.width() - half)
        painter.drawRoundedRect(QRectF(QPointF(x - half, top), QPointF(x + half, top + height)), 1, 1)
