"""The SQLite file: opening it safely, one write transaction at a time, and its errors made ours."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread, current_thread
from typing import Any, TypeAlias

import peewee

from vafa.domain.errors import Refusal, Trouble

driver: Any = peewee.sqlite3  # type: ignore[attr-defined]
"""The SQLite module that peewee chose: the newer of pysqlite3 and Python's own."""

OLDEST_SQLITE = (3, 51, 3)
"""Older ones may corrupt a WAL file when two connections checkpoint at once (sqlite.org, change log of 3.53.0)."""

BUSY_WAIT_MS = 5_000

CONNECT_PAUSE_S = 0.02

INDEX_STEP_BYTES = 32_768
"""The shared index of the write-ahead log grows by so much; without room for it SQLite speaks of an I/O error."""

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "busy_timeout": BUSY_WAIT_MS,
    "foreign_keys": 1,
    "recursive_triggers": 1,  # without it REPLACE passes the journal's triggers by
    "secure_delete": 1,
    "wal_autocheckpoint": 0,
    "temp_store": "memory",
    "cache_size": -16_000,
}

_TROUBLES: tuple[tuple[str, str], ...] = (
    (r"database or disk is full", "disk_full"),
    (r"readonly database|unable to open database file|Permission denied", "shop_read_only"),
    (r"malformed|not a database|file is encrypted|Could not decode to UTF-8", "shop_damaged"),
    (r"locked|busy", "shop_busy"),
    (r"disk I/O error", "disk_failing"),
)


class _File(peewee.SqliteDatabase):
    """peewee's database, but a roll-back that SQLite has already done does not hide the error that caused it."""

    def rollback(self) -> None:
        connection: Any = self.connection()  # type: ignore[no-untyped-call]
        if not connection.in_transaction:
            return
        super().rollback()


_FOREIGN: tuple[type[Exception], ...] = (peewee.PeeweeException, driver.Error)

Values: TypeAlias = Sequence[object] | Mapping[str, object]

DatabaseMaker = Callable[[Path], peewee.SqliteDatabase]


def file_database(path: Path) -> peewee.SqliteDatabase:
    """The ordinary database over a file, on the bundled modern SQLite."""
    # Each thread uses its own connection alone; that of a thread which has ended is closed by another.
    return _File(str(path), pragmas=PRAGMAS, lock_type="IMMEDIATE", autoconnect=False, check_same_thread=False)


class Database:
    """A connection a thread; plain SQL in, rows out. Errors of the file come out as Trouble."""

    def __init__(self, path: Path, maker: DatabaseMaker = file_database) -> None:
        refuse_old_sqlite(driver.sqlite_version)
        self.path = path
        self._peewee: Any = maker(path)
        self._identity: tuple[int, int] | None = None
        self._connections: dict[Thread, Any] = {}
        self._lock = Lock()

    def connect(self) -> None:
        """Opens the file for this thread. A file that somebody else is founding just now is waited for: SQLite has no
        patience of its own while a file changes to a write-ahead log. Raises Trouble, `shop_vanished` when the file
        of the first connection is not there any more: SQLite would make an empty one."""
        if self._identity is not None:
            self.refuse_vanished()
        give_up_s = time.monotonic() + BUSY_WAIT_MS / 1_000
        while True:
            try:
                self._peewee.connect(reuse_if_open=True)
            except _FOREIGN as error:
                trouble = self._ours(error)
                if str(trouble) != "shop_busy" or time.monotonic() > give_up_s:
                    raise trouble from error
                time.sleep(CONNECT_PAUSE_S)
            else:
                break
        with self._lock:
            self._connections[current_thread()] = self._peewee.connection()
            self._identity = self._identity or _identity(self.path)

    def disconnect(self) -> None:
        """Closes this thread's connection, if it has one."""
        with troubles():
            self._peewee.close()
        with self._lock:
            self._connections.pop(current_thread(), None)

    def close(self) -> None:
        """Closes this thread's connection, and those that threads which have ended left open. A thread that is still
        at work keeps its own until it disconnects."""
        self.disconnect()
        with self._lock:
            left = [thread for thread in self._connections if not thread.is_alive()]
            for connection in map(self._connections.pop, left):
                with troubles():
                    connection.close()

    def refuse_vanished(self) -> None:
        """Raises Trouble `shop_vanished` when another file, or none, lies where this one was opened: what is written
        now would be lost with the last connection."""
        if _identity(self.path) != self._identity:
            raise Trouble("shop_vanished", file=str(self.path))

    @property
    def raw(self) -> Any:
        """The driver's own connection of this thread (backup, tracing)."""
        return self._peewee.connection()

    def run(self, sql: str, parameters: Values = ()) -> Any:
        """Executes one statement and returns the driver's cursor."""
        try:
            return self._peewee.connection().execute(sql, parameters)
        except _FOREIGN as error:
            raise self._ours(error) from error

    def row(self, sql: str, parameters: Values = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        try:
            found: tuple[Any, ...] | None = self._peewee.connection().execute(sql, parameters).fetchone()
        except _FOREIGN as error:
            raise self._ours(error) from error
        return found

    def rows(self, sql: str, parameters: Values = ()) -> list[tuple[Any, ...]]:
        """All rows."""
        return list(self.each(sql, parameters))

    def value(self, sql: str, parameters: Values = ()) -> Any:
        """The first column of the first row; None without rows."""
        row = self.row(sql, parameters)
        return row[0] if row else None

    def each(self, sql: str, parameters: Values = ()) -> Iterator[tuple[Any, ...]]:
        """Rows one by one, for tables that do not fit in memory."""
        try:
            # Not `yield from`: an iterator left behind would close its cursor, perhaps after the file was closed.
            for row in self._peewee.connection().execute(sql, parameters):  # noqa: UP028
                yield row
        except _FOREIGN as error:
            raise self._ours(error) from error

    def _ours(self, error: Exception) -> Exception:
        """As `ours`; the I/O error of a log whose index finds no room is a full disk too."""
        found = ours(error)
        if isinstance(found, Trouble) and found.code == "disk_failing":
            import shutil

            with suppress(OSError):
                if shutil.disk_usage(self.path.parent).free < INDEX_STEP_BYTES:
                    return Trouble("disk_full", **found.figures)
        return found

    def script(self, sql: str) -> None:
        """Several statements, each ended by a semicolon at the end of a line."""
        for statement in re.split(r";\s*\n", sql):
            if statement.strip():
                self.run(statement)

    @contextmanager
    def write(self) -> Iterator[None]:
        """A write transaction (BEGIN IMMEDIATE); all or nothing. Inside another it is a part of that one.

        Not as a savepoint: a full disk takes the whole transaction back, and going back to a savepoint that is gone
        would hide the reason.
        """
        if self._peewee.in_transaction():
            with troubles():
                yield
            return
        self.refuse_vanished()
        with troubles(), self._peewee.atomic():
            yield

    @contextmanager
    def read(self) -> Iterator[None]:
        """A snapshot: every statement inside sees the same moment. Writes nothing."""
        with troubles(), self._peewee.atomic("DEFERRED"):
            yield

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Many transactions that are durable together when the block ends, not one by one: for made-up shops."""
        self.run("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            self.run("PRAGMA synchronous = FULL")
            self.run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path, whatever it holds; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def troubles() -> Iterator[None]:
    """Turns the driver's errors inside the block into ours."""
    try:
        yield
    except _FOREIGN as error:
        raise ours(error) from error


def ours(error: Exception) -> Exception:
    """The Trouble that a driver's error stands for, by the table above; any other error is a bug of this program."""
    text = str(error)
    for pattern, code in _TROUBLES:
        if re.search(pattern, text, re.IGNORECASE):
            return Trouble(code, detail=text)
    return RuntimeError(text)


def refuse_old_sqlite(version: str) -> None:
    """Raises Refusal `sqlite_too_old` for a library that may corrupt the shop file."""
    if tuple(int(part) for part in version.split(".")) < OLDEST_SQLITE:
        raise Refusal("sqlite_too_old", version=version, needs=".".join(map(str, OLDEST_SQLITE)))
