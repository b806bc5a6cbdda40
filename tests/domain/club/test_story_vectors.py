"""The worked figures of the domain, each played as a story."""

import pytest
from tests.domain.club.played_stories import BASE, bought, played, refusals

EARN_ROUNDING = [
    (99_999, (1, 1), 0),
    (100_000, (1, 1), 1),
    (1_250_000, (3, 2), 18),
    (1_266_667, (3, 2), 19),
    (12_345_678, (5, 4), 154),
]


@pytest.mark.parametrize(("amount_rial", "factor", "points"), EARN_ROUNDING)
def test_earn_rounding(amount_rial, factor, points):
    numerator, denominator = factor
    times = {"id": "times", "give": {"type": "multiplier", "numerator": numerator, "denominator": denominator}}
    answer = played(bought(amount_rial), programme={"rules": [BASE, times]})
    result = answer.results[0]
    assert result.points == points
    assert sum(reason.points for reason in result.reasons) == points
    assert result.account.balance == points


def test_vat_inclusive():
    programme = {"rules": [BASE], "vat": "excluded", "vat_percent": 10}
    assert played(bought(1_100_000), programme=programme).results[0].points == 10


@pytest.mark.parametrize(("vat", "points"), [("excluded", 7), ("included", 8)])
def test_discount_allocation(vat, points):
    """A discount on the whole bill, 100,000 of 1,100,000, spread by largest remainder; the third line earns nothing."""
    lines = [{"sku": sku, "price_rial": rial} for sku, rial in (("oil", 550_000), ("tea", 330_000), ("rice", 220_000))]
    programme = {"rules": [BASE], "vat": vat, "vat_percent": 10, "excluded": ["rice"]}
    purchase = {"event": "purchase", "member": "sara", "lines": lines, "amount_rial": 1_000_000, "id": "bill"}
    back = [{"event": "refund", "of": "bill", "lines": [{"sku": sku}]} for sku in ("oil", "tea", "rice")]
    answer = played(purchase, *back, programme=programme)
    assert answer.results[0].points == points
    assert [result.value_rial for result in answer.results[1:]] == [500_000, 300_000, 200_000]
    assert sum(result.points_clawed for result in answer.results) == points


def test_ledger():
    answer = played(
        bought(4_250_000, id="S1"),
        bought(2_999_000, id="S2"),
        {"event": "redeem", "member": "sara", "points": 50},
        {"event": "refund", "of": "S1", "amount_rial": 2_000_000},
        {"event": "refund", "of": "S2"},
    )
    accounts = [result.account for result in answer.results]
    assert [account.balance for account in accounts] == [42, 71, 21, 1, -28]
    assert [[lot.points for lot in account.lots] for account in accounts] == [[42], [42, 29], [21], [1], []]
    assert accounts[-1].debt == 28
    assert [result.points_clawed for result in answer.results] == [0, 0, 0, 20, 29]


MARGIN_GUARD = [
    # share of sales as points in percent, as instant discount, expected share and conservative one in 1/10,000
    (1, 0, 269, 455),
    (2, 0, 538, 909),
    (3, 3, 2171, 2727),
]


def guarded(points_percent: int, off_percent: int, most_percent: int = 100) -> dict:
    """A programme that gives so much; what it gives instantly does not lower what earns."""
    rules = [{"id": "give", "give": {"type": "points_fixed", "points": 10_000 * points_percent}}]
    if off_percent:
        rules.append({"id": "off", "give": {"type": "percent_off", "percent": off_percent}})
    guard = {"most_percent": most_percent, "cost_percent": 80, "used_percent": 74}
    return {"rules": rules, "guard": guard, "vat_percent": 0}


def past_and(*events: dict):
    """A past of one bill: sales of 1,000,000,000, cost 780,000,000, margin 220,000,000."""
    catalogue = {"goods": {"price_rial": 1_000_000_000, "cost_rial": 780_000_000}}
    sale = {"event": "purchase", "member": "sara", "lines": [{"sku": "goods"}]}
    return played(sale, *events, catalogue=catalogue, programme={"rules": [], "vat_percent": 0})


@pytest.mark.parametrize(("points_percent", "off_percent", "expected", "conservative"), MARGIN_GUARD)
def test_margin_guard(points_percent, off_percent, expected, conservative):
    answer = past_and({"event": "publish", "programme": guarded(points_percent, off_percent)})
    guard = answer.results[1].guard
    assert guard["sales_rial"] == 1_000_000_000
    assert guard["margin_rial"] == 220_000_000
    assert abs(guard["expected_share_of_10000"] - expected) <= 1
    assert abs(guard["conservative_share_of_10000"] - conservative) <= 1


def test_what_passes_on_expectation_alone_is_refused():
    bold = guarded(3, 3, most_percent=25)
    answer = past_and(
        {"event": "publish", "programme": bold},
        {"event": "publish", "programme": bold, "override": True},
        {"event": "publish", "programme": bold, "override": True, "reason": "opening week"},
    )
    assert refusals(answer) == [None, "guard_exceeded", "reason_missing", None]
    assert answer.state.programme_version == 2


BIRTHDAY_30_ESFAND = {
    1405: ("1405/12/29", "2027-03-20"),
    1406: ("1406/12/29", "2028-03-19"),
    1407: ("1407/12/29", "2029-03-19"),
    1408: ("1408/12/30", "2030-03-20"),
}


def test_birthday_30_esfand():
    """Every day from 28 Esfand to 1 Farvardin, four years: the gift comes once a year, on the right day."""
    rule = {"id": "born", "on": "birthday", "give": {"type": "points_fixed", "points": 10}}
    days = [
        {"event": "birthdays", "at": f"{day} 10:00"}
        for year in BIRTHDAY_30_ESFAND
        for day in (f"{year}/12/28", f"{year}/12/29", *([f"{year}/12/30"] if year == 1408 else []), f"{year + 1}/01/01")
    ]
    answer = played(*days, programme={"rules": [rule]}, members=[{"id": "sara", "birthday": "1370/12/30"}])
    given = [result.at[:10] for result in answer.results if any(award.points for award in result.awards)]
    assert given == [gregorian for _, gregorian in BIRTHDAY_30_ESFAND.values()]
    assert answer.state.members["sara"].account.balance == 40
