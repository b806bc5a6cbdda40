from msgspec import structs
from tests.fakes.hand_clock import A_MORNING, HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import NIMA, OMID, SARA, account, nothing_written, number_of, publish, refused, sell

from vafa.domain.rulebook.effects import Multiplier, PointsPerAmount
from vafa.domain.rulebook.plans import Rule
from vafa.domain.who import NOBODY


def test_the_final_member_earns_and_the_first_ones_points_go(little: LittleShop):
    posting = sell(little, SARA, rial=4_250_000)
    moved = little.shop.reassign(number_of(posting), OMID, "scanned the wrong card")
    assert (account(little, SARA), account(little, OMID)) == ((0, 0, 0), (42, 0, 0))
    assert moved.receipt.member_mobile == OMID.mobile
    assert little.shop.read_slip(number_of(posting)).member_mobile == OMID.mobile


def test_points_that_were_taken_off_move_along(little: LittleShop):
    sell(little, SARA, rial=10_000_000)
    sell(little, OMID, rial=20_000_000)
    posting = sell(little, SARA, rial=1_000_000, redeem=80)
    little.shop.reassign(number_of(posting), OMID, "x")
    assert (account(little, SARA), account(little, OMID)) == ((100, 0, 0), (129, 0, 0))
    saved = [little.shop.look_up(who).standing.saved_this_year_rial for who in (SARA, OMID)]
    assert saved == [0, 80_000]


def test_whoever_cannot_pay_the_points_is_not_the_one(little: LittleShop):
    sell(little, SARA, rial=10_000_000)
    posting = sell(little, SARA, redeem=80)
    with nothing_written(little), refused("not_enough_points", points=80, spendable=0):
        little.shop.reassign(number_of(posting), OMID, "x")


def test_the_receipts_own_points_do_not_pay_for_it_at_the_new_member(little: LittleShop):
    sell(little, SARA, rial=1_000_000)
    posting = sell(little, SARA, rial=90_000_000, redeem=10)
    with refused("not_enough_points"):
        little.shop.reassign(number_of(posting), OMID, "x")


def test_a_nameless_receipt_finds_its_member(little: LittleShop):
    posting = sell(little, NOBODY, rial=4_250_000)
    little.shop.reassign(number_of(posting), SARA, "found the card")
    assert account(little, SARA) == (42, 0, 0)


def test_the_first_member_may_owe_what_he_spent_meanwhile(little: LittleShop):
    posting = sell(little, SARA, rial=10_000_000)
    little.shop.redeem(SARA, 100)
    little.shop.reassign(number_of(posting), OMID, "x")
    assert (account(little, SARA), account(little, OMID)) == ((0, 0, 100), (100, 0, 0))


def test_it_can_go_round_and_come_home(little: LittleShop):
    posting = sell(little, SARA, rial=4_250_000)
    for who in (OMID, NIMA, SARA):
        little.shop.reassign(number_of(posting), who, "x")
    assert [account(little, who) for who in (SARA, OMID, NIMA)] == [(42, 0, 0), (0, 0, 0), (0, 0, 0)]


def test_a_refund_afterwards_concerns_the_final_member(little: LittleShop):
    sell(little, SARA, rial=10_000_000)
    sell(little, OMID, rial=10_000_000)
    posting = sell(little, SARA, rial=1_000_000, redeem=50)
    little.shop.reassign(number_of(posting), OMID, "x")
    half = little.shop.take_back(number_of(posting), amount_rial=500_000).receipt
    assert half.member_mobile == OMID.mobile
    little.shop.take_back(number_of(posting))
    assert account(little, SARA) == account(little, OMID) == (100, 0, 0)
    with refused("already_refunded"):
        little.shop.reassign(number_of(posting), SARA, "x")


def test_the_receipt_is_listed_with_its_final_member(little: LittleShop):
    posting = sell(little, SARA, rial=4_250_000)
    little.shop.reassign(number_of(posting), OMID, "x")
    listed = [[row.event_id for row in little.shop.look_up(who).receipts] for who in (SARA, OMID)]
    assert listed == [[], [posting.event_id]]


def test_the_terms_of_the_day_of_the_sale_stay(little: LittleShop):
    posting = sell(little, SARA, rial=1_000_000)
    publish(little, rules=(Rule("base", PointsPerAmount()), Rule("double", Multiplier(2))), pending_days=9)
    assert little.shop.reassign(number_of(posting), OMID, "x").receipt.points_earned == 10
    assert account(little, OMID) == (10, 0, 0)


def test_the_business_day_ends_at_four_in_the_morning(little: LittleShop, clock: HandClock):
    clock.set(A_MORNING.replace(hour=20, minute=40))
    late = sell(little, SARA)
    clock.set(A_MORNING.replace(day=22, hour=0, minute=29, second=59))
    little.shop.reassign(number_of(late), OMID, "still the same evening")
    clock.forward(seconds=1)
    with nothing_written(little), refused("reassign_too_late"):
        little.shop.reassign(number_of(late), SARA, "x")


def test_what_is_not_reassigned(little: LittleShop):
    posting = sell(little)
    voucher = little.shop.redeem(SARA, 1)
    gone = sell(little, OMID)
    little.shop.undo(number_of(gone))
    with nothing_written(little):
        with refused("same_member"):
            little.shop.reassign(number_of(posting), SARA, "x")
        with refused("reason_missing"):
            little.shop.reassign(number_of(posting), OMID, "  ")
        with refused("not_a_sale"):
            little.shop.reassign(number_of(voucher), OMID, "x")
        with refused("already_undone"):
            little.shop.reassign(number_of(gone), SARA, "x")
        with refused("member_unknown"):
            little.shop.reassign(number_of(posting), NOBODY, "x")
    little.shop.take_back(number_of(posting), amount_rial=1)
    with refused("already_refunded", amount_rial=1):
        little.shop.reassign(number_of(posting), OMID, "x")


def test_the_same_key_is_the_same_reassignment(little: LittleShop, clock: HandClock):
    posting = sell(little)
    first = little.shop.reassign(number_of(posting), OMID, "x", key="m")
    clock.forward(days=1)
    with nothing_written(little):
        again = little.shop.reassign(number_of(posting), OMID, "x", key="m")
        assert again == structs.replace(first, repeated=True)
        with refused("key_reused"):
            little.shop.reassign(number_of(posting), NIMA, "x", key="m")
