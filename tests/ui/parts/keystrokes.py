"""Keys as the window system gives them: to the window, never to a widget."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def strike(window: QWidget, *keys: str | Qt.Key) -> None:
    """Letters of any script, and keys by their code."""
    handle = window.windowHandle()
    for key in keys:
        if not isinstance(key, str):
            QTest.keyClick(handle, key)
            continue
        for letter in key:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(handle, event)
    QApplication.processEvents()
