"""Chips: a filter is chosen, a removable one is taken away at its cross, a status is only read."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from vafa.ui.parts.chip import Chip

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def shown(qtbot):
    def show(chip, direction=Qt.LayoutDirection.RightToLeft):
        qtbot.addWidget(chip)
        chip.setLayoutDirection(direction)
        chip.resize(chip.sizeHint())
        chip.show()
        return chip

    return show


def test_a_filter_is_chosen_by_a_click_and_by_space(shown):
    chip = shown(Chip("همه", "filter", count="۸۶"))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert not chip.isChecked()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight])
def test_a_removable_one_goes_at_its_far_end_only(shown, direction):
    chip = shown(Chip("قهوه", removable=True), direction)
    removals = []
    chip.removed.connect(lambda: removals.append(1))
    near, far = QPoint(chip.width() - 6, 14), QPoint(8, 14)
    if direction == Qt.LayoutDirection.LeftToRight:
        near, far = far, near
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=near)
    assert removals == []
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=far)
    assert removals == [1]


def test_a_status_takes_neither_focus_nor_clicks(shown):
    chip = shown(Chip("آماده"))
    assert chip.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert chip.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_what_it_says_is_its_name(shown):
    chip = shown(Chip("در صف", count="۳"))
    assert chip.accessibleName() == "در صف ۳"
    chip.say("آماده", "accent", "")
    assert chip.accessibleName() == "آماده"
