"""A field for a date: typed in any usual way, shown in one, with a calendar to pick from."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vafa.persian.jalali import Birthday, JalaliDate, parse_birthday, parse_jalali
from vafa.ui.parts.brushwork import box, painter_of
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.jalali_calendar import JalaliCalendar
from vafa.ui.parts.look import look
from vafa.ui.parts.pressable import Pressable
from vafa.ui.parts.text_field import TextField
from vafa.wording import calendar_words

DateKind: TypeAlias = Literal["day", "birthday"]


class DateField(QWidget):
    """`changed` comes when another date is meant (or none); what is typed is put in order when the caret leaves.

    A day needs its year (14050903, 1405/9/3, 05/9/3); a birthday may do without (9/3). `today` is marked.
    """

    changed = Signal()
    accepted = Signal()

    def __init__(
        self,
        label: str,
        today: JalaliDate,
        *,
        kind: DateKind = "day",
        placeholder: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _ = look().words
        self._today, self._date_kind = today, kind
        self._value: JalaliDate | Birthday | None = None
        self._calendar: JalaliCalendar | None = None
        self._field = TextField(label, kind="date", placeholder=placeholder, hint=hint, parent=self)
        self._opener = _CalendarKey(_("Open the calendar"), self)
        # A click on it must not take the caret from an open calendar: it would close, and open anew.
        self._opener.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._field.add_at_start(self._opener)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        self.setFocusProxy(self._field)
        self._field.typed.connect(self._typed)
        self._field.accepted.connect(self._accept)
        self._field.left.connect(self._settle)
        self._opener.clicked.connect(self.open_calendar)

    def value(self) -> JalaliDate | Birthday | None:
        """The date that is meant; None for an empty field and for what is no date."""
        return self._value

    def is_wrong(self) -> bool:
        """Whether something is typed that is no date."""
        return self._value is None and bool(self._field.text().strip())

    def set_value(self, value: JalaliDate | Birthday | None) -> None:
        """Shows a date, or nothing; nothing is signalled."""
        self._value = value
        self._field.set_text("" if value is None else _written(value))
        self._field.say_error("")

    def open_calendar(self) -> None:
        """Opens the calendar under the field, or closes it."""
        if self._calendar is not None:
            self._close()
            return
        self._calendar = JalaliCalendar(self._today, self._as_day(), self.window())
        self._calendar.setLayoutDirection(look().direction)
        self._calendar.picked.connect(self._picked)
        self._calendar.left.connect(self._close)
        self._calendar.move(self._place_for(self._calendar))
        self._calendar.show()
        self._calendar.raise_()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)
        self.window().installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A press that nothing else took, or another size: the calendar over the page goes.
        if watched is self.window() and event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.Resize}:
            self._close()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._field.say_error("")
        self._mean(parse_birthday(text) if self._date_kind == "birthday" else parse_jalali(text))

    def _mean(self, value: JalaliDate | Birthday | None) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit()

    def _accept(self) -> None:
        self._settle()
        if not self.is_wrong():
            self.accepted.emit()

    def _settle(self) -> None:
        _ = look().words
        if self._value is not None:
            self._field.set_text(_written(self._value))
        elif self.is_wrong():
            self._field.say_error(_("There is no such day."))

    def _picked(self, day: JalaliDate) -> None:
        self._close()
        self._field.say_error("")
        self._mean(Birthday(day.month, day.day, day.year) if self._date_kind == "birthday" else day)
        self._settle()
        self._field.take_focus()

    def _close(self) -> None:
        calendar, self._calendar = self._calendar, None
        if calendar is None:
            return
        self.window().removeEventFilter(self)
        held = calendar.hasFocus()
        calendar.hide()
        calendar.deleteLater()
        if held:
            self._field.take_focus()

    def _as_day(self) -> JalaliDate | None:
        value = self._value
        if not isinstance(value, Birthday):
            return value
        try:
            return JalaliDate(value.year or self._today.year, value.month, value.day)
        except ValueError:  # 30 Esfand in a year that has none
            return JalaliDate(self._today.year, value.month, value.day - 1)

    def _place_for(self, calendar: QWidget) -> QPoint:
        """Under the field, at its beginning; above it where there is no room, always inside the window."""
        window, size = self.window(), calendar.sizeHint()
        below = self._opener.mapTo(window, QPoint(0, self._opener.height() + 8))
        start = self.mapTo(window, QPoint(0, 0)).x()
        x = start + self.width() - size.width() if look().rtl else start
        y = below.y()
        if y + size.height() > window.height():
            y = self.mapTo(window, QPoint(0, 0)).y() - size.height() - 4
        return QPoint(max(0, min(x, window.width() - size.width())), max(0, y))


def _written(value: JalaliDate | Birthday) -> str:
    return calendar_words.typed_day(value.year, value.month, value.day, look().language)


class _CalendarKey(Pressable):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent=parent)

    def sizeHint(self) -> QSize:
        return QSize(28, 36)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        with painter_of(self) as painter:
            rect = self.ringed(painter, 8)
            if self.is_pointed_at() or self.isDown():
                box(painter, rect, 8, look().colour("sunken"))
            spot = QRectF(0, 0, 20, 20)
            spot.moveCenter(rect.center())
            draw_icon(painter, "calendar-days", spot, "ink2")
