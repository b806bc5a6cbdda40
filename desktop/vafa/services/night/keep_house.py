"""What a shop does when nobody waits: the log is brought home, and birthdays are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from vafa.store.shopfile import Store

CELEBRATE_AGAIN = timedelta(minutes=10)


class KeepHouse:
    """Idle work; call it in the lane that writes, as often as there is time. Raises Refusal and Trouble; what failed is
    tried again at the next call."""

    def __init__(self, store: Store, celebrate: Callable[[], object]) -> None:
        self._store = store
        self._celebrate = celebrate
        self._celebrated: datetime | None = None

    def __call__(self) -> None:
        self._store.tend()
        now = self._store.now()
        if self._celebrated is None or abs(now - self._celebrated) >= CELEBRATE_AGAIN:
            self._celebrate()
            self._celebrated = now
