"""Bringing a copy of the shop back."""

from contextlib import closing
from pathlib import Path

from vafa.clock import Clock
from vafa.domain.errors import Refusal, Trouble
from vafa.store.occupancy import alone
from vafa.store.opening import open_store
from vafa.store.restoring import Restored, put_in_place, refuse_unusable, swap_in
from vafa.store.shopfile import Store

_BEYOND_OPENING = {"no_shop_here", "not_a_shop", "shop_damaged", "disk_failing"}


class Restore:
    """Brings a copy back into an open shop. What was there is copied aside first; the shop then runs a new stream and
    receipt mark, and everybody erased since the copy is erased again. Refuses `file_missing`, `backup_unusable`, and
    `window_open` while another window is open: what it shows and has in hand would be of another past."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, source: Path) -> Restored:
        with self._store.alone():
            return swap_in(self._store, source)


def restore_folder(folder: Path, clock: Clock, source: Path) -> Restored:
    """As `Restore`, for a folder whose shop may be missing or damaged: then the copy takes its place, and what was
    there is moved aside as it is. Nobody else may have a damaged shop open."""
    refuse_unusable(source, folder)
    try:
        with closing(open_store(folder, clock)) as store, store.alone():
            return swap_in(store, source)
    except (Refusal, Trouble) as error:
        if error.code not in _BEYOND_OPENING:
            raise
    with alone(folder):
        return put_in_place(folder, clock, source)
