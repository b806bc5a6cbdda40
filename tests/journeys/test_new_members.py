"""A new member: eleven digits are enough, and whatever else is told is kept."""

from tests.fakes.little_shop import LittleShop
from tests.journeys.window_journey import SARA

from vafa.domain.who import by_mobile


def test_eleven_digits_are_enough(counter, founded):
    counter.press("F2")
    counter.until_step("enrol", "new_mobile")
    counter.type("09361112233")
    counter.until_counter(lambda state: state["enrolment"] and state["enrolment"]["mobile_good"], "a good mobile")
    counter.press("Return")
    state = counter.until_step("sale", "amount")
    assert state["sale"]["member"]["member"]["mobile"] == "09361112233"
    counter.amount(99_000)
    number = counter.finish()["receipt"]["number"]
    assert founded.slip(number).points_earned == 9


def test_everything_is_told_by_keys_alone(counter, founded):
    counter.type("09362223344")
    counter.press("Return")
    state = counter.until_step("enrol", "new_mobile")
    assert state["enrolment"]["mobile"] == "09362223344"
    counter.press("Tab")
    counter.until_step("enrol", "new_name")
    counter.write("پروانه گنجی")
    counter.press("Tab")
    counter.until_step("enrol", "new_birthday")
    counter.type("1369/2/24")
    counter.press("Tab")
    counter.until_step("enrol", "new_referrer")
    counter.scan(founded.cards[SARA])
    counter.until_counter(
        lambda state: state["enrolment"] and state["enrolment"]["referrer_name"] == SARA, "a referrer"
    )
    counter.press("Ctrl+1")
    counter.until_counter(lambda state: state["enrolment"]["consents"] == ["sms"], "a consent")
    counter.press("Return")
    state = counter.until_step("sale", "amount")
    assert state["sale"]["member"]["member"]["name"] == "پروانه گنجی"
    with LittleShop(founded.folder) as little:
        seen = little.shop.look_up(by_mobile("09362223344"))
        assert (seen.birthday.month, seen.birthday.day, seen.birthday.year) == (2, 24, 1369)


def test_a_mobile_that_is_a_member_already_opens_that_member(counter, founded):
    counter.press("F2")
    counter.until_step("enrol", "new_mobile")
    counter.type("09121234567")
    state = counter.until_counter(lambda state: state["question"], "told that the member is there")
    assert state["question"]["said"]["code"] == "already_member"
    counter.press("Return")
    assert counter.until_step("sale")["sale"]["member"]["member"]["name"] == SARA
