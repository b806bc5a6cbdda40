import pytest
from tests.domain.engine.bills import bill, case_of, line

from vafa.domain.engine.discounting import take_discounts
from vafa.domain.engine.known import Goods
from vafa.domain.engine.outcome import Handed, HandedKind
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.conditions import Limit, LimitOf, Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import BuyGet, CheapestFree, FreeItem
from vafa.domain.rulebook.plans import Rule


def taken_by(*gives, on, goods=None, **parts):
    programme = Programme(rules=tuple(Rule(id=f"r{i}", give=give, **parts) for i, give in enumerate(gives)))
    case = case_of(programme, on, goods=goods)
    return case, take_discounts(case)


@pytest.mark.parametrize(
    ("units", "free"),
    [(2, 0), (2.999, 0), (3, 1), (5, 1), (6, 2), (6.5, 2), (9, 3)],
)
def test_of_every_three_whole_units_one_is_free(units, free):
    case, _ = taken_by(BuyGet(2), on=bill(line("tea", round(100 * units), units)))
    assert case.rest_rial == [round(100 * units) - 100 * free]


def test_the_cheapest_units_of_the_scope_are_the_free_ones():
    on = bill(line("a", 900, 3), line("b", 200, 2), line("c", 50), line("d", 10))
    case, taken = taken_by(BuyGet(1), on=on, scope=Scope(except_products=("d",)))
    assert case.rest_rial == [900, 0, 0, 10]
    assert taken.steps[0].code == "off_buy_get"
    assert taken.steps[0].figures == {"buy": 1, "get": 1, "percent": 100, "quantity": 3}


def test_groups_and_percent_bound_what_is_given():
    case, _ = taken_by(BuyGet(1, 1, 50, 2), on=bill(line("a", 999, 9)))
    assert case.rest_rial == [888]
    case, _ = taken_by(BuyGet(2, 2), on=bill(line("a", 100), line("b", 90), line("c", 80), line("d", 70)))
    assert case.rest_rial == [100, 90, 0, 0]


def test_the_cheapest_is_free_from_so_many_units_on():
    case, taken = taken_by(CheapestFree(3), on=bill(line("a", 100), line("b", 40), line("c", 41)))
    assert case.rest_rial == [100, 0, 41]
    assert (taken.steps[0].code, taken.steps[0].figures) == ("off_cheapest_free", {"of": 3, "quantity": 1})
    case, taken = taken_by(CheapestFree(3), on=bill(line("a", 100), line("b", 40)))
    assert case.rest_rial == [100, 40]
    (near,) = taken.declined
    assert (near.code, near.figures) == ("unmet_units", {"at_least": 3, "missing": 1})


def test_a_part_of_a_kilogram_is_no_unit():
    on = bill(line("rice", 1_900, 1.9), line("tea", 2_000, 2))
    case, _ = taken_by(CheapestFree(3), on=on)
    assert case.rest_rial == [900, 2_000]
    case, _ = taken_by(CheapestFree(4), on=on)
    assert case.rest_rial == [1_900, 2_000]


def test_a_bill_typed_as_one_amount_has_no_units():
    case, _ = taken_by(CheapestFree(1), on=purchase_of(1_000_000))
    assert case.rest_rial == [1_000_000]


def test_equally_cheap_units_go_by_stock_number():
    for lines in ((line("b", 100), line("a", 100), line("c", 100)), (line("c", 100), line("b", 100), line("a", 100))):
        case, _ = taken_by(CheapestFree(3), on=bill(*lines))
        assert dict(zip([one.sku for one in lines], case.rest_rial, strict=True)) == {"a": 0, "b": 100, "c": 100}


def test_the_dearest_unit_of_a_free_item_costs_nothing():
    on = bill(line("tea", 300, 3), line("tea", 150), line("rice", 900))
    case, taken = taken_by(FreeItem("tea"), on=on)
    assert case.rest_rial == [300, 0, 900]
    assert taken.handed == ()
    (step,) = taken.steps
    assert (step.code, step.figures, step.names) == ("off_free_item", {"quantity": 1}, {"sku": "tea"})
    case, _ = taken_by(FreeItem("tea", 3), on=on)
    assert case.rest_rial == [100, 0, 900]


@pytest.mark.parametrize(
    ("goods", "cost_rial"),
    [(None, 0), (Goods(cost_rial=70, price_rial=90), 70), (Goods(price_rial=90), 90), (Goods(cost_rial=0), 0)],
)
def test_a_free_item_that_is_not_on_the_bill_is_handed_over(goods, cost_rial):
    case, taken = taken_by(FreeItem("tea"), on=bill(line("rice", 900)), goods={"tea": goods} if goods else {})
    assert case.rest_rial == [900]
    assert taken.discounts == ()
    assert taken.handed == (Handed(HandedKind.ITEM, "tea", "r0", 1, cost_rial),)
    assert [(step.code, step.figures, step.names) for step in taken.steps] == [
        ("handed_item", {"quantity": 1}, {"id": "tea"})
    ]


def test_what_is_missing_of_a_free_item_is_handed_over_with_it():
    case, taken = taken_by(FreeItem("tea", 3), on=bill(line("tea", 100), line("rice", 900)))
    assert case.rest_rial == [0, 900]
    assert taken.handed == (Handed(HandedKind.ITEM, "tea", "r0", 2),)
    assert [step.code for step in taken.steps] == ["off_free_item", "handed_item"]


def test_a_free_item_is_given_for_the_goods_of_its_scope():
    scope, when = Scope(products=("rice",)), When(min_amount_rial=900)
    case, taken = taken_by(FreeItem("tea"), on=bill(line("tea", 100)), scope=scope)
    assert (case.rest_rial, taken.handed) == ([100], ())
    case, _ = taken_by(FreeItem("tea"), on=bill(line("tea", 100), line("rice", 900)), scope=scope, when=when)
    assert case.rest_rial == [0, 900]


def test_a_unit_is_made_free_once():
    on = bill(line("a", 100), line("b", 200), line("c", 300))
    case, taken = taken_by(CheapestFree(3), CheapestFree(2), CheapestFree(2), on=on)
    assert case.rest_rial == [0, 0, 300]
    assert [one.rial for one in taken.discounts] == [100, 200]
    case, _ = taken_by(BuyGet(1, 1, 50), BuyGet(1, 1, 50), on=bill(line("a", 400, 4)))
    assert case.rest_rial == [250], "of four two became cheaper, and of the other two one"


def test_limits_bind_free_goods_too():
    limit = Limit(LimitOf.RIAL, 150)
    case, taken = taken_by(BuyGet(1), on=bill(line("a", 100), line("b", 100), line("c", 300, 2)), limits=(limit,))
    assert case.rest_rial == [25, 25, 300]
    assert taken.steps[0].figures["left_rial"] == 150


def test_of_one_product_at_one_price_the_smaller_quantity_goes_first():
    for lines in ((line("tea", 300, 3), line("tea", 200, 2)), (line("tea", 200, 2), line("tea", 300, 3))):
        case, _ = taken_by(BuyGet(4), on=bill(*lines))
        assert dict(zip([one.price_rial for one in lines], case.rest_rial, strict=True)) == {300: 300, 200: 100}
