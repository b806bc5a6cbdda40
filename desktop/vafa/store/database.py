"""The SQLite file: opening it safely, one write transaction at a time, and its errors made ours."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from shutil import disk_usage
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
    return _File(str(path), pragmas=PRAGMAS, lock_type="IMMEDIATE", autoconnect=False)


class Database:
    """A connection a thread; plain SQL in, rows out. Errors of the file come out as Trouble."""

    def __init__(self, path: Path, maker: DatabaseMaker = file_database) -> None:
        refuse_old_sqlite(driver.sqlite_version)
        self.path = path
        self._peewee: Any = maker(path)

    def connect(self) -> None:
        """Opens the file for this thread. A file that somebody else is founding just now is waited for: SQLite has no
        patience of its own while a file changes to a write-ahead log. Raises Trouble."""
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
                return

    def close(self) -> None:
        with troubles():
            self._peewee.close()

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
            with suppress(OSError):
                if disk_usage(self.path.parent).free < INDEX_STEP_BYTES:
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
        with troubles(), nullcontext() if self._peewee.in_transaction() else self._peewee.atomic():
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
