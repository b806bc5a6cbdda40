"""The picture of a key: a small raised cap with the key's name."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, line_height, painter_of, write
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once

CapKind: TypeAlias = Literal["quiet", "strong", "faded", "on_accent"]

_INK: dict[CapKind, str] = {"quiet": "ink2", "strong": "accent_ink", "faded": "ink4", "on_accent": "on_accent"}
_HEIGHT_PX, _RADIUS_PX, _FOOT_PX, _SIDE_PX = 22, 6, 2, 7


def cap_size(name: str) -> QSize:
    """How much room the cap of a key takes."""
    face = look().font("keycap")
    height = max(_HEIGHT_PX, round(line_height(face)) + 2)
    return QSize(max(height, round(advance(face, name)) + 2 * _SIDE_PX), height)


def paint_cap(painter: QPainter, rect: QRectF, name: str, kind: CapKind) -> None:
    """Paints a cap that fills the rectangle. `on_accent` is the flat one on a filled button."""
    paint_once(painter, rect, ("cap", name, kind), lambda inner, place: _draw_cap(inner, place, name, kind))


class Keycap(QWidget):
    """A key shown to be read, not pressed: `quiet`, `strong` (the next thing to press) or `faded` (impossible now)."""

    def __init__(self, name: str, kind: CapKind = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._kind = name, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, name: str) -> None:
        """Shows another key's name."""
        if name != self._name:
            self._name = name
            self.updateGeometry()
            self.update()

    def set_kind(self, kind: CapKind) -> None:
        """Makes it quieter or stronger."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def needed_size(self) -> QSize:
        return cap_size(self._name)

    def sizeHint(self) -> QSize:
        return cap_size(self._name)

    def minimumSizeHint(self) -> QSize:
        return cap_size(self._name)

    def is_faded(self) -> bool:
        return self._kind == "faded"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            size = cap_size(self._name)
            rect = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
            paint_cap(painter, rect, self._name, self._kind)


def _draw_cap(painter: QPainter, rect: QRectF, name: str, kind: CapKind) -> None:
    ink = look().colour(_INK[kind])
    if kind == "on_accent":
        box(painter, rect, _RADIUS_PX, look().colour("on_accent", 0.2))
        write(painter, rect, name, look().font("keycap"), ink)
        return
    opacity = 0.55 if kind == "faded" else 1.0
    edge = look().colour("keyline", opacity)
    top = rect.adjusted(0, 0, 0, -_FOOT_PX)
    box(painter, rect, _RADIUS_PX, edge)
    if kind == "faded":
        # What lies under a see-through foot must not shine through the cap.
        box(painter, top, _RADIUS_PX, look().colour("surface"))
    box(painter, top, _RADIUS_PX, look().colour("keycap"), edge)
    write(painter, top.adjusted(0, 0, 0, 1), name, look().font("keycap"), ink)
