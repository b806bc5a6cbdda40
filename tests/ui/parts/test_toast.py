"""A toast lies at the foot of its host for a while and takes nothing from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from tests.ui.window_waiting import until

from vafa.ui.parts.toast import Toast

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def host(qtbot):
    made = QWidget()
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    return made


def test_it_stands_at_the_start_of_the_foot_above_the_keys(host):
    toast = Toast(host, above_px=48)
    toast.show_text("پیامک مانده در صف ارسال رفت")
    assert toast.isVisible()
    assert toast.geometry().right() == host.width() - 25
    assert toast.geometry().bottom() < host.height() - 48
    host.resize(700, 400)
    QApplication.processEvents()
    assert toast.geometry().bottom() < 400 - 48


def test_it_goes_by_itself(host):
    toast = Toast(host)
    toast.show_text("چاپ شد", wait_ms=30)
    until(lambda: not toast.isVisible())


def test_its_action_tells_and_ends_it(host, qtbot):
    toast = Toast(host)
    toast.show_text("نگه‌داشته شد", "برگردان")
    button = toast.findChild(QAbstractButton)
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_second_text_takes_the_place_of_the_first(host):
    toast = Toast(host)
    toast.show_text("یک جملهٔ بلند دربارهٔ آنچه در پس‌زمینه پایان یافت", "برگردان")
    wide = toast.width()
    toast.show_text("چاپ شد")
    assert toast.width() < wide
