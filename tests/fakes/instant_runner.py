"""A Runner without threads and without Qt: work is done at once, or when the test says so and in its order."""

import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vafa.domain.errors import Refusal, Trouble
from vafa.ui.parts.runner import No

Lane = str


@dataclass(eq=False)
class Waiting:
    """One piece of work that was asked for. `lane` is "ask", "act" or "send"."""

    lane: Lane
    owner: "weakref.ref[object]"
    topic: str
    work: Callable[[], Any]
    then: Callable[[Any], None]
    sorry: Callable[[No], None]
    void: bool = False
    done: bool = False
    result: Any = None
    no: No | None = None


class InstantRunner:
    """`stepping=False`: every question is answered inside the call. `stepping=True`: questions pile up in `waiting`
    (oldest first) until `step()`, `work()` or `run_all()`. A bug in the work is raised where it is done."""

    def __init__(self, *, stepping: bool = False) -> None:
        self.stepping = stepping
        self.waiting: list[Waiting] = []
        self.asked: list[tuple[Lane, str]] = []
        """Every (lane, topic) ever asked."""
        self._failures: deque[tuple[Lane, str, No, bool]] = deque()

    def ask(self, owner, topic, work, then, sorry):
        for older in self.waiting:
            if older.lane == "ask" and older.topic == topic and older.owner() is owner:
                older.void = True
        self.waiting = [w for w in self.waiting if not w.void]
        self._take("ask", owner, topic, work, then, sorry)

    def act(self, owner, topic, work, then, sorry):
        self._take("act", owner, topic, work, then, sorry)

    def send(self, owner, topic, work, then, sorry):
        self._take("send", owner, topic, work, then, sorry)

    def forget(self, owner):
        for waiting in self.waiting:
            waiting.void = waiting.void or waiting.owner() is owner
        self.waiting = [w for w in self.waiting if not (w.void and w.lane != "act")]

    def fail(self, lane: Lane, no: No, *, topic: str = "", after: bool = False) -> None:
        """The next work of the lane (and topic) ends with this "no": instead of being done, or after it was done."""
        self._failures.append((lane, topic, no, after))

    def work(self, place: int = 0) -> Waiting:
        """Does the work at a place of `waiting` but keeps the answer back until `step(place)`."""
        waiting = self.waiting[place]
        if not waiting.done:
            self._do(waiting)
        return waiting

    def step(self, place: int = 0) -> Waiting:
        """Does the work at a place of `waiting` (unless it was done) and answers."""
        waiting = self.work(place)
        self.waiting.remove(waiting)
        self._answer(waiting)
        return waiting

    def run_all(self, most: int = 1_000) -> None:
        """Steps, oldest first, until nothing waits."""
        for _ in range(most):
            if not self.waiting:
                return
            self.step()
        raise AssertionError("the questions never end")

    def _take(self, lane, owner, topic, work, then, sorry):
        waiting = Waiting(lane, weakref.ref(owner), topic, work, then, sorry)
        self.asked.append((lane, topic))
        self.waiting.append(waiting)
        if not self.stepping:
            self.step(self.waiting.index(waiting))

    def _do(self, waiting: Waiting) -> None:
        failure = next((f for f in self._failures if f[0] == waiting.lane and f[1] in ("", waiting.topic)), None)
        if failure is not None:
            self._failures.remove(failure)
        waiting.done = True
        try:
            if failure is None or failure[3]:
                waiting.result = waiting.work()
        except (Refusal, Trouble) as no:
            waiting.no = no
        if failure is not None:
            waiting.no = failure[2]

    def _answer(self, waiting: Waiting) -> None:
        if waiting.void or waiting.owner() is None:
            return
        if waiting.no is not None:
            waiting.sorry(waiting.no)
        else:
            waiting.then(waiting.result)
