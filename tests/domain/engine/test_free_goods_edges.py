"""Edges of free goods: which units of a bill are whole, and which of one product is the dearest."""

import pytest
from tests.domain.engine.bills import bill, case_of, line

from vafa.domain.engine.discounting import take_discounts
from vafa.domain.purchase import Purchase
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import BuyGet, FreeItem
from vafa.domain.rulebook.plans import Rule


def _left(give: object, on: Purchase) -> tuple[list[int], int]:
    """What the lines cost then, and how many units are handed over."""
    case = case_of(Programme(rules=(Rule(id="r", give=give),)), on)
    taken = take_discounts(case)
    return case.rest_rial, sum(one.quantity for one in taken.handed)


def test_the_dearest_unit_of_a_product_is_free_wherever_it_stands():
    """A pack of three for 300, one for 120 and two for 160: the single one goes first, then one of the three."""
    lines = line("tea", 300, 3), line("tea", 120), line("tea", 160, 2)
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        on = bill(*(lines[place] for place in order))
        for units, left in ((1, {300: 300, 120: 0, 160: 160}), (2, {300: 200, 120: 0, 160: 160})):
            rest_rial, handed = _left(FreeItem("tea", units), on)
            assert ({one.price_rial: rest for one, rest in zip(on.lines, rest_rial, strict=True)}, handed) == (left, 0)
    cheap, dear = line("tea", 50), line("tea", 400, 2)
    assert _left(FreeItem("tea"), bill(cheap, dear)) == ([50, 200], 0)
    assert _left(FreeItem("tea"), bill(dear, cheap)) == ([200, 50], 0)
    assert _left(FreeItem("tea"), bill(line("tea", 100), line("tea", 90))) == ([0, 90], 0)


@pytest.mark.parametrize(
    ("lines", "left_rial", "handed"),
    [
        ([line("rice", 1_900, 1.9)], [900], 2),
        ([line("rice", 1_900, 1.9), line("rice", 3_750, 2.5)], [900, 750], 0),
        ([line("rice", 900, 0.9), line("rice", 1_500, 1.5)], [900, 500], 2),
    ],
)
def test_of_weighed_goods_only_whole_kilograms_are_free_and_the_others_are_handed_over(lines, left_rial, handed):
    assert _left(FreeItem("rice", 3), bill(*lines)) == (left_rial, handed)


@pytest.mark.parametrize(("groups", "made_cheaper"), [(1, 1), (2, 2), (3, 2), (9, 2), (None, 2)])
def test_only_whole_groups_count_however_many_are_allowed(groups, made_cheaper: int):
    assert _left(BuyGet(1, 1, 50, groups), bill(line("tea", 500, 5))) == ([500 - 50 * made_cheaper], 0)


def test_the_percent_of_a_group_is_floored():
    assert _left(BuyGet(1, 1, 50), bill(line("tea", 202, 2))) == ([152], 0)
