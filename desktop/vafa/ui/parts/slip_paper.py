"""The slip as paper: what will be printed line by line, or the very dots a printer gets; with a torn foot."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, line_height, painter_of, sized, write
from vafa.ui.parts.look import look

LineKind: TypeAlias = Literal["title", "caption", "split", "pair", "rule", "note"]

_SIDE_PX, _TOP_PX, _FOOT_PX, _TOOTH_PX, _RULE_PX, _GAP_PX = 18, 10, 16, 6, 13, 10
_SLOT_PX, _SLOT_INSET_PX = 16, 21
_AIR_PX, _LEAST_AIR_PX = 5, 0


class SlipLine(Struct, frozen=True):
    """A line of the slip. A pair has its `label` at the start and `value` (and its `unit`) at the end; a split has two
    small facts; a title, a caption and a note stand in the middle; a rule is a dashed line. `tone` colours a value."""

    kind: LineKind
    label: str = ""
    value: str = ""
    unit: str = ""
    strong: bool = False
    tone: str = "ink"


class SlipPaper(QWidget):
    """Shows lines or a raster; screen readers say `name`. With `slot` the paper comes out of a printer's slot."""

    def __init__(self, name: str = "", *, slot: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = slot
        self._lines: tuple[SlipLine, ...] = ()
        self._raster: QImage | None = None
        self._bits = b""
        self._scaled: QPixmap | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_lines(self, lines: Sequence[SlipLine]) -> None:
        """Shows these lines."""
        if tuple(lines) != self._lines or self._raster is not None:
            self._lines, self._raster, self._bits = tuple(lines), None, b""
            self.setAccessibleDescription(
                "\n".join(" ".join(part for part in (line.label, line.value, line.unit) if part) for line in lines)
            )
            self.updateGeometry()
            self.update()

    def show_raster(self, width_dots: int, rows: bytes) -> None:
        """Shows a slip as the printer gets it: one bit a dot, rows padded to whole bytes, 1 is black."""
        stride = (width_dots + 7) // 8
        if rows == self._bits or stride == 0 or len(rows) < stride:
            return
        self._bits = rows
        image = QImage(rows, width_dots, len(rows) // stride, stride, QImage.Format.Format_Mono)
        # Dots become ink on see-through paper, so that a smaller picture is grey and not ragged.
        image.setColorTable([QColor(255, 255, 255, 0).rgba(), look().colour("ink").rgba()])
        self._raster = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self._scaled = None
        self.updateGeometry()
        self.update()

    def needed_size(self) -> QSize:
        return QSize(0, 0) if self._raster is not None else QSize(self._least_width(), self._height(_LEAST_AIR_PX))

    def sizeHint(self) -> QSize:
        if self._raster is None:
            return QSize(max(self._least_width(), 280), self._height(_AIR_PX))
        width = 290
        return QSize(width, self._raster_height(width - 2 * self._inset()) + round(self._top()) + _TOP_PX + _FOOT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120) if self._raster is not None else self.needed_size()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            paper = QRectF(self.rect()).adjusted(self._inset(), self._top(), -self._inset(), -2)
            if self._raster is None:
                paper.setHeight(min(paper.height(), self._height(_AIR_PX) - self._top()))
                self._paint_paper(painter, paper)
                self._paint_lines(painter, paper)
            else:
                wanted = self._raster_height(paper.width()) + _TOP_PX + _FOOT_PX
                paper.setHeight(min(paper.height(), wanted))
                self._paint_paper(painter, paper)
                self._paint_raster(painter, paper)
            if self._slot:
                slot = QRectF(0, 0, self.width(), _SLOT_PX)
                box(painter, slot, _SLOT_PX / 2, look().colour("rail"))
                mouth = slot.adjusted(14, 6, -14, -4)
                box(painter, mouth, mouth.height() / 2, QColor(0, 0, 0, 110))

    def _inset(self) -> float:
        return _SLOT_INSET_PX if self._slot else 4

    def _top(self) -> float:
        return _SLOT_PX / 2 + 4 if self._slot else 2

    def _paint_paper(self, painter: QPainter, paper: QRectF) -> None:
        path = QPainterPath(paper.topLeft())
        path.lineTo(paper.topRight())
        foot = paper.bottom() - _TOOTH_PX
        path.lineTo(paper.right(), foot)
        teeth = max(1, round(paper.width() / (2 * _TOOTH_PX)))
        step = paper.width() / teeth
        for tooth in range(teeth):
            right = paper.right() - tooth * step
            path.lineTo(right - step / 2, paper.bottom())
            path.lineTo(right - step, foot)
        path.closeSubpath()
        painter.setPen(QPen(look().colour("line"), 1.4))
        painter.setBrush(look().colour("paper"))
        painter.drawPath(path)

    def _paint_lines(self, painter: QPainter, paper: QRectF) -> None:
        wanted = self._height(_AIR_PX) - self._top()
        texts = sum(line.kind != "rule" for line in self._lines)
        short = max(0.0, wanted - paper.height())
        air = max(float(_LEAST_AIR_PX), _AIR_PX - short / max(1, texts))
        y = paper.top() + _TOP_PX
        for line in self._lines:
            height = self._line_height(line, air)
            place = QRectF(paper.left() + _SIDE_PX, y, paper.width() - 2 * _SIDE_PX, height)
            self._paint_line(painter, line, place)
            y += height

    def _paint_line(self, painter: QPainter, line: SlipLine, place: QRectF) -> None:
        start, end = look().start, look().end
        if line.kind == "rule":
            pen = QPen(look().colour("line2"), 1, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            y = round(place.center().y()) + 0.5
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
        elif line.kind in {"title", "caption", "note"}:
            ink = look().colour("ink" if line.kind == "title" else "ink2")
            write(painter, place, line.label, self._face(line), ink)
        elif line.kind == "split":
            write(painter, place, line.label, self._face(line), look().colour("ink2"), start)
            write(painter, place, line.value, self._face(line), look().colour("ink2"), end)
        else:
            label = sized(14.5, 700 if line.strong else 400)
            write(painter, place, line.label, label, look().colour("ink" if line.strong else "ink2"), start)
            self._paint_value(painter, line, place)

    def _paint_value(self, painter: QPainter, line: SlipLine, place: QRectF) -> None:
        """The number and its unit, in reading order, ending where the line ends."""
        rest = QRectF(place)
        if line.unit:
            unit = sized(13, 400)
            write(painter, rest, line.unit, unit, look().colour("ink2"), look().end)
            taken = advance(unit, line.unit) + 5
            rest = rest.adjusted(taken, 0, 0, 0) if look().rtl else rest.adjusted(0, 0, -taken, 0)
        write(painter, rest, line.value, self._value_face(line), look().colour(line.tone), look().end)

    def _paint_raster(self, painter: QPainter, paper: QRectF) -> None:
        if self._raster is None:
            return
        room = paper.adjusted(_GAP_PX / 2, _TOP_PX, -_GAP_PX / 2, -_FOOT_PX)
        ratio = self.devicePixelRatioF()
        size = QSize(round(room.width() * ratio), round(self._raster_height(paper.width()) * ratio))
        if self._scaled is None or self._scaled.width() != size.width():
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(self._raster.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            self._scaled.setDevicePixelRatio(ratio)
        painter.save()
        painter.setClipRect(room)
        painter.drawPixmap(room.topLeft(), self._scaled)
        painter.restore()

    def _raster_height(self, paper_width: float) -> int:
        raster = self._raster
        return 0 if raster is None else round((paper_width - _GAP_PX) * raster.height() / raster.width())

    def _height(self, air: float) -> int:
        lines = sum(self._line_height(line, air) for line in self._lines)
        return round(self._top() + _TOP_PX + lines + _FOOT_PX + 2)

    def _line_height(self, line: SlipLine, air: float) -> float:
        return _RULE_PX + air if line.kind == "rule" else line_height(self._face(line)) + air

    def _least_width(self) -> int:
        return round(max(map(self._line_width, self._lines), default=0) + 2 * (_SIDE_PX + self._inset()))

    def _line_width(self, line: SlipLine) -> float:
        words = advance(self._face(line), line.label)
        if line.kind == "split":
            words += advance(self._face(line), line.value) + _GAP_PX
        elif line.kind == "pair":
            words += advance(self._value_face(line), line.value) + advance(sized(13, 400), line.unit) + _GAP_PX
        return words

    @staticmethod
    def _face(line: SlipLine) -> QFont:
        sizes = {"title": (16, 700), "split": (13.5, 400), "pair": (14.5, 700 if line.strong else 400)}
        return sized(*sizes.get(line.kind, (14, 400)))

    @staticmethod
    def _value_face(line: SlipLine) -> QFont:
        return sized(17 if line.strong else 15, 800 if line.strong else 700)
