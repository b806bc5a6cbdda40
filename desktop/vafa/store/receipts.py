"""Receipts by number, and what has become of them since."""

from typing import Any

from msgspec import Struct

from vafa.store.database import Database


class ReceiptRow(Struct, frozen=True):
    """A numbered slip. `award_event` is the act that holds its points now; `member` the member they belong to."""

    event_id: bytes
    mark: str
    number: int
    kind: str
    of_event: bytes | None
    award_event: bytes
    member: bytes | None
    moment_ms: int
    business_day: int
    amount_rial: int
    refunded_rial: int
    undone: bool


_COLUMNS = (
    "event_id, mark, number, kind, of_event, award_event, member, moment_ms, business_day, amount_rial, "
    "refunded_rial, undone"
)


class Receipts:
    """Reading receipts; the other methods are for the projector."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def by_number(self, mark: str, number: int) -> list[ReceiptRow]:
        """Usually one; several when two tills used the same mark."""
        return self._rows("mark = ? AND number = ? ORDER BY n", (mark, number))

    def by_event(self, event_id: bytes) -> ReceiptRow | None:
        return next(
            iter(self._rows("n = (SELECT n FROM journal WHERE event_id = ? ORDER BY n LIMIT 1)", (event_id,))), None
        )

    def refunds_of(self, event_id: bytes) -> list[ReceiptRow]:
        return self._rows("of_event = ? ORDER BY n", (event_id,))

    def of_member(self, member: bytes, limit: int) -> list[ReceiptRow]:
        """The member's latest receipts, newest first."""
        return self._rows("member = ? ORDER BY moment_ms DESC, n DESC LIMIT ?", (member, limit))

    def next_number(self, mark: str) -> int:
        return int(self._db.value("SELECT coalesce(max(number), 0) + 1 FROM receipt WHERE mark = ?", (mark,)))

    def put(self, n: int, row: ReceiptRow) -> None:
        self._db.run(
            f"INSERT INTO receipt (n, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                n,
                row.event_id,
                row.mark,
                row.number,
                row.kind,
                row.of_event,
                row.award_event,
                row.member,
                row.moment_ms,
                row.business_day,
                row.amount_rial,
                row.refunded_rial,
                int(row.undone),
            ),
        )

    def add_refund(self, event_id: bytes, rial: int) -> None:
        self._change(event_id, "refunded_rial = refunded_rial + ?", rial)

    def undo(self, event_id: bytes) -> None:
        self._change(event_id, "undone = ?", 1)

    def reassign(self, event_id: bytes, award_event: bytes, member: bytes | None) -> None:
        self._change(event_id, "award_event = ?, member = ?", award_event, member)

    def _change(self, event_id: bytes, change: str, *values: object) -> None:
        self._db.run(
            f"UPDATE receipt SET {change} WHERE n = (SELECT n FROM journal WHERE event_id = ? ORDER BY n LIMIT 1)",
            (*values, event_id),
        )

    def _rows(self, where: str, parameters: tuple[Any, ...]) -> list[ReceiptRow]:
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM receipt WHERE {where}", parameters)
        return [ReceiptRow(*row) for row in rows]
