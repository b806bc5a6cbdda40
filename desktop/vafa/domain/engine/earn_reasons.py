"""The reason of every point of an award, as codes, figures and names."""

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.outcome import Term, TermKind
from vafa.domain.engine.summing import Sums
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.effects import GrowingMultiplier, Multiplier, PointsFixed, PointsPerAmount, PointsPerUnit
from vafa.domain.rulebook.plans import Rule, Trigger
from vafa.domain.units import Points, Rial

_FIXED_CODES = {
    Trigger.FIRST_PURCHASE: "first_purchase",
    Trigger.VISIT: "visit",
    Trigger.PERIOD_TARGET: "target_reached",
}
_NO_RIAL = Rial(0)


class Told(Struct, frozen=True):
    """What the reason of a rule says of any bill: its code, and the figures and names that are the same on all of them.
    `of_tier`: it names the member's tier too."""

    code: str
    figures: dict[str, int]
    names: dict[str, str]
    of_tier: bool


def told_of(rule: Rule) -> Told:
    """What is told of a rule whatever the bill."""
    code, figures, names = _told(rule)
    if rule.title:
        names = {"title": rule.title, **names}
    return Told(code, figures, names, bool(rule.when.tiers))


def _told(rule: Rule) -> tuple[str, dict[str, int], dict[str, str]]:
    give = rule.give
    match give:
        case PointsPerAmount():
            return "per_amount", {"points": give.points, "per_rial": give.per_rial}, {}
        case PointsPerUnit():
            return "per_unit", {"points": give.points, "per_thousandths": give.per_thousandths}, {}
        case GrowingMultiplier():
            return "growing_multiplier", {}, {"measure": give.measure.value}
        case Multiplier():
            return "multiplier", {"numerator": give.numerator, "denominator": give.denominator}, {}
        case _:
            return _FIXED_CODES.get(rule.trigger, "points_fixed"), *_fixed(rule)


def _fixed(rule: Rule) -> tuple[dict[str, int], dict[str, str]]:
    figures = {"points": rule.give.points} if isinstance(rule.give, PointsFixed) else {}
    target = rule.target
    if target is None:
        return figures, {}
    figures["at_least"] = target.at_least
    if target.window.days:
        figures["days"] = target.window.days
    return figures, {"measure": target.measure.value, "window": target.window.kind.value}


def reason_of(rule: Rule, told: Told, term: Term, points: int, sums: Sums, case: Case) -> Reason:
    """Why a term gives these points."""
    figures, names = told.figures, told.names
    if term.kind is TermKind.AMOUNT:
        figures = {"base_rial": sums.base(term.lines), **figures}
    elif term.kind is TermKind.UNIT:
        figures = {"quantity": sums.earning_quantity(term.lines), **figures}
    elif isinstance(rule.give, GrowingMultiplier):
        reached = case.measure(rule.give.measure, rule.give.window)
        figures = {"numerator": term.numerator, "denominator": term.denominator, "reached": reached}
    if term.most is not None:
        figures = {**figures, "limited_to": term.most}
    if told.of_tier and case.member is not None:
        tier = case.member.tier
        names = {**names, "tier": case.ruleset.tier_titles.get(tier) or tier}
    return Reason(told.code, Points(points), rule.id, figures, _NO_RIAL, names)


def refused(reason: Reason, rule: Rule) -> Reason:
    """A reason why a rule gives nothing, under the rule's name."""
    names = {**reason.names, "title": rule.title} if rule.title else reason.names
    return structs.replace(reason, rule=rule.id, names=names)


def capped_reason(over: int, most: int, *, by_guard: bool) -> Reason:
    """The points that a bound on the whole award takes away."""
    by = "guard" if by_guard else "caps"
    return Reason("points_capped", Points(-over), figures={"most": most}, names={"limited_by": by})
