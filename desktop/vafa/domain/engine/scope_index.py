"""Which of many scopes may have lines on a bill, found by what lies on it."""

from collections.abc import Iterable

from vafa.domain.engine.case import Case
from vafa.domain.rulebook.conditions import Scope


class ScopeIndex:
    """Made once for the rules of a programme, each known by its rank."""

    def __init__(self, scopes: Iterable[tuple[int, Scope]]) -> None:
        self._general: list[int] = []
        self._by_sku: dict[str, list[int]] = {}
        self._by_category: dict[str, list[int]] = {}
        for rank, scope in scopes:
            if not scope.products and not scope.categories:
                self._general.append(rank)
            for sku in scope.products:
                self._by_sku.setdefault(sku, []).append(rank)
            for category in scope.categories:
                self._by_category.setdefault(category, []).append(rank)

    def on(self, case: Case) -> list[int]:
        """The ranks of those that may have a line on this bill, in order."""
        found = set(self._general)
        for sku in case.skus & self._by_sku.keys():
            found.update(self._by_sku[sku])
        for category in case.categories & self._by_category.keys():
            found.update(self._by_category[category])
        return sorted(found)
