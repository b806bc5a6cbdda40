"""Answers that come late: to a text, a member or a purchase that is not there any more."""

import pytest
from tests.fakes.counter_desk import CASHIER, PINS
from tests.fakes.little_shop import MOBILES

from vafa.domain.errors import Trouble
from vafa.domain.roles import Role
from vafa.domain.units import DisplayUnit
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft
from vafa.ui.counter.counter_state import Colleague, Mode, Step, WayOn


def answer(slow, topic: str) -> None:
    """The newest question of a topic is answered now."""
    topics = [waiting.topic for waiting in slow.runner.waiting]
    slow.runner.step(len(topics) - 1 - topics[::-1].index(topic))


@pytest.fixture
def spender(slow):
    """A member with 500 points whose purchase has an amount; a second one has 300."""
    slow.bought(0, 50_000_000)
    slow.bought(1, 30_000_000)
    slow.cards = [slow.card(0), slow.card(1)]
    slow.at.scanned(slow.cards[0])
    slow.runner.run_all()
    slow.enter("1320000")
    slow.runner.run_all()
    return slow


def switched_to_the_second(slow) -> None:
    slow.at.scanned(slow.cards[1])
    answer(slow, "scan")
    assert slow.question.said.code == "other_member"
    slow.at.way(WayOn.SWITCH_MEMBER)


def test_what_a_turn_asks_is_asked_once_the_turn_is_shown(spender, monkeypatch):
    asked_when_shown = []
    show = spender.at._core._show
    monkeypatch.setattr(
        spender.at._core, "_show", lambda state: (asked_when_shown.append(len(spender.runner.waiting)), show(state))
    )
    spender.at.typed("2000000")
    assert asked_when_shown == [0]
    assert [waiting.topic for waiting in spender.runner.waiting] == ["quote"]


# --- who it is


def test_enter_never_opens_a_hit_of_an_older_text(slow):
    slow.type("سارا")
    answer(slow, "hits")
    assert slow.step is Step.HITS
    slow.type("سارا رض", afresh=True)
    slow.enter()
    slow.runner.run_all()
    assert slow.sale.member.member.name == "سارا رضایی"


def test_a_receipt_goes_to_nobody_of_an_older_text(slow):
    number = slow.bought(0)
    slow.keys("F8")
    slow.enter(number)
    slow.runner.run_all()
    slow.esc()
    slow.at.picked(2)
    slow.type("سارا")
    answer(slow, "hits")
    slow.type("سارا رض", afresh=True)
    slow.enter()
    slow.runner.run_all()
    assert slow.state.found.new_owner.member.name == "سارا رضایی"


def test_a_member_read_anew_is_not_shown_over_the_one_who_came_since(spender):
    spender.at.outside_change()
    switched_to_the_second(spender)
    spender.runner.run_all()
    assert spender.sale.member.member.mobile == MOBILES[1]


def test_points_being_accepted_are_the_first_members_and_not_the_seconds(spender):
    spender.keys("F3")
    spender.enter()
    switched_to_the_second(spender)
    spender.runner.run_all()
    assert (spender.sale.member.member.mobile, spender.sale.points) == (MOBILES[1], 0)
    assert spender.sale.quotation.member.mobile == MOBILES[1]
    spender.keys("F10")
    spender.runner.run_all()
    assert spender.state.posted.receipt.points_spent == 0


def test_points_typed_for_one_member_do_not_stay_in_the_box_for_another(spender):
    spender.keys("F3")
    spender.type("100")
    spender.runner.run_all()
    switched_to_the_second(spender)
    spender.runner.run_all()
    assert (spender.box.mode, spender.box.text, spender.sale.points) == (Mode.AMOUNT, "", 0)


def test_enter_lives_after_points_that_were_overtaken(spender):
    spender.keys("F3")
    spender.enter()
    switched_to_the_second(spender)
    spender.runner.run_all()
    spender.keys("F3")
    spender.enter()
    spender.runner.run_all()
    assert (spender.sale.member.member.mobile, spender.sale.points) == (MOBILES[1], 300)


def test_details_of_the_first_member_are_not_opened_over_the_second(spender):
    spender.keys("F9")
    switched_to_the_second(spender)
    spender.runner.run_all()
    assert (spender.step, spender.state.details) == (Step.SALE, None)


# --- what is open


def test_a_receipt_found_late_leaves_the_open_purchase_alone(slow):
    number, card = slow.bought(1), slow.card(0)
    slow.at.scanned(slow.slip_code(number))
    slow.at.scanned(card)
    answer(slow, "scan")
    assert slow.step is Step.SALE
    slow.runner.run_all()
    assert (slow.step, slow.sale.member.member.mobile) == (Step.SALE, MOBILES[0])


def test_a_receipt_found_late_leaves_the_sheet_of_a_new_member_alone(slow):
    number = slow.bought(1)
    slow.at.scanned(slow.slip_code(number))
    slow.keys("F2")
    slow.type("0935")
    slow.runner.run_all()
    assert (slow.step, slow.box.text) == (Step.ENROL, "0935")


def test_a_member_found_late_does_not_open_over_a_return(slow):
    slow.type(MOBILES[0])
    slow.keys("F8")
    slow.runner.run_all()
    assert (slow.step, slow.sale) == (Step.REFUND, None)


def test_an_undo_answered_late_leaves_the_next_purchase_alone(slow):
    slow.printer.set_up = True
    card = slow.card(1)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("50000")
    slow.keys("F10")
    slow.runner.run_all()
    first = slow.state.posted.receipt.number
    slow.keys("Ctrl+Z")
    slow.at.scanned(card)
    answer(slow, "scan")
    slow.enter("70000")
    slow.runner.run_all()
    assert (slow.step, slow.sale.amount_rial, slow.sale.member.member.mobile) == (Step.SALE, 700_000, MOBILES[1])
    assert slow.printer.printed == [first, first]  # the second is the cancelled one
    with slow.posts(1):
        slow.keys("F10")
        slow.runner.run_all()


def test_an_undo_answered_late_keeps_what_is_typed(slow):
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("50000")
    slow.keys("F10")
    slow.runner.run_all()
    slow.keys("Ctrl+Z")
    slow.type("سار")
    slow.runner.run_all()
    assert slow.box.text == "سار"


def test_trying_an_old_undo_again_takes_back_nothing_newer(counter):
    counter.type(MOBILES[0])
    counter.pay("50000")
    counter.runner.fail("act", Trouble("shop_busy"), topic="undo")
    counter.keys("Ctrl+Z")
    counter.type(MOBILES[1])
    counter.pay("70000")
    with counter.posts(0):
        counter.at.way(WayOn.TRY_AGAIN)


def test_who_approves_is_not_asked_over_another_purchase(slow):
    slow.bought(0, 5_000_000_000)
    card = slow.card(1)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("2000000")
    slow.runner.run_all()
    slow.keys("F3")
    slow.enter("20000")
    slow.runner.run_all()
    assert WayOn.ASK_APPROVAL in slow.question.ways
    slow.at.way(WayOn.ASK_APPROVAL)
    slow.esc()
    slow.runner.run_all()
    assert slow.state.approving is None
    slow.at.scanned(card)
    slow.runner.run_all()
    assert slow.state.approving is None


def test_who_approves_is_not_asked_behind_the_lock(slow):
    slow.bought(0, 5_000_000_000)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("2000000")
    slow.runner.run_all()
    slow.keys("F3")
    slow.enter("20000")
    slow.runner.run_all()
    slow.at.way(WayOn.ASK_APPROVAL)
    slow.at.locked()
    slow.runner.run_all()
    assert slow.state.approving is None
    slow.at.signed_in(Colleague(1, "Laleh", Role.MANAGER))
    assert slow.state.approving is None


# --- what is typed


def test_an_amount_being_typed_outlives_what_others_write(counter):
    counter.type(MOBILES[0])
    counter.type("1320000")
    counter.at.outside_change()
    assert (counter.sale.amount_rial, counter.box.text) == (13_200_000, "1320000")
    assert counter.sale.quotation.bill.award.points == 132


def test_points_being_typed_outlive_what_others_write(counter):
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("1320000")
    counter.keys("F3")
    counter.type("100")
    counter.at.outside_change()
    assert (counter.sale.points, counter.box.text) == (100, "100")


def test_an_amount_being_typed_earns_for_the_member_who_comes_meanwhile(counter):
    card = counter.card(0)
    counter.keys("Ctrl+Space")
    counter.type("1320000")
    counter.at.scanned(card)
    assert (counter.sale.amount_rial, counter.box.text) == (13_200_000, "1320000")
    assert counter.sale.quotation.bill.award.points == 132


def test_an_amount_being_typed_outlives_a_look_at_the_details(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.type("1320000")
    counter.keys("F9")
    counter.at.outside_change()
    counter.esc()
    assert (counter.step, counter.box.text, counter.sale.amount_rial) == (Step.SALE, "1320000", 13_200_000)
    counter.keys("F10")
    assert counter.state.posted.receipt.paid_rial == 13_200_000


def test_an_amount_being_typed_is_the_new_members(counter):
    counter.keys("Ctrl+Space")
    counter.type("1320000")
    counter.keys("F2")
    counter.enter("09350000000")
    assert (counter.step, counter.box.text, counter.sale.amount_rial) == (Step.SALE, "1320000", 13_200_000)
    assert counter.sale.member.member.mobile == "09350000000"


def test_a_mobile_nobody_has_is_no_amount_afterwards(counter):
    counter.keys("Ctrl+Space")
    counter.type("09350000000")
    assert counter.question.ways == (WayOn.ENROL_THIS,)
    counter.at.way(WayOn.ENROL_THIS)
    counter.enter()
    assert (counter.step, counter.box.text, counter.sale.amount_rial) == (Step.SALE, "", None)
    assert counter.sale.member.member.mobile == "09350000000"


def test_f3_accepts_the_amount_that_is_typed(counter):
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("500000")
    counter.type("1320000")
    counter.keys("F3")
    assert (counter.box.mode, counter.sale.amount_rial) == (Mode.POINTS, 13_200_000)
    counter.enter("100")
    counter.keys("F10")
    assert counter.state.posted.receipt.paid_rial == 13_200_000 - 100_000


# --- what is kept


def test_a_changed_recalled_purchase_that_came_back_is_parked_as_it_is(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.keys("F7")
    counter.keys("F7", "1")
    counter.enter("70000")
    counter.at = counter.presenter()
    counter.at.begin()
    assert counter.sale.amount_rial == 700_000
    counter.keys("F7")
    assert counter.parked() == [700_000]


def test_what_was_put_away_at_the_start_does_not_come_back_as_well(slow):
    slow.shop.draft_sale.save(Draft(Sale(who=by_mobile(MOBILES[0]), amount_rial=500_000), "a" * 32))
    slow.at.begin()
    slow.type(MOBILES[1])
    answer(slow, "open")
    slow.runner.run_all()
    assert (slow.parked(), slow.shop.draft_sale.read()) == ([500_000], None)


def test_what_was_put_away_at_the_start_takes_no_newer_draft_along(slow):
    slow.shop.draft_sale.save(Draft(Sale(who=by_mobile(MOBILES[0]), amount_rial=500_000), "a" * 32))
    slow.at.begin()
    slow.runner.work([waiting.topic for waiting in slow.runner.waiting].index("left"))
    slow.type(MOBILES[1])
    answer(slow, "open")
    slow.enter("70000")
    answer(slow, "draft")
    slow.runner.run_all()
    assert slow.parked() == [500_000]
    assert slow.shop.draft_sale.read().sale.amount_rial == 700_000


def test_a_refund_that_may_have_gone_through_is_not_made_again(counter):
    number = counter.bought(0, 1_000_000, staff=CASHIER.number)
    counter.keys("F8")
    counter.enter(number)
    counter.runner.fail("act", Trouble("disk_failing"), topic="refund", after=True)
    with counter.posts(1):
        counter.enter("40000")
        counter.esc()  # the question
        counter.esc()  # the amount
        counter.esc()  # back to the receipt
        assert counter.step is Step.RECEIPT
        counter.enter()
        counter.enter("40000")
    assert counter.state.posted.repeated


def test_a_cancelled_slip_is_printed_whatever_else_the_printer_did(counter):
    counter.printer.set_up = True
    earlier = counter.bought(1, staff=CASHIER.number)
    counter.type(MOBILES[0])
    counter.pay("50000")
    sold = counter.state.posted.receipt.number
    counter.at.scanned(counter.slip_code(earlier))
    counter.printer.broken = True
    counter.at.way(WayOn.PRINT_AGAIN)
    counter.printer.broken = False
    counter.esc()
    counter.keys("Ctrl+Z")
    assert counter.printer.printed == [sold, sold]


def test_a_slip_in_the_printer_is_not_sent_twice(slow):
    slow.printer.set_up = True
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("50000")
    slow.keys("F10")
    while not slow.state.posted:
        slow.runner.step()
    slow.at.way(WayOn.PRINT_AGAIN)
    slow.runner.run_all()
    assert len(slow.printer.printed) == 1


def test_a_print_that_works_hides_no_other_trouble(slow):
    slow.printer.set_up = True
    slow.keys("Ctrl+Space")
    slow.enter("50000")
    slow.keys("F10")
    while not slow.state.posted:
        slow.runner.step()
    slow.keys("Ctrl+Space")
    slow.enter("70000")
    slow.runner.fail("act", Trouble("disk_full"), topic="draft")
    answer(slow, "draft")
    answer(slow, "print")
    assert (slow.printer.printed, slow.state.notice.code) == (["F-1"], "disk_full")


def test_a_scan_during_a_posting_that_fails_waits_until_it_is_tried_again(slow):
    card = slow.card(1)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("50000")
    slow.runner.run_all()
    slow.keys("F10")
    slow.at.scanned(card)
    slow.runner.fail("act", Trouble("shop_busy"), topic="sell")
    slow.runner.run_all()
    slow.tick()
    slow.runner.run_all()
    assert slow.question.ways == (WayOn.TRY_AGAIN,)
    slow.enter()
    slow.runner.run_all()
    assert slow.sale.member.member.mobile == MOBILES[1]
    assert slow.shop.look_up(by_mobile(MOBILES[1])).balance.spendable == 0


def test_an_approval_is_heard_while_the_bill_is_worked_out_anew(slow):
    slow.bought(0, 5_000_000_000)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("2000000")
    slow.runner.run_all()
    slow.keys("F3")
    slow.enter("20000")
    slow.runner.run_all()
    slow.at.way(WayOn.ASK_APPROVAL)
    slow.runner.run_all()
    slow.type(PINS[1])
    slow.enter()
    slow.at.outside_change()
    answer(slow, "member")
    answer(slow, "approve")
    slow.runner.run_all()
    assert slow.sale.points == 20_000


def test_a_discarded_purchase_is_dropped_when_that_is_tried_again(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.esc()
    counter.runner.fail("act", Trouble("shop_busy"), topic="draft")
    counter.at.way(WayOn.DISCARD)
    assert (counter.step, counter.state.notice.code) == (Step.IDLE, "shop_busy")
    counter.at.way(WayOn.TRY_AGAIN)
    assert (counter.shop.draft_sale.read(), counter.state.notice) == (None, None)


def test_a_parked_purchase_that_another_process_sold_takes_no_other_ones_place(counter):
    for toman in ("10000", "20000", "30000"):
        counter.keys("Ctrl+Space")
        counter.enter(toman)
        counter.keys("F7")
    counter.keys("F7", "Down")
    first, second, _ = counter.state.parked
    assert counter.state.parked_chosen == 1
    counter.shop.recall.discard(first.number)
    counter.at.outside_change()
    counter.enter()
    assert counter.sale.amount_rial == second.amount_rial


def test_who_sets_the_clock_at_the_counter_stands_in_the_journal(counter):
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("1320000")
    counter.keys("F3")
    counter.enter("400")
    counter.clock.forward(days=40)
    counter.keys("F10")
    counter.at.way(WayOn.CLOCK_IS_RIGHT)
    act = list(counter.little.store.journal.acts())[-1]
    assert (act.envelope.kind, act.envelope.staff) == ("clock_confirmed", counter.little.store.people.by_number(2).id)


# --- what others change


def test_an_amount_typed_in_toman_is_not_taken_for_rial(counter):
    counter.type(MOBILES[0])
    counter.type("1320000")
    counter.at.shop_changed(counter.state.face, DisplayUnit.RIAL)
    assert (counter.box.mode, counter.box.text, counter.sale.amount_rial) == (Mode.AMOUNT, "", None)
    counter.at.shop_changed(counter.state.face, DisplayUnit.RIAL)
    counter.type("55")
    counter.at.shop_changed(counter.state.face, DisplayUnit.RIAL)
    assert (counter.box.text, counter.sale.amount_rial) == ("55", 55)


def test_what_fails_for_the_whole_desk_is_said_until_it_succeeds(counter):
    tried = []
    counter.at.troubled(Trouble("disk_full"), "copy", lambda: tried.append(1))
    counter.at.mended("something else")
    assert counter.state.notice.code == "disk_full"
    counter.at.way(WayOn.TRY_AGAIN)
    assert (tried, counter.state.notice) == ([1], None)
    counter.at.troubled(Trouble("disk_full"), "copy", lambda: None)
    counter.at.mended("copy")
    assert counter.state.notice is None
