"""Goods that come back, receipts printed again, receipts of the wrong member."""

import pytest
from tests.fakes.counter_desk import PINS
from tests.fakes.little_shop import MOBILES

from vafa.domain.errors import Trouble
from vafa.domain.receipt import ReceiptKind
from vafa.domain.who import by_mobile
from vafa.ui.counter.counter_state import Mode, PostedKind, Step, ToastKind, WayOn


@pytest.fixture
def sold(counter):
    """A purchase of 1,000,000 Toman that the cashier posted today; its number is `counter.number`."""
    counter.number = counter.bought(0, 10_000_000, staff=2)
    return counter


def points(counter, member: int = 0) -> int:
    return counter.little.points(member)


def test_everything_comes_back_by_enter(sold):
    sold.keys("F8")
    assert (sold.step, sold.box.mode) == (Step.REFUND, Mode.REFUND_NUMBER)
    sold.enter(sold.number)
    assert (sold.step, sold.box.mode, sold.state.found.left_rial) == (Step.REFUND, Mode.REFUND_AMOUNT, 10_000_000)
    with sold.posts(1):
        sold.enter()
    posted = sold.state.posted
    assert (posted.kind, posted.receipt.kind, posted.undo_s) == (PostedKind.REFUND, ReceiptKind.REFUND, None)
    assert (posted.receipt.paid_rial, posted.receipt.points_clawed, points(sold)) == (10_000_000, 100, 0)


def test_a_return_is_not_undone_and_the_box_says_so(sold):
    sold.keys("F8")
    sold.enter(sold.number)
    sold.enter()
    assert "Ctrl+Z" not in sold.state.keys
    with sold.posts(0):
        sold.keys("Ctrl+Z")
    assert (sold.step, sold.no()) == (Step.POSTED, "refund_not_undone")


def test_the_mark_of_this_till_need_not_be_typed(sold):
    sold.keys("F8")
    sold.enter(sold.number.partition("-")[2])
    assert (sold.box.mode, sold.state.found.receipt.number) == (Mode.REFUND_AMOUNT, sold.number)


def test_a_part_comes_back(sold):
    sold.keys("F8")
    sold.enter(sold.number)
    sold.type("400000")
    assert sold.state.found.refund_rial == 4_000_000
    sold.enter()
    assert (sold.state.posted.receipt.paid_rial, points(sold)) == (4_000_000, 60)
    sold.enter(sold.number)
    assert (sold.state.found.refunded_rial, sold.state.found.left_rial) == (4_000_000, 6_000_000)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1000001", "refund_exceeds_rest"),
        ("0", "amount_not_positive"),
        ("ده هزار", "amount_not_read"),
        ("999999999999999", "refund_exceeds_rest"),
    ],
)
def test_amounts_that_cannot_come_back(sold, text, code):
    sold.keys("F8")
    sold.enter(sold.number)
    with sold.posts(0):
        sold.enter(text)
    assert (sold.no(), sold.box.text, sold.step) == (code, text, Step.REFUND)


def test_a_number_that_is_none_or_nobodys(sold):
    sold.keys("F8")
    sold.enter("xyz")
    assert (sold.no(), sold.box.mode) == ("receipt_number_bad", Mode.REFUND_NUMBER)
    sold.enter("F-999")
    assert (sold.no(), sold.box.text) == ("receipt_unknown", "F-999")


def test_the_slip_is_scanned_for_the_number(sold):
    sold.keys("F8")
    sold.at.scanned(sold.slip_code(sold.number))
    assert (sold.step, sold.box.mode) == (Step.REFUND, Mode.REFUND_AMOUNT)


def test_what_came_back_already_is_not_taken_again(sold):
    sold.shop.take_back(sold.number)
    sold.keys("F8")
    sold.enter(sold.number)
    assert (sold.step, sold.no()) == (Step.RECEIPT, "already_refunded")


def test_an_undone_or_returned_slip_is_no_sale(sold):
    returned = sold.shop.take_back(sold.number, amount_rial=100_000).receipt.number
    sold.keys("F8")
    sold.enter(returned)
    assert (sold.step, sold.no()) == (Step.RECEIPT, "not_a_sale")
    undone = sold.bought(1)
    sold.shop.undo(undone)
    sold.esc()
    sold.keys("F8")
    sold.enter(undone)
    assert (sold.no(), sold.state.found.undone) == ("already_undone", True)


@pytest.mark.parametrize("after", [False, True])
def test_trouble_is_tried_again_and_refunds_once(sold, after):
    sold.keys("F8")
    sold.enter(sold.number)
    with sold.posts(1):
        sold.runner.fail("act", Trouble("disk_full"), topic="refund", after=after)
        sold.enter()
        assert (sold.question.ways, sold.state.found.sending) == ((WayOn.TRY_AGAIN,), False)
        sold.enter()
    assert (sold.state.posted.kind, sold.state.posted.repeated) == (PostedKind.REFUND, after)


def test_pressed_twice_it_is_refunded_once(slow):
    number = slow.bought(0, 10_000_000, staff=2)
    slow.keys("F8")
    slow.enter(number)
    slow.runner.run_all()
    with slow.posts(1):
        slow.enter()
        slow.enter()
        slow.esc()
        slow.runner.run_all()
    assert slow.step is Step.POSTED


def test_of_somebody_elses_sale_a_second_person_approves(counter):
    number = counter.bought(0, 10_000_000, staff=1)
    counter.keys("F8")
    counter.enter(number)
    with counter.posts(0):
        counter.enter()
    assert (counter.question.said.code, counter.question.ways) == ("needs_approval", (WayOn.ASK_APPROVAL,))
    counter.enter()
    counter.type(PINS[1])
    with counter.posts(2):
        counter.enter()
    assert (counter.state.posted.kind, counter.state.posted.approved_by) == (PostedKind.REFUND, "Laleh")


def test_letting_the_approval_be_keeps_the_refund_asked_for(counter):
    number = counter.bought(0, 10_000_000, staff=1)
    counter.keys("F8")
    counter.enter(number)
    counter.enter("400000")
    counter.enter()
    counter.esc()
    assert (counter.step, counter.box.mode, counter.box.text) == (Step.REFUND, Mode.REFUND_AMOUNT, "400000")


def test_esc_step_by_step(sold):
    sold.keys("F8")
    sold.enter(sold.number)
    sold.type("400")
    sold.esc()
    assert (sold.box.text, sold.state.found.refund_rial) == ("", None)
    sold.esc()
    assert (sold.step, sold.box.picks) == (Step.RECEIPT, True)
    sold.esc()
    assert (sold.step, sold.state.found) == (Step.IDLE, None)


def test_digits_choose_what_to_do_with_a_receipt(sold):
    sold.printer.set_up = True
    sold.enter(sold.number)
    assert (sold.step, sold.state.found.reassignable, sold.box.picks) == (Step.RECEIPT, True, True)
    sold.keys("2")
    assert (sold.printer.printed, sold.toast()) == ([sold.number], ToastKind.PRINTED)
    sold.keys("1")
    assert sold.box.mode is Mode.REFUND_AMOUNT
    sold.esc()
    sold.keys("3")
    assert (sold.step, sold.box.mode) == (Step.REASSIGN, Mode.NEW_OWNER)


def test_another_one_refunded_it_meanwhile(sold):
    sold.enter(sold.number)
    sold.shop.take_back(sold.number)
    sold.at.outside_change()
    assert sold.state.found.left_rial == 0


def test_what_was_refused_is_still_there_when_somebody_else_writes(sold):
    sold.shop.take_back(sold.number)
    sold.enter(sold.number)
    sold.keys("1")
    assert sold.no() == "already_refunded"
    sold.at.outside_change()
    assert (sold.no(), sold.state.found.left_rial) == ("already_refunded", 0)


# --- the wrong member


@pytest.mark.parametrize("how", ["mobile", "card", "name", "digits"])
def test_a_receipt_finds_its_right_member(sold, how):
    code = sold.card(6)
    sold.enter(sold.number)
    sold.keys("3")
    if how == "card":
        sold.at.scanned(code)
    else:
        sold.enter({"mobile": MOBILES[6], "name": "مریم", "digits": "0006"}[how])
    assert (sold.state.found.new_owner.member.mobile, sold.box.mode) == (MOBILES[6], Mode.REASON)
    with sold.posts(1):
        sold.enter("کارت اشتباه خوانده شد")
    posted = sold.state.posted
    assert (posted.kind, posted.receipt.member_name) == (PostedKind.REASSIGNED, "مریم")
    assert (points(sold), points(sold, 6)) == (0, 100)


def test_a_digit_picks_among_several(sold):
    sold.enter(sold.number)
    sold.keys("3")
    sold.type("سارا")
    hits = sold.state.hits.hits
    sold.keys("2")
    assert sold.state.found.new_owner.member == hits[1].member


def test_the_reason_is_needed(sold):
    sold.enter(sold.number)
    sold.keys("3")
    sold.enter(MOBILES[1])
    sold.enter("  ")
    assert (sold.no(), sold.step) == ("reason_missing", Step.REASSIGN)


def test_the_same_member_or_nobody(sold):
    sold.enter(sold.number)
    sold.keys("3")
    sold.enter("زهرا")
    assert sold.no() == "nobody_found"
    sold.enter("09350000000")
    assert sold.no() == "mobile_of_nobody"
    sold.enter(MOBILES[0])
    sold.enter("اشتباه")
    assert sold.no() == "same_member"


def test_the_day_after_it_is_too_late(sold):
    sold.clock.forward(days=1)
    sold.tick()
    sold.enter(sold.number)
    assert not sold.state.found.reassignable
    sold.keys("3")
    assert (sold.step, sold.no()) == (Step.RECEIPT, "reassign_too_late")


def test_esc_out_of_a_reassignment(sold):
    sold.enter(sold.number)
    sold.keys("3")
    sold.enter(MOBILES[1])
    sold.type("x")
    sold.esc()
    sold.esc()
    assert (sold.box.mode, sold.state.found.new_owner) == (Mode.NEW_OWNER, None)
    sold.esc()
    assert (sold.step, sold.box.mode) == (Step.RECEIPT, Mode.RECEIPT)


@pytest.mark.parametrize("after", [False, True])
def test_a_reassignment_is_made_once(sold, after):
    sold.enter(sold.number)
    sold.keys("3")
    sold.enter(MOBILES[1])
    sold.runner.fail("act", Trouble("shop_busy"), topic="reassign", after=after)
    with sold.posts(1):
        sold.enter("اشتباه")
        sold.enter()
    assert sold.state.posted.kind is PostedKind.REASSIGNED
    assert sold.shop.look_up(by_mobile(MOBILES[1])).balance.spendable == 100


def test_a_slip_scanned_while_something_else_goes_on_waits(sold):
    sold.enter(sold.number)
    sold.keys("3")
    sold.at.scanned(sold.slip_code(sold.number))
    assert (sold.toast(), sold.step) == (ToastKind.FINISH_FIRST, Step.REASSIGN)
    sold.esc()
    sold.keys("1")
    sold.at.scanned(sold.card(1))
    assert (sold.toast(), sold.step) == (ToastKind.FINISH_FIRST, Step.REFUND)
