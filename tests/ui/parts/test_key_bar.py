"""The key bar: the same keys at the same places, whatever is lit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from vafa.ui.parts.key_bar import KeyBar

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]

KEYS = [("F2", "عضو تازه"), ("F7", "نگه‌داشتن"), ("F10", "پایان")]


@pytest.fixture
def bar(qtbot):
    made = KeyBar(KEYS)
    qtbot.addWidget(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.resize(900, 48)
    made.show()
    return made


def places(bar):
    return {place.key: place for place in bar.findChildren(QAbstractButton)}


def test_a_click_says_which_key(bar, qtbot):
    bar.set_states({"F2": "lit", "F10": "strong"})
    for key in ("F2", "F10"):
        with qtbot.waitSignal(bar.pressed) as told:
            QTest.mouseClick(places(bar)[key], Qt.MouseButton.LeftButton)
        assert told.args == [key]


def test_a_faded_key_cannot_be_clicked(bar, qtbot):
    bar.set_states({"F2": "lit"})
    with qtbot.assertNotEmitted(bar.pressed):
        QTest.mouseClick(places(bar)["F10"], Qt.MouseButton.LeftButton)


def test_nothing_moves_when_the_emphasis_does(bar):
    bar.set_states({"F2": "lit"})
    before = {key: place.geometry() for key, place in places(bar).items()}
    bar.set_states({"F2": "strong", "F7": "lit", "F10": "strong"})
    assert {key: place.geometry() for key, place in places(bar).items()} == before


def test_the_first_key_stands_where_reading_begins(bar):
    assert places(bar)["F2"].x() > places(bar)["F7"].x() > places(bar)["F10"].x()


def test_a_narrow_window_cuts_labels_and_never_keys(bar):
    bar.resize(260, 48)
    for place in places(bar).values():
        assert place.width() >= place.cap_width()
        assert bar.rect().contains(place.geometry())
    assert any(place.toolTip() == place.text() for place in places(bar).values())


def test_nothing_in_it_takes_the_focus(bar):
    assert all(place.focusPolicy() == Qt.FocusPolicy.NoFocus for place in places(bar).values())
    assert places(bar)["F7"].accessibleName() == "نگه‌داشتن, F7"
