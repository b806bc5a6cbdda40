"""Opening a shop's file: founding it, refusing what is none, noticing a copy, growing up with the product."""

from errno import ENOSPC
from pathlib import Path

from vafa.clock import Clock, to_ms
from vafa.domain import acts
from vafa.domain import envelope as sealing
from vafa.domain.acts import Head, StreamStart
from vafa.domain.errors import Refusal, Trouble
from vafa.store import schema
from vafa.store.backup import copy_live
from vafa.store.database import Database, DatabaseMaker, file_database
from vafa.store.highwater import next_mark
from vafa.store.occupancy import alone
from vafa.store.replay import rebuild
from vafa.store.schema import APPLICATION_ID, migrate, version
from vafa.store.scratch import sweep
from vafa.store.shopfile import FILE_NAME, Store, Writing


def open_store(folder: Path, clock: Clock, *, create: bool = False, maker: DatabaseMaker = file_database) -> Store:
    """Opens a shop's folder; with `create` a missing one is founded. A file that turns out to be a copy begins a new
    stream here, and whoever was erased since is erased again, before anybody can read it.

    Raises Refusal `no_shop_here`, `not_a_shop`, `shop_from_future`, `sqlite_too_old`; Trouble for a damaged,
    unreadable or full disk.
    """
    path = folder / FILE_NAME
    if not path.exists() and not create:
        raise Refusal("no_shop_here", folder=str(folder))
    make_folder(folder)
    sweep(folder, clock.now())
    _refuse_foreign(path)
    there = path.exists()
    store = Store(folder, Database(path, maker), clock)
    database = store.database
    try:
        # Asked before the file is looked at: another process may be founding the shop just now.
        was_founded = there and store.high_water.head() is not None
        if not there:
            _make_private(path)
        database.connect()
        if version(database) == 0:
            _refuse_emptied(folder, was_founded=was_founded, create=create)
            _found(store)
        _grow_up(store)
        _begin_copy_again(store)
        read_again(store)
    except BaseException:
        store.close()
        raise
    return store


def make_folder(folder: Path) -> None:
    """Makes the shop's folder if it is missing. Raises Refusal `no_shop_here` for a file in its place; Trouble."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError as error:
        raise Refusal("no_shop_here", folder=str(folder)) from error
    except OSError as error:
        raise Trouble("disk_full" if error.errno == ENOSPC else "shop_read_only", detail=str(error)) from error


def _make_private(path: Path) -> None:
    """The file belongs to whoever runs the shop; SQLite gives its companions the same rights."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise Trouble("disk_full" if error.errno == ENOSPC else "shop_read_only", detail=str(error)) from error


def _refuse_foreign(path: Path) -> None:
    """Looks at the first bytes before SQLite opens the file: opening would already rewrite what belongs to others.

    The places are those of SQLite's file format: the write version at 18 (1: no write-ahead log, which a shop has
    before its first table), the schema cookie at 40 (0: no table yet), user version at 60, application id at 68.
    """
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        return
    except IsADirectoryError as error:
        raise Refusal("not_a_shop", file=str(path)) from error
    except OSError as error:
        raise Trouble("shop_read_only", detail=str(error)) from error
    if start and not start.startswith(b"SQLite format 3\x00"):
        raise Trouble("shop_damaged", detail=path.name)
    if len(start) < 100:
        return
    cookie, stated, marked = (int.from_bytes(start[place : place + 4], "big") for place in (40, 60, 68))
    if marked != APPLICATION_ID and (marked or (start[18] == 1 and cookie)):
        raise Refusal("not_a_shop", file=str(path))
    if marked and stated > len(schema.MIGRATIONS):
        raise Refusal("shop_from_future", version=stated, readable=len(schema.MIGRATIONS))


def _refuse_emptied(folder: Path, *, was_founded: bool, create: bool) -> None:
    """An empty file is a shop that was never founded, or one that lost everything: only the first may be founded."""
    if was_founded:
        raise Trouble("shop_damaged", detail="empty")
    if not create:
        raise Refusal("no_shop_here", folder=str(folder))


def _found(store: Store) -> None:
    """The tables and the first act of a new shop, all or nothing: half a shop could never be opened again."""
    database, clock = store.database, store.clock
    stream, till = clock.random_bytes(16), clock.random_bytes(16)
    with database.write():
        if version(database):
            return  # another process founded it while this one waited
        migrate(database, lambda _: None)
        mark = next_mark(store.high_water.marks())
        database.run(
            "INSERT INTO head (one, till, stream, mark, seq, hash, hlc, trusted_ms) VALUES (1,?,?,?,0,?,0,?)",
            (till, stream, mark, sealing.chain_start(stream), to_ms(clock.now())),
        )
        store.high_water.note_mark(mark)
        writing = Writing(store)
        writing.post(acts.StreamOpened(till=till, mark=mark, start=StreamStart.FIRST))
        writing.finish()
    writing.note()


def _grow_up(store: Store) -> None:
    """Brings a file of an older version up to date, without a window of the older version beside it."""
    database = store.database
    if version(database) < len(schema.MIGRATIONS):
        with alone(store.folder):
            migrate(database, lambda newer: copy_live(database, store.backups / f"before-version-{newer}.vafa"))


def _begin_copy_again(store: Store) -> None:
    """Marks a copy as one, under the lock that acts take, and makes the act with which it begins again."""
    if not _is_copy(store):
        return
    with store.database.write():
        if _is_copy(store):
            store.database.run("UPDATE head SET is_copy = 1")
    with store.act():
        pass
    store.forget_deleted()


def _is_copy(store: Store) -> bool:
    """Whether the file says so, lies behind what is known outside, or came here without it."""
    row = store.database.row("SELECT stream, seq, hash, is_copy, mark FROM head")
    if row is None:
        raise Trouble("shop_damaged", detail="head")
    stream, seq, digest, is_copy, mark = row
    known = store.high_water.head()
    if is_copy or known == Head(stream, seq, digest):
        return bool(is_copy)
    if known is None:
        # Whoever is founding the shop just now has committed, and will note how far it has come in a moment.
        being_founded = seq == 1 and mark in store.high_water.marks()
        return not being_founded
    at_known = store.database.value("SELECT hash FROM journal WHERE stream = ? AND seq = ?", (known.stream, known.seq))
    return bool(at_known != known.hash)


def read_again(store: Store) -> None:
    """After an update: acts that an older version could not read take effect before anybody works, each in its turn:
    what was read since may build on them."""
    rows = store.database.rows("SELECT event_id, kind, v FROM unread")
    known = (event_id for event_id, kind, v in rows if kind in acts.KINDS and v <= acts.KINDS[kind][0])
    if any(store.journal.act(event_id).body is not None for event_id in known):
        rebuild(store.database)
