"""A screen of our own for the windows that a command opens, so that nobody's desktop is disturbed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from select import select

from msgspec import Struct

SCREEN = "1920x1080x24"
START_WAIT_S = 10.0
END_WAIT_S = 5.0


class Screen(Struct, frozen=True):
    """Where windows are shown: the environment that brings them there, and what it is called in an answer."""

    environment: dict[str, str]
    name: str


@contextmanager
def own_screen() -> Iterator[Screen]:
    """The platform that `QT_QPA_PLATFORM` names; else an X server of our own; else no screen at all."""
    asked = os.environ.get("QT_QPA_PLATFORM")
    server = None if asked else shutil.which("Xvfb")
    if server is None:
        platform = asked or "offscreen"
        yield Screen({**os.environ, "QT_QPA_PLATFORM": platform}, platform)
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", SCREEN, "-noreset", "-nolisten", "tcp"]
    process = subprocess.Popen(  # noqa: S603 - found by its name on the path
        command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        number = _read_number(reading)
        if number:
            environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
            yield Screen({**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}, "Xvfb")
        else:
            yield Screen({**os.environ, "QT_QPA_PLATFORM": "offscreen"}, "offscreen")
    finally:
        os.close(reading)
        process.terminate()
        try:
            process.wait(END_WAIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _read_number(descriptor: int) -> str:
    """The number of the display, once the server is ready; empty when it does not come up."""
    ready, _, _ = select([descriptor], [], [], START_WAIT_S)
    return os.read(descriptor, 16).decode("ascii", "replace").strip() if ready else ""


@contextmanager
def shown_there() -> Iterator[str]:
    """This process's own windows go to the screen of our own, too. Before the first window is made."""
    with own_screen() as screen:
        before = dict(os.environ)
        os.environ.update(screen.environment)
        try:
            yield screen.name
        finally:
            os.environ.clear()
            os.environ.update(before)
