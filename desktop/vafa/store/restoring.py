"""Bringing a copy back: made ready beside the shop, then put in its place in one step.

What is made ready has a new stream and receipt mark already, and everybody erased since is erased again: nobody can
ever read the copy as it was.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from typing import Any

from msgspec import Struct

from vafa.clock import Clock, to_ms
from vafa.domain.errors import Refusal, Trouble
from vafa.store.backup import copy_live, is_sound, sync
from vafa.store.database import Database, driver, troubles
from vafa.store.opening import make_folder, read_again
from vafa.store.schema import migrate
from vafa.store.scratch import scratch
from vafa.store.shopfile import BACKUP_FOLDER, FILE_NAME, Store, Writing

KEPT_ASIDE = 5
"""So many copies of what was there before a restore are kept."""

ATTEMPTS = 5
"""A shop in which somebody writes during so many attempts to restore is busy."""

_COMPANIONS = ("", "-wal", "-shm")

_SHARED_FIRST, _SHARED_BYTES = 0x4000_0002, 510
"""Where SQLite puts its shared lock (sqlite.org, file format 1.3.1: the lock-byte page)."""


class Restored(Struct, frozen=True):
    """A shop brought back: the new receipt mark, where that lies which was there before (None: nothing was there),
    and how many members were erased again."""

    mark: str
    before: Path | None
    erased_again: int


def refuse_unusable(source: Path, folder: Path) -> None:
    """Raises Refusal `file_missing` or `backup_unusable` for a file that is no sound copy of a shop, or is the shop
    of the folder itself."""
    if not source.is_file():
        raise Refusal("file_missing", file=str(source))
    present = folder / FILE_NAME
    if present.exists() and source.samefile(present):
        raise Refusal("backup_unusable", file=str(source))
    try:
        with closing(_read_only(source)) as copy:
            sound = is_sound(copy, thorough=True)
    except driver.DatabaseError as error:
        raise Refusal("backup_unusable", file=str(source)) from error
    if not sound:
        raise Refusal("backup_unusable", file=str(source))


def swap_in(store: Store, source: Path) -> Restored:
    """Puts a copy into the place of an open shop, under SQLite's own locks; other windows see it at once. What was
    there is copied aside first, with everything that anybody wrote until the last moment.

    Raises Refusal as `refuse_unusable`; Trouble, `shop_damaged` when no sound copy of what is there can be made.
    Then nothing has changed.
    """
    refuse_unusable(source, store.folder)
    before = _aside(store.folder, store.now())
    try:
        writing = _swapped(store, source, before)
    except (Refusal, Trouble):
        with suppress(OSError):
            before.unlink(missing_ok=True)
        raise
    store.outdate_stamps()
    store.forget_deleted()
    _thin_out(before)
    return Restored(writing.mark, before, writing.erased_again)


def put_in_place(folder: Path, clock: Clock, source: Path) -> Restored:
    """Puts a copy where no shop can be opened. A file that is there is moved aside byte for byte, with the companions
    that SQLite gave it; what is known outside the file stays. Raises as `swap_in`."""
    refuse_unusable(source, folder)
    make_folder(folder)
    with _made_ready(folder, clock, source) as (ready, writing):
        ready.database.close()
        try:
            before = _move_aside(folder, clock.now())
            ready.database.path.replace(folder / FILE_NAME)
            sync(folder)
        except OSError as error:
            raise Trouble("disk_full" if error.errno == ENOSPC else "shop_read_only", detail=str(error)) from error
        writing.note()
    if before is not None:
        _thin_out(before)
    return Restored(writing.mark, before, writing.erased_again)


@contextmanager
def _made_ready(folder: Path, clock: Clock, source: Path) -> Iterator[tuple[Store, Writing]]:
    """The copy as the shop will be: up to date, in a new stream, without those who were erased since."""
    with scratch(folder) as room:
        store = Store(folder, Database(room / FILE_NAME), clock)
        database = store.database
        database.path.touch(mode=0o600)
        database.connect()
        try:
            with troubles(), closing(_read_only(source)) as copy:
                copy.backup(database.raw)
            migrate(database, lambda _: None)
            with database.write():
                database.run("UPDATE head SET is_copy = 1")
                writing = Writing(store)
                writing.finish()
            read_again(store)
            yield store, writing
        finally:
            store.close()


def _swapped(store: Store, source: Path, before: Path) -> Writing:
    """Copies the shop aside and the other one over it; begins again as long as somebody writes in between."""
    for _ in range(ATTEMPTS):
        with _watch(store.database.path) as anything_new:
            copy_live(store.database, before)
            with _made_ready(store.folder, store.clock, source) as (ready, writing):
                if _swap(ready.database, store.database, anything_new):
                    writing.note()
                    return writing
    raise Trouble("shop_busy")


def _swap(ready: Database, present: Database, anything_new: Callable[[], bool]) -> bool:
    """Copies one file over the other, all or nothing; False when somebody wrote before the lock was taken.

    The first step is one page long and takes the lock: who has not written by then cannot until the copy is whole.
    """

    def stepped(status: int, remaining: int, total: int) -> None:
        if status in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):  # after SQLite's own patience; the driver has no end
            raise Trouble("shop_busy")
        if remaining == total - 1 and anything_new():
            raise _ChangedError

    try:
        with troubles():
            ready.raw.backup(present.raw, pages=1, progress=stepped)
    except _ChangedError:
        return False
    return True


class _ChangedError(Exception):
    """Somebody wrote between the copy aside and the lock."""


@contextmanager
def _watch(path: Path) -> Iterator[Callable[[], bool]]:
    """Tells whether anybody has committed anything since the block began."""
    with troubles(), closing(driver.connect(str(path))) as watch:

        def version() -> object:
            return watch.execute("PRAGMA data_version").fetchone()

        before = version()
        yield lambda: version() != before


def _read_only(source: Path) -> Any:
    return driver.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _aside(folder: Path, now: datetime) -> Path:
    """A name that is free, for what was there before."""
    number = to_ms(now)
    while (path := folder / BACKUP_FOLDER / f"before-restore-{number}.vafa").exists():
        number += 1
    return path


def _move_aside(folder: Path, now: datetime) -> Path | None:
    if not (folder / FILE_NAME).exists():
        return None
    _refuse_held(folder / FILE_NAME)
    aside = _aside(folder, now)
    aside.parent.mkdir(exist_ok=True, mode=0o700)
    for companion in reversed(_COMPANIONS):
        with suppress(FileNotFoundError):
            (folder / f"{FILE_NAME}{companion}").replace(f"{aside}{companion}")
    return aside


def _refuse_held(path: Path) -> None:
    """Raises Trouble `shop_busy` while another process has the file open: it would go on writing into what is aside.
    Every open shop holds SQLite's shared lock; where there are no such locks an open file cannot be moved anyway."""
    if sys.platform == "win32" or not path.is_file():
        return
    import fcntl

    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_BYTES, _SHARED_FIRST)
        except BlockingIOError as error:
            raise Trouble("shop_busy") from error


def _thin_out(made: Path) -> None:
    """Removes the oldest of what was put aside, never what was put aside just now."""
    others = sorted(path for path in made.parent.glob("before-restore-*.vafa") if path != made)
    for path in others[: -(KEPT_ASIDE - 1)]:
        for companion in _COMPANIONS:
            Path(f"{path}{companion}").unlink(missing_ok=True)
