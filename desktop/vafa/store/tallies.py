"""What was given so far: the counters that limits, claims and budgets read, coupons in hand, pinned tiers."""

from collections.abc import Iterable, Mapping

from vafa.domain.engine.known import Coupon
from vafa.domain.engine.outcome import Count
from vafa.domain.engine.tiering import TierPin
from vafa.store.database import Database

_SHOP = b""


class Tallies:
    """Reading counters, coupons and pins; the other methods are for the projector."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of_member(self, member: bytes) -> Mapping[str, int]:
        """The counters of a member by key."""
        return self._counts(member)

    def of_shop(self) -> Mapping[str, int]:
        """The counters of the whole shop by key."""
        return self._counts(_SHOP)

    def coupons(self, member: bytes, day: int) -> tuple[Coupon, ...]:
        """The coupons that a member can still use on a day, the soonest to lapse first."""
        rows = self._db.rows(
            "SELECT id, plan, issued_on, expires_on FROM coupon "
            "WHERE member = ? AND used_by IS NULL AND expires_on >= ? ORDER BY expires_on, id",
            (member, day),
        )
        return tuple(Coupon(*row) for row in rows)

    def pin(self, member: bytes) -> TierPin | None:
        row = self._db.row("SELECT tier, until_day, from_day FROM tier_pin WHERE member = ?", (member,))
        return TierPin(*row) if row else None

    def add(self, member: bytes | None, counts: Iterable[Count]) -> None:
        """Adds to the counters; one that comes back to 0 is dropped."""
        for count in counts:
            owner = _SHOP if count.shop else member
            if owner is None:
                continue
            self._db.run(
                "INSERT INTO tally VALUES (?,?,?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
                (owner, count.key, count.amount),
            )
            if count.amount < 0:
                self._db.run("DELETE FROM tally WHERE member = ? AND key = ? AND amount = 0", (owner, count.key))

    def issue(self, member: bytes | None, coupons: Iterable[Coupon]) -> None:
        for coupon in coupons:
            if member is not None:
                self._db.run(
                    "INSERT OR IGNORE INTO coupon VALUES (?,?,?,?,?,NULL,0)",
                    (member, coupon.id, coupon.plan, coupon.issued_on, coupon.expires_on),
                )

    def use(self, member: bytes | None, coupons: Iterable[str], event_id: bytes) -> None:
        for coupon in coupons:
            self._db.run(
                "UPDATE coupon SET used_by = ? WHERE member = ? AND id = ? AND used_by IS NULL",
                (event_id, member, coupon),
            )

    def free(self, used_by: bytes) -> None:
        """The coupons that a purchase used can be used again, by whomever they belong to, unless they became void."""
        self._db.run("DELETE FROM coupon WHERE used_by = ? AND void = 1", (used_by,))
        self._db.run("UPDATE coupon SET used_by = NULL WHERE used_by = ?", (used_by,))

    def void(self, member: bytes | None, issued: Iterable[Coupon]) -> None:
        """What issued these coupons came back: they are gone; one that was used already, once it comes back itself."""
        for coupon in issued:
            self._db.run("DELETE FROM coupon WHERE member = ? AND id = ? AND used_by IS NULL", (member, coupon.id))
            self._db.run("UPDATE coupon SET void = 1 WHERE member = ? AND id = ?", (member, coupon.id))

    def move(self, first: bytes | None, member: bytes | None, issued: Iterable[Coupon]) -> None:
        """Coupons that were issued to one member are another one's."""
        for coupon in issued:
            self._db.run(
                "UPDATE OR IGNORE coupon SET member = ? WHERE member = ? AND id = ?", (member, first, coupon.id)
            )

    def set_pin(self, member: bytes, pin: TierPin) -> None:
        if pin.tier:
            self._db.run(
                "INSERT OR REPLACE INTO tier_pin VALUES (?,?,?,?)", (member, pin.tier, pin.until_day, pin.from_day)
            )
        else:
            self._db.run("DELETE FROM tier_pin WHERE member = ?", (member,))

    def _counts(self, member: bytes) -> Mapping[str, int]:
        return dict(self._db.rows("SELECT key, amount FROM tally WHERE member = ?", (member,)))
