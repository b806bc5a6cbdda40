"""From the amount to the payable: live figures, acceptance, doubts, and one step back at a time."""

import pytest
from tests.fakes.little_shop import MOBILES

from vafa.domain.units import DisplayUnit
from vafa.ui.counter.counter_state import Mode, Place, Step, ToastKind, WayOn
from vafa.ui.counter.open_sale import quick_steps


@pytest.fixture
def member(counter):
    """A member who has 500 points is at the counter."""
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    return counter


def test_figures_are_live_as_the_amount_is_typed(member):
    member.type("132")
    assert member.sale.amount_rial == 1_320
    member.type("0000")
    assert (member.sale.amount_rial, member.sale.quotation.bill.award.points) == (13_200_000, 132)
    assert member.sale.quotation.bill.award.reasons


def test_enter_accepts_and_empties_the_box(member):
    member.enter("1320000")
    assert (member.sale.amount_rial, member.box.mode, member.box.text) == (13_200_000, Mode.AMOUNT, "")
    assert member.state.strong_key == "F10"
    assert (member.sale.most_points, member.sale.steps) == (500, (50, 100, 250))


def test_another_amount_replaces_the_first(member):
    member.enter("1320000")
    member.enter("200000")
    assert member.sale.quotation.bill.payable_rial == 2_000_000


def test_rial_shops_type_rial(member):
    member.at.shop_changed(member.state.face, DisplayUnit.RIAL)
    member.enter("1320000")
    assert member.sale.amount_rial == 1_320_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("یک میلیون", "amount_not_read"),
        ("12.345.6", "amount_not_read"),
        ("123456789012345", "amount_too_large"),
        ("0", "amount_not_positive"),
        ("-5000", "amount_not_positive"),
        ("9" * 200, "amount_not_read"),
    ],
)
def test_what_is_no_amount_is_refused_in_place_with_its_text(member, text, code):
    member.enter(text)
    assert (member.no(), member.box.text, member.step) == (code, text, Step.SALE)
    member.keys("F10")
    assert (member.no(), member.step) == (code, Step.SALE)
    member.enter("50000")
    assert (member.no(), member.sale.amount_rial) == (None, 500_000)


def test_a_page_of_text_is_bounded(member):
    member.at.typed("متن " * 5_000)
    assert len(member.box.text) == 200
    member.enter()
    assert member.no() == "amount_not_read"


def test_esc_goes_back_one_step_and_loses_nothing(member):
    member.enter("1320000")
    member.keys("F3")
    member.type("100")
    member.esc()
    assert (member.box.mode, member.box.text, member.sale.points) == (Mode.POINTS, "", 0)
    member.esc()
    assert (member.box.mode, member.sale.amount_rial) == (Mode.AMOUNT, 13_200_000)
    member.type("5")
    member.esc()
    assert (member.box.text, member.sale.amount_rial) == ("", 13_200_000)
    member.esc()
    assert (member.question.said.code, member.question.ways) == ("purchase_open", (WayOn.PARK, WayOn.DISCARD))
    member.esc()
    assert (member.question, member.sale.amount_rial) == (None, 13_200_000)


def test_leaving_a_purchase_parks_it_first_of_all(member):
    member.enter("1320000")
    member.esc()
    member.enter()
    assert (member.step, member.parked(), member.toast()) == (Step.IDLE, [13_200_000], ToastKind.PARKED)


def test_a_purchase_may_be_thrown_away_on_purpose(member):
    member.enter("1320000")
    member.esc()
    member.keys("Tab")
    member.enter()
    assert (member.step, member.parked(), member.shop.draft_sale.read()) == (Step.IDLE, [], None)


def test_without_an_amount_esc_closes(member):
    member.esc()
    assert (member.step, member.sale) == (Step.IDLE, None)


def test_a_strange_amount_is_asked_about_once(counter):
    for toman in ("130000", "140000", "150000"):
        counter.type(MOBILES[0])
        counter.pay(toman)
    counter.type(MOBILES[0])
    counter.enter("1400000")
    assert (counter.question.said.code, counter.question.place) == ("amount_unusual", Place.AMOUNT)
    assert counter.question.said.figures == {"amount_rial": 14_000_000, "meant_rial": 1_400_000}
    with counter.posts(0):
        counter.keys("F10")
    counter.at.way(WayOn.AMOUNT_AS_TYPED)
    assert counter.sale.amount_rial == 14_000_000
    with counter.posts(1):
        counter.keys("F10")


def test_the_amount_that_was_meant_is_taken_on_enter(counter):
    for toman in ("130000", "140000", "150000"):
        counter.type(MOBILES[0])
        counter.pay(toman)
    counter.type(MOBILES[0])
    counter.type("1400000")
    counter.keys("F10")
    assert counter.question.said.code == "amount_unusual"
    counter.enter()
    assert (counter.sale.amount_rial, counter.step) == (1_400_000, Step.SALE)
    counter.enter("1400000")
    assert counter.question is None


def test_an_amount_far_above_the_usual_is_asked_about_once_though_no_unit_explains_it(counter):
    for toman in ("130000", "140000", "150000"):
        counter.type(MOBILES[0])
        counter.pay(toman)
    counter.type(MOBILES[0])
    counter.enter("12900000")
    assert (counter.question.said.code, counter.question.place) == ("amount_far", Place.AMOUNT)
    assert counter.question.said.figures == {"amount_rial": 129_000_000, "times": 92}
    with counter.posts(0):
        counter.keys("F10")
    counter.esc()
    assert (counter.question, counter.box.text, counter.step) == (None, "12900000", Step.SALE)
    counter.enter()
    assert counter.question.said.code == "amount_far"
    counter.enter()
    assert (counter.question, counter.sale.amount_rial) == (None, 129_000_000)
    with counter.posts(1):
        counter.keys("F10")


# --- members while a purchase is open


def test_a_card_attaches_to_a_purchase_without_member(counter):
    code = counter.card(1)
    counter.keys("Ctrl+Space")
    counter.enter("1000000")
    assert counter.sale.quotation.bill.award.points == 0
    counter.at.scanned(code)
    assert counter.sale.member.member.mobile == MOBILES[1]
    assert (counter.sale.amount_rial, counter.sale.quotation.bill.award.points) == (10_000_000, 100)


def test_a_card_does_not_land_in_the_amount(counter):
    code = counter.card(1)
    counter.type(MOBILES[1])
    counter.type("132")
    counter.at.scanned(code)
    assert (counter.toast(), counter.box.text, counter.sale.amount_rial) == (ToastKind.SAME_MEMBER, "132", 1_320)


def test_a_mobile_typed_for_an_amount_is_a_member(counter):
    counter.keys("Ctrl+Space")
    counter.enter("1000000")
    counter.type(MOBILES[3])
    assert (counter.sale.member.member.mobile, counter.box.text) == (MOBILES[3], "")
    assert counter.sale.amount_rial == 10_000_000


def test_a_mobile_of_nobody_is_never_an_amount(counter):
    counter.keys("Ctrl+Space")
    counter.enter("1000000")
    counter.type("09350000000")
    assert (counter.no(), counter.sale.amount_rial) == ("member_unknown", 10_000_000)
    assert counter.question.ways == (WayOn.ENROL_THIS,)
    counter.enter()
    assert (counter.step, counter.box.text) == (Step.ENROL, "09350000000")
    counter.enter()
    assert (counter.sale.member.member.mobile, counter.sale.amount_rial) == ("09350000000", 10_000_000)


def test_another_card_is_a_question(member):
    member.enter("1320000")
    member.at.scanned(member.card(1))
    assert (member.question.said.code, member.question.place) == ("other_member", Place.MEMBER)
    assert member.question.ways == (WayOn.SWITCH_MEMBER, WayOn.KEEP_MEMBER, WayOn.PARK_AND_OPEN)
    member.at.way(WayOn.KEEP_MEMBER)
    assert member.sale.member.member.mobile == MOBILES[0]


def test_switching_keeps_the_amount_and_drops_the_points_of_the_other(member):
    member.enter("1320000")
    member.keys("F3")
    member.enter("100")
    member.at.scanned(member.card(1))
    member.enter()
    assert (member.sale.member.member.mobile, member.sale.points) == (MOBILES[1], 0)
    assert member.sale.quotation.bill.payable_rial == 13_200_000


def test_parking_the_first_opens_the_other(member):
    member.enter("1320000")
    member.at.scanned(member.card(1))
    member.at.way(WayOn.PARK_AND_OPEN)
    assert (member.parked(), member.sale.member.member.mobile) == ([13_200_000], MOBILES[1])
    assert (member.sale.amount_rial, member.toast()) == (None, ToastKind.PARKED)


def test_without_an_amount_there_is_nothing_to_park(member):
    member.at.scanned(member.card(1))
    assert member.question.ways == (WayOn.SWITCH_MEMBER, WayOn.KEEP_MEMBER)


def test_unknown_and_foreign_scans_never_disturb(member):
    number = member.bought(1)
    member.enter("1320000")
    member.type("55")
    before = member.state
    blocked = member.card(2)
    member.block(blocked)
    for scan, toast in [
        (blocked, ToastKind.BLOCKED_SCAN),
        ("1" + "01" + "2" * 11 + "3" * 20, ToastKind.UNKNOWN_SCAN),
        ("6260100510155", ToastKind.NOT_OURS),
        (member.slip_code(number), ToastKind.FINISH_FIRST),
        ("۱۲۳\x00\x1b[A", ToastKind.NOT_OURS),
        ("9" * 10_000_000, ToastKind.NOT_OURS),
        ("", ToastKind.NOT_OURS),
    ]:
        member.at.scanned(scan)
        assert member.toast() is toast
        assert (member.step, member.box, member.sale) == (Step.SALE, before.box, before.sale)


def test_a_member_is_enrolled_into_the_open_purchase(counter):
    counter.keys("Ctrl+Space")
    counter.enter("1000000")
    counter.keys("F2")
    counter.enter("09350000000")
    assert (counter.step, counter.sale.member.member.mobile) == (Step.SALE, "09350000000")
    assert (counter.sale.amount_rial, counter.toast()) == (10_000_000, ToastKind.ENROLLED)
    counter.keys("F10")
    assert counter.state.posted.receipt.points_earned == 100


def test_a_late_quotation_of_an_older_amount_is_not_shown(slow):
    slow.bought(0)
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.type("1")
    old = slow.runner.work(0)
    slow.type("000000")
    slow.runner.run_all()
    old.then(old.result)  # what a runner that is late would say
    assert slow.sale.quotation.bill.purchase.amount_rial == 10_000_000


def test_a_quotation_after_closing_is_not_shown(slow):
    slow.type(MOBILES[0])
    slow.runner.run_all()
    slow.type("1000")
    slow.esc()
    slow.esc()
    slow.runner.run_all()
    assert (slow.step, slow.sale) == (Step.IDLE, None)


def test_acts_of_others_show_at_once(member):
    member.enter("1320000")
    member.bought(0, 10_000_000)
    member.at.outside_change()
    assert member.sale.member.balance.spendable == 600
    assert member.sale.quotation.balance.spendable == 600
    assert member.state.day.receipts == 2


def test_details_and_a_note(member):
    member.enter("1320000")
    member.keys("F9")
    assert (member.step, len(member.state.details.receipts)) == (Step.DETAILS, 1)
    member.enter()
    assert member.box.mode is Mode.NOTE
    member.enter("نان بدون گلوتن می‌خواهد")
    assert (member.toast(), member.state.details.note) == (ToastKind.NOTE_KEPT, "نان بدون گلوتن می‌خواهد")
    member.esc()
    assert (member.step, member.sale.amount_rial) == (Step.SALE, 13_200_000)
    assert member.sale.member.note == "نان بدون گلوتن می‌خواهد"


def test_a_note_that_is_too_long_stays_in_the_box(member):
    member.keys("F9")
    member.enter()
    member.at.typed("ن" * 200)
    member.enter()
    assert (member.no(), member.box.text) == ("text_too_long", "ن" * 200)


@pytest.mark.parametrize(
    ("most", "steps"),
    [(1_180, (100, 250, 500)), (90, (5, 10, 25)), (500, (50, 100, 250)), (1, ()), (0, ()), (4, (1,))],
)
def test_quick_choices_are_round(most, steps):
    assert quick_steps(most) == steps
