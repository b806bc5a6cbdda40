"""The journal: acts as bytes, chained a stream, each beside its personal payload."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from vafa.domain import envelope as sealing
from vafa.domain.acts import Body, Head, read_body
from vafa.domain.envelope import Envelope
from vafa.domain.errors import Refusal, Trouble
from vafa.store.database import Database


class Act(Struct, frozen=True):
    """An act read back. `body` is None when this version does not know its kind; `payload` when there is none left."""

    n: int
    place: Head
    envelope: Envelope
    body: Body | None
    payload: bytes | None


_COLUMNS = "j.n, j.stream, j.seq, j.hash, j.envelope, p.payload"
_FROM = "FROM journal j LEFT JOIN personal p ON p.event_id = j.event_id"


class Journal:
    """Reading and appending; nothing here changes or removes an act."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(self, n: int, envelope: Envelope, place: Head, previous_hash: bytes) -> Head:
        """Writes an act at a place of its stream; returns the place with its hash."""
        data = sealing.seal(envelope)
        digest = sealing.chain_step(previous_hash, data)
        self._db.run(
            "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                n,
                place.stream,
                place.seq,
                envelope.event_id,
                envelope.kind,
                envelope.v,
                envelope.hlc,
                envelope.moment_ms,
                envelope.staff,
                envelope.member,
                data,
                digest,
            ),
        )
        return Head(place.stream, place.seq, digest)

    def keep_personal(self, event_id: bytes, salt: bytes, payload: bytes) -> None:
        self._db.run("INSERT INTO personal VALUES (?,?,?)", (event_id, salt, payload))

    def act(self, event_id: bytes) -> Act:
        """The act of an id. Raises Refusal `act_unknown`."""
        row = self._db.row(f"SELECT {_COLUMNS} {_FROM} WHERE j.event_id = ? ORDER BY j.n LIMIT 1", (event_id,))
        if row is None:
            raise Refusal("act_unknown", event=event_id.hex())
        return _act(row)

    def acts(self, kind: str | None = None) -> Iterator[Act]:
        """All acts (of a kind) in the order in which they came."""
        if kind is None:
            rows = self._db.each(f"SELECT {_COLUMNS} {_FROM} ORDER BY j.n")
        else:
            rows = self._db.each(f"SELECT {_COLUMNS} {_FROM} WHERE j.kind = ? ORDER BY j.n", (kind,))
        yield from map(_act, rows)

    def count(self) -> int:
        return int(self._db.value("SELECT count(*) FROM journal"))


def _act(row: tuple[int, bytes, int, bytes, bytes, bytes | None]) -> Act:
    n, stream, seq, digest, data, payload = row
    try:
        envelope = sealing.open_envelope(data)
    except msgspec.DecodeError as error:
        raise Trouble("shop_damaged", detail=f"act {n}") from error
    try:
        body = read_body(envelope.kind, envelope.v, envelope.body)
    except msgspec.DecodeError:
        body = None
    return Act(n, Head(stream, seq, digest), envelope, body, payload)
