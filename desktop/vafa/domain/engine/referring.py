"""Referral: who may name whom, and what both sides get when the referred member's first qualifying purchase is made."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs

from vafa.domain.engine.instant import Instant, last_day
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.engine.limits import claim_key
from vafa.domain.engine.occasions import Grant, Occasion, grants
from vafa.domain.engine.outcome import Count, SideAward
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import Trigger
from vafa.domain.units import Points, Rial

COMPLETED = claim_key("referral")
"""The referred member's own counter that says that his referral is completed."""

LONGEST_CHAIN = 10_000


class Completion(Struct, frozen=True):
    """What a purchase sets off. `side_awards` go to the referrer and to the referred member, one a rule; `counts` are
    the buyer's own. When they are taken back, the referral is open again: a later purchase may complete it. With a
    least amount that is as soon as less is kept; so the claim is part of the buyer's side award then, if need be of
    one without points and rule."""

    side_awards: tuple[SideAward, ...] = ()
    counts: tuple[Count, ...] = ()
    declined: tuple[Reason, ...] = ()


def check_referrer(
    referee: bytes, referrer: bytes, referrer_of: Callable[[bytes], bytes | None], *, has_bought: bool
) -> None:
    """Whether one member may be named as the one who brought another. `referrer_of` tells who brought a member.

    Raises Refusal `referral_self`, `referral_taken` (he has a referrer already), `referral_too_late` (he is a customer
    already) or `referral_circle`.
    """
    if referee == referrer:
        raise Refusal("referral_self")
    if referrer_of(referee) is not None:
        raise Refusal("referral_taken")
    if has_bought:
        raise Refusal("referral_too_late")
    above = referrer
    for _ in range(LONGEST_CHAIN):
        higher = referrer_of(above)
        if higher is None:
            return
        if higher == referee:
            break
        above = higher
    raise Refusal("referral_circle")


def complete_referral(
    ruleset: Ruleset,
    referee: MemberFacts,
    referrer: MemberFacts | None,
    amount_rial: int,
    instant: Instant,
    around: Surroundings,
    goods: tuple[int, ...] | None = None,
) -> Completion:
    """What this purchase of the referred member completes. `amount_rial`: what the bill's goods cost after every
    discount. `referrer`: the facts of whom he named (None: no longer a member; the buyer still gets his part).
    `around` with what the bill itself has counted already, so that both draw on one budget. `goods` are the places of
    the lines that count (None: all): of gift cards and fees nothing keeps a referral."""
    plan = ruleset.programme.referral
    if plan is None or referee.referrer is None or referee.referrer == referee.member or amount_rial <= 0:
        return Completion()
    if referee.counts.get(COMPLETED):
        return Completion()
    unmet = tuple(_unmet(plan.min_amount_rial, plan.within_days, referee.joined_on, amount_rial, instant))
    if unmet:
        return Completion(declined=unmet)
    sides: list[SideAward] = []
    declined: list[Reason] = []
    least = Rial(plan.min_amount_rial or 0)
    asked = [(referee, Occasion(trigger=Trigger.REFEREE))]
    if referrer is not None and referrer.member == referee.referrer:
        asked.insert(0, (referrer, Occasion(trigger=Trigger.REFERRER, about=referee.member.hex())))
    for member, occasion in asked:
        granted, refused = grants(ruleset, member, occasion, instant, around)
        declined += refused
        sides += [_side(member, grant, least, goods) for grant in granted]
        around = _after(around, granted)
    completed = Count(COMPLETED, 1)
    if not least and goods is None:
        return Completion(tuple(sides), (completed,), tuple(declined))
    own = next((side for side in sides if side.member == referee.member), None)
    if own is None:
        bare = Grant("", Points(0), Points(0), (), (), ())
        sides.append(structs.replace(_side(referee, bare, least, goods), counts=(completed,)))
    else:
        sides[sides.index(own)] = structs.replace(own, counts=(*own.counts, completed))
    return Completion(tuple(sides), (), tuple(declined))


def _side(member: MemberFacts, grant: Grant, least_rial: Rial, goods: tuple[int, ...] | None) -> SideAward:
    return SideAward(
        member=member.member,
        rule=grant.rule,
        points=grant.points,
        reasons=grant.reasons,
        for_tier=grant.for_tier,
        handed=grant.handed,
        counts=grant.counts,
        least_rial=least_rial,
        lines=goods,
    )


def _after(around: Surroundings, granted: Sequence[Grant]) -> Surroundings:
    """What the shop has given with these grants counted in."""
    counts = dict(around.counts)
    for count in (count for grant in granted for count in grant.counts if count.shop):
        counts[count.key] = counts.get(count.key, 0) + count.amount
    return structs.replace(around, counts=counts)


def _unmet(
    min_amount_rial: int | None, within_days: int | None, joined_on: int, amount_rial: int, instant: Instant
) -> Iterator[Reason]:
    if within_days is not None:
        last = last_day(Window(WindowKind.ROLLING, within_days), joined_on)
        if instant.business_day > last:
            yield Reason(
                "referral_late", figures={"within_days": within_days, "days_late": instant.business_day - last}
            )
            return
    if min_amount_rial is not None and amount_rial < min_amount_rial:
        figures = {"at_least_rial": min_amount_rial, "missing_rial": min_amount_rial - amount_rial}
        yield Reason("referral_amount", figures=figures)
