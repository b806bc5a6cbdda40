"""A month of the Jalali calendar to pick a day from, by keyboard, mouse or finger."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHoverEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.persian.jalali import FIRST_YEAR, LAST_YEAR, JalaliDate, days_in_month
from vafa.ui.parts.brushwork import FOOT_PX, box, painter_of, sized, soft_foot, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.wording import calendar_words, figures

_COLUMNS, _FRIDAY = 7, 6
_CELL_WIDTH_PX, _CELL_HEIGHT_PX, _HEAD_PX, _LETTERS_PX, _EDGE_PX = 38, 34, 44, 26, 12
_RADIUS_PX, _DAY_RADIUS_PX = 12, 8
_MONTHS = 12


class JalaliCalendar(QWidget):
    """Signals `picked` with a JalaliDate (Enter, a click) and `left` (Esc, or the caret went elsewhere).

    Arrows move by a day and a week, PgUp and PgDn by a month, with Ctrl by a year; Home is today.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(self, today: JalaliDate, chosen: JalaliDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._chosen = chosen
        self._at = chosen or today
        self._pointed: JalaliDate | int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name_it()

    def show_day(self, chosen: JalaliDate | None) -> None:
        """Marks a day and turns to its month; None turns to today."""
        self._chosen = chosen
        self._go(chosen or self._today)

    def turn(self, months: int) -> None:
        """Goes some months forward or back; the day stays, or is the month's last one."""
        index = self._at.year * _MONTHS + self._at.month - 1 + months
        year, month = index // _MONTHS, index % _MONTHS + 1
        if FIRST_YEAR <= year <= LAST_YEAR:
            self._go(JalaliDate(year, month, min(self._at.day, days_in_month(year, month))))

    def sizeHint(self) -> QSize:
        px = look().px
        width = _COLUMNS * px(_CELL_WIDTH_PX) + 2 * _EDGE_PX
        rows = math.ceil(len(self._days()) / _COLUMNS)
        return QSize(width, px(_HEAD_PX) + px(_LETTERS_PX) + rows * px(_CELL_HEIGHT_PX) + _EDGE_PX + FOOT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            pointed = None if event.type() == QEvent.Type.HoverLeave else self._under(event.position())
            if pointed != self._pointed:
                self._pointed = pointed
                self.update()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        if isinstance(found, int):
            self.turn(found)
        elif found is not None:
            self._go(found)
            self.picked.emit(found)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = -1 if self.isRightToLeft() else 1
        days = {
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_Down: _COLUMNS,
            Qt.Key.Key_Up: -_COLUMNS,
        }
        months = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in days:
            self._move(days[key])
        elif key in months:
            year = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.turn(months[key] * (_MONTHS if year else 1))
        elif key == Qt.Key.Key_Home:
            self._go(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(self._at)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            ground = QRectF(self.rect()).adjusted(0, 0, 0, -FOOT_PX)
            soft_foot(painter, ground, _RADIUS_PX)
            box(painter, ground, _RADIUS_PX, look().colour("raised"), look().colour("line2"))
            self._paint_head(painter)
            for column in range(_COLUMNS):
                tone = "danger_ink" if column == _FRIDAY else "ink3"
                letter = calendar_words.short_weekday(column, look().language)
                write(painter, self._letter_place(column), letter, look().font("minimum"), look().colour(tone))
            for at, day in enumerate(self._days()):
                if day is not None:
                    self._paint_day(painter, at, day)

    def _paint_head(self, painter: QPainter) -> None:
        title = calendar_words.month_title(self._at.year, self._at.month, look().language)
        write(painter, self._head(), title, sized(15, 700), look().colour("ink"))
        for months, name in ((-1, "chevron-left"), (1, "chevron-right")):
            place = self._arrow(months)
            if self._pointed == months:
                box(painter, place, _DAY_RADIUS_PX, look().colour("sunken"))
            spot = QRectF(0, 0, 20, 20)
            spot.moveCenter(place.center())
            draw_icon(painter, name, spot, "ink2")

    def _paint_day(self, painter: QPainter, at: int, day: JalaliDate) -> None:
        place = self._cell(at).adjusted(2, 1, -2, -1)
        ink = "danger_ink" if at % _COLUMNS == _FRIDAY else "ink"
        if day.month != self._at.month:
            ink = "ink4"
        if day == self._chosen:
            box(painter, place, _DAY_RADIUS_PX, look().colour("accent"))
            ink = "on_accent"
        elif day == self._pointed:
            box(painter, place, _DAY_RADIUS_PX, look().colour("sunken"))
        if day == self._today and day != self._chosen:
            box(painter, place, _DAY_RADIUS_PX, None, look().colour("accent"), 1.4)
        if day == self._at and self.hasFocus():
            box(painter, place.adjusted(-2, -1, 2, 1), _DAY_RADIUS_PX + 2, None, look().colour("accent"), 2.5)
        face = sized(14, 700 if day == self._chosen else 500)
        write(painter, place, figures.number(day.day, look().language), face, look().colour(ink))

    def _days(self) -> list[JalaliDate | None]:
        """The cells in reading order: the end of the month before, then this month."""
        first = JalaliDate(self._at.year, self._at.month, 1)
        before = calendar_words.day_of_week(first.to_date())
        cells: list[JalaliDate | None] = [None] * before
        if (first.year, first.month) != (FIRST_YEAR, 1):
            index = first.year * _MONTHS + first.month - 2
            year, month = index // _MONTHS, index % _MONTHS + 1
            last = days_in_month(year, month)
            cells = [JalaliDate(year, month, last - before + at + 1) for at in range(before)]
        own = range(1, days_in_month(first.year, first.month) + 1)
        return cells + [JalaliDate(first.year, first.month, day) for day in own]

    def _move(self, days: int) -> None:
        month_days = days_in_month(self._at.year, self._at.month)
        day = self._at.day + days
        if 1 <= day <= month_days:
            self._go(JalaliDate(self._at.year, self._at.month, day))
            return
        index = self._at.year * _MONTHS + self._at.month - 1 + (1 if day > month_days else -1)
        year, month = index // _MONTHS, index % _MONTHS + 1
        if FIRST_YEAR <= year <= LAST_YEAR:
            self._go(
                JalaliDate(year, month, day - month_days if day > month_days else days_in_month(year, month) + day)
            )

    def _go(self, day: JalaliDate) -> None:
        self._at = day
        self._name_it()
        self.updateGeometry()
        holder = self.parentWidget()
        layout = holder.layout() if holder is not None else None
        if layout is None or layout.indexOf(self) < 0:
            self.resize(self.sizeHint())  # it lies over its window: nobody else gives it its height
        self.update()

    def _name_it(self) -> None:
        self.setAccessibleName(calendar_words.spoken_day(self._at, look().language))

    def _head(self) -> QRectF:
        return QRectF(_EDGE_PX, 0, self.width() - 2 * _EDGE_PX, look().px(_HEAD_PX))

    def _arrow(self, months: int) -> QRectF:
        side = look().px(32)
        head = self._head()
        at_left = (months < 0) != self.isRightToLeft()
        x = head.left() if at_left else head.right() - side
        return QRectF(x, head.center().y() - side / 2, side, side)

    def _column_x(self, column: int) -> float:
        place = _COLUMNS - 1 - column if self.isRightToLeft() else column
        return _EDGE_PX + place * float(look().px(_CELL_WIDTH_PX))

    def _letter_place(self, column: int) -> QRectF:
        return QRectF(self._column_x(column), look().px(_HEAD_PX), look().px(_CELL_WIDTH_PX), look().px(_LETTERS_PX))

    def _cell(self, at: int) -> QRectF:
        top = look().px(_HEAD_PX) + look().px(_LETTERS_PX) + at // _COLUMNS * look().px(_CELL_HEIGHT_PX)
        return QRectF(self._column_x(at % _COLUMNS), top, look().px(_CELL_WIDTH_PX), look().px(_CELL_HEIGHT_PX))

    def _under(self, point: QPointF) -> JalaliDate | int | None:
        """The day, or the months an arrow turns by, at a point."""
        for months in (-1, 1):
            if self._arrow(months).contains(point):
                return months
        return next((day for at, day in enumerate(self._days()) if day and self._cell(at).contains(point)), None)
