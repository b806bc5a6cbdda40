"""Erasing a member on request: whatever names him goes, the ledger's sums stay."""

from msgspec import Struct

from vafa.domain.roles import Deed
from vafa.domain.who import Who
from vafa.store.finding import find_acting, find_member
from vafa.store.shopfile import Store


class Erasure(Struct, frozen=True):
    """The bare id that is left of a member."""

    member: bytes


class Erase:
    """Drops the personal values from every table and from the write-ahead log; his cards find nobody any more.

    Copies made before still hold them; restoring one erases again. Refuses as `find_member` says.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, who: Who, *, staff: int | None = None) -> Erasure:
        store = self._store
        with store.act() as act:
            by = find_acting(store, staff, Deed.ERASE)
            member = find_member(store, who).id
            act.erase(member, by)
        store.forget_deleted()
        return Erasure(member)
