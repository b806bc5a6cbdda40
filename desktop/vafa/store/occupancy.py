"""Who has a shop to himself: one window a shop, and nobody else beside what replaces or rewrites the whole file.

Commands that sell, read or copy need none of it: SQLite keeps them apart. The lock is the system's own and ends with
the process that holds it, however it ends; the file that carries it says only who that is.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from pathlib import Path

from vafa.domain.errors import Refusal, Trouble

LOCK_NAME = "shop.window"

WAIT_MS, SURE_MS, PAUSE_S = 5_000, 200, 0.02
"""So long is waited for others who rewrite the file, and so long until a window is believed: whoever is just coming or
going may not have written yet, or not any more, who it is."""

_WINDOW, _WORK = "window", "work"
_MOST_BYTES = 64


class Occupancy:
    """The lock of a shop's folder, held until `leave`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def leave(self) -> None:
        """Lets others in; a second time it does nothing."""
        if self._descriptor is None:
            return
        with suppress(OSError):  # Windows keeps a file that is open
            self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None


def occupy(folder: Path) -> Occupancy:
    """Takes a shop for a window. Raises Refusal `window_open_already` (pid, if known); Trouble `shop_busy` while the
    file is being replaced or rewritten, `disk_full`, `shop_read_only`."""
    return _wait_for(folder, _WINDOW, lambda pid: Refusal("window_open_already", pid=pid))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The block has the shop without a window beside it. Raises Refusal `window_open` (pid, if known); Trouble as
    `occupy`. A folder that is not there yet has no window either."""
    if not folder.is_dir():
        yield
        return
    occupancy = _wait_for(folder, _WORK, lambda pid: Refusal("window_open", pid=pid))
    try:
        yield
    finally:
        occupancy.leave()


def _wait_for(folder: Path, who: str, refusal: Callable[[int | None], Refusal]) -> Occupancy:
    """The lock, or the no of whoever finds a window."""
    begun_s = time.monotonic()
    while not isinstance(found := _take(folder, who), Occupancy):
        holder, pid = found
        waited_ms = (time.monotonic() - begun_s) * 1_000
        if holder == _WORK and waited_ms > WAIT_MS:
            raise Trouble("shop_busy")
        if holder != _WORK and waited_ms > SURE_MS:
            raise refusal(pid)
        time.sleep(PAUSE_S)
    return found


def _take(folder: Path, who: str) -> Occupancy | tuple[str, int | None]:
    """The lock, or who holds it."""
    path = folder / LOCK_NAME
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Trouble("disk_full" if error.errno == ENOSPC else "shop_read_only", detail=str(error)) from error
        if not _lock(descriptor):
            os.close(descriptor)
            return _holder(path)
        if _is_at(path, descriptor):
            break
        os.close(descriptor)  # whoever had it before took the file away in the meantime
    with suppress(OSError):  # a full disk: the lock holds without a name in it
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{who} {os.getpid()}\n".encode("ascii"))
    return Occupancy(path, descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _holder(path: Path) -> tuple[str, int | None]:
    """What the holder wrote; nothing is taken for a window."""
    try:
        with path.open("rb") as file:
            who, _, pid = file.read(_MOST_BYTES).decode("ascii", "replace").strip().partition(" ")
    except OSError:
        return _WINDOW, None
    return (who if who == _WORK else _WINDOW), (int(pid) if pid.isascii() and pid.isdecimal() else None)


def _lock(descriptor: int) -> bool:
    """Locks an open file, without waiting; False when somebody else holds it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            os.lseek(descriptor, _MOST_BYTES, os.SEEK_SET)  # beyond what is written: others may still read who it is
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
