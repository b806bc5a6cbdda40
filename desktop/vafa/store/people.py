"""Staff, and the verifiers of their PINs."""

from typing import Any

from msgspec import Struct

from vafa.domain.roles import Role
from vafa.store.database import Database


class StaffMember(Struct, frozen=True):
    """Somebody who works here. `number` is what he or she is called by at the terminal."""

    id: bytes
    number: int
    role: Role
    name: str


class People:
    """Reading staff; `put` is for the projector. PIN verifiers are this till's own (local table)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[StaffMember]:
        return [_staff(row) for row in self._db.rows("SELECT staff, number, role, name FROM staff ORDER BY number")]

    def by_number(self, number: int) -> StaffMember | None:
        row = self._db.row("SELECT staff, number, role, name FROM staff WHERE number = ?", (number,))
        return _staff(row) if row else None

    def next_number(self) -> int:
        return int(self._db.value("SELECT coalesce(max(number), 0) + 1 FROM staff"))

    def put(self, person: StaffMember) -> None:
        self._db.run(
            "INSERT OR REPLACE INTO staff VALUES (?,?,?,?)", (person.id, person.number, person.role.value, person.name)
        )

    def set_pin(self, staff: bytes, verifier: str, moment_ms: int) -> None:
        """Keeps the argon2 verifier of a PIN; the PIN itself is kept nowhere."""
        self._db.run("INSERT OR REPLACE INTO pin VALUES (?,?,?)", (staff, verifier, moment_ms))

    def pin(self, staff: bytes) -> str | None:
        """The verifier, or None when no PIN is set on this till."""
        found: str | None = self._db.value("SELECT verifier FROM pin WHERE staff = ?", (staff,))
        return found


def _staff(row: tuple[Any, ...]) -> StaffMember:
    return StaffMember(row[0], row[1], Role(row[2]), row[3])
