"""Parked purchases: kept on this till until they are finished or thrown away; no ledger effect before."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from vafa.clock import from_ms
from vafa.store.database import Database


class Parked(Struct, frozen=True):
    """A parked purchase; `content` is what the service wrote, `member` whom it is for."""

    number: int
    content: bytes
    parked: datetime
    member: bytes | None


_PARKED = "SELECT number, content, parked_ms, member FROM parked"


class Parking:
    """The local table of parked purchases. Numbers are never used twice."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, content: bytes, member: bytes | None, moment_ms: int) -> int:
        """Parks and returns the number to call it back by."""
        number = int(self._db.value("SELECT coalesce(max(value + 0), 0) + 1 FROM setting WHERE name = 'last_parked'"))
        self._db.run("INSERT OR REPLACE INTO setting VALUES ('last_parked', ?)", (str(number),))
        self._db.run("INSERT INTO parked VALUES (?,?,?,?)", (number, content, member, moment_ms))
        return number

    def get(self, number: int) -> Parked | None:
        row = self._db.row(f"{_PARKED} WHERE number = ?", (number,))
        return _parked(row) if row else None

    def all(self) -> list[Parked]:
        return [_parked(row) for row in self._db.rows(f"{_PARKED} ORDER BY number")]

    def drop(self, number: int) -> None:
        self._db.run("DELETE FROM parked WHERE number = ?", (number,))

    def forget(self, member: bytes) -> None:
        """Drops what an erased member had parked."""
        self._db.run("DELETE FROM parked WHERE member = ?", (member,))


def _parked(row: tuple[Any, ...]) -> Parked:
    return Parked(row[0], row[1], from_ms(row[2]), row[3])
