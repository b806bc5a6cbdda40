"""The reason of every point of an award, as codes, figures and names."""

from msgspec import structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.outcome import Term, TermKind
from vafa.domain.engine.summing import Sums
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.effects import GrowingMultiplier
from vafa.domain.rulebook.plans import Rule, Trigger
from vafa.domain.units import Points, Rial

_FIXED_CODES = {
    Trigger.FIRST_PURCHASE: "first_purchase",
    Trigger.VISIT: "visit",
    Trigger.PERIOD_TARGET: "target_reached",
}


def reason_of(rule: Rule, term: Term, points: int, sums: Sums, case: Case) -> Reason:
    """Why a term gives these points."""
    code, figures, names = _told(rule, term, sums, case)
    if term.most is not None:
        figures["limited_to"] = term.most
    if rule.title or rule.when.tiers:
        names = {**_names(rule, case), **names}
    return Reason(code, Points(points), rule.id, figures, Rial(0), names)


def _told(rule: Rule, term: Term, sums: Sums, case: Case) -> tuple[str, dict[str, int], dict[str, str]]:
    match term.kind:
        case TermKind.AMOUNT:
            figures = {"base_rial": sums.base(term.lines), "points": term.numerator, "per_rial": term.denominator}
            return "per_amount", figures, {}
        case TermKind.UNIT:
            figures = {
                "quantity": sums.earning_quantity(term.lines),
                "points": term.numerator,
                "per_thousandths": term.denominator,
            }
            return "per_unit", figures, {}
        case TermKind.MULTIPLIER:
            figures = {"numerator": term.numerator, "denominator": term.denominator}
            if isinstance(rule.give, GrowingMultiplier):
                figures["reached"] = case.measure(rule.give.measure, rule.give.window)
                return "growing_multiplier", figures, {"measure": rule.give.measure.value}
            return "multiplier", figures, {}
        case TermKind.FIXED:
            return _fixed(rule, term)


def _fixed(rule: Rule, term: Term) -> tuple[str, dict[str, int], dict[str, str]]:
    figures, names = {"points": term.numerator}, dict[str, str]()
    if rule.target is not None:
        figures["at_least"] = rule.target.at_least
        names = {"measure": rule.target.measure.value, "window": rule.target.window.kind.value}
        if rule.target.window.days:
            figures["days"] = rule.target.window.days
    return _FIXED_CODES.get(rule.trigger, "points_fixed"), figures, names


def _names(rule: Rule, case: Case) -> dict[str, str]:
    names = {"title": rule.title} if rule.title else {}
    member = case.member
    if rule.when.tiers and member is not None:
        names["tier"] = case.ruleset.tier_titles.get(member.tier) or member.tier
    return names


def refused(reason: Reason, rule: Rule) -> Reason:
    """A reason why a rule gives nothing, under the rule's name."""
    names = {**reason.names, "title": rule.title} if rule.title else reason.names
    return structs.replace(reason, rule=rule.id, names=names)


def capped_reason(over: int, most: int, *, by_guard: bool) -> Reason:
    """The points that a bound on the whole award takes away."""
    by = "guard" if by_guard else "caps"
    return Reason("points_capped", Points(-over), figures={"most": most}, names={"limited_by": by})
