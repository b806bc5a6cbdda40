"""The tables of a shop file: which kind each is, and how a file of an older version grows up."""

from collections.abc import Callable
from typing import TypeAlias

from vafa.domain.acts import ProgrammePublished
from vafa.domain.errors import Refusal
from vafa.domain.postings import entries_of
from vafa.store.database import Database
from vafa.store.journal import Journal

APPLICATION_ID = 0x56414641
"""Marks a SQLite file as a shop of ours (`VAFA`)."""

PROJECTIONS = (
    "stream",
    "shop",
    "programme",
    "staff",
    "member",
    "name_word",
    "consent",
    "card",
    "entry",
    "lot",
    "account",
    "saving",
    "receipt",
    "act_key",
    "unread",
    "tally",
    "coupon",
    "tier_pin",
)
"""Made from the journal; `rebuild` replaces them, `verify` makes them again and compares."""

LOCAL = ("head", "pin", "parked", "draft", "print_job", "on_paper", "setting", "base", "tier_seen")
"""Of this till alone: never rebuilt, never synced."""

_JOURNAL = """
CREATE TABLE journal (
    n INTEGER PRIMARY KEY, stream BLOB NOT NULL, seq INTEGER NOT NULL, event_id BLOB NOT NULL,
    kind TEXT NOT NULL, v INTEGER NOT NULL, hlc INTEGER NOT NULL, moment_ms INTEGER NOT NULL,
    staff BLOB, member BLOB, envelope BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (stream, seq)) STRICT;
CREATE INDEX journal_event ON journal (event_id);
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TABLE personal (
    event_id BLOB PRIMARY KEY, salt BLOB NOT NULL, payload BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""

_PROJECTIONS = """
CREATE TABLE stream (
    stream BLOB PRIMARY KEY, till BLOB NOT NULL, mark TEXT NOT NULL, opened_ms INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE shop (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL, branch TEXT NOT NULL, till TEXT NOT NULL, phone TEXT NOT NULL,
    unit TEXT NOT NULL, moment_ms INTEGER NOT NULL) STRICT;
CREATE TABLE programme (version INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE staff (
    staff BLOB PRIMARY KEY, number INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE member (
    n INTEGER PRIMARY KEY, member BLOB NOT NULL UNIQUE, mobile TEXT, mobile_reversed TEXT, name TEXT NOT NULL,
    name_key TEXT NOT NULL, birthday TEXT NOT NULL, referrer BLOB, joined_ms INTEGER NOT NULL,
    erased INTEGER NOT NULL DEFAULT 0, from_base INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX member_mobile ON member (mobile);
CREATE INDEX member_mobile_reversed ON member (mobile_reversed);
CREATE TABLE name_word (word TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (word, n)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE name_fragment USING fts5
    (name_key, content = 'member', content_rowid = 'n', tokenize = 'trigram', detail = 'none');
INSERT INTO name_fragment (name_fragment, rank) VALUES ('secure-delete', 1);
CREATE TABLE consent (
    member BLOB NOT NULL, channel TEXT NOT NULL, given INTEGER NOT NULL, moment_ms INTEGER NOT NULL, staff BLOB,
    PRIMARY KEY (member, channel)) STRICT, WITHOUT ROWID;
CREATE TABLE card (
    serial TEXT PRIMARY KEY, batch TEXT NOT NULL, member BLOB NOT NULL, digest BLOB NOT NULL, blocked TEXT,
    replaced_by TEXT, issued_ms INTEGER NOT NULL, from_base INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE INDEX card_digest ON card (digest);
CREATE INDEX card_member ON card (member);
CREATE TABLE entry (
    member BLOB NOT NULL, hlc INTEGER NOT NULL, event_id BLOB NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL,
    points INTEGER NOT NULL, moment_ms INTEGER NOT NULL, spendable_from_ms INTEGER NOT NULL,
    expires_on INTEGER NOT NULL, of_event BLOB, of_part INTEGER, grace_days INTEGER NOT NULL,
    from_base INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (member, hlc, event_id, part)) STRICT, WITHOUT ROWID;
CREATE TABLE lot (
    member BLOB NOT NULL, expires_on INTEGER NOT NULL, hlc INTEGER NOT NULL, event_id BLOB NOT NULL,
    part INTEGER NOT NULL, points INTEGER NOT NULL, spendable_from_ms INTEGER NOT NULL,
    PRIMARY KEY (member, expires_on, hlc, event_id, part)) STRICT, WITHOUT ROWID;
CREATE TABLE account (
    member BLOB PRIMARY KEY, hlc INTEGER NOT NULL, event_id BLOB NOT NULL, part INTEGER NOT NULL,
    debt INTEGER NOT NULL, spendable INTEGER NOT NULL, pending INTEGER NOT NULL, as_of_ms INTEGER NOT NULL,
    valid_until_ms INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE saving (
    member BLOB NOT NULL, jalali_year INTEGER NOT NULL, rial INTEGER NOT NULL, PRIMARY KEY (member, jalali_year))
    STRICT, WITHOUT ROWID;
CREATE TABLE receipt (
    mark TEXT NOT NULL, number INTEGER NOT NULL, event_id BLOB NOT NULL, kind TEXT NOT NULL, of_event BLOB,
    award_event BLOB NOT NULL, member BLOB, moment_ms INTEGER NOT NULL, business_day INTEGER NOT NULL,
    amount_rial INTEGER NOT NULL, refunded_rial INTEGER NOT NULL DEFAULT 0, undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (mark, number, event_id)) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_of ON receipt (of_event) WHERE of_event IS NOT NULL;
CREATE TABLE act_key (
    till BLOB NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, event_id BLOB NOT NULL, PRIMARY KEY (till, key))
    STRICT, WITHOUT ROWID;
CREATE TABLE unread (
    event_id BLOB PRIMARY KEY, kind TEXT NOT NULL, v INTEGER NOT NULL, member BLOB) STRICT, WITHOUT ROWID;
CREATE INDEX unread_member ON unread (member);
"""

_LOCAL = """
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1), till BLOB NOT NULL, stream BLOB NOT NULL, mark TEXT NOT NULL,
    seq INTEGER NOT NULL, hash BLOB NOT NULL, hlc INTEGER NOT NULL, trusted_ms INTEGER NOT NULL,
    offset_ms INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0, is_copy INTEGER NOT NULL DEFAULT 0)
    STRICT;
CREATE TABLE pin (staff BLOB PRIMARY KEY, verifier TEXT NOT NULL, set_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE parked (
    number INTEGER PRIMARY KEY, content BLOB NOT NULL, member BLOB, parked_ms INTEGER NOT NULL) STRICT;
CREATE TABLE print_job (
    id INTEGER PRIMARY KEY, receipt TEXT NOT NULL, language TEXT NOT NULL, width_dots INTEGER NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
    made_ms INTEGER NOT NULL) STRICT;
CREATE INDEX print_job_receipt ON print_job (receipt);
CREATE TABLE on_paper (n INTEGER PRIMARY KEY, event_id BLOB NOT NULL) STRICT;
CREATE INDEX on_paper_event ON on_paper (event_id);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE base (
    one INTEGER PRIMARY KEY CHECK (one = 1), digest BLOB NOT NULL, public_key BLOB NOT NULL, signature BLOB NOT NULL,
    entries INTEGER NOT NULL) STRICT;
"""

_ENGINE = """
CREATE TABLE tally (
    member BLOB NOT NULL, key TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (member, key))
    STRICT, WITHOUT ROWID;
CREATE TABLE coupon (
    member BLOB NOT NULL, id TEXT NOT NULL, plan TEXT NOT NULL, issued_on INTEGER NOT NULL, expires_on INTEGER NOT NULL,
    used_by BLOB, void INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (member, id)) STRICT, WITHOUT ROWID;
CREATE TABLE tier_pin (
    member BLOB PRIMARY KEY, tier TEXT NOT NULL, until_day INTEGER NOT NULL, from_day INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE INDEX coupon_used_by ON coupon (used_by) WHERE used_by IS NOT NULL;
CREATE INDEX member_birthday ON member (substr(birthday, -5)) WHERE birthday <> '';
CREATE TABLE tier_seen (
    member BLOB PRIMARY KEY, tier TEXT NOT NULL, until_day INTEGER NOT NULL, hlc INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
"""

Migration: TypeAlias = Callable[[Database], None]


def _first(database: Database) -> None:
    database.script(_JOURNAL)
    database.script(_PROJECTIONS)
    database.script(_LOCAL)


def _second(database: Database) -> None:
    """The counter's window: wrong PINs and the wait after them, the open purchase, and a note on a member."""
    database.run("ALTER TABLE pin ADD COLUMN misses INTEGER NOT NULL DEFAULT 0")
    database.run("ALTER TABLE pin ADD COLUMN wait_until_ms INTEGER NOT NULL DEFAULT 0")
    database.run("ALTER TABLE member ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    database.run(
        "CREATE TABLE draft "
        "(one INTEGER PRIMARY KEY CHECK (one = 1), content BLOB NOT NULL, saved_ms INTEGER NOT NULL) STRICT"
    )


def _third(database: Database) -> None:
    """The programme engine: what each entry adds to a member's history, counters, coupons and pinned tiers, when a
    programme came into force, birthdays by day, and the tiers of the last review."""
    database.run("ALTER TABLE entry ADD COLUMN spend_rial INTEGER DEFAULT 0")
    database.run("ALTER TABLE entry ADD COLUMN tier_points INTEGER DEFAULT 0")
    database.run("ALTER TABLE programme ADD COLUMN from_ms INTEGER NOT NULL DEFAULT 0")
    database.script(_ENGINE)
    for act in Journal(database).acts():
        for entry in entries_of(act.envelope, act.body) if act.body else ():
            database.run(
                "UPDATE entry SET spend_rial = ?, tier_points = ? "
                "WHERE member = ? AND hlc = ? AND event_id = ? AND part = ?",
                (entry.spend_rial, entry.tier_points, entry.member, entry.hlc, entry.event_id, entry.part),
            )
        if isinstance(act.body, ProgrammePublished):
            moment = (act.envelope.moment_ms, act.body.version)
            database.run("UPDATE programme SET from_ms = ? WHERE version = ?", moment)


MIGRATIONS: tuple[Migration, ...] = (_first, _second, _third)
"""Step i brings a file from version i to i + 1. A shipped step never changes."""


def version(database: Database) -> int:
    """The schema version of a file; 0 = empty. Raises Refusal `not_a_shop` or `shop_from_future`."""
    stated = int(database.value("PRAGMA user_version"))
    tables = int(database.value("SELECT count(*) FROM sqlite_master"))
    if tables and database.value("PRAGMA application_id") != APPLICATION_ID:
        raise Refusal("not_a_shop", file=str(database.path))
    if stated > len(MIGRATIONS):
        raise Refusal("shop_from_future", version=stated, readable=len(MIGRATIONS))
    return stated


def migrate(database: Database, copy_first: Callable[[int], object]) -> None:
    """Brings a file up to date, all or nothing. `copy_first`, given the new version, copies one that holds anything."""
    before = version(database)
    if before == len(MIGRATIONS):
        return
    if before:
        copy_first(len(MIGRATIONS))
    with database.write():
        for step in range(version(database), len(MIGRATIONS)):
            MIGRATIONS[step](database)
            database.run(f"PRAGMA user_version = {step + 1}")
        database.run(f"PRAGMA application_id = {APPLICATION_ID}")
