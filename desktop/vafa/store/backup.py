"""Live copies of a shop file: made in one step, checked after writing, rotated."""

import os
from contextlib import suppress
from datetime import date
from errno import ENOSPC
from pathlib import Path
from typing import Any

from vafa.domain.acts import Head
from vafa.domain.errors import Trouble
from vafa.store import schema
from vafa.store.database import Database, driver, troubles

KEPT_DAYS = 7
KEPT_MONTHS = 12


def copy_live(database: Database, target: Path, *, thorough: bool = True) -> str:
    """Copies the file as it is at this moment, while others may write; the copy knows that it is one. Returns where
    the copy's chain stands (`stream-seq-hash`).

    One step on purpose: in small steps a copy never ends while another connection writes. The copy is checked page by
    page before it takes its name, so that a file under `target` is always whole; `thorough` also compares its indexes
    with their tables. Raises Trouble, `shop_damaged` when what was copied is not sound.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with troubles():
            label = _copy(database, part, thorough=thorough)
        sync(part)
        part.replace(target)
        sync(target.parent)
    except OSError as error:
        raise Trouble("disk_full" if error.errno == ENOSPC else "backup_failed", file=str(target)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return label


def keep_daily(database: Database, folder: Path, today: date) -> Path | None:
    """The day's automatic copy, once a day; older ones are thinned out to 7 days and the first of 12 months.

    Its check is the quick one, which does not compare indexes with tables: it runs after a sale.
    """
    made = folder / f"day-{today.isoformat()}.vafa"
    if made.exists():
        return None
    copy_live(database, made, thorough=False)
    for left in folder.glob("day-*.part*"):
        if not left.name.startswith(made.name):  # of a copy that was cut short on another day
            left.unlink(missing_ok=True)
    # A copy that says a later day was made by a wrong clock; it takes nobody's place before that day has come.
    days = sorted((path for path in folder.glob("day-????-??-??.vafa") if path.name <= made.name), reverse=True)
    first_of_month = {path.name[4:11]: path for path in days}
    kept = set(days[:KEPT_DAYS]) | set(list(first_of_month.values())[:KEPT_MONTHS])
    for path in days:
        if path not in kept:
            path.unlink(missing_ok=True)
    return made


def is_sound(connection: Any, *, thorough: bool) -> bool:
    """Whether the file behind a driver's connection is a whole shop that this version can read. Raises the driver's
    errors."""
    check = "integrity_check" if thorough else "quick_check"
    return bool(
        connection.execute(f"PRAGMA {check}(1)").fetchone()[0] == "ok"
        and connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        and connection.execute("PRAGMA user_version").fetchone()[0] <= len(schema.MIGRATIONS)
        and connection.execute("SELECT count(*) FROM head").fetchone()[0] == 1
    )


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(database: Database, part: Path, *, thorough: bool) -> str:
    copy = driver.connect(str(part))
    try:
        database.raw.backup(copy)
        copy.execute("PRAGMA journal_mode = MEMORY").fetchall()
        copy.execute("UPDATE head SET is_copy = 1")
        copy.commit()
        if not is_sound(copy, thorough=thorough):
            raise Trouble("shop_damaged", detail="copy")
        return Head(*copy.execute("SELECT stream, seq, hash FROM head").fetchone()).label
    finally:
        copy.close()


def says_it_is_a_shop(path: Path) -> bool:
    """Whether a file begins as a shop's does. Raises Trouble when it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(72)
    except OSError as error:
        raise Trouble("backup_failed", file=str(path)) from error
    return start[68:72] == schema.APPLICATION_ID.to_bytes(4, "big")
