"""Checking that everything agrees."""

from vafa.store.shopfile import Store
from vafa.store.verification import Report, verify


class Verify:
    """Checks everything; see `Report`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> Report:
        return verify(self._store)
