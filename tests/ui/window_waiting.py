"""Waiting for the window in tests: on a condition, with a bound, and never by sleeping."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

WAIT_MS = 60_000
_SLICE_MS = 20


def until(condition: Callable[[], object], wait_ms: int = WAIT_MS) -> None:
    """Lets the window work until the condition holds. Fails when it does not within `wait_ms`."""
    deadline = QDeadlineTimer(wait_ms)
    loop = QEventLoop.ProcessEventsFlag.AllEvents
    while not condition():
        assert not deadline.hasExpired(), "the condition never came true"
        QCoreApplication.processEvents(loop, _SLICE_MS)
