"""Checking a shop file against itself, and making its projections anew."""

from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from types import MappingProxyType

import msgspec
from msgspec import Struct

from vafa.domain import envelope as sealing
from vafa.domain.account import Account
from vafa.domain.acts import Head, PurchaseReassigned, StreamOpened, read_body
from vafa.domain.errors import Trouble
from vafa.store.database import Database
from vafa.store.replay import replay
from vafa.store.schema import migrate
from vafa.store.scratch import scratch
from vafa.store.shopfile import Store
from vafa.store.signed_base import base_faults

MAX_FAULTS = 50
"""A report names at most so many faults."""

NEVER_MS = 2**63
"""Later than any moment: when a balance without lapse or release ends. An earlier end only costs a reckoning."""


class Fault(Struct, frozen=True):
    """Something that does not agree: which check, and where."""

    check: str
    where: str


class Report(Struct, frozen=True):
    """What was looked at, and what is wrong. `heads` name the end of each chain: `stream-seq-hash`."""

    acts: int
    members: int
    entries: int
    heads: list[str]
    faults: list[Fault]

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(store: Store) -> Report:
    """Recomputes and compares everything in one snapshot: pages, chain, columns, payloads, base, projections, and
    the fold of all entries against lots and balances. Takes about as long as all acts took."""
    database = store.database
    faults = list(_names(database))
    with store.reading():
        try:
            pages = list(_pages(database))
            if pages:
                return Report(0, 0, 0, [], [*faults, *pages])
            faults += islice(_checks(store), MAX_FAULTS)
            heads = [
                Head(*place).label
                for place in database.rows(
                    "SELECT stream, seq, hash FROM journal j "
                    "WHERE seq = (SELECT max(seq) FROM journal WHERE stream = j.stream) ORDER BY n"
                )
            ]
            acts, members, entries = (
                int(database.value(f"SELECT count(*) FROM {table}")) for table in ("journal", "member", "entry")
            )
        except Trouble as trouble:
            return Report(0, 0, 0, [], [*faults, _damage("pages", trouble)])
    return Report(acts, members, entries, heads, faults)


def _pages(database: Database) -> Iterator[Fault]:
    """SQLite's own check: page by page, indexes, and every value of the type that its column states."""
    for (answer,) in database.each(f"PRAGMA integrity_check({MAX_FAULTS})"):
        if answer != "ok":
            yield Fault("pages", answer)


def _checks(store: Store) -> Iterator[Fault]:
    database = store.database
    broken = False
    for fault in _chain(database):
        broken = True
        yield fault
    yield from (Fault("base", part) for part in base_faults(database))
    if not broken:
        yield from _projections(store)
    yield from _balances(store)


def _chain(database: Database) -> Iterator[Fault]:
    """Every act at its place, with the hash it must have, and columns that say what its bytes say."""
    ends: dict[bytes, Head] = {}
    erased = dict(database.rows("SELECT member, max(n) FROM journal WHERE kind = 'member_erased' GROUP BY member"))
    rows = database.each(
        "SELECT j.n, j.stream, j.seq, j.hash, j.envelope, j.event_id, j.kind, j.v, j.hlc, j.moment_ms, j.staff, "
        "j.member, p.salt, p.payload FROM journal j LEFT JOIN personal p ON p.event_id = j.event_id ORDER BY j.n"
    )
    for expected_n, (n, stream, seq, digest, data, *columns, salt, payload) in enumerate(rows, start=1):
        where = f"{stream.hex()[:8]}-{seq}"
        end = ends.get(stream, Head(stream, 0, sealing.chain_start(stream)))
        if n != expected_n or seq != end.seq + 1 or sealing.chain_step(end.hash, data) != digest:
            yield Fault("chain", where)
        ends[stream] = Head(stream, seq, digest)
        yield from (Fault(check, where) for check in _act_faults(n, data, columns, salt, payload, erased, ends))
    for (event_id,) in database.rows("SELECT event_id FROM personal EXCEPT SELECT event_id FROM journal"):
        yield Fault("personal stray", event_id.hex()[-8:])
    head = database.row("SELECT stream, seq, hash FROM head")
    if head is None or ends.get(head[0], Head(head[0], 0, sealing.chain_start(head[0]))) != Head(*head):
        yield Fault("head", "head")


def _act_faults(
    n: int,
    data: bytes,
    columns: list[object],
    salt: bytes | None,
    payload: bytes | None,
    erased: Mapping[bytes | None, int],
    ends: dict[bytes, Head],
) -> Iterator[str]:
    try:
        envelope = sealing.open_envelope(data)
        body = read_body(envelope.kind, envelope.v, envelope.body)
    except msgspec.DecodeError:
        yield "bytes"
        return
    stated = [envelope.event_id, envelope.kind, envelope.v, envelope.hlc, envelope.moment_ms, envelope.staff]
    if [*stated, envelope.member] != columns:
        yield "columns"
    if isinstance(body, StreamOpened) and body.previous and ends.get(body.previous.stream) != body.previous:
        yield "head"  # the stream that this one went on from ended later than it does now
    if body is None or (body.personal is None and payload is None):
        return
    concerned = {envelope.member, body.first_member if isinstance(body, PurchaseReassigned) else None}
    gone = any(erased.get(member, 0) > n for member in concerned)
    if payload is None or salt is None:
        if not gone:
            yield "personal missing"
    elif gone:
        yield "personal kept"  # though the member was erased later
    elif sealing.payload_digest(salt, payload) != body.personal:
        yield "personal"


_COMPARED = MappingProxyType(
    {
        "stream": "SELECT * FROM stream ORDER BY 1",
        "shop": "SELECT * FROM shop ORDER BY 1",
        "programme": "SELECT * FROM programme ORDER BY 1",
        "staff": "SELECT * FROM staff ORDER BY 1",
        "member": "SELECT member, mobile, mobile_reversed, name, name_key, birthday, referrer, joined_ms, erased, "
        "note FROM member WHERE from_base = 0 ORDER BY 1",
        "name_word": "SELECT m.member, w.word FROM name_word w JOIN member m ON m.n = w.n WHERE m.from_base = 0 "
        "ORDER BY 1, 2",
        "consent": "SELECT * FROM consent ORDER BY 1, 2",
        "card": "SELECT * FROM card WHERE from_base = 0 ORDER BY 1",
        "entry": "SELECT * FROM entry WHERE from_base = 0 ORDER BY 1, 2, 3, 4",
        "saving": "SELECT * FROM saving ORDER BY 1, 2",
        "receipt": "SELECT * FROM receipt ORDER BY 1",
        "act_key": "SELECT * FROM act_key ORDER BY 1, 2",
        "unread": "SELECT * FROM unread ORDER BY 1",
        "tally": "SELECT * FROM tally ORDER BY 1, 2",
        "coupon": "SELECT * FROM coupon ORDER BY 1, 2",
        "tier_pin": "SELECT * FROM tier_pin ORDER BY 1",
    }
)
"""What is made from the journal alone; lots and accounts are checked by the fold instead."""


def _projections(store: Store) -> Iterator[Fault]:
    """The journal played into an empty file must give the same tables."""
    with scratch(store.folder) as room:
        fresh = Database(room / "again")
        fresh.connect()
        try:
            migrate(fresh, lambda _: None)
            with fresh.write():
                _copy_journal(store.database, fresh)
                replay(store.journal, fresh)
            for table, query in _COMPARED.items():
                for live, made in zip_longest(store.database.each(query), fresh.each(query)):
                    if live != made:
                        yield Fault(table, _named(live or made))
        finally:
            fresh.close()


def _copy_journal(source: Database, target: Database) -> None:
    """The projector reads sales back by their act, so the empty file gets the journal too."""
    rows = source.each("SELECT * FROM journal ORDER BY n")
    while some := list(islice(rows, 1_000)):
        target.raw.executemany("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", some)


def _named(row: tuple[object, ...] | None) -> str:
    return "-".join(value.hex()[-8:] if isinstance(value, bytes) else str(value) for value in (row or ())[:3])


def _balances(store: Store) -> Iterator[Fault]:
    """Lots, debt and cached balance of every member against the fold of all his entries."""
    database = store.database
    orphans = "SELECT member FROM entry EXCEPT SELECT member FROM account"
    strays = "SELECT member FROM lot EXCEPT SELECT member FROM account"
    for (member,) in database.rows(f"{orphans} UNION {strays}"):
        yield Fault("balance", member.hex()[-8:])
    for member, *cached in database.each(
        "SELECT member, debt, spendable, pending, as_of_ms, valid_until_ms, hlc, event_id, part FROM account "
        "ORDER BY member"
    ):
        try:
            same = _is_folded(store, member, *cached)
        except (ValueError, OverflowError):  # a kind or a date that there is not
            same = False
        if not same:
            yield Fault("balance", member.hex()[-8:])


def _is_folded(
    store: Store,
    member: bytes,
    debt: int,
    spendable: int,
    pending: int,
    as_of_ms: int,
    valid_until_ms: int | None,
    *head: object,
) -> bool:
    entries = store.accounts.entries(member)
    account = Account(entries)
    balance = account.balance(as_of_ms)
    return (
        store.accounts.lots(member) == account.lots
        and (debt, spendable, pending) == (balance.debt, balance.spendable, balance.pending)
        and (valid_until_ms or NEVER_MS) <= (balance.valid_until_ms or NEVER_MS)
        and bool(entries)
        and tuple(head) == entries[-1].place
    )


def _damage(check: str, trouble: Trouble) -> Fault:
    """What SQLite found wrong with the file. Raises any other Trouble again: a full disk says nothing of the shop."""
    if trouble.code != "shop_damaged":
        raise trouble
    return Fault(check, str(trouble.figures.get("detail", trouble.code)))


def _names(database: Database) -> Iterator[Fault]:
    """SQLite's own comparison of the name index with the members."""
    try:
        with database.write():
            database.run("INSERT INTO name_fragment (name_fragment, rank) VALUES ('integrity-check', 1)")
    except Trouble as trouble:
        yield _damage("names", trouble)
