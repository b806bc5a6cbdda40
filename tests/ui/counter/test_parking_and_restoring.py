"""Purchases that wait, and the one that was open when the till went down."""

import pytest
from tests.fakes.counter_desk import CounterDesk
from tests.fakes.little_shop import MOBILES

from vafa.domain.errors import Trouble
from vafa.domain.who import NOBODY, by_mobile
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft
from vafa.ui.counter.counter_state import Mode, Step, ToastKind, WayOn


@pytest.fixture
def parked(counter):
    """Three purchases wait: of two members and of somebody."""
    counter.bought(0, 50_000_000)
    for who, rial in ((by_mobile(MOBILES[0]), 4_860_000), (NOBODY, 925_000), (by_mobile(MOBILES[1]), 700_000)):
        counter.shop.park(Sale(who=who, amount_rial=rial))
        counter.clock.forward(minutes=1)
    counter.at.outside_change()
    return counter


def restarted(counter: CounterDesk) -> CounterDesk:
    """The window was killed and started again on the same shop."""
    counter.at = counter.presenter()
    counter.at.begin()
    return counter


def test_f7_parks_the_open_purchase(counter):
    counter.type(MOBILES[0])
    counter.type("486000")
    counter.keys("F7")
    assert (counter.step, counter.toast(), counter.parked()) == (Step.IDLE, ToastKind.PARKED, [4_860_000])
    assert (counter.shop.draft_sale.read(), len(counter.state.parked)) == (None, 1)


def test_parking_needs_an_amount(counter):
    counter.type(MOBILES[0])
    counter.keys("F7")
    assert (counter.no(), counter.step) == ("park_needs_amount", Step.SALE)


def test_f7_lists_what_waits(parked):
    assert [one.name for one in parked.state.parked] == ["Sara", "", "Omid"]
    parked.keys("F7")
    assert (parked.step, parked.box.picks, parked.state.parked_chosen) == (Step.PARKED, True, 0)
    parked.keys("F7")
    assert parked.step is Step.IDLE


def test_the_list_stands_at_once_for_a_hand_that_presses_on(slow):
    slow.shop.park(Sale(amount_rial=500_000))
    slow.at.begin()
    slow.runner.run_all()
    slow.keys("F7", "1")
    slow.runner.run_all()
    assert (slow.step, slow.sale.amount_rial) == (Step.SALE, 500_000)


def test_nothing_parked_is_said(counter):
    counter.keys("F7")
    assert (counter.no(), counter.step) == ("nothing_parked", Step.IDLE)


def test_recalled_by_digit_it_stays_parked_until_it_is_posted(parked):
    parked.keys("F7", "3")
    assert (parked.step, parked.sale.amount_rial, parked.sale.parked) == (Step.SALE, 700_000, 3)
    assert (parked.sale.member.member.mobile, parked.toast()) == (MOBILES[1], ToastKind.RECALLED)
    assert len(parked.parked()) == 3
    with parked.posts(1):
        parked.keys("F10")
    assert parked.parked() == [4_860_000, 925_000]


def test_recalled_by_arrows_and_enter(parked):
    parked.keys("F7", "Down", "Down", "Down", "Up")
    parked.enter()
    assert (parked.sale.amount_rial, parked.sale.member) == (925_000, None)


def test_points_come_back_with_it(counter):
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("486000")
    counter.keys("F3")
    counter.enter("120")
    counter.keys("F7")
    counter.keys("F7", "1")
    assert (counter.sale.points, counter.sale.quotation.bill.payable_rial) == (120, 4_740_000)


def test_parking_a_recalled_one_again_doubles_nothing(parked):
    parked.keys("F7", "1")
    parked.keys("F7")
    assert parked.parked() == [4_860_000, 925_000, 700_000]
    parked.keys("F7", "1")
    parked.enter("500000")
    parked.keys("F7")
    assert sorted(parked.parked()) == [700_000, 925_000, 5_000_000]


def test_discarding_asks_first(parked):
    parked.keys("F7", "Down", "Delete")
    assert (parked.question.said.code, parked.question.said.figures["parked"]) == ("discard_parked", 2)
    parked.esc()
    assert len(parked.parked()) == 3
    parked.keys("Ctrl+Delete")
    parked.enter()
    assert (parked.parked(), parked.toast(), parked.step) == ([4_860_000, 700_000], ToastKind.DISCARDED, Step.PARKED)


def test_the_last_one_discarded_leaves_the_list(counter):
    counter.shop.park(Sale(amount_rial=500_000))
    counter.keys("F7", "Delete")
    counter.enter()
    assert (counter.step, counter.state.parked) == (Step.IDLE, ())


def test_one_that_is_gone_meanwhile(parked):
    parked.keys("F7")
    parked.shop.recall.discard(1)
    parked.enter()
    assert (parked.no(), [one.number for one in parked.state.parked]) == ("parked_unknown", [2, 3])


def test_one_whose_card_was_blocked_meanwhile_comes_back_without_member(counter):
    code = counter.card(1)
    counter.at.scanned(code)
    counter.enter("50000")
    counter.keys("F7")
    counter.block(code)
    counter.keys("F7", "1")
    assert (counter.sale.amount_rial, counter.sale.member, counter.no()) == (500_000, None, "card_blocked")


def test_parking_that_fails_keeps_the_purchase(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.runner.fail("act", Trouble("disk_full"), topic="park")
    counter.keys("F7")
    assert (counter.question.ways, counter.sale.amount_rial) == ((WayOn.TRY_AGAIN,), 500_000)
    counter.enter()
    assert counter.parked() == [500_000]


@pytest.mark.parametrize("keys", [("Enter",), ("Esc", "F7"), ("F7",)])
def test_parking_whose_answer_was_lost_parks_once(counter, keys):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.runner.fail("act", Trouble("disk_full"), topic="park", after=True)
    counter.keys("F7")
    assert counter.sale.amount_rial == 500_000
    for key in keys:
        {"Enter": counter.enter, "Esc": counter.esc}.get(key, lambda key=key: counter.keys(key))()
    assert (counter.parked(), counter.step) == ([500_000], Step.IDLE)


def test_a_purchase_posted_after_an_unheard_parking_waits_no_more(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.runner.fail("act", Trouble("disk_full"), topic="park", after=True)
    counter.keys("F7")
    counter.esc()
    with counter.posts(1):
        counter.keys("F10")
    assert counter.parked() == []


# --- after a kill


def test_the_open_purchase_comes_back(counter):
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("1320000")
    counter.keys("F3")
    counter.enter("400")
    counter.type("77")  # not accepted, so not kept
    restarted(counter)
    assert (counter.step, counter.toast(), counter.box.mode) == (Step.SALE, ToastKind.RESTORED, Mode.AMOUNT)
    assert (counter.sale.amount_rial, counter.sale.points) == (13_200_000, 400)
    assert counter.sale.member.member.mobile == MOBILES[0]
    with counter.posts(1):
        counter.keys("F10")
    restarted(counter)
    assert counter.step is Step.IDLE


def test_killed_after_the_posting_and_before_the_answer(counter):
    counter.type(MOBILES[0])
    counter.enter("1320000")
    draft = counter.shop.draft_sale.read()
    counter.shop.sell(draft.sale, key=draft.key, staff=2)
    with counter.posts(0):
        restarted(counter)
        assert (counter.step, counter.state.posted.repeated) == (Step.POSTED, True)
        assert counter.state.posted.receipt.paid_rial == 13_200_000
        assert counter.shop.draft_sale.read() is None
        restarted(counter)
    assert counter.step is Step.IDLE


def test_a_recalled_purchase_keeps_its_number_over_a_kill(parked):
    parked.keys("F7", "3")
    restarted(parked)
    assert parked.sale.parked == 3
    with parked.posts(1):
        parked.keys("F10")
    assert len(parked.parked()) == 2


def test_what_was_changed_before_a_kill_is_parked_as_it_is_now(parked):
    parked.keys("F7", "3")
    parked.enter("99000")
    restarted(parked)
    parked.keys("F7")
    assert sorted(parked.parked()) == [925_000, 990_000, 4_860_000]


def test_killed_at_every_point_nothing_is_doubled_or_lost(counter):
    """From the first amount on there is always either the open purchase or exactly one posting."""
    steps = [
        lambda: counter.enter("1320000"),
        lambda: counter.keys("F3"),
        lambda: counter.enter("5"),
        lambda: counter.keys("F10"),
    ]
    for kill_after in range(1, len(steps) + 1):
        before = counter.little.store.journal.count()
        counter.type(MOBILES[0])
        for step in steps[:kill_after]:
            step()
        restarted(counter)
        posted = counter.little.store.journal.count() - before
        assert (posted, counter.sale is not None) in {(1, False), (0, True)}
        if counter.sale is not None:
            counter.keys("F10")
            assert counter.little.store.journal.count() - before == 1
        counter.esc()


def test_the_member_of_a_draft_is_gone(counter):
    code = counter.card(1)
    counter.at.scanned(code)
    counter.enter("50000")
    counter.block(code)
    restarted(counter)
    assert (counter.sale.amount_rial, counter.sale.member, counter.no()) == (500_000, None, "card_blocked")


def test_who_is_faster_than_the_restoring_loses_nothing(slow):
    draft = Draft(Sale(who=by_mobile(MOBILES[0]), amount_rial=500_000), "a" * 32)
    slow.shop.draft_sale.save(draft)
    slow.at.begin()
    slow.type(MOBILES[1])
    topics = [w.topic for w in slow.runner.waiting]
    slow.runner.step(topics.index("open"))
    assert slow.step is Step.SALE
    slow.runner.run_all()
    assert (slow.parked(), slow.sale.member.member.mobile) == ([500_000], MOBILES[1])


def test_trouble_at_the_start_is_said_and_tried_again(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.at = counter.presenter()
    counter.runner.fail("ask", Trouble("shop_busy"), topic="left")
    counter.at.begin()
    assert (counter.state.notice.code, counter.step) == ("shop_busy", Step.IDLE)
    counter.at.way(WayOn.TRY_AGAIN)
    assert (counter.step, counter.sale.amount_rial) == (Step.SALE, 500_000)


def test_a_purchase_begun_after_trouble_at_the_start_does_not_take_the_place_of_the_older(counter):
    counter.type(MOBILES[0])
    counter.enter("50000")
    counter.at = counter.presenter()
    counter.runner.fail("ask", Trouble("shop_busy"), topic="left")
    counter.at.begin()
    counter.type(MOBILES[1])
    counter.enter("70000")
    assert (counter.parked(), counter.sale.amount_rial) == ([500_000], 700_000)
    counter.at.way(WayOn.TRY_AGAIN)
    assert (counter.parked(), counter.shop.draft_sale.read().sale.amount_rial) == ([500_000], 700_000)


def test_tried_again_in_the_middle_of_a_purchase_it_parks_no_copy_of_that(counter):
    counter.at = counter.presenter()
    counter.runner.fail("ask", Trouble("shop_busy"), topic="left")
    counter.at.begin()
    counter.type(MOBILES[1])
    counter.enter("70000")
    counter.at.way(WayOn.TRY_AGAIN)
    assert (counter.parked(), counter.sale.amount_rial) == ([], 700_000)
    assert counter.shop.draft_sale.read().sale.amount_rial == 700_000
