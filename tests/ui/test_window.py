"""The window around the pages: its rail, its title, its way out, and that all of it mirrors."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.window_checks import clipped, unnamed

from vafa.ui.parts.look import TEXT_PERCENTS, Look, wear
from vafa.ui.parts.rail import ABOVE, BELOW, Rail, _RailItem
from vafa.ui.window import Window


@pytest.fixture(autouse=True)
def _ordinary_look(qapp):
    wear(Look())
    yield
    wear(Look())


@pytest.fixture
def window(qtbot):
    made = Window()
    qtbot.addWidget(made)
    for place in ("counter", "settings", "sign_in"):
        made.put(place, QWidget())
    made.go("counter", rail=True)
    made.open()
    made.resize(1366, 768)
    QApplication.processEvents()
    yield made
    made.let_go()


def items(window):
    return {item.text(): item for item in window.findChildren(_RailItem)}


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("percent", TEXT_PERCENTS)
@pytest.mark.parametrize("width", [1366, 1920])
def test_the_rail_stands_where_reading_begins_and_nothing_is_cut(window, language, percent, width):
    wear(Look(language=language, text_percent=percent))
    window.wear()
    window.resize(width, 768)
    QApplication.processEvents()
    rail = window.findChild(Rail)
    at_start = rail.geometry().right() == window.width() - 1 if language == "fa" else rail.x() == 0
    assert at_start
    assert clipped(window) == []
    assert unnamed(window) == []
    assert len(items(window)) == len(ABOVE) + len(BELOW)


def test_the_rail_is_wide_where_there_is_room(window):
    assert window.findChild(Rail).width() == 84
    window.resize(QSize(1600, 900))
    QApplication.processEvents()
    assert window.findChild(Rail).width() == 212


def test_what_is_still_to_come_cannot_be_chosen(window):
    places = []
    window.went.connect(places.append)
    for item in items(window).values():
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
        assert item.isEnabled() or item.toolTip()
        assert item.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert places == ["counter", "settings", "lock"]


def test_without_the_rail_there_is_none(window):
    window.go("sign_in", rail=False)
    QApplication.processEvents()
    assert not window.findChild(Rail).isVisible()
    window.go("settings", rail=True)
    QApplication.processEvents()
    assert window.findChild(Rail).isVisible()
    assert items(window)["تنظیمات"]._selected


@pytest.mark.parametrize(
    ("key", "text", "scan_code", "locks"),
    [
        (Qt.Key.Key_L, "l", 46, True),
        (0x645, "م", 46, True),
        (Qt.Key.Key_L, "l", 0, True),
        (Qt.Key.Key_K, "k", 46, False),
    ],
)
def test_ctrl_l_locks_under_any_layout(window, key, text, scan_code, locks):
    places = []
    window.went.connect(places.append)
    held = Qt.KeyboardModifier.ControlModifier
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, key, held, scan_code, 0, 0, text))
    assert places == (["lock"] if locks else [])


def test_a_page_that_is_replaced_is_shown_in_its_place(window):
    page = QWidget()
    window.put("counter", page)
    assert window._stack.currentWidget() is page
    assert window.page("counter") is page


def test_closing_is_asked_for_first(window):
    asked = []
    window.closing.connect(lambda: asked.append(1))
    assert not window.close()
    assert asked == [1]
    assert window.isVisible()
    window.let_go()
    assert not window.isVisible()


def test_the_title_names_the_shop_in_the_language(window):
    window.name_shop("مهرگان")
    assert window.windowTitle() == "وفا — مهرگان"
    wear(Look(language="en"))
    window.name_shop("")
    assert window.windowTitle() == "Vafa"


class _Painted(QWidget):
    def __init__(self, order):
        super().__init__()
        self._order = order

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        self._order.append("paint")


def test_what_waits_already_comes_before_the_painting(window, qtbot):
    order = []
    window.put("counter", _Painted(order))
    qtbot.waitUntil(lambda: order == ["paint"])
    order.clear()
    window.page("counter").update()
    QTimer.singleShot(0, lambda: order.append("answer"))
    QApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
    qtbot.waitUntil(lambda: "paint" in order)
    assert order == ["answer", "paint"]


def test_painting_at_once_does_not_wait_for_its_turn(window, qtbot):
    order = []
    window.put("counter", _Painted(order))
    qtbot.waitUntil(lambda: order == ["paint"])
    window.page("counter").update()
    window.paint_now()
    assert order == ["paint", "paint"]
