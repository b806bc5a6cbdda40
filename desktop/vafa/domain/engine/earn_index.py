"""The earn rules of a programme: found by what lies on the bill, and each line left to those closest to it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from vafa.domain.engine.case import Case
from vafa.domain.engine.outcome import TermKind
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.scope_index import ScopeIndex
from vafa.domain.rulebook.conditions import Limit, LimitOf, Scope
from vafa.domain.rulebook.effects import Multiplier, PointsFixed, PointsPerAmount, PointsPerUnit
from vafa.domain.rulebook.plans import Rule, Trigger

OWNER = "rule"
"""The kind that counters of rules are kept under."""

_PRODUCT, _CATEGORY, _ALL = range(3)


class Rated(Struct, frozen=True):
    """What a rule gives, as the figures of a term."""

    kind: TermKind
    numerator: int
    denominator: int = 1


class Earner(Struct, frozen=True, kw_only=True):
    """A rule with what is known of it before any bill. `rated` is None when it depends on the member; `closeness` is
    None when it does not compete for lines. `bounded`: it may have to give less than it would; `free`: nothing but its
    scope and its conditions can keep it from giving. `triggered`: not by any purchase."""

    rule: Rule
    owner: str
    rated: Rated | None
    closeness: int | None
    uses: tuple[Limit, ...]
    points: tuple[Limit, ...]
    bounded: bool
    free: bool
    triggered: bool


class Matched(Struct, frozen=True, gc=False):
    """A rule that holds, the lines of its scope, and the claims that it makes."""

    earner: Earner
    lines: tuple[int, ...]
    claims: tuple[str, ...] = ()


def earner_of(rule: Rule) -> Earner:
    """A rule made ready."""
    points = tuple(limit for limit in rule.limits if limit.of is LimitOf.POINTS)
    competes = not rule.adds and isinstance(rule.give, PointsPerAmount | PointsPerUnit)
    return Earner(
        rule=rule,
        owner=f"{OWNER}:{rule.id}",
        rated=_rated(rule.give),
        closeness=_closeness(rule.scope) if competes else None,
        uses=tuple(limit for limit in rule.limits if limit.of is LimitOf.USES),
        points=points,
        bounded=bool(points or rule.budget),
        free=not rule.limits and not rule.budget,
        triggered=rule.trigger is not Trigger.PURCHASE,
    )


def _rated(give: object) -> Rated | None:
    match give:
        case PointsPerAmount():
            return Rated(TermKind.AMOUNT, give.points, give.per_rial)
        case PointsPerUnit():
            return Rated(TermKind.UNIT, give.points, give.per_thousandths)
        case PointsFixed():
            return Rated(TermKind.FIXED, give.points)
        case Multiplier():
            return Rated(TermKind.MULTIPLIER, give.numerator, give.denominator)
        case _:
            return None


def _closeness(scope: Scope) -> int:
    if scope.products:
        return _PRODUCT
    return _CATEGORY if scope.categories else _ALL


class EarnIndex:
    """Made once for a ruleset; answers in the order of the document."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._earners = [earner_of(rule) for rule in ruleset.earn_rules]
        self._index = ScopeIndex((rank, rule.scope) for rank, rule in enumerate(ruleset.earn_rules))

    def on(self, case: Case) -> list[Earner]:
        """The rules that may have a line on this bill."""
        return [self._earners[rank] for rank in self._index.on(case)]


@lru_cache(maxsize=16)
def earn_index(ruleset: Ruleset) -> EarnIndex:
    """The index of a ruleset."""
    return EarnIndex(ruleset)


def closest(matched: Sequence[Matched]) -> Iterable[tuple[Matched, tuple[int, ...]]]:
    """Each rule with the lines it counts for. Of the amount and unit rules without `adds` only those with the closest
    scope count for a line; equally close ones all do."""
    by_product, by_category = (
        set[int]().union(*[match.lines for match in matched if match.earner.closeness == level])
        for level in (_PRODUCT, _CATEGORY)
    )
    closer = {None: set[int](), _PRODUCT: set[int](), _CATEGORY: by_product, _ALL: by_product | by_category}
    left: dict[tuple[int | None, int], tuple[int, ...]] = {}
    for match in matched:
        closeness, lines = match.earner.closeness, match.lines
        taken = closer[closeness]
        if not taken or taken.isdisjoint(lines):
            yield match, lines
            continue
        key = closeness, id(lines)
        if key not in left:
            left[key] = tuple([place for place in lines if place not in taken])
        yield match, left[key]
