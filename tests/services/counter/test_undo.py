from msgspec import structs
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, account, nothing_written, number_of, publish, refused, sell

from vafa.domain.receipt import ReceiptKind


def test_the_last_posting_is_undone_for_half_a_minute(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    posting = sell(little, rial=2_000_000, redeem=50)
    clock.forward(seconds=30)
    receipt = little.shop.undo(number_of(posting)).receipt
    assert (receipt.kind, receipt.number) == (ReceiptKind.CANCELLED, number_of(posting))
    assert account(little) == (100, 0, 0)
    assert little.shop.read_slip(number_of(posting)).kind is ReceiptKind.CANCELLED


def test_later_than_that_it_is_a_refund(little: LittleShop, clock: HandClock):
    posting = sell(little)
    clock.forward(seconds=30, milliseconds=1)
    with nothing_written(little), refused("undo_too_late", seconds=30):
        little.shop.undo(number_of(posting))


def test_only_the_last_posting_is_undone(little: LittleShop):
    first, second = sell(little), sell(little, OMID)
    with refused("undo_not_last"):
        little.shop.undo(number_of(first))
    little.shop.undo(number_of(second))
    with refused("undo_not_last"):
        little.shop.undo(number_of(first))
    with refused("already_undone"):
        little.shop.undo(number_of(second))
    assert number_of(sell(little)) == "F-3"


def test_a_sale_with_a_refund_is_not_undone_and_a_refund_neither(little: LittleShop):
    posting = sell(little)
    refund = little.shop.take_back(number_of(posting), amount_rial=400_000)
    with refused("undo_not_last"):
        little.shop.undo(number_of(posting))
    with refused("not_a_sale", kind="refund"):
        little.shop.undo(number_of(refund))
    assert account(little) == (6, 0, 0)


def test_a_redemption_is_undone_too(little: LittleShop):
    sell(little, rial=10_000_000)
    voucher = little.shop.redeem(SARA, 60)
    assert account(little) == (40, 0, 0)
    receipt = little.shop.undo(number_of(voucher)).receipt
    assert receipt.standing is not None
    assert (receipt.kind, receipt.standing.saved_this_year_rial) == (ReceiptKind.CANCELLED, 0)
    assert account(little) == (100, 0, 0)


def test_a_reassigned_sale_is_undone_for_its_present_member(little: LittleShop):
    posting = sell(little)
    little.shop.reassign(number_of(posting), OMID, "wrong card")
    little.shop.undo(number_of(posting))
    assert account(little, SARA) == account(little, OMID) == (0, 0, 0)


def test_the_same_key_is_the_same_undo(little: LittleShop, clock: HandClock):
    posting = sell(little)
    first = little.shop.undo(number_of(posting), key="u")
    clock.forward(minutes=5)
    with nothing_written(little):
        assert little.shop.undo(number_of(posting), key="u") == structs.replace(first, repeated=True)
        with refused("key_reused"):
            little.shop.undo("F-99", key="u")


def test_an_undone_key_is_not_a_new_sale(little: LittleShop):
    posting = sell(little, key="k")
    little.shop.undo(number_of(posting))
    with nothing_written(little):
        assert sell(little, key="k").event_id == posting.event_id


def test_an_undo_after_the_programme_changed_takes_back_what_was_given(little: LittleShop):
    posting = sell(little)
    publish(little, pending_days=5)
    little.shop.undo(number_of(posting))
    assert account(little) == (0, 0, 0)


def test_a_clock_that_was_ahead_does_not_stretch_the_time_for_it(little: LittleShop, clock: HandClock):
    clock.forward(days=20)
    posting = sell(little)
    clock.forward(days=-20)
    little.shop.set_clock()
    with refused("undo_too_late"):
        little.shop.undo(number_of(posting))
