"""Chips: a filter to choose, a status to read, a small fact with an icon."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, focus_ring, line_height, painter_of, sized, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.painted_once import paint_once
from vafa.ui.parts.tone import Tone, colours_of

ChipKind: TypeAlias = Literal["filter", "status", "info"]

_Inks: TypeAlias = tuple[QColor | None, QColor | None, QColor, QColor]

_HEIGHTS: dict[ChipKind, int] = {"filter": 36, "status": 28, "info": 30}
_SIDES: dict[ChipKind, int] = {"filter": 15, "status": 11, "info": 11}
_ICON_PX, _CROSS_PX, _DOT_PX, _GAP_PX = 16, 16, 9, 8


class Chip(QAbstractButton):
    """`filter` is pressed (`toggled`, accent when chosen), `status` and `info` are read.

    `count` stands after the text in a lighter ink. `dot` is a colour name for a round mark before the text, which
    never stands without it. A removable chip has a × and emits `removed`.
    """

    removed = Signal()

    def __init__(
        self,
        text: str,
        kind: ChipKind = "status",
        *,
        tone: Tone = "accent",
        icon: str = "",
        count: str = "",
        dot: str = "",
        removable: bool = False,
        focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: ChipKind = kind
        self._tone: Tone = tone
        self._icon, self._count, self._dot, self._removable = icon, count, dot, removable
        self.setText(text)
        self.setFont(sized(14 if kind == "filter" else 13.5, 600 if kind != "info" else 500))
        self._name()
        acts = kind == "filter" or removable
        self.setCheckable(kind == "filter")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if acts and focus else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if acts:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str, tone: Tone | None = None, count: str | None = None) -> None:
        """Shows another text, tone or count."""
        wanted = (text, tone or self._tone, self._count if count is None else count)
        if wanted == (self.text(), self._tone, self._count):
            return
        self.setText(text)
        self._tone, self._count = wanted[1], wanted[2]
        self._name()
        self.updateGeometry()
        self.update()

    def needed_size(self) -> QSize:
        return QSize(round(self._content_width()) + 4, round(line_height(self.font())))

    def sizeHint(self) -> QSize:
        height = max(_HEIGHTS[self._kind], round(line_height(self.font())) + 4)
        return QSize(round(self._content_width()) + 2 * _SIDES[self._kind], height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self._cross().contains(QPointF(event.position())):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        inks = self._inks()
        colours = tuple(ink and ink.rgba() for ink in inks)
        words = (self.text(), self._count, self._icon, self._dot, self._removable, self._kind)
        with painter_of(self) as painter:
            key = ("chip", words, colours, self.hasFocus(), self.isRightToLeft())
            paint_once(painter, QRectF(self.rect()), key, lambda inner, place: self._draw(inner, place, inks))

    def _draw(self, painter: QPainter, rect: QRectF, inks: _Inks) -> None:
        fill, edge, ink, soft = inks
        if self.hasFocus():
            rect = focus_ring(painter, rect, rect.height() / 2)
            edge = None if fill is not None else edge
        box(painter, rect, rect.height() / 2, fill, edge, 1.3)
        self._paint_content(painter, ink, soft)

    def _inks(self) -> _Inks:
        """Ground, edge, ink and lighter ink of the state it is in."""
        chosen = look().colour
        if not self.isEnabled():
            return chosen("skeleton"), None, chosen("ink4"), chosen("ink4")
        if self.isChecked():
            return chosen("accent"), None, chosen("on_accent"), chosen("on_accent", 0.85)
        if self._kind == "status" and not self._removable:
            colours = colours_of(self._tone)
            ink = chosen("ink2" if self._tone in {"plain", "sunken"} else colours.ink)
            return chosen("bg" if self._tone in {"plain", "sunken"} else colours.fill), None, ink, ink
        hovered = self.underMouse() and self._kind == "filter"
        return chosen("sunken" if hovered else "surface"), chosen("line2"), chosen("ink2"), chosen("ink3")

    def _paint_content(self, painter: QPainter, ink: QColor, soft: QColor) -> None:
        x = (self.width() - self._content_width()) / 2
        height = float(self.height())
        for piece, width in self._pieces():
            spot = QRectF(self.width() - x - width if self.isRightToLeft() else x, 0, width, height)
            if piece == "icon":
                draw_icon(painter, self._icon, spot, ink)
            elif piece == "dot":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look().colour(self._dot) if not self.isChecked() else ink)
                painter.drawEllipse(spot.center(), _DOT_PX / 2, _DOT_PX / 2)
            elif piece == "text":
                write(painter, spot, self.text(), self.font(), ink)
            elif piece == "count":
                write(painter, spot, self._count, self._count_face(), soft)
            else:
                draw_icon(painter, "x", spot, ink)
            x += width + _GAP_PX

    def _pieces(self) -> list[tuple[str, float]]:
        pieces: list[tuple[str, float]] = []
        if self._dot:
            pieces.append(("dot", _DOT_PX))
        if self._icon:
            pieces.append(("icon", _ICON_PX))
        pieces.append(("text", advance(self.font(), self.text()) + 2))
        if self._count:
            pieces.append(("count", advance(self._count_face(), self._count) + 2))
        if self._removable:
            pieces.append(("cross", _CROSS_PX))
        return pieces

    def _content_width(self) -> float:
        pieces = self._pieces()
        return sum(width for _, width in pieces) + _GAP_PX * (len(pieces) - 1)

    def _count_face(self) -> QFont:
        return sized(14, 400)

    def _cross(self) -> QRectF:
        """Where a click takes the chip away: its far end, as wide as it is high."""
        side = float(self.height())
        return QRectF(0 if self.isRightToLeft() else self.width() - side, 0, side, side)

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
