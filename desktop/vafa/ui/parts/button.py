"""Buttons: one primary a region, the others calmer; each may show its icon, its key, and that it is working."""

from typing import Literal, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, focus_ring, line_height, painter_of, sized, write
from vafa.ui.parts.colour_fade import ColourFade
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.keycap import cap_size, paint_cap
from vafa.ui.parts.look import SPINNER_AFTER_MS, look
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.spinner import STEP_MS, paint_spinner

ButtonKind: TypeAlias = Literal[
    "primary", "secondary", "tint", "ghost", "accent_quiet", "info_quiet", "warn_quiet", "danger_quiet", "danger_solid"
]
ButtonSize: TypeAlias = Literal[36, 44, 52, 64]


class _Dress(Struct, frozen=True):
    """Colour names of a kind: grounds at rest, under the pointer and pressed ("" for none), the edge, the ink."""

    rest: str
    hover: str
    pressed: str
    edge: str
    ink: str


_DRESSES: dict[ButtonKind, _Dress] = {
    "primary": _Dress("accent", "accent_h", "accent_p", "", "on_accent"),
    "secondary": _Dress("surface", "sunken", "line", "line2", "ink"),
    "tint": _Dress("accent_tint", "accent_tint2", "accent_tint2", "", "accent_ink"),
    "ghost": _Dress("", "sunken", "line", "", "ink2"),
    "accent_quiet": _Dress("surface", "accent_tint", "accent_tint2", "accent_line", "accent_ink"),
    "info_quiet": _Dress("surface", "info_tint", "info_tint", "info_line", "info_ink"),
    "warn_quiet": _Dress("surface", "warn_tint", "warn_tint", "warn_line", "warn_ink"),
    "danger_quiet": _Dress("surface", "danger_tint", "danger_tint", "danger_line", "danger_ink"),
    "danger_solid": _Dress("danger", "danger_h", "danger_h", "", "on_danger"),
}


class _Cut(Struct, frozen=True):
    """Lengths of a size: corner, space at the sides, icon, gap, and the text's pixels and weight."""

    radius: int
    side: int
    icon: int
    gap: int
    text_px: float
    weight: int


_CUTS: dict[ButtonSize, _Cut] = {
    36: _Cut(9, 12, 16, 8, 13.5, 600),
    44: _Cut(10, 15, 20, 10, 15, 600),
    52: _Cut(12, 18, 20, 10, 16, 600),
    64: _Cut(12, 22, 24, 12, 18, 600),
}

_EDGE_PX = 1.4
_LINE_AIR_PX = 8


class Button(QAbstractButton):
    """A button; `clicked` tells. `focus=False` for the counter, where only the box may hold the focus.

    `key` is the name of the key that does the same; it is shown, the page listens for it. The width that a text and
    its icon need is kept while it is busy.
    """

    def __init__(
        self,
        text: str = "",
        kind: ButtonKind = "secondary",
        *,
        size: ButtonSize = 44,
        icon: str = "",
        key: str = "",
        name: str = "",
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: ButtonKind = kind
        self._size: ButtonSize = size
        self._icon, self._key = icon, key
        self._busy_since = QElapsedTimer()
        self._turn = QTimer(self)
        self._turn.setInterval(STEP_MS)
        self._turn.timeout.connect(self.update)
        self._ground = ColourFade(self, self._wanted_ground())
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setFont(sized(_CUTS[size].text_px, _CUTS[size].weight))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.pressed.connect(lambda: self._aim("press"))
        self.released.connect(self._aim)

    def say(self, text: str) -> None:
        """Shows another text; it becomes the accessible name too."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_kind(self, kind: ButtonKind) -> None:
        """Makes it louder or calmer."""
        if kind != self._kind:
            self._kind = kind
            self._aim()
            self.update()

    def set_icon(self, name: str) -> None:
        """Shows another icon; none for an empty name."""
        if name != self._icon:
            self._icon = name
            self.updateGeometry()
            self.update()

    def set_key(self, key: str) -> None:
        """Shows another key; none for an empty name."""
        if key != self._key:
            self._key = key
            self.updateGeometry()
            self.update()

    def set_busy(self, busy: bool) -> None:
        """While busy it cannot be pressed; a spinner stands in the icon's place once it lasts."""
        if busy == self.is_busy():
            return
        if busy:
            self._busy_since.start()
            self._turn.start()
        else:
            self._busy_since.invalidate()
            self._turn.stop()
        self.update()

    def is_busy(self) -> bool:
        """Whether `set_busy` was said."""
        return self._busy_since.isValid()

    def needed_size(self) -> QSize:
        """The least room for everything that is written on it."""
        cut = _CUTS[self._size]
        content = self._content_width(cut)
        return QSize(round(content) + 12, round(line_height(self.font())))

    def sizeHint(self) -> QSize:
        cut = _CUTS[self._size]
        height = max(self._size, round(line_height(self.font())) + _LINE_AIR_PX)
        width = round(self._content_width(cut)) + 2 * cut.side
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.EnabledChange}:
            self._aim()
        return super().event(event)

    def hitButton(self, pos: object) -> bool:
        return not self.is_busy() and super().hitButton(pos)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_busy():
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        ringed = self.hasFocus() and self.isEnabled()
        ground = self._ground.now.rgba()
        face = (self._kind, self._size, self._icon, self._key, self.text(), self.isEnabled(), ringed, ground)
        with painter_of(self) as painter:
            if self.is_busy() or self._ground.is_gliding():
                self._draw(painter, QRectF(self.rect()))
            else:
                paint_once(painter, QRectF(self.rect()), (face, self.isRightToLeft()), self._draw)

    def _draw(self, painter: QPainter, rect: QRectF) -> None:
        dress, cut = _DRESSES[self._kind], _CUTS[self._size]
        radius = float(cut.radius)
        if self.hasFocus() and self.isEnabled():
            rect = focus_ring(painter, rect, radius)
            radius -= 3
        if not self.isEnabled():
            box(painter, rect, radius, look().colour("skeleton") if dress.rest else None)
            self._paint_content(painter, cut, look().colour("ink4"))
            return
        edge = look().colour(dress.edge) if dress.edge else None
        box(painter, rect, radius, self._ground.now, edge, _EDGE_PX)
        self._paint_content(painter, cut, look().colour(dress.ink))

    def _paint_content(self, painter: QPainter, cut: _Cut, ink: QColor) -> None:
        """Icon, text and key as one group in the middle, in reading order."""
        x = (self.width() - self._content_width(cut)) / 2
        whole, height = QRectF(self.rect()), float(self.height())
        rtl = self.isRightToLeft()

        def place(width: float, tall: float) -> QRectF:
            spot = QRectF(x, (height - tall) / 2, width, tall)
            return QRectF(whole.width() - spot.right(), spot.top(), width, tall) if rtl else spot

        if self._icon or self._shows_spinner():
            spot = place(cut.icon, cut.icon)
            if self._shows_spinner():
                turned_ms = 0 if look().calm else self._busy_since.elapsed()
                paint_spinner(painter, spot, ink, turned_ms)
            else:
                draw_icon(painter, self._icon, spot, ink)
            x += cut.icon + (cut.gap if self.text() or self._key else 0)
        if self.text():
            width = advance(self.font(), self.text())
            write(painter, place(width + 2, height), self.text(), self.font(), ink)
            x += width + cut.gap + 2
        if self._key:
            cap = cap_size(self._key)
            filled = self._kind in {"primary", "danger_solid"} and self.isEnabled()
            kind: Literal["quiet", "faded", "on_accent"] = (
                "on_accent" if filled else "quiet" if self.isEnabled() else "faded"
            )
            paint_cap(painter, place(cap.width(), cap.height()), self._key, kind)

    def _content_width(self, cut: _Cut) -> float:
        pieces: list[float] = []
        if self._icon or self._shows_spinner():
            pieces.append(cut.icon)
        if self.text():
            pieces.append(advance(self.font(), self.text()) + 2)
        if self._key:
            pieces.append(cap_size(self._key).width())
        return sum(pieces) + cut.gap * max(0, len(pieces) - 1)

    def _shows_spinner(self) -> bool:
        return self.is_busy() and self._busy_since.elapsed() >= SPINNER_AFTER_MS

    def _wanted_ground(self) -> QColor:
        dress = _DRESSES[self._kind]
        hovered = self.isEnabled() and self.underMouse()
        name = dress.pressed if self.isDown() else dress.hover if hovered else dress.rest
        return look().colour(name) if name else look().colour("surface", 0.0)

    def _aim(self, motion: str = "state") -> None:
        self._ground.aim(self._wanted_ground(), motion)
