"""Bills in a story: keys, quotes, parking, tenders, refunds, undoing, reassigning."""

import pytest
from tests.domain.club.played_stories import BASE, bought, played, refusals

MONEY = {"cards": {"kind": "gift_card", "price_rial": 1_000_000}, "charge": {"kind": "top_up", "price_rial": 500_000}}
SARA_AND_ALI = [{"id": "sara"}, {"id": "ali"}]


def points_of(answer, member="sara"):
    return answer.state.members[member].account.balance


def test_a_replay_gives_the_first_answer_and_changes_nothing():
    answer = played(bought(500_000, key="k"), bought(300_000), bought(500_000, key="k"))
    first, _, again = answer.results
    assert (again.repeated, again.points, again.account) == (True, first.points, first.account)
    assert points_of(answer) == 8


def test_a_key_with_other_content_is_refused():
    answer = played(bought(500_000, key="k"), bought(500_001, key="k"))
    assert refusals(answer) == [None, "key_reused"]
    assert points_of(answer) == 5


def test_a_refused_event_changes_nothing_and_leaves_its_key_free():
    redeem = {"event": "redeem", "member": "sara", "points": 7, "key": "r"}
    answer = played(bought(500_000), redeem, bought(500_000), redeem)
    assert refusals(answer) == [None, "not_enough_points", None, None]
    assert points_of(answer) == 3
    refused, without = played(bought(500_000), redeem), played(bought(500_000))
    assert refused.state == without.state


def test_a_quote_and_a_parked_bill_post_nothing():
    answer = played(
        bought(500_000),
        {**bought(900_000), "event": "quote"},
        {**bought(900_000), "event": "park", "id": "p"},
    )
    assert [result.points for result in answer.results] == [5, 9, 9]
    assert points_of(answer) == 5
    assert answer.state.parked == ("p",)


def test_a_recalled_bill_is_worked_out_anew():
    answer = played(
        {**bought(900_000), "event": "park", "id": "p"},
        {"event": "adjust", "member": "sara", "points": 100, "reason": "gift"},
        {"event": "recall", "of": "p", "redeem": "max"},
        {"event": "recall", "of": "p"},
        {"event": "refund", "of": "p"},
    )
    assert refusals(answer)[3] == "parked_unknown"
    assert (answer.results[2].money_off_rial, answer.results[2].payable_rial) == (100_000, 800_000)
    assert points_of(answer) == 100


def test_a_cancelled_bill_is_gone():
    answer = played(
        {**bought(900_000), "event": "park", "id": "p"}, {"event": "cancel", "of": "p"}, {"event": "recall", "of": "p"}
    )
    assert refusals(answer) == [None, None, "parked_unknown"]


def test_gift_cards_and_the_wallet_are_sold_pay_and_get_their_money_back():
    sell = {"event": "purchase", "member": "sara", "lines": [{"sku": "cards", "gift_card": "77"}, {"sku": "charge"}]}
    tenders = [{"kind": "gift_card", "rial": 800_000, "number": "77"}, {"kind": "wallet", "rial": 200_000}]
    answer = played(
        sell,
        bought(1_000_000, tenders=tenders, id="paid"),
        bought(1_000_000, tenders=tenders, id="short"),
        {"event": "refund", "of": "paid", "amount_rial": 500_000},
        catalogue=MONEY,
    )
    assert refusals(answer) == [None, None, "gift_card_short", None]
    assert (answer.results[0].points, answer.results[1].points) == (0, 10)
    assert [(back.kind, back.rial) for back in answer.results[3].tenders_back] == [
        ("gift_card", 400_000),
        ("wallet", 100_000),
    ]
    assert answer.state.gift_cards == {"77": 600_000}
    assert answer.state.members["sara"].account.wallet_rial == 400_000


def test_a_gift_card_that_was_spent_cannot_be_given_back():
    sell = {"event": "purchase", "lines": [{"sku": "cards", "gift_card": "77"}], "id": "sold"}
    tender = [{"kind": "gift_card", "rial": 300_000, "number": "77"}]
    answer = played(sell, bought(300_000, tenders=tender), {"event": "refund", "of": "sold"}, catalogue=MONEY)
    assert refusals(answer)[2] == "gift_card_spent"
    assert answer.state.gift_cards == {"77": 700_000}


def test_full_refund_takes_everything_back():
    programme = {
        "rules": [BASE, {"id": "nx", "give": {"type": "coupon", "plan": "next"}}],
        "coupons": [{"id": "next", "give": {"type": "percent_off", "percent": 10}, "life_days": 30}],
    }
    answer = played(
        bought(1_000_000),
        bought(2_000_000, coupons=["next"], redeem=10, id="b"),
        {"event": "refund", "of": "b"},
        programme=programme,
    )
    before, _, after = (result.account for result in answer.results)
    assert answer.results[1].discount_rial == 200_000
    assert (after.balance, after.lots, after.coupons) == (before.balance, before.lots, before.coupons)
    assert answer.results[2].value_rial == 1_800_000
    assert answer.results[2].cash_rial == 1_790_000


def test_undo_is_for_the_last_posting_and_half_a_minute():
    late = {"event": "undo", "at": "1405/09/10 18:00:31"}
    answer = played(bought(500_000), late, {"event": "undo"}, {"event": "undo"}, {"event": "undo", "of": "none"})
    assert refusals(answer) == [None, "undo_too_late", None, "already_undone", "receipt_unknown"]
    assert points_of(answer) == 0
    other = played(bought(500_000, id="a"), bought(500_000), {"event": "undo", "of": "a"})
    assert refusals(other)[2] == "undo_not_last"


TWO = (bought(500_000, id="a"), bought(700_000, id="b"))
UNDO = {"event": "undo"}


def test_a_sale_after_which_goods_came_back_is_not_the_last_posting():
    """As at the counter: a refund has a slip of its own, and is never undone itself."""
    back = {"event": "refund", "of": "a", "id": "back"}
    answer = played(*TWO, back, UNDO, {**UNDO, "of": "b"}, {**UNDO, "of": "back"}, {**UNDO, "of": "a"})
    assert refusals(answer)[3:] == ["not_a_sale", "undo_not_last", "not_a_sale", "undo_not_last"]
    assert answer.results[3].refused.figures == {"number": "back", "kind": "refund"}
    assert answer.state.members["sara"].account.balance == 7


def test_a_sale_after_the_refund_is_the_last_posting_again():
    answer = played(*TWO, {"event": "refund", "of": "a"}, bought(900_000), UNDO, {**UNDO, "of": "#4"})
    assert refusals(answer)[3:] == [None, None, "already_undone"]
    assert answer.state.members["sara"].account.balance == 7


@pytest.mark.parametrize(
    "between",
    [
        {"event": "adjust", "member": "sara", "points": 3, "reason": "x"},
        {"event": "quote", "member": "sara", "amount_rial": 100_000},
        {"event": "refund", "of": "b", "amount_rial": 9_000_000},
    ],
)
def test_acts_without_a_slip_do_not_stand_between(between):
    assert refusals(played(*TWO, between, UNDO))[3] is None


def test_a_refund_is_no_sale_and_its_name_is_taken():
    answer = played(*TWO, {"event": "refund", "of": "a", "id": "#5"}, {"event": "refund", "of": "#5"}, bought(700))
    assert refusals(answer)[3:] == ["not_a_sale", "event_id_taken"]


def test_a_redemption_can_be_undone():
    answer = played(bought(500_000), {"event": "redeem", "member": "sara", "points": 3}, {"event": "undo"})
    assert [result.account.balance for result in answer.results] == [5, 2, 5]


def test_a_sale_finds_its_member_on_its_day():
    first = bought(500_000, id="a")
    move = {"event": "reassign", "of": "a", "member": "ali", "reason": "wrong card"}
    answer = played(first, move, {"event": "refund", "of": "a", "amount_rial": 100_000}, members=SARA_AND_ALI)
    assert refusals(answer) == [None, None, None]
    assert (points_of(answer), points_of(answer, "ali")) == (0, 4)
    assert answer.state.members["ali"].spend_rial == 400_000
    assert answer.state.members["sara"].spend_rial == 0
    late = played(first, {"event": "clock", "days": 1}, move, members=SARA_AND_ALI)
    assert refusals(late)[2] == "reassign_too_late"


def test_points_that_were_taken_off_are_the_right_members_own():
    start = {"event": "adjust", "member": "sara", "points": 50, "reason": "x"}
    move = {"event": "reassign", "of": "a", "member": "ali", "reason": "wrong card"}
    poor = played(start, bought(500_000, redeem=20, id="a"), move, members=SARA_AND_ALI)
    assert refusals(poor)[2] == "not_enough_points"
    assert points_of(poor) == 34
    rich = played(start, {**start, "member": "ali"}, bought(500_000, redeem=20, id="a"), move, members=SARA_AND_ALI)
    assert (points_of(rich), points_of(rich, "ali")) == (50, 34)


def test_an_anonymous_sale_earns_nothing_until_it_is_claimed():
    sale = {"event": "purchase", "amount_rial": 500_000, "id": "a"}
    answer = played(sale, {"event": "reassign", "of": "a", "member": "sara", "reason": "forgot the card"})
    assert answer.results[0].points == 0
    assert points_of(answer) == 5


def test_a_unit_price_comes_from_the_catalogue_rounded_half_up():
    catalogue = {"tea": {"price_rial": 333_333}}
    lines = [{"sku": "tea", "thousandths": 1_500}]
    known = played({"event": "quote", "lines": lines}, {"event": "quote", "lines": [{"sku": "x"}]}, catalogue=catalogue)
    assert known.results[0].payable_rial == 500_000
    assert refusals(known) == [None, "price_unknown"]
