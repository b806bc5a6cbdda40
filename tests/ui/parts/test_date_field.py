"""Dates as people type them, and the calendar by keyboard, in both reading directions."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.ui.parts.keystrokes import strike

from vafa.persian.jalali import Birthday, JalaliDate
from vafa.ui.parts.date_field import DateField
from vafa.ui.parts.jalali_calendar import JalaliCalendar
from vafa.ui.parts.look import Look, load_fonts, look, wear

KEY = Qt.Key
TODAY = JalaliDate(1405, 9, 10)


@pytest.fixture(params=["fa", "en"])
def window(request):
    _application = QApplication.instance() or QApplication([])
    QApplication.setCursorFlashTime(0)
    load_fonts()
    wear(Look(language=request.param, calm=True))
    window = QWidget()
    window.setLayoutDirection(look().direction)
    QVBoxLayout(window)
    window.resize(520, 480)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 10_000)
    yield window
    window.close()
    wear(Look())


def put(window, part):
    window.layout().addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    part.show()
    part.setFocus()
    QApplication.processEvents()
    return part


def line_of(field):
    return field.findChild(QLineEdit)


@pytest.mark.parametrize("typed", ["14050903", "1405/9/3", "05/9/3", "۱۴۰۵/۹/۳", "١٤٠٥-٩-٣", "1405 9 3"])
def test_a_day_in_any_way(window, typed):
    field = put(window, DateField("تاریخ", TODAY))
    changed = QSignalSpy(field.changed)
    strike(window, typed)
    assert field.value() == JalaliDate(1405, 9, 3)
    assert changed.count() >= 1
    line_of(field).clearFocus()
    assert line_of(field).text() == ("۱۴۰۵/۰۹/۰۳" if look().rtl else "1405/09/03")


def test_a_birthday_without_its_year(window):
    field = put(window, DateField("تولد", TODAY, kind="birthday"))
    strike(window, "2/24")
    assert field.value() == Birthday(2, 24)
    line_of(field).clearFocus()
    assert line_of(field).text() == ("۰۲/۲۴" if look().rtl else "02/24")
    assert field.value() == Birthday(2, 24)


def test_an_impossible_day_is_said_in_place(window):
    field = put(window, DateField("تاریخ", TODAY))
    accepted = QSignalSpy(field.accepted)
    strike(window, "1404/12/30")
    assert field._field._error == ""
    strike(window, KEY.Key_Return)
    assert accepted.count() == 0
    assert field.is_wrong()
    assert field._field._error
    assert line_of(field).accessibleDescription() == field._field._error
    strike(window, KEY.Key_Backspace)
    assert field._field._error == ""


def test_nothing_is_no_mistake(window):
    field = put(window, DateField("تاریخ", TODAY))
    accepted = QSignalSpy(field.accepted)
    strike(window, KEY.Key_Return)
    assert accepted.count() == 1
    assert field.value() is None
    assert not field.is_wrong()


def test_the_calendar_opens_and_gives_a_day(window):
    field = put(window, DateField("تاریخ", TODAY))
    strike(window, KEY.Key_Down)
    calendar = window.findChild(JalaliCalendar)
    assert calendar.isVisible()
    assert calendar.hasFocus()
    assert window.rect().contains(calendar.geometry())
    strike(window, KEY.Key_Down, KEY.Key_Return)
    assert field.value() == JalaliDate(1405, 9, 17)
    assert line_of(field).hasFocus()
    assert window.findChild(JalaliCalendar) is None


def test_esc_closes_the_calendar_and_keeps_the_date(window):
    field = put(window, DateField("تاریخ", TODAY))
    field.set_value(JalaliDate(1405, 1, 1))
    strike(window, KEY.Key_Down, KEY.Key_PageDown, KEY.Key_Escape)
    assert field.value() == JalaliDate(1405, 1, 1)
    assert line_of(field).hasFocus()


def test_the_calendar_closes_where_it_was_opened_and_beside_it(window):
    field = put(window, DateField("تاریخ", TODAY))
    for place in (field._opener, window):
        QTest.mouseClick(field._opener, Qt.MouseButton.LeftButton)
        assert window.findChild(JalaliCalendar) is not None
        QTest.mouseClick(place, Qt.MouseButton.LeftButton)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert window.findChild(JalaliCalendar) is None


def test_the_forward_arrow_is_the_one_that_reading_goes_to(window):
    calendar = put(window, JalaliCalendar(TODAY))
    picked = []
    calendar.picked.connect(picked.append)
    strike(window, KEY.Key_Left if look().rtl else KEY.Key_Right, KEY.Key_Return)
    assert picked == [JalaliDate(1405, 9, 11)]


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ((KEY.Key_PageDown,), JalaliDate(1405, 10, 10)),
        ((KEY.Key_PageUp, KEY.Key_PageUp, KEY.Key_PageUp), JalaliDate(1405, 6, 10)),
        ((KEY.Key_Up, KEY.Key_Up), JalaliDate(1405, 8, 26)),
        ((KEY.Key_Down, KEY.Key_Down, KEY.Key_Down), JalaliDate(1405, 10, 1)),
        ((KEY.Key_PageDown, KEY.Key_Home), TODAY),
    ],
)
def test_moving_by_keyboard(window, keys, day):
    calendar = put(window, JalaliCalendar(TODAY))
    picked = []
    calendar.picked.connect(picked.append)
    strike(window, *keys, KEY.Key_Return)
    assert picked == [day]


def test_the_month_turns_to_its_last_day_at_most(window):
    calendar = put(window, JalaliCalendar(TODAY, JalaliDate(1404, 6, 31)))
    calendar.turn(6)
    assert calendar._at == JalaliDate(1404, 12, 29)
    calendar.turn(-12 * 300)
    assert calendar._at.year == 1404


def test_the_week_begins_with_saturday_at_its_beginning(window):
    calendar = put(window, JalaliCalendar(TODAY, TODAY))
    saturday, friday = (calendar._cell(at).center().x() for at in (0, 6))
    assert (saturday > friday) == look().rtl
    first = calendar._days().index(JalaliDate(1405, 9, 1))
    assert first == 1  # 1 Azar 1405 is a Sunday


def test_a_click_picks(window):
    calendar = put(window, JalaliCalendar(TODAY))
    picked = []
    calendar.picked.connect(picked.append)
    at = calendar._days().index(JalaliDate(1405, 9, 30))
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=_point(calendar._cell(at).center()))
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=_point(calendar._arrow(1).center()))
    assert picked == [JalaliDate(1405, 9, 30)]
    assert calendar._at.month == 10
    assert calendar.accessibleName()


def _point(place: QPointF) -> QPoint:
    return place.toPoint()
