"""A window for real key events, run as a process: a field, a button and shortcuts behind the key filter.

Function keys steer it, so that each order has its place among the other keys: F12 tells what has happened (one line of
JSON), F11 keeps the window busy for a while, F10 forgets, F9 gives the keyboard to the button, F8 to the field.
"""

import json
import sys
from time import monotonic

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from vafa.devices.wedge import Answer, Stroke, Wedge
from vafa.ui.gear.key_filter import KeyFilter

BUSY_S = 0.4
STEERING = ("F8", "F9", "F10", "F11", "F12")


class WatchedWedge(Wedge):
    """Also notes when each key went down: a scanner whose gaps this machine has stretched proves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed_at_ms: list[int] = []

    def pressed(self, stroke: Stroke) -> Answer:
        self.pressed_at_ms.append(stroke.at_ms)
        return super().pressed(stroke)


class TimedFilter(KeyFilter):
    """Also notes how long the longest event took."""

    worst_ms = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        began = monotonic()
        try:
            return super().eventFilter(watched, event)
        finally:
            self.worst_ms = max(self.worst_ms, (monotonic() - began) * 1000)


class ScanWindow(QWidget):
    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.setWindowTitle("scan window")
        self.wedge = WatchedWedge()
        self.keys = TimedFilter(application, self.wedge)
        self.field = QLineEdit()
        self.button = QPushButton("accept")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.keys.scanned.connect(lambda text: self.scans.append(text))
        self.keys.garbage.connect(lambda keys: self.floods.append(keys))
        self.button.clicked.connect(lambda: self.count("clicks"))
        self.field.returnPressed.connect(lambda: self.count("entered"))
        for name, deed in zip(
            STEERING, (self.to_field, self.to_button, self.forget, self.be_busy, self.tell), strict=True
        ):
            QShortcut(name, self).activated.connect(deed)
        for name in ("F2", "Ctrl+K", "1", "3"):
            QShortcut(name, self).activated.connect(lambda name=name: self.shortcuts.append(name))
        self.forget()

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def forget(self) -> None:
        self.scans: list[str] = []
        self.floods: list[int] = []
        self.shortcuts: list[str] = []
        self.counts = {"clicks": 0, "entered": 0}
        self.field.clear()
        self.wedge.pressed_at_ms.clear()
        self.keys.worst_ms = 0.0

    def to_field(self) -> None:
        self.field.setFocus()

    def to_button(self) -> None:
        self.button.setFocus()

    def be_busy(self) -> None:
        until = monotonic() + BUSY_S
        while monotonic() < until:
            pass

    def tell(self) -> None:
        focus = "field" if self.field.hasFocus() else "button" if self.button.hasFocus() else "elsewhere"
        told = {
            "text": self.field.text(),
            "scans": self.scans,
            "floods": self.floods,
            "shortcuts": self.shortcuts,
            "focus": focus,
            "pressed_at_ms": self.wedge.pressed_at_ms,
            "worst_ms": self.keys.worst_ms,
            **self.counts,
        }
        print(json.dumps(told), flush=True)


def main() -> None:
    application = QApplication([])
    window = ScanWindow(application)
    window.show()
    window.activateWindow()
    print("{}", flush=True)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
