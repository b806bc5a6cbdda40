"""The product's window, run as a process of its own, that tells what it shows when it is asked.

Each line on standard input is a question, answered with one line of JSON on standard output: `look` is what the
presenters show, `texts` what stands readable on the window, `beats` how late the window's thread was since the last
time. Nothing in here touches what the window does; whoever drives it presses keys.
"""

import os
import sys
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from vafa import __main__ as product
from vafa.ui import start
from vafa.ui.frame import Frame
from vafa.ui.parts.watchdog import Watchdog

_MOST_BYTES = 4_096


class Teller(QObject):
    """Answers questions about a frame, one after the other."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._heard = b""
        self._watchdog = Watchdog(self)
        self._watchdog.start()
        self._strangers: list[str] = []
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._keyboard_went)
        self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)

    def _hear(self) -> None:
        heard = os.read(sys.stdin.fileno(), _MOST_BYTES)
        if not heard:
            self._ear.setEnabled(False)
            return
        *questions, self._heard = (self._heard + heard).split(b"\n")
        for question in questions:
            told = {b"look": self.look, b"texts": self.texts, b"beats": self.beats}[question]()
            os.write(sys.stdout.fileno(), msgspec.json.encode(told, enc_hook=str) + b"\n")

    def _keyboard_went(self, window: QWindow | None) -> None:
        if window is not self._frame.window.windowHandle():
            parts = [type(part).__name__ for part in QApplication.topLevelWidgets() if part.windowHandle() is window]
            self._strangers.append(f"{parts} {window.title()}" if window is not None else "nobody")

    def look(self) -> dict[str, object]:
        frame = self._frame
        counter = frame.inside.counter if frame.inside is not None else None
        sign_in = frame.sign_in.state
        return {
            "place": frame.window.place,
            "title": frame.window.windowTitle(),
            "focus": type(QApplication.focusWidget()).__name__,
            "active": self._frame.window.isActiveWindow(),
            "strangers": self._strangers,
            "dialog": any(part.isWindow() and part.isVisible() for part in frame.window.findChildren(QWidget)),
            "sign_in": {
                "phase": sign_in.phase,
                "people": [hired.person.name for hired in sign_in.people],
                "chosen": sign_in.chosen,
                "typed": sign_in.typed,
                "checking": sign_in.checking,
                "no": sign_in.no.code if sign_in.no is not None else None,
                "wait_s": sign_in.wait_s,
                "sale_waits": sign_in.sale_waits,
            },
            "counter": _plain(counter.state) if counter is not None else None,
        }

    def texts(self) -> list[str]:
        """What a person can read, and what a screen reader would say of the parts without a text."""
        parts = [part for part in self._frame.window.findChildren(QWidget) if part.isVisible()]
        said = [part.text() if isinstance(part, QLabel) else part.accessibleName() for part in parts]
        return [text for text in said if text]

    def beats(self) -> dict[str, object]:
        late_ms = sorted(self._watchdog.late_ms) or [0.0]
        self._watchdog.start()
        return {
            "beats": len(late_ms),
            "p99_ms": late_ms[len(late_ms) * 99 // 100],
            "worst_ms": late_ms[-1],
        }


def _plain(state: object) -> dict[str, object]:
    """A state without its pictures, and with sets as lists."""
    built = msgspec.to_builtins(state, enc_hook=str)
    built["keys"] = sorted(built["keys"])
    built.pop("details", None)
    if built.get("posted"):
        built["posted"]["picture"] = bool(built["posted"].get("picture"))
    return built


def main() -> None:
    tellers: list[Teller] = []
    start.main = partial(start.main, begun=lambda frame: tellers.append(Teller(frame)))
    sys.exit(product.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
