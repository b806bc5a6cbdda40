"""The open purchase: kept beside every change of it, so that a kill loses nothing."""

import msgspec
from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.errors import Refusal
from vafa.services.asking import Sale, SaleKept
from vafa.store.shopfile import Store


class Draft(Struct, frozen=True):
    """A purchase that is open at the counter. `key` is the key under which it is going to be posted, `parked` the
    number of the parked purchase that it was recalled from."""

    sale: Sale
    key: str
    parked: int | None = None


class DraftSale:
    """Keeps at most one open purchase, without any ledger effect.

    After a crash: what `read` gives was open. When `Recall.finished(draft.key)` knows a posting it was finished, and
    the draft has to be dropped; otherwise nothing was posted, and it goes on under the same key. So exactly one of the
    two is true after a kill at any moment, as long as a draft is saved under its key before it is posted under it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def fresh_key(self) -> str:
        """A key that no purchase had before."""
        return self._store.clock.new_id().hex()

    def save(self, draft: Draft, *, unread: bool = False) -> None:
        """Durable when it returns; replaces what was kept before. `unread`: what was kept may be a purchase of which
        nobody has been told yet; unless it was finished it is parked. Refuses `member_unknown` for a mobile that
        nobody has (any more): it must not outlive an erasure here."""
        store = self._store
        with store.database.write():
            if unread:
                self._park_other(draft.key)
            store.drafts.put(msgspec.msgpack.encode(draft), self._member(draft), to_ms(store.now()))

    def read(self) -> Draft | None:
        """What was open, or None. One that this version cannot read is none."""
        content = self._store.drafts.get()
        if content is None:
            return None
        try:
            return msgspec.msgpack.decode(content, type=Draft)
        except msgspec.DecodeError:
            return None

    def _park_other(self, key: str) -> None:
        store, kept = self._store, self.read()
        # One that was recalled still lies where it was parked.
        if kept is None or kept.key == key or kept.parked is not None or store.act_under(kept.key) is not None:
            return
        content = msgspec.msgpack.encode(SaleKept(**structs.asdict(kept.sale), key=kept.key))
        store.parking.put(content, store.drafts.member(), to_ms(store.now()))

    def drop(self) -> None:
        """Nothing is open any more."""
        with self._store.database.write():
            self._store.drafts.drop()

    def _member(self, draft: Draft) -> bytes | None:
        who = draft.sale.who
        if who.card_digest is not None:
            card = self._store.cards.by_digest(who.card_digest)
            return card.member if card else None
        if who.mobile is None:
            return None
        member = self._store.members.by_mobile(who.mobile)
        if member is None:
            raise Refusal("member_unknown", mobile=who.mobile)
        return member.id
