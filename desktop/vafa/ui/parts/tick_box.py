"""A box to tick: a title, and a second line where there is more to say."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, line_height, mirrored, painter_of, sized, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.pressable import Pressable

_BOX_PX, _BOX_RADIUS_PX, _GAP_PX = 24, 6, 12
_FRAME_RADIUS_PX, _FRAME_SIDE_PX = 12, 16


class TickBox(Pressable):
    """`toggled` tells what it became by a person or by `set_ticked`. `framed`: a card of its own, for consents."""

    def __init__(
        self,
        title: str,
        line: str = "",
        *,
        ticked: bool = False,
        framed: bool = False,
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, focus=focus, parent=parent)
        self._framed = framed
        self._line = ""
        self._title_face = sized(15.5, 600) if framed or line else look().font("body")
        self._line_face = look().font("secondary")
        self.setText(title)
        self.setCheckable(True)
        self.setChecked(ticked)
        wide = QSizePolicy.Policy.Expanding if framed else QSizePolicy.Policy.Minimum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.say_line(line)

    def say_line(self, line: str) -> None:
        """The second line."""
        if line != self._line:
            self._line = line
            self.setAccessibleDescription(line)
            self.updateGeometry()
            self.update()

    def set_ticked(self, ticked: bool) -> None:
        """Ticks it or not."""
        self.setChecked(ticked)

    def needed_size(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        words = max(advance(self._title_face, self.text()), advance(self._line_face, self._line))
        lines = line_height(self._title_face) + (line_height(self._line_face) if self._line else 0)
        side, air = (_FRAME_SIDE_PX, 14) if self._framed else (3, 8)
        height = max(round(lines) + air, 44 if self._framed else _BOX_PX + 8)
        return QSize(round(words) + _BOX_PX + _GAP_PX + 2 * side + 4, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            whole = QRectF(self.rect())
            if self._framed:
                inner = self.ringed(painter, _FRAME_RADIUS_PX)
                radius = self.inside(_FRAME_RADIUS_PX) if self.hasFocus() else _FRAME_RADIUS_PX
                fill = "sunken" if self.is_pointed_at() else "surface"
                box(painter, inner, radius, look().colour(fill), look().colour("line2"), 1.3)
            side = _FRAME_SIDE_PX if self._framed else 3.0
            place = QRectF(side, (whole.height() - _BOX_PX) / 2, _BOX_PX, _BOX_PX)
            words = QRectF(place.right() + _GAP_PX, 0, whole.width() - place.right() - _GAP_PX - side, whole.height())
            if self.isRightToLeft():
                place, words = mirrored(place, whole), mirrored(words, whole)
            if self.hasFocus() and not self._framed:
                box(painter, place.adjusted(-3, -3, 3, 3), _BOX_RADIUS_PX + 3, None, look().colour("accent"), 2.5)
                place = place.adjusted(1.5, 1.5, -1.5, -1.5)
            self._paint_tick(painter, place)
            self._paint_words(painter, words)

    def _paint_tick(self, painter: QPainter, place: QRectF) -> None:
        if self.isChecked():
            box(painter, place, _BOX_RADIUS_PX, look().colour("accent" if self.isEnabled() else "ink4"))
            draw_icon(painter, "check", place.adjusted(3, 3, -3, -3), "on_accent")
        else:
            edge = look().colour("field" if self.isEnabled() else "line2")
            box(painter, place, _BOX_RADIUS_PX, look().colour("surface"), edge, 2)

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        side = Qt.AlignmentFlag.AlignAbsolute | (
            Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        )
        ink = look().colour("ink" if self.isEnabled() else "ink4")
        if not self._line:
            write(painter, place, self.text(), self._title_face, ink, side)
            return
        title, line = line_height(self._title_face), line_height(self._line_face)
        top = place.center().y() - (title + line) / 2
        write(painter, QRectF(place.left(), top, place.width(), title), self.text(), self._title_face, ink, side)
        below = QRectF(place.left(), top + title, place.width(), line)
        write(painter, below, self._line, self._line_face, look().colour("ink2" if self.isEnabled() else "ink4"), side)
