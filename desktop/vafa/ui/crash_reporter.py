"""Whatever nobody foresaw: written down without personal data, and told to the window once."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from vafa import log, paths
from vafa.clock import Clock

MOST_REPORTS = 20
"""So many reports a start: a fault that comes back with every picture must not fill the disk."""

_NO_SCREEN = "offscreen"  # a platform that says it again and again what it cannot do
_OPTIONAL = "qt.multimedia.symbolsresolver"  # a library of this computer that a camera can do without
_LOUD = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})


class CrashReporter(QObject):
    """Takes bugs from any thread; the same one twice is one report. `reported` tells the window, with the file that
    holds the report (None when it could be written nowhere)."""

    reported = Signal(object)

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._folder = folder
        self._clock = clock
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def report(self, error: BaseException) -> Path | None:
        """Writes a bug down and tells the window; returns the report, None for one that is known or unwritable."""
        if not self._is_new(text := log.describe(error)):
            return None
        file = self._write(text)
        with suppress(RuntimeError):  # the window is gone already
            self.reported.emit(file)
        return file

    def listen(self) -> Callable[[], None]:
        """From now on everything that nobody catches ends here, and Qt's own warnings are kept. Returns how to stop."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        said_before = qInstallMessageHandler(self._qt_said)

        def stop() -> None:
            sys.excepthook, threading.excepthook = before
            qInstallMessageHandler(said_before)

        return stop

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            self.report(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _uncaught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.report(caught.exc_value)

    def _qt_said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Qt's messages name widgets and files, never people: they are written down as they are, without a dialog."""
        if kind in _LOUD and context.category != _OPTIONAL and QGuiApplication.platformName() != _NO_SCREEN:
            text = f"Qt {kind.name} {context.category or ''}\n  {message[:500]}\n"
            if self._is_new(text):
                self._write(text)

    def _is_new(self, text: str) -> bool:
        with self._lock:
            if text in self._known or len(self._known) >= MOST_REPORTS:
                return False
            self._known.add(text)
            return True

    def _write(self, text: str) -> Path | None:
        folders = [self._folder] if self._folder.is_dir() else []
        return log.write_report([*folders, paths.cache()], self._clock.now(), text)
