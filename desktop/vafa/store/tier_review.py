"""All members' tiers at once: who can have one at all is told by sums, only those are reckoned one by one."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from vafa.domain.engine.tiering import Plans, TierStanding, tier_standing
from vafa.domain.rulebook.kinds import Measure
from vafa.store.database import Database
from vafa.store.shopfile import Store

REVIEWED = "tiers_reviewed"
"""The setting that keeps the business day of the last review and what it went by."""

_GAIN = {
    Measure.SPEND: "sum(max(spend_rial, 0))",
    Measure.POINTS: "sum(max(tier_points, 0))",
}
_VISITS = "sum(spend_rial > 0)"


class Seen(Struct, frozen=True):
    """What a review found of a member: his tier, its last day, and the newest of his entries then."""

    tier: str
    until_day: int
    hlc: int


class TierReview:
    """Reading all tiers, and what the last review found; the findings are of this till alone and can be made again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db: Database = store.database

    def last(self) -> tuple[int, str] | None:
        """The business day of the last review and the tiers that it went by; None before the first."""
        value = self._db.value("SELECT value FROM setting WHERE name = ?", (REVIEWED,))
        day, _, plans = str(value or "").partition("|")
        return (int(day), plans) if day else None

    def seen(self) -> dict[bytes, Seen]:
        """Whom the last review found to be one who may be above the lowest tier."""
        return {row[0]: Seen(*row[1:]) for row in self._db.each("SELECT member, tier, until_day, hlc FROM tier_seen")}

    def found(self, plans: Plans, today: int, seen: dict[bytes, Seen]) -> Iterator[tuple[bytes, Seen]]:
        """Who may be above the tier that everybody has on a day, each with his tier.

        No window holds more than all that a member ever gained: who gained less than the second tier asks for has
        never reached it. Whose last entry is the one that was `seen`, and whose tier has not ended, stands where he
        stood. Everybody else is reckoned from his days.
        """
        pins = {member for (member,) in self._db.rows("SELECT member FROM tier_pin")}
        for member, hlc in self._possible(plans):
            known = seen.get(member)
            if known is not None and known.hlc == hlc and known.until_day >= today and member not in pins:
                yield member, known
                continue
            standing = self._standing(plans, member, today)
            yield member, Seen(standing.tier, standing.held_until_day, hlc)

    def keep(self, day: int, plans: str, rows: Sequence[tuple[bytes, Seen]], gone: Sequence[bytes]) -> None:
        """Remembers a review: the rows that are new or changed, and who fell out."""
        with self._db.write():
            self._db.raw.executemany(
                "INSERT OR REPLACE INTO tier_seen VALUES (?,?,?,?)",
                [(member, one.tier, one.until_day, one.hlc) for member, one in rows],
            )
            self._db.raw.executemany("DELETE FROM tier_seen WHERE member = ?", [(member,) for member in gone])
            self._db.run("INSERT OR REPLACE INTO setting VALUES (?,?)", (REVIEWED, f"{day}|{plans}"))

    def _standing(self, plans: Plans, member: bytes, today: int) -> TierStanding:
        pin = self._store.tallies.pin(member)
        return tier_standing(plans, self._store.accounts.history(member), (pin,) if pin else (), today)

    def _possible(self, plans: Plans) -> Iterator[tuple[bytes, int]]:
        """Who can be above the lowest tier, with the newest of his entries; in one pass over the ledger."""
        bounds = []
        for _, plan in plans:
            above = [tier.at_least for tier in plan.tiers if tier.at_least > 0] if plan else []
            if plan is not None and above:
                bounds.append(f"{_GAIN.get(plan.measure, _VISITS)} >= {min(above)}")
        gained = " OR ".join(dict.fromkeys(bounds)) or "FALSE"
        yield from self._db.each(f"SELECT member, max(hlc) FROM entry GROUP BY member HAVING {gained}")
        pinned = (
            "SELECT p.member, coalesce((SELECT max(hlc) FROM entry e WHERE e.member = p.member), 0) FROM tier_pin p"
        )
        already = f"SELECT member FROM entry GROUP BY member HAVING {gained}"
        yield from self._db.each(f"{pinned} WHERE p.member NOT IN ({already})")
