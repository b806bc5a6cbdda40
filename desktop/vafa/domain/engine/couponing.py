"""Coupons of a bill: those asked for by code or by id, those that come by themselves, and why one is not taken."""

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from vafa.domain.account import NEVER
from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import Instant, day_of_jalali
from vafa.domain.engine.known import Coupon
from vafa.domain.engine.offering import Offer, offer_by_code, offer_held
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.plans import CouponPlan

MOST_SHOWN = 32
"""So much of an unknown code is said again; no code is longer."""


class Asked(Struct, frozen=True):
    """Coupons that were asked for, in the order of the document, and the answers to those that there are not."""

    offers: tuple[Offer, ...] = ()
    declined: tuple[Reason, ...] = ()


def asked_coupons(case: Case) -> Asked:
    """What the codes and the coupon ids of the choices mean. The same one twice is asked for once; a code may also be
    the id of a coupon that the member holds, as it stands on his slip."""
    offers: dict[tuple[str, str], Offer] = {}
    declined: dict[tuple[str, str], Reason] = {}
    for typed in case.choices.codes:
        code = folded_code(typed)
        plan = case.ruleset.coupon_by_code.get(code)
        if plan is not None:
            offers.setdefault(("code", code), offer_by_code(plan, code, case.ruleset))
        elif (held := _held(case, code)) is not None:
            offers.setdefault(("coupon", held.coupon), held)
        elif code:
            shown = code[:MOST_SHOWN]
            declined.setdefault(("code", shown), Reason("coupon_unknown", names={"code": shown}))
    for wanted in case.choices.coupons:
        held = _held(case, folded_code(wanted))
        if held is not None:
            offers.setdefault(("coupon", held.coupon), held)
        else:
            declined.setdefault(("coupon", wanted), _not_held(case, wanted))
    in_order = sorted(offers.values(), key=lambda offer: offer.rank)
    return Asked(tuple(in_order), tuple(declined.values()))


def _held(case: Case, folded: str) -> Offer | None:
    for coupon in case.member.coupons if case.member else ():
        plan = case.ruleset.coupons.get(coupon.plan)
        if plan is not None and folded_code(coupon.id) == folded:
            return offer_held(plan, coupon, case.ruleset)
    return None


def _not_held(case: Case, wanted: str) -> Reason:
    names = {"coupon": wanted}
    if case.member is None:
        return Reason("unmet_member", names=names)
    gone = any(coupon.id == wanted for coupon in case.member.coupons)
    return Reason("coupon_plan_ended" if gone else "coupon_not_held", names=names)


def other_coupons(case: Case, asked: Sequence[Offer], *, automatic: bool) -> list[Offer]:
    """The coupons that the member holds besides: those that are taken without asking, or those that are not. In the
    order of the document, of one plan the one that lapses first."""
    if case.member is None or not case.member.coupons:
        return []
    known = {offer.coupon for offer in asked}
    offers = [
        offer_held(plan, coupon, case.ruleset)
        for coupon in case.member.coupons
        if coupon.id not in known
        and (plan := case.ruleset.coupons.get(coupon.plan)) is not None
        and plan.automatic is automatic
        and coupon.expires_on >= case.instant.day
    ]
    return sorted(offers, key=lambda offer: (offer.rank, offer.expires_on, offer.coupon))


def coupon_of(plan: CouponPlan, coupon_id: str, instant: Instant) -> Coupon:
    """A coupon of a plan, issued now; its last good day is `life_days` away."""
    return Coupon(coupon_id, plan.id, instant.day, instant.day + plan.life_days if plan.life_days else NEVER)


def lapsed(offer: Offer, case: Case) -> Reason | None:
    """Says so when the coupon's last good day, or that of all its dates, is over."""
    last = offer.expires_on or None
    if offer.when.dates:
        ends = max(day_of_jalali(dates.last) for dates in offer.when.dates)
        last = ends if last is None else min(last, ends)
    if last is None or case.instant.day <= last:
        return None
    return Reason("coupon_lapsed", figures={"last_day": last})


def named(reasons: Iterable[Reason], offer: Offer) -> tuple[Reason, ...]:
    """The reasons with the names of what they are about."""
    return tuple(structs.replace(reason, rule=offer.id, names={**reason.names, **offer.names}) for reason in reasons)
