"""A shop's file: opened, written one act at a time, read in snapshots."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Raw, Struct, structs

from vafa.clock import Clock, from_ms, to_ms
from vafa.domain import acts
from vafa.domain import envelope as sealing
from vafa.domain.acts import Body, Head, StreamStart
from vafa.domain.envelope import Envelope
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.hlc import next_hlc
from vafa.domain.postings import SIDE
from vafa.domain.texts import MAX_KEY, bounded
from vafa.store.accounts import Accounts
from vafa.store.cards import Cards
from vafa.store.database import Database
from vafa.store.draft import Drafts
from vafa.store.highwater import HighWater, next_mark
from vafa.store.journal import Act, Journal
from vafa.store.members import Members
from vafa.store.occupancy import Occupancy, alone, occupy
from vafa.store.parking import Parking
from vafa.store.people import People
from vafa.store.pins import Pins
from vafa.store.projector import Projector
from vafa.store.receipts import Receipts
from vafa.store.ruling import Ruling
from vafa.store.spool import Spool
from vafa.store.tallies import Tallies

FILE_NAME = "shop.vafa"
HIGH_WATER_NAME = "shop.high-water"
BACKUP_FOLDER = "backups"

CLOCK_BACK = timedelta(minutes=10)
CLOCK_FORWARD = timedelta(days=15)
"""A clock further off than this since the last act is doubted."""

CLOCK_YEARS = range(2000, 2200)

CHECKPOINT_ACTS = 200
"""So many acts may lie in the write-ahead log before an idle moment is used to bring them home."""


class Posted(Struct, frozen=True):
    """An act just written."""

    event_id: bytes
    place: Head


class Store:
    """The parts of a shop's file. Reading needs nothing; writing happens inside `act`.

    A thread beside the one that opened the shop attaches itself first and detaches itself at its end.
    """

    def __init__(self, folder: Path, database: Database, clock: Clock) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.journal = Journal(database)
        self.accounts = Accounts(database)
        self.members = Members(database)
        self.cards = Cards(database)
        self.receipts = Receipts(database)
        self.people = People(database)
        self.pins = Pins(database)
        self.ruling = Ruling(database)
        self.tallies = Tallies(database)
        self.parking = Parking(database)
        self.drafts = Drafts(database)
        self.spool = Spool(database)
        self.projector = Projector(database)
        self.high_water = HighWater(folder / HIGH_WATER_NAME)
        self._acts = 0
        self._acts_at_checkpoint = 0
        self._occupancy: Occupancy | None = None

    @property
    def backups(self) -> Path:
        return self.folder / BACKUP_FOLDER

    @contextmanager
    def act(self) -> Iterator["Writing"]:
        """One act: everything inside is written together or not at all, durable when the block ends."""
        with self.database.write():
            writing = Writing(self)
            yield writing
            writing.finish()
        writing.note()
        self._acts += 1

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A snapshot for several questions that must agree with each other."""
        with self.database.read():
            yield

    def tend(self) -> None:
        """Idle work: brings the write-ahead log home when it has grown. Call it when nobody waits."""
        if self._acts - self._acts_at_checkpoint >= CHECKPOINT_ACTS:
            self.database.run("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._acts_at_checkpoint = self._acts

    def forget_deleted(self) -> None:
        """Removes what was deleted from the write-ahead log too, as far as no other reader holds it."""
        self.database.run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def stamp(self) -> tuple[int, int]:
        """Changes whenever anybody has written. What was read after taking a stamp still holds inside an act that
        begins under the same stamp, so that the reading need not be done while others wait for the lock."""
        return (int(self.database.value("PRAGMA data_version")), self._acts)

    def outdate_stamps(self) -> None:
        """After this connection changed the file without an act: no stamp taken before holds any more."""
        self._acts += 1

    def now(self) -> datetime:
        """The shop's time: the machine's clock and what a person said it is off by."""
        offset = self.database.value("SELECT offset_ms FROM head")
        return self.clock.now() + timedelta(milliseconds=offset or 0)

    def head_label(self) -> str:
        """Where the chain stands: `stream-seq-hash`, eight letters each."""
        stream, seq, digest = self.database.rows("SELECT stream, seq, hash FROM head")[0]
        return Head(stream, seq, digest).label

    def act_under(self, key: str) -> bytes | None:
        """The act that this till made under a key."""
        found: bytes | None = self.database.value(
            "SELECT event_id FROM act_key WHERE till = (SELECT till FROM head) AND key = ?", (key,)
        )
        return found

    def refuse_unread(self, member: bytes) -> None:
        """Raises Refusal `needs_update` when acts of a newer version touch this member's points."""
        row = self.database.row("SELECT kind, v FROM unread WHERE member = ? LIMIT 1", (member,))
        if row:
            raise Refusal("needs_update", kind=row[0], v=row[1])

    def attach(self) -> None:
        """Opens the shop's file for the thread that calls; each has a connection of its own. Raises Trouble."""
        self.database.connect()

    def detach(self) -> None:
        """Closes the file for the thread that calls; also after the shop was closed."""
        self.database.disconnect()

    def occupy(self) -> None:
        """Takes the shop for the one window it may have, until it is closed. Raises as `occupancy.occupy`."""
        if self._occupancy is None:
            self._occupancy = occupy(self.folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The block has the shop without another window beside it. Raises as `occupancy.alone`."""
        with nullcontext() if self._occupancy else alone(self.folder):
            yield

    def close(self) -> None:
        """Closes what this thread has open and what ended threads left open, and gives the shop to other windows.
        Threads that are attached still have to detach themselves."""
        self.high_water.close()
        self.database.close()
        if self._occupancy is not None:
            self._occupancy.leave()
            self._occupancy = None


def doubtful(now: datetime, trusted_ms: int) -> bool:
    """Whether the clock is too far from the last act to be trusted."""
    return not -CLOCK_BACK <= now - from_ms(trusted_ms) <= CLOCK_FORWARD


class Writing:
    """The inside of an act. `now` is the shop's time, `doubt` says that the clock cannot be trusted, `next_number` is
    the number of the next receipt under `mark`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database
        row = self._db.row(
            "SELECT till, stream, mark, seq, hash, hlc, trusted_ms, offset_ms, in_doubt, is_copy, "
            "(SELECT coalesce(max(n), 0) + 1 FROM journal), "
            "(SELECT coalesce(max(number), 0) + 1 FROM receipt WHERE receipt.mark = head.mark) FROM head"
        )
        if row is None:
            raise Trouble("shop_damaged", detail="head")
        self.till: bytes = row[0]
        self.mark: str = row[2]
        self._head = Head(row[1], row[3], row[4])
        self._hlc, self._trusted_ms, offset_ms, self._was_in_doubt, copy, self._n, self.next_number = row[5:]
        self._offset = timedelta(milliseconds=offset_ms)
        self.now = store.clock.now() + self._offset
        if self.now.year not in CLOCK_YEARS:
            raise Trouble("clock_impossible", year=self.now.year)
        self.doubt = doubtful(self.now, self._trusted_ms)
        self.erased_again = 0
        if copy:
            self._begin_again()

    @property
    def trusted(self) -> datetime:
        """The last moment at which the clock was not in doubt."""
        return from_ms(self._trusted_ms)

    def refuse_doubt(self) -> None:
        """Raises Refusal `clock_doubtful` when points must not be spent by this clock."""
        if self.doubt:
            raise Refusal("clock_doubtful", now=self.now, trusted=self.trusted)

    def trust_clock(self, right_now: datetime) -> timedelta:
        """A person says what time it is; returns the offset from the machine's clock that is now kept."""
        self._offset = right_now - self._store.clock.now()
        self.now = right_now
        self.doubt = False
        self._trusted_ms = to_ms(right_now)
        return self._offset

    def earlier(self, key: str | None, digest: bytes, personal: Struct | None = None) -> Act | None:
        """The act that this till already made under the key. Raises Refusal `key_reused` for other content,
        `key_empty` or `text_too_long`. Personal values are compared with those kept beside the act, not digested."""
        if key is None:
            return None
        if not bounded("key", key, MAX_KEY).strip():
            raise Refusal("key_empty")
        row = self._db.row("SELECT digest, event_id FROM act_key WHERE till = ? AND key = ?", (self.till, key))
        if row is None:
            return None
        act = self._store.journal.act(row[1])
        if row[0] != digest or (personal is not None and act.payload != sealing.encode(personal)):
            raise Refusal("key_reused", key=key)
        return act

    def post(
        self,
        body: Body,
        *,
        member: bytes | None = None,
        staff: bytes | None = None,
        personal: Struct | None = None,
        moment: datetime | None = None,
    ) -> Posted:
        """Writes one act with all its effects. A body with a `standing` gets the member's figures after the act."""
        event_id = self._store.clock.new_id()
        payload = sealing.encode(personal) if personal is not None else None
        salt = self._store.clock.random_bytes(16) if personal is not None else b""
        if payload is not None:
            body = structs.replace(body, personal=sealing.payload_digest(salt, payload))
        if self.doubt:
            body = structs.replace(body, clock_doubt=True)
        self._hlc = next_hlc(self._hlc, to_ms(self.now))
        kind = acts.KIND_OF[type(body)]
        envelope = Envelope(
            event_id=event_id,
            kind=kind,
            v=acts.KINDS[kind][0],
            hlc=self._hlc,
            moment_ms=to_ms(moment or self.now),
            staff=staff,
            member=member,
            body=Raw(),
        )
        self._store.projector.apply(self._n, envelope, body, payload, self._head.stream)
        if member is not None and "standing" in body.__struct_fields__:
            body = structs.replace(body, standing=self._store.accounts.standing(member, envelope.moment_ms))
        if payload is not None:
            self._store.journal.keep_personal(event_id, salt, payload)
        sealed = structs.replace(envelope, body=Raw(sealing.encode(body)))
        place = Head(self._head.stream, self._head.seq + 1, b"")
        self._head = self._store.journal.append(self._n, sealed, place, self._head.hash)
        self._n += 1
        return Posted(event_id, self._head)

    def erase(self, member: bytes, staff: bytes | None = None) -> Posted:
        """Erases a member: remembered outside the file first, then dropped from every table in this act."""
        self._store.high_water.note_erasure(member)
        return self._erase(member, staff)

    def _erase(self, member: bytes, staff: bytes | None) -> Posted:
        posted = self.post(acts.MemberErased(), member=member, staff=staff)
        self._db.run(
            "DELETE FROM personal WHERE event_id IN (SELECT event_id FROM journal WHERE member = ? "
            "UNION SELECT event_id FROM entry WHERE member = ? AND part < ?)",
            (member, member, SIDE),  # what somebody else's purchase gave him besides is not about him
        )
        self._store.parking.forget(member)
        self._store.drafts.forget(member)
        return posted

    def finish(self) -> None:
        """The last statement of an act: where the chain stands now."""
        if not self.doubt:
            self._trusted_ms = max(self._trusted_ms, to_ms(self.now)) if not self._was_in_doubt else to_ms(self.now)
        self._db.run(
            "UPDATE head SET stream = ?, mark = ?, seq = ?, hash = ?, hlc = ?, trusted_ms = ?, offset_ms = ?, "
            "in_doubt = ?, is_copy = 0",
            (
                self._head.stream,
                self.mark,
                self._head.seq,
                self._head.hash,
                self._hlc,
                self._trusted_ms,
                self._offset // timedelta(milliseconds=1),
                int(self.doubt),
            ),
        )

    def note(self) -> None:
        """After the commit: tells the file outside how far the chain has come."""
        self._store.high_water.note_head(self._head)

    def _begin_again(self) -> None:
        """This file is a restored copy: a new stream and mark, and everybody erased since is erased again."""
        old, used = self._head, {row[0] for row in self._db.rows("SELECT mark FROM stream")}
        self.mark, self.next_number = next_mark(used | self._store.high_water.marks()), 1
        self._store.high_water.note_mark(self.mark)
        stream = self._store.clock.random_bytes(16)
        self._head = Head(stream, 0, sealing.chain_start(stream))
        self.post(acts.StreamOpened(till=self.till, mark=self.mark, start=StreamStart.RESTORED, previous=old))
        # It may have been posted since under its key, in the days that this copy knows nothing of.
        self._store.drafts.drop()
        present = {row[0] for row in self._db.rows("SELECT member FROM member WHERE erased = 0")}
        for member in sorted(self._store.high_water.erased() & present):
            self._erase(member, None)
            self.erased_again += 1
