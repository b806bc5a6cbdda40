"""The slip as paper: what will be printed line by line, or the very dots a printer gets; with a torn foot."""

from collections.abc import Sequence
from functools import lru_cache, partial
from math import ceil, floor
from typing import Literal, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.ui.parts.brushwork import advance, box, line_height, painter_of, sized, write
from vafa.ui.parts.look import Look, look
from vafa.ui.parts.painted_once import paint_once, picture_of

LineKind: TypeAlias = Literal["title", "caption", "split", "pair", "rule", "note"]

_SIDE_PX, _TOP_PX, _FOOT_PX, _TOOTH_PX, _RULE_PX, _GAP_PX = 18, 10, 16, 6, 13, 10
_SLOT_PX, _SLOT_INSET_PX = 16, 21
_AIR_PX, _LEAST_AIR_PX = 5, 0
_PAPER_RIM_PX, _PAPER_HEAD_PX, _PAPER_PULLED_PX, _PAPER_FOOT_PX = 4, 8, 4, 16
"""Of the picture of the paper: the air around it, its upper piece, what is pulled, and its torn foot. Multiples of 4
are whole pixels at every usual scale of the screen."""
_MEASURED_LINES, _SCALED_RASTERS = 500, 4


class SlipLine(Struct, frozen=True):
    """A line of the slip. A pair has its `label` at the start and `value` (and its `unit`) at the end; a split has two
    small facts; a title, a caption and a note stand in the middle; a rule is a dashed line. `tone` colours a value."""

    kind: LineKind
    label: str = ""
    value: str = ""
    unit: str = ""
    strong: bool = False
    tone: str = "ink"


class _Raster(Struct, frozen=True):
    """One bit a dot, rows padded to whole bytes, 1 is black."""

    width_dots: int
    rows: bytes

    @property
    def stride(self) -> int:
        return (self.width_dots + 7) // 8

    @property
    def height_dots(self) -> int:
        return len(self.rows) // self.stride if self.stride else 0


class SlipPaper(QWidget):
    """Shows lines or a raster; screen readers say `name`. With `slot` the paper comes out of a printer's slot."""

    def __init__(self, name: str = "", *, slot: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = slot
        self._lines: tuple[SlipLine, ...] = ()
        self._raster: _Raster | None = None
        self._scaled: QPixmap | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_lines(self, lines: Sequence[SlipLine]) -> None:
        """Shows these lines."""
        if tuple(lines) != self._lines or self._raster is not None:
            self._lines, self._raster = tuple(lines), None
            self.setAccessibleDescription(
                "\n".join(" ".join(part for part in (line.label, line.value, line.unit) if part) for line in lines)
            )
            self.updateGeometry()
            self.update()

    def show_raster(self, width_dots: int, rows: bytes) -> None:
        """Shows a slip as the printer gets it: one bit a dot, rows padded to whole bytes, 1 is black."""
        raster = _Raster(width_dots, rows)
        if raster == self._raster or not raster.height_dots:
            return
        self._raster, self._scaled = raster, None
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
        """From a picture of a short piece of paper, pulled to its length between the upper edge and the foot."""
        piece = _PAPER_HEAD_PX + _PAPER_PULLED_PX + _PAPER_FOOT_PX
        left, width = round(paper.left()) - _PAPER_RIM_PX, round(paper.width()) + 2 * _PAPER_RIM_PX
        top = round(paper.top()) - _PAPER_RIM_PX
        picture = picture_of(painter, width, piece, "paper", _draw_paper)
        foot_y, from_y = round(paper.bottom()) + _PAPER_RIM_PX - _PAPER_FOOT_PX, _PAPER_HEAD_PX + _PAPER_PULLED_PX
        ratio = picture.devicePixelRatio()
        pulled_y = top + _PAPER_HEAD_PX
        for y, tall, piece_y, piece_tall in (
            (top, _PAPER_HEAD_PX, 0, _PAPER_HEAD_PX),
            (pulled_y, foot_y - pulled_y, _PAPER_HEAD_PX, _PAPER_PULLED_PX),
            (foot_y, _PAPER_FOOT_PX, from_y, _PAPER_FOOT_PX),
        ):
            source = (0, round(piece_y * ratio), picture.width(), round(piece_tall * ratio))
            painter.drawPixmap(left, y, width, tall, picture, *source)

    def _paint_lines(self, painter: QPainter, paper: QRectF) -> None:
        wanted = self._height(_AIR_PX) - self._top()
        texts = sum(line.kind != "rule" for line in self._lines)
        short = max(0.0, wanted - paper.height())
        air = max(float(_LEAST_AIR_PX), _AIR_PX - short / max(1, texts))
        y = paper.top() + _TOP_PX
        for line, measured in zip(self._lines, self._measured(), strict=True):
            height = measured.height() + air
            drop = y - floor(y)
            place = QRectF(paper.left() + _SIDE_PX, floor(y), paper.width() - 2 * _SIDE_PX, ceil(drop + height))
            key = ("slip line", line, drop, height)
            paint_once(painter, place, key, partial(_draw_line, line=line, drop=drop, height=height))
            y += height

    def _paint_raster(self, painter: QPainter, paper: QRectF) -> None:
        if self._raster is None:
            return
        room = paper.adjusted(_GAP_PX / 2, _TOP_PX, -_GAP_PX / 2, -_FOOT_PX)
        width = paper.width()
        ratio = _asked_last["ratio"] = self.devicePixelRatioF()
        _asked_last["paper_width"] = width
        size = _scaled_size(self._raster, width, ratio)
        if self._scaled is None or self._scaled.width() != size.width():
            self._scaled = QPixmap.fromImage(
                _scaled(self._raster, size.width(), size.height(), look().colour("ink").rgba())
            )
            self._scaled.setDevicePixelRatio(ratio)
        painter.save()
        painter.setClipRect(room)
        painter.drawPixmap(room.topLeft(), self._scaled)
        painter.restore()

    def _raster_height(self, paper_width: float) -> int:
        return 0 if self._raster is None else _height_on(self._raster, paper_width)

    def _height(self, air: float) -> int:
        lines = sum(measured.height() + air for measured in self._measured())
        return round(self._top() + _TOP_PX + lines + _FOOT_PX + 2)

    def _least_width(self) -> int:
        widest = max((measured.width() for measured in self._measured()), default=0)
        return round(widest + 2 * (_SIDE_PX + self._inset()))

    def _measured(self) -> list[QSizeF]:
        worn = look()
        return [_size_of(line, worn) for line in self._lines]


def _draw_paper(painter: QPainter, whole: QRectF) -> None:
    paper = whole.adjusted(_PAPER_RIM_PX, _PAPER_RIM_PX, -_PAPER_RIM_PX, -_PAPER_RIM_PX)
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


def _draw_line(painter: QPainter, whole: QRectF, *, line: SlipLine, drop: float, height: float) -> None:
    """A line that begins `drop` under the upper edge of its picture."""
    place = QRectF(0, drop, whole.width(), height)
    start, end = look().start, look().end
    if line.kind == "rule":
        pen = QPen(look().colour("line2"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        y = round(place.center().y()) + 0.5
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
    elif line.kind in {"title", "caption", "note"}:
        ink = look().colour("ink" if line.kind == "title" else "ink2")
        write(painter, place, line.label, _face(line), ink)
    elif line.kind == "split":
        write(painter, place, line.label, _face(line), look().colour("ink2"), start)
        write(painter, place, line.value, _face(line), look().colour("ink2"), end)
    else:
        label = sized(14.5, 700 if line.strong else 400)
        write(painter, place, line.label, label, look().colour("ink" if line.strong else "ink2"), start)
        _draw_value(painter, line, place)


def _draw_value(painter: QPainter, line: SlipLine, place: QRectF) -> None:
    """The number and its unit, in reading order, ending where the line ends."""
    rest = QRectF(place)
    if line.unit:
        unit = sized(13, 400)
        write(painter, rest, line.unit, unit, look().colour("ink2"), look().end)
        taken = advance(unit, line.unit) + 5
        rest = rest.adjusted(taken, 0, 0, 0) if look().rtl else rest.adjusted(0, 0, -taken, 0)
    write(painter, rest, line.value, _value_face(line), look().colour(line.tone), look().end)


def draw_ahead(width_dots: int, rows: bytes) -> None:
    """Does in any thread, before `show_raster`, what painting the raster would do in the window's: bringing it to the
    size in which one was painted last. Before one ever was it does nothing."""
    raster = _Raster(width_dots, rows)
    if _asked_last and raster.height_dots:
        size = _scaled_size(raster, _asked_last["paper_width"], _asked_last["ratio"])
        _scaled(raster, size.width(), size.height(), look().colour("ink").rgba())


_asked_last: dict[str, float] = {}
"""How wide the paper of a raster was when one was painted last, and the scale of its screen."""


def _height_on(raster: _Raster, paper_width: float) -> int:
    return round((paper_width - _GAP_PX) * raster.height_dots / raster.width_dots)


def _scaled_size(raster: _Raster, paper_width: float, ratio: float) -> QSize:
    return QSize(round((paper_width - _GAP_PX) * ratio), round(_height_on(raster, paper_width) * ratio))


@lru_cache(_SCALED_RASTERS)
def _scaled(raster: _Raster, width: int, height: int, ink: int) -> QImage:
    dots = QImage(raster.rows, raster.width_dots, raster.height_dots, raster.stride, QImage.Format.Format_Mono)
    # Dots become ink on see-through paper, so that a smaller picture is grey and not ragged.
    dots.setColorTable([QColor(255, 255, 255, 0).rgba(), ink])
    grey = dots.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return grey.scaled(
        QSize(width, height), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


@lru_cache(_MEASURED_LINES)
def _size_of(line: SlipLine, _worn: Look) -> QSizeF:
    """How wide and how high a line is, without air. Measured once: most lines of a slip stay while one types."""
    if line.kind == "rule":
        return QSizeF(0, _RULE_PX)
    words = advance(_face(line), line.label)
    if line.kind == "split":
        words += advance(_face(line), line.value) + _GAP_PX
    elif line.kind == "pair":
        words += advance(_value_face(line), line.value) + advance(sized(13, 400), line.unit) + _GAP_PX
    return QSizeF(words, line_height(_face(line)))


def _face(line: SlipLine) -> QFont:
    sizes = {"title": (16, 700), "split": (13.5, 400), "pair": (14.5, 700 if line.strong else 400)}
    return sized(*sizes.get(line.kind, (14, 400)))


def _value_face(line: SlipLine) -> QFont:
    return sized(17 if line.strong else 15, 800 if line.strong else 700)
