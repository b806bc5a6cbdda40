"""The watchdog knows how late the window's thread was, and who held it up."""

import time
from collections import deque
from threading import Event

from tests.ui.window_waiting import until

from vafa.ui.parts.watchdog import SLOT_BOUND_MS, SlowSlot, Watchdog


def test_a_thread_that_was_held_up_is_noticed(qapp):
    dog = Watchdog()
    dog.start()
    until(lambda: len(dog.late_ms) >= 3)
    held_until_s = time.perf_counter() + 0.06
    while time.perf_counter() < held_until_s:
        pass
    before = len(dog.late_ms)
    until(lambda: len(dog.late_ms) > before)
    assert max(dog.late_ms) >= 40
    dog.stop()


def test_waiting_is_told_from_own_work(qapp):
    dog = Watchdog()
    dog.start()
    until(lambda: len(dog.late_ms) >= 3)
    dog.forgive()
    before = len(dog.late_ms)
    assert not Event().wait(0.06)
    until(lambda: len(dog.late_ms) > before)
    late_ms, own_ms = dog.late_ms[before], dog.own_ms[before]
    assert late_ms >= 40
    assert own_ms < late_ms / 2
    dog.stop()


def test_only_what_takes_too_long_is_kept(qapp):
    dog = Watchdog()
    dog.measured("ask look", SLOT_BOUND_MS, 1)
    dog.measured("ask look", SLOT_BOUND_MS + 1, 2)
    assert dog.slow == deque([SlowSlot("ask look", SLOT_BOUND_MS + 1, 2)])
    dog.start()
    assert not dog.slow
    dog.stop()
