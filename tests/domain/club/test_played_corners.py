"""Corners of a programme that a story can reach: each answered as the document says."""

import pytest
from tests.domain.club.played_stories import BASE, bought, played, refusals

RISING = {
    "tiers": {
        "tiers": [{"id": "s", "at_least": 0}, {"id": "g", "at_least": 1_000_000}, {"id": "p", "at_least": 2_000_000}],
        "counts_at_once": True,
    },
    "rules": [
        BASE,
        {"id": "gold", "give": {"type": "multiplier", "numerator": 2}, "when": {"tiers": ["g"]}},
        {"id": "plus", "give": {"type": "percent_off", "percent": 10}, "when": {"tiers": ["p"]}},
    ],
}


@pytest.mark.parametrize(
    ("amount_rial", "payable_rial", "points"),
    [
        (999_999, 999_999, 9),
        (1_000_000, 1_000_000, 20),
        (2_000_000, 2_000_000, 40),  # with the discount of the highest tier it would not be reached
        (2_500_000, 2_250_000, 22),
    ],
)
def test_a_bill_counts_at_once_for_the_tier_that_it_reaches(amount_rial, payable_rial, points):
    tenders = [{"kind": "cash", "rial": payable_rial}]
    result = played(bought(amount_rial, tenders=tenders), programme=RISING).results[0]
    assert (result.refused, result.payable_rial, result.points) == (None, payable_rial, points)


def test_a_bill_counts_for_the_next_one_unless_the_programme_says_more():
    later = {**RISING, "tiers": {**RISING["tiers"], "counts_at_once": False}}
    answer = played(bought(1_000_000), bought(1_000_000), programme=later)
    assert [result.points for result in answer.results] == [10, 20]


def test_who_is_no_member_has_no_birthday():
    when = {"members_only": False, "birthday_within_days": 183}
    rule = {"id": "b", "give": {"type": "percent_off", "percent": 10}, "when": when}
    answer = played(bought(1_000_000, member=""), programme={"rules": [rule]})
    assert answer.results[0].discount_rial == 0


@pytest.mark.parametrize(
    ("day", "code"),
    [("1405/09/11", "budget_used_up"), ("1405/09/12", "budget_closed")],
)
def test_a_budget_that_is_not_of_this_day_is_not_called_spent(day, code):
    budget = {"id": "b", "rial": 5_000, "from": "1405/09/01", "to": "1405/09/11"}
    gift = {"id": "g", "give": {"type": "points_fixed", "points": 5}, "budget": "b"}
    programme = {"rules": [BASE, gift], "budgets": [budget]}
    answer = played(bought(1_000_000), bought(1_000_000, at=day), programme=programme)
    assert [reason.code for reason in answer.results[1].declined] == [code]


@pytest.mark.parametrize("kind", ["points", "coupon", "discount"])
def test_what_lowers_a_bill_does_not_pay_it(kind):
    assert refusals(played(bought(1_000, tenders=[{"kind": kind, "rial": 1_000}]))) == ["tender_invalid"]


def test_a_long_unknown_code_is_said_shortly():
    declined = played(bought(1_000, codes=["x" * 5_000])).results[0].declined
    assert [reason.names["code"] for reason in declined] == ["X" * 32]
