"""Posting a purchase: once, with its slip, and back again for half a minute."""

import pytest
from tests.fakes.little_shop import MOBILES

from vafa.domain.acts import BlockReason
from vafa.domain.card_code import read_code
from vafa.domain.errors import Trouble
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.ui.counter.counter_state import Mode, Place, PostedKind, PrinterState, SlipState, Step, ToastKind, WayOn


@pytest.fixture
def member(counter):
    """A purchase of 1,320,000 Toman of a member with 500 points."""
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("1320000")
    return counter


def test_f10_posts_and_tells_the_story(member):
    with member.posts(1):
        member.keys("F10")
    posted = member.state.posted
    assert (member.step, posted.kind, posted.undo_s, posted.repeated) == (Step.POSTED, PostedKind.SALE, 30, False)
    assert (posted.receipt.points_earned, posted.receipt.paid_rial) == (132, 13_200_000)
    assert posted.picture.rows == posted.receipt.number.encode()
    assert (member.box.mode, member.box.text, member.sale) == (Mode.ANYTHING, "", None)
    assert (member.state.day.receipts, member.shop.draft_sale.read()) == (2, None)


def test_the_cashier_stands_in_the_journal(member):
    member.keys("F10")
    number = member.state.posted.receipt.number
    taken = member.shop.take_back(number, staff=2)  # what one sold oneself may be taken back alone
    assert taken.receipt.of_number == number


def test_f10_accepts_what_stands_in_the_box(counter):
    counter.type(MOBILES[0])
    counter.type("50000")
    with counter.posts(1):
        counter.keys("F10")
    assert counter.state.posted.receipt.paid_rial == 500_000


def test_without_an_amount_f10_says_so(counter):
    counter.type(MOBILES[0])
    with counter.posts(0):
        counter.keys("F10")
    assert (counter.no(), counter.step) == ("amount_missing", Step.SALE)


def test_pressed_again_and_again_it_is_posted_once(slow):
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("1320000")
    slow.runner.run_all()
    with slow.posts(1):
        slow.keys("F10", "F10")
        assert slow.sale.posting
        assert slow.state.keys == frozenset()
        slow.enter()
        slow.keys("F10", "F7", "F3", "Ctrl+Space", "F2")
        slow.esc()
        slow.runner.run_all()
        slow.keys("F10")
        slow.runner.run_all()
    assert slow.step is Step.POSTED


def test_what_is_typed_for_the_next_customer_meanwhile_is_kept(slow):
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("1320000")
    slow.runner.run_all()
    slow.keys("F10")
    slow.type("سا")
    slow.runner.run_all()
    assert (slow.step, slow.box.text) == (Step.POSTED, "سا")
    slow.type("را")
    slow.runner.run_all()
    assert (slow.step, slow.box.found) == (Step.HITS, 2)


def test_a_card_read_while_posting_has_its_turn_after(slow):
    code = slow.card(1)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("1320000")
    slow.runner.run_all()
    slow.keys("F10")
    slow.at.scanned(code)
    slow.runner.run_all()
    assert (slow.step, slow.sale.member.member.mobile) == (Step.SALE, MOBILES[1])


def test_the_next_key_scan_or_enter_clears_the_page(member):
    code = member.card(1)
    member.keys("F10")
    member.type("سا")
    assert (member.step, member.state.posted) == (Step.HITS, None)
    member.at.scanned(code)
    member.pay("20000")
    member.enter()
    assert (member.step, member.state.posted) == (Step.IDLE, None)


# --- refusals and troubles


@pytest.mark.parametrize("after", [False, True])
def test_trouble_keeps_the_purchase_and_enter_tries_again(member, after):
    """Whether nothing had been written, or everything and only the answer was lost: one posting."""
    with member.posts(1):
        member.runner.fail("act", Trouble("disk_full"), topic="sell", after=after)
        member.keys("F10")
        assert (member.question.said.code, member.question.said.trouble) == ("disk_full", True)
        assert (member.question.ways, member.sale.amount_rial) == ((WayOn.TRY_AGAIN,), 13_200_000)
        assert not member.sale.posting
        member.enter()
    assert (member.step, member.state.posted.repeated) == (Step.POSTED, after)


def test_what_was_posted_after_all_is_shown_when_it_was_changed_since(member):
    with member.posts(1):
        member.runner.fail("act", Trouble("shop_gone"), topic="sell", after=True)
        member.keys("F10")
        member.esc()
        member.enter("99000")
        member.keys("F10")
    assert (member.state.posted.repeated, member.state.posted.receipt.paid_rial) == (True, 13_200_000)


def test_a_draft_that_cannot_be_kept_is_said_and_the_sale_goes_on(counter):
    counter.type(MOBILES[0])
    counter.runner.fail("act", Trouble("disk_full"), topic="draft")
    counter.enter("1320000")
    assert (counter.state.notice.code, counter.sale.amount_rial) == ("disk_full", 13_200_000)
    counter.at.way(WayOn.TRY_AGAIN)
    assert (counter.state.notice, counter.shop.draft_sale.read().sale.amount_rial) == (None, 13_200_000)
    with counter.posts(1):
        counter.keys("F10")


def test_a_notice_goes_when_what_it_is_about_succeeds(counter):
    counter.type(MOBILES[0])
    counter.runner.fail("act", Trouble("disk_full"), topic="draft")
    counter.enter("1320000")
    counter.runner.fail("ask", Trouble("shop_busy"), topic="day")
    counter.at.outside_change()
    assert counter.state.notice.code == "shop_busy"
    counter.at.outside_change()
    assert counter.state.notice is None
    counter.runner.fail("act", Trouble("disk_full"), topic="draft")
    counter.enter("1330000")
    counter.at.outside_change()
    assert counter.state.notice.code == "disk_full"
    counter.enter("1340000")
    assert counter.state.notice is None


def test_a_card_blocked_meanwhile_is_refused_in_the_members_place(counter):
    code = counter.card(1)
    counter.at.scanned(code)
    counter.enter("1320000")
    counter.shop.block_card.by_serial(read_code(code).serial, BlockReason.STOLEN)
    with counter.posts(0):
        counter.keys("F10")
    assert (counter.question.said.code, counter.question.place) == ("card_blocked", Place.MEMBER)
    counter.enter()
    assert counter.sale.member is None
    with counter.posts(1):
        counter.keys("F10")


def test_a_member_erased_meanwhile(member):
    member.shop.erase(by_mobile(MOBILES[0]))
    with member.posts(0):
        member.keys("F10")
    assert (member.question.said.code, member.question.ways) == ("member_unknown", (WayOn.WITHOUT_MEMBER,))


def test_a_parked_one_that_was_finished_elsewhere(counter):
    counter.shop.park(Sale(who=by_mobile(MOBILES[0]), amount_rial=500_000))
    counter.keys("F7")
    counter.enter()
    counter.shop.recall.discard(1)
    with counter.posts(0):
        counter.keys("F10")
    assert counter.question.said.code == "parked_unknown"
    counter.esc()
    assert counter.sale.amount_rial == 500_000
    counter.keys("F10")
    counter.enter()
    assert (counter.step, counter.shop.draft_sale.read()) == (Step.IDLE, None)


def test_the_signed_in_person_may_change_during_a_purchase(member):
    person = member.state.person
    member.at.locked()
    member.at.signed_in(person.__class__(1, "Laleh", person.role))
    assert (member.sale.amount_rial, member.state.person.name) == (13_200_000, "Laleh")
    with member.posts(1):
        member.keys("F10")


# --- undo


def test_undo_counts_down_and_takes_back(member):
    member.keys("F10")
    assert "Ctrl+Z" in member.state.keys
    member.tick(12)
    assert member.state.posted.undo_s == 18
    with member.posts(1):
        member.keys("Ctrl+Z", "Ctrl+Z")
    posted = member.state.posted
    assert (posted.kind, posted.undo_s, posted.receipt.points_clawed) == (PostedKind.CANCELLED, None, 132)
    assert "Ctrl+Z" not in member.state.keys


def test_undo_also_after_the_page_was_left(member):
    member.keys("F10")
    member.esc()
    assert (member.step, "Ctrl+Z" in member.state.keys) == (Step.IDLE, True)
    with member.posts(1):
        member.keys("Ctrl+Z")


def test_not_within_the_next_purchase(member):
    member.keys("F10")
    member.type(MOBILES[1])
    with member.posts(0):
        member.keys("Ctrl+Z")
    assert member.step is Step.SALE


def test_after_the_time_it_is_too_late(member):
    member.keys("F10")
    member.tick(30)
    assert (member.state.posted.undo_s, "Ctrl+Z" in member.state.keys) == (0, False)
    with member.posts(0):
        member.keys("Ctrl+Z")
    assert member.no() == "undo_too_late"


def test_too_late_by_the_shops_own_clock(member):
    member.keys("F10")
    member.clock.forward(seconds=31)
    with member.posts(0):
        member.keys("Ctrl+Z")
    assert (member.no(), member.state.posted.undo_s) == ("undo_too_late", 0)


def test_not_the_last_one_any_more(member):
    member.keys("F10")
    member.bought(1)
    member.keys("Ctrl+Z")
    assert (member.no(), member.state.posted.undo_s) == ("undo_not_last", 0)


def test_a_jumping_clock_neither_stops_nor_lengthens_the_countdown(member):
    member.keys("F10")
    member.clock.forward(hours=-5)
    member.at.tick(member.clock.now())
    assert member.state.posted.undo_s == 29
    member.clock.forward(hours=9)
    member.at.tick(member.clock.now())
    assert member.state.posted.undo_s == 0


@pytest.mark.parametrize("after", [False, True])
def test_an_undo_that_failed_is_tried_again(member, after):
    member.keys("F10")
    member.runner.fail("act", Trouble("shop_busy"), topic="undo", after=after)
    with member.posts(1):
        member.keys("Ctrl+Z")
        assert member.state.notice.code == "shop_busy"
        member.keys("Ctrl+Z")
    assert member.state.posted.kind is PostedKind.CANCELLED


# --- the slip


@pytest.fixture
def printing(member):
    member.printer.set_up = True
    return member


def test_without_a_printer_there_is_a_picture_only(member):
    member.keys("F10")
    assert member.state.posted.slip is SlipState.NO_PRINTER
    member.at.way(WayOn.TRY_AGAIN)
    assert member.toast() is ToastKind.NO_PRINTER


def test_the_slip_is_printed(printing):
    printing.keys("F10")
    posted = printing.state.posted
    assert (posted.slip, printing.printer.printed) == (SlipState.PRINTED, [posted.receipt.number])
    printing.at.way(WayOn.PRINT_AGAIN)
    assert printing.printer.printed == [posted.receipt.number] * 2


def test_printing_keeps_nobody_from_the_next_customer(slow):
    slow.printer.set_up = True
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("20000")
    slow.runner.run_all()
    slow.keys("F10")
    slow.runner.step(0)
    assert (slow.step, slow.state.posted.slip) == (Step.POSTED, SlipState.PRINTING)
    slow.type(MOBILES[1])
    while any(w.topic != "print" for w in slow.runner.waiting):
        slow.runner.step(next(i for i, w in enumerate(slow.runner.waiting) if w.topic != "print"))
    assert slow.sale.member.member.mobile == MOBILES[1]
    slow.runner.run_all()
    assert (slow.step, slow.toast()) == (Step.SALE, ToastKind.PRINTED)


def test_a_dead_printer_is_said_the_slip_waits_and_can_be_tried_again(printing):
    printing.printer.broken = True
    printing.keys("F10")
    state = printing.state
    assert (state.posted.slip, state.posted.slip_no.code) == (SlipState.WAITING, "printer_offline")
    assert (state.notice.code, state.devices.printer, state.devices.waiting_slips) == (
        "printer_offline",
        PrinterState.TROUBLE,
        1,
    )
    printing.type(MOBILES[1])
    assert printing.step is Step.SALE
    printing.printer.broken = False
    printing.at.way(WayOn.TRY_AGAIN)
    assert (printing.state.notice, printing.state.devices.waiting_slips) == (None, 0)
    assert len(printing.printer.printed) == 1


def test_a_cancelled_slip_follows_one_that_was_printed(printing):
    printing.keys("F10")
    number = printing.state.posted.receipt.number
    printing.keys("Ctrl+Z")
    assert printing.printer.printed == [number, number]


def test_no_cancelled_slip_when_nothing_was_on_paper(printing):
    printing.printer.broken = True
    printing.keys("F10")
    printing.printer.broken = False
    printing.keys("Ctrl+Z")
    assert (printing.printer.printed, printing.state.posted.slip) == ([], SlipState.WAITING)
