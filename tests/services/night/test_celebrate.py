"""Birthday gifts: on the day, once a Jalali year, by whoever asks first."""

from datetime import timedelta

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import acts, nothing_written, publish

from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import CouponIssued, PercentOff, PointsFixed, PointsPerAmount
from vafa.domain.rulebook.plans import CouponPlan, Rule, Trigger
from vafa.domain.who import Who, by_mobile
from vafa.persian.jalali import Birthday, JalaliDate
from vafa.persian.tehran import tehran_date

BASE = Rule(id="base", give=PointsPerAmount())
GIFT = Rule(id="birthday", trigger=Trigger.BIRTHDAY, give=PointsFixed(50))
CAKE = Rule(id="cake", trigger=Trigger.BIRTHDAY, give=CouponIssued("cake"))
AVA = by_mobile("09351112233")


def born(clock: HandClock, days_ahead: int = 0) -> Birthday:
    jalali = JalaliDate.of(tehran_date(clock.now()) + timedelta(days=days_ahead))
    return Birthday(jalali.month, jalali.day, 1360)


def points(little: LittleShop, who: Who = AVA) -> int:
    return little.shop.glance(who).balance.spendable


@pytest.fixture
def party(little: LittleShop) -> Programme:
    return publish(little, rules=(BASE, GIFT, CAKE), coupons=(CouponPlan("cake", PercentOff(10), life_days=30),))


def test_a_birthday_is_given_once_a_jalali_year(little: LittleShop, clock: HandClock, party: Programme):
    made = little.shop.enrol("09351112233", birthday=born(clock))
    little.shop.enrol("09351112244", birthday=born(clock, days_ahead=1))
    done = little.shop.celebrate()
    assert (done.members, done.points, points(little)) == ((made.member.id,), 50, 50)
    assert len(little.store.tallies.coupons(made.member.id, clock.now().date().toordinal())) == 1
    with nothing_written(little):
        assert little.shop.celebrate().members == ()
    clock.forward(days=365)
    little.shop.set_clock(clock.now())
    assert little.shop.celebrate().points == 50


def test_it_comes_till_the_end_of_the_business_day_and_not_later(
    little: LittleShop, clock: HandClock, party: Programme
):
    little.shop.enrol("09351112233", birthday=born(clock))
    little.shop.enrol("09351112244", birthday=born(clock, days_ahead=-1))
    clock.forward(hours=14.6)  # past midnight in Tehran, the day's business goes on
    assert little.shop.celebrate().points == 50
    clock.forward(hours=5)
    assert little.shop.celebrate().members == ()


def test_a_late_till_still_celebrates_and_a_night_later_it_is_over(
    little: LittleShop, clock: HandClock, party: Programme
):
    little.shop.enrol("09351112233", birthday=born(clock))
    clock.forward(hours=24)
    assert little.shop.celebrate().members == ()


def test_the_window_that_tends_the_shop_celebrates(little: LittleShop, clock: HandClock, party: Programme):
    little.shop.keep_house()
    little.shop.enrol("09351112233", birthday=born(clock))
    little.shop.keep_house()
    assert points(little) == 0, "it was looked just now"
    clock.forward(minutes=11)
    little.shop.keep_house()
    assert points(little) == 50


def test_an_erased_member_and_a_doubted_clock_get_nothing(little: LittleShop, clock: HandClock, party: Programme):
    little.shop.enrol("09351112233", birthday=born(clock))
    little.shop.erase(AVA)
    assert little.shop.celebrate().members == ()
    little.shop.enrol("09351112255", birthday=born(clock, days_ahead=40))
    clock.forward(days=40)
    with nothing_written(little):
        assert little.shop.celebrate().members == ()


def test_a_programme_without_birthdays_writes_nothing(little: LittleShop, clock: HandClock):
    little.shop.enrol("09351112233", birthday=born(clock))
    before = acts(little)
    assert little.shop.celebrate().members == ()
    assert acts(little) == before
