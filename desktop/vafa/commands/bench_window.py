"""Measuring the window at work: how soon a scanned member is painted, and how late the window's thread ever is."""

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from vafa import paths
from vafa.clock import SystemClock
from vafa.commands.demo_names import FAMILY_NAMES
from vafa.commands.measure import Measure, held, share, timed_ms
from vafa.commands.own_screen import shown_there
from vafa.domain.roles import Role
from vafa.shop import open_shop
from vafa.store.bench_base import BenchMember
from vafa.store.shopfile import FILE_NAME, HIGH_WATER_NAME

if TYPE_CHECKING:
    from vafa.ui.counter.counter_state import CounterState
    from vafa.ui.frame import Frame
    from vafa.ui.robot import Robot

SEED = 1
PIN = "4826"
SCANS, WARM_UP_SCANS = 100, 10
SCAN_BAR_MS, LOOK_UP_BAR_MS = 50.0, 1.0

ROUNDS = 12
SALES_BESIDE = 3
LATE_P99_BAR_MS, LATE_MOST_BAR_MS = 16.0, 50.0
AMOUNT_TOMAN = "128000"
SETTLE_MS, BESIDE_WAIT_MS = 1_000, 120_000


@contextmanager
def _staffed_copy(members: int) -> Iterator[Path]:
    """The big shop, copied, with somebody who may sign in."""
    from vafa.commands.bench_counter import bench_shop

    original = bench_shop(members)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=paths.cache()) as name:
        folder = Path(name)
        for file in (FILE_NAME, HIGH_WATER_NAME):
            shutil.copyfile(original / file, folder / file)
        shop = open_shop(folder, SystemClock())
        shop.hire("Sara", Role.CASHIER, PIN)
        shop.close()
        yield folder


def bench_scan(members: int) -> list[Measure]:
    """From the last key of a card's code, typed by a scanner, to the member painted."""
    bench, spans = BenchMember(SEED), list[float]()
    drawn = [bench.hash(i) % members for i in range(SCANS + WARM_UP_SCANS)]
    codes = [bench.code(member) for member in drawn]

    def scan(frame: "Frame", robot: "Robot") -> None:
        _sign_in(frame, robot)
        for code in codes:
            spans.append(_scanned_ms(frame, robot, code))
            _back_to_idle(frame, robot)

    with _staffed_copy(members) as folder, shown_there() as screen:
        _work(folder, scan)
        shop = open_shop(folder, SystemClock())
        look_ups = [timed_ms(partial(shop.identify, code)) for code in codes]
        shop.close()
    painted, looked_up = spans[WARM_UP_SCANS:], look_ups[WARM_UP_SCANS:]
    details: dict[str, float | str] = {"members": members, "scans": SCANS, "screen": screen}
    return [
        held(
            "scan to member painted, p99",
            "ms",
            share(painted, 0.99),
            most=SCAN_BAR_MS,
            details={**details, "p50_ms": round(share(painted, 0.5), 2)},
        ),
        held("of which the look-up, p99", "ms", share(looked_up, 0.99), most=LOOK_UP_BAR_MS, details=details),
    ]


def bench_watchdog(members: int) -> list[Measure]:
    """How late the window's thread is while cards are scanned, names searched, sales posted, their slips sent to a
    printer that is dead, and another process sells in the same shop.

    What is held to the bars is the time on the wall, as a cashier has it. Figures called `own` are the thread's own
    work on a processor: what is left of the wall's time it waited, for a processor or for Python's one lock.
    """
    from vafa.ui.parts.watchdog import SLOT_BOUND_MS, Watchdog

    bench, dogs = BenchMember(SEED), list[Watchdog]()

    def work(frame: "Frame", robot: "Robot") -> None:
        _sign_in(frame, robot)
        dog = Watchdog()
        dogs.append(dog)
        robot.rest(SETTLE_MS)
        beside = threading.Thread(target=_sell_beside, args=(folder, bench.mobile(1)))
        beside.start()
        dog.start()
        for turn in range(ROUNDS):
            robot.scan(bench.code(bench.hash(turn) % members))
            dog.forgive()
            robot.until(lambda: (sale := _state(frame).sale) is not None and sale.member is not None)
            robot.type(AMOUNT_TOMAN)
            robot.press("Enter")
            robot.press("F10")
            robot.until(lambda: _state(frame).posted is not None)
            robot.type(FAMILY_NAMES[turn % len(FAMILY_NAMES)][:4])
            robot.until(lambda: _state(frame).hits is not None or _state(frame).box.found is not None)
            _back_to_idle(frame, robot)
        dog.stop()
        robot.until(lambda: not beside.is_alive(), BESIDE_WAIT_MS)

    with _staffed_copy(members) as folder, _dead_printer() as address, shown_there() as screen:
        shop = open_shop(folder, SystemClock())
        shop.choose_devices(printer=address)
        shop.close()
        _work(folder, work, lambda *slot: dogs[0].measured(*slot) if dogs else None)
    dog = dogs[0]
    late, own = list(dog.late_ms), list(dog.own_ms)
    slowest = max(dog.slow, key=lambda slot: slot.took_ms, default=None)
    details: dict[str, float | str] = {
        "members": members,
        "beats": len(late),
        "screen": screen,
        "p50_ms": round(share(late, 0.5), 3),
        "own_p99_ms": round(share(own, 0.99), 2),
        "own_most_ms": round(max(own), 2),
    }
    of_slots: dict[str, float | str] = {
        "of_these_own_work_over_8_ms": sum(slot.own_ms > SLOT_BOUND_MS for slot in dog.slow),
        "slowest": "" if slowest is None else f"{slowest.name} {slowest.took_ms:.1f} ms, own {slowest.own_ms:.1f} ms",
    }
    return [
        held("window thread late, p99", "ms", share(late, 0.99), most=LATE_P99_BAR_MS, details=details),
        held("window thread late, most", "ms", max(late), most=LATE_MOST_BAR_MS, details={"members": members}),
        held("answers that kept the window over 8 ms", "slots", len(dog.slow), most=0, details=of_slots),
    ]


def _work(
    folder: Path, work: "Callable[[Frame, Robot], None]", measured: Callable[[str, float, float], object] | None = None
) -> None:
    from vafa.ui.robot import run_in_window

    run_in_window(folder, "fa", work, measured)


def _state(frame: "Frame") -> "CounterState":
    if frame.inside is None or frame.inside.counter is None:
        raise LookupError("nobody is signed in")
    return frame.inside.counter.state


def _sign_in(frame: "Frame", robot: "Robot") -> None:
    robot.until(lambda: frame.sign_in.state.people)
    robot.type(PIN)
    robot.press("Enter")
    robot.until(lambda: frame.window.place == "counter" and _state(frame).day is not None)


def _scanned_ms(frame: "Frame", robot: "Robot", code: str) -> float:
    """Scans a card; milliseconds from its last key until the member stands in the window."""
    robot.scan(code)
    began_s = perf_counter()
    robot.until(lambda: (sale := _state(frame).sale) is not None and sale.member is not None)
    robot.painted()
    return (perf_counter() - began_s) * 1_000


def _back_to_idle(frame: "Frame", robot: "Robot") -> None:
    for _ in range(4):
        if _state(frame).step.value == "idle" and not _state(frame).box.text:
            return
        robot.press("Esc")
    robot.until(lambda: _state(frame).step.value == "idle")


@contextmanager
def _dead_printer() -> Iterator[str]:
    """An address that takes a connection and never answers: a printer that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield f"127.0.0.1:{door.getsockname()[1]}"


def _sell_beside(folder: Path, mobile: str) -> None:
    """Sales of another process, through the command line."""
    sale = ["sell", "--shop", str(folder), "--mobile", mobile, "--amount", "1280000", "--json"]
    for _ in range(SALES_BESIDE):
        subprocess.run([sys.executable, "-m", "vafa", *sale], capture_output=True, check=False)  # noqa: S603
