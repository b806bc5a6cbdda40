"""The keypad for fingers: 1 2 3 on top, read left to right in every language."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from vafa.persian import digits
from vafa.ui.parts.brushwork import FOOT_PX, box, painter_of, sized, soft_foot, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.pressable import Pressable

PadKind: TypeAlias = Literal["amount", "mobile", "pin"]

LEAST_KEY_PX, MOST_KEY_PX = 54, 88

_CORNER: dict[PadKind, str] = {"amount": "000", "mobile": "09", "pin": "clear"}
_GAP_PX, _RADIUS_PX, _LIT_MS = 10, 11, 140


class Keypad(QWidget):
    """`pressed` gives the figures of a key ("7", "000", "09"), "back" or "clear"; it takes no focus."""

    pressed = Signal(str)

    def __init__(self, kind: PadKind = "amount", *, key_px: int = 66, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._corner = _PadKey(_CORNER[kind], key_px, self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP_PX - FOOT_PX)
        grid.setHorizontalSpacing(_GAP_PX)
        self._keys = {str(digit): _PadKey(str(digit), key_px, self) for digit in range(10)}
        for digit in range(1, 10):
            grid.addWidget(self._keys[str(digit)], (digit - 1) // 3, (digit - 1) % 3)
        back = _PadKey("back", key_px, self)
        self._keys["back"] = back
        for column, key in enumerate((self._corner, self._keys["0"], back)):
            grid.addWidget(key, 3, column)
        for key in (*self._keys.values(), self._corner):
            key.struck.connect(self.pressed)

    def set_kind(self, kind: PadKind) -> None:
        """Changes what the corner key gives: «۰۰۰» for amounts, «۰۹» for mobiles, «پاک» for a PIN."""
        if kind != self._kind:
            self._kind = kind
            self._corner.become(_CORNER[kind])

    def light(self, key: str) -> None:
        """Shows for a moment that a key was pressed on the keyboard."""
        if key in self._keys:
            self._keys[key].light()
        elif key == _CORNER[self._kind]:
            self._corner.light()


class _PadKey(Pressable):
    struck = Signal(str)

    def __init__(self, key: str, key_px: int, parent: QWidget) -> None:
        super().__init__(key, focus=False, parent=parent)
        self._height = min(max(key_px, LEAST_KEY_PX), MOST_KEY_PX)
        self._lit = QTimer(self, interval=_LIT_MS, singleShot=True)
        self._lit.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(MOST_KEY_PX + FOOT_PX)
        self.setAutoRepeat(key == "back")
        self.setAutoRepeatDelay(500)
        self.setAutoRepeatInterval(90)
        self._key = ""
        self.become(key)
        self.clicked.connect(lambda: self.struck.emit(self._key))

    def become(self, key: str) -> None:
        """Gives something else from now on."""
        _ = look().words
        self._key = key
        names = {"back": _("Delete the last figure"), "clear": _("Clear"), "000": _("Three zeros")}
        shown = digits.to_persian(key) if look().language == "fa" else key
        self.setText("" if key == "back" else _("Clear") if key == "clear" else shown)
        self.setAccessibleName(names.get(key, shown))
        self.update()

    def light(self) -> None:
        """Looks pressed for a moment."""
        self._lit.start()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEAST_KEY_PX + 20, self._height + FOOT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_KEY_PX, LEAST_KEY_PX + FOOT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        down = self.isDown() or self._lit.isActive()
        fill = "accent_tint2" if down else "sunken" if self._is_quiet() or self.is_pointed_at() else "raised"
        with painter_of(self) as painter:
            key = ("pad key", self._key, fill)
            paint_once(
                painter, QRectF(self.rect()), key, lambda inner, whole: self._draw(inner, whole, fill, down=down)
            )

    def _is_quiet(self) -> bool:
        return self._key in {"back", "clear", "000", "09"}

    def _draw(self, painter: QPainter, whole: QRectF, fill: str, *, down: bool) -> None:
        quiet = self._is_quiet()
        rect = whole.adjusted(0, 0, 0, -FOOT_PX)
        if not down:
            soft_foot(painter, rect, _RADIUS_PX)
        box(painter, rect, _RADIUS_PX, look().colour(fill), look().colour("line2"))
        if self._key == "back":
            place = QRectF(0, 0, 24, 24)
            place.moveCenter(rect.center())
            draw_icon(painter, "delete", place, "ink2")
        else:
            face = sized(17, 600) if self._key == "clear" else sized(22 if quiet else 27, 700)
            write(painter, rect, self.text(), face, look().colour("ink2" if quiet else "ink"))
