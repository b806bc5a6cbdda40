"""Measuring how soon the window is there, beside the barest window that Qt can show."""

import subprocess
import sys
import tempfile
import time
from contextlib import suppress

from vafa import paths
from vafa.commands.measure import Measure, held, share
from vafa.commands.own_screen import own_screen
from vafa.domain.roles import Role

RUNS = 11
WARM_UPS = 2
START_BAR_RATIO = 2.0
RUN_WAIT_S = 60.0

_BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def paintEvent(self, event):
        print("painted", time.monotonic(), flush=True)
        QApplication.instance().quit()
application = QApplication(["bare"])
bare = Bare()
bare.setGeometry(application.primaryScreen().availableGeometry())
bare.showMaximized()
application.exec()
"""

_WINDOW = """
import sys, time
from pathlib import Path
from vafa.ui.start import main
frames = []
said = set()
def told(what):
    if what in said:
        return
    said.add(what)
    if what == "people":
        frames[0].window.paint_now()
    print(what, time.monotonic(), flush=True)
    if what == "people":
        frames[0].window.closing.emit()
sys.exit(main(Path(sys.argv[1]), begun=frames.append, told=told))
"""


def bench_start(members: int) -> list[Measure]:
    """Process start → first paint of the sign-in page, and → the people on it; on a shop with so many members."""
    from vafa.commands.bench_counter import working_copy
    from vafa.shop import Shop

    with working_copy(members) as store, own_screen() as screen, _cache_of_its_own() as cache:
        environment = {**screen.environment, "XDG_CACHE_HOME": cache, "PYTHONPYCACHEPREFIX": f"{cache}/bytecode"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        Shop(store).hire("Sara", Role.CASHIER, "1234")
        folder = store.folder
        store.close()
        runs: dict[str, list[float]] = {"bare": [], "painted": [], "people": []}
        for run in range(RUNS + WARM_UPS):
            bare = _run([_BARE], environment)
            window = _run([_WINDOW, str(folder)], environment)
            if run >= WARM_UPS:
                runs["bare"].append(bare["painted"])
                for what in ("painted", "people"):
                    runs[what].append(window[what])
    floor = share(runs["bare"], 0.5)
    details: dict[str, float | str] = {"runs": RUNS, "screen": screen.name, "members": members}
    spread = {"least_ms": round(min(runs["painted"]), 1), "bare_least_ms": round(min(runs["bare"]), 1)}
    return [
        held(
            "start to first paint, p50",
            "ms",
            share(runs["painted"], 0.5),
            floor_name="a bare QWidget",
            floor=floor,
            most_ratio=START_BAR_RATIO,
            details={**details, **spread},
        ),
        held(
            "start to the people shown, p50",
            "ms",
            share(runs["people"], 0.5),
            floor_name="a bare QWidget",
            floor=floor,
            details=details,
        ),
    ]


def _cache_of_its_own() -> tempfile.TemporaryDirectory[str]:
    """The look of last time is not the user's. Kept for all runs: the warm-ups leave the list of the system's fonts
    and the compiled modules there, which an installed program has, too."""
    return tempfile.TemporaryDirectory(prefix="bench-", dir=paths.cache())


def _run(program: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Starts a program and returns how many milliseconds later it said each of its words."""
    began_s = time.monotonic()
    done = subprocess.run(  # noqa: S603 - this Python, with the programs above
        [sys.executable, "-c", *program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=RUN_WAIT_S,
        check=False,
    )
    said: dict[str, float] = {}
    for line in done.stdout.splitlines():
        word, _, at_s = line.partition(" ")
        with suppress(ValueError):
            said[word] = (float(at_s) - began_s) * 1_000
    if done.returncode or not said:
        raise RuntimeError(f"the window did not start: {done.stderr[-500:]}")
    return said
