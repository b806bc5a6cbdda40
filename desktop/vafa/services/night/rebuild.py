"""Making everything anew that is computed from the journal."""

from vafa.store.replay import rebuild
from vafa.store.shopfile import Store


class Rebuild:
    """Makes all projections anew; returns the number of acts read. Refuses `window_open`: whoever sells at a window
    would wait for the end of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> int:
        with self._store.alone():
            return rebuild(self._store.database)
