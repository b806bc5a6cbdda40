"""Free goods: which units of a bill cost nothing, and what that takes off each line."""

from collections.abc import Mapping, Sequence
from math import lcm

from msgspec import Struct

from vafa.domain.engine.case import Case
from vafa.domain.engine.offering import FreeGoods
from vafa.domain.purchase import WHOLE_BILL
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.effects import BuyGet, CheapestFree, FreeItem

UNIT = 1_000
"""A whole unit, in thousandths."""

NOTHING: Mapping[int, int] = {}


class Picked(Struct, frozen=True):
    """What free goods take: Rial off lines by their place, units that are used up by it, and the units of the free
    item that are not on the bill and are handed over. `short` says what is missing when nothing was picked."""

    rial: dict[int, int] = {}
    units: dict[int, int] = {}
    handed: int = 0
    code: str = ""
    figures: dict[str, int] = {}
    names: dict[str, str] = {}
    short: Reason | None = None


class Shelf:
    """The units of a bill that no free goods have touched yet. A unit is made cheaper once, and counts no more then.

    Only whole units count: 1.9 kg are one. A bill typed as one amount has none.
    """

    def __init__(self, case: Case, used: Mapping[int, int] = NOTHING) -> None:
        """`used` are the units that were taken before, by the place of their line."""
        lines = case.purchase.lines
        self._order = case.order
        self._quantity = [0 if line.sku == WHOLE_BILL else int(line.quantity) for line in lines]
        for place, units in used.items():
            self._quantity[place] -= units * UNIT
        self._rial = list(case.rest_rial)

    def count(self, places: Sequence[int]) -> int:
        """The whole units on these lines."""
        quantity = self._quantity
        if len(places) == 1:
            return quantity[places[0]] // UNIT
        return sum([quantity[place] // UNIT for place in places])

    def cheapest(self, places: Sequence[int], units: int) -> dict[int, int]:
        """So many of the cheapest units, by the place of their line; of equals those of the smaller stock number."""
        return self._first(places, units, 1)

    def dearest(self, places: Sequence[int], units: int) -> dict[int, int]:
        """So many of the dearest units, by the place of their line; of equals those of the smaller stock number."""
        return self._first(places, units, -1)

    def worth(self, picked: Mapping[int, int]) -> dict[int, int]:
        """What units cost, floored a line; all of a line's quantity is all of its price."""
        rial, quantity = self._rial, self._quantity
        return {place: rial[place] * units * UNIT // quantity[place] for place, units in picked.items()}

    def take(self, picked: Mapping[int, int]) -> None:
        """Takes units off the shelf."""
        for place, rial in self.worth(picked).items():
            self._rial[place] -= rial
            self._quantity[place] -= picked[place] * UNIT

    def _first(self, places: Sequence[int], units: int, sign: int) -> dict[int, int]:
        quantity = self._quantity
        whole = [place for place in places if quantity[place] >= UNIT]
        if len(whole) <= 1:
            return {place: min(units, quantity[place] // UNIT) for place in whole} if units else {}
        # Prices of a unit as whole numbers, exactly: what a quantity that all of them divide would cost.
        much = lcm(*[quantity[place] for place in whole])
        by_price = sorted(
            [(sign * self._rial[place] * (much // quantity[place]), self._order[place], place) for place in whole]
        )
        picked: dict[int, int] = {}
        for *_, place in by_price:
            if not units:
                break
            picked[place] = min(units, quantity[place] // UNIT)
            units -= picked[place]
        return picked


def pick(give: FreeGoods, places: Sequence[int], shelf: Shelf, case: Case) -> Picked:
    """What this gives for the lines of its scope; the shelf stays as it is."""
    match give:
        case FreeItem():
            return _free_item(give, shelf, case)
        case BuyGet():
            return _buy_get(give, places, shelf)
        case CheapestFree():
            return _cheapest_free(give, places, shelf)


def _free_item(give: FreeItem, shelf: Shelf, case: Case) -> Picked:
    on_bill = [place for place in case.open if case.purchase.lines[place].sku == give.sku]
    units = shelf.dearest(on_bill, give.quantity)
    there = sum(units.values())
    figures, names = {"quantity": there}, {"sku": give.sku}
    return Picked(shelf.worth(units), units, give.quantity - there, "off_free_item", figures, names)


def _buy_get(give: BuyGet, places: Sequence[int], shelf: Shelf) -> Picked:
    there, group = shelf.count(places), give.buy + give.get
    groups = there // group if give.groups is None else min(there // group, give.groups)
    if not groups:
        return Picked(short=_units_short(group, there))
    units = shelf.cheapest(places, groups * give.get)
    rial = {place: worth * give.percent // 100 for place, worth in shelf.worth(units).items()}
    figures = {"buy": give.buy, "get": give.get, "percent": give.percent, "quantity": groups * give.get}
    return Picked(rial, units, 0, "off_buy_get", figures)


def _cheapest_free(give: CheapestFree, places: Sequence[int], shelf: Shelf) -> Picked:
    there = shelf.count(places)
    if there < give.of:
        return Picked(short=_units_short(give.of, there))
    units = shelf.cheapest(places, 1)
    return Picked(shelf.worth(units), units, 0, "off_cheapest_free", {"of": give.of, "quantity": 1})


def _units_short(at_least: int, there: int) -> Reason:
    return Reason("unmet_units", figures={"at_least": at_least, "missing": at_least - there})
