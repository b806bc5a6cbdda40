"""What is in force: the programme, the shop's face and its money unit."""

from functools import lru_cache

from msgspec import Struct

from vafa.domain.errors import Refusal
from vafa.domain.programme import Programme, read_programme
from vafa.domain.receipt import ShopFace
from vafa.domain.units import DisplayUnit
from vafa.store.database import Database

BUILT_IN = Programme(version=0)
"""What a shop runs until it publishes a programme of its own."""


class ShopState(Struct, frozen=True):
    """How the shop shows itself."""

    face: ShopFace
    unit: DisplayUnit


class Ruling:
    """Reading what is in force; the `put` methods are for the projector."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def programme(self) -> Programme:
        """The newest published programme; the built-in one before the first was published."""
        return self.programme_of(self._db.value("SELECT max(version) FROM programme") or BUILT_IN.version)

    def programme_of(self, version: int) -> Programme:
        """The programme of a version, as purchases made under it recorded. Raises Refusal `programme_unknown`."""
        document = self._db.value("SELECT document FROM programme WHERE version = ?", (version,))
        if document is not None:
            return _read(document)
        if version != BUILT_IN.version:
            raise Refusal("programme_unknown", version=version)
        return BUILT_IN

    def shop(self) -> ShopState:
        row = self._db.row("SELECT name, branch, till, phone, unit FROM shop ORDER BY n DESC LIMIT 1")
        if row is None:
            return ShopState(ShopFace(""), DisplayUnit.TOMAN)
        return ShopState(ShopFace(*row[:4]), DisplayUnit(row[4]))

    def put_programme(self, version: int, document: bytes) -> None:
        self._db.run("INSERT OR REPLACE INTO programme VALUES (?,?)", (version, document))

    def put_shop(self, n: int, state: ShopState, moment_ms: int) -> None:
        face = state.face
        self._db.run(
            "INSERT OR REPLACE INTO shop VALUES (?,?,?,?,?,?,?)",
            (n, face.name, face.branch, face.till, face.phone, state.unit.value, moment_ms),
        )


_read = lru_cache(maxsize=32)(read_programme)
"""By the document and not by its version: after a restore another one may bear the same."""
