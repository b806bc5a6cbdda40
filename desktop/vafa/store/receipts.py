"""Receipts by number, and what has become of them since."""

from typing import Any

from msgspec import Struct

from vafa.domain import envelope as sealing
from vafa.domain.acts import read_body
from vafa.store.database import Database


class ReceiptRow(Struct, frozen=True):
    """A numbered slip. `award_event` is the act that holds its points now (or gave them all back, when `undone`);
    `member` the member they belong to."""

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
_ADD = f"INSERT INTO receipt ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"


class Receipts:
    """Reading receipts; the other methods are for the projector."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def by_number(self, mark: str, number: int) -> list[ReceiptRow]:
        """Usually one; several when two tills used the same mark."""
        return self._rows("mark = ? AND number = ? ORDER BY event_id", (mark, number))

    def own_mark(self) -> str:
        """The mark of the receipts that this till makes now."""
        return str(self._db.value("SELECT mark FROM head"))

    def by_event(self, event_id: bytes) -> ReceiptRow | None:
        """The receipt that an act made, or, for a correction, the one that it corrects."""
        body = self._body(event_id)
        mark, number = getattr(body, "mark", None), getattr(body, "number", None)
        if mark is None or number is None:
            corrected = getattr(body, "of", None)
            return self.by_event(corrected) if corrected is not None else None
        return next((row for row in self.by_number(mark, number) if row.event_id == event_id), None)

    def refunds_of(self, event_id: bytes) -> list[ReceiptRow]:
        return self._rows("of_event = ? ORDER BY event_id", (event_id,))

    def put(self, row: ReceiptRow) -> None:
        self._db.run(
            _ADD,
            (
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

    def undo(self, event_id: bytes, undo_event: bytes) -> None:
        self._change(event_id, "undone = 1, award_event = ?", undo_event)

    def reassign(self, event_id: bytes, award_event: bytes, member: bytes | None) -> None:
        self._change(event_id, "award_event = ?, member = ?", award_event, member)

    def _change(self, event_id: bytes, change: str, *values: object) -> None:
        row = self.by_event(event_id)
        if row is not None:
            self._db.run(
                f"UPDATE receipt SET {change} WHERE mark = ? AND number = ? AND event_id = ?",
                (*values, row.mark, row.number, row.event_id),
            )

    def _body(self, event_id: bytes) -> object:
        data = self._db.value("SELECT envelope FROM journal WHERE event_id = ? ORDER BY n LIMIT 1", (event_id,))
        if data is None:
            return None
        envelope = sealing.open_envelope(data)
        return read_body(envelope.kind, envelope.v, envelope.body)

    def _rows(self, where: str, parameters: tuple[Any, ...]) -> list[ReceiptRow]:
        return [ReceiptRow(*row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM receipt WHERE {where}", parameters)]
