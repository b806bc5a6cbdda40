"""Telling the shop what time it is, when the machine's clock cannot be trusted."""

from datetime import datetime, timedelta

from msgspec import Struct

from vafa.domain.acts import ClockConfirmed
from vafa.domain.errors import Refusal
from vafa.domain.roles import Deed
from vafa.store.finding import find_acting
from vafa.store.shopfile import Store

PLAUSIBLE = timedelta(days=3 * 366)


class ShopTime(Struct, frozen=True):
    """The shop's time from now on, and how far the machine's clock is off."""

    now: datetime
    offset: timedelta


class SetClock:
    """A person says what time it is (None: the machine's clock is right). Journalled with whoever says so; redeeming
    goes on. Whoever may sell may set it.

    Refuses `clock_implausible` for a time years away from the last act: a slip of the finger would make everybody's
    points lapse. Else refuses as `find_acting` says.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, right_now: datetime | None = None, *, staff: int | None = None) -> ShopTime:
        with self._store.act() as act:
            by = find_acting(self._store, staff, Deed.SELL)
            if right_now is not None and abs(right_now - act.trusted) > PLAUSIBLE:
                raise Refusal("clock_implausible", at=right_now, trusted=act.trusted)
            offset = act.trust_clock(right_now or self._store.clock.now())
            act.post(ClockConfirmed(offset_ms=offset // timedelta(milliseconds=1)), staff=by)
            return ShopTime(act.now, offset)
