"""Parking a purchase: it waits on this till, through crashes, without any ledger effect."""

from datetime import datetime

import msgspec
from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.errors import Refusal
from vafa.domain.purchase import purchase_of
from vafa.domain.roles import Deed
from vafa.services.asking import Sale, SaleKept, lying
from vafa.store.finding import find_acting, find_member
from vafa.store.parking import Parked
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of


class ParkedSale(Struct, frozen=True):
    """A parked purchase as it was asked for."""

    number: int
    sale: Sale
    parked: datetime


class ParkedView(ParkedSale, frozen=True):
    """A parked purchase with the present name of its member; "" without membership."""

    name: str = ""

    @property
    def amount_rial(self) -> int:
        return self.sale.amount_rial


class Park:
    """Keeps a sale for later. Refuses what could never be sold: as `purchase_of` and `find_member` say.

    `replaces`: the number of a parked purchase that this one was made of: unchanged it stays as it lies, else it goes
    in the same act; `parked_unknown` when it is gone. `was_open`: it is the open purchase of this till; its draft goes
    too. `key`: the same again parks nothing twice; what was changed meanwhile takes the place of the first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        sale: Sale,
        *,
        key: str = "",
        staff: int | None = None,
        replaces: int | None = None,
        was_open: bool = False,
    ) -> ParkedSale:
        store = self._store
        purchase_of(sale.amount_rial, sale.lines)
        with store.act() as act:
            find_acting(store, staff, Deed.SELL)
            member = None if sale.who.anonymous else find_member(store, sale.who).id
            if was_open:
                store.drafts.drop()
            before = lying(store, replaces, key)
            for parked in before:
                if _sale(parked) == sale:
                    return ParkedSale(parked.number, sale, parked.parked)
            for parked in before:
                store.parking.drop(parked.number)
            kept = SaleKept(**structs.asdict(sale), key=key)
            number = store.parking.put(msgspec.msgpack.encode(kept), member, to_ms(act.now))
            return ParkedSale(number, sale, act.now)


class Recall:
    """Reads parked purchases back. They stay parked until they are sold (`Sell(parked=…)`) or discarded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: int) -> ParkedSale:
        """Refuses `parked_unknown`."""
        parked = self._store.parking.get(number)
        if parked is None:
            raise Refusal("parked_unknown", parked=number)
        return ParkedSale(parked.number, _sale(parked), parked.parked)

    def finished(self, key: str) -> Posting | None:
        """The sale that finished a parked purchase under this key, for whoever missed the first answer."""
        event_id = self._store.act_under(key)
        return posting_of(self._store, event_id, repeated=True) if event_id else None

    def all(self) -> list[ParkedView]:
        """Oldest first."""
        with self._store.reading():
            return [self._view(parked) for parked in self._store.parking.all()]

    def discard(self, number: int) -> None:
        """Throws a parked purchase away. Refuses `parked_unknown`."""
        with self._store.act():
            self(number)
            self._store.parking.drop(number)

    def _view(self, parked: Parked) -> ParkedView:
        member = self._store.members.get(parked.member) if parked.member else None
        return ParkedView(parked.number, _sale(parked), parked.parked, member.name if member else "")


def _sale(parked: Parked) -> Sale:
    return msgspec.msgpack.decode(parked.content, type=Sale)
