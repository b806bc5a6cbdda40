"""Parking a purchase: it waits on this till, through crashes, without any ledger effect."""

from datetime import datetime

import msgspec
from msgspec import Struct

from vafa.clock import to_ms
from vafa.domain.errors import Refusal
from vafa.domain.purchase import purchase_of
from vafa.domain.roles import Deed
from vafa.services.asking import Sale
from vafa.store.finding import find_acting, find_member
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of


class ParkedSale(Struct, frozen=True):
    """A parked purchase as it was asked for."""

    number: int
    sale: Sale
    parked: datetime


class Park:
    """Keeps a sale for later. Refuses what could never be sold: as `purchase_of` and `find_member` say."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, sale: Sale, *, staff: int | None = None) -> ParkedSale:
        store = self._store
        purchase_of(sale.amount_rial, sale.lines)
        with store.act() as act:
            find_acting(store, staff, Deed.SELL)
            member = None if sale.who.anonymous else find_member(store, sale.who).id
            number = store.parking.put(msgspec.msgpack.encode(sale), member, to_ms(act.now))
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
        return ParkedSale(parked.number, msgspec.msgpack.decode(parked.content, type=Sale), parked.parked)

    def finished(self, key: str) -> Posting | None:
        """The sale that finished a parked purchase under this key, for whoever missed the first answer."""
        event_id = self._store.act_under(key)
        return posting_of(self._store, event_id, repeated=True) if event_id else None

    def all(self) -> list[ParkedSale]:
        """Oldest first."""
        return [self(parked.number) for parked in self._store.parking.all()]

    def discard(self, number: int) -> None:
        """Throws a parked purchase away. Refuses `parked_unknown`."""
        with self._store.act():
            self(number)
            self._store.parking.drop(number)
