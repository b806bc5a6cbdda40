"""Whether there is a screen to open a window on. Qt itself ends the process where there is none, without a word."""

import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from vafa.domain.errors import Trouble

_X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where every X server puts its door
_X_TCP_PORT = 6_000
CONNECT_WAIT_S = 2.0


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
    if environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return True
    display = environment.get("DISPLAY", "")
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return False
    if host not in ("", "unix"):
        return _answers(socket.AF_INET, (host, _X_TCP_PORT + int(number)))
    door = str(_X_SOCKETS / f"X{number}")
    return _answers(socket.AF_UNIX, door) or _answers(socket.AF_UNIX, f"\0{door}")


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as door:
        door.settimeout(CONNECT_WAIT_S)
        door.connect(address)
        return True
    return False
