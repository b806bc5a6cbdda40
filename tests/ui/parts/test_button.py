"""A button is pressed by pointer and key, says that it works, and keeps its width meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from tests.ui.window_waiting import until

from vafa.ui.parts.button import Button
from vafa.ui.parts.look import Look, wear

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def pressed_button(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    button = Button("ثبت", "primary", icon="check", key="F10")
    QVBoxLayout(holder).addWidget(button)
    presses = []
    button.clicked.connect(lambda: presses.append(1))
    holder.show()
    holder.activateWindow()
    button.setFocus()
    until(button.hasFocus)
    yield button, presses
    holder.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_it(pressed_button, key):
    button, presses = pressed_button
    QTest.keyClick(button, key)
    assert presses == [1]


def test_it_cannot_be_pressed_while_busy(pressed_button):
    button, presses = pressed_button
    button.set_busy(True)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert presses == []
    button.set_busy(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert presses == [1]


def test_the_spinner_stands_in_the_icons_place(pressed_button):
    button, _ = pressed_button
    resting = button.sizeHint()
    button.set_busy(True)
    assert not button._shows_spinner()
    until(button._shows_spinner)
    assert button.sizeHint() == resting


def test_a_button_of_the_counter_never_takes_the_focus(qtbot):
    button = Button("ثبت", focus=False)
    qtbot.addWidget(button)
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_accessible_name_follows_the_text(qtbot):
    button = Button("ثبت")
    qtbot.addWidget(button)
    button.say("ثبت ۶۲۰ امتیاز")
    assert button.accessibleName() == "ثبت ۶۲۰ امتیاز"


def test_the_ground_glides_when_motion_is_wanted(qtbot):
    wear(Look(calm=False))
    button = Button("ثبت", "primary")
    qtbot.addWidget(button)
    button.show()
    rest = button._ground.now
    button.setDown(True)
    button._aim("press")
    assert button._ground.is_gliding()
    until(lambda: not button._ground.is_gliding())
    assert button._ground.now != rest


def test_a_long_text_widens_it(qtbot):
    button = Button("ثبت", size=64)
    qtbot.addWidget(button)
    before = button.sizeHint()
    button.say("پایان و ثبت بدون خرج امتیاز")
    assert button.sizeHint().width() > before.width()
    assert button.sizeHint().height() == before.height() == 64


def test_every_kind_has_a_dress_in_every_state(qtbot):
    for kind in (
        "primary",
        "secondary",
        "tint",
        "ghost",
        "accent_quiet",
        "info_quiet",
        "warn_quiet",
        "danger_quiet",
        "danger_solid",
    ):
        button = Button("ثبت", kind, key="F8")
        qtbot.addWidget(button)
        enabled = button.grab().toImage()
        button.setEnabled(False)
        QApplication.processEvents()
        assert button.grab().toImage() != enabled
