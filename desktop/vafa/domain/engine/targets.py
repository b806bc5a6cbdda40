"""Goals of a period: which of them a bill reaches, counted in."""

from msgspec import Struct, structs

from vafa.domain.engine.case import Case, measured
from vafa.domain.engine.instant import bucket
from vafa.domain.engine.known import DayTotal, GoodsKind, MemberFacts
from vafa.domain.engine.limits import claim_key
from vafa.domain.engine.meeting import holds
from vafa.domain.rulebook.kinds import Measure, WindowKind
from vafa.domain.rulebook.plans import Rule, Target, Trigger


class Reached(Struct, frozen=True):
    """A goal that a bill reaches. `claim` is the member's counter that says so; the goal is held while the bill's
    goods (`lines`) cost at least `least_rial` and earn at least `least_points` that count for a tier."""

    rule: Rule
    claim: str
    lines: tuple[int, ...]
    least_rial: int
    least_points: int = 0


def targets_reached(case: Case, owner: str, tier_points: int) -> tuple[Reached, ...]:
    """The rules on `period_target`, of any effect, that this bill sets off when it earns so many points for a tier
    besides. `owner` is the kind that counters of rules are kept under (`rule`)."""
    rules = case.ruleset.occasion_rules[Trigger.PERIOD_TARGET]
    if not rules or case.member is None:
        return ()
    goods = tuple(place for place, known in enumerate(case.goods) if known.kind is GoodsKind.GOODS)
    found = (_reached(rule, f"{owner}:{rule.id}", case, case.member, goods, tier_points) for rule in rules)
    return tuple(reached for reached in found if reached is not None)


def _reached(
    rule: Rule, owner: str, case: Case, member: MemberFacts, goods: tuple[int, ...], tier_points: int
) -> Reached | None:
    target, today = rule.target, case.instant.business_day
    lines = case.lines_in(rule.scope)
    if target is None or not lines:
        return None
    claim = claim_key(owner, bucket(target.window.kind, today))
    if member.counts.get(claim, 0) > 0:
        return None
    if target.window.kind is WindowKind.ROLLING:
        since = _last_reached(owner, member, today)
        member = structs.replace(member, days=tuple(total for total in member.days if total.day > since))
    paid_rial = case.rest_of(goods)
    before = measured(member, target.measure, target.window, today)
    after = measured(_with_bill(member, today, paid_rial, tier_points), target.measure, target.window, today)
    if not before < target.at_least <= after or not holds(rule.when, lines, case):
        return None
    least_rial, least_points = _missing(target, before)
    return Reached(rule, claim, goods, max(least_rial, rule.when.min_amount_rial or 0), least_points)


def _missing(target: Target, before: int) -> tuple[int, int]:
    """What of this bill has to be kept so that the goal stays reached: Rial, and points for a tier."""
    missing = target.at_least - before
    if target.measure is Measure.SPEND:
        return missing, 0
    return 1, missing if target.measure is Measure.POINTS else 0


def _last_reached(owner: str, member: MemberFacts, today: int) -> int:
    """The last day up to today on which a rolling goal was reached; 0 when it never was."""
    prefix = claim_key(owner, "d")
    days = (int(key[len(prefix) :]) for key, amount in member.counts.items() if amount > 0 and key.startswith(prefix))
    return max((day for day in days if day <= today), default=0)


def _with_bill(member: MemberFacts, today: int, paid_rial: int, points: int) -> MemberFacts:
    here = DayTotal(today, paid_rial, points)
    others = []
    for total in member.days:
        if total.day == today:
            here = DayTotal(today, here.net_rial + total.net_rial, here.points + total.points)
        else:
            others.append(total)
    return structs.replace(member, days=(*others, here))
