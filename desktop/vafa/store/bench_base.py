"""A big believable shop made by SQL from a seed: a base for measuring, signed by a key made on the spot."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from vafa.clock import Clock, to_ms
from vafa.domain.card_code import card_code, code_digest
from vafa.persian.folding import key
from vafa.store.database import Database
from vafa.store.opening import open_store
from vafa.store.shopfile import Store
from vafa.store.signed_base import sign_base

BATCH = "00"
TWO_YEARS_MS = 730 * 86_400_000
MOST_ENTRIES = 5_000

NUMBERS = "CREATE TEMP TABLE number (n INTEGER PRIMARY KEY)"
FILL_NUMBERS = (
    "INSERT INTO number WITH RECURSIVE up (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM up WHERE n + 1 < ?) "
    "SELECT n FROM up"
)

_MEMBERS = """
INSERT INTO member (n, member, mobile, mobile_reversed, name, name_key, birthday, joined_ms, from_base)
SELECT i.n + 1, bench_id(i.n), bench_mobile(i.n), bench_reversed(i.n), f.name || ' ' || l.name, f.key || l.key, '',
       :start + i.n, 1
FROM number i JOIN given f ON f.n = abs(i.n * 7919 + :seed) % :given
    JOIN family l ON l.n = abs(i.n / 3 + :seed) % :family
WHERE i.n < :members
"""

_WORDS = """
INSERT OR IGNORE INTO name_word
SELECT f.key, i.n + 1 FROM number i JOIN given f ON f.n = abs(i.n * 7919 + :seed) % :given WHERE i.n < :members
UNION ALL
SELECT l.key, i.n + 1 FROM number i JOIN family l ON l.n = abs(i.n / 3 + :seed) % :family WHERE i.n < :members
ORDER BY 1, 2
"""

_CARDS = """
INSERT INTO card (serial, batch, member, digest, issued_ms, from_base)
SELECT bench_serial(n), :batch, bench_id(n), bench_digest(n), :start + n, 1 FROM number WHERE n < :members
ORDER BY bench_serial(n)
"""

_COUNTS = """
CREATE TEMP TABLE busy AS
SELECT n AS i, bench_id(n) AS member,
       min(:most, max(1, CAST(:scale / sqrt((bench_hash(n) + 1) / 4294967296.0) AS INTEGER))) AS entries
FROM number WHERE n < :members
"""

_ENTRIES = """
INSERT INTO entry (member, hlc, event_id, part, kind, points, moment_ms, spendable_from_ms, expires_on, grace_days,
                   spend_rial, tier_points, from_base)
SELECT b.member, (:start + k.n * :span / b.entries) << 16, bench_event(b.i, k.n), CASE k.n % 5 WHEN 4 THEN 1 ELSE 2 END,
       CASE k.n % 5 WHEN 4 THEN 'spend' ELSE 'earn' END,
       (5 + abs(b.i * 31 + k.n / 5 * 17) % 150) * CASE k.n % 5 WHEN 4 THEN -4 ELSE 1 END,
       :start + k.n * :span / b.entries, 0,
       CASE k.n % 5 WHEN 4 THEN 9999999
           ELSE 719163 + (:start + k.n * :span / b.entries + 12600000) / 86400000 + 1100 END,
       0, CASE k.n % 5 WHEN 4 THEN 0 ELSE (5 + abs(b.i * 31 + k.n / 5 * 17) % 150) * 100000 END,
       CASE k.n % 5 WHEN 4 THEN 0 ELSE 5 + abs(b.i * 31 + k.n / 5 * 17) % 150 END, 1
FROM busy b JOIN number k ON k.n < b.entries
ORDER BY b.i, k.n
"""

_LOTS = """
INSERT INTO lot SELECT e.member, e.expires_on, e.hlc, e.event_id, e.part, e.points, 0
FROM busy b JOIN entry e ON e.member = b.member
WHERE e.kind = 'earn' AND e.hlc >= (:start + b.entries / 5 * 5 * :span / b.entries) << 16
ORDER BY 1, 2, 3
"""

_ACCOUNTS = """
INSERT INTO account
SELECT b.member, e.hlc, e.event_id, e.part, 0, coalesce((SELECT sum(points) FROM lot WHERE member = b.member), 0), 0,
       e.moment_ms,
       (SELECT (min(expires_on) - 719163 + 1) * 86400000 - 12600000 FROM lot WHERE member = b.member)
FROM busy b JOIN entry e ON e.member = b.member
WHERE e.hlc = (SELECT max(hlc) FROM entry WHERE member = b.member) ORDER BY 1
"""


class BenchMember:
    """The numbers of the i-th member of a bench shop, all reckoned from the seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def hash(self, i: int) -> int:
        """A fair 32-bit number."""
        return int.from_bytes(hashlib.blake2b(f"{self._seed} {i}".encode(), digest_size=4).digest(), "big")

    def id(self, i: int) -> bytes:
        return bytes.fromhex(f"018c{i:012x}7000{self.hash(i):08x}0000")

    def mobile(self, i: int) -> str:
        return f"09{(i * 7_919 + self._seed * 1_009) % 1_000_000_000:09d}"

    def serial(self, i: int) -> str:
        return f"{(i * 70_001 + self._seed) % 100_000_000_000:011d}"

    def code(self, i: int) -> str:
        """The digits of the member's card."""
        secret = f"{self.hash(i)}{self.hash(-i - 1)}".zfill(20)[:20]
        return card_code(BATCH, self.serial(i), secret)

    def event(self, i: int, k: int) -> bytes:
        return bytes.fromhex(f"018c{i:010x}{k:06x}7000{i & 0xFFFF:04x}{k:04x}")


def make_bench_shop(
    folder: Path, clock: Clock, *, members: int, seed: int, given: Sequence[str], family: Sequence[str]
) -> Store:
    """A shop with a signed base of so many members and about ten times as many entries over two years.

    The folder must not hold a shop. Takes about two minutes and a gigabyte for a million members.
    """
    store = open_store(folder, clock, create=True)
    database = store.database
    database.run("PRAGMA synchronous = OFF")
    bench = BenchMember(seed)
    _functions(database, bench)
    start = to_ms(clock.now()) - TWO_YEARS_MS
    values = {
        "start": start,
        "span": TWO_YEARS_MS - 86_400_000,
        "seed": seed,
        "members": members,
        "given": len(given),
        "family": len(family),
        "batch": BATCH,
        "most": MOST_ENTRIES,
        "scale": 5.25,
    }
    database.run(NUMBERS)
    with database.write():
        database.run(FILL_NUMBERS, (max(members, MOST_ENTRIES),))
        for table, names in (("given", given), ("family", family)):
            database.run(f"CREATE TEMP TABLE {table} (n INTEGER PRIMARY KEY, name TEXT, key TEXT)")
            database.raw.executemany(
                f"INSERT INTO {table} VALUES (?,?,?)", [(i, name, key(name)) for i, name in enumerate(names)]
            )
        for statement in (_MEMBERS, _WORDS, _CARDS, _COUNTS, _ENTRIES, _LOTS, _ACCOUNTS):
            database.raw.execute(statement, values)
        database.run("INSERT INTO name_fragment (name_fragment) VALUES ('rebuild')")
        sign_base(database, Ed25519PrivateKey.generate())
    database.run("PRAGMA synchronous = FULL")
    database.run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return store


def _functions(database: Database, bench: BenchMember) -> None:
    functions = (
        ("bench_id", 1, bench.id),
        ("bench_mobile", 1, bench.mobile),
        ("bench_reversed", 1, lambda i: bench.mobile(i)[::-1]),
        ("bench_serial", 1, bench.serial),
        ("bench_hash", 1, bench.hash),
        ("bench_digest", 1, lambda i: code_digest(bench.code(i))),
        ("bench_event", 2, bench.event),
    )
    for name, arguments, function in functions:
        database.raw.create_function(name, arguments, function, deterministic=True)
