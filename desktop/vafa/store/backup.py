"""Live copies of a shop file: made in one step, checked after writing, rotated."""

import os
from contextlib import suppress
from datetime import date
from errno import ENOSPC
from pathlib import Path
from typing import Any

from vafa.domain.errors import Refusal, Trouble
from vafa.store import schema
from vafa.store.database import Database, driver, troubles

KEPT_DAYS = 7
KEPT_MONTHS = 12


def copy_live(database: Database, target: Path) -> Path:
    """Copies the file as it is at this moment, while others may write; the copy knows that it is one.

    One step on purpose: in small steps a copy never ends while another connection writes. The copy is checked page by
    page before it takes its name, so that a file under `target` is always whole. Raises Trouble.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with troubles():
            copy = driver.connect(str(part))
            try:
                database.raw.backup(copy)
                copy.execute("PRAGMA journal_mode = MEMORY").fetchall()
                copy.execute("UPDATE head SET is_copy = 1")
                copy.commit()
                _refuse_damaged(copy, part)
            finally:
                copy.close()
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise Trouble("disk_full" if error.errno == ENOSPC else "backup_failed", file=str(target)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def bring_back(database: Database, source: Path) -> None:
    """Puts a copy's content into the open file, under SQLite's own locks, and brings it up to date. Others see it at
    once and begin a new stream with their next act, because the copy says that it is one.

    Raises Refusal `file_missing`, `backup_unusable`; Trouble.
    """
    if not source.is_file():
        raise Refusal("file_missing", file=str(source))
    if source.samefile(database.path):
        raise Refusal("backup_unusable", file=str(source))
    with troubles():
        copy = driver.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            _refuse_damaged(copy, source)
            copy.backup(database.raw, progress=_refuse_busy)
        finally:
            copy.close()
    schema.migrate(database, lambda _: None)
    database.run("UPDATE head SET is_copy = 1")


def keep_daily(database: Database, folder: Path, today: date) -> Path | None:
    """The day's automatic copy, once a day; older ones are thinned out to 7 days and the first of 12 months."""
    target = folder / f"day-{today.isoformat()}.vafa"
    if target.exists():
        return None
    made = copy_live(database, target)
    for left in folder.glob("day-*.part*"):
        if not left.name.startswith(target.name):  # of a copy that was cut short on another day
            left.unlink(missing_ok=True)
    days = sorted(folder.glob("day-????-??-??.vafa"), reverse=True)
    first_of_month = {path.name[4:11]: path for path in days}
    kept = set(days[:KEPT_DAYS]) | set(list(first_of_month.values())[:KEPT_MONTHS])
    for path in days:
        if path not in kept:
            path.unlink(missing_ok=True)
    return made


def _refuse_busy(status: int, _remaining: int, _total: int) -> None:
    """Ends a copy that found the shop locked, after SQLite's own patience; the driver would try for ever."""
    if status in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
        raise Trouble("shop_busy")


def _refuse_damaged(copy: Any, path: Path) -> None:
    try:
        answer = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        ours = copy.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        readable = copy.execute("PRAGMA user_version").fetchone()[0] <= len(schema.MIGRATIONS)
        heads = copy.execute("SELECT count(*) FROM head").fetchone()[0]
    except driver.DatabaseError as error:
        raise Refusal("backup_unusable", file=str(path)) from error
    if answer != "ok" or not ours or not readable or heads != 1:
        raise Refusal("backup_unusable", file=str(path))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
