"""The earn rules of a programme made ready: found by what lies on the bill, each line left to those closest to it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from vafa.domain.engine.case import Case
from vafa.domain.engine.earn_reasons import Told, told_of
from vafa.domain.engine.limits import CAPS, Meters, meters_of
from vafa.domain.engine.meeting import asks_lines
from vafa.domain.engine.outcome import Term, TermKind
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.scope_index import ScopeIndex
from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.effects import GrowingMultiplier, Multiplier, PointsFixed, PointsPerAmount, PointsPerUnit
from vafa.domain.rulebook.plans import Rule, Trigger

OWNER = "rule"
"""The kind that counters of rules are kept under."""

_PRODUCT, _CATEGORY, _ALL = range(3)


class Earner(Struct, frozen=True, kw_only=True):
    """A rule with what is known of it before any bill. `whole` is its term for a whole bill, None when its figures
    depend on the member. `closeness` is None when it does not compete for lines; `order` is that of terms: amount and
    unit ones, the multipliers of those, fixed ones. `bounded`: it may have to give less than it would; `free`: nothing
    but its scope and its conditions can keep it from giving; `triggered`: not by any purchase; `asks_lines`: its
    conditions are also about the lines."""

    rule: Rule
    owner: str
    whole: Term | None
    told: Told
    closeness: int | None
    order: int
    meters: Meters
    bounded: bool
    free: bool
    triggered: bool
    asks_lines: bool


Match: TypeAlias = tuple[Earner, tuple[int, ...], tuple[str, ...]]
"""A rule that holds, the lines of its scope, and the claims that it makes."""


def earner_of(rule: Rule) -> Earner:
    """A rule made ready."""
    owner = f"{OWNER}:{rule.id}"
    meters = meters_of(owner, rule.limits)
    competes = not rule.adds and isinstance(rule.give, PointsPerAmount | PointsPerUnit)
    return Earner(
        rule=rule,
        owner=owner,
        whole=_whole(rule),
        told=told_of(rule),
        closeness=_closeness(rule.scope) if competes else None,
        order=_order(rule.give),
        meters=meters,
        bounded=bool(meters.points or rule.budget),
        free=not rule.limits and not rule.budget,
        triggered=rule.trigger is not Trigger.PURCHASE,
        asks_lines=asks_lines(rule.when),
    )


def _whole(rule: Rule) -> Term | None:
    match rule.give:
        case PointsPerAmount(points, per_rial):
            return term_of(rule, TermKind.AMOUNT, points, per_rial)
        case PointsPerUnit(points, per_thousandths):
            return term_of(rule, TermKind.UNIT, points, per_thousandths)
        case PointsFixed(points):
            return term_of(rule, TermKind.FIXED, points)
        case Multiplier(numerator, denominator):
            return term_of(rule, TermKind.MULTIPLIER, numerator, denominator)
        case _:
            return None


def term_of(rule: Rule, kind: TermKind, numerator: int, denominator: int = 1) -> Term:
    """A rule's term for a whole bill."""
    when = rule.when
    return Term(
        rule.id,
        kind,
        numerator,
        denominator,
        None,
        when.min_amount_rial or 0,
        when.min_quantity or 0,
        for_tier=rule.for_tier,
    )


def _order(give: object) -> int:
    if isinstance(give, PointsPerAmount | PointsPerUnit):
        return 0
    return 2 if isinstance(give, PointsFixed) else 1


def growth(give: GrowingMultiplier, there: int) -> tuple[int, int] | None:
    """Numerator and denominator of the highest step that a measure has reached."""
    steps = [(step.at, step.numerator, step.denominator) for step in give.steps if step.at <= there]
    return max(steps)[1:] if steps else None


def _closeness(scope: Scope) -> int:
    if scope.products:
        return _PRODUCT
    return _CATEGORY if scope.categories else _ALL


class EarnIndex:
    """Made once for a ruleset; answers in the order of the document. `caps` are the limits of all points together."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.caps = meters_of(CAPS, ruleset.programme.caps)
        self._earners = [earner_of(rule) for rule in ruleset.earn_rules]
        self._index = ScopeIndex((rank, rule.scope) for rank, rule in enumerate(ruleset.earn_rules))

    def on(self, case: Case) -> list[tuple[Earner, tuple[int, ...]]]:
        """The rules with lines on this bill, each with the places of its lines."""
        earners = self._earners
        return [(earners[rank], lines) for rank, lines in self._index.on(case)]


@lru_cache(maxsize=16)
def earn_index(ruleset: Ruleset) -> EarnIndex:
    """The index of a ruleset."""
    return EarnIndex(ruleset)


def counted_lines(matches: Sequence[Match]) -> Iterable[tuple[int, ...]]:
    """The lines that each of these rules counts for. Of the amount and unit rules without `adds` only those with the
    closest scope count for a line; equally close ones all do."""
    by_product, by_category = (
        set[int]().union(*[lines for earner, lines, _ in matches if earner.closeness == level])
        for level in (_PRODUCT, _CATEGORY)
    )
    closer = {_CATEGORY: by_product, _ALL: by_product | by_category}
    left: dict[tuple[int, int], tuple[int, ...]] = {}
    for earner, lines, _ in matches:
        closeness = earner.closeness
        if not closeness or closer[closeness].isdisjoint(lines):
            yield lines
            continue
        key = closeness, id(lines)
        if key not in left:
            left[key] = tuple([place for place in lines if place not in closer[closeness]])
        yield left[key]
