"""Keeping the shop's file safe: copies, restoring, checking, making projections anew."""

from pathlib import Path

from msgspec import Struct

from vafa.clock import to_ms
from vafa.persian.tehran import tehran_date
from vafa.store.backup import bring_back, copy_live, keep_daily
from vafa.store.replay import rebuild
from vafa.store.shopfile import Store
from vafa.store.verification import Report, verify


class Copied(Struct, frozen=True):
    """A copy of the shop: where it is, and where the chain stood (`stream-seq-hash`)."""

    file: Path
    label: str


class Restored(Struct, frozen=True):
    """A shop brought back: the new receipt mark, and the copy of what was there before."""

    mark: str
    before: Path
    erased_again: int


class Verify:
    """Checks everything; see `Report`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> Report:
        return verify(self._store)


class Rebuild:
    """Makes all projections anew; returns the number of acts read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> int:
        return rebuild(self._store.database)


class BackUp:
    """Copies the live shop to a file, checked after writing. Raises Trouble; then no file is left."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, target: Path) -> Copied:
        return Copied(copy_live(self._store.database, target), self._store.head_label())


class KeepDaily:
    """The automatic copy of the day, at most one; returns it, or None when the day has one already."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> Path | None:
        store = self._store
        return keep_daily(store.database, store.backups, tehran_date(store.now()))


class Restore:
    """Brings a copy back. What was there is copied aside first; the shop then runs a new stream and receipt mark, and
    everybody erased since the copy is erased again before anyone works. Refuses `file_missing`, `backup_unusable`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, source: Path) -> Restored:
        store = self._store
        aside = copy_live(store.database, store.backups / f"before-restore-{to_ms(store.now())}.vafa")
        bring_back(store.database, source)
        with store.act() as act:
            mark = act.mark
        store.forget_deleted()
        return Restored(mark, aside, act.erased_again)
