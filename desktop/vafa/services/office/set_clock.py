"""Telling the shop what time it is, when the machine's clock cannot be trusted."""

from datetime import datetime, timedelta

from msgspec import Struct

from vafa.domain.acts import ClockConfirmed
from vafa.store.shopfile import Store


class ShopTime(Struct, frozen=True):
    """The shop's time from now on, and how far the machine's clock is off."""

    now: datetime
    offset: timedelta


class SetClock:
    """A person says what time it is (None: the machine's clock is right). Journalled; redeeming goes on."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, right_now: datetime | None = None) -> ShopTime:
        with self._store.act() as act:
            offset = act.trust_clock(right_now or self._store.clock.now())
            act.post(ClockConfirmed(offset_ms=offset // timedelta(milliseconds=1)))
            return ShopTime(act.now, offset)
