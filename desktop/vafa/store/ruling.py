"""What is in force: the programme, the shop's face and its money unit."""

from functools import lru_cache

from msgspec import Struct

from vafa.domain.engine.history import business_day_of
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.receipt import ShopFace
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.plans import TierPlan
from vafa.domain.rulebook.programme_reading import decode_programme
from vafa.domain.units import DisplayUnit
from vafa.store.database import Database

BUILT_IN = Ruleset(Programme(version=0))
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
        return self.ruleset().programme

    def ruleset(self) -> Ruleset:
        """The newest published programme, ready for reckoning."""
        return self.ruleset_of(self._db.value("SELECT max(version) FROM programme") or BUILT_IN.programme.version)

    def ruleset_of(self, version: int) -> Ruleset:
        """The programme of a version, as purchases made under it recorded. Raises Refusal `programme_unknown`."""
        document = self._db.value("SELECT document FROM programme WHERE version = ?", (version,))
        if document is not None:
            return _ready(document)
        if version != BUILT_IN.programme.version:
            raise Refusal("programme_unknown", version=version)
        return BUILT_IN

    def tier_plans(self) -> tuple[tuple[int, TierPlan | None], ...]:
        """The tiers of every version and the business day from which each was in force, oldest first; members begin
        under the first."""
        rows = self._db.rows("SELECT document, from_ms FROM programme ORDER BY version")
        plans = [(business_day_of(from_ms), _ready(document).programme.tiers) for document, from_ms in rows]
        return tuple(plans) or ((0, BUILT_IN.programme.tiers),)

    def shop(self) -> ShopState:
        row = self._db.row("SELECT name, branch, till, phone, unit FROM shop ORDER BY n DESC LIMIT 1")
        if row is None:
            return ShopState(ShopFace(""), DisplayUnit.TOMAN)
        return ShopState(ShopFace(*row[:4]), DisplayUnit(row[4]))

    def put_programme(self, version: int, document: bytes, from_ms: int) -> None:
        self._db.run("INSERT OR REPLACE INTO programme VALUES (?,?,?)", (version, document, from_ms))

    def put_shop(self, n: int, state: ShopState, moment_ms: int) -> None:
        face = state.face
        self._db.run(
            "INSERT OR REPLACE INTO shop VALUES (?,?,?,?,?,?,?)",
            (n, face.name, face.branch, face.till, face.phone, state.unit.value, moment_ms),
        )


@lru_cache(maxsize=32)
def _ready(document: bytes) -> Ruleset:
    """By the document and not by its version: after a restore another one may bear the same."""
    return Ruleset(decode_programme(document))
