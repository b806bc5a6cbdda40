"""Whether there is a screen to open a window on. Qt itself ends the process where there is none, without a word."""

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from vafa.domain.errors import Trouble

_X_DOORS = "/tmp/.X11-unix/X"  # noqa: S108 - where every X server of this machine has its door
_OPEN_DOORS = Path("/proc/net/unix")


def look_for_screen(environment: Mapping[str, str] = os.environ) -> None:
    """Raises Trouble when no window can be opened: `desktop_missing`, `desktop_unloadable` (detail), `no_display`."""
    if find_spec("PySide6") is None:
        raise Trouble("desktop_missing")
    try:
        import PySide6.QtWidgets  # noqa: F401 - only whether it can be loaded
    except ImportError as error:
        raise Trouble("desktop_unloadable", detail=str(error)[:300]) from error
    if sys.platform.startswith("linux") and not _has_display(environment):
        raise Trouble("no_display", display=environment.get("DISPLAY", ""))


def _has_display(environment: Mapping[str, str]) -> bool:
    """A server of this machine has to be there; whether one of another machine answers, Qt finds out."""
    if environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return True
    host, _, number = environment.get("DISPLAY", "").rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return False
    if host not in ("", "unix"):
        return True
    try:
        doors = _OPEN_DOORS.read_text("utf-8", "replace")
    except OSError:
        return Path(f"{_X_DOORS}{number}").exists()
    return any(line.endswith(f"{_X_DOORS}{number}") for line in doors.splitlines())
