"""What the engine is told of a member and of the shop before it reckons."""

from collections.abc import Sequence

from msgspec import Struct

from vafa.domain.engine.instant import Instant
from vafa.domain.engine.known import DayTotal, MemberFacts, Surroundings
from vafa.domain.engine.limits import with_counts
from vafa.domain.engine.outcome import Bill
from vafa.domain.engine.referring import Completion, complete_referral
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.tiering import TierStanding, tier_standing
from vafa.domain.rulebook.kinds import Measure
from vafa.store.shopfile import Store


def member_facts(store: Store, member: bytes, ruleset: Ruleset, instant: Instant) -> MemberFacts:
    """A member as the rules see him at an instant; what no rule reads is left out."""
    days = store.accounts.history(member) if ruleset.reads_history else ()
    joined_on, birthday, referrer = store.members.background(member)
    standing = _standing(store, member, days, instant) if ruleset.programme.tiers else None
    return MemberFacts(
        member=member,
        joined_on=joined_on,
        birthday=birthday,
        tier=standing.tier if standing else "",
        coupons=store.tallies.coupons(member, instant.day),
        days=days,
        counts=store.tallies.of_member(member),
        referrer=referrer,
    )


class TierAbove(Struct, frozen=True):
    """A tier above a member's own, and what the measure lacks of it."""

    title: str
    missing: int


class TierPlace(Struct, frozen=True):
    """A member's place among the tiers, in the shop's own words: `rank` of `tiers`, the lowest is 0 (-1: none yet).
    `missing` is what the measure (Rial, points or visits) lacks of the next tier; `next_title` is empty at the top.
    `above`: every tier above him, the next one first."""

    title: str
    rank: int
    tiers: int
    measure: Measure
    reached: int
    missing: int
    next_title: str
    standing: TierStanding
    above: tuple[TierAbove, ...] = ()


def tier_place(store: Store, member: bytes, instant: Instant) -> TierPlace | None:
    """Where a member stands among the tiers; None when the programme has none."""
    plan = store.ruling.programme().tiers
    if plan is None:
        return None
    standing = _standing(store, member, store.accounts.history(member), instant)
    titles = {tier.id: tier.title or tier.id for tier in plan.tiers}
    ids = [tier.id for tier in plan.tiers]
    rank = ids.index(standing.tier) if standing.tier in titles else -1
    return TierPlace(
        title=titles.get(standing.tier, standing.tier),
        rank=rank,
        tiers=len(ids),
        measure=plan.measure,
        reached=standing.measure,
        missing=standing.missing,
        next_title=titles.get(standing.next_tier, standing.next_tier),
        standing=standing,
        above=tuple(
            TierAbove(titles[tier.id], max(0, tier.at_least - standing.measure)) for tier in plan.tiers[rank + 1 :]
        ),
    )


def _standing(store: Store, member: bytes, days: Sequence[DayTotal], instant: Instant) -> TierStanding:
    pin = store.tallies.pin(member)
    return tier_standing(store.ruling.tier_plans(), days, (pin,) if pin else (), instant.business_day)


def referral_of(
    store: Store,
    ruleset: Ruleset,
    buyer: MemberFacts | None,
    bill: Bill,
    instant: Instant,
    around: Surroundings,
) -> Completion:
    """What a bill completes of the buyer's referral."""
    if buyer is None or buyer.referrer is None or ruleset.programme.referral is None:
        return Completion()
    named = store.members.get(buyer.referrer)
    referrer = member_facts(store, buyer.referrer, ruleset, instant) if named and not named.erased else None
    amount_rial = sum(line.net_rial for line in bill.lines)
    return complete_referral(ruleset, buyer, referrer, amount_rial, instant, with_counts(around, bill.counts))


def surroundings(store: Store) -> Surroundings:
    """The branch, and what the whole shop has given so far."""
    return Surroundings(branch=store.ruling.shop().face.branch, counts=store.tallies.of_shop())
