"""The unified box: the one place to type on the counter, told what it asks for by a tag inside it."""

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from vafa.persian import digits
from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.caret_line import CaretLine
from vafa.ui.parts.key_hint import KeyHint
from vafa.ui.parts.key_names import REPEATING, key_name
from vafa.ui.parts.look import look
from vafa.ui.parts.mode_tag import ModeTag
from vafa.ui.parts.number_typing import Kind
from vafa.ui.parts.spinner import Spinner
from vafa.ui.parts.text import Text

HALO_PX = 4
"""The soft halo around the ring is part of the widget: the ring stands this far inside it on every side."""

BUSY_AFTER_MS = 100

_TABS = frozenset({"Tab", "Backtab"})
_HEIGHT_PX, _RADIUS_PX, _RING_PX = 64, 16, 2.6
_HALO_OPACITY = 0.18
# Everything between the parts that has no text of its own.
_WAYS_GAP_PX, _FIXED_WIDTH_PX = 20, 2 * HALO_PX + 60


class BoxView(Struct, frozen=True, kw_only=True):
    """What the box shows. `text` is put in when `edition` differs from the one shown; typing is never disturbed else.

    `picks`: the digits 1 to 9 are given as keys and not written. `name` is said by screen readers where `tag` is empty.
    """

    tag: str = ""
    icon: str = "scan-line"
    name: str = ""
    placeholder: str = ""
    kind: Kind = "free"
    text: str = ""
    edition: int = 0
    unit: str = ""
    hint: str = ""
    enter_hint: str = ""
    esc_hint: str = ""
    error: bool = False
    busy: bool = False
    picks: bool = False


class UnifiedBox(QWidget):
    """Signals: `typed` (as meant: ASCII digits, no separators), `accepted` (Enter), `went_back` (Esc), and `key` with
    the name of any other key that means something: F1 to F12, Ctrl+Z, Ctrl+Space, Ctrl+Delete, Ctrl+1 to Ctrl+9, Up,
    Down, PgUp, PgDn, Tab, Backtab, 1 to 9 where they pick, and Delete where there is no text to delete."""

    typed = Signal(str)
    accepted = Signal()
    went_back = Signal()
    key = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = BoxView()
        self._fitted: tuple[object, ...] = ()
        self._keeping = False
        self._asked = True
        self._sheet: QWidget | None = None
        self._tag = ModeTag(self)
        self._line = _BoxLine(self)
        self._unit = Text(role="body", tone="ink2", parent=self)
        self._hint = Text(role="secondary", tone="ink2", elide=True, parent=self)
        self._spinner = Spinner(24, after_ms=0, parent=self)
        self._long_busy = QTimer(self, interval=BUSY_AFTER_MS, singleShot=True)
        self._long_busy.timeout.connect(self._show_spinner)
        self._hints = tuple(KeyHint(name, self) for name in ("Enter", "Esc"))
        self._spinner.hide()
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusProxy(self._line)
        self._line.typed.connect(self._typed)
        self._line.textChanged.connect(self._fit)
        self._line.struck.connect(self._struck)
        self._show_all()

    def set_view(self, view: BoxView) -> None:
        """Shows what is asked for now."""
        before, self._view = self._view, view
        if view == before:
            return
        if view.kind != before.kind:
            self._line.set_kind(view.kind)
        if view.edition != before.edition:
            self._line.put(view.text)
        self._show_all()
        # What is refused while a hand still types must not be typed over by its next key.
        if view.error and self._asked and (not before.error or view.edition != before.edition):
            self._line.selectAll()

    def text(self) -> str:
        """What is typed, as it is meant."""
        return self._line.meaning()

    def press(self, key: str) -> None:
        """A key of the keypad beside it: figures, "back" or "clear"."""
        if self._view.picks and len(key) == 1 and key in "123456789":
            self.key.emit(key)
        else:
            self._line.press(key)

    def keep_focus(self) -> None:
        """From now on the caret comes back to the box from everywhere in its window, as long as the box is shown."""
        if not self._keeping:
            self._keeping = True
            application = QApplication.instance()
            if isinstance(application, QApplication):
                application.focusChanged.connect(self._focus_went)
        self.take_focus()

    def lend_focus(self, sheet: QWidget) -> None:
        """Lets a sheet that the cashier opened hold the caret until it is hidden."""
        self._sheet = sheet

    def take_focus(self) -> None:
        """The caret, now; not while a sheet it was lent to is open."""
        if self.isVisible() and not self._is_lent():
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(560, _HEIGHT_PX + 2 * HALO_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, _HEIGHT_PX + 2 * HALO_PX)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._keeping:
            QTimer.singleShot(0, self, self.take_focus)
        return super().event(event)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._keeping:
            QTimer.singleShot(0, self, self.take_focus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)
        self._line.end(False)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        colour = "danger" if self._view.error else "accent"
        whole = QRectF(self.rect())
        ring = whole.adjusted(HALO_PX, HALO_PX, -HALO_PX, -HALO_PX)
        with painter_of(self) as painter:
            box(painter, whole, _RADIUS_PX + HALO_PX, look().colour(colour, _HALO_OPACITY))
            box(painter, ring, _RADIUS_PX, look().colour("surface"), look().colour(colour), _RING_PX)

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        start, end = HALO_PX + 11, HALO_PX + 14
        left, right = (end, start) if look().rtl else (start, end)
        row.setContentsMargins(left, HALO_PX, right, HALO_PX)
        row.setSpacing(0)
        row.addWidget(self._tag)
        row.addSpacing(4)
        row.addWidget(self._line)
        row.addWidget(self._unit)
        row.addSpacing(10)
        row.addWidget(self._hint, 1)
        row.addSpacing(12)
        ways = QHBoxLayout()
        ways.setSpacing(_WAYS_GAP_PX)
        for part in (*self._hints, self._spinner):
            ways.addWidget(part)
        row.addLayout(ways)

    def _show_all(self) -> None:
        view = self._view
        self._tag.show_mode(view.tag, view.icon, error=view.error)
        self._line.tone("danger" if view.error else "accent", "ink")
        self._line.set_placeholder(view.placeholder)
        self._line.setAccessibleName(view.tag or view.name or view.placeholder)
        self._line.setAccessibleDescription(" ".join(part for part in (view.unit, view.hint) if part))
        self._line.picks = view.picks
        self._unit.say(view.unit)
        self._unit.setVisible(bool(view.unit))
        self._hint.say(view.hint)
        self._hint.tone("danger_ink" if view.error else "ink2")
        for hint, words in zip(self._hints, (view.enter_hint, view.esc_hint), strict=True):
            hint.say(words)
        if not view.busy:
            self._long_busy.stop()
            self._spinner.stop()
            self._spinner.hide()
        elif not self._long_busy.isActive() and self._spinner.isHidden():
            self._long_busy.start()  # a short wait does not make the keys flicker
        self._fit()
        self.update()

    def _show_spinner(self) -> None:
        self._spinner.show()
        self._spinner.start()
        self._fit()

    def _fit(self) -> None:
        """Numbers are never cut: where it gets narrow the words beside the keys give way, then hint and keys."""
        view, width, quiet = self._view, self.width(), self._spinner.isHidden()
        tag_px, line_px = self._tag.sizeHint().width(), self._line.sizeHint().width()
        fitted = (width, tag_px, line_px, view.unit, view.hint, view.enter_hint, view.esc_hint, quiet)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        room = width - tag_px - line_px - _FIXED_WIDTH_PX
        if view.unit:
            room -= self._unit.sizeHint().width()
        shown = [hint for hint in self._hints if hint.words() and quiet]
        told = self._hint.sizeHint().width() if view.hint else 0
        steps: tuple[tuple[bool, list[KeyHint], int], ...]
        steps = ((True, shown, told), (False, shown, told), (False, shown, 0), (False, shown[:1], 0), (False, [], 0))
        for with_words, hints, hint_px in steps:
            if hint_px + sum(hint.width_with(words=with_words) + _WAYS_GAP_PX for hint in hints) <= room:
                break
        for hint in self._hints:
            hint.setVisible(hint in hints)
            hint.show_words(with_words)
        self._row.activate()  # now: a posted request would show one frame with a cut number

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _typed(self, meant: str) -> None:
        self._asked = False
        self.typed.emit(meant)

    def _struck(self, name: str) -> None:
        self._asked = True
        if name == "Enter":
            self.accepted.emit()
        elif name == "Esc":
            self.went_back.emit()
        else:
            self.key.emit(name)

    def _is_lent(self) -> bool:
        return self._sheet is not None and self._sheet.isVisible()

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        # A focus of None is another window's business, or a part that vanished while it held the caret.
        elsewhere = now is not None and now.window() is not self.window()
        if now is self._line or elsewhere or not self.isVisible() or not self.window().isActiveWindow():
            return
        if self._sheet is not None and not self._sheet.isVisible():
            self._sheet = None
        QTimer.singleShot(0, self, self.take_focus)


class _BoxLine(CaretLine):
    """The line in the box: keys that mean something are given away by name, everything else is written."""

    struck = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("free", "box", parent)
        self.picks = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = key_name(event) or self._picked(event) or self._deletes(event)
        if name is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if name in REPEATING or not event.isAutoRepeat():
            self.struck.emit(name)

    def event(self, event: QEvent) -> bool:
        # Tab would wander to the next part before the key is ever seen.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and key_name(event) in _TABS:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def _deletes(self, event: QKeyEvent) -> str | None:
        return "Delete" if event.key() == Qt.Key.Key_Delete and not self.text() else None

    def _picked(self, event: QKeyEvent) -> str | None:
        written = digits.to_ascii(event.text())
        return written if self.picks and len(written) == 1 and written in "123456789" else None
