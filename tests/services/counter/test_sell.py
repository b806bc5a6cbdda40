from datetime import datetime, timedelta

import pytest
from msgspec import structs
from tests.fakes.hand_clock import A_MORNING, HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, account, line, nothing_written, number_of, publish, refused, sell

from vafa.domain.rulebook.document import Expiry, ExpiryMode
from vafa.domain.rulebook.effects import Multiplier, PointsPerAmount
from vafa.domain.rulebook.plans import Rule
from vafa.domain.tender import Tender
from vafa.domain.units import Points, Rial
from vafa.domain.who import NOBODY, by_mobile
from vafa.services.asking import Sale


def test_a_sale_earns_and_its_slip_says_why(little: LittleShop):
    posting = sell(little, rial=4_250_000)
    receipt = posting.receipt
    assert (receipt.number, receipt.points_earned, receipt.paid_rial) == ("F-1", 42, 4_250_000)
    assert [reason.points for reason in receipt.reasons] == [42]
    assert receipt.standing is not None
    assert receipt.standing.balance == 42
    assert account(little) == (42, 0, 0)
    assert number_of(sell(little)) == "F-2"


def test_without_membership_a_sale_is_a_receipt_and_nothing_else(little: LittleShop):
    receipt = sell(little, NOBODY).receipt
    assert (receipt.anonymous, receipt.points_earned, receipt.standing) == (True, 0, None)
    with refused("redeem_needs_member"):
        sell(little, NOBODY, redeem="max")


def test_points_pay_a_bill_to_exactly_nothing(little: LittleShop):
    sell(little, rial=60_000_000)
    receipt = sell(little, rial=499_001, redeem="max").receipt
    assert (receipt.points_spent, receipt.money_off_rial, receipt.paid_rial) == (500, 499_001, 0)
    assert receipt.points_earned == 0
    assert account(little) == (100, 0, 0)


def test_the_bills_own_points_are_for_the_next_one(little: LittleShop):
    with refused("not_enough_points", best=0):
        sell(little, rial=50_000_000, redeem=1)
    receipt = sell(little, rial=50_000_000, redeem="max").receipt
    assert (receipt.points_spent, receipt.points_earned) == (0, 500)


def test_what_cannot_be_redeemed_is_refused_and_nothing_is_written(little: LittleShop):
    sell(little, rial=10_000_000)
    with nothing_written(little):
        with refused("not_enough_points", points=101, spendable=100, best=100):
            sell(little, redeem=101)
        with refused("redeem_exceeds_payable", best=50):
            sell(little, rial=49_999, redeem=51)
        for points in (0, -1):
            with refused("points_not_positive"):
                sell(little, redeem=points)
        with refused("not_enough_points"):
            sell(little, redeem=10**30)
        with refused("member_unknown"):
            sell(little, by_mobile("09129999999"))
        with refused("tenders_do_not_add_up", payable_rial=1_000_000):
            sell(little, tenders=(Tender("cash", Rial(1)),))
        with refused("tenders_do_not_add_up"):
            sell(little, tenders=(Tender("cash", Rial(10**30)),))


def test_the_same_key_is_the_same_sale(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    first = sell(little, rial=2_000_000, redeem=30, key="pos-7")
    for hours in (0, 1, 48):
        clock.forward(hours=hours)
        with nothing_written(little):
            again = sell(little, rial=2_000_000, redeem=30, key="pos-7")
        assert again == structs.replace(first, repeated=True)
    with nothing_written(little), refused("key_reused", key="pos-7"):
        sell(little, rial=2_000_001, redeem=30, key="pos-7")
    with nothing_written(little), refused("key_reused"):
        sell(little, OMID, rial=2_000_000, redeem=30, key="pos-7")
    assert account(little) == (89, 0, 0)


def test_a_retry_at_another_moment_is_the_same_sale(little: LittleShop):
    first = sell(little, key="k", at=A_MORNING)
    with nothing_written(little):
        assert sell(little, key="k").event_id == first.event_id


def test_a_retry_is_answered_even_when_it_would_be_refused_today(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    first = sell(little, rial=100_000, redeem="max", key="k")
    clock.forward(days=400)
    assert sell(little, rial=100_000, redeem="max", key="k").event_id == first.event_id


def test_without_a_key_every_sale_is_a_new_one(little: LittleShop):
    assert sell(little).event_id != sell(little).event_id
    assert account(little) == (20, 0, 0)


def test_points_that_wait_are_pending_until_their_moment(little: LittleShop, clock: HandClock):
    publish(little, pending_days=3)
    sell(little, rial=10_000_000)
    assert account(little) == (0, 100, 0)
    with refused("not_enough_points", spendable=0, pending=100, best=0):
        sell(little, redeem=1)
    clock.forward(days=3, seconds=-1)
    assert account(little) == (0, 100, 0)
    clock.forward(seconds=1)
    assert account(little) == (100, 0, 0)
    assert sell(little, rial=70_000, redeem="max").receipt.points_spent == 70


def test_points_lapse_after_their_last_good_day_in_tehran(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=2))
    posting = sell(little, rial=10_000_000)
    assert posting.receipt.standing is not None
    assert posting.receipt.standing.next_expiry is not None
    assert str(posting.receipt.standing.next_expiry.on) == "2026-11-23"
    clock.set(A_MORNING.replace(day=23, hour=20, minute=29, second=59))
    assert sell(little, rial=50_000, redeem=50).receipt.points_spent == 50
    clock.forward(seconds=1)
    with refused("not_enough_points", spendable=0):
        sell(little, rial=50_000, redeem=1)
    assert little.shop.look_up(SARA).balance.lapsed == 50


def test_the_soonest_expiry_is_spent_first(little: LittleShop, clock: HandClock):
    sell(little, rial=1_000_000)
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=9))
    sell(little, rial=1_000_000)
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=5))
    sell(little, rial=1_000_000)
    sell(little, rial=15_000, redeem=15)
    clock.forward(days=7)
    assert little.shop.look_up(SARA).balance.lapsed == 0
    clock.forward(days=7)
    assert account(little) == (10, 0, 0)
    assert little.shop.look_up(SARA).balance.lapsed == 5


def test_earning_pays_debt_first(little: LittleShop):
    first = sell(little, rial=10_000_000)
    sell(little, rial=80_000, redeem=80)
    little.shop.take_back(number_of(first))
    assert account(little) == (0, 0, 80)
    with refused("not_enough_points", debt=80):
        sell(little, redeem=1)
    assert sell(little, rial=9_000_000).receipt.points_earned == 90
    assert account(little) == (10, 0, 0)


def test_a_sale_dated_back_counts_from_its_own_day(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=5))
    clock.forward(days=10)
    receipt = sell(little, rial=10_000_000, at=A_MORNING).receipt
    assert receipt.moment == A_MORNING
    assert account(little) == (0, 0, 0)
    assert little.shop.look_up(SARA).balance.lapsed == 100
    with refused("moment_in_future"):
        sell(little, at=clock.now().replace(year=2027))
    with refused("moment_too_old"):
        sell(little, at=A_MORNING.replace(year=1990))


def test_lines_discounts_and_multipliers_all_stand_on_the_slip(little: LittleShop):
    publish(
        little,
        rules=(Rule("base", PointsPerAmount(Points(1), Rial(10_000))), Rule("silver", Multiplier(5, 4))),
        excluded=("gift",),
    )
    lines = (line("tea", 550_000), line("rice", 330_000), line("gift", 220_000))
    receipt = sell(little, rial=1_000_000, lines=lines, invoice="A-99").receipt
    assert (receipt.amount_rial, receipt.discount_rial, receipt.paid_rial) == (1_100_000, 100_000, 1_000_000)
    assert [reason.points for reason in receipt.reasons] == [80, 20]
    assert receipt.points_earned == 100
    assert little.shop.read_slip("f-۱") == receipt


def test_a_quotation_says_what_the_sale_will_do_and_writes_nothing(little: LittleShop):
    sell(little, rial=10_000_000)
    sale = Sale(who=SARA, amount_rial=270_000, redeem="max")
    with nothing_written(little):
        quoted = little.shop.quote(sale)
    assert (quoted.bill.points_spent, quoted.bill.payable_rial, quoted.bill.award.points) == (100, 170_000, 1)
    receipt = little.shop.sell(sale).receipt
    assert (receipt.points_spent, receipt.paid_rial, receipt.points_earned) == (100, 170_000, 1)
    with refused("not_enough_points"):
        little.shop.quote(Sale(who=SARA, amount_rial=10_000, redeem=5))


def _later(little: LittleShop, clock: HandClock, moment: datetime) -> None:
    """After weeks without an act the shop wants to hear that its clock is right."""
    clock.set(moment)
    little.shop.set_clock()


def test_what_was_saved_this_year_is_counted_in_the_jalali_year(little: LittleShop, clock: HandClock):
    sell(little, rial=10_000_000)
    _later(little, clock, A_MORNING.replace(year=2027, month=3, day=20, hour=20, minute=29))
    receipt = sell(little, rial=30_000, redeem="max").receipt
    assert receipt.standing is not None
    assert receipt.standing.saved_this_year_rial == 30_000
    clock.forward(minutes=1)
    receipt = sell(little, rial=20_000, redeem="max").receipt
    assert receipt.standing is not None
    assert receipt.standing.saved_this_year_rial == 20_000


@pytest.mark.parametrize("correct", ["take_back", "undo"])
def test_what_comes_back_after_new_year_was_saved_in_the_old_one(little: LittleShop, clock: HandClock, correct: str):
    sell(little, rial=10_000_000)
    _later(little, clock, A_MORNING.replace(year=2027, month=3, day=20, hour=20, minute=29, second=50))
    number = number_of(sell(little, rial=30_000, redeem="max"))
    clock.forward(seconds=20)
    receipt = getattr(little.shop, correct)(number).receipt
    assert receipt.standing is not None
    assert receipt.standing.saved_this_year_rial == 0
    assert sell(little, rial=20_000, redeem="max").receipt.standing.saved_this_year_rial == 20_000


def test_dating_back_brings_no_lapsed_points_to_life(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, 10))
    sell(little, rial=10_000_000)
    clock.forward(days=11)
    with nothing_written(little), refused("not_enough_points", spendable=0):
        sell(little, redeem=50, at=clock.now() - timedelta(days=5))
    with nothing_written(little), refused("not_enough_points", spendable=0):
        little.shop.redeem(SARA, 50, at=clock.now() - timedelta(days=5))


def test_a_key_tells_an_unknown_mobile_from_nobody(little: LittleShop):
    sell(little, NOBODY, key="k")
    with refused("key_reused"):
        sell(little, by_mobile("09359998877"), key="k")


def test_texts_are_kept_clean_and_short(little: LittleShop):
    posting = sell(little, rial=300_000, lines=(line("نان\x1b[31m\n \u202eسنگک", 300_000),), invoice=" A\t1 ")
    assert posting.receipt.lines[0].sku == "نان[31m سنگک"
    little.shop.take_back(number_of(posting), lines={"نان\x1b[31m\n \u202eسنگک": 1_000})
    with nothing_written(little), refused("text_too_long", field="sku"):
        sell(little, rial=300_000, lines=(line("x" * 65, 300_000),))
    with nothing_written(little), refused("text_too_long", field="invoice"):
        sell(little, invoice="x" * 65)
    with nothing_written(little), refused("text_too_long", field="reason"):
        little.shop.adjust(SARA, 5, "x" * 501)
