"""Posting what an occasion gives to a member."""

from collections.abc import Iterable
from datetime import datetime

from vafa.domain.acts import OccasionAwarded
from vafa.domain.engine.couponing import coupon_of
from vafa.domain.engine.instant import Instant, instant_of
from vafa.domain.engine.known import Coupon
from vafa.domain.engine.lot_life import lot_life
from vafa.domain.engine.occasions import Occasion, OccasionAward, occasion_award
from vafa.domain.engine.outcome import Handed, HandedKind
from vafa.domain.engine.ruleset import Ruleset
from vafa.store.knowing import member_facts, surroundings
from vafa.store.shopfile import Posted, Store, Writing


def weigh_occasion(store: Store, member: bytes, occasion: Occasion, moment: datetime) -> OccasionAward | None:
    """What an occasion would give by the programme in force; None when it gives nothing (a second time, for instance).

    Raises as `occasion_award`.
    """
    ruleset = store.ruling.ruleset()
    if not ruleset.occasion_rules[occasion.trigger]:
        return None
    instant = instant_of(moment)
    facts = member_facts(store, member, ruleset, instant)
    award = occasion_award(ruleset, facts, occasion, instant, surroundings(store))
    return award if award.points or award.handed else None


def post_occasion(
    store: Store, act: Writing, member: bytes, occasion: Occasion, moment: datetime, staff: bytes | None = None
) -> Posted | None:
    """Posts what an occasion gives inside an act; None when it gives nothing. Raises as `weigh_occasion`."""
    award = weigh_occasion(store, member, occasion, moment)
    if award is None:
        return None
    ruleset, instant = store.ruling.ruleset(), instant_of(moment)
    body = OccasionAwarded(
        occasion=occasion.trigger.value,
        about=occasion.about,
        points=award.points,
        tier_points=award.for_tier,
        reasons=award.reasons,
        handed=award.handed,
        coupons_issued=issued(ruleset, award.handed, store.clock.new_id().hex()[-12:], instant),
        counts=award.counts,
        programme_version=ruleset.programme.version,
        lot=lot_life(ruleset.programme, instant),
    )
    return act.post(body, member=member, staff=staff, moment=moment)


def issued(ruleset: Ruleset, handed: Iterable[Handed], name: str, instant: Instant) -> tuple[Coupon, ...]:
    """The coupons among what is handed over, named `name-1`, `name-2` …"""
    plans = [one.id for one in handed if one.kind is HandedKind.COUPON for _ in range(one.quantity)]
    return tuple(coupon_of(ruleset.coupons[plan], f"{name}-{i}", instant) for i, plan in enumerate(plans, start=1))
