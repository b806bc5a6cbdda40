"""A shortcut means its own key, also where the layout has no Latin letters."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from vafa.ui.parts.key_names import is_letter, key_name

_X_ABOVE_KERNEL = 0 if sys.platform == "win32" else 8
_PERSIAN = 0x0634  # the key writes ش, which is no key of Qt's own


def struck(kernel_place: int, key: int = _PERSIAN) -> QKeyEvent:
    """A key with Ctrl, by its place on the keyboard."""
    held = Qt.KeyboardModifier.ControlModifier
    return QKeyEvent(QEvent.Type.KeyPress, key, held, kernel_place + _X_ABOVE_KERNEL, 0, 0)


def test_z_and_l_are_found_by_their_places():
    assert key_name(struck(44)) == "Ctrl+Z"
    assert is_letter(struck(38), Qt.Key.Key_L)


@pytest.mark.parametrize("place", [30, 36, 46, 52])
def test_no_other_place_takes_back_or_locks(place):
    assert key_name(struck(place)) is None
    assert not is_letter(struck(place), Qt.Key.Key_L)


def test_what_stands_on_a_latin_key_counts_more_than_its_place():
    assert key_name(struck(21, Qt.Key.Key_Z)) == "Ctrl+Z"
    assert key_name(struck(44, Qt.Key.Key_Y)) is None
