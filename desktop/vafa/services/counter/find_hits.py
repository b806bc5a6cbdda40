"""Who a cashier may mean by part of a name or a few digits, the likeliest first."""

from datetime import datetime

from msgspec import Struct

from vafa.clock import from_ms, to_ms
from vafa.domain.errors import Refusal
from vafa.store.members import Member
from vafa.store.shopfile import Store

CANDIDATES = 100
"""So many members that fit are compared; of more than that the likeliest may be left out."""


class Hit(Struct, frozen=True):
    """A member that fits. `balance` is what a slip would call it: spendable and pending points."""

    member: Member
    balance: int
    last_visit: datetime | None


class Hits(Struct, frozen=True):
    """The best guess first; `more` says that others fit too."""

    hits: tuple[Hit, ...]
    more: bool


class FindHits:
    """Members by part of a name, or the first or last digits of a mobile: who came last stands first, the rest in
    alphabetical order. Refuses `nothing_to_seek` for an empty text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, text: str, limit: int = 9) -> Hits:
        if not text.strip():
            raise Refusal("nothing_to_seek")
        store = self._store
        with store.reading():
            now_ms = to_ms(store.now())
            found = store.members.search(text, CANDIDATES)
            seen_ms = store.accounts.last_moments([member.id for member in found])
            found.sort(key=lambda member: -seen_ms.get(member.id, 0))
            hits = tuple(self._hit(member, seen_ms.get(member.id), now_ms) for member in found[:limit])
        return Hits(hits, more=len(found) > limit)

    def _hit(self, member: Member, last_ms: int | None, now_ms: int) -> Hit:
        balance = self._store.accounts.balance(member.id, now_ms)
        last_visit = from_ms(last_ms) if last_ms is not None else None
        return Hit(member, balance.spendable + balance.pending, last_visit)
