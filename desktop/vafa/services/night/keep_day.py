"""The automatic copy of the day."""

from pathlib import Path

from vafa.persian.tehran import tehran_date
from vafa.store.backup import keep_daily
from vafa.store.shopfile import Store, doubtful


class KeepDaily:
    """Makes the copy of the day, at most one; returns it, or None when the day has one already, or when the clock is
    in doubt: under a wrong date the copy would push others out of their places. Raises Trouble."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> Path | None:
        store = self._store
        now = store.now()
        if doubtful(now, store.database.value("SELECT trusted_ms FROM head")):
            return None
        return keep_daily(store.database, store.backups, tehran_date(now))
