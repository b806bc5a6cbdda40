"""The earn rules of a programme: found by what lies on the bill, and each line left to those closest to it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from vafa.domain.engine.case import Case
from vafa.domain.engine.outcome import TermKind
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.rulebook.conditions import Limit, LimitOf, Scope, When
from vafa.domain.rulebook.effects import Multiplier, PointsFixed, PointsPerAmount, PointsPerUnit
from vafa.domain.rulebook.plans import Rule

OWNER = "rule"
"""The kind that counters of rules are kept under."""

_ALWAYS = When()
_PRODUCT, _CATEGORY, _ALL = range(3)


class Rated(Struct, frozen=True):
    """What a rule gives, as the figures of a term."""

    kind: TermKind
    numerator: int
    denominator: int = 1


class Earner(Struct, frozen=True, kw_only=True):
    """A rule with what is known of it before any bill. `rated` is None when it depends on the member; `closeness` is
    None when it does not compete for lines."""

    rule: Rule
    owner: str
    rated: Rated | None
    closeness: int | None
    unconditional: bool
    uses: tuple[Limit, ...]
    points: tuple[Limit, ...]

    @property
    def bounded(self) -> bool:
        """Whether it may have to give less than it would."""
        return bool(self.points or self.rule.budget)


class Matched(Struct, frozen=True):
    """A rule that holds, the lines of its scope, and the claims that it makes."""

    earner: Earner
    lines: tuple[int, ...]
    claims: tuple[str, ...] = ()


def earner_of(rule: Rule) -> Earner:
    """A rule made ready."""
    competes = not rule.adds and isinstance(rule.give, PointsPerAmount | PointsPerUnit)
    return Earner(
        rule=rule,
        owner=f"{OWNER}:{rule.id}",
        rated=_rated(rule.give),
        closeness=_closeness(rule.scope) if competes else None,
        unconditional=rule.when == _ALWAYS,
        uses=tuple(limit for limit in rule.limits if limit.of is LimitOf.USES),
        points=tuple(limit for limit in rule.limits if limit.of is LimitOf.POINTS),
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
        self._general: list[int] = []
        self._by_sku: dict[str, list[int]] = {}
        self._by_category: dict[str, list[int]] = {}
        for rank, rule in enumerate(ruleset.earn_rules):
            if not rule.scope.products and not rule.scope.categories:
                self._general.append(rank)
            for sku in rule.scope.products:
                self._by_sku.setdefault(sku, []).append(rank)
            for category in rule.scope.categories:
                self._by_category.setdefault(category, []).append(rank)

    def on(self, case: Case) -> list[Earner]:
        """The rules that may have a line on this bill."""
        found = set(self._general)
        for sku in case.skus & self._by_sku.keys():
            found.update(self._by_sku[sku])
        for category in case.categories & self._by_category.keys():
            found.update(self._by_category[category])
        return [self._earners[rank] for rank in sorted(found)]


@lru_cache(maxsize=16)
def earn_index(ruleset: Ruleset) -> EarnIndex:
    """The index of a ruleset."""
    return EarnIndex(ruleset)


def closest(matched: Sequence[Matched]) -> Iterable[tuple[Matched, tuple[int, ...]]]:
    """Each rule with the lines it counts for. Of the amount and unit rules without `adds` only those with the closest
    scope count for a line; equally close ones all do."""
    by_product, by_category = (
        {place for match in matched if match.earner.closeness == level for place in match.lines}
        for level in (_PRODUCT, _CATEGORY)
    )
    closer = {None: set[int](), _PRODUCT: set[int](), _CATEGORY: by_product, _ALL: by_product | by_category}
    for match in matched:
        taken = closer[match.earner.closeness]
        if not taken or taken.isdisjoint(match.lines):
            yield match, match.lines
        else:
            yield match, tuple(place for place in match.lines if place not in taken)
