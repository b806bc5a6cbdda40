"""A copy of the shop, wherever somebody wants it."""

from pathlib import Path

from msgspec import Struct

from vafa.domain.errors import Refusal
from vafa.store.backup import copy_live, says_it_is_a_shop
from vafa.store.shopfile import FILE_NAME, Store


class Copied(Struct, frozen=True):
    """A copy of the shop: where it is, and where its chain stands (`stream-seq-hash`)."""

    file: Path
    label: str


class BackUp:
    """Copies the live shop to a file, checked after writing. An older copy of that name is replaced, nothing else:
    Refusal `file_of_another_kind`. Raises Trouble; then what was there under this name before is there still."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, target: Path) -> Copied:
        _refuse_other(target)
        return Copied(target, copy_live(self._store.database, target))


def _refuse_other(target: Path) -> None:
    """A live shop, this one or another, and a file that is no shop at all stay what they are."""
    if target.name == FILE_NAME or (target.is_file() and not says_it_is_a_shop(target)):
        raise Refusal("file_of_another_kind", file=str(target))
