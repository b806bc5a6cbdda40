"""The keys that do something at the counter, by the names printed on them, under any keyboard layout."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_PLAIN = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Backtab",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDn",
    **{Qt.Key(Qt.Key.Key_F1 + at): f"F{at + 1}" for at in range(12)},
}

_WITH_CTRL = {
    Qt.Key.Key_Space: "Ctrl+Space",
    Qt.Key.Key_Delete: "Ctrl+Delete",
    **{Qt.Key(Qt.Key.Key_0 + digit): f"Ctrl+{digit}" for digit in range(1, 10)},
}

# What stands on a key is what counts; where a layout has no Latin letters, its place does. Windows counts places as
# the kernel does, X11 and Wayland eight above it: a place of the one is another letter of the other.
_ABOVE_KERNEL = 0 if sys.platform == "win32" else 8
_LETTER_PLACES = {Qt.Key.Key_L: 38 + _ABOVE_KERNEL, Qt.Key.Key_Z: 44 + _ABOVE_KERNEL}
_DIGIT_PLACES = range(2 + _ABOVE_KERNEL, 11 + _ABOVE_KERNEL)
_ANY_SPECIAL = Qt.Key.Key_Escape
_LATIN_LETTERS = range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)

REPEATING = frozenset({"Up", "Down", "PgUp", "PgDn"})
"""Keys that may be held down; all others act once, however long they are held."""


def key_name(event: QKeyEvent) -> str | None:
    """The name of the key ("Enter", "F3", "Ctrl+Z", "Ctrl+1", "Up"), or None for one that only writes."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    if held == Qt.KeyboardModifier.ControlModifier:
        return _with_ctrl(event)
    if held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
        return _PLAIN.get(Qt.Key(event.key())) if event.key() in _KNOWN else None
    return None


def is_letter(event: QKeyEvent, letter: Qt.Key) -> bool:
    """Whether the key is that letter of a shortcut, L or Z, under any layout."""
    if event.key() == letter:
        return True
    return event.key() not in _LATIN_LETTERS and event.nativeScanCode() == _LETTER_PLACES[letter]


def _with_ctrl(event: QKeyEvent) -> str | None:
    if event.key() in _WITH_CTRL:
        return _WITH_CTRL[Qt.Key(event.key())]
    if is_letter(event, Qt.Key.Key_Z):
        return "Ctrl+Z"
    # A layout whose upper row writes digits with Shift alone still has them in their places.
    place = event.nativeScanCode()
    return f"Ctrl+{place - _DIGIT_PLACES.start + 1}" if place in _DIGIT_PLACES and event.key() < _ANY_SPECIAL else None


_KNOWN = frozenset(int(key) for key in _PLAIN)
