"""A hand and a scanner for the real window: for the tour and the benches, which press keys and call no presenter."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from vafa.wording.catalogue import Language

if TYPE_CHECKING:
    from vafa.ui.frame import Frame

WAIT_MS = 20_000
_SLICE_MS = 10
_TURNS_TO_PAINT = 5

FINGER_GAP_MS = 60
"""Slower than any scanner: the keys of a person are never taken for a scan."""

SCANNER_GAP_MS = 2
_EVDEV_TO_HERE = 8 if sys.platform.startswith("linux") else 0
_PLACES = {**{str(digit): digit + 1 for digit in range(1, 10)}, "0": 11, "\r": 28}

_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "Space": Qt.Key.Key_Space,
    **{f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)},
}


class Robot:
    """Works one window, in its own thread."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._at_ms = 0
        self._wake = QTimer(window)
        self._wake.setInterval(_SLICE_MS)

    def press(self, name: str) -> None:
        """A key by its name: "Enter", "F3", "Ctrl+Z"."""
        chord, _, last = name.rpartition("+")
        held = Qt.KeyboardModifier.ControlModifier if chord == "Ctrl" else Qt.KeyboardModifier.NoModifier
        key = _NAMED[last] if last in _NAMED else Qt.Key(ord(last))
        text = {"Enter": "\r", "Esc": "\x1b", "Tab": "\t", "Space": " ", "Backspace": "\b"}.get(name, "")
        self._catch_up()
        self._stroke(key, text, held, FINGER_GAP_MS)
        self.rest(FINGER_GAP_MS)

    def type(self, text: str) -> None:
        """Letters and digits, one after the other, at the pace of a person."""
        for letter in text:
            self._catch_up()
            self._stroke(Qt.Key(ord(letter.upper())), letter, Qt.KeyboardModifier.NoModifier, FINGER_GAP_MS)
            self.rest(FINGER_GAP_MS)

    def scan(self, code: str) -> None:
        """The digits of a code and Enter, all at once; the keys carry the times of a scanner that keeps its pace. Given
        one by one they would be torn apart where this machine is busy, as those of a real scanner never are: they wait
        in the window system's queue."""
        self._catch_up()
        self._at_ms += FINGER_GAP_MS
        for sign in f"{code}\r":
            key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
            self._stroke(key, sign, Qt.KeyboardModifier.NoModifier, SCANNER_GAP_MS)

    def until(self, condition: Callable[[], object], wait_ms: int = WAIT_MS) -> None:
        """Lets the window work until the condition holds. Raises TimeoutError."""
        deadline = QDeadlineTimer(wait_ms)
        # Asleep between the events, as a window is: a loop that spins would keep the lanes from Python's one lock.
        self._wake.start()
        try:
            while not condition():
                if deadline.hasExpired():
                    raise TimeoutError("the window did not come so far")
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        finally:
            self._wake.stop()

    def rest(self, rest_ms: int) -> None:
        """Lets the window work for a while."""
        deadline = QDeadlineTimer(rest_ms)
        self.until(deadline.hasExpired, rest_ms + WAIT_MS)

    def painted(self) -> None:
        """Lets the window show and paint what has changed, each of which takes a turn for itself."""
        for _ in range(_TURNS_TO_PAINT):
            passed: list[bool] = []
            QTimer.singleShot(0, self._window, partial(passed.append, True))
            self.until(passed.__len__)

    def resize(self, width_px: int, height_px: int) -> None:
        """Gives the window a size."""
        self._window.setMinimumSize(1, 1)
        self._window.setWindowState(Qt.WindowState.WindowNoState)
        self._window.resize(width_px, height_px)
        self.until(lambda: self._window.size() == QSize(width_px, height_px))

    def picture(self, file: Path) -> None:
        """Writes a picture of the window."""
        self.painted()
        if not self._window.grab().save(str(file)):
            raise OSError(f"cannot write {file}")

    def _catch_up(self) -> None:
        """Time has passed since the last key."""
        self._at_ms = max(self._at_ms, monotonic_ns() // 1_000_000)

    def _stroke(self, key: Qt.Key, text: str, held: Qt.KeyboardModifier, gap_ms: int) -> None:
        window = self._window.windowHandle()
        place = _PLACES.get(text, 0)
        scan_code = place + _EVDEV_TO_HERE if place else 0
        self._at_ms += gap_ms
        for kind, at_ms in ((QEvent.Type.KeyPress, self._at_ms), (QEvent.Type.KeyRelease, self._at_ms + 1)):
            event = QKeyEvent(kind, key, held, scan_code, 0, 0, text)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(window, event)


def run_in_window(
    folder: Path,
    language: Language | None,
    work: "Callable[[Frame, Robot], None]",
    measured: Callable[[str, float, float], object] | None = None,
) -> None:
    """Opens the window on a shop, lets the work be done in it, and closes it. Raises what the work raised."""
    from vafa.ui import start

    raised: list[Exception] = []

    def begin(frame: "Frame") -> None:
        frame.window.first_painted.connect(lambda: QTimer.singleShot(0, lambda: play(frame)))

    def play(frame: "Frame") -> None:
        try:
            work(frame, Robot(frame.window))
        except Exception as error:  # noqa: BLE001 - it is raised again when the window is closed
            raised.append(error)
        frame.window.closing.emit()

    code = start.main(folder, language, begun=begin, measured=measured)
    if raised:
        raise raised[0]
    if code:
        raise RuntimeError("the window could not be opened")
