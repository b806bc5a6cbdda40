"""The box under real key events: what it shows, what it gives away, and that the caret stays with it."""

import pytest
from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from tests.ui.parts.keystrokes import strike

from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import Look, load_fonts, wear
from vafa.ui.parts.unified_box import BoxView, UnifiedBox

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window():
    app = QApplication.instance() or QApplication([])
    QApplication.setCursorFlashTime(0)
    load_fonts()
    wear(Look(calm=True))
    window = QWidget()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QVBoxLayout(window)
    window.resize(820, 300)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 10_000)
    yield window
    window.close()
    app.processEvents()
    wear(Look())


@pytest.fixture
def box(window):
    box = UnifiedBox()
    window.layout().addWidget(box)
    box.show()
    box.keep_focus()
    until(box._line.hasFocus)
    return box


def until(true, wait_ms=2000):
    waited = QElapsedTimer()
    waited.start()
    while not true():
        assert waited.elapsed() < wait_ms
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def heard(signal):
    told = []
    signal.connect(told.append)
    return told


def view(**changes):
    return BoxView(**{"tag": "مبلغ فاکتور", "icon": "wallet", "kind": "number", "edition": 1, **changes})


@pytest.mark.parametrize("digits", ["1320000", "۱۳۲۰۰۰۰", "١٣٢٠٠٠٠"])
def test_digits_of_any_keyboard_become_an_amount(box, digits):
    box.set_view(view())
    told = heard(box.typed)
    strike(box.window(), digits)
    assert box._line.text() == "۱٬۳۲۰٬۰۰۰"
    assert told[-1] == "1320000"
    assert len(told) == 7


def test_backspace_takes_a_figure_behind_its_separator(box):
    box.set_view(view(text="1320000"))
    told = heard(box.typed)
    strike(box.window(), KEY.Key_Left, KEY.Key_Left, KEY.Key_Left, KEY.Key_Backspace)
    assert told == ["132000"]
    assert box._line.text() == "۱۳۲٬۰۰۰"


def test_a_name_is_written_from_the_right(box):
    box.set_view(BoxView(edition=1))
    strike(box.window(), "مریم")
    assert box.text() == "مریم"
    assert box._line.layoutDirection() == Qt.LayoutDirection.RightToLeft
    box.set_view(BoxView(edition=2))
    strike(box.window(), "0912")
    assert box._line.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert box._line.alignment() & Qt.AlignmentFlag.AlignRight


def test_what_is_typed_is_replaced_only_by_a_new_edition(box):
    box.set_view(view(edition=1))
    told = heard(box.typed)
    strike(box.window(), "80")
    box.set_view(view(edition=1, text="5", hint="در حال جست‌وجو", busy=True))
    assert box.text() == "80"
    box.set_view(view(edition=2, text="5"))
    assert box.text() == "5"
    assert told == ["8", "80"]


def test_an_error_keeps_the_text_and_selects_it(box):
    box.set_view(view())
    strike(box.window(), "80")
    box.set_view(view(error=True, hint="بیش از سقف"))
    assert not box._line.hasSelectedText()
    box.set_view(view())
    strike(box.window(), "0", Qt.Key.Key_Return)
    box.set_view(view(error=True, hint="بیش از سقف"))
    assert box._line.selectedText() == "۸۰۰"
    strike(box.window(), "6")
    assert box.text() == "6"
    box.set_view(view(error=True, hint="بیش از سقف دیگر"))
    assert not box._line.hasSelectedText()


def test_enter_and_esc(box):
    accepted, back, typed = QSignalSpy(box.accepted), QSignalSpy(box.went_back), QSignalSpy(box.typed)
    strike(box.window(), KEY.Key_Return, KEY.Key_Enter, KEY.Key_Escape)
    assert (accepted.count(), back.count(), typed.count()) == (2, 1, 0)


def test_a_held_enter_accepts_once(box):
    accepted = QSignalSpy(box.accepted)
    handle = box.window().windowHandle()
    for repeated in (False, True, True):
        QApplication.sendEvent(
            handle,
            QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeated),
        )
    assert accepted.count() == 1


def test_keys_are_given_away_by_name(box):
    told = heard(box.key)
    strike(
        box.window(), KEY.Key_F2, KEY.Key_F12, KEY.Key_Up, KEY.Key_Down, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_Tab
    )
    QTest.keyClick(box.window().windowHandle(), KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    for code in (KEY.Key_1, KEY.Key_Delete):
        QTest.keyClick(box.window().windowHandle(), code, CTRL)
    QTest.keyClick(box.window().windowHandle(), KEY.Key_Z, CTRL)
    QTest.keyClick(box.window().windowHandle(), KEY.Key_Space, CTRL)
    assert told == [
        "F2",
        "F12",
        "Up",
        "Down",
        "PgUp",
        "PgDn",
        "Tab",
        "Backtab",
        "Ctrl+1",
        "Ctrl+Delete",
        "Ctrl+Z",
        "Ctrl+Space",
    ]
    assert box.text() == ""
    assert box._line.hasFocus()


def test_delete_is_a_key_where_there_is_nothing_to_delete(box):
    told = heard(box.key)
    box.set_view(view(text="12"))
    strike(box.window(), KEY.Key_Home, KEY.Key_Delete, KEY.Key_Delete, KEY.Key_Delete)
    assert told == ["Delete"]


def test_ctrl_digits_stand_in_their_places(box):
    told = heard(box.key)
    event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Ampersand, CTRL, 10, 0, 0)
    QApplication.sendEvent(box.window().windowHandle(), event)
    assert told == ["Ctrl+1"]


@pytest.mark.parametrize(
    ("key", "place", "undoes"),
    [(0x638, 52, True), (KEY.Key_Z, 25, True), (KEY.Key_W, 52, False), (0x638, 40, False)],
    ids=["Persian", "French Z", "French W", "another Persian letter"],
)
def test_undo_is_where_z_stands(box, key, place, undoes):
    told = heard(box.key)
    event = QKeyEvent(QEvent.Type.KeyPress, int(key), CTRL, place, 0, 0)
    QApplication.sendEvent(box.window().windowHandle(), event)
    assert told == (["Ctrl+Z"] if undoes else [])


def test_digits_pick_when_there_is_a_list(box):
    box.set_view(BoxView(edition=1, picks=True))
    told = heard(box.key)
    strike(box.window(), "3۴0ع")
    box.press("2")
    assert told == ["3", "4", "2"]
    assert box.text() == "0ع"


def test_a_page_of_text_is_bounded(box):
    QGuiApplication.clipboard().setText("سطر\r\nدیگر\n" * 100_000)
    told = heard(box.typed)
    QTest.keyClick(box.window().windowHandle(), KEY.Key_V, CTRL)
    assert 0 < len(box.text()) <= 200
    assert "\n" not in told[-1]
    assert "\r" not in told[-1]


def test_dead_keys_and_input_methods_write(box):
    box.set_view(BoxView(edition=1))
    told = heard(box.typed)
    QApplication.sendEvent(box._line, QInputMethodEvent("´", []))
    assert told == []
    event = QInputMethodEvent("", [])
    event.setCommitString("é۱")
    QApplication.sendEvent(box._line, event)
    assert told == ["é1"]


def test_the_keypad_writes_into_the_box(box, window):
    pad = Keypad("amount")
    window.layout().addWidget(pad)
    pad.pressed.connect(box.press)
    pad.show()
    box.set_view(view())
    for key in ("1", "000", "back"):
        part = next(part for part in (*pad._keys.values(), pad._corner) if part._key == key)
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert box.text() == "100"
    assert box._line.hasFocus()
    box.press("clear")
    assert box.text() == ""


def test_the_caret_comes_back(box, window):
    thief = QPushButton("x")
    window.layout().addWidget(thief)
    thief.show()
    thief.setFocus()
    until(box._line.hasFocus)
    QTest.mouseClick(thief, Qt.MouseButton.LeftButton)
    until(box._line.hasFocus)
    thief.setFocus()
    thief.deleteLater()
    until(box._line.hasFocus)


def test_a_sheet_may_hold_the_caret_until_it_closes(box, window):
    sheet = QLineEdit()
    window.layout().addWidget(sheet)
    sheet.show()
    box.lend_focus(sheet)
    sheet.setFocus()
    QApplication.processEvents()
    box.take_focus()
    assert sheet.hasFocus()
    sheet.hide()
    until(box._line.hasFocus)


def test_a_hidden_box_leaves_the_caret_alone(box, window):
    other = QLineEdit()
    window.layout().addWidget(other)
    other.show()
    box.hide()
    other.setFocus()
    QApplication.processEvents()
    assert other.hasFocus()
    box.show()
    until(box._line.hasFocus)


def test_a_screen_reader_hears_what_is_asked(box):
    box.set_view(view(unit="تومان", hint="بیش از سقف"))
    assert box._line.accessibleName() == "مبلغ فاکتور"
    assert box._line.accessibleDescription() == "تومان بیش از سقف"


def test_a_short_wait_leaves_the_keys_and_a_long_one_turns(box):
    box.set_view(view(enter_hint="بپذیر", busy=True))
    assert box._hints[0].isVisible()
    until(box._spinner.isVisible)
    assert not box._hints[0].isVisible()
    box.set_view(view(enter_hint="بپذیر"))
    assert box._hints[0].isVisible()
    assert not box._spinner.isVisible()


def test_a_number_is_never_cut(box, window):
    window.resize(620, 300)
    box.set_view(view(text="999999999999999", unit="تومان", enter_hint="همین مقدار را بپذیر", esc_hint="یک گام بازگشت"))
    QApplication.processEvents()
    assert box._line.width() >= box._line.sizeHint().width()
    assert not box._hints[0]._words.isVisible()


def test_a_secret_is_never_shown(box):
    box.set_view(view(kind="secret"))
    strike(box.window(), "۱۲۳۴")
    assert box.text() == "1234"
    assert "1" not in box._line.displayText()
