"""What members are given in a story beside a bill: occasions, coupons, tiers reached."""

from collections.abc import Sequence

from msgspec import structs

from vafa.domain.account import NEVER, EntryKind
from vafa.domain.club.recorded import Aside, Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.telling import AwardTold, CouponTold, Result, TierChange, told_coupon
from vafa.domain.club.written import day_text
from vafa.domain.engine.known import Coupon
from vafa.domain.engine.lot_life import lot_life
from vafa.domain.engine.occasions import Occasion, OccasionAward, occasion_award
from vafa.domain.engine.outcome import Count, Handed, HandedKind
from vafa.domain.rulebook.plans import Trigger


def occasion(club: Club, stamp: Stamp, name: str, about: Occasion) -> OccasionAward:
    """What the rules give a member for an occasion now; nothing is posted."""
    facts = club.facts(club.book(name), stamp.instant)
    return occasion_award(club.ruleset, facts, about, stamp.instant, club.around(None))


def give_main(club: Club, stamp: Stamp, name: str, award: OccasionAward, result: Result) -> None:
    """Posts what the event itself is about; a result may be about several occasions."""
    result.posted = True
    result.points += award.points
    result.reasons += award.reasons
    result.handed += award.handed
    result.declined += award.declined
    _post(club, stamp, name, club.part(stamp), award.points, award.for_tier, award.counts)
    result.coupons_issued += attach_coupons(club, stamp, name, award.handed)


def give_aside(
    club: Club, stamp: Stamp, name: str, award: OccasionAward, result: Result, cause: Trigger
) -> Aside | None:
    """Posts what comes besides; None when there was nothing."""
    if not (award.points or award.handed or award.declined or award.counts):
        return None
    told = AwardTold(name, award.points, cause.value, award.reasons, award.handed, award.declined)
    return aside(club, stamp, told, award.for_tier, award.counts, result)


def aside(
    club: Club, stamp: Stamp, told: AwardTold, for_tier: int, counts: Sequence[Count], result: Result, rule: str = ""
) -> Aside:
    """Posts what a member is given beside an event, and tells of it."""
    part = club.part(stamp)
    _post(club, stamp, told.member, part, told.points, for_tier, counts)
    result.awards += (told,)
    coupons = attach_coupons(club, stamp, told.member, told.handed)
    result.coupons_issued += coupons
    return Aside(
        member=told.member,
        rule=rule,
        lot=stamp.lot(part),
        points=told.points,
        for_tier=for_tier,
        day=stamp.instant.business_day,
        counts=tuple(counts),
        coupons=tuple(coupon.id for coupon in coupons),
    )


def _post(club: Club, stamp: Stamp, name: str, part: int, points: int, for_tier: int, counts: Sequence[Count]) -> None:
    if points:
        life = lot_life(club.ruleset.programme, stamp.instant)
        club.post(stamp, name, part, EntryKind.EARN, points, life=life)
    club.count(name, counts)
    for book in club.recorders(name):
        book.add_to_day(stamp.instant.business_day, 0, for_tier)


def attach_coupons(club: Club, stamp: Stamp, name: str, handed: Sequence[Handed]) -> tuple[CouponTold, ...]:
    """Attaches the coupons among what was handed over, and names them."""
    told: list[CouponTold] = []
    for given in handed:
        if given.kind is HandedKind.COUPON:
            for _ in range(given.quantity):
                told.append(attach_coupon(club, stamp, name, given.id))
    return tuple(told)


def attach_coupon(club: Club, stamp: Stamp, name: str, plan: str) -> CouponTold:
    """A new coupon of a plan for a member."""
    known = club.ruleset.coupons.get(plan)
    club.coupons_made += 1
    day = stamp.instant.day
    last = day + known.life_days if known and known.life_days else NEVER
    coupon = Coupon(f"C{club.coupons_made}", plan, day, last)
    club.attach(name, coupon)
    return told_coupon(coupon)


def tier_of(club: Club, stamp: Stamp, name: str) -> str:
    """A member's tier now; empty without tiers."""
    return club.tier(club.book(name), stamp.instant)


def tier_reached(club: Club, stamp: Stamp, name: str, before: str, result: Result) -> Aside | None:
    """After an act: tells of a changed tier, and gives what the rules give for a higher one."""
    book = club.book(name)
    after = club.tier(book, stamp.instant)
    if after == before:
        return None
    ranks = club.ruleset.tier_rank
    higher = ranks.get(after, -1) > ranks.get(before, -1)
    day = day_text(stamp.instant.business_day)
    result.tier_changes += (TierChange(book.id, day, before, after, "reached" if higher else "taken_back"),)
    if not higher:
        return None
    award = occasion(club, stamp, name, Occasion(trigger=Trigger.TIER_REACHED, about=after))
    given = give_aside(club, stamp, name, award, result, Trigger.TIER_REACHED)
    return structs.replace(given, tier=after) if given else None
