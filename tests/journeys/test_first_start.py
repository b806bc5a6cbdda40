"""From an empty folder to the first slip, as somebody who has never seen the product; in Persian and in English."""

import pytest
from tests.journeys.window_journey import START_WAIT_S, Journey, plain

from vafa.domain.units import DisplayUnit
from vafa.wording.apologies import apology


@pytest.mark.parametrize("language", ["fa", pytest.param("en", marks=pytest.mark.slow)])
def test_from_nothing_to_the_first_slip(language, screen, hands, tmp_path):
    shop, manager = ("فروشگاه سپیده", "سپیده کاظمی") if language == "fa" else ("Sunrise", "Sepideh")
    screen.lay_out("ir" if language == "fa" else "us")
    try:
        with Journey(screen, hands, tmp_path / "shop", tmp_path, "--lang", language) as journey:
            journey.until(lambda seen: seen["place"] == "first_start", "the first start", START_WAIT_S)
            journey.take_keyboard()
            journey.write(shop)
            journey.press("Return")
            journey.write(manager)
            journey.press("Return")
            journey.type("1234")
            journey.press("Return")
            journey.type("1243")
            journey.press("Return")
            journey.until_read(said("pins_differ", language))
            journey.type("1234")  # the field that is wrong has the caret, and its text is selected
            journey.press("Return")
            journey.until_read(said("pin_too_simple", language))
            journey.type("2580")
            journey.press("Return")
            journey.type("2580")
            journey.press("Return")
            state = journey.until_counter(lambda state: state["step"] == "idle", "the counter")
            assert (state["person"]["name"], state["person"]["role"]) == (manager, "manager")
            assert shop in journey.look()["title"]
            first_sale(journey)
    finally:
        screen.lay_out("ir")


def said(code, language):
    return plain(apology(code, {}, DisplayUnit.TOMAN, language).sentence)


def first_sale(journey):
    journey.press("F2")
    journey.until_step("enrol", "new_mobile")
    journey.type("09121234567")
    journey.until_counter(lambda state: state["enrolment"]["mobile_good"], "a good mobile")
    journey.press("Return")
    journey.until_step("sale", "amount")
    journey.amount(150_000)
    posted = journey.finish()
    assert (posted["receipt"]["number"], posted["receipt"]["points_earned"]) == ("F-1", 15)
    state = journey.until_counter(lambda state: state["posted"]["picture"], "the slip on the screen")
    assert state["posted"]["slip"] == "no_printer"
