"""Cards: a digest of each code, never the code."""

from typing import Any

from msgspec import Struct

from vafa.store.database import Database


class Card(Struct, frozen=True):
    """A physical card. `blocked` says why, `replaced_by` which card took its place."""

    serial: str
    member: bytes
    blocked: str | None
    replaced_by: str | None


_CARD = "SELECT serial, member, blocked, replaced_by FROM card"


class Cards:
    """Reading cards; `put` and `block` are for the projector."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def by_digest(self, digest: bytes) -> Card | None:
        return self._one(f"{_CARD} WHERE digest = ? ORDER BY serial LIMIT 1", digest)

    def by_serial(self, serial: str) -> Card | None:
        return self._one(f"{_CARD} WHERE serial = ?", serial)

    def of_member(self, member: bytes) -> list[Card]:
        """All cards of a member, the newest last."""
        return [Card(*row) for row in self._db.rows(f"{_CARD} WHERE member = ? ORDER BY issued_ms, serial", (member,))]

    def put(self, serial: str, batch: str, member: bytes, digest: bytes, replaces: str | None, issued_ms: int) -> None:
        self._db.run(
            "INSERT OR IGNORE INTO card (serial, batch, member, digest, issued_ms) VALUES (?,?,?,?,?)",
            (serial, batch, member, digest, issued_ms),
        )
        if replaces is not None:
            self._db.run("UPDATE card SET replaced_by = ? WHERE serial = ?", (serial, replaces))

    def block(self, serial: str, reason: str) -> None:
        self._db.run("UPDATE card SET blocked = ? WHERE serial = ?", (reason, serial))

    def _one(self, sql: str, value: Any) -> Card | None:
        row = self._db.row(sql, (value,))
        return Card(*row) if row else None
