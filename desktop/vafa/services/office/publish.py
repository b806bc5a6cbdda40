"""Putting a programme in force."""

from msgspec import structs

from vafa.domain.acts import ProgrammePublished
from vafa.domain.programme import Programme, check_programme, read_programme, write_programme
from vafa.domain.roles import Deed
from vafa.store.finding import find_acting
from vafa.store.shopfile import Store


class Publish:
    """Puts a programme document in force under the next version. Refuses as `read_programme` says; then the running
    programme stays."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, document: bytes, *, staff: int | None = None) -> Programme:
        store = self._store
        programme = read_programme(document)
        with store.act() as act:
            by = find_acting(store, staff, Deed.PROGRAMME)
            fresh = structs.replace(programme, version=store.ruling.programme().version + 1)
            check_programme(fresh)
            act.post(ProgrammePublished(version=fresh.version, document=write_programme(fresh)), staff=by)
        return fresh
