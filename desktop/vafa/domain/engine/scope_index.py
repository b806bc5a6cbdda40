"""Which of many scopes have lines on a bill, and which lines those are, found by what lies on it."""

from collections.abc import Iterable, Mapping

from vafa.domain.engine.case import Case
from vafa.domain.rulebook.category_names import category_key
from vafa.domain.rulebook.conditions import Scope


class ScopeIndex:
    """Made once for the rules of a programme, each known by its rank."""

    def __init__(self, scopes: Iterable[tuple[int, Scope]]) -> None:
        self._general: list[int] = []
        self._by_sku: dict[str, list[int]] = {}
        self._by_category: dict[str, list[int]] = {}
        self._except_sku: dict[str, list[int]] = {}
        self._except_category: dict[str, list[int]] = {}
        for rank, scope in scopes:
            if not scope.products and not scope.categories:
                self._general.append(rank)
            for index, names in (
                (self._by_sku, scope.products),
                (self._by_category, map(category_key, scope.categories)),
                (self._except_sku, scope.except_products),
                (self._except_category, map(category_key, scope.except_categories)),
            ):
                for name in names:
                    index.setdefault(name, []).append(rank)

    def on(self, case: Case) -> list[tuple[int, tuple[int, ...]]]:
        """The ranks of those with lines on this bill, in order, each with the places of its lines."""
        inside = dict.fromkeys(self._general, case.open_bits)
        _gather(inside, self._by_sku, case.by_sku)
        _gather(inside, self._by_category, case.by_category)
        outside: dict[int, int] = {}
        _gather(outside, self._except_sku, case.by_sku)
        _gather(outside, self._except_category, case.by_category)
        for rank in outside.keys() & inside.keys():
            inside[rank] &= ~outside[rank]
        places = case.places
        return [(rank, places[bits]) for rank, bits in sorted(inside.items()) if bits]


def _gather(bits: dict[int, int], index: Mapping[str, list[int]], on_bill: Mapping[str, int]) -> None:
    """Adds the lines that each rank names."""
    for name in on_bill.keys() & index.keys():
        here = on_bill[name]
        for rank in index[name]:
            bits[rank] = bits.get(rank, 0) | here
