"""Staff: who works here, and in which role."""

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
    """Reading staff; `put` is for the projector."""

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


def _staff(row: tuple[Any, ...]) -> StaffMember:
    return StaffMember(row[0], row[1], Role(row[2]), row[3])
