"""The lanes behind the window: order, what becomes void, whom answers reach, and how it all ends."""

import gc
import os
import sys
import threading
import time
from threading import get_native_id

import pytest
from PySide6.QtCore import QThread
from tests.ui.window_waiting import until

from vafa.domain.errors import Refusal, Trouble
from vafa.ui.parts import background
from vafa.ui.parts.background import Hooks, LaneRunner

BOUND_S = 10


class Asker:
    """Somebody who asks, and notes what he is told and in which thread."""

    def __init__(self):
        self.told = []
        self.nos = []
        self.threads = set()

    def then(self, answer):
        self.told.append(answer)
        self.threads.add(QThread.currentThread())

    def sorry(self, no):
        self.nos.append(no)


@pytest.fixture
def bugs():
    return []


@pytest.fixture
def runner(qapp, bugs):
    made = LaneRunner(bugs.append)
    yield made
    assert made.close(BOUND_S * 1_000)


@pytest.fixture
def asker():
    return Asker()


def raising(error):
    raise error


class Gate:
    """Work that stands still until it is let go; `begun` says that it has come so far."""

    def __init__(self, result="gate"):
        self.result = result
        self.begun = threading.Event()
        self.open = threading.Event()

    def __call__(self):
        self.begun.set()
        assert self.open.wait(BOUND_S)
        return self.result


def fill_reading(runner, asker):
    gates = [Gate(), Gate()]
    for n, gate in enumerate(gates):
        runner.ask(asker, f"fill {n}", gate, asker.then, asker.sorry)
        assert gate.begun.wait(BOUND_S)
    return gates


def test_answers_arrive_in_the_window_s_thread_and_after_the_call(runner, asker):
    for lane in (runner.ask, runner.act, runner.send):
        lane(asker, "t", threading.current_thread, asker.then, asker.sorry)
    assert asker.told == []
    until(lambda: len(asker.told) == 3)
    assert asker.threads == {QThread.currentThread()}
    assert threading.current_thread() not in asker.told


def test_a_no_is_an_answer(runner, asker):
    runner.ask(asker, "a", lambda: raising(Refusal("closed")), asker.then, asker.sorry)
    runner.act(asker, "a", lambda: raising(Trouble("disk_full")), asker.then, asker.sorry)
    until(lambda: len(asker.nos) == 2)
    assert {no.code for no in asker.nos} == {"closed", "disk_full"}


@pytest.mark.parametrize("lane", ["ask", "act", "send"])
def test_a_bug_is_reported_and_the_asker_is_not_left_waiting(runner, asker, bugs, lane):
    bug = ValueError("x")
    getattr(runner, lane)(asker, "a", lambda: raising(bug), asker.then, asker.sorry)
    getattr(runner, lane)(asker, "b", lambda: "goes on", asker.then, asker.sorry)
    until(lambda: asker.told == ["goes on"])
    until(lambda: [no.code for no in asker.nos] == ["bug"])
    assert bugs == [bug]


def test_a_newer_question_makes_the_older_one_void(runner, asker):
    gates = fill_reading(runner, asker)
    done = []
    for n in range(5):
        runner.ask(asker, "live", lambda n=n: done.append(n) or n, asker.then, asker.sorry)
    for gate in gates:
        gate.open.set()
    until(runner.at_rest)
    assert done == [4]
    assert sorted(map(str, asker.told)) == ["4", "gate", "gate"]


def test_an_older_answer_that_comes_late_is_dropped(runner, asker):
    slow = Gate("old")
    runner.ask(asker, "live", slow, asker.then, asker.sorry)
    assert slow.begun.wait(BOUND_S)
    runner.ask(asker, "live", lambda: "new", asker.then, asker.sorry)
    until(lambda: asker.told == ["new"])
    slow.open.set()
    until(runner.at_rest)
    assert asker.told == ["new"]


def test_other_topics_and_other_askers_are_left_alone(runner, asker):
    other = Asker()
    gates = fill_reading(runner, asker)
    runner.ask(asker, "a", lambda: "a", asker.then, asker.sorry)
    runner.ask(asker, "b", lambda: "b", asker.then, asker.sorry)
    runner.ask(other, "a", lambda: "other", other.then, other.sorry)
    for gate in gates:
        gate.open.set()
    until(runner.at_rest)
    assert {"a", "b"} <= set(asker.told)
    assert other.told == ["other"]


def test_deeds_are_done_in_order_and_never_dropped(runner, asker):
    done = []
    for n in range(100):
        runner.act(asker, "same", lambda n=n: done.append(n) or n, asker.then, asker.sorry)
    until(lambda: len(asker.told) == 100)
    assert done == asker.told == list(range(100))


def test_reading_and_devices_do_not_wait_for_each_other(runner, asker):
    printer, deed = Gate("printed"), Gate("sold")
    runner.send(asker, "print", printer, asker.then, asker.sorry)
    runner.act(asker, "sell", deed, asker.then, asker.sorry)
    runner.ask(asker, "look", lambda: "seen", asker.then, asker.sorry)
    until(lambda: asker.told == ["seen"])
    deed.open.set()
    until(lambda: asker.told == ["seen", "sold"])
    printer.open.set()
    until(lambda: asker.told == ["seen", "sold", "printed"])


def test_an_owner_that_was_forgotten_hears_nothing_but_his_deeds_are_done(runner, asker):
    gates = fill_reading(runner, asker)
    deed, done = Gate(), []
    runner.act(asker, "sell", deed, asker.then, asker.sorry)
    runner.act(asker, "sell", lambda: done.append("second"), asker.then, asker.sorry)
    runner.ask(asker, "look", lambda: done.append("read"), asker.then, asker.sorry)
    runner.forget(asker)
    for gate in (*gates, deed):
        gate.open.set()
    until(runner.at_rest)
    assert (asker.told, done) == ([], ["second"])
    runner.ask(asker, "look", lambda: "again", asker.then, asker.sorry)
    until(lambda: asker.told == ["again"])


def test_an_answer_on_its_way_does_not_reach_who_was_forgotten(runner, asker):
    runner.ask(asker, "look", lambda: "seen", asker.then, asker.sorry)
    while any(lane.waiting for lane in runner._lanes):
        time.sleep(0)
    runner.forget(asker)
    until(runner.at_rest)
    assert asker.told == []


def test_the_runner_keeps_nobody_alive(runner):
    asker = Asker()
    told, gate, here = asker.told, Gate(), threading.Event()
    runner.act(asker, "sell", gate, asker.then, asker.sorry)
    runner.act(here, "last", lambda: 1, lambda _: here.set(), lambda no: raising(no))
    del asker
    gc.collect()
    gate.open.set()
    until(here.is_set)
    assert told == []


def test_a_full_lane_says_so(runner, asker, monkeypatch):
    monkeypatch.setattr(runner._acts, "most", 2)
    gate = Gate()
    runner.act(asker, "a", gate, asker.then, asker.sorry)
    assert gate.begun.wait(BOUND_S)
    for n in range(3):
        runner.act(asker, "a", lambda n=n: n, asker.then, asker.sorry)
    until(lambda: len(asker.nos) == 1)
    assert asker.nos[0].code == "lane_full"
    gate.open.set()
    until(lambda: asker.told == ["gate", 0, 1])


def test_the_oldest_question_falls_out_of_a_full_lane(runner, asker, monkeypatch):
    monkeypatch.setattr(runner._asks, "most", 2)
    gates = fill_reading(runner, asker)
    for n in range(3):
        runner.ask(asker, f"topic {n}", lambda n=n: n, asker.then, asker.sorry)
    for gate in gates:
        gate.open.set()
    until(runner.at_rest)
    assert sorted(map(str, asker.told)) == ["1", "2", "gate", "gate"]


def test_each_thread_begins_and_ends(qapp, asker):
    begun, ended = [], []
    runner = LaneRunner()
    runner.act(asker, "open", lambda: "opened", asker.then, asker.sorry)
    until(lambda: asker.told == ["opened"])
    runner.use(
        Hooks(
            begin=lambda: begun.append(threading.current_thread().name),
            end=lambda: ended.append(threading.current_thread().name),
        )
    )
    for lane in (runner.ask, runner.act, runner.act, runner.send):
        lane(asker, "t", lambda: 1, asker.then, asker.sorry)
    until(lambda: len(asker.told) == 5)
    assert runner.close()
    assert sorted(begun) == sorted(ended)
    assert len(begun) == len(set(begun)) == 3


def test_a_thread_that_cannot_begin_tries_again_with_the_next_work(qapp, asker):
    tries = []

    def begin():
        tries.append(1)
        if len(tries) == 1:
            raise Trouble("shop_busy")

    runner = LaneRunner()
    runner.use(Hooks(begin=begin))
    runner.act(asker, "a", lambda: "not done", asker.then, asker.sorry)
    runner.act(asker, "b", lambda: "done", asker.then, asker.sorry)
    until(lambda: asker.told == ["done"])
    assert [no.code for no in asker.nos] == ["shop_busy"]
    assert runner.close()


def test_idle_work_waits_for_a_rest_and_is_done_once(qapp, asker, monkeypatch):
    monkeypatch.setattr(background, "IDLE_AFTER_S", 0.02)
    rests = []
    runner = LaneRunner()
    runner.use(Hooks(idle=lambda: rests.append(threading.current_thread().name)))
    for n in range(3):
        runner.act(asker, "a", lambda n=n: n, asker.then, asker.sorry)
    until(lambda: rests == ["vafa-act-0"])
    runner.act(asker, "a", lambda: 3, asker.then, asker.sorry)
    until(lambda: len(rests) == 2)
    assert asker.told == [0, 1, 2, 3]
    assert runner.close()
    assert len(rests) == 2


def test_closing_does_what_waits_in_the_write_lane_and_answers_nobody(qapp, asker):
    runner = LaneRunner()
    done, gate = [], Gate()
    runner.act(asker, "a", gate, asker.then, asker.sorry)
    for n in range(10):
        runner.act(asker, "a", lambda n=n: done.append(n), asker.then, asker.sorry)
    runner.send(asker, "print", lambda: "printed", asker.then, asker.sorry)
    gate.open.set()
    assert runner.close(BOUND_S * 1_000)
    assert done == list(range(10))
    runner.act(asker, "late", lambda: done.append("late"), asker.then, asker.sorry)
    until(runner.at_rest)
    assert asker.told == []
    assert "late" not in done


def test_closing_is_bounded(qapp, asker):
    runner = LaneRunner()
    gate = Gate()
    runner.send(asker, "dead printer", gate, asker.then, asker.sorry)
    assert gate.begun.wait(BOUND_S)
    assert not runner.close(20)
    gate.open.set()
    assert runner.close(BOUND_S * 1_000)


def test_how_long_an_answer_took_is_measured(qapp, asker):
    spans = []
    runner = LaneRunner(measured=lambda *slot: spans.append(slot))
    runner.ask(asker, "look", lambda: 1, asker.then, asker.sorry)
    until(lambda: len(spans) == 1)
    what, took_ms, own_ms = spans[0]
    assert what == "ask look"
    assert 0 <= took_ms < 1_000
    assert 0 <= own_ms < 1_000
    assert runner.close()


def test_looking_all_the_time_does_not_keep_the_lane_from_its_rest(qapp, asker, monkeypatch):
    monkeypatch.setattr(background, "IDLE_AFTER_S", 0.05)
    rests, looks = [], []
    runner = LaneRunner()
    runner.use(Hooks(idle=lambda: rests.append(len(looks)), quiet=frozenset({"look"})))
    runner.act(asker, "deed", lambda: 1, asker.then, asker.sorry)

    def look_again(_):
        if not rests:
            runner.act(asker, "look", lambda: looks.append(1), look_again, asker.sorry)

    look_again(None)
    until(lambda: rests)
    assert rests[0] > 0
    assert runner.close()
    assert len(rests) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there threads of one process differ in their turn")
def test_the_lanes_give_way_to_the_window(qapp, asker):
    runner = LaneRunner()
    nice = []
    for ask in (runner.ask, runner.act, runner.send):
        ask(asker, "turn", lambda: os.getpriority(os.PRIO_PROCESS, get_native_id()), nice.append, asker.sorry)
    until(lambda: len(nice) == 3)
    assert min(nice) > os.getpriority(os.PRIO_PROCESS, get_native_id())
    assert runner.close()
