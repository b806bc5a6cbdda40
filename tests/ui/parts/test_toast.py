"""A toast lies beside the box for a while, over nothing that is needed just then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from tests.ui.window_waiting import until

from vafa.ui.parts.toast import Toast

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]


MARGIN_PX, BOX_PX = 20, 66


@pytest.fixture
def host(qtbot):
    made = QWidget()
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(made)
    made.resize(1_000, 500)
    made.show()
    return made


@pytest.fixture
def box(host):
    made = QWidget(host)
    made.setGeometry(400, 16, 600 - MARGIN_PX, BOX_PX)
    made.show()
    return made


@pytest.fixture
def toast(host, box):
    return Toast(host, box)


def test_it_takes_the_room_between_the_box_and_the_end_of_the_line(host, box, toast):
    toast.show_text("پیامک مانده در صف ارسال رفت")
    assert toast.isVisible()
    assert (toast.geometry().left(), toast.geometry().top(), toast.height()) == (MARGIN_PX, box.y(), box.height())
    assert box.x() - 20 < toast.geometry().right() < box.x()
    box.setGeometry(500, 20, 500 - MARGIN_PX, BOX_PX)
    QApplication.processEvents()
    assert toast.geometry().top() == 20
    assert 480 < toast.geometry().right() < 500


def test_left_to_right_it_stands_on_the_other_side(host, box, toast):
    host.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    box.setGeometry(MARGIN_PX, 16, 600, BOX_PX)
    toast.show_text("Printed")
    assert box.geometry().right() < toast.geometry().left() < box.geometry().right() + 20
    assert toast.geometry().right() == host.width() - MARGIN_PX - 1


def test_a_long_text_takes_more_lines(box, toast):
    toast.show_text("چاپ شد")
    short = toast.height()
    toast.show_text("جمله‌ای بسیار بلند دربارهٔ آنچه در پس‌زمینه پایان یافت " * 3)
    assert toast.height() > short
    assert toast.geometry().right() < box.x()


def test_it_goes_by_itself(toast):
    toast.show_text("چاپ شد", wait_ms=30)
    until(lambda: not toast.isVisible())


def test_its_action_tells_and_ends_it(toast, qtbot):
    toast.show_text("نگه‌داشته شد", "برگردان")
    button = toast.findChild(QAbstractButton)
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_second_text_takes_the_place_of_the_first(toast):
    toast.show_text("یک جملهٔ بلند دربارهٔ آنچه در پس‌زمینه پایان یافت", "برگردان")
    toast.show_text("چاپ شد")
    assert [label.text() for label in toast.findChildren(QLabel) if label.isVisible() and label.text()] == ["چاپ شد"]
    assert not toast.findChild(QAbstractButton).isVisible()
