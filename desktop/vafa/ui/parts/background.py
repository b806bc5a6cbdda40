"""The threads behind the window: two that read, one that writes, one for devices. Answers come back to the window."""

import os
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from types import MethodType
from typing import Any, TypeVar

from msgspec import Struct, field
from PySide6.QtCore import QObject, Qt, Signal, Slot

from vafa.domain.errors import Refusal, Trouble
from vafa.ui.parts.runner import CRASHED, No

T = TypeVar("T")

READ_THREADS = 2
MOST_ASKS, MOST_ACTS, MOST_SENDS = 64, 256, 64
"""How much may wait in a lane. The oldest question falls out of a full one; a deed is answered with `lane_full`."""

IDLE_AFTER_S = 2.0
"""So long nobody has written before the idle work is done, once."""

CLOSE_WAIT_MS = 10_000

LANE_NICENESS = 10
"""How much the lanes give way to the window, from 0 to 19."""


def nothing() -> None:
    """The hook of a runner that has no hooks."""


def raise_again(error: BaseException) -> None:
    """The crash reporter of a runner that has none: the bug is raised again where threads' bugs go."""
    raise error


class Hooks(Struct, frozen=True):
    """What belongs to the shop: `begin` and `end` are run in each thread, `idle` in the write lane when it rests.

    What `idle` runs into is no bug as long as it is a Refusal or a Trouble: it is tried again after the next act.
    Acts of the topics `quiet` only look: the lane rests though they come all the time.
    """

    begin: Callable[[], object] = nothing
    end: Callable[[], object] = nothing
    idle: Callable[[], object] = nothing
    quiet: frozenset[str] = frozenset()


class _Job(Struct, eq=False):
    """One piece of work. Callbacks that are methods of the owner are held as weakly as the owner itself."""

    lane: "_Lane"
    owner: "weakref.ref[object]"
    topic: str
    work: Callable[[], Any]
    then: Callable[[], Callable[[Any], None] | None]
    sorry: Callable[[], Callable[[No], None] | None]
    void: bool = False
    result: Any = None
    no: No | None = None

    @property
    def wanted(self) -> bool:
        return not self.void and self.owner() is not None


class _Lane(Struct, eq=False):
    """A queue. `questions`: a newer one makes an older one void, and nobody does what nobody wants to know."""

    name: str
    threads: int
    most: int
    questions: bool = False
    waiting: "deque[_Job]" = field(default_factory=deque)
    rest_at_s: float | None = None
    """When the idle work is due; None when there is none to do."""


class LaneRunner(QObject):
    """The Runner of the window (`parts.runner` says what it promises). Make it and call it in the window's thread.

    `crashed` is called in whatever thread a bug showed itself. `measured(what, took_ms, own_ms)` is told how long each
    answer kept the window's thread, and for how long of that the thread itself was at work.
    """

    _answered = Signal(object)

    def __init__(
        self,
        crashed: Callable[[BaseException], object] = raise_again,
        measured: Callable[[str, float, float], object] | None = None,
    ) -> None:
        super().__init__()
        self._crashed = crashed
        self._measured = measured
        self._hooks = Hooks()
        self._closing = False
        self._door = Condition()
        self._asks = _Lane("ask", READ_THREADS, MOST_ASKS, questions=True)
        self._acts = _Lane("act", 1, MOST_ACTS)
        self._sends = _Lane("send", 1, MOST_SENDS)
        self._lanes = (self._asks, self._acts, self._sends)
        self._unanswered: dict[_Job, None] = {}
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            Thread(target=self._work_off, args=(lane,), name=f"vafa-{lane.name}-{n}", daemon=True)
            for lane in self._lanes
            for n in range(lane.threads)
        ]
        for thread in self._threads:
            thread.start()

    def ask(
        self, owner: object, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]
    ) -> None:
        self._take(_job(self._asks, owner, topic, work, then, sorry))

    def act(
        self, owner: object, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]
    ) -> None:
        self._take(_job(self._acts, owner, topic, work, then, sorry))

    def send(
        self, owner: object, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]
    ) -> None:
        self._take(_job(self._sends, owner, topic, work, then, sorry))

    def forget(self, owner: object) -> None:
        with self._door:
            self._void([job for job in self._unanswered if job.owner() is owner])

    def use(self, hooks: Hooks) -> None:
        """From now on each thread runs `begin` before its next work; a "no" of it answers that work."""
        with self._door:
            self._hooks = hooks

    def at_rest(self) -> bool:
        """Nothing waits, nothing is being done, and every answer has arrived."""
        with self._door:
            return not self._unanswered

    def close(self, wait_ms: int = CLOSE_WAIT_MS) -> bool:
        """Does what waits in the write lane, drops the rest, and ends; waits for it no longer than `wait_ms`.

        No answer arrives any more, and nothing new is taken. False when some work would not end in time.
        """
        give_up_s = time.monotonic() + wait_ms / 1_000
        with self._door:
            self._closing = True
            self._void(list(self._unanswered))
            while self._sends.waiting:
                self._unanswered.pop(self._sends.waiting.popleft(), None)
            self._door.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, give_up_s - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _take(self, job: _Job) -> None:
        lane = job.lane
        with self._door:
            if self._closing:
                return
            if lane.questions:
                owner = job.owner()
                self._void(
                    [
                        older
                        for older in self._unanswered
                        if older.lane is lane and older.topic == job.topic and older.owner() is owner
                    ]
                )
                if len(lane.waiting) >= lane.most:
                    self._void([lane.waiting[0]])
            self._unanswered[job] = None
            if len(lane.waiting) < lane.most:
                lane.waiting.append(job)
                self._door.notify_all()
                return
        job.no = Trouble("lane_full", limit=lane.most)
        self._answered.emit(job)

    def _void(self, jobs: list[_Job]) -> None:
        """Nobody waits for these answers any more. Questions that have not begun leave the lane."""
        for job in jobs:
            job.void = True
            if job.lane.questions and job in job.lane.waiting:
                job.lane.waiting.remove(job)
                self._unanswered.pop(job, None)

    def _work_off(self, lane: _Lane) -> None:
        """The life of a thread."""
        give_way()
        begun = Hooks()
        while (job := self._next(lane, begun)) is not None:
            hooks = self._hooks
            try:
                if hooks is not begun:
                    hooks.begin()
                    begun = hooks
                job.result = job.work()
            except (Refusal, Trouble) as no:
                job.no = no
            except Exception as bug:  # noqa: BLE001 - a bug in some work must neither end the thread nor be lost
                job.no = Trouble(CRASHED)
                self._crashed(bug)
            del hooks
            self._hand_over(job)
            del job
        self._quietly(begun.end)

    def _next(self, lane: _Lane, begun: Hooks) -> _Job | None:
        """The next wanted job of a lane; None when the runner closes and the lane is empty."""
        while True:
            with self._door:
                while not lane.waiting and not self._closing:
                    left_s = None if lane.rest_at_s is None else lane.rest_at_s - time.monotonic()
                    if left_s is not None and left_s <= 0:
                        break
                    self._door.wait(left_s)
                if lane.waiting:
                    job = lane.waiting.popleft()
                    if lane is self._acts and job.topic not in self._hooks.quiet:
                        lane.rest_at_s = time.monotonic() + IDLE_AFTER_S
                    if job.wanted or not lane.questions:
                        return job
                    self._unanswered.pop(job, None)
                    continue
                if self._closing:
                    return None
                lane.rest_at_s = None
            self._quietly(begun.idle)

    def _quietly(self, hook: Callable[[], object]) -> None:
        """A hook's "no" stops nobody: whatever is wrong meets the next work too, and is said there."""
        try:
            hook()
        except (Refusal, Trouble):
            return
        except Exception as bug:  # noqa: BLE001 - as above
            self._crashed(bug)

    def _hand_over(self, job: _Job) -> None:
        with self._door:
            if not job.wanted:
                self._unanswered.pop(job, None)
                return
        self._answered.emit(job)

    @Slot(object)
    def _answer(self, job: _Job) -> None:
        with self._door:
            self._unanswered.pop(job, None)
        if not job.wanted:
            return
        began_s, worked_s = time.perf_counter(), time.thread_time()
        if job.no is not None:
            if (sorry := job.sorry()) is not None:
                sorry(job.no)
        elif (then := job.then()) is not None:
            then(job.result)
        if self._measured is not None:
            took_ms, own_ms = (time.perf_counter() - began_s) * 1_000, (time.thread_time() - worked_s) * 1_000
            self._measured(f"{job.lane.name} {job.topic}", took_ms, own_ms)


def give_way() -> None:
    """From now on the calling thread gets a processor after the window's thread, where both want the same one: a
    counter's machine has few. Where the system knows no such order among threads nothing changes."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + LANE_NICENESS)


def _job(
    lane: _Lane,
    owner: object,
    topic: str,
    work: Callable[[], T],
    then: Callable[[T], None],
    sorry: Callable[[No], None],
) -> _Job:
    return _Job(lane, weakref.ref(owner), topic, work, _held(then, owner), _held(sorry, owner))


def _held(callback: Callable[[Any], None], owner: object) -> Callable[[], Callable[[Any], None] | None]:
    if isinstance(callback, MethodType) and callback.__self__ is owner:
        return weakref.WeakMethod(callback)
    return lambda: callback
