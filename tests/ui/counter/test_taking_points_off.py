"""Points at the counter: live, accepted, refused with the best that is allowed, approved by a second person."""

from datetime import timedelta

import pytest
from tests.fakes.counter_desk import PINS
from tests.fakes.little_shop import MOBILES

from vafa.domain.errors import Trouble
from vafa.domain.roles import Role
from vafa.ui.counter.counter_state import Mode, Place, Step, ToastKind, WayOn


@pytest.fixture
def member(counter):
    """A member with 500 points, and a purchase of 1,320,000 Toman, at the question how many to take off."""
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    counter.enter("1320000")
    counter.keys("F3")
    return counter


@pytest.fixture
def rich(counter):
    """A member with 20,000 points: more than a cashier may take off alone."""
    counter.bought(0, 2_000_000_000)
    counter.type(MOBILES[0])
    counter.enter("5000000")
    counter.keys("F3")
    return counter


def test_f3_asks_for_points(member):
    assert (member.box.mode, member.box.text) == (Mode.POINTS, "")


def test_points_are_live(member):
    member.type("400")
    assert (member.sale.points, member.sale.quotation.bill.payable_rial) == (400, 12_800_000)


def test_enter_on_the_empty_box_takes_the_most(member):
    member.enter()
    assert (member.sale.points, member.box.mode) == (500, Mode.AMOUNT)
    assert member.shop.draft_sale.read().sale.redeem == 500


def test_the_most_is_bounded_by_the_bill(member):
    member.esc()
    member.enter("20000")
    member.keys("F3")
    member.enter()
    assert (member.sale.points, member.sale.quotation.bill.payable_rial) == (200, 0)


def test_too_many_are_refused_in_place_and_enter_takes_the_best(member):
    member.type("800")
    assert member.no() == "not_enough_points"
    member.enter()
    question = member.question
    assert (question.said.code, question.place) == ("not_enough_points", Place.POINTS)
    assert (question.ways, question.chosen) == ((WayOn.TAKE_BEST, WayOn.WITHOUT_POINTS), 0)
    assert (member.box.text, member.sale.points) == ("800", 800)
    assert member.sale.quotation.bill.points_spent == 0
    member.enter()
    assert (member.question, member.sale.points, member.no()) == (None, 500, None)


def test_the_other_ways_are_reached_by_tab_and_f10(member):
    member.enter("800")
    member.keys("Tab")
    member.enter()
    assert (member.sale.points, member.question) == (0, None)
    member.keys("F3")
    member.enter("800")
    with member.posts(1):
        member.keys("F10")
    assert member.state.posted.receipt.points_spent == 0


def test_typing_on_lets_the_refusal_go(member):
    member.enter("800")
    member.type("400", afresh=True)
    assert (member.question, member.no(), member.sale.points) == (None, None, 400)


def test_esc_keeps_the_refused_text_to_be_mended(member):
    member.enter("800")
    member.esc()
    assert (member.question, member.box.text, member.no()) == (None, "800", None)


@pytest.mark.parametrize(("text", "code"), [("الف", "points_not_a_number"), ("1.5", "points_not_a_number")])
def test_what_is_no_number_is_refused(member, text, code):
    member.enter(text)
    assert (member.no(), member.box.text) == (code, text)


def test_none_again(member):
    member.enter("400")
    member.keys("F3")
    member.enter("0")
    assert (member.sale.points, member.sale.quotation.bill.payable_rial) == (0, 13_200_000)


def test_arrows_go_from_step_to_step(member):
    member.enter()
    member.keys("F3", "Down")
    assert (member.box.text, member.sale.points) == ("250", 250)
    member.keys("Up", "Up")
    assert (member.box.text, member.sale.points) == ("500", 500)
    member.keys("Down", "Down", "Down", "Down", "Down")
    assert (member.box.text, member.sale.points) == ("0", 0)


def test_f3_without_an_amount_says_so(counter):
    counter.bought(0)
    counter.type(MOBILES[0])
    counter.keys("F3")
    assert (counter.no(), counter.box.mode) == ("amount_missing", Mode.AMOUNT)


def test_a_smaller_amount_after_the_points_asks_again(member):
    member.enter("400")
    member.enter("20000")
    assert (member.question.said.code, member.question.ways[0]) == ("redeem_exceeds_payable", WayOn.TAKE_BEST)
    member.enter()
    assert member.sale.points == 200


def test_enter_and_finish_before_the_figures_are_there(slow):
    slow.bought(0, 50_000_000)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("1320000")
    slow.keys("F3")
    slow.enter()
    slow.keys("F10")
    slow.enter()
    assert slow.step is Step.SALE
    with slow.posts(1):
        slow.runner.run_all()
    assert slow.state.posted.receipt.points_spent == 500


def test_finishing_with_typed_points_takes_them(member):
    member.type("400")
    member.keys("F10")
    assert member.state.posted.receipt.points_spent == 400


def test_finishing_on_the_empty_points_box_takes_none(member):
    member.keys("F10")
    assert member.state.posted.receipt.points_spent == 0


def test_points_spent_elsewhere_meanwhile(member):
    member.enter("400")
    member.shop.redeem(member_of(member), 300)
    with member.posts(0):
        member.keys("F10")
    assert (member.question.said.code, member.question.said.figures["best"]) == ("not_enough_points", 200)
    member.enter()
    assert member.sale.points == 200
    member.keys("F10")
    assert member.state.posted.receipt.points_spent == 200


def member_of(counter):
    from vafa.domain.who import by_mobile

    return by_mobile(MOBILES[0])


# --- approval


def test_over_the_limit_a_second_person_approves(rich):
    rich.enter("15000")
    assert rich.question.said.code == "needs_approval"
    assert rich.question.ways == (WayOn.TAKE_BEST, WayOn.ASK_APPROVAL, WayOn.WITHOUT_POINTS)
    rich.keys("Tab")
    rich.enter()
    approving = rich.state.approving
    assert ([one.name for one in approving.people], approving.chosen) == (["Laleh"], 0)
    assert (rich.box.mode, rich.state.keys) == (Mode.PIN, frozenset())
    rich.type(PINS[1])
    assert PINS[1] not in str(rich.state)
    rich.enter()
    assert (rich.state.approving, rich.sale.points, rich.box.mode) == (None, 15_000, Mode.AMOUNT)
    with rich.posts(2):
        rich.keys("F10")
    assert (rich.state.posted.approved_by, rich.state.posted.receipt.points_spent) == ("Laleh", 15_000)


def test_the_best_without_approval(rich):
    rich.enter("15000")
    rich.enter()
    assert rich.sale.points == 10_000
    with rich.posts(1):
        rich.keys("F10")
    assert rich.state.posted.approved_by == ""


def test_an_approval_holds_for_so_many_points_and_no_more(rich):
    rich.enter("12000")
    rich.at.way(WayOn.ASK_APPROVAL)
    rich.type(PINS[1])
    rich.enter()
    assert rich.sale.points == 12_000
    rich.keys("F3")
    rich.enter("16000")
    assert rich.question.said.code == "needs_approval"
    rich.at.way(WayOn.TAKE_BEST)
    assert rich.sale.points == 10_000


def test_wrong_pins_and_the_pause(rich):
    rich.enter("15000")
    rich.at.way(WayOn.ASK_APPROVAL)
    for _ in range(3):
        rich.type("0000")
        rich.enter()
    said = rich.state.approving.no
    assert (said.code, said.figures["seconds"]) == ("pin_wrong", 5)
    rich.type(PINS[1])
    rich.enter()
    assert rich.state.approving is not None
    rich.tick(2)
    assert rich.state.approving.no.figures["seconds"] == 3
    rich.tick(3)
    assert rich.state.approving.no is None
    rich.type(PINS[1])
    rich.enter()
    assert (rich.state.approving, rich.sale.points) == (None, 15_000)


def test_esc_from_the_approval_goes_back_to_the_points(rich):
    rich.enter("15000")
    rich.at.way(WayOn.ASK_APPROVAL)
    rich.type("12")
    rich.esc()
    assert (rich.state.approving, rich.box.mode, rich.box.text) == (None, Mode.POINTS, "15000")
    rich.enter()
    assert rich.question.said.code == "needs_approval"


def test_one_of_several_is_picked(rich):
    rich.shop.hire("Samira", Role.SUPERVISOR, PINS[3])
    rich.enter("15000")
    rich.at.way(WayOn.ASK_APPROVAL)
    assert (rich.state.approving.chosen, rich.box.picks) == (None, True)
    rich.keys("2")
    assert (rich.state.approving.chosen, rich.box.picks) == (1, False)
    rich.esc()
    assert rich.state.approving.chosen is None
    rich.keys("2")
    rich.type(PINS[3])
    rich.enter()
    rich.keys("F10")
    assert rich.state.posted.approved_by == "Samira"


def test_nobody_who_may_approve(rich):
    rich.shop.hire("Samira", Role.SUPERVISOR)  # no PIN on this till
    rich.at.signed_in(rich.state.approving or rich.state.person)
    rich.little.store.database.run("DELETE FROM pin WHERE staff IN (SELECT staff FROM staff WHERE number = 1)")
    rich.enter("15000")
    rich.at.way(WayOn.ASK_APPROVAL)
    assert (rich.state.approving, rich.no()) == (None, "nobody_may_approve")


def test_an_answer_to_a_pin_after_esc_approves_nothing(slow):
    slow.bought(0, 2_000_000_000)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.enter("5000000")
    slow.keys("F3")
    slow.enter("15000")
    slow.runner.run_all()
    slow.at.way(WayOn.ASK_APPROVAL)
    slow.runner.run_all()
    slow.type(PINS[1])
    slow.enter()
    slow.esc()
    slow.runner.run_all()
    assert (slow.state.approving, slow.shop.draft_sale.read().sale.redeem) == (None, None)


def test_locking_lets_the_pin_be(rich):
    rich.enter("15000")
    rich.at.way(WayOn.ASK_APPROVAL)
    rich.type("43")
    rich.at.locked()
    assert (rich.state.approving, rich.sale.amount_rial) == (None, 50_000_000)


# --- a clock that cannot be trusted


@pytest.fixture
def doubted(member):
    member.enter("400")
    member.clock.forward(days=40)
    with member.posts(0):
        member.keys("F10")
    return member


def test_a_doubted_clock_stops_spending_alone(doubted):
    assert doubted.question.said.code == "clock_doubtful"
    assert doubted.question.ways == (WayOn.SET_CLOCK, WayOn.CLOCK_IS_RIGHT, WayOn.WITHOUT_POINTS)
    doubted.at.way(WayOn.WITHOUT_POINTS)
    with doubted.posts(1):
        doubted.keys("F10")


def test_somebody_says_what_time_it_is(doubted):
    doubted.enter()
    assert doubted.box.mode is Mode.MOMENT
    doubted.enter("شنبه")
    assert (doubted.no(), doubted.box.text) == ("date_invalid", "شنبه")
    doubted.enter("۱۴۰۵/۰۸/۳۰ ۱۰:۱۵")
    assert (doubted.toast(), doubted.box.mode) == (ToastKind.CLOCK_SET, Mode.AMOUNT)
    assert doubted.shop.now() - doubted.clock.now() < timedelta(days=-39)
    doubted.keys("F10")
    assert doubted.state.posted.receipt.points_spent == 400


def test_the_clock_is_right(doubted):
    doubted.at.way(WayOn.CLOCK_IS_RIGHT)
    doubted.keys("F10")
    assert doubted.state.posted.receipt.points_spent == 400


def test_a_time_years_away_is_refused(doubted):
    doubted.enter()
    doubted.enter("1395/1/1 10:00")
    assert (doubted.no(), doubted.box.mode) == ("clock_implausible", Mode.MOMENT)
    doubted.esc()
    doubted.esc()
    assert (doubted.box.mode, doubted.sale.amount_rial) == (Mode.AMOUNT, 13_200_000)


def test_trouble_while_accepting_points_is_tried_again_by_enter(member):
    member.runner.fail("ask", Trouble("shop_busy"), topic="points")
    member.enter("100")
    assert (member.question.said.code, member.question.said.trouble) == ("shop_busy", True)
    member.enter()
    assert (member.question, member.sale.points) == (None, 100)


def test_trouble_while_typing_stays_in_the_notice(member):
    member.runner.fail("ask", Trouble("shop_gone"), topic="quote")
    member.type("1")
    assert (member.state.notice.code, member.state.notice.trouble, member.step) == ("shop_gone", True, Step.SALE)
    member.at.way(WayOn.TRY_AGAIN)
    assert (member.state.notice, member.sale.quotation.bill.payable_rial) == (None, 13_199_000)
