"""A new member: eleven digits are enough, everything else is for whoever tells it."""

import pytest
from tests.fakes.little_shop import MOBILES

from vafa.domain.acts import Channel
from vafa.domain.errors import Trouble
from vafa.domain.who import by_mobile
from vafa.persian.jalali import Birthday
from vafa.ui.counter.counter_state import Mode, Step, ToastKind, WayOn

NEW = "09350000000"


@pytest.fixture
def sheet(counter):
    counter.keys("F2")
    return counter


def birthday_of(counter, mobile: str = NEW):
    return counter.shop.look_up(by_mobile(mobile)).birthday


def rows(counter, sql: str) -> list:
    return counter.little.store.database.rows(sql)


def test_the_mobile_is_enough(sheet):
    assert (sheet.step, sheet.box.mode, sheet.state.enrolment.consents) == (Step.ENROL, Mode.NEW_MOBILE, frozenset())
    with sheet.posts(1):
        sheet.enter(NEW)
    assert (sheet.step, sheet.toast(), sheet.sale.member.member.mobile) == (Step.SALE, ToastKind.ENROLLED, NEW)
    assert (sheet.box.mode, sheet.box.text) == (Mode.AMOUNT, "")


@pytest.mark.parametrize("typed", ["۰۹۳۵ ۰۰۰ ۰۰۰۰", "+98 935 000 0000", "9350000000"])
def test_in_any_spelling(sheet, typed):
    sheet.enter(typed)
    assert sheet.sale.member.member.mobile == NEW


def test_whether_it_is_good_shows_as_it_is_typed(sheet):
    sheet.type(NEW[:-1])
    assert not sheet.state.enrolment.mobile_good
    sheet.type(NEW[-1])
    assert sheet.state.enrolment.mobile_good


def test_all_of_it(sheet):
    sheet.type(NEW)
    sheet.keys("Tab")
    sheet.type("زهرا امینی")
    sheet.keys("Down")
    sheet.type("۹/۳")
    sheet.keys("Tab")
    sheet.type(MOBILES[1])
    assert sheet.state.enrolment.referrer_name == "Omid"
    sheet.keys("Ctrl+1", "Ctrl+2", "Ctrl+2")
    assert sheet.state.enrolment.consents == {Channel.SMS}
    with sheet.posts(1):
        sheet.enter()
    member = sheet.sale.member.member
    assert (member.name, birthday_of(sheet)) == ("زهرا امینی", Birthday(9, 3))
    assert rows(sheet, "SELECT channel, given FROM consent") == [("sms", 1)]
    assert len(rows(sheet, "SELECT 1 FROM member WHERE referrer IS NOT NULL")) == 1


def test_the_referrers_card_is_read_from_any_field(sheet):
    code = sheet.card(1)
    sheet.type(NEW)
    sheet.at.scanned(code)
    assert (sheet.box.mode, sheet.box.text) == (Mode.NEW_MOBILE, NEW)
    assert (sheet.state.enrolment.referrer_card, sheet.state.enrolment.referrer_name) == (True, "Omid")
    assert code not in str(sheet.state)
    sheet.enter()
    assert len(rows(sheet, "SELECT 1 FROM member WHERE referrer IS NOT NULL")) == 1


def test_f6_goes_to_the_referrer_and_esc_back_to_the_mobile(sheet):
    sheet.type(NEW)
    sheet.keys("F6")
    assert (sheet.box.mode, sheet.state.strong_key) == (Mode.NEW_REFERRER, "F6")
    sheet.esc()
    assert (sheet.box.mode, sheet.box.text) == (Mode.NEW_MOBILE, NEW)
    sheet.esc()
    assert (sheet.step, sheet.state.enrolment) == (Step.IDLE, None)


@pytest.mark.parametrize(
    ("mode", "text", "code"),
    [
        (Mode.NEW_MOBILE, "0935", "mobile_invalid"),
        (Mode.NEW_NAME, "ا" * 100, "name_invalid"),
        (Mode.NEW_BIRTHDAY, "13/45", "birthday_invalid"),
        (Mode.NEW_BIRTHDAY, "1499/1/1", "birthday_invalid"),
        (Mode.NEW_REFERRER, "0912", "mobile_invalid"),
        (Mode.NEW_REFERRER, "09359999999", "mobile_of_nobody"),
    ],
)
def test_what_is_wrong_is_said_in_its_field(sheet, mode, text, code):
    sheet.type(NEW)
    while sheet.box.mode is not mode:
        sheet.keys("Tab")
    sheet.type(text, afresh=True)
    sheet.keys("Tab")
    with sheet.posts(0):
        sheet.enter()
    assert (sheet.box.mode, sheet.no(), sheet.box.text) == (mode, code, text)


def test_who_is_a_member_already_is_opened_on_enter(sheet):
    sheet.type(MOBILES[1])
    assert (sheet.question.said.code, sheet.question.ways) == ("already_member", (WayOn.OPEN_EXISTING,))
    with sheet.posts(0):
        sheet.enter()
    assert (sheet.step, sheet.sale.member.member.mobile) == (Step.SALE, MOBILES[1])


def test_who_became_one_meanwhile(sheet):
    sheet.type(NEW)
    sheet.shop.enrol(NEW, name="زهرا")
    sheet.enter()
    assert sheet.question.said.code == "already_member"
    sheet.enter()
    assert sheet.sale.member.member.name == "زهرا"


@pytest.mark.parametrize("after", [False, True])
def test_enrolled_once(sheet, after):
    sheet.runner.fail("act", Trouble("disk_full"), topic="enrol", after=after)
    with sheet.posts(1):
        sheet.enter(NEW)
        assert (sheet.question.ways, sheet.state.enrolment.mobile) == ((WayOn.TRY_AGAIN,), NEW)
        sheet.enter()
    assert sheet.sale.member.member.mobile == NEW


def test_changed_after_the_answer_was_lost(sheet):
    sheet.runner.fail("act", Trouble("disk_full"), topic="enrol", after=True)
    with sheet.posts(1):
        sheet.enter(NEW)
        sheet.keys("F2")
        sheet.keys("Tab")
        sheet.enter("زهرا")
        assert sheet.question.said.code == "already_member"
    sheet.enter()
    assert sheet.sale.member.member.mobile == NEW


def test_pressed_twice(slow):
    slow.keys("F2")
    slow.type(NEW)
    slow.runner.run_all()
    with slow.posts(1):
        slow.enter()
        slow.enter()
        slow.esc()
        slow.keys("Tab", "Ctrl+1")
        slow.runner.run_all()
    assert slow.step is Step.SALE


def test_a_late_answer_about_an_older_number_says_nothing(slow):
    slow.keys("F2")
    slow.type(MOBILES[1])
    old = slow.runner.work(len(slow.runner.waiting) - 1)
    slow.type(NEW, afresh=True)
    slow.runner.run_all()
    old.then(old.result)
    assert (slow.question, slow.state.enrolment.mobile_good) == (None, True)


def test_a_slip_scanned_into_the_sheet_waits(sheet):
    number = sheet.bought()
    sheet.type(NEW)
    sheet.at.scanned(sheet.slip_code(number))
    assert (sheet.toast(), sheet.step, sheet.box.text) == (ToastKind.FINISH_FIRST, Step.ENROL, NEW)
