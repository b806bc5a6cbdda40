"""Who stands at the counter: typed, picked, enrolled or served without membership."""

import pytest
from tests.fakes.little_shop import MOBILES

from vafa.domain.who import by_mobile
from vafa.ui.counter.counter_state import Mode, Step, ToastKind


def test_it_begins_empty_and_ready(counter):
    assert (counter.step, counter.box.mode, counter.box.text) == (Step.IDLE, Mode.ANYTHING, "")
    assert counter.state.keys >= {"F2", "F7", "F8", "Ctrl+Space"}
    assert counter.state.day is not None


def test_a_whole_mobile_opens_without_enter(counter):
    counter.type(MOBILES[2])
    assert (counter.step, counter.box.mode, counter.box.text) == (Step.SALE, Mode.AMOUNT, "")
    assert counter.sale.member.member.mobile == MOBILES[2]


def test_an_enter_out_of_habit_after_the_mobile_does_nothing(counter):
    counter.type(MOBILES[2])
    counter.enter()
    assert (counter.step, counter.no()) == (Step.SALE, None)


def test_a_mobile_without_nought_opens_on_enter(counter):
    counter.type(MOBILES[2][1:])
    assert counter.step is not Step.SALE
    counter.enter()
    assert counter.sale.member.member.mobile == MOBILES[2]


def test_last_digits_list_as_they_are_typed(counter):
    counter.type("00")
    assert counter.step is Step.IDLE
    counter.type("03")
    assert (counter.step, counter.box.mode, counter.box.found) == (Step.HITS, Mode.DIGITS, 1)
    assert [hit.member.mobile for hit in counter.state.hits.hits] == [MOBILES[3]]
    counter.enter()
    assert counter.sale.member.member.mobile == MOBILES[3]


def test_digits_are_typing_in_digits_and_pick_after_an_arrow(counter):
    counter.type("0912000")
    assert not counter.box.picks
    counter.keys("Down")
    assert counter.box.picks
    counter.keys("3")
    assert counter.step is Step.SALE


def test_names_list_from_two_letters_and_digits_pick(counter):
    counter.type("س")
    assert counter.step is Step.IDLE
    counter.type("ا")
    assert (counter.step, counter.box.mode, counter.box.picks, counter.box.found) == (Step.HITS, Mode.NAME, True, 2)
    second = counter.state.hits.hits[1].member
    counter.keys("2")
    assert counter.sale.member.member == second


def test_arrows_choose_and_enter_takes(counter):
    counter.type("سارا")
    hits = counter.state.hits.hits
    counter.keys("Down", "Down", "Up", "Up", "Down")
    assert counter.state.hits.chosen == 1
    counter.enter()
    assert counter.sale.member.member == hits[1].member


def test_a_name_in_the_other_layout_is_found(counter):
    counter.type("lvdl")
    assert [hit.member.name for hit in counter.state.hits.hits] == ["مریم"]


def test_a_mobile_nobody_has_enrols_on_enter(counter):
    counter.type("09350000000")
    assert (counter.step, counter.state.hits.hits) == (Step.HITS, ())
    assert counter.state.strong_key == "F2"
    counter.enter()
    assert (counter.step, counter.box.mode, counter.box.text) == (Step.ENROL, Mode.NEW_MOBILE, "09350000000")
    assert counter.state.enrolment.mobile_good


def test_a_beginning_of_a_mobile_goes_along_to_the_new_member(counter):
    counter.type("093500")
    counter.keys("F2")
    assert (counter.step, counter.box.text) == (Step.ENROL, "093500")


@pytest.mark.parametrize(("text", "code"), [("زهرا", "nobody_found"), ("999", "nobody_found")])
def test_nobody_fits_is_said_in_place_and_the_text_stays(counter, text, code):
    counter.enter(text)
    assert (counter.no(), counter.box.text) == (code, text)
    counter.type("x")
    assert counter.no() is None


def test_a_mobile_that_cannot_be_is_said_in_place(counter):
    counter.enter("0912000")
    counter.esc()
    counter.enter("09991234")
    assert counter.no() == "mobile_invalid"


def test_esc_clears(counter):
    counter.type("سارا")
    edition = counter.box.edition
    counter.esc()
    assert (counter.step, counter.box.text, counter.state.hits) == (Step.IDLE, "", None)
    assert counter.box.edition > edition


def test_typing_by_hand_is_never_replaced(counter):
    edition = counter.box.edition
    counter.type("سارا")
    assert counter.box.edition == edition


def test_without_a_member(counter):
    counter.keys("Ctrl+Space")
    assert (counter.step, counter.sale.member) == (Step.SALE, None)
    assert "F2" in counter.state.keys
    assert "F3" not in counter.state.keys


def test_a_card_opens_its_member(counter):
    code = counter.card(1)
    counter.type("سا")
    counter.at.scanned(code)
    assert counter.sale.member.member.mobile == MOBILES[1]
    assert (counter.box.mode, counter.box.text) == (Mode.AMOUNT, "")


def test_the_digits_of_a_card_may_be_typed(counter):
    code = counter.card(1)
    counter.enter(code)
    assert counter.sale.member.member.mobile == MOBILES[1]


def test_a_blocked_card_is_stopped_and_its_member_goes_on_by_mobile(counter):
    code = counter.card(1)
    counter.block(code)
    fresh = counter.shop.issue_card(by_mobile(MOBILES[1]))
    counter.at.scanned(code)
    stopped = counter.state.stopped
    assert (counter.step, stopped.said.code, stopped.holder_mobile) == (Step.STOPPED, "card_blocked", MOBILES[1])
    assert (stopped.holder_name, stopped.good_serial) == ("Omid", fresh.serial)
    counter.enter()
    assert (counter.step, counter.box.mode) == (Step.IDLE, Mode.MOBILE)
    counter.type(MOBILES[1])
    assert counter.sale.member.member.mobile == MOBILES[1]


def test_a_blocked_card_without_membership_or_by_typing_on(counter):
    code = counter.card(1)
    counter.block(code)
    counter.at.scanned(code)
    counter.type("سا")
    assert (counter.step, counter.state.stopped) == (Step.HITS, None)
    counter.at.scanned(code)
    counter.keys("Ctrl+Space")
    assert (counter.step, counter.sale.member) == (Step.SALE, None)


def test_a_card_of_nobody_is_stopped(counter):
    counter.at.scanned("1" + "01" + "2" * 11 + "3" * 20)
    assert (counter.step, counter.state.stopped.said.code) == (Step.STOPPED, "card_unknown")


def test_a_receipt_number_shows_the_receipt(counter):
    number = counter.bought()
    counter.enter(number.replace("-", "").lower())
    assert (counter.step, counter.state.found.receipt.number) == (Step.RECEIPT, number)


def test_a_receipt_that_is_not_there(counter):
    counter.enter("F-999")
    assert (counter.step, counter.no()) == (Step.IDLE, "receipt_unknown")


def test_the_slip_of_a_purchase_is_scanned(counter):
    number = counter.bought()
    counter.at.scanned(counter.slip_code(number))
    assert (counter.step, counter.state.found.receipt.number) == (Step.RECEIPT, number)


def test_a_late_list_does_not_disturb_what_was_opened_meanwhile(slow):
    slow.type("سارا")
    slow.at.scanned(slow.card(1))
    waiting = [w.topic for w in slow.runner.waiting]
    slow.runner.step(waiting.index("scan"))
    assert slow.step is Step.SALE
    slow.runner.run_all()
    assert (slow.step, slow.state.hits, slow.sale.member.member.mobile) == (Step.SALE, None, MOBILES[1])


def test_enter_before_the_list_opens_the_only_hit(slow):
    slow.type("0003")
    slow.enter()
    assert slow.step is Step.IDLE
    slow.runner.run_all()
    assert slow.sale.member.member.mobile == MOBILES[3]


def test_enter_before_the_list_never_picks_among_several(slow):
    slow.type("سارا")
    slow.enter()
    slow.runner.run_all()
    assert (slow.step, slow.box.found) == (Step.HITS, 2)


def test_esc_before_the_answer_means_no(slow):
    slow.type(MOBILES[2])
    slow.esc()
    slow.runner.run_all()
    assert (slow.step, slow.sale) == (Step.IDLE, None)


def test_the_newest_card_wins(slow):
    first, second = slow.card(1), slow.card(2)
    slow.at.scanned(first)
    slow.at.scanned(second)
    slow.runner.run_all()
    assert slow.sale.member.member.mobile == MOBILES[2]
    assert slow.question is None


def test_a_foreign_code_is_a_passing_remark(counter):
    counter.type("سا")
    counter.at.scanned("6260100510155")
    assert (counter.toast(), counter.step, counter.box.text) == (ToastKind.NOT_OURS, Step.HITS, "سا")
