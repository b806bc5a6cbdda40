"""A copy of the shop, wherever somebody wants it."""

from pathlib import Path

from msgspec import Struct

from vafa.store.backup import copy_live
from vafa.store.shopfile import Store


class Copied(Struct, frozen=True):
    """A copy of the shop: where it is, and where its chain stands (`stream-seq-hash`)."""

    file: Path
    label: str


class BackUp:
    """Copies the live shop to a file, checked after writing. Raises Trouble; then what was there under this name
    before is there still."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, target: Path) -> Copied:
        return Copied(target, copy_live(self._store.database, target))
