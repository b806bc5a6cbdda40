"""Reviewing all members' tiers: how many are in each, and who rose or fell since the last time."""

from collections import Counter

from msgspec import Struct

from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.tiering import plan_on, tier_standing
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.store.members import Member
from vafa.store.shopfile import Store
from vafa.store.tier_review import Seen, TierReview

MOST_NAMED = 500
"""So many of those who moved are named; all are counted."""


class TierCount(Struct, frozen=True):
    """A tier in the shop's own words (an empty id: below the lowest), and how many members are in it."""

    tier: str
    title: str
    members: int


class Moved(Struct, frozen=True):
    """A member whose tier is another one than at the last review."""

    member: Member
    before: str
    after: str


class TierReport(Struct, frozen=True):
    """The tiers, the lowest first, on a business day (`date.toordinal`). `since_day`: the last review, None for the
    first one, which has nobody rise or fall."""

    day: int
    since_day: int | None
    tiers: tuple[TierCount, ...]
    rose: int = 0
    fell: int = 0
    moved: tuple[Moved, ...] = ()


class ReviewTiers:
    """Finds every member's tier of this business day and remembers it for the next review. Refuses `no_tiers`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> TierReport:
        store, review = self._store, TierReview(self._store)
        today = instant_of(store.now()).business_day
        with store.reading():
            plans = store.ruling.tier_plans()
            plan = plan_on(plans, today)
            if plan is None:
                raise Refusal("no_tiers")
            name = request_digest("tiers", plans).hex()[:16]
            last = review.last()
            before = review.seen()
            # Other tiers, or a day before the last one: nothing that was found then holds by itself.
            usable = before if last is not None and last[1] == name and last[0] <= today else {}
            now = dict(review.found(plans, today, usable))
            total = int(store.database.value("SELECT count(*) FROM member WHERE erased = 0"))
            erased = {row[0] for row in store.database.rows("SELECT member FROM member WHERE erased = 1")}
            ranks = {tier.id: rank for rank, tier in enumerate(plan.tiers)}
            lowest = tier_standing(plans, (), (), today).tier
            counts = Counter(seen.tier for member, seen in now.items() if member not in erased)
            counts[lowest] += total - counts.total()
            moved = _moved(before, now, lowest, ranks) if last is not None else []
            told = [self._told(*one) for one in moved[:MOST_NAMED]]
        changed = [(member, seen) for member, seen in now.items() if before.get(member) != seen]
        review.keep(today, name, changed, [member for member in before if member not in now])
        rows = [TierCount(tier.id, tier.title or tier.id, counts[tier.id]) for tier in plan.tiers]
        below = [TierCount("", "", counts[""])] if counts[""] else []
        rising = sum(ranks.get(after, -1) > ranks.get(was, -1) for _, was, after in moved)
        return TierReport(
            day=today,
            since_day=last[0] if last else None,
            tiers=(*below, *rows),
            rose=rising,
            fell=len(moved) - rising,
            moved=tuple(one for one in told if one is not None),
        )

    def _told(self, member: bytes, before: str, after: str) -> Moved | None:
        known = self._store.members.get(member)
        return Moved(known, before, after) if known is not None and not known.erased else None


def _moved(
    before: dict[bytes, Seen], now: dict[bytes, Seen], lowest: str, ranks: dict[str, int]
) -> list[tuple[bytes, str, str]]:
    """Who is in another tier than at the last review, in the order of their ids."""
    found = []
    for member in sorted(before.keys() | now.keys()):
        was = before[member].tier if member in before else lowest
        after = now[member].tier if member in now else lowest
        if ranks.get(was, -1) != ranks.get(after, -1):
            found.append((member, was, after))
    return found
