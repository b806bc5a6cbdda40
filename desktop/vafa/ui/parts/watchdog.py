"""How late the window's thread is, and which of our own slots held it up."""

import time
from collections import deque

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
SLOT_BOUND_MS = 8.0
MOST_BEATS, MOST_SLOW = 100_000, 200


class SlowSlot(Struct, frozen=True):
    """A slot of ours that took longer than the bound. Of `took_ms`, the wall's time, the thread itself was at work for
    `own_ms`; the rest it waited for a processor or for Python's one lock."""

    name: str
    took_ms: float
    own_ms: float


class Watchdog(QObject):
    """Beats every `BEAT_MS` in the thread that made it, and notes how much later than that each beat came.

    `late_ms` holds the newest beats, `own_ms` for how long of each the thread itself was at work, waiting left out;
    `slow` holds the newest slots over the bound.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.late_ms: deque[float] = deque(maxlen=MOST_BEATS)
        self.own_ms: deque[float] = deque(maxlen=MOST_BEATS)
        self.slow: deque[SlowSlot] = deque(maxlen=MOST_SLOW)
        self._last_s, self._worked_s = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins anew: what was noted before is forgotten."""
        for noted in (self.late_ms, self.own_ms, self.slow):
            noted.clear()
        self.forgive()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def forgive(self) -> None:
        """What held the thread up just now was none of ours (a robot that presses keys): it is not noted."""
        self._last_s, self._worked_s = time.perf_counter(), time.thread_time()

    def measured(self, name: str, took_ms: float, own_ms: float) -> None:
        """Notes how long a slot took, if it took too long: the `measured` of a LaneRunner."""
        if took_ms > SLOT_BOUND_MS:
            self.slow.append(SlowSlot(name, took_ms, own_ms))

    def _beat(self) -> None:
        now_s, worked_s = time.perf_counter(), time.thread_time()
        self.late_ms.append(max(0.0, (now_s - self._last_s) * 1_000 - BEAT_MS))
        self.own_ms.append((worked_s - self._worked_s) * 1_000)
        self._last_s, self._worked_s = now_s, worked_s
