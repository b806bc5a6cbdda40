"""Parts that are ticked, switched, stepped and chosen: what they tell, and to whom they leave the caret."""

from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vafa.ui.parts import slip_paper
from vafa.ui.parts.brushwork import line_height
from vafa.ui.parts.choice_row import ChoiceRow
from vafa.ui.parts.countdown_ring import CountdownRing
from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import Look, load_fonts, wear
from vafa.ui.parts.person_card import PersonCard
from vafa.ui.parts.pin_dots import PinDots
from vafa.ui.parts.slip_paper import SlipLine, SlipPaper
from vafa.ui.parts.stepper import Stepper
from vafa.ui.parts.success_mark import SuccessMark
from vafa.ui.parts.switch import Switch
from vafa.ui.parts.text_field import TextField
from vafa.ui.parts.tick_box import TickBox

KEY = Qt.Key


@pytest.fixture
def window():
    _application = QApplication.instance() or QApplication([])
    load_fonts()
    wear(Look())
    window = QWidget()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QVBoxLayout(window)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 10_000)
    yield window
    window.close()


def put(window, part):
    window.layout().addWidget(part)
    part.show()
    QApplication.processEvents()
    return part


def test_a_choice_moves_by_arrow_and_tells_once(window):
    row = put(window, ChoiceRow("پوسته", [("light", "روشن"), ("dark", "تیره", "moon"), ("system", "سیستم")], "light"))
    told = []
    row.chosen.connect(told.append)
    row._segments["light"].setFocus()
    QTest.keyClick(row._segments["light"], KEY.Key_Left)
    QTest.keyClick(row._segments["dark"], KEY.Key_Left)
    QTest.keyClick(row._segments["system"], KEY.Key_Left)
    assert told == ["dark", "system"]
    assert row._segments["system"].hasFocus()
    row.set_value("light")
    assert told == ["dark", "system"]
    QTest.mouseClick(row._segments["light"], Qt.MouseButton.LeftButton)
    assert told == ["dark", "system"]
    assert row._segments["light"].isChecked()


def test_a_choice_is_one_stop_of_tab(window):
    row = put(window, ChoiceRow("پوسته", [("a", "یک"), ("b", "دو")], "b"))
    stops = [value for value, part in row._segments.items() if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["b"]


def test_a_tick_and_a_switch_answer_to_space_and_enter(window):
    for part in (put(window, TickBox("پیامک", "گفت بله", framed=True)), put(window, Switch("صدا"))):
        toggled = QSignalSpy(part.toggled)
        part.setFocus()
        QTest.keyClick(part, KEY.Key_Space)
        QTest.keyClick(part, KEY.Key_Return)
        assert toggled.count() == 2
        assert not part.isChecked()
        assert part.accessibleName()


def test_a_stepper_tells_which_way(window):
    stepper = put(window, Stepper("خرج امتیاز"))
    less, more = QSignalSpy(stepper.less), QSignalSpy(stepper.more)
    stepper.show_value("۴۰۰", "امتیاز", "= ۴۰٬۰۰۰ تومان")
    stepper.allow(less=True, more=False)
    QTest.mouseClick(stepper._more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(stepper._less, Qt.MouseButton.LeftButton)
    assert (less.count(), more.count()) == (1, 0)
    assert stepper.accessibleDescription() == "۴۰۰ امتیاز = ۴۰٬۰۰۰ تومان"
    assert stepper._less.x() > stepper._more.x()


def test_a_keypad_reads_left_to_right_and_takes_no_focus(window):
    pad = put(window, Keypad("mobile"))
    told = []
    pad.pressed.connect(told.append)
    assert pad._keys["1"].x() < pad._keys["3"].x()
    assert pad._keys["1"].y() < pad._keys["7"].y()
    assert pad._corner.text() == "۰۹"
    for part in (pad._keys["5"], pad._corner, pad._keys["back"]):
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        assert part.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert part.height() >= 54
    pad.set_kind("pin")
    QTest.mouseClick(pad._corner, Qt.MouseButton.LeftButton)
    assert told == ["5", "09", "back", "clear"]


def test_a_person_is_chosen_by_whoever_listens(window):
    card = put(window, PersonCard())
    card.show_person("نسترن احمدی", "صندوقدار")
    clicked = QSignalSpy(card.clicked)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert clicked.count() == 1
    assert not card.isChecked()
    card.set_selected(True)
    assert card.isChecked()
    assert card.accessibleName() == "نسترن احمدی"


def test_dots_tell_how_many_and_never_which(window):
    dots = put(window, PinDots())
    dots.show_count(6)
    assert dots.sizeHint().width() > PinDots().sizeHint().width()
    assert not any(letter.isdigit() for letter in dots.accessibleName() + dots.accessibleDescription())


def test_a_field_that_only_shows_asks_to_be_filled(window):
    field = put(window, TextField("نام", focus=False, kind="free"))
    clicked, left = QSignalSpy(field.clicked), QSignalSpy(field.left)
    QTest.mouseClick(field._frame, Qt.MouseButton.LeftButton)
    assert clicked.count() == 1
    assert not field._line.hasFocus()
    assert left.count() == 0


def test_a_field_says_what_is_wrong_in_place_of_its_hint(window):
    field = put(window, TextField("مبلغ", kind="number", hint="به تومان"))
    field.say_error("بیش از سقف")
    assert field._below.said() == "بیش از سقف"
    field.say_error("")
    assert field._below.said() == "به تومان"
    typed = []
    field.typed.connect(typed.append)
    field.take_focus()
    QTest.keyClicks(field._line, "1500")
    assert (field.text(), field._line.text(), typed[-1]) == ("1500", "۱٬۵۰۰", "1500")


def test_a_slip_is_read_out_and_keeps_its_foot(window):
    paper = put(window, SlipPaper("رسید"))
    paper.show_lines((SlipLine("pair", "مبلغ", "۱٬۳۲۰٬۰۰۰", "تومان"), SlipLine("rule"), SlipLine("note", "سپاس")))
    assert "مبلغ ۱٬۳۲۰٬۰۰۰ تومان" in paper.accessibleDescription()
    lines = paper.sizeHint().height()
    paper.show_raster(24, bytes([255, 0, 255] * 240))
    assert paper.sizeHint().height() > lines
    paper.show_raster(24, b"")
    paper.show_lines(())
    paper.grab()


def test_a_slip_measures_its_lines_once(window, monkeypatch):
    measured = []
    monkeypatch.setattr(slip_paper, "line_height", lambda face: measured.append(face) or line_height(face))
    paper = put(window, SlipPaper("رسید"))
    lines = [SlipLine("pair", "مبلغ", "۷۱۳٬۰۰۰", "تومان"), SlipLine("note", "تا دیدار ۷۱۳")]
    paper.show_lines(lines)
    paper.grab()
    paper.needed_size()
    assert len(measured) == 2
    paper.show_lines([SlipLine("pair", "مبلغ", "۷۱۴٬۰۰۰", "تومان"), lines[1]])
    paper.grab()
    assert len(measured) == 3


def test_a_raster_drawn_ahead_is_not_scaled_in_the_windows_thread(window):
    paper = put(window, SlipPaper("رسید"))
    paper.show_raster(24, bytes([1, 2, 3] * 100))
    paper.grab()
    lane = Thread(target=slip_paper.draw_ahead, args=(24, bytes([3, 2, 1] * 120)))
    lane.start()
    lane.join()
    scaled = slip_paper._scaled.cache_info().misses
    paper.show_raster(24, bytes([3, 2, 1] * 120))
    paper.grab()
    assert slip_paper._scaled.cache_info().misses == scaled
    paper.show_raster(24, bytes([2, 2, 1] * 120))
    paper.grab()
    assert slip_paper._scaled.cache_info().misses == scaled + 1


def test_the_ring_and_the_mark_stand_still_when_calm(window):
    wear(Look(calm=True))
    mark, ring = put(window, SuccessMark()), put(window, CountdownRing("برگرداندن"))
    mark.play()
    assert mark._way == 1.0
    ring.show_value(19, 30)
    assert ring.accessibleDescription() == "۱۹"
    ring.show_value(0, 0)
    ring.grab()
